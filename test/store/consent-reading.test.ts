import {expect} from '@open-wc/testing';
import type {Conversation} from '../../src/model/conversation.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import type {InboxStorage} from '../../src/store/storage/port.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const said = (id: string, time: number, fields: Partial<Message> = {}): Message =>
  aMessage({conversationId: '1', id, at: time, text: id, ...fields});
const HELLO = said('Hello', 1000);
const STOPPED = [HELLO, said('STOP', 2000), said('Who is this?', 3000)];
/** Its last message says nothing of the STOP before it. */
const ROW: Conversation = aConversation({
  ...{id: '1', lastActivityAt: 3000, consent: {state: 'unknown', source: 'derived'}},
  lastMessage: {id: 'Who is this?', at: 3000, text: 'Who is this?', direction: 'inbound'},
});

async function opened(storage?: InboxStorage) {
  const adapter = new ScriptedAdapter();
  const store = new InboxStore(adapter, {now: () => 5000, ...(storage && {storage})});
  store.open();
  at(adapter.lists, 0).answer({items: [ROW]});
  await settle();
  const answer = async (messages: readonly Message[]) => {
    at(adapter.pages, -1).answer({messages});
    await settle();
  };
  const write = async (text = 'Reply') => {
    store.send({conversationId: '1', text});
    await settle();
  };
  return {adapter, store, answer, write};
}

describe('a reply', () => {
  it('to a conversation that is not open leaves after its history was read, and not after a STOP in it', async () => {
    const {adapter, store, answer, write} = await opened();
    await write();
    expect(adapter.sends).to.have.length(0);
    await answer(STOPPED);
    expect(adapter.sends).to.have.length(0);
    expect(store.drafts.get('1').text, 'the text is kept').to.equal('Reply');
    expect(store.blockOf('1')?.reason).to.match(/opted-out/);
  });

  it('written before the history of an open conversation is there leaves after it', async () => {
    const {adapter, store, answer, write} = await opened();
    store.select('1');
    await write();
    expect(adapter.sends).to.have.length(0);
    await answer([HELLO]);
    // What was under way already may be answered as it was before.
    await answer([HELLO]);
    expect(adapter.sends).to.have.length(1);
  });

  it('leaves at once where the history was just read, and so do those after it', async () => {
    const {adapter, store, answer, write} = await opened();
    store.select('1');
    await answer([HELLO]);
    await write();
    expect(adapter.sends).to.have.length(1);
    expect(adapter.pages).to.have.length(1);
  });

  for (const way of ['opened again', 'hidden meanwhile', 'closed meanwhile']) {
    it(`in a conversation that was ${way} leaves after it was read again`, async () => {
      const {adapter, store, answer, write} = await opened();
      store.select('1');
      await answer([HELLO]);
      if (way === 'opened again') {
        store.select(undefined);
        store.select('1');
      } else if (way === 'hidden meanwhile') {
        store.setPollMode('hidden');
        store.setPollMode('active');
      } else {
        store.close();
        store.open();
      }
      await write();
      expect(adapter.sends).to.have.length(0);
      for (let page = 1; page < adapter.pages.length; page++) {
        at(adapter.pages, page).answer({messages: STOPPED});
        await settle();
      }
      expect(adapter.sends).to.have.length(0);
      expect(store.drafts.get('1').text).to.equal('Reply');
    });
  }

  it('that had to wait is not let go by a reading that left during the wait', async () => {
    const {adapter, store, answer, write} = await opened();
    store.select('1');
    await answer([HELLO]);
    store.outbox.setOnline(false);
    await write();
    void store.refresh();
    const old = at(adapter.pages, -1);
    store.outbox.setOnline(true);
    old.answer({messages: [HELLO]});
    await settle();
    expect(adapter.sends).to.have.length(0);
    await answer(STOPPED);
    expect(adapter.sends).to.have.length(0);
  });

  it('goes out in every one of many conversations, and the one that is open stays', async () => {
    const adapter = new ScriptedAdapter();
    const store = new InboxStore(adapter, {now: () => 5000});
    store.open();
    const ids = Array.from({length: 30}, (_, place) => `c${place}`);
    at(adapter.lists, 0).answer({
      items: ids.map((id, place) =>
        aConversation({...ROW, id, participants: [{role: 'contact', address: `+12025550${100 + place}`}]}),
      ),
    });
    await settle();
    store.outbox.setOnline(false);
    for (const id of ids) store.send({conversationId: id, text: `To ${id}`});
    store.select('c0');
    store.outbox.setOnline(true);
    for (let page = 0; page < adapter.pages.length; page++) {
      const {conversationId} = at(adapter.pages, page).query;
      at(adapter.pages, page).answer({messages: [aMessage({conversationId, id: `hello ${conversationId}`})]});
      await settle();
    }
    expect(adapter.sends.map(({query}) => query.conversationId).sort()).to.deep.equal([...ids].sort());
    expect(store.timeline('c0').state.status).to.equal('ready');
  });

  it('of which nobody knows whether it left is not sent again before its thread, on its way, was looked at', async () => {
    const shared = new SharedMemory();
    const before = await opened(new MemoryStorage(shared));
    before.store.select('1');
    await before.answer([HELLO]);
    await before.write();
    at(before.adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    await before.store.dispose();
    const {adapter, store, answer} = await opened(new MemoryStorage(shared));
    store.select('1');
    void store.retry(at(store.outbox.queue('1'), 0).localId);
    await settle();
    expect(adapter.sends).to.have.length(0);
    await answer([HELLO, said('arrived', 4000, {text: 'Reply', direction: 'outbound', status: 'sent'})]);
    expect(adapter.sends).to.have.length(0);
    expect(store.outbox.queue('1')).to.have.length(0);
  });
});

it('A contact who is chosen by an id gets nothing after a STOP, also where no form was read', async () => {
  const adapter = new ScriptedAdapter({startConversation: 'native'});
  let started = 0;
  Object.assign(adapter, {startConversation: () => Promise.resolve(ROW).finally(() => started++)});
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  const participants = [{role: 'contact', id: 'contact-1', address: '+12025550123'}] as const;
  at(adapter.lists, 0).answer({items: [{...ROW, participants, consent: {state: 'opted-out', source: 'native'}}]});
  await settle();
  const recipient = {kind: 'contact', value: 'contact-1'} as const;
  const thrown: unknown = await store.actions.start({recipient, text: 'Hello'}).catch((error: unknown) => error);
  expect(thrown).to.have.property('kind', 'opted-out');
  expect(started).to.equal(0);
});

describe('a refusal for opt-out', () => {
  it('holds after a reload, also where nobody knows yet between whom the conversation runs, and until a START', async () => {
    const shared = new SharedMemory(true);
    const participants = [{role: 'contact', address: '+12025550142'}] as const;
    const tab = async (items: readonly Conversation[]) => {
      const adapter = new ScriptedAdapter();
      const store = new InboxStore(adapter, {now: () => 5000, storage: new MemoryStorage(shared)});
      store.open();
      at(adapter.lists, 0).answer({items});
      store.select('1');
      at(adapter.pages, 0).answer({messages: [HELLO]});
      await settle();
      return {adapter, store};
    };
    const before = await tab([{...ROW, participants}]);
    before.store.send({conversationId: '1', text: 'Reply'});
    await settle();
    at(before.adapter.sends, 0).fail(new ConversationError('opted-out'));
    await settle();
    await before.store.dispose();
    const {adapter, store} = await tab([]);
    expect(store.blockOf('1')?.reason).to.equal('opted-out');
    store.send({conversationId: '1', text: 'Reply once more'});
    for (let turn = 0; turn < 4; turn++) {
      for (const page of adapter.pages) page.answer({messages: [HELLO]});
      for (const list of adapter.lists) list.answer({items: []});
      await settle();
    }
    expect(adapter.sends).to.have.length(0);
    adapter.emit({type: 'message-created', message: said('START', 4000)});
    expect(store.blockOf('1')).to.equal(undefined);
    adapter.emit({type: 'conversation-updated', conversation: {...ROW, participants}});
    expect(store.blockOf('1')).to.equal(undefined);
    await store.dispose();
  });
});
