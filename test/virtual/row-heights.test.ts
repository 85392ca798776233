import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {RowHeights} from '../../src/virtual/row-heights.js';
import {coversRange, joinRanges} from '../../src/virtual/row-window.js';
import {spliceBetween} from '../../src/util/splice.js';

const filled = (count: number, estimate = 50): RowHeights => {
  const heights = new RowHeights(estimate);
  heights.splice({start: 0, removed: 0, added: count}, () => undefined);
  return heights;
};

describe('RowHeights', () => {
  it('keeps the height of each row through any change of the list', () => {
    const list = fc.uniqueArray(fc.nat(20), {maxLength: 12});
    const measures = fc.array(fc.tuple(fc.nat(11), fc.integer({min: 10, max: 90})), {maxLength: 6});
    fc.assert(
      fc.property(fc.array(fc.tuple(list, measures), {maxLength: 6}), (steps) => {
        const heights = new RowHeights(50);
        const known = new Map<number, number>();
        let rows: readonly number[] = [];
        for (const [next, measured] of steps) {
          const before = rows;
          const span = spliceBetween(before, next);
          heights.splice(span, (place) => {
            const index = before.indexOf(next[span.start + place] ?? -1, span.start);
            return index >= 0 && index < span.start + span.removed ? index : undefined;
          });
          for (const row of before) if (!next.includes(row)) known.delete(row);
          rows = next;
          for (const [index, height] of measured) {
            const row = rows[index];
            if (row === undefined) continue;
            heights.measure(index, height);
            known.set(row, height);
          }
          let top = 0;
          rows.forEach((row, index) => {
            expect(heights.topOf(index)).to.equal(top);
            expect(heights.indexAt(top + 1)).to.equal(index);
            top += known.get(row) ?? 50;
          });
          expect(heights.total).to.equal(top);
        }
      }),
    );
  });

  it('absorbs what it learns below in rows that were never drawn, and says what does not fit', () => {
    const heights = filled(1000);
    heights.measure(999, 70);
    for (const amount of [300, -300, -5000]) {
      const before = heights.total;
      expect(heights.absorb(amount, 900)).to.equal(0);
      expect(heights.total).to.be.closeTo(before + amount, 0.01);
      expect(heights.topOf(1000) - heights.topOf(999)).to.equal(70);
    }
    expect(filled(10).absorb(-1000, 10)).to.be.closeTo(-660, 0.01);
    expect(filled(10).absorb(20, 0)).to.equal(20);
  });

  it('takes the first rows drawn for the measure of all', () => {
    const heights = filled(100);
    expect(heights.learnEstimate()).to.equal(false);
    heights.measure(98, 60);
    heights.measure(99, 80);
    expect(heights.learnEstimate()).to.equal(true);
    expect(heights.total).to.equal(98 * 70 + 60 + 80);
  });
});

describe('row ranges', () => {
  it('are joined where they touch', () => {
    const ranges = joinRanges([
      {from: 5, to: 8},
      {from: 0, to: 2},
      {from: 2, to: 3},
      {from: 4, to: 4},
      {from: 6, to: 7},
    ]);
    expect(ranges).to.deep.equal([
      {from: 0, to: 3},
      {from: 5, to: 8},
    ]);
    expect(coversRange(ranges, {from: 5, to: 7})).to.equal(true);
    expect(coversRange(ranges, {from: 2, to: 6})).to.equal(false);
    expect(coversRange(ranges, {from: 4, to: 4})).to.equal(true);
  });
});
