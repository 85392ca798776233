import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import {contactOf, type Conversation} from '../../../src/model/conversation.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import type {Cursor} from '../../../src/model/page.js';
import {createBirdAdapter, type BirdAdapterOptions} from '../../../src/providers/bird/index.js';
import {
  addBirdExtras,
  birdChannels,
  createBirdHandlers,
  relayBirdWebhooks,
  signBirdWebhook,
  WELCOME_TEMPLATE,
  WHATSAPP_CHANNEL,
  type BirdMockOptions,
} from '../../../src/providers/bird/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {bodyOf, overHttp, type SeenRequest} from '../../adapter/over-http.js';
import {WORKSPACE} from './bird-world.js';

const ROOT = `https://api.bird.com/workspaces/${WORKSPACE.workspaceId}/conversations`;
const KEY = 'AbCdEfGhIjKlMnOpQrStUvWxYz';
const JANE = '+19195551234';
const OMAR = '+19195550100';
const START = Date.UTC(2024, 11, 3, 18, 18, 45, 39);
const MINUTE = 60_000;

const {worker, seen} = overHttp();

let clock: ManualClock;
let backend: Backend;

/** Two contacts: Jane wrote last, Omar was answered. */
function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock, seed: 'bird'});
  backend.addOwnNumber({id: 'channel-sms', phone: '+18005550199', label: 'Shop'});
  const jane = backend.addContact({firstName: 'Jane', lastName: 'Smith', phone: JANE});
  const omar = backend.addContact({firstName: 'Omar', lastName: '', phone: OMAR});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: START - 50 * MINUTE},
      {direction: 'outbound', text: 'Yes, come by', at: START - 40 * MINUTE},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    metadata: {plan: 'gold', visits: 3},
    messages: [
      {direction: 'outbound', text: 'Just confirming', at: START - 75 * MINUTE},
      {direction: 'inbound', text: 'Sounds great!', at: START},
    ],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
function connect(mock: BirdMockOptions = {}, options: Partial<BirdAdapterOptions> = {}): MessagingAdapter {
  worker.use(...createBirdHandlers(backend, {workspaceId: WORKSPACE.workspaceId, ...mock}));
  return createBirdAdapter({
    ...WORKSPACE,
    headers: () => ({authorization: `AccessKey ${KEY}`}),
    now: () => clock.now(),
    ...options,
  });
}

const threadIdOf = (phone: string): string => {
  const thread = backend.threadWithPhone(phone);
  if (!thread) throw new Error(`no thread with ${phone}`);
  return thread.id;
};
const storedTexts = (phone: string) => backend.messagesOf(threadIdOf(phone)).map(({text}) => text);
const pathOf = ({url}: SeenRequest) => url.slice(ROOT.lastIndexOf('/'));
const methods = () =>
  seen.map(
    (request) => `${request.method} ${new URL(request.url).pathname.split('/').slice(5).join('/') || 'conversation'}`,
  );

async function listed(adapter: MessagingAdapter, name: string): Promise<Conversation> {
  const {items} = await adapter.listConversations({limit: 100});
  const found = items.find((item) => item.title === name || contactOf(item)?.name === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
}

async function newestIn(adapter: MessagingAdapter, conversationId: string) {
  return (await adapter.listMessages({conversationId})).messages.at(-1);
}

describe('the Bird adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('lists', () => {
    /** Twelve more contacts, three each of whom were last active in the same millisecond. */
    function addCrowd(): void {
      for (let index = 0; index < 12; index++) {
        const contact = backend.addContact({firstName: `C${index}`, lastName: '', phone: `+1202555010${index}`});
        const at = START - (100 + Math.floor(index / 3)) * MINUTE;
        backend.addThread({contactId: contact.id, messages: [{direction: 'inbound', text: `Hello ${index}`, at}]});
      }
    }

    async function namesPagedBy(adapter: MessagingAdapter, limit: number, between = () => {}): Promise<string[]> {
      const names: string[] = [];
      let cursor: Cursor | undefined;
      do {
        const page = await adapter.listConversations({limit, cursor});
        names.push(...page.items.map((item) => contactOf(item)?.name ?? ''));
        cursor = page.next;
        if (cursor !== undefined) between();
      } while (cursor !== undefined);
      return names;
    }

    it('say what they are asked, and no more', async () => {
      await connect().listConversations({limit: 7});
      await connect().listMessages({conversationId: threadIdOf(JANE)});
      expect(seen.map(pathOf)).to.deep.equal([
        '/conversations?limit=7',
        `/conversations/${threadIdOf(JANE)}/messages?limit=50`,
      ]);
      expect(seen[0]?.headers.get('authorization')).to.equal(`AccessKey ${KEY}`);
    });

    it('find a conversation on the last page that moved up past the others, where the provider pages so', async () => {
      addCrowd();
      const adapter = connect({conversationOrder: 'activity-live'});
      let mover: string | undefined = '+12025550109';
      const names = await namesPagedBy(adapter, 5, () => {
        clock.advance(1000);
        if (mover !== undefined) backend.receive({phone: mover, text: 'I moved up'});
        mover = undefined;
      });
      expect(names).to.have.lengthOf(14);
      expect(names.at(-1)).to.equal('C9');
    });

    it('hold everybody once with ties and traffic, in either order of the provider', async () => {
      addCrowd();
      for (const oldestFirst of [false, true]) {
        const adapter = connect({oldestFirst, total: true});
        const names = await namesPagedBy(adapter, 4, () => {
          clock.advance(1000);
          backend.receive({phone: OMAR, text: 'Me again'});
        });
        expect(new Set(names).size).to.equal(14);
        expect(names).to.have.lengthOf(14);
        expect(names.slice(0, 2)).to.have.members(['Jane Smith', 'Omar']);
        expect((await adapter.listConversations({})).total).to.equal(14);
      }
    });

    it('refuse a token that belongs to another list', async () => {
      addCrowd();
      const adapter = connect();
      const {next} = await adapter.listConversations({limit: 2});
      const error = await errorOf(adapter.listMessages({conversationId: threadIdOf(JANE), cursor: next}));
      expect(error).to.include({kind: 'cursor-invalid', status: 422});
    });

    it('show as unread what a contact wrote since the inbox was opened', async () => {
      const adapter = connect();
      expect((await listed(adapter, 'Jane Smith')).unread).to.deep.equal({has: false, source: 'local'});
      clock.advance(MINUTE);
      backend.receive({phone: OMAR, text: 'On my way'});
      expect((await listed(adapter, 'Omar')).unread.has).to.equal(true);
      expect((await adapter.getConversation?.(threadIdOf(OMAR)))?.unread.has).to.equal(true);
      expect((await listed(adapter, 'Jane Smith')).unread.has).to.equal(false);
      backend.receive({phone: '+12025550177', text: 'Hello, I am new'});
      const {items} = await adapter.listConversations({});
      expect(items.find((item) => contactOf(item)?.address === '+12025550177')?.unread.has).to.equal(true);
      await adapter.sendMessage({conversationId: threadIdOf(OMAR), text: 'See you'});
      expect((await listed(adapter, 'Omar')).unread.has).to.equal(false);
    });
  });

  describe('sending', () => {
    it('names the contacts of a conversation, from what was listed', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'See you'});
      expect(methods()).to.deep.equal(['GET conversation', 'POST messages']);
      expect(await bodyOf(seen[1])).to.deep.include({
        participantType: 'accessKey',
        participantId: WORKSPACE.participantId,
        addMissingParticipants: true,
        recipients: [{type: 'to', id: backend.contactWithPhone(JANE)?.id}],
        body: {type: 'text', text: {text: 'See you'}},
      });
    });

    it('reads the conversation first when it was not listed', async () => {
      await connect().sendMessage({conversationId: threadIdOf(JANE), text: 'See you'});
      expect(methods()).to.deep.equal(['GET conversation', 'POST messages']);
      expect(storedTexts(JANE).at(-1)).to.equal('See you');
    });

    it('asks for all participants where a conversation shows only some', async () => {
      addBirdExtras(backend);
      const adapter = connect();
      const group = await listed(adapter, 'Sunday ride');
      expect(group).to.include({kind: 'group', participantsComplete: false});
      expect(group.participants).to.have.lengthOf(5);
      await adapter.sendMessage({conversationId: group.id, text: 'All in!'});
      expect(methods()).to.deep.equal(['GET conversation', 'GET participants', 'POST messages']);
      const {recipients} = (await bodyOf(seen.at(-1))) as {recipients: {id: string}[]};
      expect(recipients).to.have.lengthOf(8);
      expect(recipients[0]?.id).to.equal(backend.contactWithPhone('+16145550193')?.id);
    });

    it('moves a message through every status', async () => {
      const adapter = connect();
      const {id} = await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'On its way'});
      const met: string[] = [];
      for (const step of [0, 400, 400, 3000]) {
        clock.advance(step);
        const newest = await newestIn(adapter, threadIdOf(JANE));
        expect(newest?.id).to.equal(id);
        met.push(newest?.status ?? '');
      }
      expect(met).to.deep.equal(['accepted', 'processing', 'sent', 'delivered']);
    });

    it('takes what cannot arrive, and tells why later', async () => {
      const adapter = connect();
      const failures: readonly (readonly [() => void, RegExp])[] = [
        [() => backend.setCredits(0), /^Insufficient credit$/],
        [() => void backend.optOut(threadIdOf(JANE)), /opted out/],
      ];
      for (const [prepare, reason] of failures) {
        prepare();
        const sent = await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'Hello?'});
        expect(sent.status).to.equal('accepted');
        clock.advance(5000);
        const newest = await newestIn(adapter, threadIdOf(JANE));
        expect(newest).to.include({id: sent.id, status: 'failed'});
        expect(newest?.failure?.text).to.match(reason);
      }
    });

    it('gives every message a reference of its own', async () => {
      const adapter = connect();
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Twice on purpose'};
      await adapter.sendMessage(outgoing);
      await adapter.sendMessage(outgoing);
      expect(storedTexts(JANE).filter((text) => text === 'Twice on purpose')).to.have.lengthOf(2);
    });

    it("uses the host's reference, and does not hide that it was used before", async () => {
      const adapter = connect();
      const send = () =>
        adapter.sendMessage({
          conversationId: threadIdOf(JANE),
          text: 'Once only',
          providerOptions: {reference: 'order-17', replyToMessageId: 'm1'},
        });
      expect((await send()).replyTo).to.deep.equal({id: 'm1'});
      expect(await bodyOf(seen.at(-1))).to.include({reference: 'order-17', replyToMessageId: 'm1'});
      expect(await errorOf(send())).to.include({kind: 'conflict', status: 409, outcomeUnknown: false});
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('does not send twice what is tried again after a lost answer', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Once only'};
      backend.setFaults({loseAnswer: {next: 1, only: 'send'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'network', outcomeUnknown: true});
      backend.setFaults({rateLimit: {next: 1, only: 'send'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'rate-limited', outcomeUnknown: false});
      const found = await adapter.sendMessage(outgoing);
      expect(found).to.include({text: 'Once only', direction: 'outbound'});
      expect(found.id).to.equal(backend.messagesOf(threadIdOf(JANE)).at(-1)?.id);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
      await adapter.sendMessage(outgoing);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(2);
    });

    it('does not say "not sent" of what is there already but cannot be found', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Once only'};
      backend.setFaults({loseAnswer: {next: 1, only: 'send'}});
      await errorOf(adapter.sendMessage(outgoing));
      backend.setFaults({serverError: {next: 1, only: 'read'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'conflict', outcomeUnknown: true});
      expect(await adapter.sendMessage(outgoing)).to.include({text: 'Once only'});
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('sends what is tried again after a lost request', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const outgoing = {conversationId: threadIdOf(JANE), text: 'Once only'};
      backend.setFaults({loseRequest: {next: 1, only: 'send'}});
      expect(await errorOf(adapter.sendMessage(outgoing))).to.include({kind: 'network', outcomeUnknown: true});
      expect(storedTexts(JANE)).not.to.include('Once only');
      await adapter.sendMessage(outgoing);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('refuses what Bird does not have before anything leaves', async () => {
      const adapter = connect();
      const conversationId = threadIdOf(JANE);
      for (const [extra, field] of [
        [{ownEndpointId: 'channel-sms'}, 'ownEndpointId'],
        [{providerOptions: {normalizeText: true}}, 'normalizeText'],
        [{providerOptions: {reference: 7}}, 'reference'],
        [{mediaUrls: ['file:///etc/passwd']}, 'mediaUrls'],
      ] as const) {
        const error = await errorOf(adapter.sendMessage({conversationId, text: 'Hi', ...extra}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
      }
      expect(await errorOf(adapter.sendMessage({conversationId: '..', text: 'Hi'}))).to.include({kind: 'not-found'});
      expect(await errorOf(adapter.sendMessage({conversationId: '\ud800', text: 'Hi'}))).to.include({
        kind: 'not-found',
      });
      expect(seen).to.deep.equal([]);
    });
  });

  describe('closed conversations', () => {
    const ways: readonly BirdMockOptions[] = [
      {closedStatus: 409},
      {closedStatus: 422},
      {closedStatus: 409, closedText: 'Invalid state', errorEnvelope: 'nested'},
      {closedStatus: 422, errorEnvelope: 'empty'},
    ];
    for (const way of ways) {
      it(`are told apart when refused with ${JSON.stringify(way)}`, async () => {
        const adapter = connect(way);
        const conversationId = threadIdOf(JANE);
        const closed = await adapter.setClosed?.(conversationId, true);
        expect(closed).to.include({status: 'closed'});
        expect(closed?.needsReply?.value).to.equal(false);
        const error = await errorOf(adapter.sendMessage({conversationId, text: 'Hello'}));
        expect(error).to.include({kind: 'conversation-closed', status: way.closedStatus, outcomeUnknown: false});
        expect(error.nextAction).to.equal('reopen-conversation');
        expect(await adapter.setClosed?.(conversationId, false)).to.include({status: 'active'});
        await adapter.sendMessage({conversationId, text: 'Hello'});
        expect(storedTexts(JANE).filter((text) => text === 'Hello')).to.have.lengthOf(1);
      });
    }

    it('change nothing but the status', async () => {
      const adapter = connect();
      await adapter.setClosed?.(threadIdOf(JANE), true);
      expect(await bodyOf(seen[0])).to.deep.equal({status: 'closed'});
      expect((await listed(adapter, 'Jane Smith')).metadata).to.deep.equal({plan: 'gold', visits: 3});
    });

    it('leave another refusal what it is', async () => {
      const adapter = connect();
      const conversationId = threadIdOf(JANE);
      await adapter.listConversations({});
      worker.use(http.post(`${ROOT}/:id/messages`, () => HttpResponse.json({message: 'Too long'}, {status: 422})));
      const error = await errorOf(adapter.sendMessage({conversationId, text: 'Hello'}));
      expect(error).to.include({kind: 'validation', status: 422, message: 'Too long'});
    });
  });

  describe('metadata', () => {
    for (const attributes of ['replace', 'merge'] as const) {
      it(`changes single attributes of a provider that ${attributes}s them`, async () => {
        const adapter = connect({attributes});
        const {id, metadata = null} = await listed(adapter, 'Jane Smith');
        const change = (changes: Readonly<Record<string, unknown>>) =>
          adapter.updateMetadata?.(id, {base: metadata, changes});
        expect((await change({visits: 4, city: 'Durham'}))?.metadata).to.deep.equal({
          plan: 'gold',
          visits: 4,
          city: 'Durham',
        });
        expect((await change({plan: undefined}))?.metadata).to.deep.equal({visits: 4, city: 'Durham'});
        const error = await errorOf(change({visits: 9}));
        expect(error).to.include({kind: 'conflict', field: 'visits'});
        expect(error.raw).to.deep.equal({visits: 4, city: 'Durham'});
        expect((await listed(adapter, 'Jane Smith')).metadata).to.deep.equal({visits: 4, city: 'Durham'});
      });
    }
  });

  describe('new conversations', () => {
    const text = 'Hello from the shop';
    const newcomer = {kind: 'address', value: '(202) 555-0144'} as const;
    const starting = () => ({channels: birdChannels(backend)});

    it('may begin with a text, or with nothing', async () => {
      const adapter = connect({}, starting());
      expect(await adapter.describeStart?.()).to.deep.equal({
        recipientKinds: ['address'],
        firstMessage: 'optional',
        asksTitle: true,
      });
      const started = await adapter.startConversation?.({recipient: newcomer, title: 'Brakes', text});
      expect(started).to.include({title: 'Brakes', channel: 'sms', status: 'active'});
      expect(started?.participants[0]?.address).to.equal('+12025550144');
      expect(started?.lastMessage).to.include({text, direction: 'outbound'});
      const silent = await adapter.startConversation?.({recipient: {kind: 'address', value: '+12025550145'}});
      expect(silent?.lastMessage).to.equal(undefined);
      expect((await adapter.listConversations({})).items).to.have.lengthOf(4);
    });

    it('may be by e-mail', async () => {
      const adapter = connect({}, starting());
      const started = await adapter.startConversation?.({
        recipient: {kind: 'address', value: ' ann@example.com '},
        text,
      });
      expect(await bodyOf(seen[0])).to.deep.include({
        participants: [{type: 'contact', identifierKey: 'emailaddress', identifierValue: 'ann@example.com'}],
      });
      expect(started?.raw).to.deep.include({platformStyle: 'email'});
      expect(started?.lastMessage).to.include({text, status: 'accepted'});
    });

    it('conflict where there is one already', async () => {
      const adapter = connect({}, starting());
      const error = await errorOf(adapter.startConversation?.({recipient: {kind: 'address', value: JANE}, text}));
      expect(error).to.include({kind: 'conflict', status: 409, outcomeUnknown: false});
      expect(storedTexts(JANE)).not.to.include(text);
    });

    it('are in doubt when the answer is lost', async () => {
      const adapter = connect({}, starting());
      backend.setFaults({loseAnswer: {next: 1}});
      const error = await errorOf(adapter.startConversation?.({recipient: newcomer, text}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
      expect(backend.threadWithPhone('+12025550144')).not.to.equal(undefined);
    });

    it('begin with a template on WhatsApp, after which free text waits for an answer', async () => {
      addBirdExtras(backend);
      const templates = [
        {id: 't', name: 'Welcome', ...WELCOME_TEMPLATE, parameters: [{key: 'name'}], channelId: WHATSAPP_CHANNEL},
      ];
      const adapter = connect({}, {...starting(), templates});
      expect(await adapter.describeStart?.()).to.deep.include({
        firstMessage: 'optional',
        templates: [{id: 't', name: 'Welcome', parameters: [{key: 'name'}], ownEndpointId: WHATSAPP_CHANNEL}],
        templatesOnly: [WHATSAPP_CHANNEL],
      });
      const template = {id: 't', parameters: {name: 'Ann'}};
      const started = await adapter.startConversation?.({recipient: newcomer, template});
      const conversationId = started?.id ?? '';
      expect(started?.channel).to.equal('whatsapp');
      const opening = await newestIn(adapter, conversationId);
      expect(opening).to.include({text: null, unsupportedBody: 'template'});

      expect(started?.sendRules?.freeTextUntil).to.be.at.most(clock.now());
      const asked = seen.length;
      const error = await errorOf(adapter.sendMessage({conversationId, text: 'Are you there?'}));
      expect(error).to.include({kind: 'validation', field: 'template', outcomeUnknown: false});
      expect(seen).to.have.lengthOf(asked);

      backend.receive({phone: '+12025550144', text: 'Yes?'});
      await adapter.listMessages({conversationId});
      const answered = await adapter.sendMessage({conversationId, text: 'Your bike is ready'});
      clock.advance(10_000);
      const [delivered] = (await adapter.listMessages({conversationId})).messages.filter(({id}) => id === answered.id);
      expect(delivered?.status).to.equal('delivered');
    });

    it('show what a template says where the provider does, and take no unknown one', async () => {
      const templates = [{id: 't', name: 'Welcome', ...WELCOME_TEMPLATE, parameters: [{key: 'name'}]}];
      const adapter = connect({templates: [WELCOME_TEMPLATE]}, {...starting(), templates});
      const start = {recipient: newcomer, template: {id: 't', parameters: {name: 'Ann'}}};
      const started = await adapter.startConversation?.(start);
      const text = 'Hello Ann, this is Larkspur Cycles. May we write to you here?';
      expect(started?.lastMessage?.text).to.equal(text);
      expect(await newestIn(adapter, started?.id ?? '')).to.include({text, status: 'accepted'});
      const strict = connect({templates: []}, {...starting(), templates});
      const other = {...start, recipient: {kind: 'address', value: '+12025550146'} as const};
      expect(await errorOf(strict.startConversation?.(other))).to.include({kind: 'validation', status: 422});
      expect(backend.threadWithPhone('+12025550146')).to.equal(undefined);
    });

    it('are checked before anything leaves', async () => {
      addBirdExtras(backend);
      const templates = [{id: 't', name: 'Welcome', ...WELCOME_TEMPLATE, parameters: [{key: 'name'}]}];
      const adapter = connect({}, {...starting(), templates});
      const start = (change: object) => errorOf(adapter.startConversation?.({recipient: newcomer, ...change}));
      expect(await start({text, ownEndpointId: WHATSAPP_CHANNEL})).to.include({kind: 'validation', field: 'template'});
      expect(await start({template: {id: 'x', parameters: {}}})).to.include({field: 'template'});
      expect(await start({template: {id: 't', parameters: {name: ' '}}})).to.include({field: 'name'});
      const template = {id: 't', parameters: {name: 'Ann'}};
      expect(await start({template, ownEndpointId: 'nobodys'})).to.include({field: 'ownEndpointId'});
      expect(await start({template, recipient: {kind: 'address', value: 'Ann'}})).to.include({field: 'recipient'});
      expect(await start({template, recipient: {kind: 'contact', value: 'c'}})).to.include({field: 'recipient'});
      expect(seen).to.deep.equal([]);
    });
  });

  describe('what only Bird has', () => {
    it('is shown as far as it can be', async () => {
      addBirdExtras(backend);
      const adapter = connect();
      const contents = async (name: string) => {
        const {id} = await listed(adapter, name);
        const {messages} = await adapter.listMessages({conversationId: id});
        return messages.map(({text, unsupportedBody}) => [text, unsupportedBody]);
      };
      expect(await contents('Otis Otherbodies')).to.deep.equal([
        [null, 'carousel'],
        ['When may we call?', 'list'],
        [null, 'location'],
      ]);
      expect(await contents('Erin Mailer')).to.deep.equal([
        ['Is the Wayfarer in stock?\r\nErin', undefined],
        ['It is. Shall we put one aside?', undefined],
        ['Yes & thank you!', undefined],
        [null, 'html'],
      ]);
      expect(await contents('Gigi Moving')).to.deep.equal([
        ['S’il vous plaît…', undefined],
        [null, undefined],
      ]);
      const gigi = await listed(adapter, 'Gigi Moving');
      expect((await newestIn(adapter, gigi.id))?.attachments).to.deep.equal([
        {url: 'https://media.larkspur-cycles.example/wheelie.gif', kind: 'image', name: 'wheelie.gif'},
      ]);
      expect(gigi.access).to.deep.equal({visibility: 'private', accessibility: 'invite-only'});
      expect(await listed(adapter, 'Erin Mailer')).to.include({channel: 'email'});
      expect(await listed(adapter, 'Clara Closed')).to.include({status: 'closed'});
    });
  });

  describe('errors', () => {
    const cases: readonly (readonly [status: number, code: string, kind: ConversationError['kind']])[] = [
      [401, 'Unauthorized', 'unauthorized'],
      [403, 'Forbidden', 'forbidden'],
      [404, 'ResourceNotFound', 'not-found'],
      [409, 'ResourceAlreadyExists', 'conflict'],
      [422, 'ValidationFailed', 'validation'],
      [429, 'TooManyRequests', 'rate-limited'],
      [500, 'InternalServerError', 'server'],
    ];
    for (const [status, code, kind] of cases) {
      it(`are ${kind} for ${status} ${code}`, async () => {
        const adapter = connect();
        await adapter.listConversations({});
        const answer = () => HttpResponse.json({code, message: 'No'}, {status});
        worker.use(http.post(`${ROOT}/:id/messages`, answer), http.get(ROOT, answer));
        const sending = errorOf(adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'Hello'}));
        expect(await sending).to.include({adapter: 'bird', kind, status, code, outcomeUnknown: status === 500});
        expect(await errorOf(adapter.listConversations({}))).to.include({kind, status, outcomeUnknown: false});
      });
    }

    it('name no key, and ask once for a fresh one', async () => {
      const asked: boolean[] = [];
      const headers: HeaderSupplier = ({refused}) => {
        asked.push(refused);
        return {authorization: `AccessKey ${refused ? 'fresh-access-key' : KEY}`};
      };
      const adapter = connect({acceptKey: (key) => key === 'fresh-access-key'}, {headers});
      await adapter.sendMessage({conversationId: threadIdOf(JANE), text: 'Once only'});
      expect(asked).to.deep.equal([false, true, false, true]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
      const references = await Promise.all(seen.filter(({method}) => method === 'POST').map(bodyOf));
      expect(new Set(references.map((body) => body?.reference)).size).to.equal(1);
      const error = await errorOf(connect({acceptKey: () => false}).listConversations({}));
      expect(JSON.stringify([error, error.message, error.raw])).not.to.contain(KEY);
    });

    it('tell how long to wait', async () => {
      backend.setFaults({rateLimit: {next: 1, retryAfter: 3000}});
      expect(await errorOf(connect().listConversations({}))).to.include({kind: 'rate-limited', retryAfter: 3000});
      backend.setFaults({rateLimit: {next: 1, retryAfter: 30_000}});
      const {retryAfter} = await errorOf(connect({retryAfterAsDate: true}).listConversations({}));
      expect(retryAfter).to.be.within(20_000, 30_000);
    });

    it('say that a read was called off', async () => {
      backend.setFaults({latency: {minimum: MINUTE, maximum: MINUTE}});
      const controller = new AbortController();
      const work = errorOf(connect().listConversations({}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect(await work).to.include({kind: 'aborted', outcomeUnknown: false});
    });
  });

  describe('webhooks', () => {
    it('reach everybody who listens, and mark what is news', async () => {
      const adapter = connect();
      await adapter.listConversations({});
      const heard: AdapterEvent[] = [];
      const subscription = adapter.subscribe?.((event) => heard.push(event));
      const relayed: string[] = [];
      const end = relayBirdWebhooks(backend, (payload) => {
        relayed.push(payload.event);
        adapter.receiveWebhook?.(payload);
      });
      clock.advance(MINUTE);
      backend.receive({phone: OMAR, text: 'On my way'});
      const [updated, stale] = heard;
      expect(updated?.type === 'conversation-updated' && updated.conversation.unread.has).to.equal(true);
      expect(stale).to.deep.equal({type: 'messages-invalidated', conversationId: threadIdOf(OMAR)});

      backend.receive({phone: '+12025550177', text: 'Hello, I am new'});
      expect(relayed).to.include('conversation.created');
      const gone = threadIdOf(JANE);
      await adapter.deleteConversation?.(gone);
      expect(relayed.at(-1)).to.equal('conversation.deleted');
      expect(heard.at(-1)).to.deep.equal({type: 'conversation-removed', conversationId: gone});
      expect((await errorOf(adapter.getConversation?.(gone))).kind).to.equal('not-found');

      subscription?.close();
      const before = heard.length;
      await adapter.setClosed?.(threadIdOf(OMAR), true);
      expect(relayed.at(-1)).to.equal('conversation.updated');
      expect(heard).to.have.lengthOf(before);
      end();
    });

    it('are signed over timestamp, address and the digest of the body', async () => {
      const headers = await signBirdWebhook({
        body: '{"service":"conversations"}',
        url: 'https://example.com/hook',
        signingKey: 'secret-key',
        at: 1_733_249_848_900,
      });
      expect(headers).to.deep.equal({
        'messagebird-signature': 'AXoIJp+bHCHqytJ6ROOwM00MY3D1bYjqdea3bZbCCAw=',
        'messagebird-request-timestamp': '1733249848',
      });
    });
  });

  describe('the mock', () => {
    const ask = (path = '', init: RequestInit = {}) =>
      fetch(ROOT + path, {...init, headers: {authorization: `AccessKey ${KEY}`, ...init.headers}});
    const read = async (path = '') => (await (await ask(path)).json()) as Record<string, unknown>;
    const post = (path: string, body: unknown, method = 'POST') =>
      ask(path, {method, body: typeof body === 'string' ? body : JSON.stringify(body)});

    it('lets in access keys only, into its own workspace only', async () => {
      connect();
      for (const authorization of ['', `Bearer ${KEY}`, KEY, 'AccessKey ', 'accesskey x y']) {
        expect((await ask('', {headers: {authorization}})).status, authorization).to.equal(401);
      }
      const foreign = ROOT.replace(WORKSPACE.workspaceId, 'another');
      expect((await fetch(foreign, {headers: {authorization: `AccessKey ${KEY}`}})).status).to.equal(403);
      expect((await ask()).status).to.equal(200);
    });

    it('takes limits from 1 to 100, booleans, dates and tokens of its own', async () => {
      connect();
      const messages = `/${threadIdOf(JANE)}/messages`;
      for (const path of ['', messages, `/${threadIdOf(JANE)}/participants`]) {
        for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=', 'reverse=1', 'pageToken=x', 'pageToken=']) {
          const response = await ask(`${path}?${query}`);
          expect(response.status, path + query).to.equal(422);
          expect(await response.json()).to.have.keys('code', 'message');
        }
        expect((await ask(`${path}?pageToken=${'x'.repeat(8001)}`)).status).to.equal(422);
        expect((await ask(`${path}?limit=100&reverse=true`)).status, path).to.equal(200);
      }
      expect((await ask(`${messages}?dateFrom=soon`)).status).to.equal(422);
      const {results} = await read(`${messages}?dateFrom=${new Date(START - MINUTE).toISOString()}`);
      expect(results).to.have.lengthOf(1);
    });

    it('spells "none" in all the ways of the documents', async () => {
      addBirdExtras(backend);
      connect();
      const {results} = (await read('?limit=100')) as {results: Record<string, unknown>[]};
      expect(results.map(({name}) => name)).to.include.members(['', 'Sunday ride']);
      const contacts = results.flatMap(({featuredParticipants}) => featuredParticipants as Record<string, unknown>[]);
      expect(contacts.some(({contact}) => JSON.stringify(contact) === '{}')).to.equal(true);
      expect(contacts.some((participant) => !('contact' in participant))).to.equal(true);
      expect(contacts.every(({avatarUrl}) => avatarUrl === '')).to.equal(true);
      const messages: Record<string, unknown>[] = [];
      for (const {id} of backend.threads()) {
        messages.push(...((await read(`/${id}/messages`))['results'] as Record<string, unknown>[]));
      }
      expect(messages.some(({recipients}) => recipients === null)).to.equal(true);
      expect(messages.some((message) => !('recipients' in message))).to.equal(true);
      expect(messages.some(({reference}) => reference === '')).to.equal(true);
      expect(messages.some(({interactions}) => interactions === null)).to.equal(true);
      expect(messages.some(({interactions}) => Array.isArray(interactions))).to.equal(true);
      expect(await read('?limit=100')).not.to.have.property('nextPageToken');
    });

    it('writes times with none to nine fraction digits', async () => {
      const contact = backend.addContact({firstName: 'Tick', lastName: '', phone: '+12025550150'});
      const thread = backend.addThread({
        contactId: contact.id,
        messages: Array.from({length: 60}, (_, index) => ({
          direction: 'inbound' as const,
          text: `${index}`,
          at: START - (START % 1000) + index * 10 + (index % 7),
        })),
      });
      const lengths = async (mock: BirdMockOptions) => {
        connect(mock);
        const {results} = (await read(`/${thread.id}/messages?limit=100`)) as {results: {createdAt: string}[]};
        return new Set(results.map(({createdAt}) => /\.(\d+)Z$/.exec(createdAt)?.[1]?.length ?? 0));
      };
      expect([...(await lengths({}))]).to.include.members([0, 2, 3, 9]);
      expect([...(await lengths({fractionDigits: 'none'}))]).to.deep.equal([0]);
      expect([...(await lengths({fractionDigits: 'nine'}))]).to.deep.equal([9]);
    });

    it('checks a message before it sends it', async () => {
      const accessKeys = [{id: WORKSPACE.participantId, name: 'My first key'}];
      connect({accessKeys});
      const path = `/${threadIdOf(JANE)}/messages`;
      const id = backend.contactWithPhone(JANE)?.id;
      const text = {type: 'text', text: {text: 'Hi'}};
      const {participantId} = WORKSPACE;
      const message = {participantId, participantType: 'accessKey', addMissingParticipants: true, body: text};
      const images = (count: number) =>
        Array.from({length: count}, (__, index) => ({mediaUrl: `https://media.example/${index}.jpg`}));
      for (const change of [
        {participantId: undefined},
        {participantId: 'unknown-key'},
        {participantType: 'robot'},
        {addMissingParticipants: 'yes'},
        {recipients: [{type: 'to', id: 'stranger'}]},
        {recipients: [{type: 'from', id}]},
        {recipients: [{type: 'to'}]},
        {recipients: 'x'},
        {body: undefined},
        {body: {type: 'hologram', hologram: {}}},
        {body: {type: 'text'}},
        {body: {type: 'text', text: {text: ' '}}},
        {body: {type: 'image', image: {images: []}}},
        {body: {type: 'image', image: {images: images(11)}}},
        {body: {type: 'file', file: {files: [{mediaUrl: 'x'}]}}},
        {template: {projectId: 'p', version: 'v', locale: 'en'}},
        {reference: 7},
        {surprise: true},
      ]) {
        expect((await post(path, {...message, ...change})).status, JSON.stringify(change)).to.equal(422);
      }
      for (const body of ['', '[]', 'no json']) expect((await post(path, body)).status, body).to.equal(422);
      expect(storedTexts(JANE)).to.have.lengthOf(2);
      const sent = await post(path, {
        ...message,
        recipients: [{type: 'to', id}],
        body: {type: 'image', image: {images: images(10)}},
      });
      expect(sent.status).to.equal(201);
      expect(await sent.json()).to.deep.include({status: 'accepted', reference: '', draft: false, interactions: null});
      expect((await post('/nowhere/messages', message)).status).to.equal(404);
    });

    it('needs addMissingParticipants for a sender who has not joined, who then has', async () => {
      connect();
      const silent = backend.addContact({firstName: 'New', lastName: '', phone: '+12025550151'});
      const {id} = backend.addThread({contactId: silent.id, messages: [{direction: 'inbound', text: 'Hi', at: START}]});
      const message = {
        participantId: WORKSPACE.participantId,
        participantType: 'accessKey',
        body: {type: 'text', text: {text: 'Hi'}},
      };
      expect((await post(`/${id}/messages`, message)).status).to.equal(422);
      expect((await post(`/${id}/messages`, {...message, addMissingParticipants: true})).status).to.equal(201);
      const {results} = (await read(`/${id}/participants`)) as {results: {type: string}[]};
      expect(results.map(({type}) => type)).to.deep.equal(['contact', 'accessKey']);
      expect((await post(`/${id}/messages`, message)).status).to.equal(201);
    });

    it('checks changes and new conversations', async () => {
      connect();
      const one = `/${threadIdOf(JANE)}`;
      for (const change of [{status: 'archived'}, {name: 5}, {attributes: []}]) {
        expect((await post(one, change, 'PATCH')).status, JSON.stringify(change)).to.equal(422);
      }
      expect(await (await post(one, {name: 'Brakes'}, 'PATCH')).json()).to.include({name: 'Brakes', status: 'active'});
      const contact = {type: 'contact', identifierKey: 'phonenumber', identifierValue: '+12025550152'};
      const good = {name: '', channelId: 'channel-sms', participants: [contact]};
      for (const change of [
        {channelId: 'nobodys'},
        {channelId: undefined},
        {participants: []},
        {participants: Array.from({length: 6}, () => contact)},
        {participants: [{type: 'contact'}]},
        {initialMessage: {}},
        {initialMessage: {template: {projectId: 'p'}}},
      ]) {
        expect((await post('', {...good, ...change})).status, JSON.stringify(change)).to.equal(422);
      }
      expect((await post('', good)).status).to.equal(201);
      expect((await post('', good)).status).to.equal(409);
      expect((await ask(one, {method: 'DELETE'})).status).to.equal(204);
      expect((await ask(one, {method: 'DELETE'})).status).to.equal(404);
    });

    it('has single messages, and nothing the documents do not have', async () => {
      connect();
      const conversation = `/${threadIdOf(JANE)}`;
      const [first] = backend.messagesOf(threadIdOf(JANE));
      expect(await read(`${conversation}/messages/${first?.id}`)).to.include({id: first?.id});
      expect((await ask(`${conversation}/messages/nothing`)).status).to.equal(404);
      expect((await ask(`${conversation}/read`, {method: 'POST'})).status).to.equal(404);
    });

    it('answers preflights and lets pages read how long to wait', async () => {
      connect();
      const preflight = await ask('', {method: 'OPTIONS'});
      expect(preflight.status).to.equal(204);
      expect(preflight.headers.get('access-control-allow-methods')).to.contain('PATCH');
      backend.setFaults({rateLimit: {next: 1, retryAfter: 1200}});
      const limited = await ask();
      expect(limited.headers.get('access-control-expose-headers')).to.equal('Retry-After');
      expect(limited.headers.get('retry-after')).to.equal('2');
    });
  });
});
