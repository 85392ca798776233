import {expect, waitUntil} from '@open-wc/testing';
import {InboxStore} from '../../src/store/inbox-store.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {adapters, createLargeWorld, phoneOf, write, type LargeWorld} from './large-world.js';

const PEOPLE = 300;

async function opened(name: string): Promise<{world: LargeWorld; store: InboxStore}> {
  const world = createLargeWorld(PEOPLE);
  const connect = adapters[name];
  if (!connect) throw new RangeError(name);
  const store = new InboxStore(connect(world));
  store.open();
  await waitUntil(() => store.conversationList.state.status === 'ready', 'the list is read');
  return {world, store};
}

async function loadAll(store: InboxStore): Promise<void> {
  for (let pages = 0; store.conversationList.state.hasMore && pages < 40; pages++) {
    await store.conversationList.loadMore();
  }
}

/** What the list says of a person, and what the provider has. */
function rows(store: InboxStore): ReadonlyMap<string, string> {
  return new Map(
    store.conversationList.state.conversations.map(({participants: [contact], lastMessage}) => [
      contact?.address ?? '',
      lastMessage?.text ?? '',
    ]),
  );
}

for (const name of ['memory', 'agentphone', 'bird', 'surge', 'amplifi']) {
  describe(`conversations over ${name}`, () => {
    it('catch up after a pause in which far more than a page of contacts wrote', async function () {
      this.timeout(60_000);
      const {world, store} = await opened(name);
      await store.conversationList.loadMore();
      store.close();
      write(world, 40, 160);
      store.open();
      await store.refresh();
      await loadAll(store);
      const shown = rows(store);
      const wrong: string[] = [];
      for (let person = 0; person < PEOPLE; person++) {
        const expected = person >= 40 && person < 160 ? `New ${person}` : `Old ${person}`;
        const text = shown.get(phoneOf(person));
        // A provider whose rows hold no text shows none.
        if (text === undefined || (text !== '' && text !== expected)) wrong.push(`${person}: ${text}`);
      }
      expect(wrong).to.deep.equal([]);
      expect(shown.size, 'nothing is missing, nothing is there twice').to.equal(PEOPLE);
      expect(store.conversationList.state.conversations).to.have.length(PEOPLE);
      await store.dispose();
    });
  });
}

describe('the list of conversations', () => {
  it('tells nobody, and keeps every row, while nothing happens', async function () {
    this.timeout(60_000);
    const world = createLargeWorld(2000);
    const store = new InboxStore(createMemoryAdapter({backend: world.backend}));
    store.open();
    await waitUntil(() => store.conversationList.state.status === 'ready');
    await loadAll(store);
    const before = store.conversationList.state.conversations;
    expect(before).to.have.length(2000);
    let told = 0;
    store.conversationList.subscribe(() => told++);
    store.subscribe(() => told++);
    for (let poll = 0; poll < 3; poll++) await store.refresh();
    expect(told).to.equal(0);
    expect(store.conversationList.state.conversations).to.equal(before);
    await store.dispose();
  });
});
