import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {Message} from '../../../src/model/message.js';
import {asCursor} from '../../../src/model/page.js';
import {errorOf} from '../../adapter/errors.js';
import {
  API,
  backend,
  clock,
  close,
  connect,
  JANE,
  KEY,
  lastRequest,
  listen,
  minutesAgo,
  OMAR,
  pathsSeen,
  phoneOf,
  populate,
  seen,
  START,
  threadWith,
  worker,
} from './account-scene.js';

const textsOf = (messages: readonly Message[]) => messages.map(({text}) => text);
describe('the Surge adapter over HTTP', () => {
  beforeEach(populate);
  afterEach(close);

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
});
