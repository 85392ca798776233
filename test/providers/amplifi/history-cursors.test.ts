import {expect} from '@open-wc/testing';
import {asCursor} from '../../../src/model/page.js';
import {createAmplifiAdapter} from '../../../src/providers/amplifi/index.js';
import {nextCursorIn} from '../../../src/adapter/toolkit/next-cursor.js';
import {cursorOf, OLDER, placeOf} from '../../../src/providers/amplifi/pages.js';
import messagesSample from './fixtures/messages.json' with {type: 'json'};
import {adapterAnswering, JANE, urlOf} from './mapping-scene.js';

describe('cursors of Amplifi histories', () => {
  it('survive JSON and come back as they were', () => {
    const place = {cursor: 'b3 "x"=+', at: Date.UTC(2025, 3, 23), ties: 2};
    const cursor = asCursor(JSON.parse(JSON.stringify(cursorOf(place))) as string);
    expect(placeOf(cursor)).to.deep.equal(place);
    expect(placeOf(cursorOf({cursor: 'x', ties: 0}))).to.deep.equal({cursor: 'x', ties: 0});
  });

  it("are taken for the provider's own when they were made elsewhere", () => {
    for (const text of ['opaque', '["a"]', '5', '{}', '']) {
      expect(placeOf(asCursor(text)), text).to.deep.equal({cursor: text, ties: 0});
    }
  });

  const olderCursorIn = (answer: unknown) => nextCursorIn(answer, OLDER);

  it('are looked for in the likely places and never made up', () => {
    expect(olderCursorIn({cursor: 'a', nextCursor: 'b', pagination: {cursor: 'c'}})).to.equal('a');
    expect(olderCursorIn({cursor: null, nextCursor: 'b'})).to.equal('b');
    expect(olderCursorIn({cursor: '', pagination: {cursor: 'c'}})).to.equal('c');
    for (const answer of [{}, {cursor: null}, {cursor: []}, {pagination: 'x'}, messagesSample]) {
      expect(olderCursorIn(answer), JSON.stringify(answer)).to.equal(undefined);
    }
  });

  it('keep the order of messages of one instant across pages', async () => {
    const timestamp = '2025-04-23T18:45:00.000Z';
    const message = (id: string, at = timestamp) => ({id, direction: 'incoming', message: id, timestamp: at});
    const pages: Readonly<Record<string, unknown>> = {
      '': {messages: [message('e', '2025-04-23T18:46:00.000Z'), message('d'), message('c')], cursor: 'p2'},
      p2: {messages: [message('b'), message('a', '2025-04-23T18:44:00.000Z')]},
    };
    const adapter = createAmplifiAdapter({
      fetch: async (input) => Response.json(pages[new URL(urlOf(input)).searchParams.get('cursor') ?? '']),
    });
    const newest = await adapter.listMessages({conversationId: JANE});
    const older = await adapter.listMessages({conversationId: JANE, cursor: newest.older});
    const orders = [...older.messages, ...newest.messages].map(({id, order}) => [id, order]);
    expect(orders).to.deep.equal([
      ['a', 0],
      ['b', -2],
      ['c', -1],
      ['d', 0],
      ['e', 0],
    ]);
    expect(older.older).to.equal(undefined);
  });

  it('end where the provider answers with the cursor it was asked for', async () => {
    const {adapter} = adapterAnswering({messages: [], cursor: 'same'});
    const page = await adapter.listMessages({conversationId: JANE, cursor: asCursor('same')});
    expect(page.older).to.equal(undefined);
  });
});
