import {expect} from '@open-wc/testing';
import type {Capabilities} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const ID = '1';
const message = (id: string, when: number): Message => aMessage({id, at: when, conversationId: ID});
const read = {has: false, count: 0, source: 'native'} as const;

interface Given {
  readonly row?: Partial<Conversation>;
  readonly capabilities?: Partial<Capabilities>;
  readonly memory?: SharedMemory;
}

/** An inbox with one conversation, which is open and whose newest message is in sight. */
async function opened({row = {}, capabilities = {markRead: 'native'}, memory = new SharedMemory()}: Given = {}) {
  const adapter = new ScriptedAdapter(capabilities);
  const store = new InboxStore(adapter, {storage: new MemoryStorage(memory)});
  store.open();
  at(adapter.lists, 0).answer({
    items: [aConversation({id: ID, lastActivityAt: 3000, unread: read, ...row}), aConversation({id: '2'})],
  });
  await settle();
  await look(store, adapter);
  return {adapter, store, memory};
}

/** Somebody opens it and sees its newest message. */
async function look(store: InboxStore, adapter: ScriptedAdapter): Promise<void> {
  store.select(ID);
  await settle();
  adapter.pages.at(-1)?.answer({messages: [message('m1', 1000), message('m2', 3000)]});
  await settle();
  store.markSeen(ID, 'm2');
  await settle();
}

const unreadOf = (store: InboxStore) => store.conversation(ID)?.unread;

describe('Marking a conversation unread', () => {
  for (const markRead of ['native', 'local'] as const) {
    describe(`where the provider ${markRead === 'native' ? 'is told' : 'is not told'} of what was read`, () => {
      it('is known on this device, says so, and tells the provider nothing', async () => {
        const {adapter, store} = await opened({capabilities: {markRead}});
        void store.setUnread(ID, true);
        expect(unreadOf(store)).to.deep.equal({has: true, count: 0, source: 'local'});
        expect(adapter.read).to.deep.equal([]);
      });

      it('holds while somebody goes on looking, and ends when it is opened again', async () => {
        const {adapter, store} = await opened({capabilities: {markRead}});
        void store.setUnread(ID, true);
        store.markSeen(ID, 'm2');
        adapter.emit({type: 'conversation-updated', conversation: aConversation({id: '2', lastActivityAt: 1})});
        await settle();
        expect(unreadOf(store)?.has).to.equal(true);
        store.select('2');
        await settle();
        expect(unreadOf(store)?.has, 'left behind').to.equal(true);
        await look(store, adapter);
        expect(unreadOf(store)?.has, 'opened again').to.equal(false);
        expect(adapter.read, 'the provider had it as read all the time').to.deep.equal([]);
      });

      it('can be taken back, and done again', async () => {
        const {store} = await opened({capabilities: {markRead}});
        for (const unread of [true, false, true, true, false, true]) {
          await store.setUnread(ID, unread);
          expect(unreadOf(store)?.has).to.equal(unread);
        }
      });

      it('outlives the page, and so does that it was read again', async () => {
        const {store, memory} = await opened({capabilities: {markRead}});
        void store.setUnread(ID, true);
        await settle();
        await store.dispose();

        const later = new InboxStore(new ScriptedAdapter({markRead}), {storage: new MemoryStorage(memory)});
        const adapter = later.adapter as ScriptedAdapter;
        later.open();
        at(adapter.lists, 0).answer({items: [aConversation({id: ID, lastActivityAt: 3000, unread: read})]});
        await settle();
        expect(unreadOf(later)?.has).to.equal(true);
        await look(later, adapter);
        expect(unreadOf(later)?.has).to.equal(false);
        await later.dispose();

        const last = await opened({capabilities: {markRead}, memory});
        expect(unreadOf(last.store)?.has).to.equal(false);
      });
    });
  }

  it('takes nothing from what the provider counts: a new message is told to it as read once it was seen', async () => {
    const {adapter, store} = await opened();
    void store.setUnread(ID, true);
    adapter.emit({
      type: 'conversation-updated',
      conversation: aConversation({id: ID, lastActivityAt: 9000, unread: {has: true, count: 1, source: 'native'}}),
    });
    adapter.emit({type: 'message-created', message: message('m3', 9000)});
    await settle();
    expect(unreadOf(store)).to.deep.include({has: true, count: 1});
    await store.setUnread(ID, false);
    await settle();
    expect(adapter.read).to.deep.equal([ID]);
    expect(unreadOf(store)?.has).to.equal(false);
  });

  it('reaches the other tabs', async () => {
    const {store, memory} = await opened();
    const other = await opened({memory});
    // Nobody looks at that one.
    other.store.setPollMode('hidden');
    void store.setUnread(ID, true);
    await settle();
    expect(unreadOf(other.store)?.has).to.equal(true);
  });

  it('outlives another tab that shows the conversation all the while, until somebody opens it there again', async () => {
    const {store, memory} = await opened();
    const other = await opened({memory});
    void store.setUnread(ID, true);
    await settle();
    other.adapter.emit({type: 'conversation-updated', conversation: aConversation({id: '2', lastActivityAt: 1})});
    other.store.markSeen(ID, 'm2');
    await settle();
    for (const each of [store, other.store]) expect(unreadOf(each)?.has).to.equal(true);
    other.store.select('2');
    await settle();
    await look(other.store, other.adapter);
    for (const each of [store, other.store]) expect(unreadOf(each)?.has, 'opened again').to.equal(false);
  });

  it('can be ended for a conversation that is not open, and says why where the provider was not told', async () => {
    const unread = {has: true, count: 2, source: 'native'} as const;
    const {store, adapter} = await opened();
    adapter.emit({type: 'conversation-updated', conversation: aConversation({id: '2', lastActivityAt: 5000, unread})});
    await settle();
    await store.setUnread('2', false);
    expect(adapter.read).to.include('2');
    expect(store.conversation('2')?.unread).to.include({has: false, source: 'native'});

    const local = await opened({capabilities: {markRead: 'local'}});
    local.adapter.emit({
      type: 'conversation-updated',
      conversation: aConversation({id: '2', lastActivityAt: 5000, unread}),
    });
    await settle();
    await local.store.setUnread('2', false);
    expect(local.adapter.read).to.deep.equal([]);
    expect(local.store.conversation('2')?.unread).to.include({has: false, source: 'local'});
  });
});
