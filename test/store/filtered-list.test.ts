import {expect} from '@open-wc/testing';
import type {Conversation} from '../../src/model/conversation.js';
import {asCursor} from '../../src/model/page.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const row = (id: string, lastActivityAt: number, has = true): Conversation =>
  aConversation({id, lastActivityAt, unread: {has, source: 'native'}});

/** An inbox whose provider answers only with what is unread. */
async function unreadOnly(known: readonly Conversation[], pages: readonly (readonly Conversation[])[]) {
  const adapter = new ScriptedAdapter({filterUnread: 'native', unreadCount: 'native', markRead: 'native'});
  const store = new InboxStore(adapter, {now: () => 9000});
  const answer = async (place: number) => {
    const next = place + 1 < pages.length ? {next: asCursor(`page-${place + 1}`)} : {};
    at(adapter.lists, -1).answer({items: [...(pages[place] ?? [])], ...next});
    await settle();
  };
  store.open();
  at(adapter.lists, 0).answer({items: [...known]});
  await settle();
  const ids = () => store.conversationList.state.conversations.map(({id}) => id);
  return {adapter, store, answer, ids};
}

describe('a list that the provider filters', () => {
  it('shows a conversation that comes to belong to it, such as the open one that is marked unread', async () => {
    const {adapter, store, answer, ids} = await unreadOnly([row('open', 3000, false)], [[row('other', 2000)]]);
    store.select('open');
    at(adapter.pages, -1).answer({messages: []});
    await settle();
    void store.conversationList.setQuery({unread: true});
    await answer(0);
    expect(ids()).to.deep.equal(['other']);
    await store.setUnread('open', true);
    await settle();
    expect(ids()).to.deep.equal(['open', 'other']);
    await store.setUnread('open', false);
    await settle();
    expect(ids()).to.deep.equal(['other']);
  });

  it('does not guess about what is further down than it was read', async () => {
    const {adapter, store, answer, ids} = await unreadOnly([row('open', 1000, false)], [[row('other', 2000)], []]);
    store.select('open');
    at(adapter.pages, -1).answer({messages: []});
    await settle();
    void store.conversationList.setQuery({unread: true});
    await answer(0);
    await store.setUnread('open', true);
    await settle();
    expect(ids()).to.deep.equal(['other']);
  });

  it('looks further down as well each time, where what was read elsewhere has left and what was marked has come', async () => {
    const pages = [
      [row('a', 5000), row('b', 4000)],
      [row('c', 3000), row('d', 2000)],
    ];
    const {adapter, store, answer, ids} = await unreadOnly([], pages);
    void store.conversationList.setQuery({unread: true});
    await answer(0);
    void store.conversationList.loadMore();
    await answer(1);
    expect(ids()).to.deep.equal(['a', 'b', 'c', 'd']);
    const asked = adapter.lists.length;
    void store.conversationList.refresh();
    await answer(0);
    expect(adapter.lists.length, 'it reads on').to.equal(asked + 2);
    at(adapter.lists, -1).answer({items: [row('new', 3500), row('d', 2000)]});
    await settle();
    // What is missing may have moved up between the two pages.
    if (adapter.lists.length > asked + 2) await answer(0);
    expect(ids()).to.deep.equal(['a', 'b', 'new', 'd']);
  });
});
