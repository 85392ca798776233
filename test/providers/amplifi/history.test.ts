import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import type {StoredStatus} from '../../../src/backend/types.js';
import type {Message} from '../../../src/model/message.js';
import {asCursor, type Cursor} from '../../../src/model/page.js';
import {errorOf} from '../../adapter/errors.js';
import {API, backend, clock, connect, JANE, lastRequest, OMAR, populate, seen, START, worker} from './account-scene.js';

const textsOf = (messages: readonly Message[]) => messages.map(({text}) => text);
describe('the Amplifi adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

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
});
