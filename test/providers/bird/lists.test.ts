import {expect} from '@open-wc/testing';
import type {MessagingAdapter} from '../../../src/adapter/messaging-adapter.js';
import {contactOf} from '../../../src/model/conversation.js';
import type {Cursor} from '../../../src/model/page.js';
import {errorOf} from '../../adapter/errors.js';
import type {SeenRequest} from '../../adapter/over-http.js';
import {
  backend,
  clock,
  connect,
  JANE,
  KEY,
  listed,
  MINUTE,
  OMAR,
  populate,
  ROOT,
  seen,
  START,
  threadIdOf,
} from './account-scene.js';

const pathOf = ({url}: SeenRequest) => url.slice(ROOT.lastIndexOf('/'));
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
});
