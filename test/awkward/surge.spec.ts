import {expect, test} from '@playwright/test';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Conversation} from '../../src/model/conversation.js';
import {sendBlockOf} from '../../src/model/send-block.js';
import {createSurgeAdapter, type SurgeAdapter, type SurgeAdapterOptions} from '../../src/providers/surge/index.js';
import {typeId} from './accounts.js';
import {errorOf, startServer, UNREADABLE, type Answer, type AwkwardServer} from './server.js';

const ACCOUNT = 'acct_1';
const START = Date.UTC(2026, 2, 12, 15, 30);

const CONTACT = {id: 'ctc_1', phone_number: '+18015551234', first_name: 'Jane'};

const conversation = (id: string, contact: object = CONTACT) => ({
  id,
  contact,
  phone_number: {id: 'pn_1', number: '+18015556789', type: 'local'},
});

/** The message of a minute, of one thread. */
const message = (minute: number, body: string | null, thread: string | object = 'cnv_1') => ({
  id: typeId('msg', START + minute * 60_000),
  blast_id: null,
  body,
  attachments: [],
  conversation: typeof thread === 'string' ? conversation(thread) : thread,
  metadata: {},
});

const list = (data: readonly unknown[], next: string | null = null): Answer => ({
  body: {data, pagination: {next_cursor: next, previous_cursor: null}},
});

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

const connect = (options: Partial<SurgeAdapterOptions> = {}): SurgeAdapter =>
  createSurgeAdapter({accountId: ACCOUNT, baseUrl: server.url, timeout: 5000, ...options});

const byId = async (adapter: MessagingAdapter, id = 'cnv_1'): Promise<Conversation | undefined> =>
  (await adapter.listConversations({})).items.find((each) => each.id === id);

/** Pages back until the first message, an error, or a number of calls no reader would ever make. */
async function readBack(adapter: MessagingAdapter, conversationId: string): Promise<unknown> {
  let {older} = await adapter.listMessages({conversationId});
  for (let calls = 0; older !== undefined; calls++) {
    if (calls > 50) return 'no end';
    ({older} = await adapter.listMessages({conversationId, cursor: older}));
  }
  return 'the first message';
}

test.describe('lists that do not end', () => {
  const pages: Readonly<Record<string, (cursor: string | null, count: number) => Answer>> = {
    'cursors A, B, A': (cursor) =>
      list([message(cursor === 'A' ? -1 : cursor === 'B' ? -2 : 0, 'Hi', 'cnv_2')], cursor === 'A' ? 'B' : 'A'),
    'cursors A, B, C, A': (cursor) =>
      list([message(cursor ? -cursor.charCodeAt(0) : 0, 'Hi', 'cnv_2')], {A: 'B', B: 'C'}[cursor ?? ''] ?? 'A'),
    'ever new cursors of one page': (_, count) => list([message(0, 'Hi', 'cnv_2')], `c${count}`),
    'ever new cursors of empty pages': (cursor, count) => list(cursor ? [] : [message(0, 'Hi', 'cnv_2')], `c${count}`),
  };
  for (const [what, answer] of Object.entries(pages)) {
    for (const listOrder of ['newest-first', 'oldest-first'] as const) {
      test(`${what}, ${listOrder}: says so after a few requests`, async () => {
        server.answer(({query}) => answer(query.get('after'), server.asked.length));
        const adapter = connect({listOrder});
        expect(await errorOf(readBack(adapter, 'cnv_1'))).toMatchObject({kind: 'decode'});
        expect(server.asked.length).toBeLessThan(40);
      });
    }
  }

  test('a list of contacts that repeats itself is no list of contacts', async () => {
    server.answer(() => list([CONTACT], `c${server.asked.length}`));
    expect((await errorOf(connect().describeStart?.())).kind).toBe('decode');
    expect(server.asked.length).toBeLessThan(10);
  });

  test('a list that begins with its oldest message is read to its end before anything is called the newest', async () => {
    const all = Array.from({length: 3000}, (_, index) => message(index, `Line ${index}`));
    server.answer(({query}) => {
      const from = Number(query.get('after') ?? 0);
      return list(all.slice(from, from + 25), from + 25 < all.length ? `${from + 25}` : null);
    });
    const adapter = connect();
    expect((await byId(adapter))?.lastMessage?.text).toBe('Line 2999');
    const before = server.asked.length;
    await adapter.listConversations({});
    expect(server.asked.length - before).toBe(1);
  });

  test('a list too long for one call is no list yet, and the next call goes on', async () => {
    const all = Array.from({length: 260}, (_, index) => message(index, `Line ${index}`));
    server.answer(({query}) => {
      const from = Number(query.get('after') ?? 0);
      return list(all.slice(from, from + 1), from + 1 < all.length ? `${from + 1}` : null);
    });
    const adapter = connect({listOrder: 'oldest-first'});
    expect(await errorOf(adapter.listConversations({}))).toMatchObject({kind: 'timeout', retry: 'now'});
    expect((await byId(adapter))?.lastMessage?.text).toBe('Line 259');
    expect(server.asked.length).toBeLessThan(300);
  });

  test('cursors stay short in an account of any size, and no conversation is listed twice', async () => {
    const all = Array.from({length: 2000}, (_, index) => message(-index, 'Hi', `cnv_of_a_person_${index % 1000}`));
    server.answer(({query}) => {
      const from = Number(query.get('after') ?? 0);
      return list(all.slice(from, from + 200), from + 200 < all.length ? `${from + 200}` : null);
    });
    const adapter = connect();
    const ids: string[] = [];
    let page = await adapter.listConversations({});
    for (;;) {
      ids.push(...page.items.map(({id}) => id));
      expect(page.next?.length ?? 0).toBeLessThan(16_384);
      if (page.next === undefined) break;
      page = await adapter.listConversations({cursor: page.next});
    }
    expect(ids.length).toBe(1000);
    expect(new Set(ids).size).toBe(1000);
  });
});

test.describe('rows', () => {
  for (const [what, answer] of Object.entries(UNREADABLE)) {
    test(`${what} instead of a list is an error of its own, not an empty inbox`, async () => {
      server.answer(() => answer);
      const adapter = connect();
      const messages = () => adapter.listMessages({conversationId: 'cnv_1'});
      for (const ask of [() => adapter.listConversations({}), messages]) {
        expect((await errorOf(ask())).kind).toBe('decode');
      }
    });
  }

  test('a page of nothing readable is an error; one odd row hides no other', async () => {
    server.answer(() => list([{id: 1}, {id: 2}]));
    expect((await errorOf(connect().listConversations({}))).kind).toBe('decode');
    server.answer(() => list([{id: 1}, message(0, 'Hi'), null]));
    const page = await connect().listConversations({});
    expect(page.items.map(({id}) => id)).toEqual(['cnv_1']);
    expect(page.incomplete).toBe(true);
  });

  test('numbers for ids are ids', async () => {
    server.answer(() => list([{...message(0, 'Hi'), id: 17, conversation: conversation('x')}].map(asNumbers)));
    const adapter = connect();
    const [listed] = (await adapter.listConversations({})).items;
    expect(listed).toMatchObject({id: '4', participants: [{id: '9'}]});
    const {messages} = await adapter.listMessages({conversationId: '4'});
    expect(messages.map(({id}) => id)).toEqual(['17']);
  });

  const asNumbers = (row: object) => ({...row, conversation: {id: 4, contact: {...CONTACT, id: 9}}});

  test('messages of other conversations never show in this one', async () => {
    server.answer(() => list([message(0, 'Hers', 'cnv_2'), message(-1, 'His', 'cnv_1'), message(-2, 'Whose?', {})]));
    const {messages} = await connect().listMessages({conversationId: 'cnv_1'});
    expect(messages.map(({text}) => text)).toEqual(['His']);
  });

  test('a body that breaks off is an error', async () => {
    server.answer(() => ({...list([message(0, 'Hi')]), cutAfter: 40}));
    expect((await errorOf(connect().listConversations({}))).kind).toBe('network');
  });
});

test.describe('consent where nobody tells who wrote', () => {
  /** A conversation with a history; the provider refuses every send. */
  function refusing(history: () => readonly unknown[]): SurgeAdapter {
    server.answer(({method}) =>
      method === 'GET'
        ? list(history())
        : {status: 422, body: {error: {type: 'opted_out', message: 'This contact has opted out of messages.'}}},
    );
    return connect();
  }

  for (const word of ['START', 'YES', 'Unstop']) {
    test(`a later ${word} lets the provider decide again`, async () => {
      const history = [message(0, 'Hello')];
      const adapter = refusing(() => history);
      await adapter.listConversations({});
      await errorOf(adapter.sendMessage({conversationId: 'cnv_1', text: 'Sale!'}));
      expect((await byId(adapter))?.consent.state).toBe('opted-out');
      history.unshift(message(5, word));
      const later = await byId(adapter);
      expect(later?.consent).toEqual({state: 'unknown', since: START + 300_000, source: 'derived'});
      expect(later && sendBlockOf(later)).toBeUndefined();
    });
  }

  test('a start word from before the refusal does not', async () => {
    const adapter = refusing(() => [message(2, 'Hello'), message(1, 'START')]);
    await adapter.listConversations({});
    await errorOf(adapter.sendMessage({conversationId: 'cnv_1', text: 'Sale!'}));
    expect((await byId(adapter))?.consent.state).toBe('opted-out');
  });

  test('a stop word is a reason for suspicion, and the word that came last counts', async () => {
    const history = [message(1, 'STOP'), message(0, 'YES')];
    const adapter = refusing(() => history);
    expect((await byId(adapter))?.consent.state).toBe('probably-opted-out');
    history.unshift(message(2, 'start'));
    expect((await byId(adapter))?.consent.state).toBe('unknown');
  });

  test('a stop word that was sent from here is none', async () => {
    const sent = message(1, 'Stop');
    server.answer(({method}) => (method === 'GET' ? list([sent, message(0, 'Hello')]) : {status: 201, body: sent}));
    const adapter = connect();
    await adapter.sendMessage({conversationId: 'cnv_1', text: 'Stop'});
    expect((await byId(adapter))?.consent.state).toBe('unknown');
    const {messages} = await adapter.listMessages({conversationId: 'cnv_1'});
    expect(messages.map(({direction, consentChange}) => [direction, consentChange])).toEqual([
      ['unknown', undefined],
      ['outbound', undefined],
    ]);
  });

  test('whoever asks for the conversation again lets the provider decide', async () => {
    const adapter = refusing(() => [message(0, 'Hello')]);
    await adapter.listConversations({});
    await errorOf(adapter.sendMessage({conversationId: 'cnv_1', text: 'Sale!'}));
    expect((await adapter.getConversation?.('cnv_1'))?.consent.state).toBe('unknown');
    expect((await errorOf(adapter.sendMessage({conversationId: 'cnv_1', text: 'Sale!'}))).kind).toBe('opted-out');
    expect((await byId(adapter))?.consent.state).toBe('opted-out');
  });

  test('sides that nobody tells are unknown, and the adapter says that it cannot tell', async () => {
    server.answer(() => list([message(1, 'Hi'), message(0, 'Hello')]));
    const adapter = connect();
    expect(adapter.capabilities.messageDirections).toBe('none');
    const {messages} = await adapter.listMessages({conversationId: 'cnv_1'});
    expect(messages.map(({direction}) => direction)).toEqual(['unknown', 'unknown']);
    const page = await adapter.listConversations({});
    expect(page).toMatchObject({incomplete: true, items: [{lastMessage: {direction: 'unknown'}}]});
    expect(page.items[0]?.needsReply).toBeUndefined();
  });
});

test.describe('what this device knows', () => {
  test('outlives the page, and holds no words', async () => {
    const kept: string[] = [];
    const knowledge = {load: () => kept.at(-1), save: (text: string) => void kept.push(text)};
    const sent = message(1, 'A secret');
    server.answer(({method}) => (method === 'GET' ? list([sent, message(0, 'Hello')]) : {status: 201, body: sent}));
    await connect({knowledge}).sendMessage({conversationId: 'cnv_1', text: 'A secret'});
    await expect.poll(() => kept.length).toBe(1);
    expect(kept[0]).not.toMatch(/secret|801555|Jane/);
    const {messages} = await connect({knowledge}).listMessages({conversationId: 'cnv_1'});
    expect(messages.map(({direction, status}) => [direction, status])).toEqual([
      ['unknown', 'unknown'],
      ['outbound', 'accepted'],
    ]);
  });

  test('is no reason for trouble when its store is broken', async () => {
    server.answer(() => list([message(0, 'Hello')]));
    for (const load of [() => '{"a":', () => 7, () => null, () => [['msg', 'inbound', 'odd']]]) {
      const {messages} = await connect({knowledge: {load, save: () => {}}}).listMessages({conversationId: 'cnv_1'});
      expect(messages[0]?.direction).toBe('unknown');
    }
  });
});

test.describe('sends', () => {
  const send = (adapter = connect()) => adapter.sendMessage({conversationId: 'cnv_1', text: 'Hi'});

  for (const status of [301, 302, 307, 308]) {
    test(`a redirect (${status}) of a send is not followed, and nothing is claimed`, async () => {
      server.answer(() => ({status, headers: {location: `${server.url}/elsewhere`}}));
      expect(await errorOf(send())).toMatchObject({kind: 'not-ready', outcomeUnknown: false});
      expect(server.asked.map(({method}) => method)).toEqual(['POST']);
    });
  }

  const unclear: Readonly<Record<string, Answer>> = {
    ...UNREADABLE,
    'an object without an id': {body: {ok: true}},
    'a body that breaks off': {body: message(0, 'Hi'), cutAfter: 20},
  };
  for (const [what, answer] of Object.entries(unclear)) {
    test(`answered with ${what}: nobody knows, and it is asked once`, async () => {
      server.answer(() => answer);
      expect((await errorOf(send())).outcomeUnknown).toBe(true);
      expect(server.asked).toHaveLength(1);
    });
  }

  test('an error under a status of success was not sent', async () => {
    server.answer(() => ({body: {error: {type: 'opted_out', message: 'No.'}}}));
    expect(await errorOf(send())).toMatchObject({kind: 'opted-out', outcomeUnknown: false});
  });

  test('an answer about another conversation moves nothing there, and one without a text has what was typed', async () => {
    server.answer(() => ({status: 201, body: {...message(0, null, 'cnv_2')}}));
    expect(await send()).toMatchObject({conversationId: 'cnv_1', direction: 'outbound', text: 'Hi'});
  });

  for (const [given, expected] of [
    ['600', 600_000],
    ['0', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['Wed, 01 Jan 2020 00:00:00 GMT', undefined],
  ] as const) {
    test(`a rate limit with "Retry-After: ${given}" is an error at once, with the wait it names`, async () => {
      server.answer(() => ({status: 429, headers: {'retry-after': given}, body: {}}));
      const adapter = connect();
      for (const ask of [
        () => send(adapter),
        () => adapter.listConversations({}),
        () => adapter.getContact?.('cnv_1'),
      ]) {
        const error = await errorOf(ask());
        expect(error.kind).toBe('rate-limited');
        expect(error.retryAfter).toBe(expected);
      }
      expect(server.asked).toHaveLength(3);
    });
  }
});

test.describe('contacts', () => {
  const known = [message(0, 'Hi', conversation('cnv_1', {...CONTACT, metadata: {tier: 'gold'}}))];

  for (const [what, answer] of Object.entries({
    'nothing (204)': {status: 204},
    'a part of it': {body: {id: 'ctc_1'}},
    '{success: true}': {body: {success: true}},
  } satisfies Record<string, Answer>)) {
    test(`a change answered with ${what} is done`, async () => {
      let metadata: unknown = {tier: 'gold'};
      server.answer(({method, path, body}) => {
        if (path.endsWith('/messages')) return list(known);
        if (method !== 'PATCH') return {body: {...CONTACT, metadata}};
        ({metadata} = JSON.parse(body) as {metadata: unknown});
        return answer;
      });
      const edit = {base: {tier: 'gold'}, changes: {tier: 'silver'}};
      const changed = await connect().updateMetadata?.('cnv_1', edit);
      expect(changed).toMatchObject({metadata: {tier: 'silver'}, participants: [{address: CONTACT.phone_number}]});
    });

    test(`a contact whose creation is answered with ${what} has what was given`, async () => {
      server.answer(() => answer);
      const created = await connect().createContact({phone_number: '+18015550199', first_name: 'Lena'});
      expect(created).toMatchObject({address: '+18015550199', name: 'Lena'});
    });
  }

  test('a conversation starts with all that can be said of a new contact', async () => {
    server.answer(({path}) => ({status: 201, body: path.endsWith('/contacts') ? CONTACT : message(0, 'Hello')}));
    const adapter = connect();
    const recipient = {kind: 'address', value: '+18015551234'} as const;
    const contact = {firstName: 'Jane', lastName: 'Smith', email: 'jane@mail.example', birthDate: '1990-12-31'};
    await adapter.startConversation?.({recipient, text: 'Hello', contact: {...contact, metadata: {tier: 'gold'}}});
    expect(server.asked.map(({path, body}): [string, unknown] => [path, JSON.parse(body)])).toEqual([
      [
        `/accounts/${ACCOUNT}/contacts`,
        {
          phone_number: '+18015551234',
          first_name: 'Jane',
          last_name: 'Smith',
          email: 'jane@mail.example',
          date_of_birth: '1990-12-31',
          metadata: {tier: 'gold'},
        },
      ],
      [`/accounts/${ACCOUNT}/messages`, {to: '+18015551234', body: 'Hello'}],
    ]);
    const odd = adapter.startConversation?.({recipient, text: 'Hello', contact: {birthDate: 'long ago'}});
    expect(await errorOf(odd)).toMatchObject({kind: 'validation', field: 'birthDate'});
    expect(server.asked).toHaveLength(2);
  });

  test('carrier data that come later are there when the contact is read again', async () => {
    let carrier: object = {};
    server.answer(({path}) => (path.endsWith('/messages') ? list(known) : {body: {...CONTACT, ...carrier}}));
    const adapter = connect();
    expect((await adapter.getContact?.('cnv_1'))?.carrier).toBeUndefined();
    carrier = {phone_carrier: 'tmo', phone_carrier_name: 'T-Mobile', phone_country: 'US'};
    expect((await adapter.getContact?.('cnv_1'))?.carrier).toEqual({name: 'T-Mobile', country: 'US'});
  });

  test('a contact whom nobody may write to, and a message to many, are told as such', async () => {
    const thread = conversation('cnv_1', {...CONTACT, outbound_disabled: true});
    server.answer(() => list([{...message(0, 'Sale!', thread), blast_id: 'bst_7'}]));
    const adapter = connect();
    const listed = await byId(adapter);
    expect(listed?.participants[0]?.outboundDisabled).toBe(true);
    expect(listed && sendBlockOf(listed)).toMatchObject({reason: 'outbound-disabled', source: 'native'});
    const {messages} = await adapter.listMessages({conversationId: 'cnv_1'});
    expect(messages[0]).toMatchObject({direction: 'outbound', broadcastId: 'bst_7'});
  });
});
