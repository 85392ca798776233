import {expect, test} from '@playwright/test';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {answering, PROVIDERS, type Account} from './accounts.js';
import {errorOf, startServer, type AwkwardServer} from './server.js';

// The same things in other forms than documented: times, numbers, names, cursors, and the bytes of an answer.

const NOW = Date.UTC(2026, 2, 12, 15, 30);
const MINUTE = 60_000;

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

const TIMES: Readonly<Record<string, string>> = {
  amplifi: 'timestamp',
  bird: 'createdAt',
  digivault: 'created_at',
  agentphone: 'receivedAt',
};

/** Every text of a value, wherever it is, changed. */
function changeTexts(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((entry: unknown) => changeTexts(entry, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, changeTexts(entry, change)]));
}

for (const [name, provider] of Object.entries(PROVIDERS)) {
  const {conversationId} = provider;
  const idAt = (at: number, nth = 0): string => provider.idAt?.(at, nth) ?? `m-${nth}`;
  const serve = (account: Partial<Account> = {}): MessagingAdapter => {
    const threads = [provider.thread(conversationId, NOW)];
    const messages = [0, 1].map((nth) => provider.message(idAt(NOW - nth * MINUTE, nth), NOW - nth * MINUTE));
    server.answer(answering(provider, {threads, messages, ...account}));
    return provider.connect(server.url);
  };
  /** Answers like the provider, and changes what every answer holds. */
  const serveChanged = (change: (body: unknown) => unknown): MessagingAdapter => {
    const adapter = serve();
    const threads = [provider.thread(conversationId, NOW)];
    const messages = [0, 1].map((nth) => provider.message(idAt(NOW - nth * MINUTE, nth), NOW - nth * MINUTE));
    const full = answering(provider, {threads, messages});
    server.answer((asked) => {
      const answer = full(asked);
      return {...answer, body: change(answer.body)};
    });
    return adapter;
  };

  test.describe(name, () => {
    const time = TIMES[name];
    if (time !== undefined) {
      const readAt = async (value: unknown) => {
        const messages = [provider.message(idAt(NOW), NOW, {[time]: value})];
        return (await serve({messages}).listMessages({conversationId})).messages[0]?.at;
      };

      for (const value of [
        '2026-03-12T15:30:00+0000',
        '2026-03-12T17:30:00+02',
        '2026-03-12 15:30:00+00',
        '2026-03-12 15:30:00.000000 +0000 UTC',
        '2026-03-12T15:30:00,000Z',
        '2026-03-12T15:30:00.000000000Z',
        '2026-03-12T16:30+01:00[Europe/Paris]',
        '2026-03-12t15:30:00z',
        '20260312T153000Z',
        '12 Mar 2026 15:30:00 GMT',
        'Thu, 12 Mar 2026 17:30:00 +0200',
        // DigiVault's times are seconds whatever they look like.
        ...(name === 'digivault' ? [] : [NOW * 1000, String(NOW * 1e6)]),
      ]) {
        test(`a time may be written as ${JSON.stringify(value)}`, async () => {
          expect(await readAt(value)).toBe(NOW);
        });
      }

      for (const value of [
        '2026-02-30T12:00:00Z',
        '2026-13-01T12:00:00Z',
        '0000-00-00 00:00:00',
        '0001-01-01T00:00:00Z',
        '+275760-09-13T00:00:00Z',
        '12/03/2026',
        '2026-03-12T15:30:00Z and more',
      ]) {
        test(`${JSON.stringify(value)} is no time`, async () => {
          expect(await readAt(value)).toBeUndefined();
        });
      }
    }

    test('ids beyond what numbers can hold stay apart', async () => {
      const adapter = serveChanged((body) =>
        JSON.stringify(body)
          .replaceAll(JSON.stringify(conversationId), name === 'amplifi' ? '19195551234' : '9007199254740993')
          .replaceAll(JSON.stringify(idAt(NOW)), '90071992547409931')
          .replaceAll(JSON.stringify(idAt(NOW - MINUTE, 1)), '90071992547409932'),
      );
      const [listed] = (await adapter.listConversations({})).items;
      expect(listed?.id).toBe(name === 'amplifi' ? '+19195551234' : '9007199254740993');
      const {messages} = await adapter.listMessages({conversationId: listed?.id ?? ''});
      expect(new Set(messages.map(({id}) => id))).toEqual(new Set(['90071992547409931', '90071992547409932']));
    });

    test('digits within a text stay as they were written', async () => {
      const written = String.raw`Order "1234567890123456789": {"id":90071992547409931} \ "`;
      const text = {
        body: written,
        message: written,
        ...(name === 'bird' && {body: {type: 'text', text: {text: written}}}),
      };
      const messages = [provider.message(idAt(NOW), NOW, text)];
      expect((await serve({messages}).listMessages({conversationId})).messages[0]?.text).toBe(written);
    });

    test('a name may be a number, and one with nothing to see in it is none', async () => {
      const people = async (instead: unknown) => {
        const spoiled = changeTexts(provider.thread(conversationId, NOW), (text) => (text === 'Jane' ? instead : text));
        const {items} = await serve({threads: [spoiled]}).listConversations({});
        return items[0]?.participants.map((person) => person.name);
      };
      const hasNames = ['amplifi', 'bird'].includes(name);
      if (hasNames) expect(await people(12_345)).toEqual(['12345']);
      for (const unseen of ['\u200b\u2060', '\u3164', ' \u00ad ']) {
        if (hasNames) expect(await people(unseen)).toEqual([undefined]);
      }
    });

    for (const [value, expected] of [
      [1, true],
      ['1', true],
      ['yes', true],
      [0, false],
      ['0', false],
      ['No', false],
    ] as const) {
      test(`${JSON.stringify(value)} is ${expected ? 'yes' : 'no'}`, async () => {
        const thread = provider.thread(conversationId, NOW, {isStarred: value, isArchived: value, isGroup: value});
        const [listed] = (await serve({threads: [thread]}).listConversations({includeArchived: true})).items;
        if (name === 'amplifi') expect([listed?.starred, listed?.status === 'archived']).toEqual([expected, expected]);
        if (name === 'agentphone') expect(listed?.kind === 'group').toBe(expected);
      });
    }

    test.describe('an answer in other bytes', () => {
      const inWords = (json: string) => json.replaceAll('Message', 'Café');
      for (const [charset, encode, what = `in ${charset}`] of [
        ['utf-8', (json: string) => Buffer.from(`\ufeff${json}`)],
        ['iso-8859-1', (json: string) => Buffer.from(json, 'latin1')],
        ['"windows-1252"', (json: string) => Buffer.from(json, 'latin1')],
        ['iso-8859-1', (json: string) => Buffer.from(json), 'in another charset than its header says'],
        ['made-up', (json: string) => Buffer.from(json), 'in a charset that there is not'],
      ] as const) {
        test(`(${what}) is read as it is meant`, async () => {
          const messages = [provider.message(idAt(NOW), NOW)];
          const full = answering(provider, {threads: [provider.thread(conversationId, NOW)], messages});
          server.answer((asked) => ({
            headers: {'content-type': `application/json; charset=${charset}`},
            body: encode(inWords(JSON.stringify(full(asked).body))),
          }));
          const page = await provider.connect(server.url).listMessages({conversationId});
          expect(page.messages[0]?.text).toMatch(/^Café /);
        });
      }

      test('that is a line of JSON each is an error', async () => {
        const row = JSON.stringify(provider.message(idAt(NOW), NOW));
        serve();
        server.answer(() => ({headers: {'content-type': 'application/x-ndjson'}, body: `${row}\n${row}\n`}));
        const error = await errorOf(provider.connect(server.url).listMessages({conversationId}));
        expect(error.kind).toBe('decode');
      });
    });
  });
}

/** Lists that say that they go on, without a place that could be asked for. */
const NOWHERE: Readonly<Record<string, object>> = {
  'a word that there is more': {hasMore: true, has_more: true},
  'the same in an envelope': {pagination: {hasMore: 'true'}},
  'a cursor that is an object': {cursor: {id: 'x'}, nextPageToken: {id: 'x'}, pagination: {next_cursor: {id: 'x'}}},
  'a cursor that is yes': {cursor: true, nextPageToken: true, pagination: {next_cursor: true}},
};
/** What ends a list, in other spellings than leaving it out. */
const ENDS: Readonly<Record<string, object>> = {
  zero: {cursor: 0, nextPageToken: 0, pagination: {next_cursor: 0}},
  'minus one': {cursor: -1, nextPageToken: -1, pagination: {next_cursor: -1}},
  'an empty object': {cursor: {}, nextPageToken: {}, pagination: {next_cursor: {}}},
  'a word that there is no more, beside a cursor': {has_more: false, cursor: 'x', nextPageToken: 'x'},
};

for (const name of ['surge', 'amplifi', 'bird']) {
  const provider = PROVIDERS[name];
  if (!provider) throw new Error('no such provider');
  const {conversationId} = provider;
  const connect = (said: object): MessagingAdapter => {
    const rows = [0, 1].map((nth) => provider.message(provider.idAt?.(NOW, nth) ?? `m-${nth}`, NOW - nth * MINUTE));
    const full = answering(provider, {threads: [provider.thread(conversationId, NOW)], messages: rows});
    server.answer((asked) => {
      const {body} = full(asked);
      if (Array.isArray(body) || typeof body !== 'object') return {body};
      const {messages, results, data, timezone} = body as Readonly<Record<string, unknown>>;
      return {body: {messages, results, data, timezone, ...said}};
    });
    return provider.connect(server.url);
  };

  for (const [what, said] of Object.entries(NOWHERE)) {
    test(`a history of ${name} with ${what} does not pass for one that was read to its beginning`, async () => {
      const adapter = connect(said);
      const page = await adapter.listMessages({conversationId});
      expect(page.messages).toHaveLength(2);
      expect(page.older).toBeDefined();
      const asked = server.asked.length;
      const error = await errorOf(adapter.listMessages({conversationId, ...(page.older && {cursor: page.older})}));
      expect([error.kind, error.message]).toEqual(['decode', expect.stringContaining('there is more')]);
      expect(server.asked).toHaveLength(asked);
    });
  }

  for (const [what, said] of Object.entries(ENDS)) {
    test(`a history of ${name} that ends with ${what} is read to its beginning`, async () => {
      const page = await connect(said).listMessages({conversationId});
      expect([page.messages.length, page.older]).toEqual([2, undefined]);
    });
  }
}

/** Numbers to call that came as numbers of JSON, and where a conversation says whose they are. */
const CALLED: Readonly<Record<string, readonly [row: object, address: string]>> = {
  surge: [{conversation: {id: 'cnv_1', contact: {id: 'ctc_1', phone_number: 18015551234}}}, '18015551234'],
  bird: [
    {
      featuredParticipants: [
        {
          id: 'p-1',
          type: 'contact',
          displayName: null,
          contact: {identifierKey: 'phonenumber', identifierValue: 31612345678},
        },
      ],
    },
    '31612345678',
  ],
  agentphone: [{participant: 14155551234}, '14155551234'],
};

for (const [name, [row, address]] of Object.entries(CALLED)) {
  test(`a number to call of ${name} may be a number`, async () => {
    const provider = PROVIDERS[name];
    if (!provider) throw new Error('no such provider');
    const threads = [provider.thread(provider.conversationId, NOW, row)];
    server.answer(answering(provider, {threads, messages: threads}));
    const [listed] = (await provider.connect(server.url).listConversations({})).items;
    expect(listed?.participants.map((person) => person.address)).toEqual([address]);
  });
}

test('a contact of DigiVault whose name has nothing to see in it is called by the next one', async () => {
  const provider = PROVIDERS['digivault'];
  if (!provider) throw new Error('no such provider');
  const full = answering(provider, {threads: [provider.thread('cv-1', NOW)], messages: []});
  server.answer((asked) =>
    asked.path.startsWith('/v1/contacts')
      ? {body: {id: 'ct-1', display_name: '\u2800', username: 'jane', phone_number: 18007593000}}
      : full(asked),
  );
  const adapter = provider.connect(server.url);
  await adapter.listConversations({});
  const contact = await adapter.getContact?.('cv-1');
  expect([contact?.name, contact?.address]).toEqual(['jane', '18007593000']);
});
