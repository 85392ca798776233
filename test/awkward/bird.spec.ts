import {expect, test} from '@playwright/test';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {createBirdAdapter, type BirdAdapterOptions} from '../../src/providers/bird/index.js';
import {answering, PROVIDERS} from './accounts.js';
import {errorOf, startServer, type Answer, type Asked, type AwkwardServer} from './server.js';

const ID = 'cv-1';
const NOW = Date.UTC(2026, 2, 12, 15, 30);
const bird = PROVIDERS['bird'];
const thread = (more: object = {}) => ({...bird?.thread(ID, NOW), ...more});
const message = (id: unknown, more: object = {}) => ({...bird?.message(id, NOW), ...more});
const participant = (id: unknown) => ({id, type: 'contact', status: 'active', displayName: 'Somebody'});

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

const connect = (options: Partial<BirdAdapterOptions> = {}): MessagingAdapter =>
  createBirdAdapter({workspaceId: 'ws', participantId: 'key-1', baseUrl: server.url, timeout: 5000, ...options});

/** Lists that do not end: what a page holds and names as the next, by where it was asked from and how often. */
const ENDLESS: Readonly<Record<string, (token: string | null, count: number) => readonly [unknown[], string]>> = {
  'tokens A, B, A': (token) => [[token ?? 'first'], token === 'A' ? 'B' : 'A'],
  'a circle of seven': (token) => [[token ?? 0], String((Number(token ?? 0) % 7) + 1)],
  'ever new tokens of one page': (_, count) => [['same'], `t${count}`],
  'ever new tokens of two pages by turns': (_, count) => [[`page-${count % 2}`], `t${count}`],
  'ever new tokens of empty pages': (token, count) => [token === null ? ['first'] : [], `t${count}`],
};

async function toTheEnd(read: (cursor: never) => Promise<{readonly cursor: unknown}>): Promise<unknown> {
  let {cursor} = await read(undefined as never);
  for (let calls = 0; cursor !== undefined; calls++) {
    if (calls > 60) return 'no end';
    ({cursor} = await read(cursor as never));
  }
  return 'the end';
}

test.describe('lists without an end', () => {
  for (const [what, page] of Object.entries(ENDLESS)) {
    const answer = (row: (id: unknown) => unknown) => {
      server.answer(({query}) => {
        const [ids, nextPageToken] = page(query.get('pageToken'), server.asked.length);
        return {body: {results: ids.map(row), nextPageToken}};
      });
    };

    test(`${what}: a history says so after a few requests`, async () => {
      answer((id) => message(id));
      const adapter = connect();
      const read = (cursor: never) =>
        adapter.listMessages({conversationId: ID, cursor}).then(({older}) => ({cursor: older}));
      expect((await errorOf(toTheEnd(read))).message).toMatch(/no end/i);
      expect(server.asked.length).toBeLessThan(40);
    });

    test(`${what}: the list says so after a few requests`, async () => {
      answer((id) => ({...thread(), id}));
      const adapter = connect();
      const read = (cursor: never) => adapter.listConversations({cursor}).then(({next}) => ({cursor: next}));
      expect((await errorOf(toTheEnd(read))).message).toMatch(/no end/i);
      expect(server.asked.length).toBeLessThan(40);
    });
  }

  const participants: Readonly<Record<string, (count: number) => readonly unknown[]>> = {
    'the same people': () => [participant('p-1')],
    'ever new people': (count) => [participant(`p-${count}`)],
    nobody: () => [],
  };
  for (const [what, people] of Object.entries(participants)) {
    test(`participants with ever new tokens and ${what}: nothing is sent, and the error says why`, async () => {
      server.answer(({path}) =>
        path.endsWith('/participants')
          ? {body: {results: people(server.asked.length), nextPageToken: `t${server.asked.length}`}}
          : {body: thread({activeParticipantCount: 9})},
      );
      const error = await errorOf(connect().sendMessage({conversationId: ID, text: 'Hi'}));
      expect([error.kind, error.outcomeUnknown]).toEqual(['decode', false]);
      expect(error.message).toMatch(/no end to the (?:list of )?participants/i);
      expect(server.asked.length).toBeLessThan(30);
      expect(server.asked.every(({method}) => method === 'GET')).toBe(true);
    });
  }

  test('a token longer than any that Bird makes is an error, not an endless address', async () => {
    server.answer(() => ({body: {results: [message(1)], nextPageToken: 'x'.repeat(50_000)}}));
    expect((await errorOf(connect().listMessages({conversationId: ID}))).kind).toBe('decode');
  });
});

test.describe('a conversation', () => {
  const serve = (instead: (asked: Asked) => Answer | undefined) => {
    if (!bird) throw new Error('no such provider');
    server.answer(answering(bird, {threads: [thread({activeParticipantCount: 9})], messages: [], instead}));
  };

  for (const status of [403, 404]) {
    test(`whose participants may not be listed (${status}) is written to by those it names`, async () => {
      serve(({path}) => (path.endsWith('/participants') ? {status, body: {}} : undefined));
      await connect().sendMessage({conversationId: ID, text: 'Hi'});
      const {recipients} = JSON.parse(server.asked.at(-1)?.body ?? '{}') as {recipients: unknown};
      expect(recipients).toEqual([{type: 'to', id: 'p-1'}]);
    });
  }

  test('answered with another one is an error, and nothing is written to that one', async () => {
    serve(({method}) => (method === 'GET' ? {body: thread({id: 'cv-2'})} : undefined));
    expect((await errorOf(connect().getConversation?.(ID))).kind).toBe('decode');
    expect((await errorOf(connect().sendMessage({conversationId: ID, text: 'Hi'}))).kind).toBe('decode');
    expect(server.asked.some(({method}) => method === 'POST')).toBe(false);
  });

  test('answered to a send with a contact as the sender is ours all the same, and is not "received"', async () => {
    serve(({method}) => (method === 'POST' ? {status: 201, body: message('m1', {status: 'accepted'})} : undefined));
    const sent = await connect().sendMessage({conversationId: ID, text: 'Hi'});
    expect(sent).toMatchObject({direction: 'outbound', status: 'accepted'});
  });

  test('a template is answered without a text: what it says is what the host said, or it is named a template', async () => {
    const template = {id: 't', name: 'T', projectId: 'p', version: 'v', locale: 'en', parameters: [{key: 'name'}]};
    serve(({method}) => (method === 'POST' ? {status: 201, body: message('m1', {body: null})} : undefined));
    const outgoing = {conversationId: ID, text: '', template: {id: 't', parameters: {name: 'Ann'}}};
    const named = connect({templates: [{...template, preview: 'Hello {{ name }} and {{other}}'}]});
    expect((await named.sendMessage(outgoing)).text).toBe('Hello Ann and {{other}}');
    const unnamed = await connect({templates: [template]}).sendMessage(outgoing);
    expect([unnamed.text, unnamed.unsupportedBody]).toEqual([null, 'template']);
  });

  test('a conversation made with an answer that names it alone is read, and one with none is in doubt', async () => {
    const recipient = {kind: 'address', value: '+12025550144'} as const;
    const channels = [{id: 'ch-1', platform: 'sms'}];
    serve(({method}) => (method === 'POST' ? {status: 201, body: {id: ID}} : undefined));
    const started = await connect({channels}).startConversation?.({recipient, text: 'Hi'});
    expect(started?.participants.map(({id}) => id)).toEqual(['p-1']);
    for (const answer of [{status: 204}, {body: {success: true}}, {body: '<html>'}] satisfies Answer[]) {
      serve(({method}) => (method === 'POST' ? answer : undefined));
      const before = server.asked.length;
      const error = await errorOf(connect({channels}).startConversation?.({recipient, text: 'Hi'}));
      expect([error.kind, error.outcomeUnknown]).toEqual(['decode', true]);
      expect(server.asked).toHaveLength(before + 1);
    }
  });
});

test('a webhook that says nothing is heard as nothing', () => {
  const adapter = connect();
  const payload = {service: 'conversations', event: 'conversation.updated'};
  for (const odd of [null, 7, 'x', [], {}, payload, {...payload, payload: []}, {...payload, payload: {}}]) {
    expect(adapter.receiveWebhook?.(odd)).toEqual([]);
  }
});

test.describe('the day in which WhatsApp takes free text', () => {
  const HOUR = 3_600_000;
  const channels = [{id: 'ch-1', platform: 'whatsapp'}] as const;
  /** What may be written an hour after the contact did, by the provider's clock; the device's is this far ahead. */
  const rulesWith = async (ahead: number, headers: (now: number) => Readonly<Record<string, string>>) => {
    const now = Date.now();
    const providerNow = now - ahead;
    if (!bird) throw new Error('no such provider');
    const threads = [bird.thread(ID, providerNow - HOUR)];
    const full = answering(bird, {threads, messages: []});
    server.answer((asked) => ({...full(asked), headers: headers(providerNow)}));
    const adapter = connect({channels});
    const [listed] = (await adapter.listConversations({})).items;
    return {until: (listed?.sendRules?.freeTextUntil ?? NaN) - now, adapter};
  };
  const dated = (now: number) => ({date: new Date(now).toUTCString()});

  for (const days of [-3, -1, 1, 3]) {
    test(`is the provider's, where the device's clock is ${days} days ahead`, async () => {
      const {until} = await rulesWith(days * 24 * HOUR, dated);
      expect(Math.abs(until - 23 * HOUR)).toBeLessThan(60_000);
    });
  }

  test('lets a reply go that the device alone would hold back', async () => {
    const {adapter} = await rulesWith(3 * 24 * HOUR, dated);
    expect((await adapter.sendMessage({conversationId: ID, text: 'Hi'})).direction).toBe('outbound');
  });

  test('is no longer than that by the times of messages, where no clock can be read', async () => {
    const {until} = await rulesWith(-3 * 24 * HOUR, () => ({date: ''}));
    expect(until).toBeLessThan(24 * HOUR + 60_000);
  });

  test('is the device’s where both clocks agree', async () => {
    const {until} = await rulesWith(0, dated);
    expect(Math.abs(until - 23 * HOUR)).toBeLessThan(60_000);
  });
});
