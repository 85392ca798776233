import {expect, test} from '@playwright/test';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {Message} from '../../src/model/message.js';
import {answering, PROVIDERS, type Account} from './accounts.js';
import {errorOf, startServer, type AwkwardServer} from './server.js';

const NOW = Date.UTC(2026, 2, 12, 15, 30);
const MINUTE = 60_000;

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

/** Where each provider keeps what of a message. Surge's have no time. */
const FIELDS: Readonly<
  Record<
    string,
    {
      readonly time?: string;
      readonly text: (value: unknown) => object;
      readonly media: (value: unknown) => object;
    }
  >
> = {
  surge: {text: (body) => ({body}), media: (value) => ({attachments: [value]})},
  amplifi: {time: 'timestamp', text: (message) => ({message}), media: (value) => ({mediaUrls: [value]})},
  bird: {
    time: 'createdAt',
    text: (text) => ({body: {type: 'text', text: {text}}}),
    media: (value) => ({body: {type: 'text', text: {text: '', attachments: [value]}}}),
  },
  digivault: {time: 'created_at', text: (message) => ({message}), media: (value) => ({attachments: [value]})},
  agentphone: {time: 'receivedAt', text: (body) => ({body}), media: (value) => ({mediaUrls: [value]})},
};

for (const [name, provider] of Object.entries(PROVIDERS)) {
  const {conversationId} = provider;
  const fields = FIELDS[name];
  if (!fields) throw new Error('no such provider');
  const idAt = (at: number, nth = 0): string => provider.idAt?.(at, nth) ?? `m-${at}-${nth}`;
  const messages = (count: number) =>
    Array.from({length: count}, (_, nth) => provider.message(idAt(NOW - nth * MINUTE, nth), NOW - nth * MINUTE));
  const serve = (account: Partial<Account> = {}): MessagingAdapter => {
    const threads = [provider.thread(conversationId, NOW)];
    server.answer(answering(provider, {threads, messages: messages(1), ...account}));
    return provider.connect(server.url);
  };
  const readOne = async (more: object): Promise<Message | undefined> => {
    const [row] = messages(1);
    const {messages: read} = await serve({messages: [{...row, ...more}]}).listMessages({conversationId});
    return read[0];
  };

  test.describe(name, () => {
    const {time} = fields;
    if (time !== undefined) {
      const same: Readonly<Record<string, unknown>> = {
        'seconds since 1970': NOW / 1000,
        'the same as a text': String(NOW / 1000),
        'ISO 8601': new Date(NOW).toISOString(),
        'ISO 8601 without a zone': '2026-03-12T15:30:00',
        'ISO 8601 with a space': '2026-03-12 15:30:00',
        'ISO 8601 of another zone': '2026-03-12T17:30:00+02:00',
        'ISO 8601 with spaces around it': ' 2026-03-12T15:30:00Z ',
        'the time of a header': 'Thu, 12 Mar 2026 15:30:00 GMT',
        // DigiVault's times are seconds whatever they look like.
        ...(name !== 'digivault' && {milliseconds: NOW, 'milliseconds as a text': String(NOW)}),
      };
      for (const [what, value] of Object.entries(same)) {
        test(`a time may be written as ${what}`, async () => {
          expect((await readOne({[time]: value}))?.at).toBe(NOW);
        });
      }

      for (const value of ['Message 7', 'sideways 3', 'yesterday', 'May', '12:30', true, 1e300, -1e300, {}, [NOW]]) {
        test(`a time is not guessed from ${JSON.stringify(value)}`, async () => {
          expect(await readOne({[time]: value})).toMatchObject({atSource: 'none'});
        });
      }
    }

    test('a number for a text is that text', async () => {
      expect((await readOne(fields.text(482_913)))?.text).toBe('482913');
      expect((await readOne(fields.text(0)))?.text).toBe('0');
    });

    const url = 'https://media.example/a.jpg';
    for (const [what, value] of Object.entries({
      'an address': url,
      'an object with url': {url},
      'an object with mediaUrl': {mediaUrl: url},
      'an object with media_url': {media_url: url, type: 'image/jpeg'},
      'an object with a type nobody knows': {url, type: 7, name: null, id: {}},
    })) {
      test(`a picture may be ${what}`, async () => {
        const [picture] = (await readOne(fields.media(value)))?.attachments ?? [];
        expect(picture).toMatchObject({url, kind: 'image'});
      });
    }

    for (const value of [{}, {id: 'att_1'}, {url: null}, {url: ''}, {url: 7}]) {
      test(`an attachment without an address (${JSON.stringify(value)}) hides nothing else`, async () => {
        const read = await readOne({...fields.text('Look'), ...(name !== 'bird' && fields.media(value))});
        expect(read).toMatchObject({text: 'Look', attachments: []});
      });
    }
  });
}

/** Where lists say that they go on, in other forms than documented, by provider: what an answer holds instead. */
const GOING_ON: Readonly<Record<string, Readonly<Record<string, (next: string) => object>>>> = {
  surge: {
    'a number': (next) => ({pagination: {next_cursor: Number(next)}}),
    'no envelope': (next) => ({next_cursor: next}),
    'the address of the next page': (next) => ({pagination: {next: `https://x.example/messages?after=${next}`}}),
  },
  amplifi: {
    'a number': (next) => ({cursor: Number(next)}),
    'an envelope': (next) => ({meta: {next_cursor: next, has_more: 'true'}}),
    'the address of the next page': (next) => ({links: {next: `/messages?limit=50&cursor=${next}`}}),
  },
  bird: {
    'a number': (next) => ({nextPageToken: Number(next)}),
    'an envelope': (next) => ({pagination: {nextPageToken: next}}),
    'the address of the next page': (next) => ({links: {next: `https://x.example/messages?pageToken=${next}`}}),
  },
  digivault: {
    'a text for yes': () => ({has_more: 'true'}),
    'no word at all': () => ({}),
  },
  agentphone: {
    'a text for yes': () => ({hasMore: 'true'}),
    'no word at all': () => ({}),
  },
};

for (const [name, forms] of Object.entries(GOING_ON)) {
  const provider = PROVIDERS[name];
  if (!provider) throw new Error('no such provider');
  const {conversationId} = provider;
  const all = Array.from({length: 120}, (_, nth) =>
    provider.message(provider.idAt?.(NOW - nth * MINUTE, nth) ?? `m-${nth}`, NOW - nth * MINUTE),
  );

  test.describe(`a history of ${name} that goes on`, () => {
    for (const [what, form] of Object.entries(forms)) {
      test(`by ${what} is read to its beginning`, async () => {
        const full = answering(provider, {threads: [provider.thread(conversationId, NOW)], messages: all});
        server.answer((asked) => {
          const answer = full(asked);
          const body = answer.body as Readonly<Record<string, unknown>>;
          const rows = body['data'] ?? body['messages'] ?? body['results'];
          if (provider.whatIs(asked) !== 'history' || !Array.isArray(rows)) return answer;
          const token = ['after', 'cursor', 'pageToken'].map((key) => asked.query.get(key)).find(Boolean) ?? '0';
          const next = Number(token) + rows.length;
          const isLast = body['has_more'] === false || body['hasMore'] === false || next >= all.length;
          const bare = Object.fromEntries(
            Object.entries(body).filter(([key]) => ['data', 'messages', 'results', 'id'].includes(key)),
          );
          return {
            body: {
              ...bare,
              ...(name === 'agentphone' && {participant: '+14155551234'}),
              ...(!isLast && form(String(next))),
            },
          };
        });
        const adapter = provider.connect(server.url);
        const ids: string[] = [];
        let page = await adapter.listMessages({conversationId});
        for (let calls = 0; calls < 20; calls++) {
          ids.unshift(...page.messages.map(({id}) => id));
          if (page.older === undefined) break;
          page = await adapter.listMessages({conversationId, cursor: page.older});
        }
        expect(ids).toEqual(all.map(({id}) => id).toReversed());
      });
    }
  });

  test(`an id of ${name} that is longer than any address hides no other`, async () => {
    const long = 'x'.repeat(10_000);
    const threads = [provider.thread(conversationId, NOW), provider.thread(long, NOW - MINUTE)];
    const rows = [all[0], provider.message(long, NOW), all[1]];
    server.answer(answering(provider, {threads, messages: rows}));
    const adapter = provider.connect(server.url);
    const list = await adapter.listConversations({});
    expect(list.items.map(({id}) => id)).toEqual([conversationId]);
    const {messages} = await answeredOnce(rows);
    expect(messages.map(({id}) => id)).toEqual([all[1]?.['id'], all[0]?.['id']]);
    const asked = server.asked.length;
    for (const work of [
      adapter.listMessages({conversationId: long}),
      adapter.sendMessage({conversationId: long, text: 'Hi'}),
    ]) {
      expect((await errorOf(work)).kind).toBe('not-found');
    }
    expect(server.asked).toHaveLength(asked);

    function answeredOnce(messages: readonly unknown[]) {
      if (!provider) throw new Error('no such provider');
      server.answer(answering(provider, {threads: threads.slice(0, 1), messages}));
      return provider.connect(server.url).listMessages({conversationId});
    }
  });
}

test('a conversation of AgentPhone whose count is wrong, or not told, is read to its beginning', async () => {
  const provider = PROVIDERS['agentphone'];
  if (!provider) throw new Error('no such provider');
  const {conversationId} = provider;
  const all = Array.from({length: 120}, (_, nth) => provider.message(`m-${nth}`, NOW - nth * MINUTE));
  for (const messageCount of [undefined, null, 0, 1, -5, '120', 'many']) {
    const full = answering(provider, {threads: [], messages: all});
    server.answer((asked) => {
      const {body, ...rest} = full(asked);
      const isOne = provider.whatIs(asked) === 'history' && !asked.path.endsWith('/messages');
      return {...rest, body: isOne ? {...(body as object), messageCount} : body};
    });
    const adapter = provider.connect(server.url);
    let page = await adapter.listMessages({conversationId});
    let count = page.messages.length;
    while (page.older !== undefined) {
      page = await adapter.listMessages({conversationId, cursor: page.older});
      count += page.messages.length;
    }
    expect([messageCount, count]).toEqual([messageCount, 120]);
  }
});

test('a contact of DigiVault who is no more than an id is one, and so are single reactions', async () => {
  const provider = PROVIDERS['digivault'];
  if (!provider) throw new Error('no such provider');
  const rows = [
    provider.message('m1', NOW, {contact: 'ct-1', reactions: {thumbs_up: ['jane']}}),
    provider.message('m0', NOW - MINUTE, {contact: 'me', reactions: [{heart: 'jane'}]}),
  ];
  server.answer(answering(provider, {threads: [provider.thread('cv-1', NOW)], messages: rows}));
  const {messages} = await provider.connect(server.url).listMessages({conversationId: 'cv-1'});
  expect(messages.map(({direction, reactions}) => [direction, reactions])).toEqual([
    ['outbound', [{name: 'heart', by: ['jane']}]],
    ['inbound', [{name: 'thumbs_up', by: ['jane']}]],
  ]);
});

for (const name of ['bird', 'agentphone']) {
  test(`a total of ${name} that cannot be is none`, async () => {
    const provider = PROVIDERS[name];
    if (!provider) throw new Error('no such provider');
    const threads = ['a', 'b', 'c'].map((id) => provider.thread(id, NOW));
    const full = answering(provider, {threads, messages: []});
    for (const [total, expected] of [[7, 7], ['7', 7], [0], [2], [-5], [3.5], ['many'], [1e300], [null]] as const) {
      server.answer((asked) => {
        const answer = full(asked);
        return {...answer, body: {...(answer.body as object), total}};
      });
      const page = await provider.connect(server.url).listConversations({});
      expect([total, page.items.length, page.total]).toEqual([total, 3, expected]);
    }
  });
}

test('an unread count of Amplifi is a whole number, or none', async () => {
  const provider = PROVIDERS['amplifi'];
  if (!provider) throw new Error('no such provider');
  const unread = async (unreadCount: unknown) => {
    const threads = [provider.thread(provider.conversationId, NOW, {unreadCount})];
    server.answer(answering(provider, {threads, messages: []}));
    return (await provider.connect(server.url).listConversations({})).items[0]?.unread;
  };
  expect(await unread('2')).toEqual({has: true, count: 2, source: 'native'});
  for (const odd of [1.5, -1, 'many', 1e300, null]) expect(await unread(odd)).toEqual({has: false, source: 'derived'});
});

/** Rows with a word in another spelling than documented, and what is to be read of it all the same. */
const SPELLINGS: Readonly<Record<string, readonly (readonly [more: object, read: Partial<Message>])[]>> = {
  amplifi: [
    [{direction: 'INCOMING'}, {direction: 'inbound', status: 'received'}],
    [
      {direction: 'Outgoing', status: 'Delivered'},
      {direction: 'outbound', status: 'delivered'},
    ],
  ],
  bird: [
    [
      {sender: {id: 'k', type: 'ACCESS_KEY'}, status: 'DELIVERED'},
      {direction: 'outbound', status: 'delivered'},
    ],
    [
      {sender: {id: 'k', type: 'access-key'}, status: 'sendingFailed'},
      {direction: 'outbound', status: 'failed'},
    ],
    [{sender: {id: 'p-1', type: 'Contact'}}, {direction: 'inbound', status: 'received'}],
  ],
  agentphone: [
    [{direction: 'INBOUND'}, {direction: 'inbound', status: 'received'}],
    [{direction: 'Outbound'}, {direction: 'outbound', status: 'sent'}],
  ],
};

for (const [name, spellings] of Object.entries(SPELLINGS)) {
  for (const [more, read] of spellings) {
    test(`words of ${name} are read in any case, as in ${JSON.stringify(more)}`, async () => {
      const provider = PROVIDERS[name];
      if (!provider) throw new Error('no such provider');
      const {conversationId} = provider;
      const threads = [provider.thread(conversationId, NOW)];
      server.answer(answering(provider, {threads, messages: [provider.message('m1', NOW, more)]}));
      const {messages} = await provider.connect(server.url).listMessages({conversationId});
      expect(messages[0]).toMatchObject(read);
    });
  }
}

test('a conversation of DigiVault with a mark for its archive is archived', async () => {
  const provider = PROVIDERS['digivault'];
  if (!provider) throw new Error('no such provider');
  for (const [archived_at, status] of [
    [true, 'archived'],
    ['2026-03-12T15:30:00Z', 'archived'],
    [0, 'archived'],
    [false, 'active'],
    ['', 'active'],
    [null, 'active'],
  ]) {
    server.answer(answering(provider, {threads: [provider.thread('cv-1', NOW, {archived_at})], messages: []}));
    const {items} = await provider.connect(server.url).listConversations({includeArchived: true});
    expect([archived_at, items[0]?.status]).toEqual([archived_at, status]);
  }
});
