import {expect} from '@open-wc/testing';
import {BoundedMap} from '../../src/util/bounded-map.js';
import {BoundedSet} from '../../src/util/bounded-set.js';

describe('BoundedMap', () => {
  it('forgets what was unused for longest', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.get('a');
    map.set('c', 3);
    expect(['a', 'b', 'c'].map((key) => map.get(key))).to.deep.equal([1, undefined, 3]);
    map.delete('a');
    expect(map.values()).to.deep.equal([3]);
  });
});

describe('BoundedSet', () => {
  it('tells what is new, and forgets what was added first', () => {
    const set = new BoundedSet<string>(2, ['a', 'b']);
    expect(set.add('a')).to.equal(false);
    expect(set.add('c')).to.equal(true);
    expect(set.values()).to.deep.equal(['a', 'c']);
    expect([set.has('b'), set.size]).to.deep.equal([false, 2]);
    expect([set.delete('a'), set.delete('a')]).to.deep.equal([true, false]);
    set.clear();
    expect(set.size).to.equal(0);
  });
});
