import {expect} from '@open-wc/testing';
import {arrangeByTime, orderOf, OrderSense, TieCount} from '../../../src/adapter/toolkit/list-order.js';

describe('orderOf', () => {
  const table: readonly (readonly [readonly (number | undefined)[], string | undefined])[] = [
    [[3, 2, 1], 'newest-first'],
    [[1, undefined, 2], 'oldest-first'],
    [[undefined, 2, 1, undefined], 'newest-first'],
    [[2, 2], undefined],
    [[2], undefined],
    [[], undefined],
  ];
  for (const [times, expected] of table) {
    it(`of ${JSON.stringify(times)} is ${expected}`, () => expect(orderOf(times)).to.equal(expected));
  }

  it('goes by finer times where they are given', () => {
    const fine = [
      {at: 1, rest: 5},
      {at: 1, rest: 2},
    ];
    expect(orderOf(fine, (a, b) => a.at - b.at || a.rest - b.rest)).to.equal('newest-first');
  });
});

describe('OrderSense', () => {
  it('learns from all pages together', () => {
    const sense = new OrderSense();
    expect(sense.learn([5, 5])).to.equal(undefined);
    expect(sense.learn([9, 8, 7])).to.equal('newest-first');
    // One page with a single odd time changes nothing.
    expect(sense.learn([6, 5, 6, 4, 3, 2, 1, 0])).to.equal('newest-first');
    expect(new OrderSense().learn([1, 2, 1, 2])).to.equal('neither');
  });
});

describe('arrangeByTime', () => {
  const timeOf = ({at}: {readonly id: string; readonly at?: number}) => at;
  const show = (placed: readonly {item: {id: string}; order: number}[]) =>
    placed.map(({item, order}) => `${item.id} ${order}`);

  it('puts the oldest first and keeps the order of the provider within an instant', () => {
    const page = [
      {id: 'd', at: 3},
      {id: 'c', at: 2},
      {id: 'b', at: 2},
      {id: 'a', at: 1},
    ];
    expect(show(arrangeByTime(page, {timeOf, order: 'newest-first'}))).to.deep.equal(['a -3', 'b -2', 'c -1', 'd 0']);
    const older = arrangeByTime([{id: '-', at: 1}], {timeOf, order: 'newest-first', rank: 4});
    expect(show(older)).to.deep.equal(['- -4']);
    expect(show(arrangeByTime([...page].reverse(), {timeOf}))).to.deep.equal(['a 0', 'b 1', 'c 2', 'd 3']);
  });

  it('leaves an entry without a time beside its neighbour', () => {
    const page = [{id: 'x'}, {id: 'b', at: 2}, {id: 'y'}, {id: 'a', at: 1}];
    expect(arrangeByTime(page, {timeOf}).map(({item}) => item.id)).to.deep.equal(['x', 'a', 'b', 'y']);
  });
});

describe('TieCount', () => {
  it('goes on counting an instant on the next page', () => {
    const first = new TieCount();
    expect([5, 4, 4].map((at) => first.next(at))).to.deep.equal([0, 0, -1]);
    const second = new TieCount(first.place);
    expect([4, 4, 3, undefined].map((at) => second.next(at))).to.deep.equal([-2, -3, 0, 0]);
  });
});
