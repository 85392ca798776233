import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Conversation} from '../../src/model/conversation.js';
import type {Message} from '../../src/model/message.js';
import {asCursor} from '../../src/model/page.js';
import {countSegments} from '../../src/model/sms-segments.js';
import type {InboxEvent} from '../../src/store/inbox-event.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {aConversation, aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const ID = 'c1';
const lost = () => new ConversationError('network', {outcomeUnknown: true});
const message = (id: string, time: number, fields: Partial<Message> = {}): Message =>
  aMessage({id, at: time, conversationId: ID, ...fields});
const outbound = (id: string, time: number, text: string): Message =>
  message(id, time, {direction: 'outbound', status: 'sent', text});

/** An inbox with a conversation open, at second 5 of the clock. */
async function opened(
  history: Message[] = [message('m1', 1000)],
  others: Conversation[] = [],
  fields: Partial<Conversation> = {},
) {
  const adapter = new ScriptedAdapter();
  const store = new InboxStore(adapter, {now: () => 5000});
  const events: InboxEvent['type'][] = [];
  store.onEvent(({type}) => events.push(type));
  store.open();
  const consent = {state: 'unknown', source: 'derived'} as const;
  at(adapter.lists, 0).answer({items: [aConversation({id: ID, consent, ...fields}), ...others]});
  await settle();
  store.select(ID);
  at(adapter.pages, 0).answer({messages: history});
  await settle();
  const write = (text: string) => store.send({conversationId: ID, text}) ?? '';
  const shown = () => store.threadMessages(ID).map(({text, status}) => `${text} ${status}`);
  /** The newest request for messages is answered with this history. */
  const answerHistory = async (messages: Message[]) => {
    at(adapter.pages, -1).answer({messages});
    await settle();
  };
  return {adapter, store, events, write, shown, answerHistory};
}

// One test for each way in which sending hurt the users of other kits.
describe('what went wrong elsewhere', () => {
  it('queued messages leave in the order they were written, also after one got stuck', async () => {
    const {adapter, store, write, answerHistory} = await opened();
    const first = write('one');
    write('two');
    write('three');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    expect(adapter.sends, 'nothing overtakes').to.have.length(1);
    void store.retry(first);
    await settle();
    // Whatever waited leaves only after consent was read again.
    await answerHistory([message('m1', 1000)]);
    for (const [index, text] of ['one', 'two', 'three'].entries()) {
      await settle();
      at(adapter.sends, index + 1).answer(outbound(`sent-${index}`, 5100 + index, text));
    }
    await settle();
    expect(adapter.sends.map(({query}) => query.text)).to.deep.equal(['one', 'one', 'two', 'three']);
  });

  it('a sent message does not stay "sending" when its echo is missed', async () => {
    const {adapter, write, shown} = await opened([]);
    write('hello');
    await settle();
    at(adapter.sends, 0).answer(outbound('m2', 5100, 'hello'));
    await settle();
    expect(shown(), 'the answer alone settles it').to.deep.equal(['hello sent']);
  });

  it('retrying a message that did arrive finds it, and does not send it twice', async () => {
    const {adapter, store, write, shown, answerHistory} = await opened([]);
    const localId = write('hello');
    await settle();
    at(adapter.sends, 0).fail(lost());
    await settle();
    await answerHistory([]);
    expect(shown()).to.deep.equal(['hello unconfirmed']);
    void store.retry(localId);
    await answerHistory([outbound('m2', 5100, 'hello')]);
    expect(shown()).to.deep.equal(['hello sent']);
    void store.retry(localId);
    await settle();
    expect(adapter.sends).to.have.length(1);
  });

  it('of a history that does not tell when a message was written, it is not said that the message is not there', async () => {
    const {adapter, store, write, answerHistory} = await opened([message('m1', 0, {at: undefined, atSource: 'none'})]);
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(lost());
    await settle();
    const echo = {...outbound('m2', 0, 'hello'), at: undefined, atSource: 'none'} as const;
    await answerHistory([message('m1', 0, {at: undefined, atSource: 'none'}), echo]);
    expect(store.outbox.queue(ID)[0]?.search).to.equal('cannot-tell');
  });

  it('matching an echo by its text leaves two equal messages two', async () => {
    const {adapter, write, shown, answerHistory} = await opened([outbound('before', 4900, 'ok')]);
    write('ok');
    write('ok');
    await settle();
    at(adapter.sends, 0).fail(lost());
    await settle();
    await answerHistory([outbound('before', 4900, 'ok'), outbound('echo', 5100, 'ok')]);
    at(adapter.sends, 1).answer(outbound('second', 5200, 'ok'));
    await settle();
    expect(shown()).to.deep.equal(['ok sent', 'ok sent', 'ok sent']);
    expect(adapter.sends).to.have.length(2);
  });

  it('a send without an answer is not shown as a failure, and not as sent', async () => {
    const {adapter, events, write, shown, answerHistory} = await opened([]);
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(lost());
    await settle();
    await answerHistory([]);
    expect(shown()).to.deep.equal(['hello unconfirmed']);
    expect(events).to.not.include('message-sent');
  });

  it('a retry says "sent" only after the provider was asked and said so', async () => {
    const {adapter, store, write, shown, answerHistory} = await opened([]);
    const localId = write('hello');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    void store.retry(localId);
    await settle();
    await answerHistory([]);
    expect(shown()).to.deep.equal(['hello pending']);
    expect(adapter.sends).to.have.length(2);
    at(adapter.sends, 1).answer(outbound('m2', 5100, 'hello'));
    await settle();
    expect(shown()).to.deep.equal(['hello sent']);
  });

  it('a retry does not get round an opt-out', async () => {
    const {adapter, store, write} = await opened([]);
    const localId = write('hello');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    adapter.emit({type: 'message-created', message: message('stop', 5100, {text: 'STOP'})});
    void store.retry(localId);
    await settle();
    expect(adapter.sends).to.have.length(1);
    expect(store.drafts.get(ID).text, 'the text is back in the box, which is closed').to.equal('hello');
    expect(store.blockOf(ID)?.reason).to.equal('probably-opted-out');
  });

  it('nothing is missed after a reconnect, also when news arrives before the gap is read', async () => {
    const {adapter, store} = await opened([message('m1', 1000), message('m2', 2000)]);
    adapter.emit({type: 'connection-changed', connected: false});
    adapter.emit({type: 'message-created', message: message('m9', 9000)});
    adapter.emit({type: 'connection-changed', connected: true});
    const first = at(adapter.pages, -1);
    first.answer({messages: [message('m8', 8000), message('m9', 9000)], older: asCursor('before-8')});
    await settle();
    at(adapter.pages, -1).answer({
      messages: [message('m2', 2000), message('m5', 5000), message('m7', 7000)],
      older: asCursor('before-2'),
    });
    await settle();
    expect(store.threadMessages(ID).map(({id}) => id)).to.deep.equal(['m1', 'm2', 'm5', 'm7', 'm8', 'm9']);
  });

  it('an opt-out closes one pair of numbers, not everything of that person', async () => {
    const samePerson = {role: 'contact', id: 'ana', name: 'Ana', address: '+12025550123'} as const;
    const ownEndpoint = {id: 'second', address: '+12025550101'};
    const other = aConversation({id: 'other-number', participants: [samePerson], ownEndpoint});
    const {adapter, store} = await opened([], [other], {ownEndpoint: {id: 'first', address: '+12025550100'}});
    adapter.emit({type: 'message-created', message: message('stop', 5100, {text: 'STOP'})});
    expect(store.blockOf(ID)).to.not.equal(undefined);
    expect(store.blockOf('other-number')).to.equal(undefined);
  });

  it('segments: extension characters cost two, long Unicode holds 67 a part, and no pair is split', () => {
    expect(countSegments('€'.repeat(80)).segments).to.equal(1);
    expect(countSegments('€'.repeat(81)).segments).to.equal(2);
    expect(countSegments('你'.repeat(134)).segments).to.equal(2);
    expect(countSegments('你'.repeat(135)).segments).to.equal(3);
    expect(countSegments(`${'你'.repeat(66)}😀${'你'.repeat(66)}`).segments).to.equal(3);
  });
});
