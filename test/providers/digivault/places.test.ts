import {expect} from '@open-wc/testing';
import {asCursor} from '../../../src/model/page.js';
import {OrderSense} from '../../../src/adapter/toolkit/list-order.js';
import {listCursors} from '../../../src/providers/digivault/conversations.js';
import {messageCursors} from '../../../src/providers/digivault/history.js';

describe('places in lists of DigiVault', () => {
  it('survive JSON and come back as they were', () => {
    const beside = {beside: 'a"b', side: 'starting_after', runs: 'newest-first', index: 49} as const;
    for (const place of [beside, {before: 'x'}, {after: 'x'}]) {
      const kept = JSON.parse(JSON.stringify(messageCursors.write(place))) as string;
      expect(messageCursors.read(asCursor(kept))).to.deep.equal(place);
    }
    expect(listCursors.read(listCursors.write({after: 'a'}))).to.deep.equal({after: 'a'});
  });

  it('are refused when they were made elsewhere', () => {
    const others = [
      '{"beside":"a"}',
      '{"after":5}',
      '{"before":""}',
      '{"beside":"a","side":"up","runs":"on","index":1}',
    ];
    for (const text of ['', 'x', '{}', '[]', 'null', ...others]) {
      expect(() => messageCursors.read(asCursor(text)), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
    for (const text of ['', '{}', '{"after":5}']) {
      expect(() => listCursors.read(asCursor(text)), text)
        .to.throw()
        .with.property('kind', 'cursor-invalid');
    }
  });
});

describe('OrderSense', () => {
  it('learns the direction from times, and keeps it when a single one is off', () => {
    const sense = new OrderSense();
    expect(sense.learn([5, 5, 5])).to.equal(undefined);
    expect(sense.learn([])).to.equal(undefined);
    expect(sense.learn([9, 7, undefined, 7, 4, 3, 2])).to.equal('newest-first');
    expect(sense.learn([1, 9, 9, 9])).to.equal('newest-first');
    expect(sense.learn([5, 5])).to.equal('newest-first');
  });

  it('finds no direction where there is none, and notices a change after a while', () => {
    const sense = new OrderSense();
    expect(sense.learn([1, 5, 2, 7, 3, 9, 1])).to.equal('neither');
    const rising = Array.from({length: 9000}, (_, index) => index);
    expect(sense.learn(rising)).to.equal('oldest-first');
    sense.learn(rising.toReversed());
    sense.learn(rising.toReversed());
    expect(sense.learn(rising.toReversed())).to.equal('newest-first');
  });
});
