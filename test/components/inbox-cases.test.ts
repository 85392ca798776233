import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import {html} from 'lit';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {ManualClock} from '../../src/backend/clock.js';
import {createBackend} from '../../src/backend/scenarios/index.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {adapters, createLargeWorld, write} from '../store/large-world.js';
import {freshName, replace} from '../store/storage/storage-tools.js';
import * as scene from './inbox-scene.js';
import {all, find, words} from './inbox-scene.js';

const LONG = {timeout: 15_000};

async function mounted(settings: Partial<ParlorInbox>, width = 1000): Promise<ParlorInbox> {
  const place = await scene.inPlace(html`<parlor-inbox></parlor-inbox>`, width);
  const inbox = find<ParlorInbox>(place, 'parlor-inbox');
  Object.assign(inbox, {locale: 'en-GB', ...settings});
  return inbox;
}

/** Answers later than the adapter would: the list, and the history. */
const slowly = (adapter: MessagingAdapter, list: number, history: number): MessagingAdapter => {
  const after = (delay: number) => new Promise((resolve) => setTimeout(resolve, delay));
  return {
    ...adapter,
    listConversations: async (...parameters) => {
      await after(list);
      return adapter.listConversations(...parameters);
    },
    listMessages: async (...parameters) => {
      await after(history);
      return adapter.listMessages(...parameters);
    },
  };
};

describe('a list that was away while many wrote', () => {
  for (const name of ['memory', 'surge', 'bird', 'agentphone']) {
    it(`shows every conversation once, as it is now, down to its end (${name})`, async function () {
      this.timeout(60_000);
      const world = createLargeWorld(300);
      const adapter = adapters[name]?.(world);
      const inbox = await mounted(adapter ? {adapter} : {});
      await waitUntil(() => scene.isLoaded(inbox), 'loaded', LONG);
      await inbox.store?.conversationList.loadMore();
      inbox.store?.close();
      write(world, 40, 160);
      inbox.store?.open();
      await waitUntil(
        () => words(inbox).includes('New 159') || words(inbox).includes('Person 159'),
        'the newest',
        LONG,
      );
      const scroller = find(inbox, '[role=listbox]').parentElement;
      if (!scroller) throw new Error('The list does not scroll.');
      const seen = new Map<string, string>();
      const look = () =>
        all(inbox, '[role=option]').forEach((option) => {
          const [, person = ''] = /Person (\d+) /.exec(words(option)) ?? [];
          seen.set(person, words(option));
        });
      const isAtEnd = () => scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2;
      const goDown = async () => {
        look();
        scroller.scrollTop += scroller.clientHeight * 0.8;
        await nextFrame();
        await nextFrame();
        return isAtEnd() && !inbox.store?.conversationList.state.hasMore;
      };
      await waitUntil(goDown, 'the end is reached', {timeout: 20_000, interval: 5});
      look();
      expect(seen.size, 'nothing is missing').to.equal(300);
      const texts = [...seen].filter(([, row]) => /(Old|New) \d/.test(row));
      for (const [person, row] of texts) {
        const isNew = Number(person) >= 40 && Number(person) < 160;
        expect(row).to.include(`${isNew ? 'New' : 'Old'} ${person}`);
        if (isNew && adapter?.capabilities.unreadCount === 'native') expect(row, 'has its mark').to.match(/unread/i);
      }
      expect(inbox.store?.conversationList.state.conversations).to.have.length(300);
    });
  }
});

describe('a conversation that is named from the start', () => {
  for (const [list, history] of [
    [50, 10],
    [10, 50],
    [200, 0],
  ] as const) {
    it(`begins at its first unread message, which is in sight (list ${list} ms, history ${history} ms)`, async () => {
      const clock = new ManualClock();
      const backend = createBackend({scenario: 'empty', clock});
      const one = backend.addContact({firstName: 'Many', lastName: 'Unread', phone: '+12025550198'});
      const now = clock.now();
      const {id} = backend.addThread({
        contactId: one.id,
        messages: Array.from({length: 20}, (_, place) => ({
          direction: place % 2 ? ('inbound' as const) : ('outbound' as const),
          text: `Message ${place + 1}`,
          at: now - (30 - place) * 60_000,
        })),
      });
      backend.markRead(id);
      for (let place = 20; place < 60; place++) {
        clock.advance(1000);
        backend.receive({phone: '+12025550198', text: `Message ${place + 1}`});
      }
      const adapter = slowly(createMemoryAdapter({backend}), list, history);
      const inbox = await mounted({adapter, conversationId: id});
      await scene.saysInThread(inbox, 'Message 21');
      await waitUntil(() => /\bNew\b|unread/i.test(words(find(inbox, 'parlor-message-thread'))), 'there is a line');
      const thread = find(inbox, 'parlor-message-thread');
      const isIn = (text: string): boolean => {
        const bubble = all(thread, 'parlor-message-bubble').find((one) => words(one).includes(text));
        const box = bubble?.getBoundingClientRect();
        const view = thread.getBoundingClientRect();
        return !!box && box.top >= view.top - 1 && box.top < view.bottom;
      };
      await waitUntil(() => isIn('Message 21'), 'the first unread message is in sight');
      const order = words(thread);
      expect(order.search(/\bNew\b/))
        .to.be.greaterThan(order.indexOf('Message 20'))
        .and.below(order.indexOf('Message 21'));
      expect(isIn('Message 60')).to.equal(false);
      expect(inbox.store?.conversation(id)?.unread.has, 'what is out of sight is not read').to.equal(true);
    });
  }
});

describe('what nobody saw', () => {
  for (const [property, value] of [
    ['display', 'none'],
    ['visibility', 'hidden'],
    ['opacity', '0'],
    ['width', '0'],
  ] as const)
    it(`stays unread in an inbox that is not shown (${property}), and is read once it is`, async () => {
      const {inbox, place, ...world} = await scene.openScene();
      await scene.openConversation(inbox, 'Works Fine');
      const id = scene.threadIdOf(world, 'Fine');
      await waitUntil(() => inbox.store?.conversation(id)?.unread.has === false);
      place.style.setProperty(property, value);
      if (property === 'width') place.style.overflow = 'hidden';
      await nextFrame();
      await nextFrame();
      scene.receive(world, 'Fine', 'Behind the curtain');
      await waitUntil(() => inbox.store?.conversation(id)?.lastMessage?.text === 'Behind the curtain');
      await nextFrame();
      await nextFrame();
      expect(inbox.store?.conversation(id)?.unread.has).to.equal(true);
      place.style.removeProperty(property);
      await nextFrame();
      // Whoever sees it again looks there.
      find(inbox, 'parlor-message-thread').dispatchEvent(new PointerEvent('pointerenter'));
      await waitUntil(() => inbox.store?.conversation(id)?.unread.has === false, 'it was seen');
    });

  it('stays unread below a reader who is at the top, or in a pane that is not shown', async () => {
    const {inbox, place, ...world} = await scene.openScene();
    const id = scene.threadIdOf(world, 'Fine');
    for (let place = 0; place < 30; place++) scene.receive(world, 'Fine', `Line ${place}`);
    await scene.openConversation(inbox, 'Works Fine');
    const region = find(find(inbox, 'parlor-message-thread'), '[role=region]');
    const toEnd = () => (region.scrollTop = region.scrollHeight);
    toEnd();
    await waitUntil(() => {
      toEnd();
      return inbox.store?.conversation(id)?.unread.has === false;
    }, 'it is read');
    region.scrollTop = 0;
    await nextFrame();
    await nextFrame();
    scene.receive(world, 'Fine', 'Far below');
    await waitUntil(() => inbox.store?.conversation(id)?.lastMessage?.text === 'Far below');
    await nextFrame();
    await nextFrame();
    expect(inbox.store?.conversation(id)?.unread.has).to.equal(true);
    expect(place.isConnected).to.equal(true);
    await waitUntil(() => {
      toEnd();
      return inbox.store?.conversation(id)?.unread.has === false;
    }, 'it was seen');
  });
});

describe('a page without https', () => {
  for (const storageKey of [undefined, freshName()]) {
    it(`sends once (${storageKey ? 'with' : 'without'} a storage key)`, async () => {
      const ends = [replace(crypto, 'randomUUID', undefined), replace(navigator, 'locks', undefined)];
      try {
        const {inbox, ...world} = await scene.openScene({settings: storageKey ? {storageKey} : {}});
        await scene.openConversation(inbox, 'Works Fine');
        await scene.send(inbox, 'Without a lock');
        const id = scene.threadIdOf(world, 'Fine');
        const sent = () => world.backend.messagesOf(id).filter(({text}) => text === 'Without a lock').length;
        await waitUntil(() => sent() === 1 && inbox.store?.outbox.state.unsent.count === 0, 'it is sent', LONG);
        await inbox.clearStorage();
      } finally {
        ends.forEach((end) => end());
      }
    });
  }
});

describe('two inboxes of one user on one page', () => {
  it('hold one draft, which is sent once', async () => {
    const storageKey = freshName();
    const world = scene.makeWorld();
    const one = (await scene.openScene({world, settings: {storageKey}})).inbox;
    const other = (await scene.openScene({world, settings: {storageKey}})).inbox;
    await scene.openConversation(one, 'Works Fine');
    await scene.openConversation(other, 'Works Fine');
    await scene.type(other, 'Begun here');
    await waitUntil(() => scene.textarea(one).value === 'Begun here', 'it is in both');
    await scene.type(one, ', finished there');
    await scene.send(one, '');
    await waitUntil(() => scene.textarea(other).value === '', 'the other is empty', LONG);
    const id = scene.threadIdOf(world, 'Fine');
    const sent = () =>
      world.backend
        .messagesOf(id)
        .filter(({text}) => text?.startsWith('Begun'))
        .map(({text}) => text);
    await waitUntil(() => sent().length > 0 && one.store?.outbox.state.unsent.count === 0, 'sent', LONG);
    scene.textarea(other).focus();
    await scene.send(other, 'x');
    await waitUntil(() => other.store?.outbox.state.unsent.count === 0);
    expect(sent()).to.deep.equal(['Begun here, finished there']);
    await one.clearStorage();
    await waitUntil(() => other.store === undefined || other.store.drafts.state.drafts.size === 0);
  });
});

describe('a contact who wrote STOP while a reply waited', () => {
  it('gets nothing when the page is loaded again, which says why and keeps the text', async () => {
    const storageKey = freshName();
    const world = scene.makeWorld();
    const {inbox} = await scene.openScene({world, settings: {storageKey}});
    await scene.openConversation(inbox, 'Works Fine');
    inbox.store?.outbox.setOnline(false);
    await scene.send(inbox, 'Too late');
    await waitUntil(() => inbox.store?.state.storage.trouble === undefined && inbox.store?.state.unsent.count === 1);
    inbox.remove();
    await waitUntil(() => inbox.store === undefined);
    scene.receive(world, 'Fine', 'STOP');
    const {inbox: next} = await scene.openScene({world, settings: {storageKey}});
    await scene.openConversation(next, 'Works Fine');
    await waitUntil(() => /opted out/i.test(words(next)), 'it says why', LONG);
    await waitUntil(() => /Your text is (kept|still here)/.test(words(next)), 'and that the text is kept');
    expect(next.store?.drafts.get(scene.threadIdOf(world, 'Fine')).text).to.equal('Too late');
    const id = scene.threadIdOf(world, 'Fine');
    expect(world.backend.messagesOf(id).some(({text}) => text === 'Too late')).to.equal(false);
    await next.clearStorage();
  });
});
