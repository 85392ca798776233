import {expect} from '@open-wc/testing';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {at, settle} from '../scripted-adapter.js';
import {FakeDatabase, FakeStorage} from './fake-storage.js';
import {openTab, taken, texts} from './set-up.js';

describe('Outbox in several tabs', () => {
  it('sends from one tab only, and shows the same queue in the others', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    const second = openTab({database});
    second.write('hello');
    await settle();
    expect(first.posted()).to.deep.equal(['hello']);
    expect(second.posted()).to.deep.equal([]);
    expect(texts(second.outbox.queue('c1'))).to.deep.equal(['hello sending']);
    at(first.adapter.sends, 0).answer(taken('m1', 'hello'));
    await settle();
    expect(second.outbox.queue('c1')).to.deep.equal([]);
    expect(first.told('sent').map(({first: isFirst}) => isFirst)).to.deep.equal([true]);
    expect(second.told('sent').map(({first: isFirst}) => isFirst)).to.deep.equal([false]);
  });

  it('says in the tab where a message was written, and in the one that sent it, why it did not leave', async () => {
    const database = new FakeDatabase();
    const [first, second, third] = [openTab({database}), openTab({database}), openTab({database})];
    second.write('hello');
    await settle();
    at(first.adapter.sends, 0).fail(new ConversationError('validation'));
    await settle();
    const told = (tab: typeof first) => tab.told('stuck').map(({entry, isOwn}) => [entry.error?.kind, isOwn]);
    expect(told(first)).to.deep.equal([['validation', false]]);
    expect(told(second)).to.deep.equal([['validation', true]]);
    expect(told(third)).to.deep.equal([]);
    void first.outbox.retry(second.outbox.queue('c1')[0]?.localId ?? '');
    await settle();
    at(first.adapter.sends, 1).fail(new ConversationError('server'));
    await settle();
    expect(told(second).at(-1), 'each time').to.deep.equal(['server', true]);
    expect(told(second)).to.have.length(2);
  });

  it('tells another tab of a message without its place in a page that this one never saw', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    const second = openTab({database});
    first.write('hello');
    await settle();
    first.outbox.recognise('c1', [taken('m1', 'hello', {order: 0})], []);
    await settle();
    expect(second.told('sent').map(({message}) => [message.id, message.order])).to.deep.equal([['m1', undefined]]);
  });

  it('keeps what either tab learned of a send, so that no equal text is taken for its echo', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    const second = openTab({database});
    const sent = first.write('ok');
    await settle();
    // One hears of it by the history, the other by its answer.
    second.outbox.recognise('c1', [taken('m1', 'ok')], []);
    at(first.adapter.sends, 0).answer(taken('m1', 'ok'));
    await settle();
    const other = taken('m2', 'ok');
    for (const {outbox} of [first, second]) {
      expect(outbox.recognise('c1', [other], [{...taken('m1', 'ok'), localId: sent}])).to.deep.equal([other]);
    }
  });

  it('goes on in another tab when the sending one closes, and never sends twice', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    const second = openTab({database});
    first.write('one');
    first.write('two');
    await settle();
    void first.outbox.close();
    await settle();
    expect(second.posted(), 'the request under way is waited for').to.deep.equal([]);
    at(first.adapter.sends, 0).answer(taken('m1', 'one'));
    await settle();
    expect(second.posted()).to.deep.equal(['two']);
  });

  it('calls a message unconfirmed whose tab died during the request, and does not repeat it', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    first.write('one');
    first.write('two');
    await settle();
    first.kill();
    const second = openTab({database});
    await settle();
    expect(texts(second.outbox.queue('c1'))).to.deep.equal(['one unconfirmed', 'two queued']);
    expect(second.posted()).to.deep.equal([]);
    second.outbox.recognise('c1', [taken('m1', 'one')], []);
    await settle();
    expect(second.posted()).to.deep.equal(['two']);
  });

  it('sends after a restart what had not left', async () => {
    const database = new FakeDatabase();
    const sleeper = openTab({database});
    const first = openTab({database});
    await sleeper.outbox.close();
    first.setOnline(false);
    first.write('one');
    await settle();
    expect(first.posted()).to.deep.equal([]);
    first.kill();
    const second = openTab({database});
    await settle();
    expect(second.posted()).to.deep.equal(['one']);
    expect(second.consentReads, 'what an earlier page wrote has waited').to.deep.equal(['c1']);
  });

  it('does not take an older message with the same text for the echo after a restart', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    first.write('ok');
    await settle();
    at(first.adapter.sends, 0).answer(taken('m1', 'ok'));
    await settle();
    first.write('ok');
    await settle();
    first.kill();
    const second = openTab({database});
    await settle();
    second.outbox.recognise('c1', [taken('m1', 'ok')], []);
    await settle();
    expect(texts(second.outbox.queue('c1'))).to.deep.equal(['ok unconfirmed']);
  });

  it('retries and discards from any tab', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    const second = openTab({database});
    const localId = first.write('one');
    await settle();
    at(first.adapter.sends, 0).fail(new ConversationError('carrier'));
    await settle();
    await second.outbox.retry(localId);
    await settle();
    expect(first.posted()).to.deep.equal(['one', 'one']);
    at(first.adapter.sends, 1).fail(new ConversationError('carrier'));
    await settle();
    expect((await second.outbox.discard(localId))?.outgoing.text).to.equal('one');
    expect(first.outbox.queue('c1')).to.deep.equal([]);
  });

  it('leaves alone what another tab is sending, where tabs cannot be told apart', async () => {
    const database = new FakeDatabase();
    const storage = new FakeStorage(database);
    storage.setExclusive(false);
    const first = openTab({storage});
    first.write('one');
    await settle();
    first.adapter.sends[0]?.answer(taken('m1', 'one'));
    await settle();
    first.write('two');
    await settle();
    expect(first.posted()).to.deep.equal(['one', 'two']);
    expect(texts(first.outbox.queue('c1'))).to.deep.equal(['two sending']);
  });
});
