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
