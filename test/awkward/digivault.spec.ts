import {expect, test} from '@playwright/test';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {createDigivaultAdapter, type DigivaultAdapterOptions} from '../../src/providers/digivault/index.js';
import {answering, PROVIDERS, type Account} from './accounts.js';
import {errorOf, startServer, type AwkwardServer} from './server.js';

const ID = 'cv-1';
const NOW = Date.UTC(2026, 2, 12, 15, 30);
const MINUTE = 60_000;
const digivault = PROVIDERS['digivault'];
const thread = (more: object = {}) => ({...digivault?.thread(ID, NOW), ...more});
const message = (id: unknown, at = NOW, more: object = {}) => ({...digivault?.message(id, at), ...more});
const seconds = (at: number) => Math.floor(at / 1000);

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

const connect = (options: DigivaultAdapterOptions = {}): MessagingAdapter =>
  createDigivaultAdapter({baseUrl: server.url, timeout: 5000, namesWithin: 50, ...options});

function serve(account: Partial<Account> = {}): void {
  if (!digivault) throw new Error('no such provider');
  server.answer(answering(digivault, {threads: [thread()], messages: [message('m1')], ...account}));
}

const pathsAsked = () => server.asked.map(({path}) => path);

test.describe('lists without an end', () => {
  const pages: Readonly<Record<string, (after: string | null, count: number) => readonly unknown[]>> = {
    'the same page': () => ['same'],
    'places A, B, A': (after) => [after === 'A' ? 'B' : 'A'],
    'nothing, and more': () => [],
    'a circle of seven': (after) => [String((Number(after ?? 0) % 7) + 1)],
    'ever new rows': (_, count) => [`row-${count}`],
  };
  for (const [what, page] of Object.entries(pages)) {
    const answer = (row: (id: unknown) => unknown) => {
      server.answer(({path, query}) => {
        if (path === '/v1/conversations/cv-1') return {body: thread()};
        if (/^\/v1\/contacts\/./.test(path)) return {body: {id: path.split('/').at(-1)}};
        return {body: {data: page(query.get('starting_after'), server.asked.length).map(row), has_more: true}};
      });
    };

    test(`${what}: the list ends by itself, or with an error that says so`, async () => {
      answer((id) => ({...thread(), id}));
      const adapter = connect();
      const work = adapter.listConversations({});
      if (what === 'ever new rows') expect((await work).next).toBeDefined();
      else await work.catch((thrown: unknown) => expect(String(thrown)).toMatch(/no end/i));
      expect(server.asked.length).toBeLessThan(40);
    });

    test(`${what}: a history ends by itself, or with an error that says so`, async () => {
      answer((id) => message(id, NOW));
      await connect({rateLimit: {requests: 1000}})
        .listMessages({conversationId: ID})
        .catch((thrown: unknown) => expect(String(thrown)).toMatch(/no end/i));
      expect(server.asked.length).toBeLessThan(70);
    });

    test(`${what}: the form for a new conversation comes, or an error that says why`, async () => {
      answer((id) => ({id, display_name: 'Somebody'}));
      await connect({rateLimit: {requests: 1000}})
        .describeStart?.()
        .catch((thrown: unknown) => expect(String(thrown)).toMatch(/no end/i));
      expect(server.asked.length).toBeLessThan(40);
    });
  }
});

test.describe('a pause', () => {
  const refusals = [600, 30].flatMap((wait) => [
    {wait, refusal: {status: 429, headers: {'retry-after': String(wait)}, body: {}}},
    {wait, refusal: {status: 429, body: {type: 'rate_limit_error', message: 'Slow down', retry_after: wait}}},
  ]);
  for (const {wait, refusal} of refusals) {
    test(`is an error at once, for whoever asks meanwhile too: ${JSON.stringify(refusal)}`, async () => {
      serve({instead: () => refusal});
      const adapter = connect();
      const started = performance.now();
      const error = await errorOf(adapter.listConversations({}));
      expect([error.kind, error.retryAfter]).toEqual(['rate-limited', wait * 1000]);
      const asked = server.asked.length;
      for (const ask of [
        () => adapter.listConversations({}),
        () => adapter.listMessages({conversationId: ID}),
        () => adapter.getConversation?.(ID),
        () => adapter.describeStart?.(),
      ]) {
        const held = await errorOf(ask());
        expect(held.kind).toBe('rate-limited');
        expect(held.retryAfter).toBeGreaterThan(wait * 1000 - 5000);
      }
      // Nobody knocks at a door that is known to be closed.
      expect(server.asked).toHaveLength(asked);
      expect(performance.now() - started).toBeLessThan(15_000);
    });
  }

  for (const reset of ['soon', '-5', '1e99', '', '0']) {
    test(`odd numbers about the limit hold nobody up: X-RateLimit-Reset "${reset}"`, async () => {
      const headers = {'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset};
      serve({
        instead: (_, what) => (what === 'list' ? {body: {data: [thread()], has_more: false}, headers} : undefined),
      });
      const adapter = connect();
      const started = performance.now();
      await adapter.listConversations({});
      // A number that is a moment far away holds for no longer than a minute, and is told at once.
      const later = await adapter.listConversations({}).catch((thrown: unknown) => thrown);
      expect(later).toBeDefined();
      expect(performance.now() - started).toBeLessThan(15_000);
    });
  }
});

test.describe('what is not said is not claimed', () => {
  test('a conversation that was active and never opened has no last message and no count, until its row is in sight', async () => {
    serve({threads: [thread({last_opened_at: null})], messages: [message('m1', NOW, {message: 'Hello there'})]});
    const adapter = connect({previews: 0});
    const heard: AdapterEvent[] = [];
    const subscription = adapter.subscribe?.((event) => heard.push(event));
    const [listed] = (await adapter.listConversations({})).items;
    expect([listed?.lastMessage, listed?.messageCount]).toEqual([undefined, undefined]);
    expect(pathsAsked()).not.toContain('/v1/messages');
    subscription?.showRows?.([ID]);
    await expect
      .poll(() => heard.map((event) => event.type === 'conversation-updated' && event.conversation.lastMessage?.text))
      .toContain('Hello there');
    const asked = server.asked.length;
    subscription?.showRows?.([ID]);
    subscription?.showRows?.([ID]);
    await adapter.listConversations({});
    expect(pathsAsked().slice(asked)).not.toContain('/v1/messages');
    subscription?.close();
  });

  test('rows in sight are read one after the other, and none of them holds up a reader for long', async () => {
    const threads = Array.from({length: 60}, (_, nth) => ({...thread(), id: `cv-${nth + 1}`}));
    serve({threads});
    const adapter = connect({previews: 0, rateLimit: {requests: 50}});
    const subscription = adapter.subscribe?.(() => {});
    await adapter.listConversations({});
    subscription?.showRows?.(threads.map(({id}) => id));
    await expect.poll(() => pathsAsked().filter((path) => path === '/v1/messages').length).toBeGreaterThan(5);
    await adapter.getConversation?.(ID);
    // The background has seven tenths of what is granted.
    expect(server.asked.length).toBeLessThan(45);
    subscription?.close();
  });

  test('whoever was never active has no messages, and says so', async () => {
    serve({threads: [thread({last_active_at: null, last_opened_at: null})]});
    const [listed] = (await connect().listConversations({})).items;
    expect([listed?.messageCount, listed?.unread.has]).toEqual([0, false]);
  });

  test('five messages since the conversation was opened are unread from the first of them on', async () => {
    const opened = NOW - 6 * MINUTE;
    const times = [7, 5, 4, 3, 2, 1].map((minutes) => NOW - minutes * MINUTE);
    serve({
      threads: [thread({last_opened_at: seconds(opened), last_active_at: seconds(NOW - MINUTE)})],
      messages: times.map((at, nth) => message(`m${nth}`, at)).toReversed(),
    });
    const adapter = connect();
    const [listed] = (await adapter.listConversations({})).items;
    expect(listed?.unread).toEqual({has: true, since: opened, source: 'derived'});
    const {messages} = await adapter.listMessages({conversationId: ID});
    expect(messages.filter(({at = 0}) => at > (listed?.unread.since ?? Infinity)).map(({id}) => id)).toEqual([
      ...['m1', 'm2', 'm3', 'm4', 'm5'],
    ]);
  });
});

test.describe('a server that does not listen', () => {
  test('to the conversation that is asked for: what is of another one is not shown, nor taken for its preview', async () => {
    serve({messages: [message('m2', NOW, {conversation_id: 'cv-2', message: 'Hers'}), message('m1', NOW - MINUTE)]});
    const adapter = connect({previews: 5});
    const heard: AdapterEvent[] = [];
    adapter.subscribe?.((event) => heard.push(event));
    await adapter.listConversations({});
    const {messages} = await adapter.listMessages({conversationId: ID});
    expect(messages.map(({id}) => id)).toEqual(['m1']);
    expect(JSON.stringify(heard)).not.toContain('Hers');
  });

  test('to the id of a contact: nobody gets the name of somebody else', async () => {
    serve({
      instead: ({path}) =>
        path.startsWith('/v1/contacts/') ? {body: {id: 'ct-9', display_name: 'Mallory'}} : undefined,
    });
    const adapter = connect();
    const [listed] = (await adapter.listConversations({})).items;
    expect(listed?.participants[0]?.name).toBeUndefined();
    expect((await errorOf(adapter.getContact?.(ID))).kind).toBe('decode');
  });

  test('archived is what it says itself, where the answer to archiving says nothing', async () => {
    let archivedAt: unknown = null;
    serve({
      instead: ({method, body}, what) => {
        if (what === 'one') return {body: thread({archived_at: archivedAt})};
        if (method !== 'PUT') return undefined;
        archivedAt = (JSON.parse(body) as {archived_at: unknown}).archived_at;
        return {status: 204};
      },
    });
    const adapter = connect();
    await adapter.listConversations({});
    expect((await adapter.setArchived?.(ID, true))?.status).toBe('archived');
    expect((await adapter.setArchived?.(ID, false))?.status).toBe('active');
  });
});

test('a webhook that says nothing is heard as nothing', () => {
  const adapter = connect();
  for (const odd of [null, 7, 'x', [], {}, {type: 'conversation.updated'}, {type: 'x', data: {object: {}}}]) {
    expect(adapter.receiveWebhook?.(odd)).toEqual([]);
  }
});
