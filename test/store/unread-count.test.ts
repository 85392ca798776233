import {expect} from '@open-wc/testing';
import {ManualClock} from '../../src/backend/clock.js';
import {createBackend} from '../../src/backend/scenarios/index.js';
import {createMemoryAdapter, type MemoryAdapterOptions} from '../../src/providers/memory/index.js';
import {InboxStore} from '../../src/store/inbox-store.js';

function makeStore(options: Partial<MemoryAdapterOptions> = {}) {
  const clock = new ManualClock();
  const backend = createBackend({scenario: 'busy-inbox', clock});
  const store = new InboxStore(createMemoryAdapter({backend, ...options}), {now: () => clock.now()});
  return {backend, clock, store};
}

const unreadIds = ({conversationList}: InboxStore): readonly string[] =>
  conversationList.state.conversations.filter(({unread}) => unread.has).map(({id}) => id);

async function loaded(options?: Partial<MemoryAdapterOptions>) {
  const world = makeStore(options);
  world.store.open();
  await world.store.conversationList.when(({status}) => status === 'ready');
  return world;
}

describe('how many conversations are unread', () => {
  it('is not known to be all until every conversation is loaded', async () => {
    const {store} = await loaded();
    expect(store.conversationList.state.hasMore).to.equal(true);
    expect(store.unreadCount.isComplete).to.equal(false);
    while (store.conversationList.state.hasMore) await store.conversationList.loadMore();
    expect(store.unreadCount).to.deep.equal({count: unreadIds(store).length, isComplete: true});
    expect(store.unreadCount.count).to.be.greaterThan(0);
    store.close();
  });

  it('tells nothing while nothing changes, and follows what is written, read, and marked', async () => {
    const {backend, store} = await loaded();
    while (store.conversationList.state.hasMore) await store.conversationList.loadMore();
    const before = store.unreadCount;
    await store.refresh();
    expect(store.unreadCount).to.equal(before);
    const read = store.conversationList.state.conversations.find(({unread}) => !unread.has);
    void store.setUnread(read?.id ?? '', true);
    expect(store.unreadCount.count).to.equal(before.count + 1);
    void store.setUnread(read?.id ?? '', false);
    backend.receive({phone: '+15550009999', text: 'Hello from somebody new'});
    await store.when(({unreadCount}) => unreadCount.count === before.count + 1);
    store.close();
  });

  it('is never said to be all while the list is searched', async () => {
    const {store} = await loaded();
    while (store.conversationList.state.hasMore) await store.conversationList.loadMore();
    await store.conversationList.setQuery({search: 'nobody is called that'});
    expect(store.unreadCount.isComplete).to.equal(false);
    await store.conversationList.setQuery({});
    store.close();
  });

  it('is never said to be all where the provider does not tell what is unread', async () => {
    const {store} = await loaded({capabilities: {filterUnread: 'none'}});
    while (store.conversationList.state.hasMore) await store.conversationList.loadMore();
    expect(store.unreadCount.isComplete).to.equal(false);
    store.close();
  });

  it('leaves out what went to the archive, here or elsewhere', async () => {
    const {store, backend} = await loaded();
    while (store.conversationList.state.hasMore) await store.conversationList.loadMore();
    const [first = '', second = ''] = unreadIds(store);
    const {count} = store.unreadCount;
    await store.actions.setArchived(first, true);
    expect(store.unreadCount.count).to.equal(count - 1);
    backend.setArchived(second, true);
    await store.refresh();
    expect(store.unreadCount.count).to.equal(count - 2);
    store.close();
  });

  it('is nothing after signing out', async () => {
    const {store} = await loaded();
    await store.clear();
    expect(store.unreadCount).to.deep.equal({count: 0, isComplete: false});
  });
});
