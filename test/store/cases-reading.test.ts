import {expect, waitUntil} from '@open-wc/testing';
import type {Capabilities} from '../../src/model/capabilities.js';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {asCursor} from '../../src/model/page.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {openStorage} from '../../src/store/storage/indexed-db.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import type {InboxStorage} from '../../src/store/storage/port.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';
import {createLargeWorld, phoneOf} from './large-world.js';
import {freshName} from './storage/storage-tools.js';

const said = (place: number, fields: Partial<Message> = {}): Message =>
  aMessage({conversationId: '1', id: `m${place}`, at: place * 1000, text: `m${place}`, ...fields});
const range = (from: number, to: number): readonly Message[] =>
  Array.from({length: to - from}, (_, index) => said(from + index));

interface Setting {
  readonly capabilities?: Partial<Capabilities>;
  readonly storage?: InboxStorage;
  readonly now?: () => number;
}

/** A store over a scripted adapter whose list holds one conversation. */
async function opened(conversation: Partial<Conversation>, {capabilities, storage, now}: Setting = {}) {
  const adapter = new ScriptedAdapter(capabilities);
  const store = new InboxStore(adapter, {now: now ?? (() => 5000), ...(storage && {storage})});
  store.open();
  const items = [aConversation({id: '1', lastActivityAt: 1000, ...conversation})];
  at(adapter.lists, 0).answer({items});
  await settle();
  const show = async (messages: readonly Message[]) => {
    store.select('1');
    at(adapter.pages, -1).answer({messages});
    await settle();
    store.markSeen('1', messages.at(-1)?.id);
    await settle();
  };
  const poll = async (change: Partial<Conversation>) => {
    void store.refresh();
    at(adapter.lists, -1).answer({items: [aConversation({id: '1', lastActivityAt: 1000, ...change})]});
    await settle();
  };
  return {adapter, store, show, poll};
}

const unread = (count: number) => ({has: count > 0, count, source: 'native'}) as const;
const countOf = (store: InboxStore) => store.conversation('1')?.unread.count;

describe('what was read on this device, of a provider that cannot be told', () => {
  const capabilities = {markRead: 'local', unreadCount: 'native'} as const;

  it('is taken from the provider’s own count, time and again', async () => {
    const {store, show, poll} = await opened({unread: unread(2), lastActivityAt: 2000}, {capabilities});
    expect(countOf(store)).to.equal(2);
    await show(range(0, 3));
    expect(countOf(store)).to.equal(0);
    store.select(undefined);
    for (const count of [3, 4, 7]) {
      await poll({unread: unread(count), lastActivityAt: count * 1000});
      expect(countOf(store)).to.equal(count === 7 ? 3 : 1);
      await show(range(0, count + 1));
      expect(countOf(store)).to.equal(0);
      store.select(undefined);
    }
    await store.dispose();
  });

  it('leaves what came in the same instant unread', async () => {
    const {store, show, poll} = await opened({unread: unread(2), lastActivityAt: 2000}, {capabilities});
    await show(range(0, 3));
    expect(countOf(store)).to.equal(0);
    store.select(undefined);
    await poll({unread: unread(3), lastActivityAt: 2000});
    expect(countOf(store)).to.equal(1);
    await store.dispose();
  });

  it('starts anew when the provider’s count was set back elsewhere', async () => {
    const {store, show, poll} = await opened({unread: unread(5), lastActivityAt: 2000}, {capabilities});
    await show(range(0, 3));
    store.select(undefined);
    await poll({unread: unread(1), lastActivityAt: 3000});
    expect(countOf(store)).to.equal(1);
    expect(store.conversation('1')?.unread.has).to.equal(true);
    await store.dispose();
  });

  for (const kind of ['memory', 'IndexedDB']) {
    it(`is remembered by the next page on the same storage (${kind})`, async () => {
      const shared = new SharedMemory();
      const name = freshName();
      const open = async (): Promise<InboxStorage> =>
        kind === 'memory' ? new MemoryStorage(shared) : openStorage(name);
      const first = await opened({unread: unread(2), lastActivityAt: 2000}, {capabilities, storage: await open()});
      await first.show(range(0, 3));
      await waitUntil(() => countOf(first.store) === 0);
      await first.store.dispose();
      const second = await opened({unread: unread(2), lastActivityAt: 2000}, {capabilities, storage: await open()});
      await waitUntil(() => countOf(second.store) === 0, 'what was read is known');
      await second.poll({unread: unread(3), lastActivityAt: 3000});
      expect(countOf(second.store)).to.equal(1);
      expect(second.store.conversation('1')?.unread.source).to.equal('local');
      await second.store.clear();
      await second.store.dispose();
    });
  }

  it('is told by one tab to the other', async () => {
    const shared = new SharedMemory();
    const setting = {unread: unread(2), lastActivityAt: 2000};
    const one = await opened(setting, {capabilities, storage: new MemoryStorage(shared)});
    const other = await opened(setting, {capabilities, storage: new MemoryStorage(shared)});
    await one.show(range(0, 3));
    await waitUntil(() => countOf(other.store) === 0);
    await Promise.all([one.store.dispose(), other.store.dispose()]);
  });
});

describe('a provider that is told what was read', () => {
  const capabilities = {markRead: 'native', unreadCount: 'native'} as const;

  it('is told once for each news, however often it is looked at and polled', async () => {
    const {adapter, store, show, poll} = await opened({unread: unread(1)}, {capabilities});
    await show(range(0, 2));
    store.markSeen('1', 'm1');
    await poll({unread: unread(1)});
    await poll({unread: unread(1), starred: true});
    expect(adapter.read).to.deep.equal(['1']);
    adapter.emit({type: 'message-created', message: said(2)});
    await poll({unread: unread(1), lastActivityAt: 2000});
    store.markSeen('1', 'm2');
    store.markSeen('1', 'm2');
    await poll({unread: unread(1), lastActivityAt: 2000, starred: true});
    expect(adapter.read).to.deep.equal(['1', '1']);
    await store.dispose();
  });

  it('that fails is left alone for a while, and does not count as a lost connection', async () => {
    let now = 5000;
    const {adapter, store, show, poll} = await opened({unread: unread(1)}, {capabilities, now: () => now});
    let asked = 0;
    adapter.markRead = () => {
      asked++;
      return Promise.reject(new ConversationError('server'));
    };
    await show(range(0, 2));
    for (let turn = 0; turn < 5; turn++) await poll({unread: unread(1), starred: turn % 2 === 0});
    expect(asked).to.equal(1);
    expect(store.state.connected).to.equal(true);
    now += 60_000;
    await poll({unread: unread(1), starred: false, status: 'archived'});
    expect(asked).to.equal(2);
    await store.dispose();
  });
});

describe('a conversation that is named before its list is there', () => {
  const sixty = range(0, 60);
  const row = aConversation({id: '1', lastActivityAt: 59_000, unread: unread(40)});

  for (const first of ['list', 'history', 'row']) {
    it(`knows where the unread begins when the ${first} answers first`, async () => {
      const adapter = new ScriptedAdapter();
      if (first === 'row') Object.assign(adapter, {getConversation: () => Promise.resolve(row)});
      const store = new InboxStore(adapter, {now: () => 5000});
      store.select('1');
      store.open();
      expect(store.state.isOpening).to.equal(true);
      const list = async () => {
        at(adapter.lists, -1).answer({items: first === 'row' ? [] : [row]});
        await settle();
      };
      const history = async () => {
        for (let page = 0; page < adapter.pages.length; page++) {
          const end = 60 - page * 10;
          at(adapter.pages, page).answer({
            messages: sixty.slice(end - 10, end),
            ...(end > 10 && {older: asCursor(`${end}`)}),
          });
          await settle();
        }
      };
      await (first === 'history' ? history() : list());
      await (first === 'history' ? list() : history());
      await history();
      await settle();
      expect(store.state.unreadFromId).to.equal('m20');
      expect(store.state.isOpening).to.equal(false);
      expect(store.threadMessages('1')[0]?.id).to.equal('m20');
      expect(store.conversation('1')?.unread.count, 'nothing is read before it was seen').to.equal(40);
      await store.dispose();
    });
  }

  it('opens without a line when the list cannot be read', async () => {
    const adapter = new ScriptedAdapter();
    const store = new InboxStore(adapter, {now: () => 5000});
    store.select('1');
    store.open();
    at(adapter.pages, 0).answer({messages: sixty});
    at(adapter.lists, 0).fail(new ConversationError('server'));
    await settle();
    expect(store.state.isOpening).to.equal(false);
    expect(store.threadMessages('1')).to.have.length(60);
    await store.dispose();
  });
});

describe('an old part of a history', () => {
  it('is reached whole although a catch-up starts over while an older page is on its way', async () => {
    const all = range(0, 700);
    const adapter = new ScriptedAdapter();
    const store = new InboxStore(adapter, {now: () => 5000});
    const timeline = store.timeline('1');
    let known = 100;
    const answer = async () => {
      const held = at(adapter.pages, -1);
      const end = held.query.cursor ? Number(held.query.cursor) : known;
      const start = Math.max(0, end - 20);
      held.answer({messages: all.slice(start, end), ...(start > 0 && {older: asCursor(String(start))})});
      await settle();
    };
    void timeline.load();
    await answer();
    void timeline.loadOlder();
    const stuck = at(adapter.pages, -1);
    known = 700;
    void timeline.refresh();
    for (let page = 0; page < 20; page++) await answer();
    stuck.answer({messages: all.slice(60, 80), older: asCursor('60')});
    await settle();
    for (let page = 0; timeline.state.hasOlder && page < 60; page++) {
      void timeline.loadOlder();
      await answer();
    }
    expect(timeline.state.messages.map(({id}) => id)).to.deep.equal(all.map(({id}) => id));
    await store.dispose();
  });

  it('of a hundred thousand messages is reached with a handful of requests, and left again', async function () {
    this.timeout(60_000);
    const world = createLargeWorld(1);
    const thread = world.backend.threadWithPhone(phoneOf(0));
    const contactId = thread?.contactId ?? '';
    const MINUTE = 60_000;
    const now = world.clock.now();
    const {id} = world.backend.addThread({
      contactId: world.backend.addContact({firstName: 'Long', lastName: 'Time', phone: '+12025559999'}).id || contactId,
      messages: Array.from({length: 100_000}, (_, place) => ({
        direction: 'inbound' as const,
        text: `Message ${place}`,
        at: now - (100_000 - place) * 10 * MINUTE,
      })),
    });
    const adapter = createMemoryAdapter({backend: world.backend});
    let requests = 0;
    const counting = {
      ...adapter,
      listMessages: (...parameters: Parameters<typeof adapter.listMessages>) => {
        requests++;
        return adapter.listMessages(...parameters);
      },
    };
    const store = new InboxStore(counting, {window: 200});
    store.open();
    store.select(id);
    await waitUntil(() => store.timeline(id).state.status === 'ready');
    const messages = () => store.threadMessages(id);
    const far = world.backend.messagesOf(id)[5000]?.id ?? '';
    await store.loadAround(id, {messageId: far});
    expect(messages().some((message) => message.id === far)).to.equal(true);
    const yearAgo = now - 365 * 24 * 60 * MINUTE;
    await store.loadAround(id, {at: yearAgo});
    const [first, lastOne] = [messages()[0], messages().at(-1)];
    expect((first?.at ?? 0) <= yearAgo && (lastOne?.at ?? 0) >= yearAgo).to.equal(true);
    expect(requests).to.be.lessThan(8);
    for (let page = 0; page < 8; page++) await store.timeline(id).loadOlder();
    for (let page = 0; page < 8; page++) await store.timeline(id).loadNewer();
    expect(messages().length).to.be.at.most(250);
    expect(new Set(messages().map((message) => message.id)).size).to.equal(messages().length);
    const times = messages().map((message) => message.at ?? 0);
    expect(times).to.deep.equal([...times].sort((a, b) => a - b));
    expect(store.timeline(id).state.hasNewer).to.equal(true);
    store.send({conversationId: id, text: 'From far back'});
    await waitUntil(() => !store.timeline(id).state.hasNewer && messages().at(-1)?.text === 'From far back');
    await waitUntil(() => messages().at(-1)?.status !== 'pending');
    expect(messages().at(-2)?.text).to.equal('Message 99999');
    await store.dispose();
  });
});
