import {expect} from '@open-wc/testing';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {messageOfEntry} from '../../../src/store/outbox/outbox.js';
import {at, settle} from '../scripted-adapter.js';
import {lost, openTab, optedOut, taken} from './set-up.js';

describe('Outbox', () => {
  it('sends one at a time, in the order they were written', async () => {
    const {adapter, write, posted, told} = openTab();
    write('first');
    write('second');
    await settle();
    expect(posted()).to.deep.equal(['first']);
    at(adapter.sends, 0).answer(taken('m1', 'first'));
    await settle();
    expect(posted()).to.deep.equal(['first', 'second']);
    at(adapter.sends, 1).answer(taken('m2', 'second'));
    await settle();
    expect(told('sent').map(({message, first}) => [message.id, !!message.localId, first])).to.deep.equal([
      ['m1', true, true],
      ['m2', true, true],
    ]);
  });

  it('gives a message whose answer tells no time none of this device, by which others would count as older', async () => {
    const {adapter, write, told} = openTab();
    write('first');
    await settle();
    at(adapter.sends, 0).answer(taken('m1', 'first', {at: undefined, atSource: 'none'}));
    await settle();
    expect(told('sent').map(({message}) => [message.at, message.atSource])).to.deep.equal([[undefined, 'none']]);
  });

  it('does not let one conversation wait for another', async () => {
    const {posted, write} = openTab();
    write('to one', 'c1');
    write('to another', 'c2');
    await settle();
    expect(posted()).to.have.length(2);
  });

  it('holds back what was written after a message that failed, and goes on in order after a retry', async () => {
    const {adapter, outbox, write, states, phases, posted} = openTab();
    const first = write('first');
    write('second');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    expect(states()).to.deep.equal(['failed', 'queued']);
    expect(phases()).to.deep.equal(['failed', 'queued-behind']);
    expect(posted()).to.deep.equal(['first']);
    await outbox.retry(first);
    await settle();
    expect(posted()).to.deep.equal(['first', 'first']);
    at(adapter.sends, 1).answer(taken('m1', 'first'));
    await settle();
    expect(posted()).to.deep.equal(['first', 'first', 'second']);
  });

  it('calls a send without an answer unconfirmed and never repeats it by itself', async () => {
    const {adapter, clock, outbox, write, states, told, posted} = openTab();
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(lost());
    await clock.pass(3_600_000);
    expect(states()).to.deep.equal(['unconfirmed']);
    expect(posted()).to.have.length(1);
    const {entry, asked} = at(told('stuck'), 0);
    expect(asked).to.equal(true);
    expect(messageOfEntry(entry, outbox.phaseOf(entry.localId))).to.deep.include({
      status: 'unconfirmed',
      text: 'hello',
      outbox: {phase: 'unconfirmed', isSearching: true},
    });
  });

  it('refuses to send, and to retry, what the guard forbids, without asking the provider', async () => {
    const {outbox, world, write, states, posted, told} = openTab();
    world.refusal = optedOut();
    const localId = write('hello');
    await settle();
    expect(states()).to.deep.equal(['refused']);
    expect(at(told('stuck'), 0).asked).to.equal(false);
    await outbox.retry(localId);
    await settle();
    expect(states()).to.deep.equal(['refused']);
    expect(posted()).to.have.length(0);
  });

  it('tells a refusal that needs a change from a failure that may pass as it is', async () => {
    const {adapter, write, states} = openTab();
    write('too long', 'c1');
    write('hello', 'c2');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('validation'));
    at(adapter.sends, 1).fail(new ConversationError('unauthorized'));
    await settle();
    expect(states('c1')).to.deep.equal(['refused']);
    expect(states('c2')).to.deep.equal(['failed']);
  });

  it('leaves it open what became of a message whose retry the guard forbids', async () => {
    const {adapter, outbox, world, write, states, posted} = openTab();
    const localId = write('hello');
    await settle();
    at(adapter.sends, 0).fail(lost());
    await settle();
    world.refusal = optedOut();
    await outbox.retry(localId);
    await settle();
    // It may have left before the opt-out, so it did not "fail".
    expect(states()).to.deep.equal(['unconfirmed']);
    expect(outbox.find(localId)?.error?.kind).to.equal('opted-out');
    expect(posted()).to.have.length(1);
  });

  it('gives back what is discarded and lets the next go', async () => {
    const {adapter, outbox, write, posted} = openTab();
    const first = write('first');
    write('second');
    await settle();
    expect(await outbox.discard(first), 'a request under way is not discarded').to.equal(undefined);
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    const [once, twice] = await Promise.all([outbox.discard(first), outbox.discard(first)]);
    expect([once?.outgoing.text, twice], 'one text, for one draft').to.deep.equal(['first', undefined]);
    await settle();
    expect(posted()).to.deep.equal(['first', 'second']);
  });

  it('sends from a page without https, where there is no `crypto.randomUUID`', async () => {
    Object.defineProperty(crypto, 'randomUUID', {value: undefined, configurable: true});
    try {
      const {posted, write} = openTab();
      write('first');
      write('second', 'c2');
      await settle();
      expect(posted()).to.deep.equal(['first', 'second']);
    } finally {
      Reflect.deleteProperty(crypto, 'randomUUID');
    }
  });

  it('refuses more than it can keep, and takes nothing then', async function () {
    // Five hundred messages take a moment on a busy machine.
    this.timeout(30_000);
    const {outbox, setOnline, write} = openTab();
    setOnline(false);
    for (let index = 0; index < 500; index++) write(String(index), `c${index % 50}`);
    await settle();
    expect(() => write('one more')).to.throw(ConversationError);
    expect(outbox.state.unsent.count).to.equal(500);
  });

  it('counts what is unsent, the worst of each conversation first, and keeps what did not change', async () => {
    const {adapter, outbox, write} = openTab();
    write('stuck', 'c1');
    write('behind', 'c1');
    write('lost', 'c2');
    write('under way', 'c3');
    await settle();
    at(adapter.sends, 0).fail(new ConversationError('carrier'));
    at(adapter.sends, 1).fail(lost());
    await settle();
    const {unsent, queues} = outbox.state;
    expect(unsent.count).to.equal(4);
    expect(Object.fromEntries(unsent.conversations)).to.deep.equal({
      c1: {count: 2, state: 'failed', text: 'stuck'},
      c2: {count: 1, state: 'unconfirmed', text: 'lost'},
      c3: {count: 1, state: 'waiting', text: 'under way'},
    });
    at(adapter.sends, 2).answer(taken('m3', 'under way', {conversationId: 'c3'}));
    await settle();
    expect(outbox.state.unsent.count).to.equal(3);
    expect(outbox.state.unsent.conversations.get('c1')).to.equal(unsent.conversations.get('c1'));
    expect(outbox.state.queues.get('c1')).to.equal(queues.get('c1'));
  });

  it('takes an answer as an answer, whatever a listener throws, and reports the listener', async () => {
    const reported: unknown[] = [];
    const report = globalThis.reportError;
    globalThis.reportError = (thrown: unknown) => void reported.push(thrown);
    try {
      const {adapter, outbox, write, storage} = openTab({
        onEvent: () => {
          throw new Error('a host');
        },
      });
      const heard: number[] = [];
      outbox.subscribe(() => {
        throw new Error('a view');
      });
      outbox.subscribe(() => heard.push(outbox.state.unsent.count));
      write('hello');
      await settle();
      at(adapter.sends, 0).answer(taken('m1', 'hello'));
      await settle();
      expect(adapter.sends).to.have.length(1);
      expect(outbox.queue('c1')).to.have.length(0);
      expect(storage.answered).to.have.length(1);
      expect(heard.at(-1), 'everybody else is told').to.equal(0);
      expect(reported.map(String)).to.include.members(['Error: a host', 'Error: a view']);
    } finally {
      globalThis.reportError = report;
    }
  });

  it('does not send what nobody could judge', async () => {
    const report = globalThis.reportError;
    globalThis.reportError = () => undefined;
    try {
      const {posted, states, write} = openTab({
        guard: () => {
          throw new Error('broken');
        },
      });
      write('hello');
      await settle();
      expect(posted()).to.have.length(0);
      expect(states()[0]).to.be.oneOf(['failed', 'refused']);
    } finally {
      globalThis.reportError = report;
    }
  });

  it('starts nothing new once closed, and keeps what was written', async () => {
    const {outbox, posted, storage, write} = openTab();
    await outbox.close();
    write('hello');
    await settle();
    expect(posted()).to.have.length(0);
    expect(storage.entries).to.have.length(1);
  });

  it('waits, when closed, for the answer to a request under way, and keeps it', async () => {
    const {adapter, outbox, storage, write, posted} = openTab();
    write('one');
    write('two');
    await settle();
    let isClosed = false;
    const closed = outbox.close().then(() => (isClosed = true));
    await settle();
    expect(isClosed).to.equal(false);
    at(adapter.sends, 0).answer(taken('m1', 'one'));
    await closed;
    expect(storage.answered.map(({answeredId}) => answeredId)).to.deep.equal(['m1']);
    expect(storage.entries.map(({state}) => state)).to.deep.equal(['queued']);
    expect(posted()).to.deep.equal(['one']);
  });
});
