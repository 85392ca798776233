import {expect, waitUntil} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {createLargeWorld, phoneOf} from './large-world.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';

const NOT_FOUND = () => new ConversationError('not-found', {status: 404});

/** An adapter that is told of nothing, and is polled when the test says so. */
async function polled(people: number) {
  const world = createLargeWorld(people);
  const memory = createMemoryAdapter({backend: world.backend});
  let listener: ((event: AdapterEvent) => void) | undefined;
  let requests = 0;
  const adapter: MessagingAdapter = {
    ...memory,
    listConversations: (...parameters) => {
      requests++;
      return memory.listConversations(...parameters);
    },
    subscribe: (hear) => {
      listener = hear;
      return {watch: () => undefined, setPollMode: () => undefined, close: () => (listener = undefined)};
    },
  };
  const store = new InboxStore(adapter);
  store.open();
  const {conversationList} = store;
  await waitUntil(() => conversationList.state.status === 'ready');
  while (conversationList.state.hasMore) await conversationList.loadMore();
  const poll = async () => {
    listener?.({type: 'conversations-invalidated'});
    await conversationList.refresh();
  };
  const has = (person: number) =>
    conversationList.state.conversations.some(({participants}) =>
      participants.some(({address}) => address === phoneOf(person)),
    );
  const idOf = (person: number) => world.backend.threadWithPhone(phoneOf(person))?.id ?? '';
  return {world, store, poll, has, idOf, requests: () => requests};
}

describe('a conversation far down that is gone elsewhere', () => {
  it('leaves the list with the polls, a request now and then, whether it was deleted or archived', async function () {
    this.timeout(30_000);
    const {world, store, poll, has, idOf, requests} = await polled(260);
    world.backend.deleteThread(idOf(120));
    world.backend.setArchived(idOf(222), true);
    const before = requests();
    let polls = 0;
    for (; (has(120) || has(222)) && polls < 60; polls++) await poll();
    expect([has(120), has(222)]).to.deep.equal([false, false]);
    expect(requests() - before, 'bounded').to.be.at.most(polls + polls / 3 + 4);
    expect(store.conversationList.state.conversations).to.have.length(258);
    const held = store.conversationList.state.conversations;
    for (let turn = 0; turn < 30; turn++) await poll();
    expect(store.conversationList.state.conversations, 'nothing else leaves, and nothing changes').to.equal(held);
    await store.dispose();
  });

  it('leaves nobody out who writes meanwhile', async function () {
    this.timeout(30_000);
    const {world, store, poll} = await polled(260);
    for (let turn = 0; turn < 40; turn++) {
      world.clock.advance(1000);
      world.backend.receive({phone: phoneOf((turn * 37) % 260), text: `Turn ${turn}`});
      await poll();
      expect(store.conversationList.state.conversations, `turn ${turn}`).to.have.length(260);
    }
    await store.dispose();
  });
});

describe('a conversation that is opened and no more there', () => {
  async function opened(getConversation?: () => Promise<never>) {
    const adapter = new ScriptedAdapter();
    if (getConversation) Object.assign(adapter, {getConversation});
    const store = new InboxStore(adapter, {now: () => 5000});
    store.open();
    at(adapter.lists, 0).answer({items: ['one', 'two'].map((id) => aConversation({id, lastActivityAt: 1000}))});
    await settle();
    const ids = () => store.conversationList.state.conversations.map(({id}) => id);
    return {adapter, store, ids};
  }

  it('says so where its messages were, and leaves the list', async () => {
    const {adapter, store, ids} = await opened();
    store.select('one');
    at(adapter.pages, 0).fail(NOT_FOUND());
    await settle();
    expect(ids()).to.deep.equal(['two']);
    expect(store.timeline('one').state.error?.kind).to.equal('not-found');
    expect(store.state).to.include({selectedId: 'one', connected: true});
    // A provider that was wrong about it shows it again.
    void store.refresh();
    at(adapter.lists, -1).answer({items: ['one', 'two'].map((id) => aConversation({id, lastActivityAt: 1000}))});
    await settle();
    expect(ids()).to.deep.equal(['one', 'two']);
  });

  for (const asks of [true, false]) {
    it(`is closed when that shows while it is open, ${asks ? 'after the provider was asked' : 'as its history says'}`, async () => {
      const {adapter, store, ids} = await opened(asks ? () => Promise.reject(NOT_FOUND()) : undefined);
      store.select('one');
      at(adapter.pages, 0).answer({messages: [aMessage({conversationId: 'one'})]});
      await settle();
      store.setDraft('one', 'Half');
      adapter.emit({type: 'messages-invalidated', conversationId: 'one'});
      at(adapter.pages, -1).fail(NOT_FOUND());
      await settle();
      expect(ids()).to.deep.equal(['two']);
      expect(store.state).to.include({selectedId: undefined, connected: true});
      expect(store.drafts.get('one').text).to.equal('Half');
    });
  }

  it('stays when the provider still has the conversation', async () => {
    const {adapter, store, ids} = await opened(() => Promise.resolve(aConversation({id: 'one'}) as never));
    store.select('one');
    at(adapter.pages, 0).answer({messages: [aMessage({conversationId: 'one'})]});
    await settle();
    adapter.emit({type: 'messages-invalidated', conversationId: 'one'});
    at(adapter.pages, -1).fail(NOT_FOUND());
    await settle();
    expect(store.state.selectedId).to.equal('one');
    expect(ids()).to.deep.equal(['one', 'two']);
  });
});
