import {expect} from '@open-wc/testing';
import {placeAfterKey, TypeAhead} from '../../src/components/list-keys.js';

describe('keys in a list', () => {
  it('move within it, and by pages', () => {
    expect(placeAfterKey('ArrowDown', -1, {count: 3})).to.equal(0);
    expect(placeAfterKey('ArrowDown', 2, {count: 3})).to.equal(2);
    expect(placeAfterKey('ArrowUp', 0, {count: 3})).to.equal(0);
    expect(placeAfterKey('PageDown', 0, {count: 9, pageSize: 4})).to.equal(4);
    expect(placeAfterKey('PageDown', 7, {count: 9, pageSize: 4})).to.equal(8);
    expect(placeAfterKey('PageUp', 3, {count: 9, pageSize: 4})).to.equal(0);
    expect(placeAfterKey('PageDown', 0, {count: 9})).to.equal(undefined);
    expect(placeAfterKey('End', 0, {count: 9})).to.equal(8);
    expect(placeAfterKey('Home', 8, {count: 9})).to.equal(0);
    expect(placeAfterKey('x', 8, {count: 9})).to.equal(undefined);
  });

  it('move round and round in a menu', () => {
    expect(placeAfterKey('ArrowDown', 3, {count: 4, isRound: true})).to.equal(0);
    expect(placeAfterKey('ArrowUp', 0, {count: 4, isRound: true})).to.equal(3);
    expect(placeAfterKey('Home', 2, {count: 4, isRound: true})).to.equal(0);
    expect(placeAfterKey('End', 0, {count: 4, isRound: true})).to.equal(3);
    expect(placeAfterKey('PageDown', 7, {count: 9, isRound: true, pageSize: 4})).to.equal(8);
  });

  it('leave the ends of the text to the field above it', () => {
    const list = {count: 4, isRound: true, isBelowField: true};
    expect(placeAfterKey('Home', 2, list)).to.equal(undefined);
    expect(placeAfterKey('End', 2, list)).to.equal(undefined);
    expect(placeAfterKey('ArrowUp', 0, list)).to.equal(3);
  });

  it('stay at the start of one without anything in it', () => {
    for (const key of ['ArrowDown', 'ArrowUp', 'End']) {
      expect(placeAfterKey(key, 0, {count: 0, isRound: true})).to.equal(0);
      expect(placeAfterKey(key, 0, {count: 0})).to.equal(0);
    }
  });

  it('go to what is called as it is typed: the same letter on to the next, others to a longer beginning', () => {
    const names = ['Star', 'Archive', 'Close', 'Délete', 'Details'];
    const ahead = new TypeAhead();
    let now = 0;
    const type = (key: string, place: number, pause = 1000): number => {
      const event = new KeyboardEvent('keydown', {key});
      Object.defineProperty(event, 'timeStamp', {value: (now += pause)});
      return ahead.placeAfter(event, place, names.length, (each) => names[each] ?? '');
    };
    expect(type('d', 0)).to.equal(3);
    expect(type('d', 3, 100)).to.equal(4);
    expect(type('d', 4)).to.equal(3);
    expect(type('e', 3, 100)).to.equal(3);
    expect(type('t', 3, 100)).to.equal(4);
    expect(type('a', 2)).to.equal(1);
    expect(type('x', 1)).to.equal(-1);
    expect(type(' ', 1)).to.equal(-1);
    expect(type('ArrowDown', 1)).to.equal(-1);
  });
});
