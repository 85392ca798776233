import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {HeaderSupplier} from '../../../src/adapter/http.js';
import type {MessagingAdapter, OutgoingMessage} from '../../../src/adapter/messaging-adapter.js';
import {Backend} from '../../../src/backend/backend.js';
import {ManualClock} from '../../../src/backend/clock.js';
import type {StoredStatus} from '../../../src/backend/types.js';
import {can, type CapabilityName} from '../../../src/model/capabilities.js';
import type {ConversationError} from '../../../src/model/conversation-error.js';
import type {Message} from '../../../src/model/message.js';
import {asCursor, type Cursor} from '../../../src/model/page.js';
import {createAmplifiAdapter, type AmplifiAdapterOptions} from '../../../src/providers/amplifi/index.js';
import {createAmplifiHandlers, type AmplifiMockOptions} from '../../../src/providers/amplifi/mock.js';
import {errorOf, everythingIn} from '../../adapter/errors.js';
import {overHttp} from '../../adapter/over-http.js';

const API = 'https://api.amplifi.com';
const ORGANIZATION = '3f4e5c6d-7a8b-9012-cdef-1234567890ab';
const TOKEN = 'eyJhbGciOi.session-token.x9';
const JANE = '+19195551234';
const OMAR = '+19195550100';
const LENA = '+12125550177';
const START = Date.UTC(2025, 3, 23, 18, 45);

const {worker, seen, lastRequest} = overHttp();

let clock: ManualClock;
let backend: Backend;

/** Three contacts: Jane awaits a reply, Omar was answered, Lena is archived. */
function populate(): void {
  clock = new ManualClock(START);
  backend = new Backend({clock});
  backend.addOwnNumber({id: 'own-1', phone: '+18005550199', label: 'Shop'});
  backend.addOwnNumber({id: 'own-2', phone: '+18005550198', label: 'Workshop'});
  const minutesAgo = (minutes: number) => START - minutes * 60_000;
  const jane = backend.addContact({firstName: 'Jane', lastName: 'Smith', phone: JANE});
  const omar = backend.addContact({firstName: 'Omar', lastName: '', phone: OMAR});
  const lena = backend.addContact({firstName: 'Lena', lastName: 'Ruiz', phone: LENA});
  backend.addThread({
    contactId: omar.id,
    messages: [
      {direction: 'inbound', text: 'Is it ready?', at: minutesAgo(50)},
      {direction: 'outbound', text: 'Yes, come by', at: minutesAgo(40)},
    ],
  });
  backend.addThread({
    contactId: jane.id,
    starred: true,
    unreadCount: 1,
    messages: [
      {direction: 'outbound', text: 'Just confirming your RSVP', at: minutesAgo(75)},
      {direction: 'inbound', text: 'Sounds great, see you there!', at: minutesAgo(0)},
    ],
  });
  backend.addThread({
    contactId: lena.id,
    archived: true,
    messages: [{direction: 'inbound', text: 'Thanks', at: minutesAgo(900)}],
  });
}

/** An adapter against the mock; everything goes over real HTTP through the service worker. */
function connect(mock: AmplifiMockOptions = {}, options: AmplifiAdapterOptions = {}): MessagingAdapter {
  worker.use(...createAmplifiHandlers(backend, {organizationId: ORGANIZATION, ...mock}));
  return createAmplifiAdapter({
    organizationId: ORGANIZATION,
    headers: () => ({authorization: `Bearer ${TOKEN}`}),
    ...options,
  });
}

const threadOf = (phone: string) => {
  const thread = backend.threadWithPhone(phone);
  if (!thread) throw new Error(`no thread with ${phone}`);
  return thread;
};
const contactChange = (phone: string, change: {readonly textable: boolean | null}) => {
  const contact = backend.contactWithPhone(phone);
  if (!contact) throw new Error(`no contact with ${phone}`);
  backend.addContact({...contact, ...change});
};
const storedTexts = (phone: string) => backend.messagesOf(threadOf(phone).id).map(({text}) => text);
const textsOf = (messages: readonly Message[]) => messages.map(({text}) => text);

describe('the Amplifi adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

  describe('listing conversations', () => {
    it('asks with both headers and without any filter', async () => {
      const page = await connect().listConversations({});
      expect(lastRequest().url).to.equal(`${API}/api/conversations`);
      expect(lastRequest().headers.get('authorization')).to.equal(`Bearer ${TOKEN}`);
      expect(lastRequest().headers.get('x-organization-id')).to.equal(ORGANIZATION);
      expect(page.items.map(({id}) => id)).to.have.members([OMAR, JANE]);
      expect(page.next).to.equal(undefined);
      expect(page.total).to.equal(2);
    });

    it('asks for unread conversations', async () => {
      const page = await connect().listConversations({unread: true});
      expect(lastRequest().url).to.equal(`${API}/api/conversations?unread=true`);
      expect(page.items.map(({id}) => id)).to.deep.equal([JANE]);
      expect(page.items[0]).to.deep.include({starred: true, unread: {has: true, count: 1, source: 'native'}});
    });

    it('asks for conversations that need a reply', async () => {
      const page = await connect().listConversations({needsReply: true});
      expect(lastRequest().url).to.equal(`${API}/api/conversations?unresponded=true`);
      expect(page.items.map(({id}) => id)).to.deep.equal([JANE]);
      expect(page.items[0]?.needsReply).to.deep.equal({value: true, source: 'native'});
    });

    it('asks for archived conversations too', async () => {
      const page = await connect().listConversations({includeArchived: true, unread: false});
      expect(lastRequest().url).to.equal(`${API}/api/conversations?includeArchived=true`);
      expect(page.items.find(({id}) => id === LENA)?.status).to.equal('archived');
    });

    it('searches by name and by number, whose plus must survive the query', async () => {
      const adapter = connect();
      expect((await adapter.listConversations({search: ' omar '})).items.map(({id}) => id)).to.deep.equal([OMAR]);
      expect(lastRequest().url).to.equal(`${API}/api/conversations?search=omar`);
      expect((await adapter.listConversations({search: '+1919555'})).items).to.have.lengthOf(2);
      expect(lastRequest().url).to.equal(`${API}/api/conversations?search=%2B1919555`);
      expect((await adapter.listConversations({search: '  '})).items).to.have.lengthOf(2);
      expect(lastRequest().url).to.equal(`${API}/api/conversations`);
    });

    it('combines filters', async () => {
      const query = {unread: true, needsReply: true, includeArchived: true, search: 'smith & co'};
      expect((await connect().listConversations(query)).items).to.deep.equal([]);
      expect(lastRequest().url).to.equal(
        `${API}/api/conversations?unread=true&unresponded=true&search=smith+%26+co&includeArchived=true`,
      );
    });

    it('has no second page', async () => {
      const error = await errorOf(connect().listConversations({cursor: asCursor('x')}));
      expect(error.kind).to.equal('cursor-invalid');
      expect(seen).to.deep.equal([]);
    });

    it('does not take something else for a list', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/api/conversations`, () => HttpResponse.json({conversations: []})));
      expect((await errorOf(adapter.listConversations({}))).kind).to.equal('decode');
    });

    it('leaves out an entry without a number and keeps the rest', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/api/conversations`, () => HttpResponse.json([null, {}, {phoneNumber: JANE}])));
      expect((await adapter.listConversations({})).items.map(({id}) => id)).to.deep.equal([JANE]);
    });
  });

  describe('reading messages', () => {
    const addMany = (count: number, at: (index: number) => number) => {
      const contact = backend.addContact({firstName: 'Long', lastName: 'History', phone: '+13035550111'});
      backend.addThread({
        contactId: contact.id,
        messages: Array.from({length: count}, (_, index) => ({
          direction: index % 2 ? 'inbound' : 'outbound',
          text: `${index + 1}`,
          at: at(index),
        })),
      });
      return contact.phone;
    };
    const numbers = (from: number, to: number) => Array.from({length: to - from + 1}, (_, index) => `${from + index}`);

    async function readAll(adapter: MessagingAdapter, conversationId: string, limit: number): Promise<Message[]> {
      let messages: Message[] = [];
      let cursor: Cursor | undefined;
      do {
        const page = await adapter.listMessages({conversationId, limit, ...(cursor && {cursor})});
        messages = [...page.messages, ...messages];
        cursor = page.older;
      } while (cursor);
      return messages;
    }

    it('gives the newest page, oldest first, with the zone of the organisation', async () => {
      const page = await connect().listMessages({conversationId: JANE});
      expect(lastRequest().url).to.equal(`${API}/api/conversations/%2B19195551234/messages?limit=50`);
      expect(textsOf(page.messages)).to.deep.equal(['Just confirming your RSVP', 'Sounds great, see you there!']);
      expect(page.messages.map(({status}) => status)).to.deep.equal(['delivered', 'received']);
      expect(page.messages[1]?.insight).to.include({sentiment: 'positive', optOutDetected: false});
      expect(page.timeZone).to.equal('America/New_York');
      expect(page.older).to.equal(undefined);
      expect(page.newer).to.equal(undefined);
    });

    it('pages to the first message, each once', async () => {
      const phone = addMany(125, (index) => START - (200 - index) * 60_000);
      const messages = await readAll(connect(), phone, 50);
      expect(textsOf(messages)).to.deep.equal(numbers(1, 125));
      expect(seen).to.have.lengthOf(3);
    });

    it('keeps messages of one instant in order and complete across pages', async () => {
      const phone = addMany(23, () => START - 60_000);
      const messages = await readAll(connect(), phone, 5);
      const sorted = [...messages].sort((a, b) => (a.at ?? 0) - (b.at ?? 0) || (a.order ?? 0) - (b.order ?? 0));
      expect(textsOf(messages)).to.deep.equal(numbers(1, 23));
      expect(textsOf(sorted)).to.deep.equal(numbers(1, 23));
    });

    it('is not moved by a message that arrives between two pages', async () => {
      const phone = addMany(20, (index) => START - (60 - index) * 1000);
      const adapter = connect();
      const newest = await adapter.listMessages({conversationId: phone, limit: 10});
      backend.receive({phone, text: 'late'});
      const older = await adapter.listMessages({conversationId: phone, limit: 10, cursor: newest.older});
      expect(textsOf(older.messages)).to.deep.equal(numbers(1, 10));
      expect(older.older).to.equal(undefined);
    });

    it('asks for no more than the document allows', async () => {
      const adapter = connect({}, {pageSize: 80});
      for (const [limit, asked] of [
        [1000, 200],
        [0, 1],
        [2.7, 2],
        [undefined, 80],
      ] as const) {
        await adapter.listMessages({conversationId: JANE, limit});
        expect(new URL(lastRequest().url).searchParams.get('limit'), String(limit)).to.equal(String(asked));
      }
    });

    it('reports a cursor the provider does not accept', async () => {
      const adapter = connect();
      const error = await errorOf(adapter.listMessages({conversationId: JANE, cursor: asCursor('garbage')}));
      expect(error).to.include({kind: 'cursor-invalid', status: 400, retry: 'now'});
      expect(new URL(lastRequest().url).searchParams.get('cursor')).to.equal('garbage');
    });

    it('knows nothing of a number nobody wrote to', async () => {
      const page = await connect().listMessages({conversationId: '+12025550143'});
      expect(page.messages).to.deep.equal([]);
      expect(page.older).to.equal(undefined);
    });

    it('asks nothing about something that is no number', async () => {
      const adapter = connect();
      for (const conversationId of ['', '..', 'jane', '\ud800+19195551234']) {
        const error = await errorOf(adapter.listMessages({conversationId}));
        expect(error.kind, JSON.stringify(conversationId)).to.equal('not-found');
      }
      expect(seen).to.deep.equal([]);
    });

    it('sees an opt-out flagged by the provider, once it has been analysed', async () => {
      const adapter = connect();
      backend.receive({phone: JANE, text: 'Stop'});
      const early = await adapter.listMessages({conversationId: JANE});
      expect(early.messages.at(-1)?.insight?.optOutDetected).to.equal(null);
      expect(early.messages.at(-1)?.consentChange).to.equal(undefined);
      clock.advance(10_000);
      const later = await adapter.listMessages({conversationId: JANE});
      expect(later.messages.at(-1)?.consentChange).to.deep.equal({kind: 'opt-out', source: 'native'});
    });

    it('follows a delivery to its end', async () => {
      for (const status of ['delivered', 'failed', 'undelivered'] satisfies StoredStatus[]) {
        populate();
        const adapter = connect();
        const contact = backend.contactWithPhone(OMAR);
        if (!contact) throw new Error('no Omar');
        const carriers = {delivered: 'prompt', failed: 'fails', undelivered: 'undelivered'} as const;
        backend.addContact({...contact, carrier: carriers[status]});
        const sent = await adapter.sendMessage({conversationId: OMAR, text: 'Hello'});
        expect(sent.status).to.equal('sent');
        clock.advance(60_000);
        const page = await adapter.listMessages({conversationId: OMAR});
        expect(page.messages.at(-1)).to.include({id: sent.id, status});
        worker.resetHandlers();
      }
    });

    it('does not take something else for a page', async () => {
      const adapter = connect();
      worker.use(http.get(`${API}/api/conversations/:phone/messages`, () => HttpResponse.json([])));
      expect((await errorOf(adapter.listMessages({conversationId: JANE}))).kind).to.equal('decode');
    });
  });

  describe('replying', () => {
    it('sends the text alone when nothing else is asked', async () => {
      const sent = await connect().sendMessage({conversationId: JANE, text: 'See you!'});
      expect(lastRequest().method).to.equal('POST');
      expect(lastRequest().url).to.equal(`${API}/api/conversations/%2B19195551234/reply`);
      expect(lastRequest().headers.get('content-type')).to.equal('application/json');
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({message: 'See you!'});
      expect(sent).to.include({
        conversationId: JANE,
        direction: 'outbound',
        text: 'See you!',
        status: 'sent',
        at: START,
      });
      expect(storedTexts(JANE).at(-1)).to.equal('See you!');
    });

    it('sends every option the document has', async () => {
      const sent = await connect().sendMessage({
        conversationId: JANE,
        text: 'Your “invoice”',
        mediaUrls: ['https://files.example/invoice.pdf'],
        ownEndpointId: 'own-2',
        providerOptions: {normalizeText: false, forceRoute: 'MMS'},
      });
      expect(JSON.parse(await lastRequest().body)).to.deep.equal({
        message: 'Your “invoice”',
        fromPhoneNumberId: 'own-2',
        mediaUrl: 'https://files.example/invoice.pdf',
        normalizeText: false,
        forceRoute: 'MMS',
      });
      expect(sent.text).to.equal('Your “invoice”');
      expect(sent.attachments).to.deep.equal([
        {url: 'https://files.example/invoice.pdf', kind: 'file', name: 'invoice.pdf'},
      ]);
      expect(backend.messagesOf(threadOf(JANE).id).at(-1)).to.deep.include({ownNumberId: 'own-2'});
    });

    it('gives the text as the provider changed it', async () => {
      const adapter = connect({shortenUrls: true});
      const text = '“Hi” – see https://shop.example/a?b=1 and https://shop.example/c';
      const sent = await adapter.sendMessage({conversationId: JANE, text});
      expect(sent.text).to.match(/^"Hi" - see https:\/\/amp\.link\/\w+ and https:\/\/amp\.link\/\w+$/);
      expect(storedTexts(JANE).at(-1)).to.equal(sent.text);
    });

    it('gives the id of the send, even where the history has another', async () => {
      const adapter = connect({replyIdDiffers: true});
      const sent = await adapter.sendMessage({conversationId: JANE, text: 'Hello'});
      const page = await adapter.listMessages({conversationId: JANE});
      expect(page.messages.at(-1)?.text).to.equal('Hello');
      expect(page.messages.at(-1)?.id).not.to.equal(sent.id);
    });

    const refused: readonly (readonly [string, Partial<OutgoingMessage>, string])[] = [
      ['an empty text', {text: ''}, 'message'],
      ['blanks', {text: ' \n'}, 'message'],
      ['a picture without text', {text: '', mediaUrls: ['https://files.example/a.png']}, 'message'],
      ['two pictures', {mediaUrls: ['https://files.example/a.png', 'https://files.example/b.png']}, 'mediaUrl'],
      ['a picture that is not public', {mediaUrls: ['blob:https://page.example/1']}, 'mediaUrl'],
      ['a route that is not one', {providerOptions: {forceRoute: 'PIGEON'}}, 'forceRoute'],
      ['a switch that is not one', {providerOptions: {normalizeText: 'yes'}}, 'normalizeText'],
      ['an option of another provider', {providerOptions: {sendAt: 1}}, 'sendAt'],
    ];
    for (const [name, change, field] of refused) {
      it(`refuses ${name} before anything leaves`, async () => {
        const error = await errorOf(connect().sendMessage({conversationId: JANE, text: 'Hello', ...change}));
        expect(error).to.include({kind: 'validation', field, outcomeUnknown: false});
        expect(error.message).to.match(/\w+ \w+/);
        expect(seen).to.deep.equal([]);
      });
    }

    for (const [name, body] of [
      ['an empty object', {}],
      ['a log without an id', {success: true, messageLog: {status: 'sent'}}],
      ['an empty id', {success: true, messageLog: {id: ''}}],
      ['a list', []],
    ] as const) {
      it(`does not know whether it was sent when the answer is ${name}`, async () => {
        const adapter = connect();
        worker.use(http.post(`${API}/api/conversations/:phone/reply`, () => HttpResponse.json(body)));
        const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'}));
        expect(error).to.include({kind: 'decode', outcomeUnknown: true});
        expect(error.raw).to.deep.equal(body);
      });
    }

    it('takes an answer that names no status for an acceptance', async () => {
      const adapter = connect();
      const answer = {success: true, messageLog: {id: 'log-1'}};
      worker.use(http.post(`${API}/api/conversations/:phone/reply`, () => HttpResponse.json(answer)));
      const sent = await adapter.sendMessage({conversationId: JANE, text: 'Hello'});
      expect(sent).to.deep.include({id: 'log-1', text: 'Hello', status: 'accepted', atSource: 'none', raw: answer});
    });
  });

  describe('errors', () => {
    const cases: readonly (readonly [
      name: string,
      prepare: () => void,
      message: Partial<OutgoingMessage>,
      expected: Partial<ConversationError>,
    ])[] = [
      [
        'no contact',
        () => {},
        {conversationId: '+12025550143'},
        {kind: 'contact-not-found', status: 400, code: 'CONTACT_NOT_FOUND', retry: 'after-change'},
      ],
      [
        'an opted-out contact',
        () => backend.optOut(threadOf(JANE).id),
        {},
        {kind: 'opted-out', status: 400, code: 'CONTACT_OPTED_OUT', retry: 'never'},
      ],
      [
        'a contact who opted out of another number',
        () => backend.optOut(threadOf(JANE).id, 'own-2'),
        {},
        {kind: 'opted-out', status: 400, code: 'CONTACT_OPTED_OUT'},
      ],
      [
        'a landline',
        () => contactChange(JANE, {textable: false}),
        {},
        {kind: 'not-textable', status: 400, code: 'CONTACT_NON_TEXTABLE', retry: 'never'},
      ],
      [
        'a look-up under way',
        () => contactChange(JANE, {textable: null}),
        {},
        {kind: 'lookup-pending', status: 400, retry: 'after-delay'},
      ],
      [
        'no default number',
        () => backend.setDefaultNumber(null),
        {},
        {kind: 'no-from-number', status: 400, code: 'NO_FROM_NUMBER', nextAction: 'configure-number'},
      ],
      [
        'no credits',
        () => backend.setCredits(0),
        {},
        {kind: 'insufficient-credits', status: 402, code: undefined, nextAction: 'add-credits'},
      ],
      [
        "somebody else's number",
        () => {},
        {ownEndpointId: 'own-9'},
        {kind: 'from-number-forbidden', status: 403, code: undefined, nextAction: 'choose-number'},
      ],
    ];
    for (const [name, prepare, message, expected] of cases) {
      it(`reports ${name} as ${expected.kind}, and that nothing was sent`, async () => {
        prepare();
        const before = storedTexts(JANE).length;
        const error = await errorOf(connect().sendMessage({conversationId: JANE, text: 'Hello', ...message}));
        expect(error).to.include({adapter: 'amplifi', outcomeUnknown: false, ...expected});
        expect(error.message).to.match(/\w+ \w+/);
        expect(storedTexts(JANE)).to.have.lengthOf(before);
        expect(seen).to.have.lengthOf(1);
      });
    }

    it('takes a blocked number for not textable when the words do not mention a look-up', async () => {
      contactChange(JANE, {textable: null});
      const adapter = connect({lookupPendingText: 'Blocked for now.'});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'}));
      expect(error).to.include({kind: 'not-textable', message: 'Blocked for now.'});
    });

    it('asks the supplier once for a fresh token and repeats once', async () => {
      const asked: boolean[] = [];
      const headers: HeaderSupplier = async ({refused}) => {
        asked.push(refused);
        return {authorization: `Bearer ${refused ? 'fresh-token' : TOKEN}`};
      };
      const adapter = connect({acceptToken: (token) => token === 'fresh-token'}, {headers});
      await adapter.sendMessage({conversationId: JANE, text: 'Once only'});
      expect(asked).to.deep.equal([false, true]);
      expect(seen.map(({headers: sent}) => sent.get('authorization'))).to.deep.equal([
        `Bearer ${TOKEN}`,
        'Bearer fresh-token',
      ]);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('asks for a sign-in when the fresh token is refused too, and tells nobody the token', async () => {
      const adapter = connect({acceptToken: () => false});
      for (const work of [adapter.listConversations({}), adapter.sendMessage({conversationId: JANE, text: 'Hello'})]) {
        const error = await errorOf(work);
        expect(error).to.include({kind: 'unauthorized', status: 401, nextAction: 'sign-in', outcomeUnknown: false});
        expect(everythingIn(error)).not.to.contain(TOKEN);
      }
      expect(seen).to.have.lengthOf(4);
    });

    it('does not knock twice when nobody supplies a token', async () => {
      const error = await errorOf(connect({}, {headers: undefined}).listConversations({}));
      expect(error).to.include({kind: 'unauthorized', status: 401});
      expect(seen).to.have.lengthOf(1);
    });

    it('reports an organisation that is not ours as forbidden', async () => {
      const error = await errorOf(connect({}, {organizationId: 'another'}).listConversations({}));
      expect(error).to.include({kind: 'forbidden', status: 403});
    });

    it('puts no token into any error', async () => {
      const refusals: ConversationError[] = [];
      const echo = ({request}: {readonly request: Request}) =>
        HttpResponse.json({error: request.headers.get('authorization')}, {status: 400});
      const adapter = connect();
      worker.use(http.all(`${API}/api/*`, echo), http.all(`${API}/api/conversations/*`, echo));
      refusals.push(await errorOf(adapter.listConversations({})));
      refusals.push(await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'})));
      expect(refusals.map(({message}) => message)).to.deep.equal(['[removed]', '[removed]']);
      for (const error of refusals) expect(everythingIn(error)).not.to.contain(TOKEN);
    });

    it('tells how long to wait, said in seconds', async () => {
      const adapter = connect();
      backend.setFaults({rateLimit: {next: 1, retryAfter: 3000}});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Hello'}));
      expect(error).to.include({kind: 'rate-limited', status: 429, retryAfter: 3000, outcomeUnknown: false});
      expect(storedTexts(JANE)).not.to.include('Hello');
    });

    it('tells how long to wait, said as a date', async () => {
      const adapter = connect({retryAfterAsDate: true});
      backend.setFaults({rateLimit: {next: 1, retryAfter: 30_000}});
      const error = await errorOf(adapter.listMessages({conversationId: JANE}));
      expect(error.kind).to.equal('rate-limited');
      expect(error.retryAfter).to.be.within(20_000, 30_000);
    });

    it('does not repeat a send whose answer was lost', async () => {
      const adapter = connect();
      backend.setFaults({loseAnswer: {next: 1}});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Once only'}));
      expect(error).to.include({kind: 'network', outcomeUnknown: true});
      expect(seen).to.have.lengthOf(1);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('does not repeat a send on which the server broke', async () => {
      const adapter = connect();
      backend.setFaults({serverError: {next: 1, processed: true}});
      const error = await errorOf(adapter.sendMessage({conversationId: JANE, text: 'Once only'}));
      expect(error).to.include({kind: 'server', status: 500, outcomeUnknown: true});
      expect(seen).to.have.lengthOf(1);
      expect(storedTexts(JANE).filter((text) => text === 'Once only')).to.have.lengthOf(1);
    });

    it('is certain that a read changed nothing', async () => {
      const adapter = connect();
      backend.setFaults({offline: true});
      expect(await errorOf(adapter.listConversations({}))).to.include({kind: 'network', outcomeUnknown: false});
    });

    it('can be called off', async () => {
      const adapter = connect();
      backend.setFaults({latency: {minimum: 60_000, maximum: 60_000}});
      const controller = new AbortController();
      const work = errorOf(adapter.listMessages({conversationId: JANE}, {signal: controller.signal}));
      await waitUntil(() => seen.length === 1);
      controller.abort();
      expect((await work).kind).to.equal('aborted');
    });
  });

  describe('what it offers', () => {
    it('offers a method for everything it claims, and nothing the document does not have', () => {
      const adapter = connect();
      const offered = (Object.keys(adapter.capabilities) as (keyof typeof adapter.capabilities)[])
        .filter((name): name is CapabilityName => name !== 'maximumAttachments')
        .filter((name) => can(adapter.capabilities, name));
      expect(offered).to.have.members([
        'listConversations',
        'filterUnread',
        'filterNeedsReply',
        'includeArchived',
        'searchConversations',
        'unreadCount',
        'markRead',
        'starred',
        'consent',
        'messageHistory',
        'messageDirections',
        'deliveryStatus',
        'insight',
        'timeZone',
        'sendText',
        'sendMedia',
        'normalizeText',
        'liveUpdates',
      ]);
      expect(adapter.capabilities).to.include({consent: 'derived', liveUpdates: 'derived', maximumAttachments: 1});
      expect(adapter).not.to.have.any.keys('markRead', 'setArchived', 'setStarred', 'listOwnEndpoints');
    });

    it('names the account without a secret', () => {
      expect(connect().id).to.equal(`amplifi:${ORGANIZATION}`);
      expect(createAmplifiAdapter().id).to.equal(`amplifi:${API}`);
    });

    it('looks for news at the intervals it was given', async () => {
      const events: AdapterEvent[] = [];
      const adapter = connect({}, {polling: {conversations: 10, messages: 5}});
      const subscription = adapter.subscribe?.((event) => events.push(event));
      subscription?.watch(JANE);
      await waitUntil(() => events.some(({type}) => type === 'conversations-invalidated'));
      await waitUntil(() => events.some(({type}) => type === 'messages-invalidated'));
      subscription?.close();
      expect(seen).to.deep.equal([]);
    });
  });

  describe('the mock', () => {
    const ask = (path: string, init: RequestInit = {}) =>
      fetch(`${API}/api/conversations${path}`, {
        ...init,
        headers: {authorization: `Bearer ${TOKEN}`, 'x-organization-id': ORGANIZATION, ...init.headers},
      });
    const reply = (phone: string, body: unknown) =>
      ask(`/${phone}/reply`, {method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body)});

    beforeEach(() => {
      connect();
    });

    it('lets nobody in without both headers', async () => {
      const url = `${API}/api/conversations`;
      expect((await fetch(url)).status).to.equal(401);
      expect((await fetch(url, {headers: {authorization: `Bearer ${TOKEN}`}})).status).to.equal(401);
      expect((await fetch(url, {headers: {'x-organization-id': ORGANIZATION}})).status).to.equal(401);
      expect((await ask('', {headers: {authorization: 'Basic abc'}})).status).to.equal(401);
      expect((await ask('')).status).to.equal(200);
    });

    it('decodes a path once and takes any US spelling of a number', async () => {
      for (const path of ['%2B19195551234', '+19195551234', '19195551234', '9195551234', '(919)%20555-1234']) {
        const body = (await (await ask(`/${path}/messages`)).json()) as {messages: unknown[]};
        expect(body.messages, path).to.have.lengthOf(2);
      }
      const twice = (await (await ask('/%252B19195551234/messages')).json()) as {messages: unknown[]};
      expect(twice.messages).to.deep.equal([]);
      expect((await reply('%252B19195551234', {message: 'Hello'})).status).to.equal(400);
      expect((await reply('(919)%20555-1234', {message: 'Hello'})).status).to.equal(200);
    });

    it('takes true, false, 1 and 0 for booleans and nothing else', async () => {
      for (const value of ['true', 'false', '1', '0']) expect((await ask(`?unread=${value}`)).status).to.equal(200);
      for (const name of ['unread', 'unresponded', 'includeArchived']) {
        for (const value of ['yes', 'TRUE', '']) expect((await ask(`?${name}=${value}`)).status, value).to.equal(400);
      }
    });

    it('takes limits from 1 to 200 and cursors of its own, for the thread they were made for', async () => {
      for (const limit of ['0', '201', '-1', '1.5', 'ten', '']) {
        expect((await ask(`/${JANE}/messages?limit=${limit}`)).status, limit).to.equal(400);
      }
      const first = (await (await ask(`/${JANE}/messages?limit=1`)).json()) as {cursor: string};
      const cursor = encodeURIComponent(first.cursor);
      const second: unknown = await (await ask(`/${JANE}/messages?limit=1&cursor=${cursor}`)).json();
      expect(second).not.to.have.property('cursor');
      expect((await ask(`/${OMAR}/messages?cursor=${cursor}`)).status).to.equal(400);
      for (const garbage of ['x', 'e30%3D', '']) {
        expect((await ask(`/${JANE}/messages?cursor=${garbage}`)).status, garbage).to.equal(400);
      }
    });

    it("leaves out what the document's outgoing sample leaves out", async () => {
      const {messages} = (await (await ask(`/${JANE}/messages`)).json()) as {messages: object[]};
      expect(Object.keys(messages[1] ?? {})).to.deep.equal([
        'id',
        'direction',
        'message',
        'mediaUrl',
        'status',
        'timestamp',
      ]);
      expect(messages[0]).to.include({direction: 'incoming', status: null, mediaUrl: null, mediaUrls: null});
    });

    it('checks a body before anything else', async () => {
      const bodies: unknown[] = ['', '[]', 'no json', {}, {message: ''}, {message: ' '}, {message: 5}];
      const more = [{mediaUrl: 'a.png'}, {normalizeText: 'true'}, {forceRoute: 'sms'}, {fromPhoneNumberId: 7}];
      for (const body of [...bodies, ...more.map((field) => ({message: 'Hello', ...field}))]) {
        const response = await reply('+12025550143', body);
        expect(response.status, JSON.stringify(body)).to.equal(400);
        expect(await response.json(), JSON.stringify(body)).to.have.keys('error');
      }
    });

    it('refuses in one order: contact, consent, textable, from number, default number, credits', async () => {
      const codeOf = async (body: object = {}) => {
        const response = await reply(JANE, {message: 'Hello', ...body});
        const {code} = (await response.json()) as {code?: string};
        return code ?? response.status;
      };
      const foreign = {fromPhoneNumberId: 'own-9'};
      backend.setCredits(0);
      expect(await codeOf()).to.equal(402);
      backend.setDefaultNumber(null);
      expect(await codeOf()).to.equal('NO_FROM_NUMBER');
      expect(await codeOf(foreign)).to.equal(403);
      contactChange(JANE, {textable: false});
      expect(await codeOf(foreign)).to.equal('CONTACT_NON_TEXTABLE');
      backend.optOut(threadOf(JANE).id);
      expect(await codeOf(foreign)).to.equal('CONTACT_OPTED_OUT');
    });

    it('answers preflights and lets pages read how long to wait', async () => {
      const preflight = await ask(`/${JANE}/reply`, {method: 'OPTIONS'});
      expect(preflight.status).to.equal(204);
      expect(preflight.headers.get('access-control-allow-headers')).to.contain('x-organization-id');
      backend.setFaults({rateLimit: {next: 1, retryAfter: 1200}});
      const limited = await ask('');
      expect(limited.headers.get('access-control-expose-headers')).to.equal('Retry-After');
      expect(limited.headers.get('retry-after')).to.equal('2');
    });

    it('has no endpoint the document does not have', async () => {
      expect((await ask(`/${JANE}/star`, {method: 'POST'})).status).to.equal(404);
      expect((await ask(`/${JANE}`, {method: 'DELETE'})).status).to.equal(404);
      expect((await ask('', {method: 'POST'})).status).to.equal(405);
    });
  });
});
