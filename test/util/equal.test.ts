import {expect} from '@open-wc/testing';
import {isEqual, reuseList, reuseMap, withoutUndefined} from '../../src/util/equal.js';

describe('isEqual', () => {
  it('takes a field that is undefined for one that is absent, and nothing for what every object has', () => {
    expect(isEqual({a: 1, b: undefined}, {a: 1})).to.equal(true);
    expect(isEqual({a: 1}, {a: 1, b: null})).to.equal(false);
    expect(isEqual({}, {toString: 'x'})).to.equal(false);
    expect(isEqual(withoutUndefined({a: 1, b: undefined}), {a: 1})).to.equal(true);
  });

  it('tells lists from objects, and errors by their message', () => {
    expect(isEqual([], {})).to.equal(false);
    expect(isEqual([1, [2]], [1, [2]])).to.equal(true);
    expect(isEqual([1, 2], [1])).to.equal(false);
    expect(isEqual(new Error('a'), new Error('b'))).to.equal(false);
    expect(isEqual(new Error('a'), new Error('a'))).to.equal(true);
  });
});

describe('What is equal to what was before', () => {
  const [a, b, c] = [{id: 'a'}, {id: 'b'}, {id: 'c'}];

  it('keeps its identity in a list, wherever it stands', () => {
    const before = [a, b];
    expect(reuseList(before, [{id: 'a'}, {id: 'b'}])).to.equal(before);
    const next = reuseList(before, [{id: 'c'}, {id: 'b'}, {id: 'a'}]);
    expect(next).to.deep.equal([c, b, a]);
    expect([next[1], next[2]]).to.have.ordered.members([b, a]);
    expect(reuseList(before, [{id: 'a'}]), 'it lacks one').to.deep.equal([a]);
  });

  it('keeps its identity in a map', () => {
    const before = new Map([
      ['a', a],
      ['b', b],
    ]);
    expect(reuseMap(before, new Map([...before].map(([key, value]) => [key, {...value}])))).to.equal(before);
    const next = reuseMap(before, new Map([['a', {id: 'a'}]]));
    expect(next).not.to.equal(before);
    expect(next.get('a')).to.equal(a);
  });
});
