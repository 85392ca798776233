import {expect} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import {loadHistoryRules} from '../../src/store/lazy-history.js';
import {JournalMemory, MemoryJournal} from '../../src/store/memory-journal.js';
import type {Message} from '../../src/model/message.js';
import {Outbox, type OutboxEntry} from '../../src/store/outbox.js';
import {aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

/** A tab of a browser whose journal outlives it. */
function openTab(memory: JournalMemory, guard: () => ConversationError | undefined = () => undefined) {
  const adapter = new ScriptedAdapter();
  const journal = new MemoryJournal(memory);
  const stuck: OutboxEntry[] = [];
  const sent: string[] = [];
  const outbox = new Outbox(adapter, {
    journal,
    guard,
    baseline: () => ({notIds: []}),
    onSent: ({id}, first) => {
      if (first) sent.push(id);
    },
    onStuck: (entry) => stuck.push(entry),
  });
  /** Dies without a word, as when its process is killed. */
  const kill = () => {
    journal.close();
    journal.handOver();
  };
  const texts = () => outbox.queue('c1').map(({outgoing, state}) => `${outgoing.text} ${state}`);
  return {adapter, outbox, stuck, sent, kill, texts};
}

const taken = (id: string, text: string, fields: Partial<Message> = {}): Message =>
  aMessage({id, text, direction: 'outbound', status: 'sent', conversationId: 'c1', at: Date.now(), ...fields});

describe('Outbox in several tabs', () => {
  before(loadHistoryRules);

  it('sends from one tab only, and shows the same queue in the others', async () => {
    const memory = new JournalMemory();
    const first = openTab(memory);
    const second = openTab(memory);
    second.outbox.send({conversationId: 'c1', text: 'hello'});
    await settle();
    expect(first.adapter.sends).to.have.length(1);
    expect(second.adapter.sends).to.have.length(0);
    expect(second.texts()).to.deep.equal(['hello sending']);
    at(first.adapter.sends, 0).answer(taken('m1', 'hello'));
    await settle();
    expect(second.texts()).to.deep.equal([]);
    expect(first.sent).to.deep.equal(['m1']);
  });

  it('tells another tab of a message without its place in a page that this one never saw', async () => {
    const memory = new JournalMemory();
    const first = openTab(memory);
    const told: Message[] = [];
    new Outbox(new ScriptedAdapter(), {
      journal: new MemoryJournal(memory),
      guard: () => undefined,
      onSent: (message) => told.push(message),
      onStuck: () => undefined,
    });
    first.outbox.send({conversationId: 'c1', text: 'hello'});
    await settle();
    first.outbox.recognise('c1', [taken('m1', 'hello', {order: 0})], []);
    await settle();
    expect(told.map(({id, order}) => [id, order])).to.deep.equal([['m1', undefined]]);
  });

  it('goes on in another tab when the sending one closes, and never sends twice', async () => {
    const memory = new JournalMemory();
    const first = openTab(memory);
    const second = openTab(memory);
    first.outbox.send({conversationId: 'c1', text: 'one'});
    first.outbox.send({conversationId: 'c1', text: 'two'});
    await settle();
    first.outbox.close();
    await settle();
    expect(second.adapter.sends, 'the request under way is waited for').to.have.length(0);
    at(first.adapter.sends, 0).answer(taken('m1', 'one'));
    await settle();
    expect(second.adapter.sends.map(({query}) => query.text)).to.deep.equal(['two']);
  });

  it('calls a message unconfirmed whose tab died during the request, and does not repeat it', async () => {
    const memory = new JournalMemory();
    const first = openTab(memory);
    first.outbox.send({conversationId: 'c1', text: 'one'});
    first.outbox.send({conversationId: 'c1', text: 'two'});
    await settle();
    first.kill();
    const second = openTab(memory);
    await settle();
    expect(second.texts()).to.deep.equal(['one unconfirmed', 'two queued']);
    expect(second.adapter.sends).to.have.length(0);
    second.outbox.recognise('c1', [taken('m1', 'one')], []);
    await settle();
    expect(second.adapter.sends.map(({query}) => query.text)).to.deep.equal(['two']);
  });

  it('sends after a restart what had not left', async () => {
    const memory = new JournalMemory();
    memory.leader = {};
    const first = openTab(memory);
    first.outbox.send({conversationId: 'c1', text: 'one'});
    await settle();
    expect(first.adapter.sends).to.have.length(0);
    first.kill();
    memory.leader = undefined;
    const second = openTab(memory);
    await settle();
    expect(second.adapter.sends).to.have.length(1);
  });

  it('does not take an older message with the same text for the echo after a restart', async () => {
    const memory = new JournalMemory();
    const first = openTab(memory);
    first.outbox.send({conversationId: 'c1', text: 'ok'});
    await settle();
    at(first.adapter.sends, 0).answer(taken('m1', 'ok'));
    await settle();
    first.outbox.send({conversationId: 'c1', text: 'ok'});
    await settle();
    first.kill();
    const second = openTab(memory);
    await settle();
    second.outbox.recognise('c1', [taken('m1', 'ok')], []);
    await settle();
    expect(second.texts()).to.deep.equal(['ok unconfirmed']);
  });

  it('retries and discards from any tab', async () => {
    const memory = new JournalMemory();
    const first = openTab(memory);
    const second = openTab(memory);
    const localId = first.outbox.send({conversationId: 'c1', text: 'one'});
    await settle();
    at(first.adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    await second.outbox.retry(localId);
    await settle();
    expect(first.adapter.sends).to.have.length(2);
    at(first.adapter.sends, 1).fail(new ConversationError('carrier'));
    await settle();
    expect((await second.outbox.discard(localId))?.outgoing.text).to.equal('one');
    expect(first.texts()).to.deep.equal([]);
  });

  it('refuses more than it can keep, and takes nothing then', async () => {
    const memory = new JournalMemory();
    memory.leader = {};
    const {outbox} = openTab(memory);
    for (let index = 0; index < 500; index++) outbox.send({conversationId: 'c1', text: String(index)});
    await settle();
    expect(() => outbox.send({conversationId: 'c1', text: 'one more'})).to.throw(ConversationError);
    expect(outbox.queue('c1')).to.have.length(500);
  });
});
