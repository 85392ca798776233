import {expect} from '@open-wc/testing';
import {http, HttpResponse} from 'msw';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import type {Conversation} from '../../../src/model/conversation.js';
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
  lastRequest,
  OMAR,
  populate,
  seen,
  START,
  TOKEN,
  worker,
} from './account-scene.js';

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
});
