import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {MessagingAdapter, OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {can, type CapabilityName} from '../../../src/model/capabilities.js';
import {conversationTitle} from '../../../src/model/conversation.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import {createDigivaultAdapter, type DigivaultAdapterOptions} from '../../../src/providers/digivault/index.js';
import {
  addDigivaultExtras,
  createDigivaultHandlers,
  DigivaultGroups,
  digivaultWebhook,
  OWN_CONTACT,
  relayDigivaultWebhooks,
  type DigivaultMockOptions,
} from '../../../src/providers/digivault/mock.js';
import {errorOf, everythingIn} from '../../adapter/errors.js';
import {overHttp} from '../../adapter/over-http.js';

const API = 'https://api.digivault.com/v1';
const TOKEN = 'dv_live_4f9a2c7e.session';
const JANE = '+19195551234';
const OMAR = '+19195550100';
const FRANK = '1-800-759-3001';
const START = Date.UTC(2026, 2, 12, 15, 30);
const OLD = {created: Date.UTC(1991, 11, 8, 23), active: Date.UTC(1992, 4, 5, 22)};

const {worker, seen, lastRequest} = overHttp();

let clock: ManualClock;
let backend: Backend;
let groups: DigivaultGroups;

/** Jane wrote and was not read yet, Omar was answered, Frank was last heard of in 1992, Noor has no conversation. */
function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  groups = new DigivaultGroups(backend);
  backend.addOwnNumber({id: 'own-1', phone: '+18005550199', label: 'Shop'});
  const minutesAgo = (minutes: number) => START - minutes * 60_000;
  const add = (firstName: string, lastName: string, phone: string) => backend.addContact({firstName, lastName, phone});
  const frank = add('Frank', 'Old', FRANK);
  const jane = add('Jane', 'Smith', JANE);
  const omar = add('Omar', '', OMAR);
  add('Noor', 'New', '+12125550177');
  backend.addThread({
    contactId: frank.id,
    createdAt: OLD.created,
    messages: [{direction: 'inbound', text: 'Any tips for Barcelona?', at: OLD.active}],
  });
  backend.addThread({
    contactId: jane.id,
    unreadCount: 1,
    messages: [
      {direction: 'outbound', text: 'Just confirming', at: minutesAgo(75)},
      {direction: 'inbound', text: 'See you there!', at: minutesAgo(1)},
    ],
  });
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
}

function addGroup() {
  return groups.add({
    name: 'Saturday ride',
    description: 'Meet at nine',
    contactIds: [contactId(JANE), contactId(OMAR)],
    createdAt: START - 90_000,
    openedAt: START - 60_000,
    messages: [
      {contactId: contactId(JANE), text: 'Who is in?', at: START - 60_000},
      {text: 'We are', at: START - 50_000},
      {contactId: contactId(OMAR), text: 'Me too', at: START - 40_000},
    ],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
function connect(mock: DigivaultMockOptions = {}, options: DigivaultAdapterOptions = {}): MessagingAdapter {
  worker.use(...createDigivaultHandlers(backend, {groups, ...mock}));
  return createDigivaultAdapter({headers: () => ({authorization: `Bearer ${TOKEN}`}), ...options});
}

const contactId = (phone: string): string => backend.contactWithPhone(phone)?.id ?? '';
const threadId = (phone: string): string => backend.threadWithPhone(phone)?.id ?? '';
const storedTexts = (phone: string) => backend.messagesOf(threadId(phone)).map(({text}) => text);
const asked = () => seen.map(({method, url}) => `${method} ${url.slice(API.length)}`);

describe('the DigiVault adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('listing conversations', () => {
    it('gives names to all of them with one more request', async () => {
      const {items, next} = await connect().listConversations({});
      expect(asked()).to.deep.equal(['GET /conversations?limit=100', 'GET /contacts?limit=100']);
      expect(lastRequest().headers.get('authorization')).to.equal(`Bearer ${TOKEN}`);
      expect(items.map((item) => [conversationTitle(item), item.unread.has])).to.deep.equal([
        ['Jane Smith', true],
        ['Omar', false],
        ['Frank Old', false],
      ]);
      expect(items[2]).to.include({lastActivityAt: OLD.active, createdAt: OLD.created, channel: 'in-app'});
      expect(items[2]?.participants[0]?.address).to.equal(FRANK);
      expect(next).to.equal(undefined);
    });

    it('asks for single names where there are only a few', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const newcomer = backend.receive({phone: '+13035550123', text: 'Hi'});
      seen.length = 0;
      const {items} = await adapter.listConversations({});
      const id = backend.thread(newcomer.threadId)?.contactId;
      expect(asked()).to.deep.equal(['GET /conversations?limit=100', `GET /contacts/${id}`]);
      expect(items[0]?.participants[0]).to.deep.include({id, address: '+13035550123', name: '+13035550123'});
    });

    it('leaves archived conversations out unless asked', async () => {
      const adapter = connect();
      backend.setArchived(threadId(OMAR), true);
      expect((await adapter.listConversations({})).items).to.have.lengthOf(2);
      const {items} = await adapter.listConversations({includeArchived: true});
      expect(items.find(({id}) => id === threadId(OMAR))?.status).to.equal('archived');
    });

    it('does not take something else for a list', async () => {
      const adapter = connect();
      for (const body of [[], {}, {data: {}}, {conversations: []}, 'x', null]) {
        worker.use(http.get(`${API}/conversations`, () => HttpResponse.json(body)));
        expect((await errorOf(adapter.listConversations({}))).kind, JSON.stringify(body)).to.equal('decode');
      }
    });

    it('goes on without names when they cannot be read', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/contacts`, () => HttpResponse.error()));
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const {items} = await adapter.listConversations({});
      expect(items.map(conversationTitle)).to.deep.equal([undefined, undefined, undefined]);
      expect(events).to.deep.equal([
        {type: 'details-progress', remaining: 3},
        {type: 'details-progress', remaining: 0},
      ]);
      worker.resetHandlers();
      worker.use(...createDigivaultHandlers(backend));
      await adapter.listConversations({});
      expect(events.at(-1)).to.deep.equal({type: 'details-progress', remaining: 0});
      subscription?.close();
    });

    it('tells names that arrive after the list', async () => {
      const adapter = connect({}, {namesWithin: 0, previews: 0});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const {items} = await adapter.listConversations({});
      expect(items.map(conversationTitle)).to.deep.equal([undefined, undefined, undefined]);
      const titles = () =>
        events.flatMap((event) =>
          event.type === 'conversation-updated' ? [conversationTitle(event.conversation)] : [],
        );
      await waitUntil(() => titles().length === 3);
      expect(titles()).to.have.members(['Jane Smith', 'Omar', 'Frank Old']);
      subscription?.close();
    });

    it('looks up the conversation on screen first, by a request of its own', async () => {
      for (let index = 0; index < 5; index++) backend.receive({phone: `+1303555010${index}`, text: 'Hi'});
      const adapter = connect({forbidden: ['contact-list']}, {namesWithin: 0});
      const remaining: number[] = [];
      const subscription = adapter.subscribe?.((event) => {
        if (event.type === 'details-progress') remaining.push(event.remaining);
      });
      await adapter.listConversations({});
      subscription?.watch(threadId(FRANK));
      await waitUntil(() => remaining.at(-1) === 0);
      const names = asked().filter((line) => line.startsWith('GET /contacts/'));
      expect(names).to.have.lengthOf(8);
      expect(names.slice(0, 2)).to.include(`GET /contacts/${contactId(FRANK)}`);
      subscription?.close();
    });
  });

  describe('reading messages', () => {
    it('gives them oldest first, with who wrote them and whether they were read', async () => {
      const {messages, older} = await connect().listMessages({conversationId: threadId(OMAR)});
      expect(asked()).to.deep.equal([
        `GET /conversations/${threadId(OMAR)}`,
        `GET /messages?conversation_id=${threadId(OMAR)}&limit=50`,
      ]);
      expect(messages.map(({text, direction, status}) => [text, direction, status])).to.deep.equal([
        ['Is it ready?', 'inbound', 'received'],
        ['Yes, come by', 'outbound', 'sent'],
      ]);
      expect(messages[0]?.sender).to.include({id: contactId(OMAR), role: 'contact'});
      expect(messages[1]?.sender).to.include({role: 'self'});
      expect(older).to.equal(undefined);
      backend.receive({phone: OMAR, text: 'Thanks'});
      const again = await connect().listMessages({conversationId: threadId(OMAR)});
      expect(again.messages[1]).to.include({status: 'read', readAt: START});
    });

    it('asks for no more than 100 and no less than 1', async () => {
      const adapter = connect({}, {pageSize: 80});
      for (const [limit, expected] of [
        [1000, 100],
        [0, 1],
        [2.7, 2],
        [undefined, 80],
      ] as const) {
        await adapter.listMessages({conversationId: threadId(OMAR), limit});
        expect(new URL(lastRequest().url).searchParams.get('limit'), String(limit)).to.equal(String(expected));
      }
    });

    it('encodes ids, and asks nothing about what cannot be one', async () => {
      const adapter = connect();
      expect((await errorOf(adapter.getConversation?.('a/b?c')))?.kind).to.equal('not-found');
      expect(asked()).to.deep.equal(['GET /conversations/a%2Fb%3Fc']);
      seen.length = 0;
      for (const id of ['', '.', '..', 'a\ud800']) {
        expect((await errorOf(adapter.listMessages({conversationId: id}))).kind, id).to.equal('not-found');
        expect((await errorOf(adapter.deleteConversation?.(id))).kind, id).to.equal('not-found');
      }
      expect(seen).to.deep.equal([]);
    });
  });

  describe('groups', () => {
    it('have their name and members, and ours are theirs until we are known', async () => {
      const group = addGroup();
      const adapter = connect();
      const conversation = (await adapter.listConversations({})).items[0];
      expect(conversation).to.include({id: group.conversationId, kind: 'group', title: 'Saturday ride'});
      expect(conversation?.participants.map(({name}) => name)).to.deep.equal(['Jane Smith', 'Omar']);
      expect(conversation?.unread.has).to.equal(true);

      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const directions = async () => {
        const {messages} = await adapter.listMessages({conversationId: group.conversationId});
        return messages.map(({direction}) => direction);
      };
      expect(await directions()).to.deep.equal(['inbound', 'inbound', 'inbound']);
      const sent = await adapter.sendMessage({conversationId: group.conversationId, text: 'On our way'});
      expect(sent).to.include({direction: 'outbound', status: 'sent'});
      expect(events).to.deep.equal([{type: 'messages-invalidated', conversationId: group.conversationId}]);
      expect(await directions()).to.deep.equal(['inbound', 'outbound', 'inbound', 'outbound']);
      subscription?.close();
    });

    it('know us at once when they are told who we are', async () => {
      const {conversationId} = addGroup();
      const adapter = connect({members: 'contact'}, {ownContactId: 'ownContact000001'});
      const {messages} = await adapter.listMessages({conversationId});
      expect(messages.map(({direction}) => direction)).to.deep.equal(['inbound', 'outbound', 'inbound']);
      const {participants} = (await adapter.getConversation?.(conversationId)) ?? {};
      expect(participants?.map(({address}) => address)).to.deep.equal([JANE, OMAR]);
    });

    it('come with the demonstration, and so does a conversation of long ago', async () => {
      const adapter = connect({groups: addDigivaultExtras(backend)}, {ownContactId: OWN_CONTACT.id});
      const {items} = await adapter.listConversations({});
      const ride = items.find(({kind}) => kind === 'group');
      expect(ride).to.include({title: 'Saturday ride'});
      expect(ride?.participants).to.have.lengthOf(3);
      expect(ride?.unread.has).to.equal(true);
      const {messages} = await adapter.listMessages({conversationId: ride?.id ?? ''});
      expect(messages.map(({direction}) => direction)).to.deep.equal(['outbound', 'inbound', 'inbound']);
      const old = items.find((conversation) => conversationTitle(conversation) === 'Frank Fairchild');
      expect(old).to.include({createdAt: OLD.created, lastActivityAt: OLD.active});
    });

    it('tell more about themselves', async () => {
      const {id, conversationId} = addGroup();
      const details = await connect().getContact?.(conversationId);
      expect(details).to.deep.include({id, name: 'Saturday ride', notes: 'Meet at nine'});
    });

    it('can be archived and deleted', async () => {
      const {conversationId} = addGroup();
      const adapter = connect();
      expect((await adapter.setArchived?.(conversationId, true))?.status).to.equal('archived');
      expect((await adapter.setArchived?.(conversationId, false))?.status).to.equal('active');
      await adapter.deleteConversation?.(conversationId);
      expect((await errorOf(adapter.listMessages({conversationId}))).kind).to.equal('not-found');
    });
  });

  describe('sending', () => {
    it('posts conversation and text, and nothing else', async () => {
      const sent = await connect().sendMessage({conversationId: threadId(JANE), text: 'See you!'});
      expect(asked()).to.deep.equal(['POST /messages']);
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({
        conversation_id: threadId(JANE),
        message: 'See you!',
      });
      expect(sent).to.include({direction: 'outbound', text: 'See you!', status: 'sent', at: START});
      expect(storedTexts(JANE).at(-1)).to.equal('See you!');
    });

    it('posts attachments as addresses, or however it is told', async () => {
      const mediaUrls = ['https://files.example/a.png', 'https://files.example/b.pdf'];
      const message = {conversationId: threadId(JANE), text: 'Look', mediaUrls};
      const sent = await connect().sendMessage(message);
      expect(JSON.parse(await lastRequest().body)).to.deep.include({attachments: mediaUrls});
      expect(sent.attachments.map(({url, kind}) => [url, kind])).to.deep.equal([
        [mediaUrls[0], 'image'],
        [mediaUrls[1], 'file'],
      ]);
      const other = connect({attachments: 'object'}, {attachmentToWire: (url) => ({url})});
      expect((await other.sendMessage(message)).attachments.map(({url}) => url)).to.deep.equal(mediaUrls);
      expect(JSON.parse(await lastRequest().body)).to.deep.include({attachments: mediaUrls.map((url) => ({url}))});
    });

    const refused: readonly (readonly [string, Partial<OutgoingMessage>, string])[] = [
      ['an empty text', {text: ' \n'}, 'message'],
      ['a picture without text', {text: '', mediaUrls: ['https://files.example/a.png']}, 'message'],
      ['a picture that is not public', {mediaUrls: ['blob:https://page.example/1']}, 'attachments'],
      ['eleven pictures', {mediaUrls: Array<string>(11).fill('https://files.example/a.png')}, 'attachments'],
      ['a number to send from', {ownEndpointId: 'own-1'}, 'ownEndpointId'],
      ['an option of another provider', {providerOptions: {forceRoute: 'SMS'}}, 'forceRoute'],
    ];
    for (const [name, change, field] of refused) {
      it(`refuses ${name} before anything leaves`, async () => {
        const error = await errorOf(connect().sendMessage({conversationId: threadId(JANE), text: 'Hi', ...change}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
        expect(seen).to.deep.equal([]);
      });
    }

    for (const body of [{}, [], {message: 'Hi'}, {id: ''}]) {
      it(`does not know whether it was sent when the answer is ${JSON.stringify(body)}`, async () => {
        const adapter = connect();
        worker.use(http.post(`${API}/messages`, () => HttpResponse.json(body)));
        const error = await errorOf(adapter.sendMessage({conversationId: threadId(JANE), text: 'Hi'}));
        expect(error).to.include({kind: 'decode', outcomeUnknown: true});
        expect(error.raw).to.deep.equal(body);
      });
    }

    it('passes on why a message is not taken', async () => {
      backend.optOut(threadId(JANE));
      const error = await errorOf(connect().sendMessage({conversationId: threadId(JANE), text: 'Hi'}));
      expect(error).to.include({kind: 'validation', status: 422, code: 'validation_error', field: 'message'});
      expect(error.message).to.contain('opted out');
    });

    it('is not repeated when its answer is lost or the server breaks', async () => {
      const adapter = connect();
      for (const [fault, kind] of [
        [{loseAnswer: {next: 1}}, 'network'],
        [{serverError: {next: 1, processed: true}}, 'server'],
      ] as const) {
        seen.length = 0;
        backend.setFaults(fault);
        const error = await errorOf(adapter.sendMessage({conversationId: threadId(JANE), text: `Once, ${kind}`}));
        expect(error).to.include({kind, outcomeUnknown: true});
        expect(seen).to.have.lengthOf(1);
        expect(storedTexts(JANE).filter((text) => text === `Once, ${kind}`)).to.have.lengthOf(1);
      }
    });
  });

  describe('managing conversations', () => {
    it('archives with the time of it, in seconds, and takes back with null', async () => {
      const adapter = connect({}, {clock});
      const archived = await adapter.setArchived?.(threadId(OMAR), true);
      expect(asked()).to.deep.equal([`PUT /conversations/${threadId(OMAR)}`]);
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({archived_at: START / 1000});
      expect(archived?.status).to.equal('archived');
      expect(backend.thread(threadId(OMAR))?.archived).to.equal(true);
      const back = await adapter.setArchived?.(threadId(OMAR), false);
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({archived_at: null});
      expect(back?.status).to.equal('active');
    });

    for (const deleteWithoutBody of [false, true]) {
      it(`deletes for ever, whatever the answer holds (${deleteWithoutBody ? 204 : 200})`, async () => {
        const id = threadId(OMAR);
        const adapter = connect({deleteWithoutBody});
        await adapter.deleteConversation?.(id);
        expect(asked()).to.deep.equal([`DELETE /conversations/${id}`]);
        expect(backend.thread(id)).to.equal(undefined);
        expect((await errorOf(adapter.listMessages({conversationId: id}))).kind).to.equal('not-found');
        expect((await adapter.listConversations({})).items).to.have.lengthOf(2);
      });
    }

    it('says so when a conversation was not deleted', async () => {
      const adapter = connect();
      const id = threadId(OMAR);
      worker.use(http.delete(`${API}/conversations/${id}`, () => HttpResponse.json({id, deleted: false})));
      expect((await errorOf(adapter.deleteConversation?.(id))).kind).to.equal('conflict');
      expect((await errorOf(adapter.deleteConversation?.('nobody'))).kind).to.equal('not-found');
    });

    it('offers contacts and groups to begin with', async () => {
      const group = addGroup();
      const form = await connect().describeStart?.();
      expect(form).to.include({firstMessage: 'none', asksTitle: false});
      expect(form?.recipientKinds).to.deep.equal(['contact', 'group']);
      expect(form?.recipients).to.deep.include({
        id: contactId('+12125550177'),
        kind: 'contact',
        name: 'Noor New',
        address: '+12125550177',
      });
      expect(form?.recipients).to.deep.include({id: group.id, kind: 'group', name: 'Saturday ride'});
      const without = await connect({forbidden: ['groups']}).describeStart?.();
      expect(without?.recipientKinds).to.deep.equal(['contact']);
    });

    it('begins one with a contact', async () => {
      const adapter = connect();
      const id = contactId('+12125550177');
      const started = await adapter.startConversation?.({recipient: {kind: 'contact', value: id}});
      const post = seen.find(({method}) => method === 'POST');
      expect(JSON.parse((await post?.body) ?? '')).to.deep.equal({contact_id: id});
      expect(started).to.include({id: threadId('+12125550177'), status: 'active'});
      expect(started && conversationTitle(started)).to.equal('Noor New');
      expect(started?.unread.has).to.equal(false);
    });

    for (const refuseExisting of [false, true]) {
      it(`opens the conversation a contact already has, ${refuseExisting ? 'which must be' : 'rather'} than make it again`, async () => {
        const adapter = connect({refuseExisting});
        await adapter.describeStart?.();
        seen.length = 0;
        const started = await adapter.startConversation?.({recipient: {kind: 'contact', value: contactId(JANE)}});
        expect(started?.id).to.equal(threadId(JANE));
        expect(asked()).to.deep.equal([`GET /conversations/${threadId(JANE)}`]);
      });
    }

    it('begins a new one when the old one was deleted', async () => {
      const adapter = connect();
      await adapter.describeStart?.();
      const old = threadId(JANE);
      await adapter.deleteConversation?.(old);
      const started = await adapter.startConversation?.({recipient: {kind: 'contact', value: contactId(JANE)}});
      expect(started?.id).to.equal(threadId(JANE));
      expect(started?.id).not.to.equal(old);
    });

    it('begins none with a number, a first message or somebody who is not there', async () => {
      const adapter = connect();
      const start = (recipient: {kind: 'address' | 'contact' | 'group'; value: string}, more = {}) =>
        errorOf(adapter.startConversation?.({recipient, ...more}));
      expect((await start({kind: 'address', value: JANE})).kind).to.equal('unsupported');
      expect((await start({kind: 'contact', value: contactId(JANE)}, {text: 'Hi'})).kind).to.equal('unsupported');
      expect(seen).to.deep.equal([]);
      expect((await start({kind: 'contact', value: 'nobody'})).kind).to.equal('contact-not-found');
      expect((await start({kind: 'group', value: 'nobody'})).kind).to.equal('contact-not-found');
    });

    it('tells more about a contact, as it is now', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const contact = backend.contactWithPhone(JANE);
      if (contact) backend.addContact({...contact, lastName: 'Jones'});
      const details = await adapter.getContact?.(threadId(JANE));
      expect(details).to.deep.include({name: 'Jane Jones', address: JANE});
      const [event] = events;
      expect(event?.type === 'conversation-updated' && conversationTitle(event.conversation)).to.equal('Jane Jones');
      subscription?.close();
    });
  });

  describe('errors', () => {
    const answers: readonly (readonly [number, string, Partial<ConversationError>])[] = [
      [400, 'invalid_request', {kind: 'validation'}],
      [401, 'authentication_error', {kind: 'unauthorized', nextAction: 'sign-in'}],
      [403, 'permission_error', {kind: 'forbidden', nextAction: 'ask-administrator'}],
      [404, 'not_found_error', {kind: 'not-found'}],
      [422, 'validation_error', {kind: 'validation'}],
      [500, 'api_error', {kind: 'server'}],
      [503, 'api_error', {kind: 'server'}],
    ];
    for (const [status, type, expected] of answers) {
      it(`reports ${status} ${type} as ${expected.kind}`, async () => {
        const adapter = connect();
        const refusal = () => HttpResponse.json({type, message: 'No, because.'}, {status});
        worker.use(http.all(`${API}/*`, refusal));
        const outcomeUnknown = status >= 500;
        const reading = await errorOf(adapter.listConversations({}));
        expect(reading).to.include({...expected, status, code: type, message: 'No, because.', outcomeUnknown: false});
        const sending = await errorOf(adapter.sendMessage({conversationId: threadId(JANE), text: 'Hi'}));
        expect(sending).to.include({...expected, status, code: type, outcomeUnknown});
      });
    }

    it('tells how long to wait, said in the header, as a date, or in the body', async () => {
      const message = {conversationId: threadId(JANE), text: 'Hello'};
      backend.setFaults({rateLimit: {next: 2, retryAfter: 3000}});
      const seconds = await errorOf(connect().sendMessage(message));
      expect(seconds).to.include({kind: 'rate-limited', status: 429, retryAfter: 3000, outcomeUnknown: false});
      const date = await errorOf(connect({retryAfterAsDate: true}).sendMessage(message));
      expect(date.retryAfter).to.be.within(500, 3000);
      const hidden = connect();
      const body = {type: 'rate_limit_error', message: 'Too many requests. Please slow down.', retry_after: 60};
      worker.use(http.post(`${API}/messages`, () => HttpResponse.json(body, {status: 429})));
      expect((await errorOf(hidden.sendMessage(message))).retryAfter).to.equal(60_000);
      expect(storedTexts(JANE)).not.to.include('Hello');
    });

    it('asks the supplier once for a fresh token and repeats once', async () => {
      const refusals: boolean[] = [];
      const headers: HeaderSupplier = async ({refused}) => {
        refusals.push(refused);
        return {authorization: `Bearer ${refused ? 'fresh-token' : TOKEN}`};
      };
      const adapter = connect({acceptAuthorization: (header) => header === 'Bearer fresh-token'}, {headers});
      await adapter.sendMessage({conversationId: threadId(JANE), text: 'Once only'});
      expect(refusals).to.deep.equal([false, true]);
      expect(seen.map(({headers: sent}) => sent.get('authorization'))).to.deep.equal([
        `Bearer ${TOKEN}`,
        'Bearer fresh-token',
      ]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('puts no token into any error or address', async () => {
      const adapter = connect();
      const echo = ({request}: {readonly request: Request}) =>
        HttpResponse.json({type: 'api_error', message: request.headers.get('authorization')}, {status: 400});
      worker.use(http.all(`${API}/*`, echo));
      const works = [
        () => adapter.listConversations({}),
        () => adapter.sendMessage({conversationId: threadId(JANE), text: 'Hi'}),
        () => adapter.deleteConversation?.(threadId(JANE)),
      ];
      for (const work of works) expect(everythingIn(await errorOf(work()))).not.to.contain(TOKEN);
      expect(seen.map(({url}) => url).join()).not.to.contain(TOKEN);
      expect(adapter.id).not.to.contain(TOKEN);
    });

    it('can be called off', async () => {
      const adapter = connect();
      backend.setFaults({latency: {minimum: 60_000, maximum: 60_000}});
      const controller = new AbortController();
      const work = errorOf(adapter.listConversations({}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect((await work).kind).to.equal('aborted');
    });

    it('can be called off while names are awaited', async () => {
      const adapter = connect();
      const controller = new AbortController();
      worker.use(
        http.get(`${API}/contacts`, async () => {
          controller.abort();
          return HttpResponse.json({has_more: false, data: []});
        }),
      );
      const error = await errorOf(adapter.listConversations({}, {signal: controller.signal}));
      expect(error.kind).to.equal('aborted');
    });
  });

  describe('webhooks', () => {
    it('are told to whoever listens, once each, with names and directions', async () => {
      const {id, conversationId} = addGroup();
      const adapter = connect();
      await adapter.listConversations({});
      const events: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => events.push(event));
      const payloads: unknown[] = [];
      const stop = relayDigivaultWebhooks(backend, (payload) => payloads.push(payload), {groups});
      backend.receive({phone: JANE, text: 'Running late'});
      groups.say(id, 'Wait for me', contactId(OMAR));
      backend.setArchived(threadId(OMAR), true);
      stop();
      backend.receive({phone: JANE, text: 'Unheard'});
      for (const payload of [...payloads, ...payloads]) adapter.receiveWebhook?.(payload);
      subscription?.close();

      const messages = events.flatMap((event) => (event.type === 'message-created' ? [event.message] : []));
      expect(messages.map(({text, direction, conversationId: of}) => [text, direction, of])).to.deep.equal([
        ['Running late', 'inbound', threadId(JANE)],
        ['Wait for me', 'inbound', conversationId],
      ]);
      const updates = events.flatMap((event) => (event.type === 'conversation-updated' ? [event.conversation] : []));
      expect(updates.map((conversation) => [conversationTitle(conversation), conversation.status])).to.deep.equal([
        ['Jane Smith', 'active'],
        ['Saturday ride', 'active'],
        ['Omar', 'archived'],
      ]);
      expect(updates[0]).to.deep.include({
        lastActivityAt: START,
        unread: {has: true, since: START - 75 * 60_000, source: 'derived'},
      });
    });

    it('tell that the contact has read what it answers', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const told: AdapterEvent[] = [];
      const stop = relayDigivaultWebhooks(backend, (payload) =>
        told.push(...(adapter.receiveWebhook?.(payload) ?? [])),
      );
      backend.receive({phone: OMAR, text: 'Great'});
      stop();
      expect(told.map(({type}) => type)).to.deep.equal(['message-created', 'conversation-updated', 'message-updated']);
      expect(told[2]).to.have.nested.property('message.text', 'Yes, come by');
      expect(told[2]).to.have.nested.property('message.status', 'read');
    });

    it('keep the address book up to date', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const tell = (type: Parameters<typeof digivaultWebhook>[0], object: unknown, id: string) =>
        adapter.receiveWebhook?.(digivaultWebhook(type, object, {id, createdAt: START})) ?? [];
      const id = contactId(JANE);
      const [renamed] = tell('contact.updated', {id, username: 'jane', display_name: 'Jane Jones'}, 'w1');
      expect(renamed?.type === 'conversation-updated' && conversationTitle(renamed.conversation)).to.equal(
        'Jane Jones',
      );
      const listed = (await adapter.listConversations({})).items[0];
      expect(listed && conversationTitle(listed)).to.equal('Jane Jones');
      expect(tell('contact.deleted', {id, deleted: true}, 'w2')).to.deep.equal([{type: 'conversations-invalidated'}]);
      expect(tell('conversation.message.created', {id: 'm', conversation_id: 'unknown'}, 'w3')[1]).to.deep.equal({
        type: 'conversations-invalidated',
      });
      const removed = tell('conversation.deleted', {id: threadId(OMAR), deleted: true}, 'w4');
      expect(removed).to.deep.equal([{type: 'conversation-removed', conversationId: threadId(OMAR)}]);
      const own = {id: 'm2', conversation_id: threadId(JANE), contact: {id: 'me'}, created_at: START / 1000};
      expect(tell('conversation.message.created', own, 'w5')).to.have.lengthOf(1);
    });

    it('read a group again when its members change', async () => {
      const {id} = addGroup();
      const adapter = connect();
      await adapter.listConversations({});
      const told: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => told.push(event));
      const payload = (type: 'group.member_added' | 'group.updated', object: unknown) =>
        digivaultWebhook(type, object, {id: `w-${type}-${JSON.stringify(object).length}`, createdAt: START});
      seen.length = 0;
      adapter.receiveWebhook?.(payload('group.member_added', {group_id: id, contact_id: contactId(FRANK)}));
      await waitUntil(() => told.some(({type}) => type === 'conversation-updated'));
      expect(asked()).to.deep.equal([`GET /groups/${id}`]);
      const whole = {id, name: 'Sunday ride', members: [contactId(FRANK)]};
      const [event] = adapter.receiveWebhook?.(payload('group.member_added', whole)) ?? [];
      expect(event).to.have.nested.property('conversation.title', 'Sunday ride');
      expect(event).to.have.nested.property('conversation.participants[0].name', 'Frank Old');
      subscription?.close();
    });
  });

  describe('what it offers', () => {
    it('offers what the document has, and says what is worked out', () => {
      const {capabilities, id, name} = connect();
      const offered = (Object.keys(capabilities) as (keyof typeof capabilities)[])
        .filter((key): key is CapabilityName => key !== 'maximumAttachments')
        .filter((key) => can(capabilities, key));
      expect(offered).to.have.members([
        'listConversations',
        'filterUnread',
        'searchConversations',
        'includeArchived',
        'markRead',
        'messageHistory',
        'messageDirections',
        'newerMessages',
        'messagesAround',
        'readReceipts',
        'sendText',
        'sendMedia',
        'startConversation',
        'archiveConversation',
        'deleteConversation',
        'contactDetails',
        'liveUpdates',
      ]);
      expect(capabilities).to.include({filterUnread: 'derived', markRead: 'local', liveUpdates: 'derived'});
      expect({id, name}).to.deep.equal({id: 'digivault:https://api.digivault.com', name: 'DigiVault'});
    });

    it('looks for news at the intervals it was given', async () => {
      const events: AdapterEvent[] = [];
      const adapter = connect({}, {polling: {conversations: 10, messages: 5}});
      const subscription = adapter.subscribe?.((event) => events.push(event));
      subscription?.watch(threadId(JANE));
      subscription?.setPollMode('idle');
      subscription?.setPollMode('active');
      await waitUntil(() => events.some(({type}) => type === 'conversations-invalidated'));
      await waitUntil(() => events.some(({type}) => type === 'messages-invalidated'));
      subscription?.close();
      expect(seen).to.deep.equal([]);
    });
  });

  describe('the mock', () => {
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${API}${path}`, {...init, headers: {authorization: `Bearer ${TOKEN}`, ...init.headers}});
    const write = (method: string, path: string, body?: unknown) =>
      ask(path, {method, ...(body !== undefined && {body: typeof body === 'string' ? body : JSON.stringify(body)})});
    const read = async (response: Response) => (await response.json()) as Readonly<Record<string, unknown>>;

    it('lets in Bearer and Basic, and nobody else', async () => {
      connect();
      for (const authorization of [`Bearer ${TOKEN}`, 'Basic dXNlcjpwYXNz']) {
        expect((await ask('/conversations', {headers: {authorization}})).status, authorization).to.equal(200);
      }
      for (const authorization of ['', 'Bearer', 'Digest x', 'Bearer a b']) {
        const response = await ask('/conversations', {headers: {authorization}});
        expect(response.status, authorization).to.equal(401);
        expect(await read(response)).to.include({type: 'authentication_error'});
      }
    });

    it('lists ten by default and a hundred at most', async () => {
      connect();
      for (let index = 0; index < 20; index++) backend.receive({phone: `+1303555${1000 + index}`, text: 'Hi'});
      const page = await read(await ask('/conversations'));
      expect(page['has_more']).to.equal(true);
      expect(page['data']).to.have.lengthOf(10);
      for (const limit of ['0', '101', '-1', '1.5', 'ten', '']) {
        expect((await ask(`/conversations?limit=${limit}`)).status, limit).to.equal(400);
      }
      expect((await ask('/conversations?limit=100')).status).to.equal(200);
    });

    it('pages in both directions by ids that it knows', async () => {
      connect();
      const [frank, jane, omar] = [threadId(FRANK), threadId(JANE), threadId(OMAR)];
      const idsAt = async (query: string) => {
        const {data, has_more} = (await (await ask(`/conversations?${query}`)).json()) as {
          data: {id: string}[];
          has_more: boolean;
        };
        return [has_more, ...data.map(({id}) => id)];
      };
      expect(await idsAt('limit=1')).to.deep.equal([true, frank]);
      expect(await idsAt(`limit=1&starting_after=${frank}`)).to.deep.equal([true, jane]);
      expect(await idsAt(`starting_after=${jane}`)).to.deep.equal([false, omar]);
      expect(await idsAt(`ending_before=${omar}&limit=1`)).to.deep.equal([true, jane]);
      expect(await idsAt(`ending_before=${omar}`)).to.deep.equal([false, frank, jane]);
      for (const query of ['starting_after=x', 'ending_before=x', `starting_after=${jane}&ending_before=${jane}`]) {
        const response = await ask(`/conversations?${query}`);
        expect(response.status, query).to.equal(400);
        expect(await read(response)).to.include({type: 'invalid_request'});
      }
      connect({inclusiveCursors: true});
      expect(await idsAt(`limit=1&starting_after=${jane}`)).to.deep.equal([true, jane]);
      expect(await idsAt(`ending_before=${frank}`)).to.deep.equal([false, frank]);
    });

    it('writes seconds, and null for never', async () => {
      connect();
      const conversation = await read(await ask(`/conversations/${threadId(FRANK)}`));
      expect(conversation).to.deep.equal({
        id: threadId(FRANK),
        contact_id: contactId(FRANK),
        group_id: null,
        last_active_at: 705103200,
        last_opened_at: 705103200,
        created_at: 692233200,
        archived_at: null,
      });
      const made = await write('POST', '/conversations', {contact_id: contactId('+12125550177')});
      expect(made.status).to.equal(201);
      expect(await read(made)).to.include({last_active_at: null, last_opened_at: null, created_at: START / 1000});
      const again = await write('POST', '/conversations', {contact_id: contactId('+12125550177')});
      expect(again.status).to.equal(200);
    });

    it('checks what is written', async () => {
      addGroup();
      connect({rateLimit: false});
      const conversation = `/conversations/${threadId(JANE)}`;
      const id = threadId(JANE);
      const table: readonly (readonly [string, string, unknown, number, string])[] = [
        ['POST', '/conversations', {}, 400, 'invalid_request'],
        ['POST', '/conversations', {contact_id: 'a', group_id: 'b'}, 400, 'invalid_request'],
        ['POST', '/conversations', {contact_id: 5}, 422, 'validation_error'],
        ['POST', '/conversations', {contact_id: 'a', title: 'b'}, 422, 'validation_error'],
        ['POST', '/conversations', {group_id: 'nobody'}, 404, 'not_found_error'],
        ['POST', '/conversations', 'not json', 400, 'invalid_request'],
        ['POST', '/conversations', [], 400, 'invalid_request'],
        ['PUT', conversation, {archived_at: 'now'}, 422, 'validation_error'],
        ['PUT', conversation, {archived_at: 1.5}, 422, 'validation_error'],
        ['PUT', conversation, {is_muted: 'yes'}, 422, 'validation_error'],
        ['PUT', conversation, {pinned_message_id: 5}, 422, 'validation_error'],
        ['PUT', conversation, {last_opened_at: 5}, 422, 'validation_error'],
        ['PUT', '/conversations/nobody', {archived_at: null}, 404, 'not_found_error'],
        ['DELETE', '/conversations/nobody', undefined, 404, 'not_found_error'],
        ['PATCH', conversation, {archived_at: null}, 404, 'not_found_error'],
        ['POST', '/messages', {message: 'Hi'}, 400, 'invalid_request'],
        ['POST', '/messages', {conversation_id: id}, 400, 'invalid_request'],
        ['POST', '/messages', {conversation_id: id, message: ' '}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: id, message: 'Hi', attachments: 'a'}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: id, message: 'Hi', attachments: ['a']}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: id, message: 'Hi', from: 'a'}, 422, 'validation_error'],
        ['POST', '/messages', {conversation_id: 'nobody', message: 'Hi'}, 404, 'not_found_error'],
        ['GET', '/messages?conversation_id=nobody', undefined, 404, 'not_found_error'],
        ['GET', '/contacts/nobody', undefined, 404, 'not_found_error'],
        ['GET', '/groups/nobody', undefined, 404, 'not_found_error'],
      ];
      for (const [method, path, body, status, type] of table) {
        const response = await write(method, path, body);
        expect(response.status, `${method} ${path} ${JSON.stringify(body)}`).to.equal(status);
        expect(await read(response)).to.include({type});
      }
      expect((await write('PUT', conversation, {is_pinned: true})).status).to.equal(200);
      const every = await read(await ask('/messages?limit=100'));
      expect(every['data']).to.have.lengthOf(8);
    });

    it('keeps to its limits, and says so in four headers', async () => {
      connect({rateLimit: {requests: 3, writes: 1}});
      const first = await ask('/conversations');
      const told = (response: Response) =>
        ['Limit', 'Remaining', 'Reset'].map((name) => response.headers.get(`X-RateLimit-${name}`));
      expect(told(first)).to.deep.equal(['3', '2', String(START / 1000 + 60)]);
      clock.advance(10_000);
      const body = {conversation_id: threadId(JANE), message: 'Hi'};
      expect((await write('POST', '/messages', body)).status).to.equal(201);
      const second = await write('POST', '/messages', body);
      expect(second.status).to.equal(429);
      expect(second.headers.get('Retry-After')).to.equal('60');
      expect(await read(second)).to.include({type: 'rate_limit_error', retry_after: 60});
      expect((await ask('/conversations')).status).to.equal(200);
      const refused = await ask('/conversations');
      expect(refused.status).to.equal(429);
      expect(refused.headers.get('Retry-After')).to.equal('50');
      expect(told(refused)).to.deep.equal(['3', '0', String(START / 1000 + 60)]);
      clock.advance(50_000);
      expect((await ask('/conversations')).status).to.equal(200);
      worker.resetHandlers();
      connect({rateLimit: false});
      expect(told(await ask('/conversations'))).to.deep.equal([null, null, null]);
    });

    it('answers what a browser asks before it asks', async () => {
      connect();
      const response = await fetch(`${API}/conversations`, {method: 'OPTIONS'});
      expect(response.status).to.equal(204);
      expect(response.headers.get('access-control-allow-headers')).to.contain('authorization');
      expect(response.headers.get('access-control-allow-methods')).to.contain('PUT');
    });
  });
});
