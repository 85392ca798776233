import {expect, waitUntil} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {conversationTitle} from '../../../src/model/conversation.js';
import {createDigivaultHandlers} from '../../../src/providers/digivault/mock.js';
import {errorOf} from '../../adapter/errors.js';
import {
  API,
  asked,
  backend,
  connect,
  contactId,
  FRANK,
  lastRequest,
  OLD,
  OMAR,
  populate,
  seen,
  threadId,
  TOKEN,
  worker,
} from './account-scene.js';

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
});
