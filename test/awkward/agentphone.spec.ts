import {expect, test} from '@playwright/test';
import type {ConversationQuery, MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {createAgentPhoneAdapter, type AgentPhoneAdapterOptions} from '../../src/providers/agentphone/index.js';
import {answering, PROVIDERS, type Account} from './accounts.js';
import {errorOf, startServer, type AwkwardServer} from './server.js';

const ID = 'conv_1';
const NOW = Date.UTC(2026, 2, 12, 15, 30);
const agentphone = PROVIDERS['agentphone'];
const thread = (more: object = {}) => ({...agentphone?.thread(ID, NOW), ...more});
const message = (id: unknown, at = NOW, more: object = {}) => ({...agentphone?.message(id, at), ...more});

let server: AwkwardServer;

test.beforeEach(async () => {
  server = await startServer();
});
test.afterEach(() => server.close());

const connect = (options: AgentPhoneAdapterOptions = {}): MessagingAdapter =>
  createAgentPhoneAdapter({baseUrl: server.url, numberId: 'num_1', contactNames: false, timeout: 5000, ...options});

function serve(account: Partial<Account> = {}): MessagingAdapter {
  if (!agentphone) throw new Error('no such provider');
  server.answer(answering(agentphone, {threads: [thread()], messages: [message('m1')], ...account}));
  return connect();
}

const posted = () => server.asked.filter(({method, path}) => method === 'POST' && path === '/v1/messages');

test.describe('lists without an end', () => {
  const pages: Readonly<Record<string, (count: number) => readonly unknown[]>> = {
    'the same row': () => ['same'],
    'ever new rows': (count) => [`row-${count}`],
    'nothing, and more': () => [],
    'two rows by turns': (count) => [`row-${count % 2}`],
  };
  for (const [what, page] of Object.entries(pages)) {
    const answer = (row: (id: unknown, count: number) => unknown) => {
      server.answer(({path}) => {
        const data = page(server.asked.length).map((id) => row(id, server.asked.length));
        const body = {data, hasMore: true, total: 1_000_000};
        return {
          body: path === '/v1/conversations/conv_1' ? {...thread(), messages: [message('m0')], messageCount: 99} : body,
        };
      });
    };

    test(`${what}: the list ends by itself, within some requests`, async () => {
      answer((id) => ({...thread(), id}));
      const adapter = connect();
      const nextOf = (query: ConversationQuery) =>
        adapter.listConversations(query).then(
          (page) => page.next,
          (thrown: unknown) => expect(String(thrown)).toMatch(/no end/i),
        );
      let next = await nextOf({limit: 1});
      for (let calls = 0; next && calls < 5; calls++) next = await nextOf({cursor: next});
      if (what !== 'ever new rows') expect(next).toBeUndefined();
      expect(server.asked.length).toBeLessThan(110);
    });

    test(`${what}: a history ends by itself, within some requests`, async () => {
      answer((id, count) => message(id, what === 'ever new rows' ? NOW - count * 1000 : NOW));
      const adapter = connect();
      let {older} = await adapter.listMessages({conversationId: ID});
      for (let calls = 0; older !== undefined && calls < 5; calls++) {
        const page = await adapter.listMessages({conversationId: ID, cursor: older}).catch(() => undefined);
        older = page?.older;
      }
      if (what !== 'ever new rows') expect(older).toBeUndefined();
      expect(server.asked.length).toBeLessThan(120);
    });

    test(`${what}: numbers and contacts are read within some requests`, async () => {
      answer((id) => ({id, phoneNumber: '+14155550100', name: 'Somebody'}));
      const adapter = connect({contactNames: true});
      await adapter.listOwnEndpoints?.().catch((thrown: unknown) => expect(String(thrown)).toMatch(/no end/i));
      await adapter.describeStart?.();
      expect(server.asked.length).toBeLessThan(50);
    });
  }
});

test.describe('what a message may carry', () => {
  const picture = (nth: number) => `https://media.example/${nth}.jpg`;
  const pictures = (count: number) => Array.from({length: count}, (_, nth) => picture(nth));
  const on = (channel: string) => serve({messages: [message('m1', NOW, {channel})]});

  const taken: readonly (readonly [channel: string, text: string, media: readonly string[]])[] = [
    ['sms', 'Hi', []],
    ['sms', 'Hi', pictures(1)],
    ['sms', '', pictures(1)],
    ['mms', '', pictures(1)],
    ['imessage', '', pictures(2)],
    ['imessage', '', pictures(20)],
    ['imessage', 'Hi', ['https://media.example/a.pdf']],
  ];
  for (const [channel, text, mediaUrls] of taken) {
    test(`${channel}: "${text}" with ${mediaUrls.length} of them is sent`, async () => {
      const adapter = on(channel);
      await adapter.listMessages({conversationId: ID});
      await adapter.sendMessage({conversationId: ID, text, mediaUrls});
      const body = JSON.parse(posted()[0]?.body ?? '{}') as {body: string; media_urls?: readonly string[]};
      expect([body.body, body.media_urls ?? []]).toEqual([text, mediaUrls]);
    });
  }

  const refused: readonly (readonly [channel: string, text: string, media: readonly string[]])[] = [
    ['sms', '', []],
    ['sms', 'Hi', pictures(2)],
    ['sms', '', pictures(2)],
    ['mms', '', pictures(2)],
    ['imessage', 'Hi', pictures(2)],
    ['imessage', '', pictures(21)],
    ['imessage', '', [picture(1), 'https://media.example/a.pdf']],
    ['sms', 'Hi', ['http://media.example/a.jpg']],
    ['sms', 'Hi', ['file:///etc/passwd']],
  ];
  for (const [channel, text, mediaUrls] of refused) {
    test(`${channel}: "${text}" with ${mediaUrls.length} of ${mediaUrls[0]?.slice(-9)} is refused before it leaves`, async () => {
      const adapter = on(channel);
      await adapter.listMessages({conversationId: ID});
      const error = await errorOf(adapter.sendMessage({conversationId: ID, text, mediaUrls}));
      expect([error.kind, error.outcomeUnknown]).toEqual(['validation', false]);
      expect(posted()).toHaveLength(0);
    });
  }

  test('what a conversation takes is said with it', async () => {
    const rulesOn = async (channel: string) => (await on(channel).getConversation?.(ID))?.sendRules;
    expect(await rulesOn('sms')).toEqual({maximumAttachments: 1, withoutOptions: ['sendStyle', 'replyTo', 'reaction']});
    expect(await rulesOn('imessage')).toMatchObject({maximumAttachments: 20, maximumAttachmentsWithText: 1});
  });
});

test('an effect can be chosen in iMessage alone, and none is none', async () => {
  const adapter = serve({messages: [message('m1', NOW, {channel: 'imessage'})]});
  expect(adapter.sendOptions?.map(({name}) => name)).toEqual(['sendStyle']);
  await adapter.listMessages({conversationId: ID});
  const conversation = await adapter.getConversation?.(ID);
  expect(conversation?.sendRules?.withoutOptions).toBeUndefined();
  for (const sendStyle of ['none', 'confetti', 'sparkles']) {
    await adapter
      .sendMessage({conversationId: ID, text: 'Hi', providerOptions: {sendStyle}})
      .catch((thrown: unknown) => expect(thrown).toMatchObject({kind: 'validation', field: 'sendStyle'}));
  }
  const styles = posted().map(({body}) => (JSON.parse(body) as {send_style?: string}).send_style);
  expect(styles).toEqual([undefined, 'confetti']);
});

test('a conversation says which agent it belongs to', async () => {
  const adapter = serve({threads: [thread({agentId: 'agt_1'})]});
  expect((await adapter.listConversations({})).items[0]?.agentId).toBe('agt_1');
});

test.describe('answers', () => {
  test('about another conversation are an error, and nothing is sent to whom they name', async () => {
    const adapter = serve({instead: ({method}) => (method === 'GET' ? {body: thread({id: 'conv_2'})} : undefined)});
    for (const ask of [
      () => adapter.getConversation?.(ID),
      () => adapter.listMessages({conversationId: ID}),
      () => adapter.sendMessage({conversationId: ID, text: 'Hi'}),
    ]) {
      expect((await errorOf(ask())).kind).toBe('decode');
    }
    expect(posted()).toHaveLength(0);
  });

  test('that name nobody to write to are an error, and nothing is sent', async () => {
    const adapter = serve({
      instead: ({method}) => (method === 'GET' ? {body: thread({participant: null})} : undefined),
    });
    expect((await errorOf(adapter.sendMessage({conversationId: ID, text: 'Hi'}))).kind).toBe('decode');
    expect(posted()).toHaveLength(0);
  });

  for (const status of ['failed', 'undelivered', 'FAILED']) {
    test(`to a send whose status is "${status}" are failures; a first message makes no conversation`, async () => {
      const body = {...agentphone?.sent('m9'), status, reason: 'No route'};
      const adapter = serve({instead: (_, what) => (what === 'send' ? {body} : undefined)});
      const sent = await adapter.sendMessage({conversationId: ID, text: 'Hi'});
      expect(['failed', 'undelivered']).toContain(sent.status);
      expect(sent.failure?.text).toBe('No route');
      const recipient = {kind: 'address', value: '+14155551234'} as const;
      expect((await errorOf(adapter.startConversation?.({recipient, text: 'Hi'}))).kind).toBe('carrier');
    });
  }

  test('to a first message that name no conversation are found by whom it is with, or in doubt', async () => {
    const body = {...agentphone?.sent('m9'), conversation_id: null};
    const recipient = (value: string) => ({recipient: {kind: 'address', value} as const, text: 'Hi'});
    const adapter = serve({instead: (_, what) => (what === 'send' ? {body} : undefined)});
    expect((await adapter.startConversation?.(recipient('(415) 555-1234')))?.id).toBe(ID);
    const error = await errorOf(adapter.startConversation?.(recipient('+14155559999')));
    expect([error.kind, error.outcomeUnknown]).toEqual(['decode', true]);
    expect(posted()).toHaveLength(2);
  });
});

test.describe('webhooks', () => {
  test('that do not say in which conversation a message is have the list read again', () => {
    const data = {messageId: 'm1', direction: 'inbound', message: 'Hello', from: '+14155551234'};
    for (const conversationId of [null, undefined, '']) {
      const events = connect().receiveWebhook?.({event: 'agent.message', data: {...data, conversationId}});
      expect(events?.map(({type}) => type)).toEqual(['conversations-invalidated']);
    }
  });

  test('that say nothing are heard as nothing', () => {
    for (const odd of [
      null,
      7,
      'x',
      [],
      {},
      {event: 'agent.message'},
      {event: 'agent.call', data: {conversationId: ID}},
    ]) {
      expect(connect().receiveWebhook?.(odd)).toEqual([]);
    }
  });
});
