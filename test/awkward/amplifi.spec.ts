import {expect, test} from '@playwright/test';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {createAmplifiAdapter, type AmplifiAdapterOptions} from '../../src/providers/amplifi/index.js';
import {errorOf, startServer, UNREADABLE, type Answer, type AwkwardServer} from './server.js';

const JANE = '+19195551234';
const OMAR = '+19195550100';

const row = (phoneNumber: unknown, more: object = {}) => ({
  phoneNumber,
  firstName: 'Jane',
  lastMessage: 'Hello',
  lastMessageAt: '2025-04-23T18:45:00.000Z',
  unreadCount: 0,
  isArchived: false,
  ...more,
});

const message = (id: unknown, more: object = {}) => ({
  id,
  direction: 'incoming',
  message: `Message ${String(id)}`,
  timestamp: '2025-04-23T18:45:00.000Z',
  ...more,
});

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

const connect = (options: AmplifiAdapterOptions = {}): MessagingAdapter =>
  createAmplifiAdapter({baseUrl: server.url, timeout: 5000, ...options});

const history = (adapter = connect()) => adapter.listMessages({conversationId: JANE});

const bodyOf = (text: string | undefined): unknown => JSON.parse(text ?? 'null');

async function readBack(adapter: MessagingAdapter): Promise<readonly string[]> {
  let page = await adapter.listMessages({conversationId: JANE});
  const ids = page.messages.map(({id}) => id);
  for (let calls = 0; page.older !== undefined; calls++) {
    if (calls > 50) return ['no end'];
    page = await adapter.listMessages({conversationId: JANE, cursor: page.older});
    ids.unshift(...page.messages.map(({id}) => id));
  }
  return ids;
}

test.describe('a history', () => {
  const circles: Readonly<Record<string, (cursor: string | null, count: number) => object>> = {
    'cursors A, B, A': (cursor) => ({messages: [message(cursor ?? 'first')], cursor: cursor === 'A' ? 'B' : 'A'}),
    'a circle of seven': (cursor) => {
      const place = Number(cursor ?? 0);
      return {messages: [message(place)], cursor: `${(place % 7) + 1}`};
    },
    'ever new cursors of one page': (_, count) => ({messages: [message('same')], cursor: `c${count}`}),
    'ever new cursors of empty pages': (cursor, count) => ({messages: cursor ? [] : [message(1)], cursor: `c${count}`}),
  };
  for (const [what, answer] of Object.entries(circles)) {
    test(`${what}: says so after a few requests`, async () => {
      server.answer(({query}) => ({body: answer(query.get('cursor'), server.asked.length)}));
      expect((await errorOf(readBack(connect()))).kind).toBe('decode');
      expect(server.asked.length).toBeLessThan(40);
    });
  }

  const places: Readonly<Record<string, (next: string) => object>> = {
    cursor: (next) => ({cursor: next}),
    nextCursor: (next) => ({nextCursor: next}),
    next_cursor: (next) => ({next_cursor: next}),
    'pagination.cursor': (next) => ({pagination: {cursor: next}}),
    'pagination.nextCursor': (next) => ({pagination: {nextCursor: next, hasMore: true}}),
    'pageInfo.endCursor': (next) => ({pageInfo: {endCursor: next, hasNextPage: true}}),
    'meta.next_cursor': (next) => ({meta: {next_cursor: next}}),
    'links.next, an address': (next) => ({links: {next: `/api/conversations/x/messages?limit=50&cursor=${next}`}}),
    'a number': () => ({cursor: 2}),
  };
  for (const [what, envelope] of Object.entries(places)) {
    test(`goes on by a cursor at ${what}`, async () => {
      server.answer(({query}) => {
        const isFirst = query.get('cursor') === null;
        const messages = Array.from({length: 50}, (_, index) => message(`${isFirst ? 'new' : 'old'}-${index}`));
        return {body: {messages, ...(isFirst && envelope('2'))}};
      });
      expect(await readBack(connect())).toHaveLength(100);
      expect(server.asked.at(-1)?.query.get('cursor')).toBe('2');
    });
  }

  test('ends where the answer says that there is no more, whatever cursor it holds', async () => {
    server.answer(() => ({body: {messages: [message(1)], pageInfo: {endCursor: 'x', hasNextPage: false}}}));
    expect((await history()).older).toBeUndefined();
  });

  for (const [what, answer] of Object.entries({...UNREADABLE, 'no list': {body: {ok: true}}})) {
    test(`${what} is an error of its own, not an empty thread`, async () => {
      server.answer(() => answer);
      expect((await errorOf(history())).kind).toBe('decode');
      expect((await errorOf(connect().listConversations({}))).kind).toBe('decode');
    });
  }

  test('has no message that names another number', async () => {
    const messages = [message(1, {phoneNumber: OMAR}), message(2, {phoneNumber: '(919) 555-1234'}), message(3)];
    server.answer(() => ({body: {messages}}));
    expect((await history()).messages.map(({id}) => id)).toEqual(['3', '2']);
    server.answer(() => ({body: {messages: messages.slice(0, 1)}}));
    expect((await errorOf(history())).kind).toBe('decode');
  });

  test('reads numbers for ids, and calls a page of nothing readable an error', async () => {
    server.answer(() => ({body: {messages: [message(7), {message: 'no id'}]}}));
    expect((await history()).messages.map(({id}) => id)).toEqual(['7']);
    server.answer(() => ({body: {messages: [{id: {}}, null, 'x']}}));
    expect((await errorOf(history())).kind).toBe('decode');
  });

  test('keeps a place whatever the times are', async () => {
    const messages = [message(3, {timestamp: 'soon'}), message(2, {timestamp: '1970'}), message(1, {timestamp: 0})];
    server.answer(() => ({body: {messages}}));
    const read = (await history()).messages;
    expect(read.map(({id}) => id)).toEqual(['1', '2', '3']);
    expect(read.map(({at}) => at === undefined || Number.isFinite(at))).toEqual([true, true, true]);
  });
});

test.describe('the list', () => {
  test('is an error when nothing of it can be read, and says what it lacks', async () => {
    server.answer(() => ({body: [{id: 1}, {id: 2}]}));
    expect((await errorOf(connect().listConversations({}))).kind).toBe('decode');
    server.answer(() => ({body: [{id: 1}, row(19195551234, {contactId: 5})]}));
    const page = await connect().listConversations({});
    expect(page.items.map(({id, participants}) => [id, participants[0]?.id])).toEqual([[JANE, '5']]);
    expect(page).toMatchObject({incomplete: true});
    expect(page.total).toBeUndefined();
  });

  test('is the same object when nothing changed, and has the same objects where nothing did', async () => {
    let rows = [row(JANE), row(OMAR)];
    server.answer(() => ({body: rows}));
    const adapter = connect();
    const first = await adapter.listConversations({});
    expect(await adapter.listConversations({})).toBe(first);
    rows = [row(JANE, {lastMessage: 'News', unreadCount: 1}), row(OMAR)];
    const second = await adapter.listConversations({});
    expect(second.items[0]?.lastMessage?.text).toBe('News');
    expect(second.items[1]).toBe(first.items[1]);
  });

  test('is looked at less often the longer it is', async () => {
    const rows = Array.from({length: 40_000}, (_, index) => row(`+1${2_000_000_000 + index}`));
    server.answer(() => ({body: rows}));
    const adapter = connect({polling: {conversations: 100, messages: Infinity}});
    await adapter.listConversations({});
    const heard: AdapterEvent[] = [];
    const subscription = adapter.subscribe?.((event) => heard.push(event));
    // Twenty times the usual size: a look every two seconds, where there would have been ten in the first one.
    await new Promise((resolve) => setTimeout(resolve, 1000));
    subscription?.close();
    expect(heard).toEqual([]);
  });
});

test.describe('a reply', () => {
  const reply = (options: AmplifiAdapterOptions = {}) =>
    connect(options).sendMessage({conversationId: JANE, text: 'Hi'});

  const told: readonly object[] = [
    {code: 'CONTACT_OPTED_OUT'},
    {errorCode: 'CONTACT_OPTED_OUT'},
    {error_code: 'CONTACT_OPTED_OUT', message: 'No.'},
    {error: 'CONTACT_OPTED_OUT'},
    {error: {code: 'CONTACT_OPTED_OUT', message: 'No.'}},
    {error: {type: 'CONTACT_OPTED_OUT'}},
    {errors: [{code: 'CONTACT_OPTED_OUT', detail: 'No.'}]},
    {data: {error: {errorCode: 'CONTACT_OPTED_OUT'}}},
    {message: 'CONTACT_OPTED_OUT'},
    {message: 'Request failed: CONTACT_OPTED_OUT (the contact has opted out)'},
    {code: 400, message: 'CONTACT_OPTED_OUT'},
    {code: 'BAD_REQUEST', message: 'CONTACT_OPTED_OUT: no'},
  ];
  for (const body of told) {
    test(`is refused for an opt-out by ${JSON.stringify(body)}`, async () => {
      server.answer(() => ({status: 400, body}));
      const expected = {kind: 'opted-out', code: 'CONTACT_OPTED_OUT', outcomeUnknown: false};
      expect(await errorOf(reply())).toMatchObject(expected);
    });
  }

  test('that the provider says it did not send was not sent', async () => {
    const failed = (body: object) => {
      server.answer(() => ({body}));
      return errorOf(reply());
    };
    const optedOut = {success: false, errorCode: 'CONTACT_OPTED_OUT'};
    expect(await failed(optedOut)).toMatchObject({kind: 'opted-out', outcomeUnknown: false});
    expect(await failed({success: false, error: 'No route'})).toMatchObject({kind: 'carrier', outcomeUnknown: false});
    server.answer(() => ({body: {success: false, messageLog: {id: 'm1', status: 'failed'}}}));
    expect(await reply()).toMatchObject({id: 'm1', status: 'failed', text: 'Hi'});
  });

  const unclear: Readonly<Record<string, Answer>> = {
    ...UNREADABLE,
    '{success: true} alone': {body: {success: true}},
    'a body that breaks off': {body: {success: true, messageLog: {id: 'm1'}}, cutAfter: 12},
  };
  for (const [what, answer] of Object.entries(unclear)) {
    test(`answered with ${what}: nobody knows, and it is asked once`, async () => {
      server.answer(() => answer);
      expect((await errorOf(reply())).outcomeUnknown).toBe(true);
      expect(server.asked).toHaveLength(1);
    });
  }

  for (const status of [301, 302, 307, 308]) {
    test(`is not sent elsewhere by a redirect (${status})`, async () => {
      server.answer(() => ({status, headers: {location: `${server.url}/elsewhere`}}));
      expect(await errorOf(reply())).toMatchObject({kind: 'not-ready', outcomeUnknown: false});
      expect(server.asked.map(({method}) => method)).toEqual(['POST']);
    });
  }

  for (const [given, expected] of [
    ['600', 600_000],
    ['0', undefined],
    ['-5', undefined],
    ['Wed, 01 Jan 2020 00:00:00 GMT', undefined],
  ] as const) {
    test(`held up with "Retry-After: ${given}" is an error at once, with the wait it names`, async () => {
      server.answer(() => ({status: 429, headers: {'retry-after': given}, body: 'Slow down'}));
      for (const ask of [() => reply(), () => history(), () => connect().listConversations({})]) {
        const error = await errorOf(ask());
        expect([error.kind, error.retryAfter]).toEqual(['rate-limited', expected]);
      }
      expect(server.asked).toHaveLength(3);
    });
  }

  test('goes out with the options of the adapter, which those of the message and the chosen number win over', async () => {
    server.answer(() => ({body: {success: true, messageLog: {id: 5, message: null}}}));
    const ownNumbers = [{id: 'num-2', address: '+18005550198', label: 'Workshop'}];
    const usual = {normalizeText: false, forceRoute: 'MMS', fromPhoneNumberId: 'num-1'} as const;
    const adapter = connect({ownNumbers, reply: usual});
    expect(await adapter.listOwnEndpoints?.()).toEqual(ownNumbers);
    expect(adapter.capabilities.chooseOwnEndpoint).toBe('native');
    expect(adapter.sendOptions?.map(({name}) => name)).toEqual(['normalizeText', 'forceRoute']);
    expect(adapter.sendNotes).toEqual(['bypasses-quiet-hours', 'shortens-links']);
    const sent = await adapter.sendMessage({conversationId: JANE, text: 'Hi'});
    expect(sent).toMatchObject({id: '5', text: 'Hi', status: 'accepted'});
    expect(bodyOf(server.asked.at(-1)?.body)).toEqual({message: 'Hi', ...usual});
    const own = {ownEndpointId: 'num-2', providerOptions: {forceRoute: 'SMS'}};
    await adapter.sendMessage({conversationId: JANE, text: 'Hi', ...own});
    const expected = {message: 'Hi', normalizeText: false, forceRoute: 'SMS', fromPhoneNumberId: 'num-2'};
    expect(bodyOf(server.asked.at(-1)?.body)).toEqual(expected);
    const odd = connect().sendMessage({conversationId: JANE, text: 'Hi', providerOptions: {fromPhoneNumberId: 7}});
    expect(await errorOf(odd)).toMatchObject({kind: 'validation', field: 'fromPhoneNumberId'});
  });

  test('leads to nothing but its own conversation, whatever the id is', async () => {
    for (const conversationId of ['..', '', '.', 'x']) {
      expect((await errorOf(connect().sendMessage({conversationId, text: 'Hi'}))).kind).toBe('not-found');
    }
    expect(server.asked).toHaveLength(0);
  });
});
