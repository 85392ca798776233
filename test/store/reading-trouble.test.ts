import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const DAY = 86_400_000;
const MINUTE = 60_000;

async function opened() {
  const clock = {now: 1_700_000_000_000};
  const adapter = new ScriptedAdapter({markRead: 'native', unreadCount: 'native'});
  const store = new InboxStore(adapter, {now: () => clock.now});
  store.open();
  const unread = {has: true, count: 1, source: 'native'} as const;
  at(adapter.lists, 0).answer({items: [aConversation({id: '1', lastActivityAt: 1000, unread})]});
  await settle();
  /** How often the list was asked for, from that many minutes on. */
  const look = (minutes: number) => {
    clock.now += minutes * MINUTE;
    adapter.emit({type: 'conversations-invalidated'});
    return adapter.lists.length;
  };
  return {adapter, store, clock, look};
}

describe('reading by itself', () => {
  for (const retryAfter of [NaN, Infinity, -5, 0, 1e18]) {
    it(`goes on after an error that asks for a wait of ${retryAfter}`, async () => {
      const {adapter, look} = await opened();
      expect(look(0)).to.equal(2);
      at(adapter.lists, 1).fail(new ConversationError('rate-limited', {retryAfter}));
      await settle();
      expect(look(0), 'not at once').to.equal(2);
      expect(look(16)).to.equal(3);
    });
  }

  it('goes on when the clock was set back meanwhile', async () => {
    const {adapter, clock, look} = await opened();
    look(0);
    at(adapter.lists, 1).fail(new ConversationError('server'));
    await settle();
    clock.now -= DAY;
    expect(look(1)).to.equal(3);
  });
});

describe('a thread that cannot be read', () => {
  async function broken() {
    const scene = await opened();
    const {adapter, store, clock} = scene;
    store.select('1');
    at(adapter.pages, 0).answer({messages: []});
    await settle();
    const said: boolean[] = [];
    store.subscribe(() => {
      if (store.state.connected !== (said.at(-1) ?? true)) said.push(store.state.connected);
    });
    const poll = async () => {
      clock.now += MINUTE;
      const [lists, pages] = [adapter.lists.length, adapter.pages.length];
      adapter.emit({type: 'conversations-invalidated'});
      for (const list of adapter.lists.slice(lists)) list.answer({items: [aConversation({id: '1'})]});
      await settle();
      adapter.emit({type: 'messages-invalidated', conversationId: '1'});
      for (const page of adapter.pages.slice(pages)) page.fail(new ConversationError('server'));
      await settle();
    };
    for (let turn = 0; turn < 5; turn++) await poll();
    return {...scene, said};
  }

  it('is one trouble, and not one that comes and goes with every look at the list', async () => {
    const {adapter, said} = await broken();
    expect(said).to.deep.equal([false]);
    expect(adapter.lists, 'the list is read all the same').to.have.length(6);
  });

  it('is none any more once nobody looks at it, or it could be read', async () => {
    const {store, said} = await broken();
    store.select(undefined);
    expect(said).to.deep.equal([false, true]);
    const {adapter, store: other, clock} = await broken();
    clock.now += MINUTE;
    adapter.emit({type: 'messages-invalidated', conversationId: '1'});
    at(adapter.pages, -1).answer({messages: []});
    await settle();
    expect(other.state.connected).to.equal(true);
  });
});

it('A provider is told what was read although the clock was set back after that failed', async () => {
  const {adapter, store, clock} = await opened();
  let asked = 0;
  adapter.markRead = () => {
    asked++;
    return Promise.reject(new ConversationError('server'));
  };
  store.select('1');
  at(adapter.pages, 0).answer({messages: [aMessage({conversationId: '1', id: 'm1', at: 1000})]});
  await settle();
  store.markSeen('1', 'm1');
  await settle();
  store.markSeen('1', 'm1');
  expect(asked).to.equal(1);
  clock.now -= DAY;
  store.markSeen('1', 'm1');
  expect(asked).to.equal(2);
});
