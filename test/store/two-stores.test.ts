import {expect} from '@open-wc/testing';
import type {Capabilities} from '../../src/model/capabilities.js';
import type {Conversation, LastMessage} from '../../src/model/conversation.js';
import {ConversationError, type ErrorKind} from '../../src/model/conversation-error.js';
import type {InboxEvent} from '../../src/store/inbox-event.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const said = (id: string, time: number) => aMessage({conversationId: '1', id, at: time, text: id});
const row = (fields: Partial<Conversation> = {}): Conversation => {
  const lastMessage: LastMessage = {id: 'm1', at: 1000, direction: 'inbound'};
  return aConversation({
    id: '1',
    lastActivityAt: 1000,
    consent: {state: 'unknown', source: 'derived'},
    lastMessage,
    ...fields,
  });
};

/** One tab of a user, with the conversation open. */
async function tab(shared: SharedMemory, fields: Partial<Conversation> = {}, capabilities: Partial<Capabilities> = {}) {
  const adapter = new ScriptedAdapter(capabilities);
  const store = new InboxStore(adapter, {now: () => 5000, storage: new MemoryStorage(shared)});
  const events: InboxEvent['type'][] = [];
  store.onEvent(({type}) => events.push(type));
  store.open();
  at(adapter.lists, 0).answer({items: [row(fields)]});
  await settle();
  const show = async () => {
    store.select('1');
    at(adapter.pages, -1).answer({messages: [said('m1', 1000)]});
    await settle();
  };
  const poll = async (change: Partial<Conversation>) => {
    void store.conversationList.refresh();
    at(adapter.lists, -1).answer({items: [row(change)]});
    await settle();
  };
  return {adapter, store, events, show, poll};
}

describe('a message that another tab sends', () => {
  const RETURNED: Readonly<Partial<Record<ErrorKind, boolean>>> = {
    ...{'opted-out': true, validation: true, 'insufficient-credits': true, 'not-textable': true},
    ...{server: false, 'lookup-pending': false},
  };
  for (const [kind, isReturned] of Object.entries(RETURNED) as [ErrorKind, boolean][]) {
    it(`and that is refused is explained where it was written, with its text (${kind})`, async () => {
      const shared = new SharedMemory();
      const [sender, writer] = [await tab(shared), await tab(shared)];
      await writer.show();
      writer.store.send({conversationId: '1', text: 'Typed with care'});
      await settle();
      for (const page of sender.adapter.pages) page.answer({messages: [said('m1', 1000)]});
      await settle();
      at(sender.adapter.sends, 0).fail(new ConversationError(kind));
      await settle();
      expect(writer.events.filter((type) => type === 'message-failed')).to.have.length(1);
      expect(writer.store.sendError('1')?.kind).to.equal(kind);
      expect(writer.store.drafts.get('1').text).to.equal(isReturned ? 'Typed with care' : '');
      const queued = writer.store.outbox.queue('1').map(({outgoing, error}) => [outgoing.text, error?.kind]);
      expect(queued).to.deep.equal(isReturned ? [] : [['Typed with care', kind]]);
      await Promise.all([sender.store.dispose(), writer.store.dispose()]);
    });
  }

  it('and that was written on a page that is gone is given back to the one that is there', async () => {
    const shared = new SharedMemory();
    const writer = await tab(shared);
    writer.store.outbox.setOnline(false);
    await writer.show();
    writer.store.send({conversationId: '1', text: 'Typed with care'});
    await settle();
    await writer.store.dispose();
    const {adapter, store, show} = await tab(shared);
    await show();
    for (let page = 0; page < adapter.pages.length; page++) {
      at(adapter.pages, page).answer({messages: [said('m1', 1000)]});
      await settle();
    }
    at(adapter.sends, 0).fail(new ConversationError('validation'));
    await settle();
    expect(store.drafts.get('1').text).to.equal('Typed with care');
    expect(store.sendError('1')?.kind).to.equal('validation');
    await store.dispose();
  });
});

it('What one tab read of several messages of one instant is read in the other', async () => {
  const shared = new SharedMemory();
  const unread = (count: number) => ({unread: {has: true, count, source: 'native'}}) as const;
  const capabilities = {markRead: 'local', unreadCount: 'native'} as const;
  const reader = await tab(shared, unread(1), capabilities);
  const other = await tab(shared, unread(1), capabilities);
  const isUnread = (one: typeof other) => one.store.conversation('1')?.unread.has;
  await reader.show();
  reader.store.markSeen('1', 'm1');
  await settle();
  expect(isUnread(other)).to.equal(false);
  const more = {...unread(2), lastMessage: {id: 'm2', at: 1000, direction: 'inbound'}} as const;
  await reader.poll(more);
  await other.poll(more);
  expect(isUnread(other), 'one more came in that instant').to.equal(true);
  reader.adapter.emit({type: 'message-created', message: said('m2', 1000)});
  reader.store.markSeen('1', 'm2');
  await settle();
  expect(isUnread(reader)).to.equal(false);
  expect(isUnread(other)).to.equal(false);
  await Promise.all([reader.store.dispose(), other.store.dispose()]);
});
