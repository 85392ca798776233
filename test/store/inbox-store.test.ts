import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import type {Message} from '../../src/model/message.js';
import type {InboxEvent} from '../../src/store/inbox-event.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const ID = '+12025550123';
const unknown = {state: 'unknown', source: 'derived'} as const;
const message = (id: string, time: number, fields: Partial<Message> = {}): Message =>
  aMessage({id, at: time, conversationId: ID, ...fields});

/** An inbox with one conversation open and its messages loaded. */
async function opened(
  messages: Message[] = [message('m1', 1000)],
  conversation: Partial<Conversation> = {},
  capabilities: Partial<Capabilities> = {},
) {
  const adapter = new ScriptedAdapter(capabilities);
  const store = new InboxStore(adapter, {now: () => 5_000});
  const events: InboxEvent[] = [];
  store.onEvent((event) => events.push(event));
  store.open();
  const items = [
    aConversation({id: ID, consent: unknown, lastActivityAt: 1000, ...conversation}),
    aConversation({id: 'other', participants: [{role: 'contact', address: '+12025550124'}]}),
  ];
  at(adapter.lists, 0).answer({items});
  await settle();
  store.select(ID);
  at(adapter.pages, 0).answer({messages});
  await settle();
  return {adapter, store, events};
}

const send = (store: InboxStore, text = 'Hello') => store.send({conversationId: ID, text}) ?? '';

describe('InboxStore', () => {
  it('shows a send at once, gives it the provider’s id, and keeps its row', async () => {
    const {adapter, store, events} = await opened();
    store.setDraft(ID, 'Hello');
    const localId = send(store);
    expect(store.threadMessages(ID).map(({text, status}) => [text, status])).to.deep.equal([
      ['Hello', 'received'],
      ['Hello', 'pending'],
    ]);
    expect(store.drafts.get(ID).text).to.equal('');
    await settle();
    at(adapter.sends, 0).answer(message('m2', 2000, {direction: 'outbound', status: 'sent', text: 'Hello'}));
    await settle();
    expect(at(store.threadMessages(ID), -1)).to.include({id: 'm2', localId, status: 'sent'});
    expect(store.conversation(ID)?.lastMessage).to.include({text: 'Hello', direction: 'outbound'});
    expect(events.map(({type}) => type)).to.include('message-sent');
  });

  it('hands a template on, shows what it says, and leaves what is being typed alone', async () => {
    const {adapter, store} = await opened();
    store.setDraft(ID, 'Hello');
    const template = {id: 'welcome', parameters: {name: 'Ann'}};
    const localId = store.send({conversationId: ID, text: 'Hello', template}) ?? '';
    expect(at(store.threadMessages(ID), -1)).to.include({text: 'Hello', status: 'pending'});
    expect(store.drafts.get(ID).text).to.equal('Hello');
    await settle();
    expect(at(adapter.sends, 0).query.template).to.deep.equal(template);
    at(adapter.sends, 0).fail(new ConversationError('validation'));
    await settle();
    store.setDraft(ID, '');
    await store.discard(localId);
    expect(store.drafts.get(ID).text).to.equal('');
  });

  it('tells of what an earlier page left without an answer, also where the storage knows at once', async () => {
    const memory = new SharedMemory(true);
    const left = {localId: 'a', outgoing: {conversationId: ID, text: 'Hello'}, createdAt: 1, sentAt: 1, attempts: 1};
    memory.change({entries: [{...left, state: 'sending', claim: 'a page that is gone:1'}]});
    const store = new InboxStore(new ScriptedAdapter(), {storage: new MemoryStorage(memory)});
    const failed: Message[] = [];
    store.onEvent((event) => event.type === 'message-failed' && failed.push(event.message));
    await settle();
    expect(failed.map(({text, status}) => [text, status])).to.deep.equal([['Hello', 'unconfirmed']]);
  });

  it('gives a refused text back to the box and says why', async () => {
    const {adapter, store, events} = await opened();
    store.setDraft(ID, 'Typed with care');
    send(store, 'Typed with care');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('insufficient-credits', {status: 402}));
    await settle();
    expect(store.drafts.get(ID).text).to.equal('Typed with care');
    expect(store.sendError(ID)?.kind).to.equal('insufficient-credits');
    expect(store.blockOf(ID)).to.include({reason: 'no-credits', canRecheck: true});
    expect(store.blockOf('other')?.reason, 'credits are the account’s').to.equal('no-credits');
    expect(store.threadMessages(ID)).to.have.length(1);
    expect(
      events.some((event) => event.type === 'message-failed' && event.message.text === 'Typed with care'),
    ).to.equal(true);
    void store.recheck(ID);
    expect(store.blockOf(ID)).to.equal(undefined);
    expect(store.drafts.get(ID).text).to.equal('Typed with care');
  });

  it('keeps a refused text in the thread when something new is being typed', async () => {
    const {adapter, store} = await opened();
    send(store, 'first');
    store.setDraft(ID, 'second');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('validation'));
    await settle();
    expect(store.drafts.get(ID).text).to.equal('second');
    expect(at(store.threadMessages(ID), -1)).to.include({text: 'first', status: 'failed'});
    store.setDraft(ID, '');
    await store.discard(at(store.outbox.queue(ID), 0).localId);
    expect(store.drafts.get(ID).text).to.equal('first');
  });

  it('keeps what may pass as it stands in the thread, with a retry', async () => {
    const {adapter, store} = await opened();
    const localId = send(store);
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('carrier', {message: 'Carrier said no'}));
    await settle();
    expect(at(store.threadMessages(ID), -1)).to.deep.include({
      status: 'failed',
      failure: {code: 'carrier', text: 'Carrier said no'},
    });
    void store.retry(localId);
    await settle();
    expect(adapter.sends, 'consent is read again first').to.have.length(1);
    at(adapter.pages, -1).answer({messages: [message('m1', 1000)]});
    await settle();
    expect(adapter.sends).to.have.length(2);
  });

  it('opens the box again, and says nothing of the refusal, once a send is taken after all', async () => {
    const {adapter, store} = await opened();
    const localId = send(store);
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('lookup-pending'));
    await settle();
    expect(store.blockOf(ID)?.reason).to.equal('lookup-pending');
    expect(store.sendError(ID)?.kind).to.equal('lookup-pending');
    void store.retry(localId);
    await settle();
    at(adapter.pages, -1).answer({messages: [message('m1', 1000)]});
    await settle();
    at(adapter.sends, 1).answer(message('m2', 2000, {direction: 'outbound', status: 'sent', text: 'Hello'}));
    await settle();
    expect(store.blockOf(ID)).to.equal(undefined);
    expect(store.sendError(ID)).to.equal(undefined);
  });

  it('takes a look-up for ended when the contact writes, and for nothing less', async () => {
    const {adapter, store} = await opened();
    send(store);
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('lookup-pending'));
    await settle();
    adapter.emit({type: 'message-updated', message: message('m1', 1000)});
    expect(store.blockOf(ID)?.reason).to.equal('lookup-pending');
    adapter.emit({type: 'message-created', message: message('m2', 2000)});
    expect(store.blockOf(ID)).to.equal(undefined);
  });

  it('looks for an unconfirmed message in the history before it sends again', async () => {
    const {adapter, store} = await opened();
    const localId = send(store);
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    void store.retry(localId);
    await settle();
    at(adapter.pages, -1).answer({
      messages: [message('m1', 1000), message('m2', 5_500, {direction: 'outbound', status: 'sent', text: 'Hello'})],
    });
    await settle();
    expect(adapter.sends, 'it had arrived').to.have.length(1);
    expect(store.threadMessages(ID).map(({id}) => id)).to.deep.equal(['m1', 'm2']);
  });

  it('does not send an unconfirmed message again while the history cannot be read', async () => {
    const {adapter, store} = await opened();
    const localId = send(store);
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    void store.retry(localId);
    await settle();
    at(adapter.pages, -1).fail(new ConversationError('network'));
    await settle();
    expect(adapter.sends).to.have.length(1);
    expect(store.state.connected).to.equal(false);
    expect(at(store.threadMessages(ID), -1).status).to.equal('unconfirmed');
  });

  it('learns an opt-out from the messages, blocks at once, and reopens after START', async () => {
    const {adapter, store} = await opened();
    expect(store.blockOf(ID)).to.equal(undefined);
    adapter.emit({type: 'message-created', message: message('m2', 2000, {text: 'STOP'})});
    expect(store.blockOf(ID)).to.include({reason: 'probably-opted-out', since: 2000, source: 'derived'});
    expect(store.conversation('other')?.consent.state, 'another pair is untouched').to.equal('opted-in');
    adapter.emit({type: 'message-created', message: message('m3', 3000, {text: 'start'})});
    expect(store.blockOf(ID)).to.equal(undefined);
  });

  it('stops a queued message when the opt-out arrives while it waits', async () => {
    const {adapter, store} = await opened();
    send(store, 'first');
    send(store, 'second');
    await settle();
    adapter.emit({type: 'message-created', message: message('m2', 2000, {text: 'STOP'})});
    at(adapter.sends, 0).answer(message('m1b', 1500, {direction: 'outbound', status: 'sent', text: 'first'}));
    await settle();
    expect(adapter.sends, 'the second never left').to.have.length(1);
    expect(store.blockOf(ID)?.reason).to.equal('probably-opted-out');
    expect(store.drafts.get(ID).text).to.equal('second');
  });

  it('keeps an opt-out the provider stated although older messages went through', async () => {
    const delivered = message('m0', 500, {direction: 'outbound', status: 'sent'});
    const {adapter, store} = await opened([delivered]);
    send(store);
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('opted-out'));
    await settle();
    expect(store.blockOf(ID)).to.include({reason: 'opted-out', source: 'native'});
    adapter.emit({type: 'message-updated', message: {...delivered, status: 'delivered'}});
    expect(store.blockOf(ID)?.reason).to.equal('opted-out');
    adapter.emit({type: 'message-created', message: message('m9', 9000, {text: 'UNSTOP'})});
    expect(store.blockOf(ID)).to.equal(undefined);
  });

  it('tells where unread messages began, and marks them read where the provider can', async () => {
    const messages = [message('m1', 1000), message('m2', 2000), message('m3', 3000)];
    const unread = {has: true, count: 2, source: 'native'} as const;
    const {adapter, store} = await opened(messages, {unread, lastActivityAt: 3000}, {markRead: 'native'});
    expect(store.state.unreadFromId).to.equal('m2');
    expect(adapter.read, 'opened is not seen').to.deep.equal([]);
    store.markSeen(ID, 'm2');
    expect(adapter.read, 'the newest was not in sight').to.deep.equal([]);
    store.markSeen(ID, 'm3');
    expect(adapter.read).to.deep.equal([ID]);
  });

  it('remembers what was read here where the provider cannot be told, and says so', async () => {
    const unread = {has: true, count: 2, source: 'native'} as const;
    const {adapter, store} = await opened([message('m1', 1000)], {unread}, {markRead: 'local'});
    store.markSeen(ID);
    expect(store.conversation(ID)?.unread).to.deep.equal({has: false, count: 0, source: 'local'});
    store.select(undefined);
    adapter.emit({
      type: 'conversation-updated',
      conversation: aConversation({id: ID, lastActivityAt: 9000, unread: {...unread, count: 3}}),
    });
    expect(store.conversation(ID)?.unread).to.deep.equal({has: true, count: 1, source: 'local'});
  });

  it('marks nothing read while the page is hidden', async () => {
    const {adapter, store} = await opened([message('m1', 1000)], {}, {markRead: 'native'});
    store.setPollMode('hidden');
    const unread = {has: true, count: 1, source: 'native'} as const;
    adapter.emit({type: 'conversation-updated', conversation: aConversation({id: ID, unread})});
    store.markSeen(ID);
    expect(adapter.read).to.not.include(ID);
    store.setPollMode('active');
    store.markSeen(ID);
    expect(adapter.read).to.include(ID);
  });

  it('keeps the open conversation when a search takes it off the list', async () => {
    const {adapter, store} = await opened();
    void store.conversationList.setQuery({search: 'nobody'});
    at(adapter.lists, -1).answer({items: []});
    await settle();
    expect(store.conversationList.state.conversations).to.have.length(0);
    expect(store.selected?.id).to.equal(ID);
  });

  it('opens a conversation that is not in the list', async () => {
    const adapter = new ScriptedAdapter();
    const store = new InboxStore(adapter);
    store.select('elsewhere');
    at(adapter.pages, 0).answer({messages: [message('m1', 1, {conversationId: 'elsewhere'})]});
    await settle();
    expect(store.selected?.id).to.equal('elsewhere');
    expect(store.threadMessages('elsewhere')).to.have.length(1);
  });

  it('never shows the answer of an old selection in the new one', async () => {
    const {adapter, store} = await opened();
    store.select('other');
    const old = at(adapter.pages, -1);
    store.select(ID);
    expect(old.signal?.aborted).to.equal(true);
    old.answer({messages: [message('late', 1)]});
    await settle();
    expect(store.threadMessages(ID).map(({id}) => id)).to.deep.equal(['m1']);
    expect(store.threadMessages('other')).to.have.length(0);
  });

  it('reads again what an adapter says is stale, and shows whether that works', async () => {
    const {adapter, store, events} = await opened();
    adapter.emit({type: 'conversations-invalidated'});
    at(adapter.lists, -1).fail(new ConversationError('network'));
    await settle();
    expect(store.state.connected).to.equal(false);
    expect(events.at(-1)?.type).to.equal('error');
    const asked = adapter.pages.length;
    adapter.emit({type: 'messages-invalidated', conversationId: ID});
    expect(adapter.pages, 'a provider in trouble is left alone for a while').to.have.length(asked);
    void store.refresh();
    at(adapter.lists, -1).answer({items: [aConversation({id: ID})]});
    at(adapter.pages, -1).answer({messages: [message('m1', 1000), message('m2', 2000)]});
    await settle();
    expect(store.state).to.include({connected: true, connectionError: undefined});
    expect(store.threadMessages(ID)).to.have.length(2);
  });

  it('tells the page once of each message a contact wrote, polled or pushed', async () => {
    const {adapter, store, events} = await opened();
    const received = () => events.flatMap((event) => (event.type === 'message-received' ? [event.message.id] : []));
    expect(received(), 'history is no news').to.deep.equal([]);
    void store.refresh();
    at(adapter.pages, -1).answer({messages: [message('m1', 1000), message('polled', 2000)]});
    await settle();
    adapter.emit({type: 'message-created', message: message('polled', 2000)});
    adapter.emit({type: 'message-created', message: message('pushed', 3000)});
    adapter.emit({type: 'message-created', message: message('elsewhere', 4000, {conversationId: 'other'})});
    expect(received()).to.deep.equal(['polled', 'pushed', 'elsewhere']);
  });

  it('brings the last message to the list for a conversation that is not open', async () => {
    const {adapter, store} = await opened();
    adapter.emit({type: 'message-created', message: message('x', 9000, {conversationId: 'other', text: 'news'})});
    expect(at(store.conversationList.state.conversations, 0)).to.deep.include({id: 'other', lastActivityAt: 9000});
    expect(store.conversation('other')?.needsReply).to.deep.equal({value: true, source: 'derived'});
  });

  it('removes what the provider removed', async () => {
    const {adapter, store} = await opened();
    adapter.emit({type: 'conversation-removed', conversationId: 'other'});
    expect(store.conversationList.state.conversations.map(({id}) => id)).to.deep.equal([ID]);
  });

  it('offers no writing where the adapter cannot send', async () => {
    const {store} = await opened([], {}, {sendText: 'none'});
    expect(store.blockOf(ID)).to.include({reason: 'read-only', canRecheck: false});
  });

  it('forgets the timelines used longest ago, never the open one', async () => {
    const adapter = new ScriptedAdapter();
    const store = new InboxStore(adapter, {keptTimelines: 2});
    const first = store.timeline('a');
    store.timeline('b');
    store.timeline('a');
    store.timeline('c');
    expect(store.timeline('a')).to.equal(first);
  });

  it('stops listening when closed and catches up when opened again', async () => {
    const {adapter, store} = await opened();
    store.close();
    adapter.emit({type: 'conversations-invalidated'});
    expect(adapter.lists).to.have.length(1);
    store.open();
    adapter.emit({type: 'conversations-invalidated'});
    expect(adapter.lists.length).to.be.greaterThan(1);
  });
});
