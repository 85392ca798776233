import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import type {Conversation} from '../../../src/model/conversation.js';
import type {Message} from '../../../src/model/message.js';
import {asCursor, type Cursor} from '../../../src/model/page.js';
import {createSurgeAdapter, type SurgeAdapter, type SurgeAdapterOptions} from '../../../src/providers/surge/index.js';
import {
  createSurgeHandlers,
  relaySurgeWebhooks,
  surgeWebhooks,
  type SurgeMockOptions,
} from '../../../src/providers/surge/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf, overHttp} from '../../adapter/over-http.js';
import {messageSample, receivedSample} from './fixtures/samples.js';

const API = 'https://api.surge.app';
const ACCOUNT = 'acct_01j9a43avnfqzbjfch6pygv1td';
const KEY = 'sk_live_not-a-real-key';
const JANE = '+18015551234';
const OMAR = '+18015550188';
const START = Date.UTC(2026, 2, 12, 15, 30);

const {worker, seen, lastRequest} = overHttp();

let clock: ManualClock;
let backend: Backend;
let stops: (() => void)[] = [];

const minutesAgo = (minutes: number) => START - minutes * 60_000;

/** Jane wrote last, Omar was answered. */
function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  backend.addOwnNumber({id: 'own-1', phone: '+18015556789', label: 'Shop'});
  backend.addOwnNumber({id: 'own-2', phone: '+18015556790', label: 'Workshop'});
  const jane = backend.addContact({firstName: 'Jane', lastName: 'Smith', phone: JANE});
  const omar = backend.addContact({firstName: 'Omar', lastName: '', phone: OMAR});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    metadata: {customer: 'c-17'},
    messages: [
      {direction: 'outbound', text: 'Your order is ready', at: minutesAgo(30)},
      {direction: 'inbound', text: 'Thanks!', at: minutesAgo(5)},
    ],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
function connect(mock: SurgeMockOptions = {}, options: Partial<SurgeAdapterOptions> = {}): SurgeAdapter {
  worker.use(...createSurgeHandlers(backend, {accountId: ACCOUNT, ...mock}));
  return createSurgeAdapter({
    accountId: ACCOUNT,
    headers: () => ({authorization: `Bearer ${KEY}`}),
    // So that nothing is asked by the clock during a test.
    polling: {conversations: 1e6, messages: 1e6},
    ...options,
  });
}

/** As a host would that relays every webhook from now on. */
function relay(adapter: SurgeAdapter): void {
  stops.push(relaySurgeWebhooks(backend, (payload) => adapter.receiveWebhook?.(payload), {accountId: ACCOUNT}));
}

function listen(adapter: SurgeAdapter): AdapterEvent[] {
  const heard: AdapterEvent[] = [];
  const subscription = adapter.subscribe?.((event) => heard.push(event));
  stops.push(() => subscription?.close());
  return heard;
}

const pathsSeen = () => seen.map(({method, url}) => `${method} ${url.replace(`${API}/accounts/${ACCOUNT}`, '')}`);
const textsOf = (messages: readonly Message[]) => messages.map(({text}) => text);
const phoneOf = ({participants}: Conversation) => participants[0]?.address;

async function threadWith(adapter: SurgeAdapter, phone: string): Promise<Conversation> {
  let cursor: Cursor | undefined;
  do {
    const page = await adapter.listConversations({...(cursor && {cursor})});
    const found = page.items.find((conversation) => phoneOf(conversation) === phone);
    if (found) return found;
    cursor = page.next;
  } while (cursor);
  throw new Error(`no thread with ${phone}`);
}

describe('the Surge adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => {
    stops.forEach((stop) => stop());
    stops = [];
    backend.close();
  });

  describe('conversations from messages', () => {
    it('groups them, with what the ids tell', async () => {
      const page = await connect().listConversations({});
      expect(pathsSeen()).to.deep.equal(['GET /messages']);
      expect(lastRequest().headers.get('authorization')).to.equal(`Bearer ${KEY}`);
      expect(page.items.map(phoneOf)).to.deep.equal([JANE, OMAR]);
      expect(page.incomplete).to.be.true;
      expect(page.next).to.equal(undefined);
      expect(page.items[0]?.lastMessage).to.deep.include({text: 'Thanks!', direction: 'unknown', at: minutesAgo(5)});
      expect(page.items[0]?.needsReply).to.equal(undefined);
      expect(page.items[0]?.participants[0]?.name).to.equal('Jane Smith');
      expect(page.items[0]?.ownEndpoint?.address).to.equal('+18015556789');
    });

    it('shows the first screen of a large account after one request, and looks on within its budget', async () => {
      const contacts = Array.from({length: 40}, (_, index) =>
        backend.addContact({firstName: 'Person', lastName: `${index}`, phone: `+1202555${1000 + index}`}),
      );
      contacts.forEach(({id}, index) =>
        backend.addThread({
          contactId: id,
          messages: Array.from({length: 500}, (_, line) => ({
            direction: 'inbound',
            text: `Line ${line}`,
            at: START - (index * 500 + line) * 1000,
          })),
        }),
      );
      const adapter = connect({pageSize: 50});
      const first = await adapter.listConversations({});
      expect(seen).to.have.length(1);
      expect(first.items).not.to.be.empty;
      expect(first.next).to.be.a('string');
      const second = await adapter.listConversations({cursor: first.next});
      expect(seen).to.have.length(1 + 5);
      expect(second.next).to.be.a('string');
      expect(second.incomplete).to.be.true;
    });

    it('asks nothing twice: what was met on the way is there when its thread is opened', async () => {
      const adapter = connect({pageSize: 1});
      const omar = await threadWith(adapter, OMAR);
      const before = seen.length;
      const page = await adapter.listMessages({conversationId: omar.id, limit: 1});
      expect(textsOf(page.messages)).to.deep.equal(['Yes, come by']);
      // The newest messages alone are looked at again.
      expect(pathsSeen().slice(before)).to.deep.equal(['GET /messages']);
    });

    it('finds what arrived meanwhile with one request, also across pages', async () => {
      const adapter = connect({pageSize: 2});
      const {id} = await threadWith(adapter, JANE);
      for (let count = 1; count <= 3; count++) backend.receive({phone: JANE, text: `News ${count}`});
      const before = seen.length;
      const {messages} = await adapter.listMessages({conversationId: id, limit: 1});
      expect(textsOf(messages)).to.include.members(['News 1', 'News 2', 'News 3', 'Thanks!']);
      expect(seen.length - before).to.equal(2);
    });

    it('starts over when more arrived than it looks through', async () => {
      const adapter = connect({pageSize: 2});
      const {id} = await threadWith(adapter, JANE);
      for (let count = 1; count <= 30; count++) {
        clock.advance(1000);
        backend.receive({phone: JANE, text: `News ${count}`});
      }
      let page = await adapter.listMessages({conversationId: id});
      let messages = page.messages;
      while (page.older) {
        page = await adapter.listMessages({conversationId: id, cursor: page.older});
        messages = [...page.messages, ...messages];
      }
      const news = Array.from({length: 30}, (_, index) => `News ${index + 1}`);
      expect(textsOf(messages)).to.deep.equal(['Your order is ready', 'Thanks!', ...news]);
    });

    it('spends no more than its budget on a quiet thread, and says where to look on', async () => {
      const adapter = connect({pageSize: 1}, {pagesPerCall: 2});
      const {id} = await threadWith(adapter, JANE);
      for (let count = 1; count <= 5; count++) backend.receive({phone: OMAR, text: `Chatter ${count}`});
      const fresh = connect({pageSize: 1}, {pagesPerCall: 2});
      seen.length = 0;
      const page = await fresh.listMessages({conversationId: id});
      expect(seen).to.have.length(2);
      expect(page.messages).to.deep.equal([]);
      expect(page.older).to.be.a('string');
    });

    it('finds the end of a list that begins with the oldest message, once', async () => {
      const adapter = connect({order: 'oldest-first', pageSize: 3});
      const first = await adapter.listConversations({});
      expect(first.items.map(phoneOf)).to.deep.equal([JANE]);
      const before = seen.length;
      backend.receive({phone: OMAR, text: 'One more thing'});
      const second = await adapter.listConversations({});
      expect(second.items.map(phoneOf)).to.deep.equal([OMAR, JANE]);
      expect(seen.length - before).to.equal(1);
    });

    it('calls a list broken whose own cursor is refused, and reads it once it is whole again', async () => {
      const adapter = connect({order: 'oldest-first', pageSize: 3}, {listOrder: 'oldest-first'});
      const broken = {data: [], pagination: {next_cursor: 'nonsense', previous_cursor: null}};
      worker.use(http.get(`${API}/accounts/:id/messages`, () => HttpResponse.json(broken), {once: true}));
      expect((await errorOf(adapter.listConversations({}))).kind).to.equal('decode');
      const {items} = await adapter.listConversations({});
      expect(items.map(phoneOf)).to.deep.equal([JANE]);
    });

    it('refuses cursors of another list', async () => {
      const adapter = connect({pageSize: 1});
      const {id} = await threadWith(adapter, JANE);
      const list = await adapter.listConversations({});
      const thread = await adapter.listMessages({conversationId: id, limit: 1});
      const errors = [
        await errorOf(adapter.listConversations({cursor: asCursor('x')})),
        await errorOf(adapter.listConversations({cursor: thread.older})),
        await errorOf(adapter.listMessages({conversationId: 'cnv_other', cursor: thread.older})),
        await errorOf(adapter.listMessages({conversationId: id, cursor: list.next})),
        await errorOf(adapter.listConversations({cursor: asCursor('{"place":"bm9uc2Vuc2U=","seen":[]}')})),
      ];
      expect(errors.map(({kind}) => kind)).to.deep.equal(errors.map(() => 'cursor-invalid'));
      expect(errors.at(-1)?.code).to.equal('invalid_pagination');
    });

    it('does not take something else for a list', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/accounts/:id/messages`, () => HttpResponse.json({data: null})));
      expect((await errorOf(adapter.listConversations({}))).kind).to.equal('decode');
    });

    it('looks one conversation up by its id', async () => {
      const {id} = await threadWith(connect(), OMAR);
      const found = await connect().getConversation?.(id);
      expect(found && phoneOf(found)).to.equal(OMAR);
      expect(found?.lastMessage?.text).to.equal('Yes, come by');
      const error = await errorOf(connect().getConversation?.('cnv_nobody') ?? Promise.resolve());
      expect(error.kind).to.equal('not-found');
    });

    it('reads names that did not come with the messages, once each, and says how many are left', async () => {
      const adapter = connect({contactNames: false});
      const heard = listen(adapter);
      await adapter.listConversations({});
      await waitUntil(() => heard.some((event) => event.type === 'details-progress' && event.remaining === 0));
      await waitUntil(() => heard.filter(({type}) => type === 'conversation-updated').length === 2);
      const page = await adapter.listConversations({});
      expect(page.items.map(({participants}) => participants[0]?.name)).to.deep.equal(['Jane Smith', 'Omar']);
      expect(seen.filter(({url}) => url.startsWith(`${API}/contacts/`))).to.have.length(2);
    });
  });

  describe('sending', () => {
    it('replies in the conversation, and knows it as outbound from then on', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const sent = await adapter.sendMessage({conversationId: id, text: 'See you!'});
      expect(lastRequest()).to.include({method: 'POST', url: `${API}/accounts/${ACCOUNT}/messages`});
      expect(lastRequest().headers.get('content-type')).to.equal('application/json');
      expect(await bodyOf(lastRequest())).to.deep.equal({conversation: {id}, body: 'See you!'});
      expect(sent).to.include({direction: 'outbound', status: 'accepted', at: START, atSource: 'id'});
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.include({id: sent.id, direction: 'outbound', status: 'accepted'});
      expect((await threadWith(adapter, JANE)).needsReply).to.deep.equal({value: false, source: 'derived'});
    });

    it('sends pictures and every option there is', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const sent = await adapter.sendMessage({
        conversationId: id,
        text: '',
        mediaUrls: ['https://files.example/a.png', 'https://files.example/b.pdf'],
        providerOptions: {linkShortening: 'disabled', metadata: {order: '17'}},
      });
      expect(await bodyOf(lastRequest())).to.deep.equal({
        conversation: {id},
        attachments: [{url: 'https://files.example/a.png'}, {url: 'https://files.example/b.pdf'}],
        settings: {link_shortening: 'disabled'},
        metadata: {order: '17'},
      });
      expect(sent.text).to.equal(null);
      expect(sent.attachments.map(({kind}) => kind)).to.deep.equal(['image', 'file']);
      expect(sent.metadata).to.deep.equal({order: '17'});
    });

    it('schedules a message, which is sent when its time comes', async () => {
      const adapter = connect({}, {webhooks: true});
      relay(adapter);
      const {id} = await threadWith(adapter, JANE);
      const sendAt = new Date(START + 3_600_000).toISOString();
      // The world's clock stands still in the past of this machine, so any time is near enough.
      const sent = await adapter.sendMessage({conversationId: id, text: 'Good night', providerOptions: {sendAt}});
      expect(await bodyOf(lastRequest())).to.deep.include({send_at: sendAt});
      expect(sent.status).to.equal('scheduled');
      clock.advance(3_700_000);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.include({id: sent.id, text: 'Good night', status: 'delivered'});
    });

    it('writes from another number in another thread', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const own = (await adapter.listOwnEndpoints?.()) ?? [];
      expect(own.map(({address, label}) => [address, label])).to.deep.equal([
        ['+18015556789', 'Shop'],
        ['+18015556790', 'Workshop'],
      ]);
      await adapter.sendMessage({conversationId: id, text: 'From the shop', ownEndpointId: own[0]?.id ?? ''});
      expect(await bodyOf(lastRequest())).to.deep.include({conversation: {id}});
      const sent = await adapter.sendMessage({
        conversationId: id,
        text: 'Workshop here',
        ownEndpointId: own[1]?.id ?? '',
      });
      expect(await bodyOf(lastRequest())).to.deep.include({
        conversation: {contact: {phone_number: JANE}, phone_number: own[1]?.id},
      });
      expect(sent.conversationId).not.to.equal(id);
    });

    const refused: readonly (readonly [string, Partial<OutgoingMessage>, string])[] = [
      ['nothing', {text: ' \n'}, 'body'],
      ['a picture that is not public', {mediaUrls: ['blob:https://page.example/1']}, 'attachments'],
      ['an option it does not have', {providerOptions: {normalizeText: true}}, 'normalizeText'],
      ['a time that is none', {providerOptions: {sendAt: 'tomorrow'}}, 'sendAt'],
      ['a time too far ahead', {providerOptions: {sendAt: '2999-01-01T00:00:00Z'}}, 'sendAt'],
      ['a switch that is none', {providerOptions: {linkShortening: true}}, 'linkShortening'],
      ['metadata that are no texts', {providerOptions: {metadata: {count: 4}}}, 'metadata'],
    ];
    for (const [what, message, field] of refused) {
      it(`refuses ${what} before anything leaves`, async () => {
        const adapter = connect();
        const {id} = await threadWith(adapter, JANE);
        seen.length = 0;
        const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Hi', ...message}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
        expect(seen).to.deep.equal([]);
      });
    }

    it('opens an archived thread again', async () => {
      const thread = backend.threadWithPhone(JANE);
      backend.setArchived(thread?.id ?? '', true);
      const adapter = connect({statusInAnswers: true}, {statusInAnswers: true});
      const heard = listen(adapter);
      const {id, status} = await threadWith(adapter, JANE);
      expect(status).to.equal('archived');
      await adapter.sendMessage({conversationId: id, text: 'Still there?'});
      const updated = heard.find((event) => event.type === 'conversation-updated');
      expect(updated?.conversation.status).to.equal('active');
      expect((await threadWith(adapter, JANE)).status).to.equal('active');
    });

    it('remembers a refusal for opt-out', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      backend.optOut(backend.threadWithPhone(JANE)?.id ?? '');
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Sale!'}));
      expect(error).to.include({kind: 'opted-out', status: 422, code: 'opted_out', outcomeUnknown: false});
      expect((await threadWith(adapter, JANE)).consent).to.deep.equal({state: 'opted-out', source: 'native'});
    });

    it('is in doubt when the answer names no message', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      worker.use(http.post(`${API}/accounts/:id/messages`, () => HttpResponse.json({ok: true})));
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Hi'}));
      expect(error).to.include({kind: 'decode', outcomeUnknown: true});
    });

    it('takes a message that fails later', async () => {
      const contact = backend.contactWithPhone(OMAR);
      if (contact) backend.addContact({...contact, textable: false});
      const adapter = connect({}, {webhooks: true});
      relay(adapter);
      const {id} = await threadWith(adapter, OMAR);
      await adapter.sendMessage({conversationId: id, text: 'Hello?'});
      clock.advance(10_000);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.deep.include({status: 'failed', failure: {code: 'invalid_mobile_number'}});
    });
  });

  describe('starting, contacts and metadata', () => {
    it('starts with a number, from a number', async () => {
      const adapter = connect();
      const form = await adapter.describeStart?.();
      expect(form).to.deep.include({
        recipientKinds: ['address', 'contact'],
        firstMessage: 'required',
        asksTitle: false,
      });
      expect(form?.recipients?.map(({name, address}) => [name, address])).to.deep.equal([
        ['Jane Smith', JANE],
        ['Omar', OMAR],
      ]);
      const recipient = {kind: 'address', value: '+18015550177'} as const;
      const started = await adapter.startConversation?.({recipient, text: 'Welcome', ownEndpointId: '+18015556790'});
      expect(await bodyOf(lastRequest())).to.deep.equal({to: '+18015550177', from: '+18015556790', body: 'Welcome'});
      expect(started && phoneOf(started)).to.equal('+18015550177');
      expect(started?.lastMessage).to.include({text: 'Welcome', direction: 'outbound'});
    });

    it('starts with a contact', async () => {
      const adapter = connect();
      const {id = ''} = await adapter.createContact({phone_number: '+18015550176', first_name: 'Lena'});
      await adapter.startConversation?.({recipient: {kind: 'contact', value: id}, text: 'Hello Lena'});
      expect(await bodyOf(lastRequest())).to.deep.equal({to: '+18015550176', body: 'Hello Lena'});
      expect((await threadWith(adapter, '+18015550176')).participants[0]?.name).to.equal('Lena');
    });

    it('refuses what Surge does not have, before anything leaves', async () => {
      const adapter = connect();
      const recipient = {kind: 'address', value: JANE} as const;
      const errors = [
        await errorOf(adapter.startConversation?.({recipient: {kind: 'group', value: 'g'}, text: 'x'}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient, text: 'x', title: 'Order'}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient, template: {id: 't', parameters: {}}}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient}) ?? never()),
        await errorOf(adapter.startConversation?.({recipient: {kind: 'address', value: ' '}, text: 'x'}) ?? never()),
      ];
      expect(errors.map(({field}) => field)).to.deep.equal(['recipient', 'title', 'template', 'body', 'recipient']);
      expect(seen).to.deep.equal([]);
    });

    it('changes metadata of the contact key by key, and sees a conflict', async () => {
      const adapter = connect();
      const {id, metadata = {}} = await threadWith(adapter, JANE);
      expect(metadata).to.deep.equal({customer: 'c-17'});
      const updated = await adapter.updateMetadata?.(id, {base: metadata, changes: {tier: 'gold'}});
      expect(updated?.metadata).to.deep.equal({customer: 'c-17', tier: 'gold'});
      expect(lastRequest().method).to.equal('PATCH');
      expect(await bodyOf(lastRequest())).to.deep.equal({
        phone_number: JANE,
        metadata: {customer: 'c-17', tier: 'gold'},
      });
      const late = adapter.updateMetadata?.(id, {base: metadata, changes: {tier: 'silver'}}) ?? never();
      const error = await errorOf(late);
      expect(error).to.deep.include({kind: 'conflict', field: 'tier', raw: {customer: 'c-17', tier: 'gold'}});
      const odd = adapter.updateMetadata?.(id, {base: metadata, changes: {visits: 4}}) ?? never();
      expect((await errorOf(odd)).kind).to.equal('validation');
    });

    it('tells about the contact', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const contact = await adapter.getContact?.(id);
      expect(contact).to.deep.include({name: 'Jane Smith', address: JANE, metadata: {customer: 'c-17'}});
    });
  });

  describe('webhooks', () => {
    it('tell direction, status and time, which the list then has too', async () => {
      const adapter = connect({}, {webhooks: true});
      const heard = listen(adapter);
      relay(adapter);
      const {id} = await threadWith(adapter, JANE);
      clock.advance(60_500);
      backend.receive({phone: JANE, text: 'Which floor?'});
      expect(heard.map(({type}) => type)).to.deep.equal(['message-created', 'conversation-updated']);
      const conversation = await threadWith(adapter, JANE);
      expect(conversation).to.deep.include({
        needsReply: {value: true, source: 'derived'},
        unread: {has: true, source: 'local'},
      });
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.map(({direction, atSource}) => [direction, atSource])).to.deep.equal([
        ['unknown', 'id'],
        ['unknown', 'id'],
        ['inbound', 'event'],
      ]);
      expect(messages.at(-1)).to.include({status: 'received', at: START + 60_000});
    });

    it('never move a status backwards, in whatever order they come', async () => {
      const adapter = connect({}, {webhooks: true});
      const {id} = await threadWith(adapter, JANE);
      const payloads: unknown[] = [];
      stops.push(relaySurgeWebhooks(backend, (payload) => payloads.push(payload)));
      const sent = await adapter.sendMessage({conversationId: id, text: 'On its way'});
      clock.advance(10_000);
      expect(payloads).to.have.length(2);
      for (const payload of [...payloads].reverse()) adapter.receiveWebhook?.(payload);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.at(-1)).to.include({id: sent.id, status: 'delivered', at: START, atSource: 'event'});
    });

    it('holds what an event said of a direction against what the id of a blast lets suppose', async () => {
      const adapter = connect();
      adapter.receiveWebhook?.(receivedSample);
      const {id, conversation} = receivedSample.data;
      const listed = {...messageSample, id, conversation, blast_id: 'bst_1'};
      const list = {data: [listed], pagination: {next_cursor: null, previous_cursor: null}};
      worker.use(http.get(`${API}/accounts/:id/messages`, () => HttpResponse.json(list)));
      const {messages} = await adapter.listMessages({conversationId: conversation.id});
      expect(messages.map(({direction, status}) => [direction, status])).to.deep.equal([['inbound', 'received']]);
    });

    it('are ignored when they are of another account', () => {
      const adapter = connect({}, {webhooks: true});
      expect(adapter.receiveWebhook?.({...receivedSample, account_id: 'acct_other'})).to.deep.equal([]);
      expect(adapter.receiveWebhook?.(receivedSample)).to.have.length(2);
    });

    it('opt the only thread of a contact out and in again', async () => {
      const adapter = connect({}, {webhooks: true});
      const heard = listen(adapter);
      relay(adapter);
      await threadWith(adapter, JANE);
      backend.receive({phone: JANE, text: 'STOP'});
      expect(heard[0]).to.have.nested.property('conversation.consent.state', 'opted-out');
      expect(heard.map(({type}) => type)).to.deep.equal([
        'conversation-updated',
        'message-created',
        'conversation-updated',
      ]);
      expect((await threadWith(adapter, JANE)).consent).to.deep.equal({
        state: 'opted-out',
        since: START,
        source: 'native',
      });
      backend.receive({phone: JANE, text: 'START'});
      expect((await threadWith(adapter, JANE)).consent).to.include({state: 'opted-in', source: 'native'});
    });

    it('make every thread of a contact suspect until a stop word tells which one', async () => {
      const adapter = connect({}, {webhooks: true});
      const heard = listen(adapter);
      const {id} = await threadWith(adapter, JANE);
      const own = (await adapter.listOwnEndpoints?.()) ?? [];
      const other = await adapter.sendMessage({conversationId: id, text: 'Hi', ownEndpointId: own[1]?.id ?? ''});
      heard.length = 0;
      stops.push(
        backend.subscribe((event) => {
          const [optOut, received] = surgeWebhooks(backend, event, {accountId: ACCOUNT});
          adapter.receiveWebhook?.(optOut);
          const states = heard.flatMap((news) => (news.type === 'conversation-updated' ? [news.conversation] : []));
          expect(states.map(({consent}) => consent.state)).to.deep.equal(['probably-opted-out', 'probably-opted-out']);
          adapter.receiveWebhook?.(received);
        }),
      );
      backend.receive({phone: JANE, text: 'stop', ownNumberId: 'own-1'});
      const conversations = (await adapter.listConversations({})).items;
      const consentIn = (wanted: string) => conversations.find((conversation) => conversation.id === wanted)?.consent;
      expect(consentIn(id)).to.deep.equal({state: 'opted-out', since: START, source: 'native'});
      expect(consentIn(other.conversationId)?.state).to.equal('unknown');
    });

    it('have the list read again when an opt-out is of nobody known', () => {
      const adapter = connect({}, {webhooks: true});
      const payload = {type: 'contact.opted_out', data: {id: 'ctc_unknown'}, account_id: ACCOUNT};
      expect(adapter.receiveWebhook?.(payload)).to.deep.equal([{type: 'conversations-invalidated'}]);
    });
  });

  describe('an account with nothing but what the document describes', () => {
    it('lists nothing, and grants nothing else', async () => {
      const adapter = connect({}, {documentedOnly: true});
      expect(adapter.capabilities).to.include({
        listConversations: 'none',
        messageHistory: 'local',
        contactDetails: 'none',
        editMetadata: 'none',
        chooseOwnEndpoint: 'none',
        sendText: 'native',
        liveUpdates: 'native',
      });
      expect(adapter).not.to.have.any.keys('getContact', 'updateMetadata', 'listOwnEndpoints');
      expect(await adapter.listConversations({})).to.deep.equal({items: [], incomplete: true});
      expect(await adapter.describeStart?.()).to.deep.include({recipientKinds: ['address']});
      expect(seen).to.deep.equal([]);
    });

    it('knows threads from events and sends', async () => {
      const adapter = connect({}, {documentedOnly: true});
      relay(adapter);
      backend.receive({phone: JANE, text: 'Hello?'});
      const [conversation] = (await adapter.listConversations({})).items;
      const id = conversation?.id ?? '';
      expect(conversation && phoneOf(conversation)).to.equal(JANE);
      await adapter.sendMessage({conversationId: id, text: 'Hi Jane'});
      clock.advance(10_000);
      const {messages} = await adapter.listMessages({conversationId: id});
      expect(messages.map(({text, direction, status}) => [text, direction, status])).to.deep.equal([
        ['Hello?', 'inbound', 'received'],
        ['Hi Jane', 'outbound', 'delivered'],
      ]);
      expect(pathsSeen()).to.deep.equal(['POST /messages']);
    });

    it('replies in a thread the page names', async () => {
      const {id} = await threadWith(connect(), OMAR);
      const adapter = connect({}, {documentedOnly: true});
      expect(await adapter.getConversation?.(id)).to.deep.include({id, status: 'unknown', participantsComplete: false});
      await adapter.sendMessage({conversationId: id, text: 'Hi Omar'});
      expect((await adapter.getConversation?.(id))?.participants[0]?.address).to.equal(OMAR);
    });
  });

  describe('trouble', () => {
    it('asks for a fresh key once after a 401', async () => {
      const asked: boolean[] = [];
      worker.use(...createSurgeHandlers(backend, {acceptKey: (key) => key === 'sk_fresh'}));
      const adapter = createSurgeAdapter({
        accountId: ACCOUNT,
        headers: ({refused}) => {
          asked.push(refused);
          return {authorization: `Bearer ${refused ? 'sk_fresh' : 'sk_stale'}`};
        },
      });
      expect((await adapter.listConversations({})).items).to.have.length(2);
      expect(asked).to.deep.equal([false, true]);
    });

    it('tells the refusals of the reference pages apart', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      const send = () => errorOf(adapter.sendMessage({conversationId: id, text: 'Hi'}));
      backend.setDefaultNumber(null);
      expect(await send()).to.include({kind: 'no-from-number', code: 'no_phone_number', status: 422});
      backend.setDefaultNumber('own-1');
      backend.setCredits(0);
      expect(await send()).to.include({kind: 'quota-exceeded', code: 'demo_message_limit', status: 403});
      const foreign = adapter.sendMessage({conversationId: id, text: 'Hi', ownEndpointId: 'pn_other'});
      expect(await errorOf(foreign)).to.include({kind: 'from-number-forbidden', code: 'phone_number_not_found'});
      const other = connect({}, {accountId: 'acct_other'});
      expect(await errorOf(other.listConversations({}))).to.include({kind: 'not-found', code: 'account_not_found'});
      const keyless = connect({}, {headers: () => ({})});
      expect(await errorOf(keyless.listConversations({}))).to.include({kind: 'unauthorized', code: 'missing_api_key'});
      const strange = adapter.startConversation?.({recipient: {kind: 'address', value: '5551234'}, text: 'Hi'});
      expect(await errorOf(strange ?? never())).to.include({kind: 'validation', field: 'to', status: 422});
    });

    it('says how long to wait, in both forms', async () => {
      for (const retryAfterAsDate of [false, true]) {
        const adapter = connect({retryAfterAsDate});
        backend.setFaults({rateLimit: {next: 1, retryAfter: 60_000}});
        const error = await errorOf(adapter.listConversations({}));
        expect(error.kind).to.equal('rate-limited');
        expect(error.retryAfter).to.be.within(58_000, 60_000);
      }
    });

    it('does not repeat a send whose answer was lost', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      seen.length = 0;
      backend.setFaults({loseAnswer: {next: 1}});
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'Once'}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
      expect(pathsSeen()).to.deep.equal(['POST /messages']);
    });

    it('sends nothing that was called off', async () => {
      const adapter = connect();
      const {id} = await threadWith(adapter, JANE);
      seen.length = 0;
      const signal = AbortSignal.abort();
      const error = await errorOf(adapter.sendMessage({conversationId: id, text: 'No'}, {signal}));
      expect(error).to.include({kind: 'aborted', outcomeUnknown: false});
      expect(seen).to.deep.equal([]);
    });

    it('has no key in errors', async () => {
      const adapter = connect({acceptKey: () => false});
      const error = await errorOf(adapter.listConversations({}));
      expect(JSON.stringify([error, error.message, error.stack, error.raw])).not.to.contain(KEY);
      expect(seen.some(({url}) => url.includes(KEY))).to.be.false;
    });

    it('keeps to its account, whatever the id is', async () => {
      const adapter = connect();
      const errors = ['..', '', '\ud800'].map((value) =>
        errorOf(adapter.startConversation?.({recipient: {kind: 'contact', value}, text: 'Hi'}) ?? never()),
      );
      expect((await Promise.all(errors)).map(({kind}) => kind)).to.deep.equal(['not-found', 'not-found', 'not-found']);
      expect(seen).to.deep.equal([]);
    });
  });
});

const never = (): Promise<never> => Promise.reject(new Error('the method is missing'));
