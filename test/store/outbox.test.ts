import {expect, waitUntil} from '@open-wc/testing';
import {ConversationError} from '../../src/model/conversation-error.js';
import type {Message} from '../../src/model/message.js';
import {loadHistoryRules} from '../../src/store/lazy-history.js';
import {messageOfEntry, Outbox, type OutboxEntry} from '../../src/store/outbox.js';
import {aMessage} from '../model/builders.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';

const optedOut = new ConversationError('opted-out');

function setUp(guard: () => ConversationError | undefined = () => undefined) {
  const adapter = new ScriptedAdapter();
  const sent: Message[] = [];
  const stuck: OutboxEntry[] = [];
  let now = 1_000_000;
  const outbox = new Outbox(adapter, {
    guard,
    onSent: (message) => sent.push(message),
    onStuck: (entry) => stuck.push(entry),
    baseline: () => ({notIds: []}),
    now: () => now++,
  });
  const write = (text: string, conversationId = 'c1') => outbox.send({conversationId, text});
  const states = (conversationId = 'c1') => outbox.queue(conversationId).map((entry) => entry.state);
  return {adapter, outbox, sent, stuck, write, states};
}

const taken = (id: string, text: string, fields: Partial<Message> = {}): Message =>
  aMessage({id, text, direction: 'outbound', status: 'sent', conversationId: 'c1', at: 1_000_100, ...fields});

describe('Outbox', () => {
  before(loadHistoryRules);

  it('sends one at a time, in the order they were written', async () => {
    const {adapter, write, sent} = setUp();
    write('first');
    write('second');
    await settle();
    expect(adapter.sends.map(({query}) => query.text)).to.deep.equal(['first']);
    at(adapter.sends, 0).answer(taken('m1', 'first'));
    await settle();
    expect(adapter.sends.map(({query}) => query.text)).to.deep.equal(['first', 'second']);
    at(adapter.sends, 1).answer(taken('m2', 'second'));
    await settle();
    expect(sent.map(({id, localId}) => [id, !!localId])).to.deep.equal([
      ['m1', true],
      ['m2', true],
    ]);
  });

  it('does not let one conversation wait for another', async () => {
    const {adapter, write} = setUp();
    write('to one', 'c1');
    write('to another', 'c2');
    await settle();
    expect(adapter.sends).to.have.length(2);
  });

  it('holds back what was written after a message that failed, and goes on in order after a retry', async () => {
    const {adapter, outbox, write, states} = setUp();
    const first = write('first');
    write('second');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    expect(states()).to.deep.equal(['failed', 'queued']);
    expect(adapter.sends).to.have.length(1);
    void outbox.retry(first);
    await settle();
    expect(adapter.sends.map(({query}) => query.text)).to.deep.equal(['first', 'first']);
    at(adapter.sends, 1).answer(taken('m1', 'first'));
    await settle();
    expect(at(adapter.sends, 2).query.text).to.equal('second');
  });

  it('calls a send without an answer unconfirmed and never repeats it by itself', async () => {
    const {adapter, write, states, stuck} = setUp();
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('timeout', {outcomeUnknown: true}));
    await settle();
    expect(states()).to.deep.equal(['unconfirmed']);
    expect(adapter.sends).to.have.length(1);
    expect(messageOfEntry(at(stuck, 0))).to.include({status: 'unconfirmed', text: 'hello'});
  });

  it('recognises the echo of an unconfirmed send, once: two equal texts stay two messages', async () => {
    const {adapter, outbox, write} = setUp();
    const first = write('ok');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    const history = [taken('m1', 'ok'), taken('m2', 'ok')];
    const recognised = outbox.recognise('c1', history, []);
    expect(recognised.map(({id, localId}) => [id, localId])).to.deep.equal([
      ['m1', first],
      ['m2', undefined],
    ]);
    expect(outbox.queue('c1')).to.have.length(0);
  });

  it('does not take a message that was known before for an echo', async () => {
    const {adapter, outbox, write, states} = setUp();
    write('ok');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    outbox.recognise('c1', [taken('old', 'ok')], [taken('old', 'ok')]);
    expect(states()).to.deep.equal(['unconfirmed']);
  });

  it('recognises an echo whose direction is told after the message itself', async () => {
    const {adapter, outbox, write} = setUp();
    const localId = write('ok');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    const ofNobody = taken('m1', 'ok', {direction: 'unknown', status: 'unknown'});
    expect(outbox.recognise('c1', [ofNobody], [])).to.deep.equal([ofNobody]);
    const [echo] = outbox.recognise('c1', [taken('m1', 'ok')], [ofNobody]);
    expect(echo).to.include({id: 'm1', localId});
    expect(outbox.queue('c1')).to.have.length(0);
  });

  it('gives an echo to the send that was answered, not to a doubtful one of the same text, whatever the clocks say', async () => {
    const {adapter, outbox, write, states} = setUp();
    const answered = write('ok');
    await settle();
    // The provider's clock is a second and a half ahead.
    at(adapter.sends, 0).answer(taken('answer-id', 'ok', {at: 1_001_500}));
    await settle();
    write('ok');
    await settle();
    at(adapter.sends, 1).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    const [echo] = outbox.recognise('c1', [taken('history-id', 'ok', {at: 1_001_500})], []);
    expect(echo).to.include({id: 'history-id', localId: answered});
    expect(states()).to.deep.equal(['unconfirmed']);
  });

  it('recognises an answered send in history under another id', async () => {
    const {adapter, outbox, write} = setUp();
    const localId = write('“Hi”');
    await settle();
    at(adapter.sends, 0).answer(taken('answer-id', '"Hi"'));
    await settle();
    const [echo] = outbox.recognise('c1', [taken('history-id', '"Hi"')], []);
    expect(echo).to.include({id: 'history-id', localId});
  });

  it('takes the echo that comes before the answer, and does not send again when the answer is lost', async () => {
    const {adapter, outbox, write, stuck} = setUp();
    write('hello');
    await settle();
    outbox.recognise('c1', [taken('m1', 'hello')], []);
    at(adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    expect(outbox.queue('c1')).to.have.length(0);
    expect(stuck).to.have.length(0);
    expect(adapter.sends).to.have.length(1);
  });

  it('goes on by itself after a rate limit, since nothing was processed', async () => {
    const {adapter, outbox, write, states} = setUp();
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('rate-limited', {retryAfter: 5}));
    await settle();
    expect(states()).to.deep.equal(['queued']);
    expect(at(outbox.queue('c1'), 0).resumesAt).to.be.a('number');
    await waitUntil(() => adapter.sends.length === 2);
    expect(states()).to.deep.equal(['sending']);
  });

  it('refuses to send, and to retry, what the guard forbids, without asking the provider', async () => {
    const {adapter, outbox, write, states} = setUp(() => optedOut);
    const localId = write('hello');
    await settle();
    expect(states()).to.deep.equal(['failed']);
    void outbox.retry(localId);
    await settle();
    expect(states()).to.deep.equal(['failed']);
    expect(adapter.sends).to.have.length(0);
  });

  it('leaves it open what became of a message whose retry the guard forbids', async () => {
    const refusals: ConversationError[] = [];
    const {adapter, outbox, write, states} = setUp(() => refusals[0]);
    const localId = write('hello');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('network', {outcomeUnknown: true}));
    await settle();
    refusals.push(optedOut);
    await outbox.retry(localId);
    await settle();
    // It may have left before the opt-out, so it did not "fail".
    expect(states()).to.deep.equal(['unconfirmed']);
    expect(outbox.find(localId)?.error?.kind).to.equal('opted-out');
    expect(adapter.sends).to.have.length(1);
  });

  it('gives back what is discarded and lets the next go', async () => {
    const {adapter, outbox, write} = setUp();
    const first = write('first');
    write('second');
    await settle();
    expect(await outbox.discard(first), 'a request under way is not discarded').to.equal(undefined);
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    expect((await outbox.discard(first))?.outgoing.text).to.equal('first');
    await settle();
    expect(at(adapter.sends, 1).query.text).to.equal('second');
  });

  it('starts nothing new once closed', async () => {
    const {adapter, outbox, write} = setUp();
    outbox.close();
    write('hello');
    await settle();
    expect(adapter.sends).to.have.length(0);
    expect(outbox.queue('c1')).to.have.length(1);
  });
});
