import {expect} from '@open-wc/testing';
import type {Conversation} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const row = (id: string, lastActivityAt: number): Conversation => aConversation({id, lastActivityAt});
const said = (id: string, time: number): Message => aMessage({conversationId: '4', id, at: time, text: id});

async function opened(items: readonly Conversation[]) {
  const adapter = new ScriptedAdapter();
  const store = new InboxStore(adapter, {now: () => 5000});
  store.open();
  at(adapter.lists, 0).answer({items});
  await settle();
  const ids = () => store.conversationList.state.conversations.map(({id}) => id);
  const show = async (id: string, messages: readonly Message[]) => {
    store.select(id);
    at(adapter.pages, -1).answer({messages});
    await settle();
  };
  return {adapter, store, ids, show};
}

describe('an adapter that hands on what it could not read', () => {
  it('puts no other row out of order by a time that is none', async () => {
    const odd = [row('1', NaN), row('2', 9e15), row('5', NaN), row('6', Infinity)];
    const {adapter, ids} = await opened([...odd, row('3', 3000), row('4', 1000), row('7', 2000)]);
    expect(ids()).to.deep.equal(['3', '7', '4', '1', '2', '5', '6']);
    adapter.emit({type: 'conversation-updated', conversation: row('4', 5000)});
    adapter.emit({type: 'conversation-removed', conversationId: '5'});
    adapter.emit({type: 'conversation-removed', conversationId: '3'});
    expect(ids()).to.deep.equal(['4', '7', '1', '2', '6']);
  });

  it('puts no other message out of order: one without a time stays with its neighbour', async () => {
    const {adapter, store, show} = await opened([row('4', 1000)]);
    await show('4', [said('a', 1000), said('b', NaN), said('c', 2000), said('d', 9e15), said('e', 3000)]);
    adapter.emit({type: 'message-created', message: said('f', 1500)});
    adapter.emit({type: 'message-created', message: said('g', Infinity)});
    expect(store.threadMessages('4').map(({id}) => id)).to.deep.equal(['a', 'b', 'f', 'c', 'd', 'e', 'g']);
  });

  it('shows what there is of rows and messages that lack something', async () => {
    const rows = [{id: '4'}, null, {id: 2, title: 'Two', lastMessage: 'Hi'}] as unknown as readonly Conversation[];
    const {adapter, store, ids, show} = await opened(rows);
    expect(ids()).to.deep.equal(['2', '4']);
    const messages = [{id: 'a', conversationId: '4', text: 'Hello', direction: 'inbound'}, null];
    await show('4', messages as unknown as readonly Message[]);
    expect(store.threadMessages('4').map(({text}) => text)).to.deep.equal(['Hello']);
    const stop = {id: 'b', conversationId: '4', text: 'STOP', direction: 'inbound'} as unknown as Message;
    adapter.emit({type: 'message-created', message: stop});
    expect(store.blockOf('4')?.reason).to.equal('probably-opted-out');
  });
});
