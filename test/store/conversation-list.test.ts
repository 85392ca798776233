import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Conversation} from '../../src/model/conversation.js';
import {asCursor} from '../../src/model/page.js';
import {ConversationList} from '../../src/store/conversation-list.js';
import {KnownConversations} from '../../src/store/known-conversations.js';
import {aConversation} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const conversation = (id: string, lastActivityAt: number, fields: Partial<Conversation> = {}): Conversation =>
  aConversation({id, lastActivityAt, participants: [{role: 'contact', name: `Name ${id}`}], ...fields});
const ids = (store: ConversationList): string => store.state.conversations.map(({id}) => id).join(' ');

/** A list over an adapter whose answers the test gives, with the ways in which news reaches it. */
function listOver(adapter: ScriptedAdapter) {
  const known = new KnownConversations((one) => one);
  const store = new ConversationList(adapter, known, {
    beginRead: () => known.beginRead(),
    listPage: (rows, ticket) => known.putRead(rows, ticket),
  });
  const upsert = (one: Conversation) => {
    if (known.put(one)) store.join(one.id);
  };
  return {store, known, upsert, remove: (id: string) => known.remove(id)};
}

async function loaded(items: Conversation[], {next = '', capabilities = {}} = {}) {
  const adapter = new ScriptedAdapter(capabilities);
  const parts = listOver(adapter);
  void parts.store.load();
  at(adapter.lists, 0).answer({items, ...(next ? {next: asCursor(next)} : {})});
  await settle();
  return {adapter, ...parts};
}

describe('ConversationList', () => {
  it('orders by activity itself, whatever order the provider has', async () => {
    const {store} = await loaded([conversation('a', 1), conversation('b', 3), conversation('c', 2)]);
    expect(ids(store)).to.equal('b c a');
  });

  it('pages without doubling a conversation that moved meanwhile', async () => {
    const {adapter, store} = await loaded([conversation('a', 3), conversation('b', 2)], {next: 'page-2'});
    void store.loadMore();
    void store.loadMore();
    expect(adapter.lists).to.have.length(2);
    at(adapter.lists, 1).answer({items: [conversation('b', 2), conversation('c', 1)]});
    await settle();
    expect(ids(store)).to.equal('a b c');
    expect(store.state.hasMore).to.equal(false);
  });

  it('keeps the list when a further page fails, and resumes', async () => {
    const {adapter, store} = await loaded([conversation('a', 3)], {next: 'page-2'});
    void store.loadMore();
    at(adapter.lists, 1).fail(new ConversationError('network'));
    await settle();
    expect(store.state.moreError?.kind).to.equal('network');
    expect(ids(store)).to.equal('a');
    void store.loadMore();
    at(adapter.lists, 2).answer({items: [conversation('b', 1)]});
    await settle();
    expect(ids(store)).to.equal('a b');
    expect(store.state.moreError).to.equal(undefined);
  });

  it('re-orders on news, and moves nothing else', async () => {
    const {store, upsert, remove} = await loaded([conversation('a', 3), conversation('b', 2), conversation('c', 1)]);
    upsert(conversation('c', 9));
    expect(ids(store)).to.equal('c a b');
    remove('a');
    expect(ids(store)).to.equal('c b');
    remove('unknown');
    expect(ids(store)).to.equal('c b');
  });

  it('drops the answer to an old question', async () => {
    const {adapter, store} = await loaded([conversation('a', 1)], {capabilities: {searchConversations: 'native'}});
    void store.setQuery({search: 'first'});
    void store.setQuery({search: 'second'});
    at(adapter.lists, 2).answer({items: [conversation('second', 1)]});
    await settle();
    at(adapter.lists, 1).answer({items: [conversation('first', 1)]});
    await settle();
    expect(ids(store)).to.equal('second');
    expect(at(adapter.lists, 1).signal?.aborted).to.equal(true);
  });

  it('asks the provider only for what it can, and filters the rest here', async () => {
    const {adapter, store} = await loaded([], {capabilities: {filterUnread: 'native', searchConversations: 'derived'}});
    void store.setQuery({unread: true, needsReply: true, search: 'ana'});
    expect(at(adapter.lists, 1).query).to.deep.equal({unread: true});
    const unread = {has: true, source: 'native'} as const;
    const reply = {value: true, source: 'derived'} as const;
    at(adapter.lists, 1).answer({
      items: [
        conversation('a', 3, {title: 'Ana', unread, needsReply: reply}),
        conversation('b', 2, {title: 'Ana', unread}),
        conversation('c', 1, {title: 'Ben', unread, needsReply: reply}),
      ],
    });
    await settle();
    expect(ids(store)).to.equal('a');
  });

  it('lets go of what a whole list no longer has, and of nothing when it is one page of many', async () => {
    const whole = await loaded([conversation('a', 2), conversation('b', 1)]);
    void whole.store.refresh();
    at(whole.adapter.lists, 1).answer({items: [conversation('b', 1)]});
    await settle();
    expect(ids(whole.store)).to.equal('b');

    const paged = await loaded([conversation('a', 2), conversation('b', 1)], {next: 'page-2'});
    void paged.store.refresh();
    at(paged.adapter.lists, 1).answer({items: [conversation('c', 3)], next: asCursor('page-2b')});
    await settle();
    expect(ids(paged.store)).to.equal('c a b');
  });

  it('reads no further than there are rows, though all of them are different', async () => {
    const {adapter, store} = await loaded([conversation('a', 3), conversation('b', 2)], {next: 'page-2'});
    void store.refresh();
    const renamed = [conversation('a', 3, {title: 'New A'}), conversation('b', 2, {title: 'New B'})];
    at(adapter.lists, 1).answer({items: renamed, next: asCursor('page-2')});
    await settle();
    expect(adapter.lists, 'below is nothing that could be out of date').to.have.length(2);
    expect(store.state.conversations.map(({title}) => title)).to.deep.equal(['New A', 'New B']);
    expect(store.state.hasMore).to.equal(true);
  });

  it('keeps what is loaded where more changed than twenty pages of one hold', async () => {
    const world = Array.from({length: 60}, (_, place) => conversation(`c${place}`, 1000 - place));
    const adapter = new ScriptedAdapter();
    adapter.listConversations = ({cursor}) => {
      const rows = world.toSorted((a, b) => (b.lastActivityAt ?? 0) - (a.lastActivityAt ?? 0));
      const place = rows.findIndex(({lastActivityAt = 0}) => cursor === undefined || lastActivityAt < Number(cursor));
      const [row, next] = [rows[place], rows[place + 1]];
      const items = row ? [row] : [];
      return Promise.resolve({items, ...(next && {next: asCursor(String(row?.lastActivityAt))})});
    };
    const {store} = listOver(adapter);
    await store.load();
    while (store.state.conversations.length < 50) await store.loadMore();
    for (let place = 0; place < 30; place++) world[place] = conversation(`c${place}`, 2000 + place, {title: 'New'});
    await store.refresh(true);
    expect(store.state.conversations).to.have.length(50);
    expect(store.state.conversations.filter(({title}) => title === 'New')).to.have.length(30);
  });

  it('takes off nothing where a list that is worked out names what moved up again', async () => {
    const {adapter, store} = await loaded([conversation('d', 9), conversation('c', 8)], {next: 'page-2'});
    void store.loadMore();
    at(adapter.lists, 1).answer({items: [conversation('b', 7), conversation('a', 6)], incomplete: true});
    await settle();
    const isFurtherDown = () => at(adapter.lists, -1).query.cursor === 'page-2';
    for (let look = 0; look < 20 && !(look > 0 && isFurtherDown()); look++) {
      void store.refresh();
      const items = [conversation('d', 9), conversation('c', 8)];
      at(adapter.lists, -1).answer({items, next: asCursor('page-2'), incomplete: true});
      await settle();
    }
    expect(isFurtherDown(), 'a page further down was asked for').to.equal(true);
    at(adapter.lists, -1).answer({items: [conversation('d', 9), conversation('a', 6)], incomplete: true});
    await settle();
    // Whoever misses something asks once more before taking it off.
    const items = [conversation('d', 9), conversation('c', 8)];
    at(adapter.lists, -1).answer({items, next: asCursor('page-2'), incomplete: true});
    await settle();
    expect(ids(store)).to.equal('d c b a');
  });

  it('tells nobody when a refresh brings nothing new', async () => {
    const items = [conversation('a', 2), conversation('b', 1)];
    const {adapter, store} = await loaded(items);
    let told = 0;
    store.subscribe(() => told++);
    void store.refresh();
    at(adapter.lists, 1).answer({items});
    await settle();
    expect(told).to.equal(0);
  });

  it('says why the list could not be loaded, and loads again on request', async () => {
    const adapter = new ScriptedAdapter();
    const {store} = listOver(adapter);
    void store.load();
    at(adapter.lists, 0).fail(new ConversationError('unauthorized'));
    await settle();
    expect(store.state.status).to.equal('error');
    expect(store.state.error?.nextAction).to.equal('sign-in');
    void store.load();
    at(adapter.lists, 1).answer({items: [conversation('a', 1)], total: 1});
    await settle();
    expect(store.state).to.include({status: 'ready', total: 1});
  });

  it('sorts a large page and keeps order under many single changes', async () => {
    const many = Array.from({length: 200}, (_, index) => conversation(`c${index}`, (index * 7919) % 200));
    const {store, upsert} = await loaded(many);
    for (let step = 0; step < 100; step++) upsert(conversation(`c${(step * 31) % 200}`, 200 + ((step * 17) % 50)));
    const times = store.state.conversations.map(({lastActivityAt = 0}) => lastActivityAt);
    expect(times).to.deep.equal([...times].sort((a, b) => b - a));
    expect(new Set(store.state.conversations.map(({id}) => id)).size).to.equal(200);
  });
});
