import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import type {ParlorInboxContext} from '../../src/components/inbox-context/inbox-context.js';
import {captureConnections, contentOf, freshName, replace} from '../store/storage/storage-tools.js';
import * as scene from './inbox-scene.js';

type Owner = ParlorInbox | ParlorInboxContext;

/** One world, reached with one token or another. */
function twoTokens() {
  const world = scene.makeWorld();
  const sent: string[] = [];
  const withToken = (token: string): MessagingAdapter => ({
    ...world.adapter,
    sendMessage: (message, options) => {
      sent.push(`${token}: ${message.text}`);
      return world.adapter.sendMessage(message, options);
    },
  });
  return {world, sent, a: withToken('A'), b: withToken('B'), id: scene.threadIdOf(world, 'Fine')};
}

async function mount(tag: string, adapter: MessagingAdapter, storageKey?: string): Promise<Owner> {
  const place = await fixture<HTMLElement>(html`<div></div>`);
  const owner = document.createElement(tag) as Owner;
  Object.assign(owner, {adapter, locale: 'en-GB', ...(storageKey !== undefined && {storageKey})});
  place.append(owner);
  await waitUntil(() => owner.store?.conversationList.state.status === 'ready', 'the list is read');
  return owner;
}

const locks = async (): Promise<number> => {
  const {held = [], pending = []} = await navigator.locks.query();
  return held.length + pending.length;
};

describe('an inbox that leaves the page', () => {
  for (const tag of ['parlor-inbox', 'parlor-inbox-context']) {
    for (const kept of [true, false]) {
      it(`lets the next one send with its own token (${tag}${kept ? ', with a storage key' : ''})`, async () => {
        const key = kept ? freshName() : undefined;
        const {sent, a, b, id} = twoTokens();
        const first = await mount(tag, a, key);
        first.remove();
        await waitUntil(() => first.store === undefined);
        const second = await mount(tag, b, key);
        second.store?.send({conversationId: id, text: 'Hello'});
        await waitUntil(() => sent.length > 0);
        await waitUntil(() => second.store?.outbox.queue(id).length === 0);
        expect(sent).to.deep.equal(['B: Hello']);
        await second.clearStorage();
      });
    }
  }

  it('leaves what it could not send to the next one, which sends it once', async () => {
    const key = freshName();
    const {sent, a, b, id} = twoTokens();
    const first = await mount('parlor-inbox', a, key);
    first.store?.outbox.setOnline(false);
    first.store?.send({conversationId: id, text: 'Later'});
    await waitUntil(() => first.store?.state.unsent.count === 1);
    await waitUntil(async () => (await contentOf(`parlor:memory:${key}`)).includes('Later'));
    first.remove();
    const second = await mount('parlor-inbox', b, key);
    await waitUntil(() => sent.length > 0);
    await waitUntil(() => second.store?.outbox.state.unsent.count === 0);
    expect(sent).to.deep.equal(['B: Later']);
    await second.clearStorage();
  });

  it('lets go of locks, connections and subscriptions, mount after mount, however short', async () => {
    const key = freshName();
    const {world, a} = twoTokens();
    const before = await locks();
    let subscriptions = 0;
    const adapter: MessagingAdapter = {
      ...a,
      subscribe: (listener) => {
        subscriptions++;
        const subscription = world.adapter.subscribe?.(listener);
        return {
          watch: () => undefined,
          setPollMode: () => undefined,
          close: () => {
            subscriptions--;
            subscription?.close();
          },
        };
      },
    };
    const {opened, restore} = captureConnections();
    const place = await fixture<HTMLElement>(html`<div></div>`);
    try {
      for (let turn = 0; turn < 5; turn++) {
        const inbox = document.createElement('parlor-inbox');
        Object.assign(inbox, {adapter, storageKey: key});
        place.append(inbox);
        // Some go before anything of them was ready.
        if (turn % 2 === 0) await waitUntil(() => inbox.store !== undefined);
        else await inbox.updateComplete;
        inbox.remove();
        await waitUntil(() => inbox.store === undefined);
      }
      await waitUntil(async () => (await locks()) === before, 'no lock is held or waited for');
      expect(subscriptions).to.equal(0);
      // A connection that was closed lets nobody begin a transaction.
      const isClosed = (database: IDBDatabase) => {
        try {
          database.transaction([...database.objectStoreNames]);
          return false;
        } catch {
          return true;
        }
      };
      await waitUntil(() => opened.every(isClosed), 'every connection is closed');
      expect(opened.length).to.be.greaterThan(0);
    } finally {
      restore();
    }
  });

  it('is not one that moves: it keeps its store, what is open and what is typed', async () => {
    for (const key of [undefined, freshName()]) {
      const {inbox, place} = await scene.openScene(key === undefined ? {} : {settings: {storageKey: key}});
      await scene.openConversation(inbox, 'Works Fine');
      await scene.type(inbox, 'half');
      const {store} = inbox;
      const elsewhere = document.createElement('section');
      elsewhere.style.blockSize = '100%';
      place.append(elsewhere);
      elsewhere.append(inbox);
      await new Promise((resolve) => setTimeout(resolve));
      expect(inbox.store).to.equal(store);
      expect(scene.textarea(inbox).value).to.equal('half');
      expect(inbox.conversationId).to.equal(store?.state.selectedId);
    }
  });
});

describe('signing out', () => {
  const SECRET = 'a secret draft';

  async function writing(key: string) {
    const {inbox, ...world} = await scene.openScene({settings: {storageKey: key}});
    const name = `parlor:memory:${key.replaceAll(':', '%3A')}`;
    inbox.store?.setDraft(scene.threadIdOf(world, 'Fine'), SECRET);
    await waitUntil(async () => (await contentOf(name)).includes(SECRET), 'the draft is kept');
    return {inbox, world, name, isForgotten: async () => !(await contentOf(name)).includes(SECRET)};
  }

  it('by another storage key leaves nothing of the old one', async () => {
    const {inbox, isForgotten} = await writing(freshName());
    inbox.storageKey = freshName();
    await waitUntil(isForgotten);
    await waitUntil(() => inbox.store?.conversationList.state.status === 'ready');
    expect(inbox.store?.drafts.state.drafts.size).to.equal(0);
    await inbox.clearStorage();
  });

  it('by taking the key away, or asking after it is gone, leaves nothing', async () => {
    const first = await writing(freshName());
    first.inbox.storageKey = undefined;
    await waitUntil(first.isForgotten);
    const second = await writing(freshName());
    second.inbox.storageKey = undefined;
    await second.inbox.clearStorage();
    expect(await second.isForgotten()).to.equal(true);
  });

  it('before the store exists leaves nothing of an earlier visit, and nothing comes back', async () => {
    const key = freshName();
    const {inbox, world, isForgotten} = await writing(key);
    inbox.remove();
    await waitUntil(() => inbox.store === undefined);
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const next = document.createElement('parlor-inbox');
    Object.assign(next, {adapter: world.adapter, storageKey: key});
    place.append(next);
    expect(next.store).to.equal(undefined);
    await next.clearStorage();
    expect(await isForgotten()).to.equal(true);
    expect(next.store).to.equal(undefined);
  });

  it('leaves nothing where the browser does not list its databases, and no store is open', async () => {
    const end = replace(IDBFactory.prototype, 'databases', undefined);
    try {
      const key = freshName();
      const {inbox, isForgotten} = await writing(key);
      inbox.remove();
      await waitUntil(() => inbox.store === undefined);
      const place = await fixture<HTMLElement>(html`<div></div>`);
      const next = document.createElement('parlor-inbox');
      next.storageKey = key;
      place.append(next);
      await next.clearStorage();
      expect(await isForgotten()).to.equal(true);
      expect(JSON.stringify({...localStorage})).not.to.include(key);
    } finally {
      end();
    }
  });

  it('forgets a key that was replaced before it was opened', async () => {
    const key = freshName();
    const {inbox, world, isForgotten} = await writing(key);
    inbox.remove();
    await waitUntil(() => inbox.store === undefined);
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const next = document.createElement('parlor-inbox');
    Object.assign(next, {adapter: world.adapter, storageKey: key});
    place.append(next);
    await next.updateComplete;
    next.storageKey = freshName();
    await waitUntil(isForgotten);
    await waitUntil(() => next.store?.conversationList.state.status === 'ready');
    await next.clearStorage();
  });

  it('of one user forgets no other whose key ends the same', async () => {
    const key = freshName();
    const other = await writing(`team:${key}`);
    const own = await writing(key);
    await own.inbox.clearStorage();
    expect(await own.isForgotten()).to.equal(true);
    expect(await other.isForgotten()).to.equal(false);
    await other.inbox.clearStorage();
  });

  it('with an answer on its way writes nothing again', async () => {
    const {inbox, world, name} = await writing(freshName());
    const id = scene.threadIdOf(world, 'Fine');
    await scene.openConversation(inbox, 'Works Fine');
    world.backend.setFaults({latency: {minimum: 500, maximum: 500}});
    inbox.store?.send({conversationId: id, text: 'on its way'});
    await waitUntil(() => inbox.store?.outbox.queue(id)[0]?.state === 'sending');
    const clearing = inbox.clearStorage();
    world.clock.advance(5000);
    await clearing;
    await waitUntil(() => world.backend.messagesOf(id).some(({text}) => text === 'on its way'));
    world.clock.advance(5000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    const content = await contentOf(name);
    expect(content).not.to.include('on its way');
    expect(content).not.to.include(SECRET);
    expect(inbox.store).to.equal(undefined);
  });
});
