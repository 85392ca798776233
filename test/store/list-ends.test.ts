import {expect} from '@open-wc/testing';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {asCursor, type Page} from '../../src/model/page.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const row = (id: string, lastActivityAt: number, fields: Partial<Conversation> = {}): Conversation =>
  aConversation({id, lastActivityAt, ...fields});

async function opened(first: Page<Conversation>, adapter = new ScriptedAdapter()) {
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  at(adapter.lists, 0).answer(first);
  await settle();
  const list = store.conversationList;
  const ids = () => list.state.conversations.map(({id}) => id);
  const poll = async (page: Page<Conversation>) => {
    const before = adapter.lists.length;
    adapter.emit({type: 'conversations-invalidated'});
    at(adapter.lists, before).answer(page);
    await settle();
  };
  return {adapter, store, list, ids, poll};
}

describe('a list that was read to its end', () => {
  const NEXT = {next: asCursor('further')};
  const GROWN = {
    'that had no conversation yet': [[], [row('9', 9000), row('8', 8000)]],
    'in the order of its activity': [
      [row('9', 9000), row('8', 8000)],
      [row('9', 9000), row('8', 8000)],
    ],
    'in an order of its own': [
      [row('8', 8000), row('9', 9000)],
      [row('8', 8000), row('9', 9000)],
    ],
    'of which all is new': [[row('9', 9000)], [row('12', 12_000), row('11', 11_000)]],
  } as const;
  for (const [which, [before, page]] of Object.entries(GROWN)) {
    it(`goes on where it has grown past its last page (${which})`, async () => {
      const {adapter, list, ids, poll} = await opened({items: before});
      expect(list.state.hasMore).to.equal(false);
      await poll({items: page, ...NEXT});
      for (let read = 2; read < adapter.lists.length; read++) {
        at(adapter.lists, read).answer({items: page, ...NEXT});
        await settle();
      }
      expect(list.state.hasMore).to.equal(true);
      void list.loadMore();
      expect(at(adapter.lists, -1).query.cursor).to.equal('further');
      at(adapter.lists, -1).answer({items: [row('7', 7000)]});
      await settle();
      expect(ids()).to.include('7');
      expect(list.state.hasMore).to.equal(false);
    });
  }

  it('goes on where its last page, which is looked at now and then, is not the last any more', async () => {
    const {adapter, list, poll} = await opened({items: [row('9', 9000), row('8', 8000)], next: asCursor('p2')});
    void list.loadMore();
    at(adapter.lists, -1).answer({items: [row('7', 7000), row('6', 6000)]});
    await settle();
    expect(list.state.hasMore).to.equal(false);
    for (let look = 0; look < 6; look++) await poll({items: [row('9', 9000), row('8', 8000)], next: asCursor('p2')});
    at(adapter.lists, -1).answer({items: [row('7', 7000), row('6', 6000)], next: asCursor('p3')});
    await settle();
    expect(list.state.hasMore).to.equal(true);
  });
});

it('A further page that is on its way while the list begins anew leaves no gap', async () => {
  let order = Array.from({length: 600}, (_, place) => row(String(place), 100_000 - place));
  const adapter = new ScriptedAdapter();
  const page = (cursor: string | undefined): Page<Conversation> => {
    const start = cursor === undefined ? 0 : order.findIndex(({lastActivityAt = 0}) => lastActivityAt < Number(cursor));
    const items = start < 0 ? [] : order.slice(start, start + 10);
    const last = order.indexOf(items.at(-1) ?? row('none', 0));
    return {items, ...(last < order.length - 1 && {next: asCursor(String(items.at(-1)?.lastActivityAt))})};
  };
  const {store, list, ids} = await opened(page(undefined), adapter);
  const answerFrom = async (from: number) => {
    for (let place = from; place < adapter.lists.length; place++) {
      const read = at(adapter.lists, place);
      read.answer(page(read.query.cursor));
      await settle();
    }
  };
  void list.loadMore();
  const stuck = at(adapter.lists, 1);
  const late = page(stuck.query.cursor);
  const wrote = order.slice(50, 350).map((one, place) => ({...one, lastActivityAt: 200_000 - place}));
  order = [...wrote, ...order.slice(0, 50), ...order.slice(350)];
  void store.refresh();
  await answerFrom(2);
  stuck.answer(late);
  await settle();
  for (let turn = 0; turn < 100 && list.state.hasMore; turn++) {
    const before = adapter.lists.length;
    void list.loadMore();
    await answerFrom(before);
  }
  expect([...ids()].sort()).to.deep.equal(order.map(({id}) => id).sort());
});

describe('a list that is read again', () => {
  it('is read as far as it was loaded where its order tells nothing, also when its first row did not move', async () => {
    const {adapter, store, list} = await opened({items: [row('a', 1000), row('b', 9000)], next: asCursor('p2')});
    void list.loadMore();
    at(adapter.lists, 1).answer({items: [row('c', 2000)]});
    await settle();
    void store.refresh();
    at(adapter.lists, 2).answer({items: [row('a', 1000), row('b', 9000)], next: asCursor('p2')});
    await settle();
    at(adapter.lists, 3).answer({items: [row('c', 8000), row('d', 3000)], next: asCursor('p3')});
    await settle();
    at(adapter.lists, 4).answer({items: [row('e', 500)]});
    await settle();
    expect(list.state.conversations.map(({id}) => id)).to.deep.equal(['b', 'c', 'd', 'a', 'e']);
  });

  for (const gone of ['8', '7', '6', '5', '2', '1']) {
    it(`lets go of what is gone at any place, whatever moved since it was loaded: ${gone}`, async () => {
      let rows = Array.from({length: 10}, (_, place) => row(String(place), 1000 + place)).reverse();
      const adapter = new ScriptedAdapter();
      const page = (cursor: string | undefined): Page<Conversation> => {
        const rest = rows.filter(({lastActivityAt = 0}) => cursor === undefined || lastActivityAt < Number(cursor));
        const items = rest.slice(0, 2);
        return {items, ...(rest.length > 2 && {next: asCursor(String(items.at(-1)?.lastActivityAt))})};
      };
      const {list, ids} = await opened(page(undefined), adapter);
      const answerAll = async () => {
        for (const read of adapter.lists) read.answer(page(read.query.cursor));
        await settle();
      };
      while (list.state.hasMore) {
        void list.loadMore();
        await answerAll();
      }
      // Its pages begin elsewhere now.
      for (const id of ['0', '3', '4']) {
        const moved = row(id, 2000 + Number(id));
        rows = [moved, ...rows.filter((one) => one.id !== id)];
        adapter.emit({type: 'conversation-updated', conversation: moved});
      }
      rows = rows.filter(({id}) => id !== gone);
      for (let poll = 0; poll < 60 && ids().includes(gone); poll++) {
        adapter.emit({type: 'conversations-invalidated'});
        for (let read = 0; read < 4; read++) await answerAll();
      }
      expect(ids()).to.deep.equal(rows.map(({id}) => id));
    });
  }
});

describe('what is pushed while an older read is on its way', () => {
  const said = (conversationId: string): Message => aMessage({conversationId, id: 'm1', at: 2000});
  for (const first of [true, false]) {
    it(`is read after it: a conversation that nobody knows yet (${first ? 'the first' : 'a later'} read)`, async () => {
      const adapter = new ScriptedAdapter({liveUpdates: 'native'});
      const store = new InboxStore(adapter, {now: () => 5000});
      store.open();
      if (!first) {
        at(adapter.lists, 0).answer({items: [row('1', 1000)]});
        await settle();
        void store.refresh();
      }
      const older = at(adapter.lists, -1);
      adapter.emit({type: 'message-created', message: said('new')});
      adapter.emit({type: 'message-created', message: said('newer')});
      await settle();
      older.answer({items: [row('1', 1000)]});
      await settle();
      const asked = adapter.lists.length;
      at(adapter.lists, -1).answer({items: [row('newer', 2000), row('new', 2000), row('1', 1000)]});
      await settle();
      expect(store.conversationList.state.conversations.map(({id}) => id)).to.deep.equal(['new', 'newer', '1']);
      expect(adapter.lists, 'once for all that came').to.have.length(asked);
    });
  }

  it('is read after it: that the list and the thread are out of date', async () => {
    const {adapter, store} = await opened({items: [row('1', 1000)]}, new ScriptedAdapter({liveUpdates: 'native'}));
    store.select('1');
    at(adapter.pages, 0).answer({messages: []});
    await settle();
    for (let turn = 0; turn < 3; turn++) {
      adapter.emit({type: 'conversations-invalidated'});
      adapter.emit({type: 'messages-invalidated', conversationId: '1'});
    }
    expect([adapter.lists.length, adapter.pages.length]).to.deep.equal([2, 2]);
    at(adapter.lists, 1).answer({items: [row('1', 1000)]});
    at(adapter.pages, 1).answer({messages: []});
    await settle();
    expect([adapter.lists.length, adapter.pages.length]).to.deep.equal([3, 3]);
  });
});

it('A search does not show what was pushed meanwhile and is not meant', async () => {
  const adapter = new ScriptedAdapter({searchConversations: 'native'});
  const bob = row('1', 1000, {title: 'Bob'});
  const zoe = row('2', 900, {title: 'Zoe'});
  const {list, ids} = await opened({items: [bob, zoe]}, adapter);
  void list.setQuery({search: 'zoe'});
  adapter.emit({type: 'conversation-updated', conversation: {...bob, lastActivityAt: 1500}});
  adapter.emit({type: 'conversation-updated', conversation: row('3', 1600, {title: 'Zoe too'})});
  at(adapter.lists, -1).answer({items: [zoe]});
  await settle();
  expect(ids()).to.deep.equal(['3', '2']);
});

it('A connection does not count as good before anything was read', async () => {
  const adapter = new ScriptedAdapter();
  const store = new InboxStore(adapter, {now: () => 5000});
  const said: boolean[] = [];
  store.subscribe(() => said.push(store.state.connected));
  store.open();
  at(adapter.lists, 0).fail(new ConversationError('server'));
  await settle();
  expect(said).to.deep.equal([false]);
  void store.refresh();
  void store.refresh();
  await settle();
  expect(store.state.connected).to.equal(false);
  at(adapter.lists, -1).fail(new ConversationError('network'));
  await settle();
  expect(said.filter(Boolean)).to.deep.equal([]);
  void store.refresh();
  at(adapter.lists, -1).answer({items: [row('1', 1000)]});
  await settle();
  expect(store.state.connected).to.equal(true);
});

describe('a list whose pages lead back to where they were', () => {
  it('ends at a page that names its own place as the next', async () => {
    const {adapter, list, ids} = await opened({items: [row('2', 2000)], next: asCursor('again')});
    void list.loadMore();
    at(adapter.lists, 1).answer({items: [row('1', 1000)], next: asCursor('again')});
    await settle();
    expect(ids()).to.deep.equal(['2', '1']);
    expect(list.state.hasMore).to.equal(false);
  });

  it('says so, and asks no more by itself, where it goes in a circle', async () => {
    const {adapter, list} = await opened({items: [row('3', 3000)], next: asCursor('a')});
    const answers = ['b', 'a', 'b', 'a'].map((next, place) => ({
      items: [row(String(place % 2), 1000)],
      next: asCursor(next),
    }));
    void list.loadMore();
    for (const [place, answer] of answers.entries()) {
      adapter.lists.at(place + 1)?.answer(answer);
      await settle();
      if (!list.state.moreError) void list.loadMore();
    }
    expect(list.state.moreError?.kind).to.equal('decode');
    expect(list.state.loadingMore).to.equal(false);
    expect(adapter.lists.length).to.be.at.most(5);
  });
});

describe('a list whose next page is refused', () => {
  const NEXT = {next: asCursor('stale')};

  it('is read anew, and says why it does not go on where the same page is refused again', async () => {
    const rows = [row('9', 9000), row('8', 8000)];
    const {adapter, list, ids} = await opened({items: rows, ...NEXT});
    const refuse = async () => {
      void list.loadMore();
      expect(at(adapter.lists, -1).query.cursor).to.equal('stale');
      at(adapter.lists, -1).fail(new ConversationError('cursor-invalid'));
      await settle();
    };
    await refuse();
    expect(at(adapter.lists, -1).query.cursor).to.equal(undefined);
    at(adapter.lists, -1).answer({items: rows, ...NEXT});
    await settle();
    await refuse();
    expect(adapter.lists).to.have.lengthOf(4);
    expect(list.state.moreError?.kind).to.equal('cursor-invalid');
    expect(ids()).to.deep.equal(['9', '8']);
    // Whoever asks once more has it read anew.
    await refuse();
    expect(at(adapter.lists, -1).query.cursor).to.equal(undefined);
  });
});
