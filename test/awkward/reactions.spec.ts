import {expect, test} from '@playwright/test';
import type {Message} from '../../src/model/message.js';
import type {ReactionKind} from '../../src/model/reaction.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {answering, PROVIDERS} from './accounts.js';
import {errorOf, startServer, type Answer, type AwkwardServer} from './server.js';

const ID = 'conv_1';
const NOW = Date.UTC(2026, 2, 12, 15, 30);
const [THEIRS, OURS] = ['+14155551234', '+14155550100'];
const found = PROVIDERS['agentphone'];
if (!found) throw new Error('no such provider');
const agentphone = found;

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

/** The answer that the official client documents. */
const TAKEN: Answer = {body: {id: 'rct_1', reaction_type: 'love', message_id: 'm2', channel: 'imessage'}};
const LOVE = {
  id: 'rct_1',
  reactionType: 'love',
  fromNumber: OURS,
  direction: 'outbound',
  createdAt: '2026-03-12T15:31:00Z',
};

interface Served {
  /** To the reactions that are asked for, the first one first; the last for all others. */
  readonly answers?: readonly Answer[];
  /** What the history says of the newest message from the first of them on. */
  readonly after?: object;
  readonly before?: object;
}

/** A conversation in iMessage that is open. */
async function opened({answers = [TAKEN], after = {reactions: []}, before = {reactions: []}}: Served = {}) {
  let said: object = before;
  let count = 0;
  const messages = (more: object) => [
    agentphone.message('m2', NOW, {channel: 'imessage', ...more}),
    agentphone.message('m1', NOW - 60_000, {
      channel: 'imessage',
      direction: 'outbound',
      fromNumber: OURS,
      toNumber: THEIRS,
    }),
  ];
  server.answer((asked) => {
    if (asked.path.endsWith('/reactions')) {
      said = after;
      return answers[Math.min(count++, answers.length - 1)] ?? {status: 500};
    }
    return answering(agentphone, {threads: [agentphone.thread(ID, NOW)], messages: messages(said)})(asked);
  });
  const store = new InboxStore(agentphone.connect(server.url));
  await store.timeline(ID).load();
  // Which channel it is on, its messages say: the list then does as well.
  await store.conversationList.load();
  return {
    store,
    shown: (id = 'm2') => shown(store.threadMessages(ID).find((message) => message.id === id)),
    give: (kind: ReactionKind = 'love', id = 'm2') => store.react(ID, id, kind),
    /** From now on the history says so. */
    say: (more: object) => (said = more),
    read: () => store.timeline(ID).refresh(),
  };
}

const shown = (message: Message | undefined) =>
  (message?.reactions ?? []).map(({name, isOwn, phase}) =>
    [name, ...(isOwn ? ['ours'] : []), ...(phase ? [phase] : [])].join(' '),
  );
const given = () => server.asked.filter(({path}) => path.endsWith('/reactions'));

test.describe('a reaction', () => {
  const done: Readonly<Record<string, Answer>> = {
    'what the documents say': TAKEN,
    'numbers for ids': {body: {id: 7, message_id: 'm2'}},
    'its id alone': {body: {id: 'rct_1'}},
    'nothing (204)': {status: 204},
    'an empty body': {body: ''},
    null: {body: null},
    '{success: true}': {body: {success: true}},
    'the id of the message alone': {body: {message_id: 'm2', reaction_type: 'love'}},
  };
  for (const [what, answer] of Object.entries(done)) {
    test(`is given when that is answered with ${what}, asked for once, and shown once`, async () => {
      const {store, give, shown, say, read} = await opened({answers: [answer]});
      await give();
      expect(shown()).toEqual(['❤️ ours']);
      say({reactions: [LOVE]});
      await read();
      expect(shown()).toEqual(['❤️ ours']);
      expect(given().map(({method, path, body}) => [method, path, body])).toEqual([
        ['POST', '/v1/messages/m2/reactions', '{"reaction":"love"}'],
      ]);
      await store.dispose();
    });
  }

  const refused: Readonly<Record<string, readonly [Answer, kind: string, phase: string]>> = {
    '400': [
      {status: 400, body: {error: {code: 'VALIDATION_ERROR', message: 'Not an iMessage.'}}},
      'validation',
      'refused',
    ],
    '402': [{status: 402, body: {error: {code: 'INSUFFICIENT_BALANCE'}}}, 'insufficient-credits', 'refused'],
    '404': [{status: 404, body: {detail: 'Message not found'}}, 'not-found', 'refused'],
    '422': [{status: 422, body: {detail: [{loc: ['body', 'reaction'], msg: 'unknown'}]}}, 'validation', 'refused'],
    '429': [{status: 429, headers: {'retry-after': '30'}, body: {}}, 'rate-limited', 'failed'],
    'a redirect': [{status: 302, headers: {location: '/elsewhere'}}, 'not-ready', 'refused'],
    '{success: false}': [{body: {success: false}}, 'carrier', 'failed'],
    'a failure that has an id': [{body: {id: 'rct_1', message_id: 'm2', status: 'failed'}}, 'carrier', 'failed'],
    'an error in place of it': [{body: {error: {message: 'no'}}}, 'carrier', 'failed'],
  };
  for (const [what, [answer, kind, phase]] of Object.entries(refused)) {
    test(`is not given when that is answered with ${what}`, async () => {
      const {store, give, shown} = await opened({answers: [answer]});
      const error = await errorOf(give());
      expect([error.kind, error.outcomeUnknown]).toEqual([kind, false]);
      expect(shown()).toEqual([`❤️ ours ${phase}`]);
      store.reactions.discard(ID, 'm2', 'love');
      expect(shown()).toEqual([]);
      expect(given()).toHaveLength(1);
      await store.dispose();
    });
  }

  const doubtful: Readonly<Record<string, Answer>> = {
    '500': {status: 500, body: 'oops'},
    'the trouble of a carrier': {status: 502, body: {error: {code: 'CARRIER_ERROR', message: 'No answer'}}},
    '504': {status: 504, body: ''},
    '408': {status: 408, body: ''},
    'a web page': {headers: {'content-type': 'text/html'}, body: '<!doctype html>'},
    'half an answer': {...TAKEN, cutAfter: 9},
    'the reaction to another message': {body: {id: 'rct_1', message_id: 'm1'}},
    'another kind of reaction': {body: {id: 'rct_1', message_id: 'm2', reaction_type: 'like'}},
    'an error beside it': {body: {id: 'rct_1', message_id: 'm2', error: 'late'}},
  };
  for (const [what, answer] of Object.entries(doubtful)) {
    test(`is looked for after ${what}, and stays in doubt where the history has it not`, async () => {
      const there = await opened({answers: [answer], after: {reactions: [LOVE]}});
      await there.give();
      expect(there.shown()).toEqual(['❤️ ours']);
      const {store, give, shown, say, read} = await opened({answers: [answer]});
      expect((await errorOf(give())).outcomeUnknown).toBe(true);
      expect(shown()).toEqual(['❤️ ours unconfirmed']);
      expect((await errorOf(give())).kind).toBe('unsupported');
      expect(given()).toHaveLength(2);
      say({reactions: [LOVE]});
      await read();
      expect(shown()).toEqual(['❤️ ours']);
      await Promise.all([there.store.dispose(), store.dispose()]);
    });
  }

  test('that was refused for now can be given again', async () => {
    const {store, give, shown} = await opened({answers: [{status: 429, body: {}}, TAKEN]});
    expect((await errorOf(give())).kind).toBe('rate-limited');
    await give();
    expect(shown()).toEqual(['❤️ ours']);
    expect(given()).toHaveLength(2);
    await store.dispose();
  });

  test('to somebody who opted out is refused, and so is every text from then on', async () => {
    const {store, give} = await opened({answers: [{status: 400, body: {detail: 'The contact has opted out.'}}]});
    expect((await errorOf(give())).kind).toBe('opted-out');
    expect(store.blockOf(ID)?.reason).toBe('opted-out');
    expect((await errorOf(give('like'))).kind).toBe('opted-out');
    expect(given()).toHaveLength(1);
    await store.dispose();
  });

  test('that is pressed again and again while no answer comes is asked for once', async () => {
    const {store, give} = await opened();
    const all = await Promise.allSettled([give(), give(), give('like'), give()]);
    expect(all.map(({status}) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'rejected']);
    expect(given()).toHaveLength(1);
    await store.dispose();
  });

  test('does not leave while the device is offline, and can be given once it is back', async () => {
    const {store, give, shown} = await opened();
    const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
    Object.defineProperty(globalThis, 'navigator', {configurable: true, value: {onLine: false}});
    try {
      const error = await errorOf(give());
      expect([error.kind, error.outcomeUnknown]).toEqual(['network', false]);
      expect(shown()).toEqual(['❤️ ours failed']);
    } finally {
      if (before) Object.defineProperty(globalThis, 'navigator', before);
      else Reflect.deleteProperty(globalThis, 'navigator');
    }
    expect(given()).toHaveLength(0);
    await give();
    expect(given()).toHaveLength(1);
    await store.dispose();
  });

  for (const id of ['', '.', '..', 'm9', 'm2/../m1']) {
    test(`to ${JSON.stringify(id)}, which is not loaded, asks nothing`, async () => {
      const {store, give} = await opened();
      const count = server.asked.length;
      expect((await errorOf(give('love', id))).kind).toBe('not-found');
      expect(server.asked).toHaveLength(count);
      await store.dispose();
    });
  }
});

test.describe('what a history says of reactions', () => {
  const like = (more: object) => ({id: 'r', reactionType: 'like', fromNumber: THEIRS, direction: 'inbound', ...more});
  const said: Readonly<Record<string, readonly [reactions: unknown, shown: readonly string[]]>> = {
    'is told once of each, however often it is listed': [
      [like({}), like({id: 'r2'}), LOVE, LOVE],
      ['👍', '❤️ ours'],
    ],
    'is ours by our number, where no direction is told': [[{...LOVE, direction: null}], ['❤️ ours']],
    'is theirs by their number, where no direction is told': [[like({direction: undefined})], ['👍']],
    'is ours in any spelling of our number': [
      [{...LOVE, direction: null, fromNumber: '+1 (415) 555-0100'}],
      ['❤️ ours'],
    ],
    'is known whatever its case': [
      [{...LOVE, reactionType: 'LOVE'}, like({reactionType: 'Like'})],
      ['❤️ ours', '👍'],
    ],
    'is shown as it is where it is none of those that are known': [
      [like({reactionType: '🎉'}), like({reactionType: 'wave'})],
      ['🎉', 'wave'],
    ],
    'leaves out what names no reaction': [[null, 7, 'love', {}, like({reactionType: ''}), like({})], ['👍']],
    'is no list at all': ['love', []],
    'is nothing': [null, []],
  };
  for (const [what, [reactions, expected]] of Object.entries(said)) {
    test(what, async () => {
      const {store, shown} = await opened({before: {reactions}});
      expect(shown()).toEqual(expected);
      await store.dispose();
    });
  }

  for (const channel of ['imessage', 'iMessage', 'IMESSAGE']) {
    test(`a message on ${channel} can be reacted to`, async () => {
      const {store, give, shown} = await opened({before: {channel, reactions: []}, after: {channel, reactions: []}});
      await give();
      expect(shown()).toEqual(['❤️ ours']);
      await store.dispose();
    });
  }

  test('a message that left as a text cannot, in an iMessage thread either', async () => {
    const {store, give} = await opened({before: {channel: 'sms', reactions: []}});
    expect((await errorOf(give())).kind).toBe('unsupported');
    expect(given()).toHaveLength(0);
    await store.dispose();
  });

  test('what was taken back elsewhere is gone, and can be given again', async () => {
    const {store, give, shown, say, read} = await opened({before: {reactions: [LOVE]}});
    expect((await errorOf(give())).kind).toBe('unsupported');
    say({reactions: []});
    await read();
    expect(shown()).toEqual([]);
    await give();
    expect(given()).toHaveLength(1);
    await store.dispose();
  });
});
