import {expect} from '@open-wc/testing';
import {CONTRACT_VERSION} from '../../src/adapter/messaging-adapter.js';
import {lastMessage} from '../../src/backend/queries.js';
import {can} from '../../src/model/capabilities.js';
import {allConversations, conversationWith, phoneOf} from './contract-steps.js';
import type {Stage} from './contract-suite.js';
import {PEOPLE, type ContractWorld} from './contract-world.js';
import type {Thread} from '../../src/backend/types.js';

const phonesWhere = ({backend}: ContractWorld, wanted: (thread: Thread) => boolean): string[] =>
  backend
    .threads()
    .filter(wanted)
    .map(({contactId}) => backend.contact(contactId)?.phone ?? '')
    .sort();

export function describeLists(stage: Stage): void {
  describe('the list of conversations', () => {
    it('says who it is and which contract it keeps', () => {
      const {adapter} = stage();
      expect(adapter.contractVersion).to.equal(CONTRACT_VERSION);
      expect(adapter.name).not.to.equal('');
      expect(adapter.id).not.to.equal('');
    });

    it('holds every conversation once, and leaves archived ones out', async () => {
      const {adapter, world} = stage();
      const found = await allConversations(adapter, {limit: 20});
      expect(found.map(phoneOf).sort()).to.deep.equal(phonesWhere(world, ({archived}) => !archived));
      expect(new Set(found.map(({id}) => id)).size).to.equal(found.length);
    });

    it('fills in what a conversation is', async () => {
      const {adapter, world} = stage();
      const conversation = await conversationWith(adapter, PEOPLE.answering);
      const {participants, kind, status, lastMessage: last, lastActivityAt, raw} = conversation;
      expect(participants).to.have.length(1);
      expect(participants[0]).to.include({role: 'contact', name: 'Ana Swering', address: PEOPLE.answering});
      expect({kind, status}).to.deep.equal({kind: 'direct', status: 'active'});
      expect(last?.text).to.equal('Hello!');
      expect(lastActivityAt).to.equal(world.clock.now() - 2 * 3_600_000);
      expect(raw).to.be.an('object');
    });

    it('skips and doubles nobody while messages move conversations between pages', async () => {
      const {adapter, world} = stage();
      let moved = 30;
      const found = await allConversations(adapter, {limit: 10}, () => {
        world.clock.advance(1000);
        for (let count = 0; count < 3; count++) {
          world.backend.receive({phone: `+121255501${String(moved++).padStart(2, '0')}`, text: 'I moved up'});
        }
      });
      const phones = found.map(phoneOf);
      expect(new Set(phones).size).to.equal(phones.length);
      expect(phones.sort()).to.deep.equal(phonesWhere(world, ({archived}) => !archived));
    });

    it('tells unread counts and finds what is unread', async () => {
      const {adapter, world} = stage();
      const {unread} = await conversationWith(adapter, PEOPLE.unread);
      if (can(adapter.capabilities, 'unreadCount')) expect(unread).to.include({has: true, count: 3});
      if (adapter.capabilities.filterUnread !== 'native') return;
      const found = await allConversations(adapter, {unread: true});
      expect(found.map(phoneOf).sort()).to.deep.equal(phonesWhere(world, ({unreadCount}) => unreadCount > 0));
    });

    it('finds who waits for a reply', async () => {
      const {adapter, world} = stage();
      const all = await allConversations(adapter);
      expect(all.map(phoneOf)).to.include.members([PEOPLE.unread, PEOPLE.answered]);
      if (adapter.capabilities.filterNeedsReply !== 'native') return;
      const phones = (await allConversations(adapter, {needsReply: true})).map(phoneOf);
      expect(phones).to.include(PEOPLE.unread);
      expect(phones).not.to.include(PEOPLE.answered);
      expect(
        phonesWhere(world, (thread) => lastMessage(world.backend, thread)?.direction === 'inbound'),
      ).to.include.members(phones);
    });

    it('includes archived conversations when asked', async () => {
      const {adapter} = stage();
      const all = await allConversations(
        adapter,
        can(adapter.capabilities, 'includeArchived') ? {includeArchived: true} : {},
      );
      const archived = all.find((conversation) => phoneOf(conversation) === PEOPLE.archived);
      expect(archived?.status).to.equal(can(adapter.capabilities, 'includeArchived') ? 'archived' : undefined);
    });

    it('searches names and numbers', async () => {
      const {adapter} = stage();
      const {capabilities} = adapter;
      const search = async (text: string) => (await allConversations(adapter, {search: text})).map(phoneOf);
      if (capabilities.searchConversations !== 'native') {
        expect(capabilities.searchConversations).to.be.oneOf(['derived', 'local', 'none']);
        return;
      }
      expect(await search('stella')).to.deep.equal([PEOPLE.starred]);
      expect(await search(PEOPLE.unread)).to.deep.equal([PEOPLE.unread]);
      expect(await search('202555-0117')).to.deep.equal([PEOPLE.unread]);
      expect(await search('nobody has this name')).to.deep.equal([]);
    });

    it('marks as read, stars and archives where it can', async () => {
      const {adapter} = stage();
      const {capabilities} = adapter;
      const starred = await conversationWith(adapter, PEOPLE.starred);
      const unread = await conversationWith(adapter, PEOPLE.unread);
      expect(starred.starred).to.equal(can(capabilities, 'starred') ? true : undefined);
      expect(!!adapter.markRead).to.equal(capabilities.markRead === 'native');
      expect(!!adapter.setArchived).to.equal(capabilities.archiveConversation === 'native');
      await adapter.markRead?.(unread.id);
      if (adapter.markRead) expect((await conversationWith(adapter, PEOPLE.unread)).unread.has).to.be.false;
      await adapter.setStarred?.(unread.id, true);
      if (adapter.setStarred) expect((await conversationWith(adapter, PEOPLE.unread)).starred).to.be.true;
      const archived = await adapter.setArchived?.(unread.id, true);
      if (archived) expect(archived.status).to.equal('archived');
    });

    it('reads one conversation again where it can', async () => {
      const {adapter} = stage();
      const listed = await conversationWith(adapter, PEOPLE.answering);
      const again = adapter.getConversation ? await adapter.getConversation(listed.id) : listed;
      expect(again).to.deep.equal(listed);
    });
  });
}
