import {expect, fixture, html, waitUntil} from '@open-wc/testing';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import '../../src/components/inbox-context/define.js';
import {ManualClock} from '../../src/backend/clock.js';
import {createBackend} from '../../src/backend/scenarios/index.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {createLargeWorld, write} from '../store/large-world.js';
import {freshName} from '../store/storage/storage-tools.js';
import * as scene from './inbox-scene.js';
import {words} from './inbox-scene.js';

const LONG = {timeout: 15_000};

describe('an inbox whose page changes its mind', () => {
  it('sends each once when its adapter is replaced while sends are under way', async () => {
    const world = scene.makeWorld();
    const id = scene.threadIdOf(world, 'Fine');
    const slow: MessagingAdapter = {
      ...world.adapter,
      sendMessage: async (...parameters) => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return world.adapter.sendMessage(...parameters);
      },
    };
    const {inbox} = await scene.openScene({world: {...world, adapter: slow}, settings: {storageKey: freshName()}});
    for (const text of ['one', 'two', 'three']) inbox.store?.send({conversationId: id, text});
    await waitUntil(() => inbox.store?.outbox.queue(id)[0]?.state === 'sending', 'the first is under way', LONG);
    const before = inbox.store;
    inbox.adapter = {...world.adapter};
    await waitUntil(() => inbox.store !== undefined && inbox.store !== before, 'another store', LONG);
    const sent = () => world.backend.messagesOf(id).filter(({text}) => ['one', 'two', 'three'].includes(text ?? ''));
    await waitUntil(() => sent().length === 3 && inbox.store?.outbox.state.unsent.count === 0, 'all are sent', LONG);
    expect(sent().map(({text}) => text)).to.deep.equal(['one', 'two', 'three']);
    await inbox.clearStorage();
  });

  it('says that a conversation does not exist, and opens others all the same', async () => {
    const {inbox} = await scene.openScene({settings: {conversationId: 'nobody'}});
    await waitUntil(() => /no longer exists/i.test(words(inbox)), 'it is said', LONG);
    expect(inbox.store?.state.connected).to.equal(true);
    inbox.conversationId = undefined;
    await inbox.updateComplete;
    await scene.openConversation(inbox, 'Works Fine');
    expect(words(inbox)).not.to.match(/no longer exists/i);
  });

  it('keeps what is written from the moment it is given a key', async () => {
    const {inbox, ...world} = await scene.openScene();
    const id = scene.threadIdOf(world, 'Fine');
    const before = inbox.store;
    const storageKey = freshName();
    inbox.storageKey = storageKey;
    await waitUntil(() => inbox.store !== before && inbox.store?.conversationList.state.status === 'ready', '', LONG);
    inbox.store?.setDraft(id, 'Kept');
    const other = (await scene.openScene({world, settings: {storageKey}})).inbox;
    await waitUntil(() => other.store?.drafts.get(id).text === 'Kept', 'it is kept', LONG);
    await inbox.clearStorage();
  });

  it('works on in another document', async () => {
    const {inbox, place, ...world} = await scene.openScene();
    const frame = document.createElement('iframe');
    place.append(frame);
    const inner = frame.contentDocument;
    if (!inner) throw new Error('no document');
    inner.body.append(inbox);
    place.append(inbox);
    await waitUntil(() => inbox.store?.conversationList.state.status === 'ready', 'it is back', LONG);
    await scene.openConversation(inbox, 'Works Fine');
    await scene.send(inbox, 'Moved');
    const id = scene.threadIdOf(world, 'Fine');
    await waitUntil(() => world.backend.messagesOf(id).some(({text}) => text === 'Moved'), 'sent', LONG);
  });
});

describe('a large account', () => {
  it('filters two thousand conversations, and follows what comes meanwhile', async function () {
    this.timeout(60_000);
    const world = createLargeWorld(2000);
    write(world, 1500, 1510);
    const {inbox} = await scene.openScene({
      world: {...scene.makeWorld(), adapter: createMemoryAdapter({backend: world.backend})},
    });
    const {store} = inbox;
    await store?.conversationList.setQuery({unread: true});
    const unread = () => store?.conversationList.state.conversations.length;
    await waitUntil(() => unread() === 10, 'ten are unread', LONG);
    write(world, 700, 705);
    await waitUntil(() => unread() === 15, 'and five more', LONG);
    await store?.conversationList.setQuery({});
    await waitUntil(() => (unread() ?? 0) >= 50, 'all again', LONG);
  });

  it('follows a list whose order changes between two looks', async () => {
    const clock = new ManualClock();
    const backend = createBackend({scenario: 'send-fails', clock});
    const memory = createMemoryAdapter({backend});
    let turn = 0;
    const adapter: MessagingAdapter = {
      ...memory,
      listConversations: async (...parameters) => {
        const page = await memory.listConversations(...parameters);
        return {...page, items: turn++ % 2 === 0 ? page.items : [...page.items].reverse()};
      },
    };
    const {inbox} = await scene.openScene({world: {...scene.makeWorld(), adapter}});
    const ids = () => inbox.store?.conversationList.state.conversations.map(({id}) => id);
    const before = ids();
    for (let look = 0; look < 14; look++) await inbox.store?.refresh();
    expect(ids()).to.deep.equal(before);
  });
});

describe('an inbox that is given nothing to show', () => {
  const heard: string[] = [];
  const {warn} = console;
  beforeEach(() => {
    heard.length = 0;
    console.warn = (text: string) => heard.push(text);
  });
  afterEach(() => (console.warn = warn));

  it('says so to whoever builds the page, once, and not where it comes in time or is in a page around', async () => {
    const world = scene.makeWorld();
    await fixture(html`<parlor-inbox id="fed" .adapter=${world.adapter}></parlor-inbox>`);
    await fixture(html`
      <parlor-inbox-context .adapter=${scene.makeWorld().adapter}><parlor-inbox></parlor-inbox></parlor-inbox-context>
    `);
    const late = await fixture<ParlorInbox>(html`<parlor-inbox id="late"></parlor-inbox>`);
    late.adapter = scene.makeWorld().adapter;
    await fixture(html`<parlor-inbox id="empty"></parlor-inbox>`);
    await waitUntil(() => heard.length > 0, 'it is said', LONG);
    expect(heard).to.have.length(1);
    expect(heard[0]).to.match(/^<parlor-inbox>: it was given no adapter and no provider/);
  });
});
