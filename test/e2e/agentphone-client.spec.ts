import {expect, test} from '@playwright/test';
import {AgentPhoneClient, AgentPhoneError, type AgentPhone} from 'agentphone';
import {setupServer} from 'msw/node';
import {Backend} from '../../src/backend/backend.js';
import {ManualClock} from '../../src/backend/clock.js';
import {createAgentPhoneAdapter} from '../../src/providers/agentphone/index.js';
import {createAgentPhoneHandlers, type AgentPhoneMockOptions} from '../../src/providers/agentphone/mock.js';

// The provider's own client, unchanged, talks to the mock: a second opinion on every path, parameter and shape.

const BASE_URL = 'https://api.agentphone.to';
const JANE = '+15559876543';
const OMAR = '+15559870100';
const START = Date.UTC(2025, 0, 15, 12);

const server = setupServer();
test.beforeAll(() => server.listen({onUnhandledRequest: 'error'}));
test.afterEach(() => server.resetHandlers());
test.afterAll(() => server.close());

/** A small account: Jane awaits a reply, Omar was answered; sixty others are quiet. */
function connect(options: AgentPhoneMockOptions = {}) {
  const clock = new ManualClock(START);
  const backend = new Backend({clock});
  backend.addOwnNumber({id: 'num_1', phone: '+15551234567', label: 'Shop'});
  backend.addOwnNumber({id: 'num_2', phone: '+15551234568', label: 'Workshop'});
  const people = [
    {firstName: 'Jane', lastName: 'Doe', phone: JANE},
    {firstName: 'Omar', lastName: '', phone: OMAR},
    ...Array.from({length: 60}, (_, index) => ({
      firstName: 'Quiet',
      lastName: `${index}`,
      phone: `+1303555${1000 + index}`,
    })),
  ];
  for (const [index, person] of people.entries()) {
    const {id} = backend.addContact({id: `con_${index}`, ...person});
    backend.addThread({
      contactId: id,
      metadata: index === 0 ? {customerName: 'Jane Doe'} : {},
      messages: [
        {direction: 'outbound', text: 'How can we help?', at: START - (index + 2) * 60_000},
        {direction: 'inbound', text: `Hello from ${person.firstName}`, at: START - (index + 1) * 60_000},
      ],
    });
  }
  server.use(...createAgentPhoneHandlers(backend, options));
  const client = new AgentPhoneClient({token: 'ap-key', baseUrl: BASE_URL, maxRetries: 0});
  const idOf = (phone: string) => `conv_${backend.threadWithPhone(phone)?.id}`;
  return {backend, client, idOf};
}

/** The list as the client pages through it; its type knows no limit, its requests may have one. */
async function everyConversation(client: AgentPhoneClient) {
  const found: AgentPhone.AppRoutesConversationsConversationSummary[] = [];
  let page: AgentPhone.AppRoutesConversationsConversationListResponse;
  do {
    page = await client.conversations.listConversations({offset: found.length}, {queryParams: {limit: 25}});
    found.push(...page.data);
  } while (page.hasMore);
  expect(page.total).toBe(found.length);
  return found;
}

async function failureOf(work: PromiseLike<unknown>): Promise<AgentPhoneError> {
  const thrown: unknown = await work.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  );
  if (thrown instanceof AgentPhoneError) return thrown;
  throw thrown;
}

test('the client lists conversations, newest activity first, to the last', async () => {
  const {client, idOf} = connect();
  const found = await everyConversation(client);
  expect(new Set(found.map(({id}) => id)).size).toBe(62);
  expect(found[0]).toEqual({
    id: idOf(JANE),
    agentId: 'agt_demo',
    phoneNumberId: 'num_1',
    phoneNumber: '+15551234567',
    participant: JANE,
    lastMessageAt: '2025-01-15T11:59:00.000Z',
    lastMessagePreview: 'Hello from Jane',
    messageCount: 2,
    metadata: {customerName: 'Jane Doe'},
    createdAt: '2025-01-15T11:58:00.000Z',
  });
});

test('the client reads a conversation and pages through its messages by time', async () => {
  const {backend, client, idOf} = connect({timestamps: 'micros'});
  for (let index = 0; index < 30; index++) backend.receive({phone: JANE, text: `Line ${index}`});
  const detail = await client.conversations.getConversation({conversation_id: idOf(JANE), message_limit: 20});
  expect(detail.messages).toHaveLength(20);
  expect(detail.messages[0]).toMatchObject({body: 'Line 29', direction: 'inbound', fromNumber: JANE, channel: 'sms'});
  expect(detail).not.toHaveProperty('lastMessagePreview');
  const texts: string[] = [];
  let page: AgentPhone.MessagesListResponse | undefined;
  do {
    page = await client.conversations.getConversationMessages({
      conversation_id: idOf(JANE),
      limit: 10,
      before: page?.data.at(-1)?.receivedAt,
    });
    texts.push(...page.data.map(({body}) => body));
  } while (page.hasMore);
  expect(texts).toEqual([
    ...Array.from({length: 30}, (_, index) => `Line ${29 - index}`),
    'Hello from Jane',
    'How can we help?',
  ]);
});

test('the client replaces metadata, and clears it', async () => {
  const {backend, client, idOf} = connect();
  const conversation_id = idOf(JANE);
  const changed = await client.conversations.updateConversation({conversation_id, metadata: {topic: 'bikes', open: 2}});
  expect(changed.metadata).toEqual({topic: 'bikes', open: 2});
  expect(changed.messages).toHaveLength(2);
  expect((await client.conversations.updateConversation({conversation_id})).metadata).toEqual({
    topic: 'bikes',
    open: 2,
  });
  expect((await client.conversations.updateConversation({conversation_id, metadata: null})).metadata).toBeNull();
  expect(backend.threadWithPhone(JANE)?.metadata).toEqual({});
});

test('the client sends, to a known number and to a new one', async () => {
  const {backend, client, idOf} = connect();
  const media_urls = ['https://files.example/a.png'];
  const sent = await client.messages.sendMessage({to_number: JANE, number_id: 'num_2', body: 'Look', media_urls});
  expect(sent.id).toMatch(/^msg_/);
  expect(sent).toEqual({
    id: sent.id,
    status: 'sent',
    channel: 'mms',
    from_number: '+15551234568',
    to_number: JANE,
    conversation_id: idOf(JANE),
    media_urls,
  });
  await client.messages.sendMessage({to_number: '(303) 555-0188', agent_id: 'agt_demo', body: 'Welcome'});
  const thread = backend.threadWithPhone('+13035550188');
  expect(backend.messagesOf(thread?.id ?? '').map(({text}) => text)).toEqual(['Welcome']);
});

test('the client lists numbers and contacts, and finds a contact', async () => {
  const {client} = connect();
  const numbers = await client.numbers.listNumbers();
  expect(numbers.data.map(({id, phoneNumber}) => [id, phoneNumber])).toEqual([
    ['num_1', '+15551234567'],
    ['num_2', '+15551234568'],
  ]);
  const contacts = await client.contacts.listContacts({limit: 50, offset: 50});
  expect(contacts).toMatchObject({total: 62, hasMore: false});
  expect(contacts.data).toHaveLength(12);
  const found = await client.contacts.listContacts({}, {queryParams: {search: 'jane'}});
  expect(found.data.map(({name}) => name)).toEqual(['Jane Doe']);
  expect(await client.contacts.getContact({contact_id: 'con_1'})).toMatchObject({name: 'Omar', phoneNumber: OMAR});
});

test('the client tells errors apart by status, in either envelope', async () => {
  for (const errorEnvelope of ['documented', 'fastapi'] as const) {
    const {backend, client, idOf} = connect({errorEnvelope});
    const send = (body: string, number_id = 'num_1') =>
      failureOf(client.messages.sendMessage({to_number: JANE, number_id, body}));
    expect(await failureOf(client.conversations.getConversation({conversation_id: 'conv_x'}))).toMatchObject({
      statusCode: 404,
    });
    const invalid = await failureOf(
      client.conversations.getConversationMessages({conversation_id: idOf(JANE), limit: 201}),
    );
    expect(invalid).toMatchObject({name: 'UnprocessableEntityError', statusCode: 422});
    if (errorEnvelope === 'fastapi') {
      const {detail} = invalid.body as AgentPhone.HttpValidationError;
      expect(detail?.[0]).toMatchObject({loc: ['query', 'limit'], type: 'less_than_equal'});
    }
    expect((await send('Hello', 'num_9')).statusCode).toBe(404);
    backend.setCredits(0);
    expect((await send('Hello')).statusCode).toBe(402);
    backend.setFaults({rateLimit: {next: 1, retryAfter: 2000}});
    const limited = await failureOf(client.conversations.listConversations());
    expect(limited.statusCode).toBe(429);
    expect(limited.rawResponse?.headers.get('retry-after')).toBe('2');
    backend.setFaults({serverError: {next: 1}});
    expect((await failureOf(client.conversations.listConversations())).statusCode).toBe(500);
    server.resetHandlers();
  }
  const {client} = connect({acceptToken: () => false});
  expect((await failureOf(client.conversations.listConversations())).statusCode).toBe(401);
});

test('the client and the adapter see the same, whoever writes', async () => {
  const {client, idOf} = connect();
  const adapter = createAgentPhoneAdapter({headers: () => ({authorization: 'Bearer ap-key'})});
  const listed = await adapter.listConversations({limit: 100});
  expect(listed.items.map(({id}) => id)).toEqual((await everyConversation(client)).map(({id}) => id));
  expect(listed.items[0]?.participants[0]?.name).toBe('Jane Doe');
  await adapter.sendMessage({conversationId: idOf(JANE), text: 'From the inbox'});
  await client.messages.sendMessage({to_number: JANE, number_id: 'num_1', body: 'From the client'});
  const {messages} = await adapter.listMessages({conversationId: idOf(JANE)});
  expect(messages.slice(-2).map(({text}) => text)).toEqual(['From the inbox', 'From the client']);
  const base = {customerName: 'Jane Doe'};
  await client.conversations.updateConversation({conversation_id: idOf(JANE), metadata: {...base, topic: 'bikes'}});
  const changed = await adapter.updateMetadata?.(idOf(JANE), {base, changes: {vip: true}});
  expect(changed?.metadata).toEqual({...base, topic: 'bikes', vip: true});
});
