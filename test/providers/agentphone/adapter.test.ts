import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {MessagingAdapter, OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {lastMessage} from '../../../src/backend/queries.js';
import {can, type CapabilityName} from '../../../src/model/capabilities.js';
import type {Conversation} from '../../../src/model/conversation.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import type {Message} from '../../../src/model/message.js';
import type {Cursor} from '../../../src/model/page.js';
import {createAgentPhoneAdapter, type AgentPhoneAdapterOptions} from '../../../src/providers/agentphone/index.js';
import {
  agentPhoneWebhook,
  createAgentPhoneHandlers,
  relayAgentPhoneWebhooks,
  type AgentPhoneMockOptions,
} from '../../../src/providers/agentphone/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf, overHttp} from '../../adapter/over-http.js';

const API = 'https://api.agentphone.to/v1';
const TOKEN = 'ap-secret-key-4711';
const JANE = '+15559876543';
const OMAR = '+15559870100';
const START = Date.UTC(2025, 0, 15, 12);

const {worker, seen, lastRequest} = overHttp();

let clock: ManualClock;
let backend: Backend;

/** Jane awaits a reply, Omar was answered. */
function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  backend.addOwnNumber({id: 'num_1', phone: '+15551234567', label: 'Shop'});
  backend.addOwnNumber({id: 'num_2', phone: '+15551234568', label: 'Workshop'});
  const minutesAgo = (minutes: number) => START - minutes * 60_000;
  const jane = backend.addContact({id: 'con_1', firstName: 'Jane', lastName: 'Doe', phone: JANE});
  const omar = backend.addContact({id: 'con_2', firstName: 'Omar', lastName: '', phone: OMAR});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    metadata: {customerName: 'Jane Doe', orderId: 'ORD-12345'},
    messages: [
      {direction: 'outbound', text: 'How can we help?', at: minutesAgo(30)},
      {direction: 'inbound', text: 'Thanks for your help!', at: minutesAgo(0)},
    ],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
function connect(mock: AgentPhoneMockOptions = {}, options: AgentPhoneAdapterOptions = {}): MessagingAdapter {
  worker.use(...createAgentPhoneHandlers(backend, mock));
  return createAgentPhoneAdapter({
    headers: () => ({authorization: `Bearer ${TOKEN}`}),
    contactNames: false,
    ...options,
  });
}

const threadOf = (phone: string) => {
  const thread = backend.threadWithPhone(phone);
  if (!thread) throw new Error(`no thread with ${phone}`);
  return thread;
};
const idOf = (phone: string) => `conv_${threadOf(phone).id}`;
const storedTexts = (phone: string) => backend.messagesOf(threadOf(phone).id).map(({text}) => text);
const textsOf = (messages: readonly Message[]) => messages.map(({text}) => text);
const asked = () => seen.map(({method, url}) => `${method} ${url.slice(API.length)}`);

async function wholeList(
  adapter: MessagingAdapter,
  limit: number,
  between: (page: number) => void = () => undefined,
): Promise<readonly Conversation[]> {
  const found: Conversation[] = [];
  let cursor: Cursor | undefined;
  let pages = 0;
  do {
    const page = await adapter.listConversations({limit, ...(cursor && {cursor})});
    found.push(...page.items);
    cursor = page.next;
    if (cursor) between(++pages);
  } while (cursor);
  return found;
}

/** From the newest page to the first message, oldest first. */
async function wholeHistory(adapter: MessagingAdapter, conversationId: string, limit: number): Promise<Message[]> {
  let messages: Message[] = [];
  let cursor: Cursor | undefined;
  do {
    const page = await adapter.listMessages({conversationId, limit, ...(cursor && {cursor})});
    messages = [...page.messages, ...messages];
    cursor = page.older;
  } while (cursor);
  return messages;
}

/** From the page a cursor leads to, to the newest message. */
async function onwards(adapter: MessagingAdapter, conversationId: string, from: Cursor | undefined, limit: number) {
  const messages: Message[] = [];
  for (let cursor = from; cursor;) {
    const page = await adapter.listMessages({conversationId, limit, cursor});
    messages.push(...page.messages);
    cursor = page.newer;
  }
  return messages;
}

const numbers = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => `${from + index}`);

/** A conversation whose messages are numbered. */
function addNumbered(count: number, at: (index: number) => number, phone = '+13035550111'): string {
  const contact = backend.contactWithPhone(phone) ?? backend.addContact({firstName: '', lastName: '', phone});
  backend.addThread({
    contactId: contact.id,
    messages: Array.from({length: count}, (_, index) => ({
      direction: index % 2 ? 'inbound' : 'outbound',
      text: `${index + 1}`,
      at: at(index),
    })),
  });
  return idOf(phone);
}

function addMany(count: number): void {
  for (let index = 0; index < count; index++) {
    // Pairs share the instant of their last message.
    addNumbered(1, () => START - (200 + Math.floor(index / 2)) * 60_000, `+1303555${String(1000 + index)}`);
  }
}

const everybody = () =>
  backend
    .threads()
    .map(({id}) => `conv_${id}`)
    .sort();

describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('listing conversations', () => {
    it('asks with the key, a limit and an offset', async () => {
      const page = await connect({}, {subAccountId: 'sub_1'}).listConversations({});
      expect(asked()).to.deep.equal(['GET /conversations?limit=50&offset=0']);
      expect(seen[0]?.headers.get('authorization')).to.equal(`Bearer ${TOKEN}`);
      expect(seen[0]?.headers.get('x-sub-account-id')).to.equal('sub_1');
      expect(page.items.map(({id}) => id)).to.deep.equal([idOf(JANE), idOf(OMAR)]);
      expect(page.next).to.equal(undefined);
      expect(page.total).to.equal(2);
    });

    it('asks for no more than the document allows', async () => {
      const adapter = connect();
      for (const [limit, wish] of [
        [1000, '100'],
        [0, '1'],
        [2.7, '2'],
      ] as const) {
        await adapter.listConversations({limit});
        expect(new URL(lastRequest().url).searchParams.get('limit'), String(limit)).to.equal(wish);
      }
    });

    it('reads a list that stands still without asking anything twice', async () => {
      addMany(23);
      const found = await wholeList(connect(), 10);
      expect(found.map(({id}) => id).sort()).to.deep.equal(everybody());
      expect(asked()).to.deep.equal([
        'GET /conversations?limit=10&offset=0',
        'GET /conversations?limit=12&offset=8',
        'GET /conversations?limit=12&offset=18',
      ]);
    });

    it('leaves nobody out who moves to the top from further down', async () => {
      addMany(40);
      const lowest = [...backend.threads()].reverse();
      const found = await wholeList(connect(), 10, () => {
        clock.advance(1000);
        for (const thread of lowest.splice(0, 2)) {
          backend.receive({phone: backend.contact(thread.contactId)?.phone ?? '', text: 'I moved up'});
        }
      });
      expect(found.map(({id}) => id).sort()).to.deep.equal(everybody());
    });

    it('meets nobody twice who was met and then moves to the top', async () => {
      addMany(40);
      const adapter = connect();
      const found = await wholeList(adapter, 10, () => {
        clock.advance(1000);
        backend.receive({phone: OMAR, text: 'Me again'});
      });
      expect(found.map(({id}) => id).sort()).to.deep.equal(everybody());
    });

    it('goes back when conversations above disappear', async () => {
      addMany(40);
      const gone = backend.threads().slice(2, 10);
      const found = await wholeList(connect(), 10, (page) => {
        // Eight of those read first are put away: what was to come stands eight places higher now.
        if (page === 1) for (const {id} of gone) backend.setArchived(id, true);
      });
      const ids = found.map(({id}) => id);
      expect(new Set(ids).size).to.equal(ids.length);
      expect(ids).to.include.members(everybody().filter((id) => !gone.some((thread) => `conv_${thread.id}` === id)));
    });

    it('takes in a conversation that is new since the first page', async () => {
      addMany(20);
      const found = await wholeList(connect(), 10, (page) => {
        clock.advance(1000);
        if (page === 1) backend.receive({phone: '+13035559999', text: 'Are you open?'});
      });
      expect(found.map(({id}) => id).sort()).to.deep.equal(everybody());
    });

    it('ends where a page brings nothing new, whatever it says', async () => {
      const adapter = connect();
      const data = [{id: 'conv_a'}, {id: 'conv_b'}];
      worker.use(http.get(`${API}/conversations`, () => HttpResponse.json({data, hasMore: true})));
      const first = await adapter.listConversations({limit: 2});
      const second = await adapter.listConversations({limit: 2, cursor: first.next});
      expect(second.items).to.deep.equal([]);
      expect(second.next).to.equal(undefined);
      expect(seen.length).to.be.lessThan(60);
    });

    it('neither filters nor searches, and says so', async () => {
      const adapter = connect();
      for (const query of [{unread: true}, {needsReply: true}, {search: 'jane'}]) {
        expect((await errorOf(adapter.listConversations(query))).kind, JSON.stringify(query)).to.equal('unsupported');
      }
      expect(seen).to.deep.equal([]);
    });

    it('does not take something else for a list', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/conversations`, () => HttpResponse.json([])));
      expect((await errorOf(adapter.listConversations({}))).kind).to.equal('decode');
    });

    it('does not take something else for a conversation, a list of numbers or a contact', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/*`, () => HttpResponse.json({messages: []})));
      expect((await errorOf(adapter.getConversation?.('conv_a'))).kind).to.equal('decode');
      expect((await errorOf(adapter.listOwnEndpoints?.())).kind).to.equal('decode');
      expect((await errorOf(adapter.getContact?.('conv_a'))).kind).to.equal('decode');
    });

    it('knows a conversation without messages', async () => {
      const nobody = backend.addContact({firstName: 'No', lastName: 'Body', phone: '+13035550122'});
      backend.addThread({contactId: nobody.id, createdAt: START - 1000});
      const {items} = await connect().listConversations({});
      const empty = items.find(({participants}) => participants[0]?.address === '+13035550122');
      expect(empty).to.include({messageCount: 0, createdAt: START - 1000, metadata: null});
      expect(empty).not.to.have.any.keys('lastMessage', 'lastActivityAt');
      expect((await connect().listMessages({conversationId: empty?.id ?? ''})).messages).to.deep.equal([]);
    });
  });

  describe('names', () => {
    const namesIn = ({items}: {readonly items: readonly Conversation[]}) =>
      items.map(({participants}) => participants[0]?.name);

    it('come from the contacts, which are read once', async () => {
      const adapter = connect({}, {contactNames: true});
      expect(namesIn(await adapter.listConversations({}))).to.deep.equal(['Jane Doe', 'Omar']);
      expect(namesIn(await adapter.listConversations({}))).to.deep.equal(['Jane Doe', 'Omar']);
      expect(asked().filter((request) => request.includes('contacts'))).to.deep.equal([
        'GET /contacts?limit=100&offset=0',
      ]);
    });

    it('are read to the last contact', async () => {
      for (let index = 0; index < 120; index++) {
        backend.addContact({firstName: 'Extra', lastName: `${index}`, phone: `+1303555${1000 + index}`});
      }
      addNumbered(1, () => START - 1000, '+13035551119');
      expect(namesIn(await connect({}, {contactNames: true}).listConversations({}))).to.include('Extra 119');
    });

    it('are missed when contacts cannot be read, and nothing else is', async () => {
      const adapter = connect({}, {contactNames: true});
      worker.use(http.get(`${API}/contacts`, () => HttpResponse.json({detail: 'Forbidden'}, {status: 403})));
      expect(namesIn(await adapter.listConversations({}))).to.deep.equal([undefined, undefined]);
      await adapter.listConversations({});
      expect(asked().filter((request) => request.includes('contacts'))).to.have.lengthOf(1);
    });
  });

  describe('reading messages', () => {
    it('starts with the recent messages of the conversation', async () => {
      const page = await connect().listMessages({conversationId: idOf(JANE)});
      expect(asked()).to.deep.equal([`GET /conversations/${idOf(JANE)}?message_limit=50`]);
      expect(textsOf(page.messages)).to.deep.equal(['How can we help?', 'Thanks for your help!']);
      expect(page.messages.map(({status}) => status)).to.deep.equal(['sent', 'received']);
      expect(page).not.to.have.any.keys('older', 'newer', 'timeZone');
    });

    it('encodes an id and reports one nobody has', async () => {
      const error = await errorOf(connect().listMessages({conversationId: 'conv_a/b c'}));
      expect(error).to.include({kind: 'not-found', status: 404});
      expect(asked()[0]).to.match(/^GET \/conversations\/conv_a%2Fb%20c/);
    });

    it('asks for no more than the document allows', async () => {
      const id = addNumbered(250, (index) => START - (300 - index) * 60_000);
      const adapter = connect();
      const newest = await adapter.listMessages({conversationId: id, limit: 500});
      await adapter.listMessages({conversationId: id, limit: 500, cursor: newest.older});
      expect(
        seen.map(({url}) => new URL(url).searchParams).map((query) => query.get('message_limit') ?? query.get('limit')),
      ).to.deep.equal(['100', '200']);
    });

    for (const messageOrder of ['newest-first', 'oldest-first', 'shuffled'] as const) {
      it(`loses and doubles nothing when pages come ${messageOrder}`, async () => {
        const id = addNumbered(64, (index) => START - (40 - Math.floor(index / 3)) * 1000);
        const messages = await wholeHistory(connect({messageOrder}), id, 10);
        expect(textsOf(messages).sort()).to.deep.equal(numbers(1, 64).sort());
        const times = messages.map(({at}) => at ?? 0);
        expect(times).to.deep.equal([...times].sort((a, b) => a - b));
      });
    }

    it('reads many messages of one instant, more than a page holds', async () => {
      const id = addNumbered(90, (index) => (index < 80 ? START - 60_000 : START - 50_000 + index));
      for (const bounds of ['exclusive', 'inclusive'] as const) {
        const adapter = connect({beforeBound: bounds, afterBound: bounds});
        expect(textsOf(await wholeHistory(adapter, id, 12)), bounds).to.deep.equal(numbers(1, 90));
        worker.resetHandlers();
      }
    });

    it('comes to an end at more messages of one instant than can be asked for', async () => {
      const id = addNumbered(260, (index) => (index < 255 ? START - 60_000 : START - 50_000 + index));
      const messages = await wholeHistory(connect(), id, 50);
      expect(new Set(messages.map((message) => message.id)).size).to.equal(messages.length);
      expect(messages.length).to.be.greaterThan(200);
      expect(seen.length).to.be.lessThan(15);
    });

    it('comes to an end where the provider says that there is always more', async () => {
      const id = addNumbered(30, (index) => START - (60 - index) * 1000);
      const adapter = connect({alwaysHasMore: true});
      expect(textsOf(await wholeHistory(adapter, id, 10))).to.deep.equal(numbers(1, 30));
      const oldest = await adapter.listMessages({conversationId: id, limit: 10});
      const older = await adapter.listMessages({conversationId: id, limit: 10, cursor: oldest.older});
      expect(textsOf(await onwards(adapter, id, older.newer, 10))).to.deep.equal(numbers(21, 30));
      expect(seen.length).to.be.lessThan(30);
    });

    it('keeps messages of one second in order by their microseconds', async () => {
      const id = addNumbered(25, () => START - 60_000);
      const adapter = connect({timestamps: 'micros', messageOrder: 'shuffled'});
      expect(textsOf(await wholeHistory(adapter, id, 6))).to.deep.equal(numbers(1, 25));
    });

    it('is not moved by messages that arrive between two pages, and reads them on the way back', async () => {
      const id = addNumbered(40, (index) => START - (60 - index) * 1000);
      const adapter = connect();
      const newest = await adapter.listMessages({conversationId: id, limit: 10});
      clock.advance(1000);
      backend.receive({phone: '+13035550111', text: '41'});
      backend.receive({phone: '+13035550111', text: '42'});
      const older = await adapter.listMessages({conversationId: id, limit: 10, cursor: newest.older});
      expect(textsOf(older.messages)).to.deep.equal(numbers(21, 30));
      expect(textsOf(await onwards(adapter, id, older.newer, 5))).to.deep.equal(numbers(31, 42));
    });

    it('joins a page that is taken from the far end of a history', async () => {
      const id = addNumbered(500, (index) => START - (600 - index) * 1000);
      const adapter = connect({pageTaken: 'oldest', messageOrder: 'oldest-first'});
      expect(textsOf(await wholeHistory(adapter, id, 50))).to.deep.equal(numbers(1, 500));
    });

    it('goes on where the messages it stood at are gone', async () => {
      const id = addNumbered(40, (index) => START - (60 - index) * 1000);
      const adapter = connect();
      const newest = await adapter.listMessages({conversationId: id, limit: 10});
      const place = {...(JSON.parse(newest.older ?? '') as object), ids: ['msg_gone']};
      const older = await adapter.listMessages({
        conversationId: id,
        limit: 10,
        cursor: JSON.stringify(place) as Cursor,
      });
      expect(textsOf(older.messages).at(-1)).to.equal('31');
      expect(older.older).not.to.equal(undefined);
    });

    it('does not take something else for a page', async () => {
      const adapter = connect();
      const id = addNumbered(60, (index) => START - (60 - index) * 1000);
      const {older} = await adapter.listMessages({conversationId: id});
      worker.use(
        http.get(`${API}/conversations/:id`, () => HttpResponse.json({id})),
        http.get(`${API}/conversations/:id/messages`, () => HttpResponse.json([])),
      );
      expect((await errorOf(adapter.listMessages({conversationId: id}))).kind).to.equal('decode');
      expect((await errorOf(adapter.listMessages({conversationId: id, cursor: older}))).kind).to.equal('decode');
    });

    it('says once that a conversation turned out to be iMessage', async () => {
      const adapter = connect({isIMessage: () => true});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      expect((await adapter.listConversations({})).items[0]?.channel).to.equal('sms');
      await adapter.listMessages({conversationId: idOf(JANE)});
      await adapter.listMessages({conversationId: idOf(JANE)});
      subscription?.close();
      expect(events).to.have.lengthOf(1);
      expect(events[0]).to.have.nested.property('conversation.channel', 'imessage');
      expect((await adapter.listConversations({})).items[0]?.channel).to.equal('imessage');
    });
  });

  describe('sending', () => {
    it('answers from the number and the agent of the conversation', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const sent = await adapter.sendMessage({conversationId: idOf(JANE), text: 'See you!'});
      expect(asked().at(-1)).to.equal('POST /messages');
      expect(await bodyOf(seen.at(-1))).to.deep.equal({
        to_number: JANE,
        number_id: 'num_1',
        agent_id: 'agt_demo',
        body: 'See you!',
      });
      expect(sent).to.include({conversationId: idOf(JANE), status: 'sent', direction: 'outbound', text: 'See you!'});
      expect(storedTexts(JANE).at(-1)).to.equal('See you!');
    });

    it('asks how to reach a conversation it has not seen', async () => {
      await connect({agentId: null}).sendMessage({conversationId: idOf(JANE), text: 'See you!'});
      expect(asked()).to.deep.equal([`GET /conversations/${idOf(JANE)}?message_limit=1`, 'POST /messages']);
      expect(await bodyOf(seen[1])).to.deep.equal({to_number: JANE, number_id: 'num_1', body: 'See you!'});
    });

    it('sends from another number of ours', async () => {
      const adapter = connect();
      const own = await adapter.listOwnEndpoints?.();
      expect(own).to.deep.equal([
        {id: 'num_1', address: '+15551234567'},
        {id: 'num_2', address: '+15551234568'},
      ]);
      await adapter.sendMessage({conversationId: idOf(JANE), text: 'From the workshop', ownEndpointId: 'num_2'});
      expect(backend.messagesOf(threadOf(JANE).id).at(-1)?.ownNumberId).to.equal('num_2');
    });

    it('sends pictures, effects and inline answers', async () => {
      const adapter = connect({isIMessage: () => true});
      const {messages} = await adapter.listMessages({conversationId: idOf(JANE)});
      const mediaUrls = ['https://files.example/a.png', 'https://files.example/b.png'];
      const providerOptions = {sendStyle: 'confetti', replyToMessageId: messages[1]?.id};
      await adapter.sendMessage({conversationId: idOf(JANE), text: '', mediaUrls, providerOptions});
      const newest = (await adapter.listMessages({conversationId: idOf(JANE)})).messages.at(-1);
      expect(newest?.attachments.map(({url}) => url)).to.deep.equal(mediaUrls);
      expect(newest?.replyTo).to.deep.equal({id: messages[1]?.id, text: 'Thanks for your help!'});
    });

    it('writes to a group by its id', async () => {
      const adapter = connect({
        conversationExtras: ({contactId}) =>
          contactId === 'con_1'
            ? {
                isGroup: true,
                groupId: 'grp_1',
                groupName: 'Saturday ride',
                participants: [{identifier: JANE, name: 'Jane'}, {identifier: OMAR}],
              }
            : {},
        messageExtras: ({direction}) => (direction === 'inbound' ? {senderIdentifier: JANE} : {}),
      });
      const {items} = await adapter.listConversations({});
      expect(items[0]).to.include({kind: 'group', title: 'Saturday ride'});
      const {messages} = await adapter.listMessages({conversationId: idOf(JANE)});
      expect(messages[1]?.sender).to.deep.equal({role: 'contact', name: 'Jane', address: JANE});
      await adapter.sendMessage({conversationId: idOf(JANE), text: 'Nine o’clock?'});
      expect(await bodyOf(seen.at(-1))).to.include({to_number: 'grp_1'});
      expect(storedTexts(JANE).at(-1)).to.equal('Nine o’clock?');
    });

    it('has the thread read again, since the answer has no time and may name no conversation', async () => {
      const adapter = connect({hidesSentConversation: true});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const sent = await adapter.sendMessage({conversationId: idOf(JANE), text: 'See you!'});
      subscription?.close();
      expect(sent).to.include({conversationId: idOf(JANE), atSource: 'none'});
      expect(events).to.deep.equal([
        {type: 'messages-invalidated', conversationId: idOf(JANE)},
        {type: 'conversations-invalidated'},
      ]);
    });

    it('refuses what cannot be sent before anything leaves', async () => {
      for (const change of [{text: ''}, {mediaUrls: ['blob:https://page.example/1']}, {providerOptions: {x: 1}}]) {
        const error = await errorOf(connect().sendMessage({conversationId: idOf(JANE), text: 'Hello', ...change}));
        expect(error).to.include({kind: 'validation', outcomeUnknown: false});
      }
      expect(seen).to.deep.equal([]);
    });

    it('does not write to a conversation that names nobody', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/conversations/:id`, () => HttpResponse.json({id: 'conv_a', messages: []})));
      const error = await errorOf(adapter.sendMessage({conversationId: 'conv_a', text: 'Hello'}));
      expect(error).to.include({kind: 'decode', outcomeUnknown: false});
      expect(seen.every(({method}) => method === 'GET')).to.be.true;
    });

    it('does not know whether it was sent when the answer names no message', async () => {
      const adapter = connect();
      worker.use(http.post(`${API}/messages`, () => HttpResponse.json({status: 'sent'})));
      const error = await errorOf(adapter.sendMessage({conversationId: idOf(JANE), text: 'Hello'}));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });
  });

  describe('starting a conversation', () => {
    const start = (value: string, kind: 'address' | 'contact' = 'address') => ({
      recipient: {kind, value},
      text: 'Welcome',
    });

    it('asks for a number or a contact, and a first message', async () => {
      expect(await connect({}, {contactNames: true}).describeStart?.()).to.deep.equal({
        recipientKinds: ['address', 'contact'],
        recipients: [
          {id: 'con_1', kind: 'contact', name: 'Jane Doe', address: JANE},
          {id: 'con_2', kind: 'contact', name: 'Omar', address: OMAR},
        ],
        firstMessage: 'required',
        asksTitle: false,
      });
      expect((await connect().describeStart?.())?.recipientKinds).to.deep.equal(['address']);
    });

    for (const hidesSentConversation of [false, true]) {
      it(`sends and finds it, the answer ${hidesSentConversation ? 'not ' : ''}naming it`, async () => {
        const adapter = connect({hidesSentConversation}, {numberId: 'num_2'});
        const started = await adapter.startConversation?.(start('(303) 555-0188'));
        expect(started?.participants).to.deep.equal([{role: 'contact', address: '+13035550188'}]);
        expect(started?.ownEndpoint).to.deep.equal({id: 'num_2', address: '+15551234568'});
        expect(storedTexts('+13035550188')).to.deep.equal(['Welcome']);
      });
    }

    it('writes to a contact, from the number that was chosen', async () => {
      const adapter = connect({}, {contactNames: true, agentId: 'agt_demo'});
      const started = await adapter.startConversation?.({...start('con_2', 'contact'), ownEndpointId: 'num_2'});
      expect(started?.id).to.equal(idOf(OMAR));
      expect(await bodyOf(seen.find(({method}) => method === 'POST'))).to.deep.equal({
        to_number: OMAR,
        number_id: 'num_2',
        body: 'Welcome',
      });
      const error = await errorOf(adapter.startConversation?.(start('con_9', 'contact')));
      expect(error.kind).to.equal('contact-not-found');
    });

    it('lets the agent choose its number', async () => {
      await connect({}, {agentId: 'agt_demo'}).startConversation?.(start('+13035550188'));
      expect(await bodyOf(seen.find(({method}) => method === 'POST'))).to.deep.equal({
        to_number: '+13035550188',
        agent_id: 'agt_demo',
        body: 'Welcome',
      });
    });

    it('has a number chosen where there are several', async () => {
      const error = await errorOf(connect().startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'no-from-number', outcomeUnknown: false});
      expect(seen.every(({method}) => method === 'GET')).to.be.true;
    });

    it('sends nothing to nobody, and nothing at all without a text', async () => {
      const adapter = connect({}, {numberId: 'num_1'});
      expect((await errorOf(adapter.startConversation?.(start(' ')))).kind).to.equal('validation');
      const silent = adapter.startConversation?.({recipient: {kind: 'address', value: JANE}});
      expect((await errorOf(silent)).kind).to.equal('validation');
      expect(seen).to.deep.equal([]);
    });

    it('does not know whether something was sent when the answer names no message', async () => {
      const adapter = connect({}, {numberId: 'num_1'});
      worker.use(http.post(`${API}/messages`, () => HttpResponse.json({})));
      const error = await errorOf(adapter.startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });

    it('does not say that nothing was sent when the new conversation is not in the list', async () => {
      const adapter = connect({hidesSentConversation: true}, {numberId: 'num_1'});
      worker.use(http.get(`${API}/conversations`, () => HttpResponse.json({data: [], hasMore: false, total: 0})));
      const error = await errorOf(adapter.startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });

    it('does not say that nothing was sent when only the conversation cannot be read', async () => {
      const adapter = connect({}, {numberId: 'num_1'});
      worker.use(http.get(`${API}/conversations/:id`, () => HttpResponse.json({detail: 'Oops'}, {status: 500})));
      const error = await errorOf(adapter.startConversation?.(start('+13035550188')));
      expect(error).to.include({kind: 'server', outcomeUnknown: true, status: 500});
      expect(storedTexts('+13035550188')).to.deep.equal(['Welcome']);
    });
  });

  describe('metadata', () => {
    const base = {customerName: 'Jane Doe', orderId: 'ORD-12345'};

    it('is read, merged and written whole', async () => {
      const adapter = connect();
      backend.setMetadata(threadOf(JANE).id, {...base, topic: 'order_tracking'});
      const changed = await adapter.updateMetadata?.(idOf(JANE), {base, changes: {orderId: undefined, vip: true}});
      expect(changed?.metadata).to.deep.equal({customerName: 'Jane Doe', topic: 'order_tracking', vip: true});
      expect(threadOf(JANE).metadata).to.deep.equal(changed?.metadata);
      expect(asked()).to.deep.equal([
        `GET /conversations/${idOf(JANE)}?message_limit=1`,
        `PATCH /conversations/${idOf(JANE)}`,
      ]);
    });

    it('is not written over what somebody else changed', async () => {
      const adapter = connect();
      backend.setMetadata(threadOf(JANE).id, {...base, orderId: 'ORD-99999'});
      const error = await errorOf(adapter.updateMetadata?.(idOf(JANE), {base, changes: {orderId: 'ORD-1'}}));
      expect(error).to.include({kind: 'conflict', field: 'orderId', outcomeUnknown: false});
      expect(error.raw).to.deep.equal({...base, orderId: 'ORD-99999'});
      expect(threadOf(JANE).metadata).to.deep.equal({...base, orderId: 'ORD-99999'});
    });

    it('is cleared with null when nothing is left, and made where there was none', async () => {
      const adapter = connect();
      const cleared = await adapter.updateMetadata?.(idOf(JANE), {
        base,
        changes: {customerName: undefined, orderId: undefined},
      });
      expect(cleared?.metadata).to.equal(null);
      expect(await bodyOf(seen.at(-1))).to.deep.equal({metadata: null});
      const made = await adapter.updateMetadata?.(idOf(OMAR), {base: null, changes: {nested: {deep: [1]}}});
      expect(made?.metadata).to.deep.equal({nested: {deep: [1]}});
    });

    it('is in doubt when the answer is lost', async () => {
      const adapter = connect();
      backend.setFaults({loseAnswer: {next: 1, only: 'send'}});
      const error = await errorOf(adapter.updateMetadata?.(idOf(JANE), {base, changes: {vip: true}}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
    });
  });

  describe('the contact', () => {
    it('is found by number', async () => {
      const contact = await connect().getContact?.(idOf(JANE));
      expect(contact).to.include({id: 'con_1', name: 'Jane Doe', address: JANE});
      expect(asked().at(-1)).to.equal('GET /contacts?search=%2B15559876543&offset=0');
    });

    it('is nobody else whose number only looks alike', async () => {
      const adapter = connect();
      const data = [{id: 'con_9', phoneNumber: `${JANE}0`, name: 'Somebody else'}];
      worker.use(http.get(`${API}/contacts`, () => HttpResponse.json({data, hasMore: false, total: 1})));
      const contact = await adapter.getContact?.(idOf(JANE));
      expect(contact).to.have.all.keys('address', 'raw');
      expect(contact?.address).to.equal(JANE);
    });

    it('is found however its number is written, with all that is known', async () => {
      const adapter = connect();
      const wire = {
        id: 'con_9',
        phoneNumber: '+1 (555) 987-6543',
        name: 'Jane',
        email: 'jane@example.com',
        notes: 'VIP',
      };
      worker.use(http.get(`${API}/contacts`, () => HttpResponse.json({data: [wire], hasMore: false})));
      expect(await adapter.getContact?.(idOf(JANE))).to.deep.equal({
        id: 'con_9',
        name: 'Jane',
        address: '+1 (555) 987-6543',
        email: 'jane@example.com',
        notes: 'VIP',
        raw: wire,
      });
    });

    it('does not exist of a group', async () => {
      const adapter = connect({conversationExtras: () => ({isGroup: true, groupId: 'grp_1'})});
      expect((await errorOf(adapter.getContact?.(idOf(JANE)))).kind).to.equal('contact-not-found');
    });
  });

  for (const errorEnvelope of ['documented', 'fastapi'] as const) {
    describe(`errors in the ${errorEnvelope} envelope`, () => {
      const unsubscribed = /unsubscribed/;
      const cases: readonly (readonly [
        name: string,
        prepare: () => void,
        message: Partial<OutgoingMessage>,
        expected: Partial<ConversationError>,
        words?: RegExp,
      ])[] = [
        [
          'no balance',
          () => backend.setCredits(0),
          {},
          {kind: 'insufficient-credits', status: 402, outcomeUnknown: false, nextAction: 'add-credits'},
        ],
        [
          "somebody else's number",
          () => {},
          {ownEndpointId: 'num_9'},
          {kind: 'from-number-forbidden', status: 404, outcomeUnknown: false},
        ],
        [
          'no number at all',
          () => backend.setDefaultNumber(null),
          {},
          {kind: 'no-from-number', status: 400, outcomeUnknown: false},
        ],
        [
          'a contact who opted out',
          () => void backend.optOut(threadOf(JANE).id),
          {},
          {kind: 'opted-out', status: 502, outcomeUnknown: false},
          unsubscribed,
        ],
        [
          'an effect on a line that has none',
          () => {},
          {providerOptions: {sendStyle: 'love'}},
          {kind: 'validation', status: 400, outcomeUnknown: false},
        ],
        [
          'a conversation there is not',
          () => {},
          {conversationId: 'conv_nobody'},
          {kind: 'not-found', status: 404, outcomeUnknown: false},
        ],
      ];
      for (const [name, prepare, message, expected, words = /\w+ \w+/] of cases) {
        it(`reports ${name} as ${expected.kind}, and sends nothing`, async () => {
          prepare();
          const before = storedTexts(JANE).length;
          const adapter = connect({errorEnvelope});
          const error = await errorOf(adapter.sendMessage({conversationId: idOf(JANE), text: 'Hello', ...message}));
          expect(error).to.include({adapter: 'agentphone', ...expected});
          expect(error.message).to.match(words);
          expect(storedTexts(JANE)).to.have.lengthOf(before);
        });
      }

      it('tells how long to wait', async () => {
        backend.setFaults({rateLimit: {next: 1, retryAfter: 3000}});
        const error = await errorOf(connect({errorEnvelope}).listConversations({}));
        expect(error).to.include({kind: 'rate-limited', status: 429, retryAfter: 3000, outcomeUnknown: false});
      });

      it('asks for a sign-in when a fresh key is refused too, and tells nobody the key', async () => {
        const adapter = connect({errorEnvelope, acceptToken: () => false});
        const error = await errorOf(adapter.listConversations({}));
        expect(error).to.include({kind: 'unauthorized', status: 401, nextAction: 'sign-in'});
        expect(JSON.stringify(error) + error.stack).not.to.contain(TOKEN);
        expect(seen).to.have.lengthOf(2);
      });

      it('starts over when a time is not taken', async () => {
        const id = addNumbered(60, (index) => START - (60 - index) * 1000);
        const adapter = connect({errorEnvelope});
        const {older} = await adapter.listMessages({conversationId: id});
        const complaint = {loc: ['query', 'before'], msg: 'Input should be a valid datetime', type: 'datetime_parsing'};
        const error = {code: 'VALIDATION_ERROR', message: 'Invalid', details: [complaint]};
        const body = errorEnvelope === 'fastapi' ? {detail: [complaint]} : {error};
        worker.use(http.get(`${API}/conversations/:id/messages`, () => HttpResponse.json(body, {status: 422})));
        const refused = await errorOf(adapter.listMessages({conversationId: id, cursor: older}));
        expect(refused).to.include({kind: 'cursor-invalid', field: 'before'});
      });
    });
  }

  describe('trouble on the way', () => {
    it('asks once for a fresh key and repeats once', async () => {
      const refusals: boolean[] = [];
      const headers: HeaderSupplier = async ({refused}) => {
        refusals.push(refused);
        return {authorization: `Bearer ${refused ? 'fresh-key' : TOKEN}`};
      };
      const adapter = connect({acceptToken: (token) => token === 'fresh-key'}, {headers});
      await adapter.listConversations({});
      seen.length = 0;
      refusals.length = 0;
      await adapter.sendMessage({conversationId: idOf(JANE), text: 'Once only'});
      expect(refusals).to.deep.equal([false, true]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('reads a wait told as a date', async () => {
      backend.setFaults({rateLimit: {next: 1, retryAfter: 30_000}});
      const error = await errorOf(connect({retryAfterAsDate: true}).listConversations({}));
      expect(error.retryAfter).to.be.within(20_000, 30_000);
    });

    for (const [fault, kind] of [
      [{loseAnswer: {next: 1, only: 'send'}}, 'network'],
      [{serverError: {next: 1, processed: true, only: 'send'}}, 'server'],
    ] as const) {
      it(`does not repeat a send that ended in ${kind}`, async () => {
        const adapter = connect();
        backend.setFaults(fault);
        const error = await errorOf(adapter.sendMessage({conversationId: idOf(JANE), text: 'Once only'}));
        expect(error).to.include({kind, outcomeUnknown: true});
        expect(seen.filter(({method}) => method === 'POST')).to.have.lengthOf(1);
        expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
      });
    }

    it('can be called off', async () => {
      const adapter = connect();
      backend.setFaults({latency: {minimum: 60_000, maximum: 60_000}});
      const controller = new AbortController();
      const work = errorOf(adapter.listMessages({conversationId: idOf(JANE)}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect((await work).kind).to.equal('aborted');
    });
  });

  describe('news', () => {
    it('comes from relayed webhooks, and agrees with what is read', async () => {
      const adapter = connect();
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => heard.push(event));
      const unsubscribe = relayAgentPhoneWebhooks(backend, (payload) => void adapter.receiveWebhook?.(payload));
      backend.receive({phone: JANE, text: 'One more thing', mediaUrls: ['https://files.example/a.png']});
      unsubscribe();
      subscription?.close();
      expect(heard.map(({type}) => type)).to.deep.equal(['message-created', 'conversations-invalidated']);
      const told = heard.flatMap((event) => (event.type === 'message-created' ? event.message : []))[0];
      const read = (await adapter.listMessages({conversationId: idOf(JANE)})).messages.at(-1);
      const compared = ({id, conversationId, direction, text, attachments, status, at}: Message) => ({
        ...{id, conversationId, direction, text, attachments, status, at},
      });
      expect(told && compared(told)).to.deep.equal(read && compared(read));
    });

    it('is the metadata and the last messages too, for whoever reads the payload', () => {
      const message = lastMessage(backend, threadOf(JANE));
      if (!message) throw new Error('no message');
      const payload = agentPhoneWebhook(backend, {type: 'message-created', message, thread: threadOf(JANE)});
      expect(payload?.conversationState).to.deep.equal({customerName: 'Jane Doe', orderId: 'ORD-12345'});
      expect(payload?.recentHistory?.map(({content}) => content)).to.deep.equal(['How can we help?']);
      expect(agentPhoneWebhook(backend, {type: 'thread-updated', thread: threadOf(JANE)})).to.equal(undefined);
    });

    it('is looked for at the intervals it was given', async () => {
      const events: AdapterEvent[] = [];
      const adapter = connect({}, {polling: {conversations: 10, messages: 5}});
      const subscription = adapter.subscribe?.((event) => events.push(event));
      subscription?.watch(idOf(JANE));
      await waitUntil(() => events.some(({type}) => type === 'conversations-invalidated'));
      await waitUntil(() => events.some(({type}) => type === 'messages-invalidated'));
      subscription?.close();
      expect(seen).to.deep.equal([]);
    });
  });

  describe('what it offers', () => {
    it('offers what there are calls for, and nothing else', () => {
      const adapter = connect();
      const offered = (Object.keys(adapter.capabilities) as (keyof typeof adapter.capabilities)[])
        .filter((name): name is CapabilityName => name !== 'maximumAttachments')
        .filter((name) => can(adapter.capabilities, name));
      expect(offered).to.have.members([
        'listConversations',
        'filterNeedsReply',
        'searchConversations',
        'markRead',
        'messageHistory',
        'messageDirections',
        'newerMessages',
        'messagesAround',
        'sendText',
        'sendMedia',
        'chooseOwnEndpoint',
        'startConversation',
        'editMetadata',
        'contactDetails',
        'liveUpdates',
      ]);
      expect(adapter).not.to.have.any.keys('markRead', 'setArchived', 'setStarred', 'setClosed', 'deleteConversation');
      expect(adapter.id).to.equal('agentphone:https://api.agentphone.to');
    });
  });

  describe('the mock', () => {
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${API}${path}`, {...init, headers: {authorization: `Bearer ${TOKEN}`, ...init.headers}});
    const post = (body: unknown) =>
      ask('/messages', {method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body)});
    const patch = (phone: string, body: unknown) =>
      ask(`/conversations/${idOf(phone)}`, {method: 'PATCH', body: JSON.stringify(body)});

    it('lets nobody in without a key', async () => {
      connect({acceptToken: (token) => token === TOKEN});
      expect((await fetch(`${API}/conversations`)).status).to.equal(401);
      expect((await ask('/conversations', {headers: {authorization: 'Basic abc'}})).status).to.equal(401);
      expect((await ask('/conversations', {headers: {authorization: 'Bearer other'}})).status).to.equal(401);
      expect((await ask('/conversations')).status).to.equal(200);
    });

    it('takes numbers within the bounds of the document, and times', async () => {
      connect({errorEnvelope: 'fastapi'});
      const history = `/conversations/${idOf(JANE)}/messages`;
      const bad = [
        ...['limit=0', 'limit=101', 'limit=ten', 'limit=', 'offset=-1'].map((query) => `/conversations?${query}`),
        ...['message_limit=0', 'message_limit=101'].map((query) => `/conversations/${idOf(JANE)}?${query}`),
        ...['limit=201', 'before=yesterday', 'after=', 'before=5'].map((query) => `${history}?${query}`),
      ];
      for (const path of bad) {
        const response = await ask(path);
        expect(response.status, path).to.equal(422);
        const {detail} = (await response.json()) as {detail: {loc: string[]; msg: string; type: string}[]};
        expect(detail[0]?.loc[0], path).to.equal('query');
        expect(detail[0]).to.have.all.keys('loc', 'msg', 'type');
      }
      for (const query of ['limit=200', 'before=2025-01-15T11:30:00Z', 'after=2025-01-15T11:30:00.123456']) {
        expect((await ask(`${history}?${query}`)).status, query).to.equal(200);
      }
    });

    it('has bounds, orders and ends as its switches say', async () => {
      const id = addNumbered(6, (index) => START - (60 - index) * 1000);
      const texts = async (mock: AgentPhoneMockOptions, query: string) => {
        worker.resetHandlers();
        connect(mock);
        const response = await ask(`/conversations/${id}/messages?${query}`);
        return ((await response.json()) as {data: {body: string}[]}).data.map(({body}) => body);
      };
      const third = new Date(START - 58_000).toISOString();
      expect(await texts({}, '')).to.deep.equal(['6', '5', '4', '3', '2', '1']);
      expect(await texts({messageOrder: 'oldest-first'}, 'limit=2')).to.deep.equal(['5', '6']);
      expect(await texts({}, `before=${third}`)).to.deep.equal(['2', '1']);
      expect(await texts({beforeBound: 'inclusive'}, `before=${third}`)).to.deep.equal(['3', '2', '1']);
      expect(await texts({}, `after=${third}&limit=2`)).to.deep.equal(['5', '4']);
      expect(await texts({afterBound: 'inclusive'}, `after=${third}&limit=2`)).to.deep.equal(['4', '3']);
      expect(await texts({pageTaken: 'newest'}, `after=${third}&limit=2`)).to.deep.equal(['6', '5']);
      expect(await texts({pageTaken: 'oldest'}, `before=${third}&limit=1`)).to.deep.equal(['1']);
    });

    it('sorts its list by activity, so that offsets shift', async () => {
      connect();
      const ids = async () => {
        const {data} = (await (await ask('/conversations')).json()) as {data: {id: string}[]};
        return data.map(({id}) => id);
      };
      expect(await ids()).to.deep.equal([idOf(JANE), idOf(OMAR)]);
      clock.advance(1000);
      backend.receive({phone: OMAR, text: 'Hello?'});
      expect(await ids()).to.deep.equal([idOf(OMAR), idOf(JANE)]);
    });

    it('leaves metadata alone that is not named, and takes objects and null only', async () => {
      connect();
      for (const metadata of [7, 'x', []]) expect((await patch(JANE, {metadata})).status).to.equal(422);
      expect((await patch(JANE, {})).status).to.equal(200);
      expect(threadOf(JANE).metadata).to.have.property('orderId');
      const answer = (await (await patch(JANE, {metadata: {a: {b: 1}}})).json()) as object;
      expect(answer).to.deep.include({metadata: {a: {b: 1}}});
      expect(answer).to.have.property('messages').that.has.lengthOf(2);
      expect(answer).not.to.have.property('lastMessagePreview');
      expect(await (await patch(JANE, {metadata: null})).json()).to.include({metadata: null});
    });

    it('checks a send before it does anything', async () => {
      connect();
      const sender = {number_id: 'num_1'};
      const refused: readonly (readonly [unknown, number])[] = [
        ['no json', 422],
        [[], 422],
        [{to_number: JANE, ...sender}, 422],
        [{to_number: JANE, body: ' ', ...sender}, 422],
        [{body: 'Hi', ...sender}, 422],
        [{to_number: 'somebody', body: 'Hi', ...sender}, 422],
        [{to_number: JANE, body: 'Hi'}, 400],
        [{to_number: JANE, body: 'Hi', agent_id: 'agt_other'}, 404],
        [{to_number: JANE, body: 'Hi', ...sender, media_urls: ['http://plain.example/a.png']}, 422],
        [{to_number: JANE, body: 'Hi', ...sender, media_urls: 'https://a'}, 422],
        [{to_number: JANE, body: 'Hi', ...sender, send_style: 'thunder'}, 422],
        [{to_number: JANE, body: '', ...sender, media_urls: ['https://a/1.png', 'https://a/2.png']}, 422],
        [{recipients: [JANE, OMAR], body: 'Hi', ...sender}, 400],
        [{to_number: JANE, body: 'Hi', number_id: 7}, 422],
      ];
      const before = storedTexts(JANE).length;
      for (const [body, status] of refused) {
        expect((await post(body)).status, JSON.stringify(body)).to.equal(status);
      }
      expect(storedTexts(JANE)).to.have.lengthOf(before);
      expect((await post({to_number: JANE, body: 'Hi', from_number: '+15551234568'})).status).to.equal(200);
      expect((await post({to_number: '(555) 987-6543', body: 'Hi', agent_id: 'agt_demo'})).status).to.equal(200);
    });

    it('answers preflights and lets pages read how long to wait', async () => {
      connect();
      const preflight = await ask('/messages', {method: 'OPTIONS'});
      expect(preflight.status).to.equal(204);
      expect(preflight.headers.get('access-control-allow-headers')).to.contain('x-sub-account-id');
      backend.setFaults({rateLimit: {next: 1, retryAfter: 1200}});
      const limited = await ask('/conversations');
      expect(limited.headers.get('access-control-expose-headers')).to.equal('Retry-After');
      expect(limited.headers.get('retry-after')).to.equal('2');
    });

    it('has the contacts and numbers the official client asks for, and nothing nobody documents', async () => {
      connect();
      expect(await (await ask('/contacts/con_1')).json()).to.include({name: 'Jane Doe', phoneNumber: JANE});
      expect((await ask('/contacts/con_9')).status).to.equal(404);
      expect(await (await ask('/contacts?search=OMAR')).json()).to.include({total: 1, hasMore: false});
      expect(await (await ask('/numbers?limit=1')).json()).to.include({total: 2, hasMore: true});
      expect((await ask('/messages')).status).to.equal(405);
      expect((await ask(`/conversations/${idOf(JANE)}/archive`, {method: 'POST'})).status).to.equal(404);
    });
  });
});
