import {expect} from '@open-wc/testing';
import {insetFor, steadiestFirst, type RowPosition} from '../../src/virtual/scroll-geometry.js';

describe('the row that is held still', () => {
  const before = ['a', 'b', 'c', 'd'];
  const after = ['c', 'a', 'b', 'd'];
  const heldOf = (keys: readonly string[], room = 1000): string =>
    steadiestFirst(
      keys.map((key, place) => ({key, offset: place * 100})),
      room,
      (key) => before.indexOf(key),
      (key) => after.indexOf(key),
    )
      .map(({key}) => key)
      .join(' ');

  it('is the one whose place changes least, so that one that jumps is never followed', () => {
    expect(heldOf(['c', 'd'])).to.equal('d c');
    expect(heldOf(['b', 'c'])).to.equal('b c');
  });

  it('is the topmost of equals', () => {
    expect(heldOf(['a', 'b'])).to.equal('a b');
  });

  it('is one in sight, while any of those is left', () => {
    expect(heldOf(['a', 'b', 'd'], 150)).to.equal('a b d');
    expect(heldOf(['gone', 'd'], 50)).to.equal('gone d');
  });
});

describe('where a row is scrolled to', () => {
  const table: readonly (readonly [string, RowPosition, number, number])[] = [
    ['a fixed distance', 24, 900, 24],
    ['a third of the way down', 'third', 900, 150],
    ['nowhere, when it is in sight', 'nearest', 120, 120],
    ['down from above the top edge', 'nearest', -80, 0],
    ['up from below the bottom edge', 'nearest', 480, 450],
  ];
  for (const [what, position, offset, inset] of table) {
    it(what, () => expect(insetFor(position, offset, 500, 50)).to.equal(inset));
  }

  it('not above the top edge, however tall it is', () => {
    expect(insetFor('third', 0, 500, 900)).to.equal(24);
  });
});
