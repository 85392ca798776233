import {expect} from '@open-wc/testing';
import type {Conversation} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';
import {asCursor} from '../../src/model/page.js';
import type {InboxEvent} from '../../src/store/inbox-event.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const row = (id: string, lastActivityAt: number, fields: Partial<Conversation> = {}): Conversation =>
  aConversation({id, lastActivityAt, participants: [{role: 'contact', address: `+1202555${id}`}], ...fields});
const last = (id: string, time: number, text = id): Partial<Conversation> => ({
  lastMessage: {id, at: time, text, direction: 'inbound'},
});
const said = (conversationId: string, id: string, time: number, fields: Partial<Message> = {}): Message =>
  aMessage({conversationId, id, at: time, text: id, ...fields});

async function opened(items: readonly Conversation[], next?: string) {
  const adapter = new ScriptedAdapter();
  const store = new InboxStore(adapter, {now: () => 5000});
  const events: InboxEvent[] = [];
  store.onEvent((event) => events.push(event));
  store.open();
  at(adapter.lists, 0).answer({items, ...(next !== undefined && {next: asCursor(next)})});
  await settle();
  const ids = () => store.conversationList.state.conversations.map(({id}) => id);
  const received = () => events.flatMap((event) => (event.type === 'message-received' ? [event.message.id] : []));
  return {adapter, store, events, ids, received};
}

describe('a row of the list', () => {
  const receipt = said('1', 'ours', 1100, {direction: 'outbound', status: 'read'});

  it('stays at the newest message when a receipt of an older one comes', async () => {
    const {adapter, store} = await opened([row('1', 1200, last('newest', 1200))]);
    adapter.emit({type: 'message-updated', message: receipt});
    expect(store.conversation('1')?.lastMessage?.id).to.equal('newest');
    adapter.emit({type: 'message-created', message: {...receipt, id: 'late'}});
    expect(store.conversation('1')?.lastMessage?.id, 'a message that comes late').to.equal('newest');
    expect(store.conversation('1')?.lastActivityAt).to.equal(1200);
  });

  it('claims no older message for its last where the provider’s rows have none', async () => {
    const {adapter, store} = await opened([row('1', 1200)]);
    adapter.emit({type: 'message-updated', message: receipt});
    expect(store.conversation('1')?.lastMessage).to.equal(undefined);
    adapter.emit({type: 'message-created', message: said('1', 'newest', 1200)});
    adapter.emit({type: 'message-updated', message: receipt});
    expect(store.conversation('1')?.lastMessage?.id).to.equal('newest');
  });

  it('keeps what was pushed when the receipt has no time, or the poll is older', async () => {
    const {adapter, store} = await opened([row('1', 1200, last('first', 1200))]);
    adapter.emit({type: 'message-created', message: said('1', 'pushed', 1300)});
    const timeless = aMessage({...receipt, at: undefined});
    adapter.emit({type: 'message-updated', message: {...timeless}});
    expect(store.conversation('1')?.lastMessage?.id).to.equal('pushed');
    void store.refresh();
    at(adapter.lists, 1).answer({items: [row('1', 1200, last('first', 1200))]});
    await settle();
    expect(store.conversation('1')?.lastMessage?.id).to.equal('pushed');
  });
});

describe('what happens while a read of the whole list is on its way', () => {
  for (const way of ['pushed', 'started', 'answered']) {
    it(`keeps a conversation that is ${way}`, async () => {
      const {adapter, store, ids} = await opened([row('1', 1000)]);
      void store.refresh();
      const fresh = row('2', 2000);
      if (way === 'pushed') adapter.emit({type: 'conversation-updated', conversation: fresh});
      else {
        Object.assign(adapter, {
          startConversation: () => Promise.resolve(fresh),
          setStarred: () => Promise.resolve(fresh),
        });
        if (way === 'started') await store.actions.start({recipient: {kind: 'address', value: '+12025550177'}});
        else await store.actions.setStarred('2', true);
      }
      at(adapter.lists, 1).answer({items: [row('1', 1000)]});
      await settle();
      expect(ids()).to.deep.equal(['2', '1']);
      void store.refresh();
      at(adapter.lists, 2).answer({items: [row('1', 1000)]});
      await settle();
      expect(ids(), 'a read that left later is believed').to.deep.equal(['1']);
    });
  }

  for (const way of ['pushed', 'asked for']) {
    it(`does not bring back a conversation whose deletion was ${way}`, async () => {
      const {adapter, store, ids} = await opened([row('1', 1000), row('2', 900)]);
      void store.refresh();
      if (way === 'pushed') adapter.emit({type: 'conversation-removed', conversationId: '2'});
      else {
        Object.assign(adapter, {deleteConversation: () => Promise.resolve()});
        await store.actions.delete('2');
      }
      expect(ids()).to.deep.equal(['1']);
      at(adapter.lists, 1).answer({items: [row('1', 1000), row('2', 900)]});
      await settle();
      expect(ids()).to.deep.equal(['1']);
      adapter.emit({type: 'conversation-updated', conversation: row('2', 900)});
      expect(ids(), 'nor does a late push').to.deep.equal(['1']);
      adapter.emit({type: 'conversation-updated', conversation: row('2', 1500)});
      expect(ids(), 'somebody wrote again').to.deep.equal(['2', '1']);
    });
  }

  it('is the same during a walk over pages and while a further page is loaded', async () => {
    const page = [row('9', 9000), row('8', 8000)];
    const {adapter, store, ids} = await opened(page, 'p2');
    void store.conversationList.loadMore();
    adapter.emit({type: 'conversation-removed', conversationId: '7'});
    adapter.emit({type: 'conversation-updated', conversation: row('10', 9500)});
    at(adapter.lists, 1).answer({items: [row('7', 7000), row('6', 6000)]});
    await settle();
    expect(ids()).to.deep.equal(['10', '9', '8', '6']);
    void store.refresh();
    at(adapter.lists, 2).answer({items: [row('12', 12_000), row('11', 11_000)], next: asCursor('q2')});
    await settle();
    adapter.emit({type: 'conversation-removed', conversationId: '8'});
    adapter.emit({type: 'conversation-updated', conversation: row('13', 13_000)});
    at(adapter.lists, 3).answer({items: [row('10', 9500), row('9', 9000)], next: asCursor('q3')});
    await settle();
    for (let next = 4; next < adapter.lists.length; next++) {
      at(adapter.lists, next).answer({items: [row('8', 8000), row('6', 6000)]});
      await settle();
    }
    expect(ids()).to.deep.equal(['13', '12', '11', '10', '9', '6']);
  });

  it('keeps a deleted conversation away from a search and from a list that starts over', async () => {
    const {adapter, store, ids} = await opened([row('1', 1000), row('2', 900)]);
    void store.conversationList.setQuery({unread: false});
    adapter.emit({type: 'conversation-removed', conversationId: '2'});
    adapter.emit({type: 'conversation-updated', conversation: row('3', 1100)});
    at(adapter.lists, 1).answer({items: [row('1', 1000), row('2', 900)]});
    await settle();
    expect(ids()).to.deep.equal(['3', '1']);
  });
});

describe('what contacts wrote is told once', () => {
  it('of a conversation that is not open, also when the webhook comes twice or its list is read', async () => {
    const {adapter, store, received} = await opened([row('1', 1000)]);
    const message = said('1', 'hello', 2000);
    adapter.emit({type: 'message-created', message});
    adapter.emit({type: 'message-created', message});
    adapter.emit({type: 'conversation-updated', conversation: row('1', 2000, last('hello', 2000))});
    void store.refresh();
    at(adapter.lists, 1).answer({items: [row('1', 2000, last('hello', 2000))]});
    await settle();
    store.select('1');
    at(adapter.pages, 0).answer({messages: [message]});
    await settle();
    expect(received()).to.deep.equal(['hello']);
  });

  it('of each conversation, where a provider counts messages anew in every one', async () => {
    const {adapter, events} = await opened([row('1', 1000), row('2', 900)]);
    const lost = {direction: 'outbound', status: 'undelivered'} as const;
    for (const conversationId of ['1', '2', '1']) {
      adapter.emit({type: 'message-created', message: said(conversationId, '17', 2000)});
      adapter.emit({type: 'message-updated', message: said(conversationId, '18', 2000, lost)});
    }
    expect(events.map(({type}) => type)).to.deep.equal([
      ...['message-received', 'message-undelivered'],
      ...['message-received', 'message-undelivered'],
    ]);
  });

  it('of a conversation that nobody has read yet', async () => {
    const {adapter, received} = await opened([]);
    adapter.emit({type: 'message-created', message: said('new', 'first', 2000)});
    await settle();
    at(adapter.lists, 1).answer({items: [row('new', 2000)]});
    adapter.emit({type: 'message-created', message: said('new', 'first', 2000)});
    await settle();
    expect(received()).to.deep.equal(['first']);
  });

  for (const how of ['polled', 'pushed', 'polled after it was pushed']) {
    it(`when it was written just before ours and is ${how} after it`, async () => {
      const {adapter, store, received} = await opened([row('1', 1000)]);
      store.select('1');
      at(adapter.pages, 0).answer({messages: [said('1', 'old', 1000)]});
      await settle();
      store.send({conversationId: '1', text: 'ours'});
      await settle();
      const ours = said('1', 'ours', 10_000, {direction: 'outbound', status: 'sent'});
      at(adapter.sends, 0).answer(ours);
      await settle();
      const theirs = said('1', 'theirs', 9000);
      if (how !== 'polled') adapter.emit({type: 'message-created', message: theirs});
      if (how !== 'pushed') {
        void store.refresh();
        at(adapter.pages, -1).answer({messages: [said('1', 'old', 1000), theirs, ours]});
        await settle();
      }
      expect(received()).to.deep.equal(['theirs']);
      expect(store.threadMessages('1').map(({id}) => id)).to.deep.equal(['old', 'theirs', 'ours']);
    });
  }
});
