import {expect} from '@open-wc/testing';
import {movedBy, SpacedWindow} from '../../src/virtual/measured-rows.js';
import {FixedRows, type RowRange} from '../../src/virtual/row-window.js';

const NOTHING: RowRange = {from: 0, to: 0};
const REST = {ahead: 0, kept: NOTHING};

const windowOf = (count: number, size = 50): SpacedWindow<FixedRows> => {
  const sizes = new FixedRows(size);
  sizes.length = count;
  return new SpacedWindow(sizes);
};

describe('RowWindow', () => {
  it('draws what is in sight and some around it', () => {
    const rows = windowOf(1000);
    rows.show({top: 10_000, height: 500}, REST);
    expect(rows.ranges).to.deep.equal([{from: 196, to: 214}]);
    expect(rows.isDrawn({top: 10_000, height: 500})).to.equal(true);
    expect(rows.isDrawn({top: 10_500, height: 500})).to.equal(false);
    expect(rows.spaces).to.deep.equal({before: 196 * 50, after: (1000 - 214) * 50, gaps: new Map()});
  });

  it('leaves rows alone while what is in sight has some to spare', () => {
    const rows = windowOf(1000);
    rows.show({top: 10_000, height: 500}, REST);
    const {ranges} = rows;
    rows.show({top: 10_060, height: 500}, REST);
    expect(rows.ranges).to.equal(ranges);
    expect(rows.needs({top: 10_060, height: 500}, 0)).to.equal(false);
    expect(rows.needs({top: 10_060, height: 500}, 400)).to.equal(true);
    rows.show({top: 10_300, height: 500}, REST);
    expect(rows.ranges).not.to.equal(ranges);
  });

  it('draws ahead of a movement, and puts that away when the reader rests', () => {
    const rows = windowOf(1000);
    rows.show({top: 10_000, height: 500}, {ahead: 4000, kept: NOTHING});
    expect(rows.ranges.length).to.equal(2);
    expect(rows.isDrawn({top: 14_000, height: 500})).to.equal(true);
    const room = rows.spaces.gaps.get(rows.ranges[1]?.from ?? 0);
    expect(room).to.equal(((rows.ranges[1]?.from ?? 0) - (rows.ranges[0]?.to ?? 0)) * 50);
    rows.show({top: 14_000, height: 500}, REST);
    expect(rows.ranges.length).to.equal(1);
    expect(rows.isDrawn({top: 10_000, height: 500})).to.equal(false);
  });

  it('keeps a row wherever the reader is, within the list', () => {
    const rows = windowOf(1000);
    rows.show({top: 0, height: 500}, {ahead: 0, kept: {from: 998, to: 1003}});
    expect(rows.ranges.at(-1)).to.deep.equal({from: 998, to: 1000});
    expect(rows.indexes.slice(-2)).to.deep.equal([998, 999]);
  });

  it('draws nothing of an empty list, and no more than there is when a list gets shorter', () => {
    const rows = windowOf(20);
    rows.show({top: 600, height: 400}, REST);
    rows.sizes.length = 3;
    rows.show({top: 0, height: 400}, REST);
    expect(rows.ranges).to.deep.equal([{from: 0, to: 3}]);
    rows.sizes.length = 0;
    rows.show({top: 0, height: 400}, REST);
    expect(rows.ranges).to.deep.equal([]);
  });

  it('keeps the same rows through a change of the list', () => {
    const rows = windowOf(1000);
    rows.show({top: 10_000, height: 500}, REST);
    rows.follow((index) => index + 50);
    expect(rows.ranges).to.deep.equal([{from: 246, to: 264}]);
    rows.follow(() => -1);
    expect(rows.ranges).to.deep.equal([]);
  });
});

describe('where rows are after a change', () => {
  const [before, after] = [[...'abcdef'], [...'axdcyef']];
  const moved = movedBy(
    {start: 1, removed: 3, added: 4},
    (index) => before[index],
    (index) => after[index],
  );

  it('is told by key within it, and counted around it', () => {
    expect(before.map((_, index) => moved(index))).to.deep.equal([0, -1, 3, 2, 5, 6]);
  });
});
