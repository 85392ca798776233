import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import type {Message} from '../../../src/model/message.js';
import type {Cursor} from '../../../src/model/page.js';
import {errorOf} from '../../adapter/errors.js';
import {
  addNumbered,
  API,
  asked,
  backend,
  clock,
  connect,
  idOf,
  JANE,
  populate,
  seen,
  START,
  worker,
} from './account-scene.js';

const textsOf = (messages: readonly Message[]) => messages.map(({text}) => text);

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
describe('the AgentPhone adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(() => backend.close());

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
});
