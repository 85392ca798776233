import {expect} from '@open-wc/testing';
import {recogniseEchoes} from '../../../src/store/outbox/echoes.js';
import type {OutboxEntry} from '../../../src/store/outbox/entry.js';
import {messageOfEntry} from '../../../src/store/outbox/outbox.js';
import {at, settle} from '../scripted-adapter.js';
import {FakeClock, lost, openTab, taken, texts} from './set-up.js';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** A tab in which "ok" was sent and no answer came. */
async function unconfirmed(options: Parameters<typeof openTab>[0] = {}) {
  const tab = openTab(options);
  const localId = tab.write('ok');
  await settle();
  at(tab.adapter.sends, 0).fail(lost());
  await settle();
  return {...tab, localId};
}

describe('Outbox and echoes', () => {
  it('recognises the echo of an unconfirmed send, once: two equal texts stay two messages', async () => {
    const {outbox, localId, told} = await unconfirmed();
    const recognised = outbox.recognise('c1', [taken('m1', 'ok'), taken('m2', 'ok')], []);
    expect(recognised.map((message) => [message.id, message.localId])).to.deep.equal([
      ['m1', localId],
      ['m2', undefined],
    ]);
    expect(outbox.queue('c1')).to.have.length(0);
    expect(told('sent').map(({message, first}) => [message.id, message.localId, first])).to.deep.equal([
      ['m1', localId, true],
    ]);
  });

  for (const ahead of [6 * MINUTE, -6 * MINUTE, 3 * DAY, -3 * DAY]) {
    it(`recognises it when the provider's clock is ${ahead / MINUTE} minutes ahead of the device's`, async () => {
      const clock = new FakeClock();
      const device = (clock.now = 1_000_000_000);
      const {outbox, localId} = await unconfirmed({
        clock,
        baseline: () => ({notIds: ['before'], notBefore: device + ahead - 1000}),
      });
      const [echo] = outbox.recognise('c1', [taken('m1', 'ok', {at: device + ahead})], []);
      expect(echo?.localId).to.equal(localId);
      expect(outbox.queue('c1')).to.have.length(0);
    });
  }

  it('does not take a message that was known before for an echo', async () => {
    const {outbox, states} = await unconfirmed();
    outbox.recognise('c1', [taken('old', 'ok')], [taken('old', 'ok')]);
    expect(states()).to.deep.equal(['unconfirmed']);
  });

  it('takes no text for an echo where the history before was not known', async () => {
    const {outbox, states} = await unconfirmed({baseline: () => undefined});
    outbox.recognise('c1', [taken('m1', 'ok')], []);
    expect(states()).to.deep.equal(['unconfirmed']);
  });

  it('takes no text for the echo of a send that has been in doubt for more than a day', async () => {
    const {clock, outbox, states} = await unconfirmed();
    clock.now += DAY + 1;
    outbox.recognise('c1', [taken('m1', 'ok')], []);
    expect(states()).to.deep.equal(['unconfirmed']);
  });

  it('recognises an echo whose direction is told after the message itself', async () => {
    const {outbox, localId} = await unconfirmed();
    const ofNobody = taken('m1', 'ok', {direction: 'unknown', status: 'unknown'});
    expect(outbox.recognise('c1', [ofNobody], [])).to.deep.equal([ofNobody]);
    const [echo] = outbox.recognise('c1', [taken('m1', 'ok')], [ofNobody]);
    expect(echo).to.include({id: 'm1', localId});
    expect(outbox.queue('c1')).to.have.length(0);
  });

  it('confirms nothing by text where the provider does not say who wrote it, and says what may be the echo', async () => {
    const {outbox, states, localId} = await unconfirmed();
    const ofNobody = taken('m1', 'ok', {direction: 'unknown', status: 'unknown'});
    outbox.recognise('c1', [ofNobody], [ofNobody]);
    outbox.markSearched('c1', {canTell: false});
    await settle();
    expect(states()).to.deep.equal(['unconfirmed']);
    const shown = messageOfEntry(at(outbox.queue('c1'), 0), outbox.phaseOf(localId));
    expect(shown.outbox).to.deep.equal({phase: 'unconfirmed', search: 'cannot-tell', possibleEcho: 'm1'});
    outbox.recognise('c1', [taken('m1', 'ok', {direction: 'inbound', status: 'received'})], [ofNobody]);
    await settle();
    expect(outbox.find(localId)?.possibleEcho, 'it was the contact’s').to.equal(undefined);
  });

  it('says that a message was looked for and not found', async () => {
    const {outbox, localId} = await unconfirmed();
    outbox.markSearched('c1', {canTell: true});
    await settle();
    const shown = messageOfEntry(at(outbox.queue('c1'), 0), outbox.phaseOf(localId));
    expect(shown.outbox).to.deep.equal({phase: 'unconfirmed', search: 'not-found'});
  });

  it('gives an echo to the send that was answered, not to a doubtful one of the same text, whatever the clocks say', async () => {
    const {adapter, outbox, write, states} = openTab();
    const answered = write('ok');
    await settle();
    // The provider's clock is a second and a half ahead.
    at(adapter.sends, 0).answer(taken('answer-id', 'ok', {at: 1_001_500}));
    await settle();
    write('ok');
    await settle();
    at(adapter.sends, 1).fail(lost());
    await settle();
    const [echo] = outbox.recognise('c1', [taken('history-id', 'ok', {at: 1_001_500})], []);
    expect(echo).to.include({id: 'history-id', localId: answered});
    expect(states()).to.deep.equal(['unconfirmed']);
  });

  it('recognises an answered send in history under another id, and remembers that', async () => {
    const {adapter, outbox, storage, write} = openTab();
    const localId = write('“Hi”');
    await settle();
    at(adapter.sends, 0).answer(taken('answer-id', '"Hi"'));
    await settle();
    const [echo] = outbox.recognise('c1', [taken('history-id', '"Hi"')], []);
    expect(echo).to.include({id: 'history-id', localId});
    await settle();
    expect(storage.answered.map(({historyId}) => historyId)).to.deep.equal(['history-id']);
  });

  it('names again a message that came before its answer, so that two rows become one', async () => {
    const {adapter, outbox, write} = openTab();
    const early = taken('history-id', 'ok');
    const localId = write('ok');
    await settle();
    at(adapter.sends, 0).answer(taken('answer-id', 'ok'));
    await settle();
    const recognised = outbox.recognise('c1', [taken('answer-id', 'ok', {localId})], [early]);
    expect(recognised.map((message) => [message.id, message.localId])).to.deep.equal([
      ['answer-id', localId],
      ['history-id', localId],
    ]);
  });

  it('matches no answered send by its text once history is known to use the ids of answers', async () => {
    const {adapter, outbox, write} = openTab();
    write('ok');
    await settle();
    at(adapter.sends, 0).answer(taken('m1', 'ok'));
    await settle();
    outbox.recognise('c1', [taken('m1', 'ok')], []);
    write('ok');
    await settle();
    at(adapter.sends, 1).answer(taken('m2', 'ok'));
    await settle();
    const colleagues = taken('m3', 'ok');
    expect(outbox.recognise('c1', [colleagues], [])).to.deep.equal([colleagues]);
  });

  it('takes the echo that comes before the answer, and does not send again when the answer is lost', async () => {
    const {adapter, outbox, write, told, posted} = openTab();
    write('hello');
    await settle();
    outbox.recognise('c1', [taken('m1', 'hello')], []);
    at(adapter.sends, 0).fail(lost());
    await settle();
    expect(outbox.queue('c1')).to.have.length(0);
    expect(told('stuck')).to.have.length(0);
    expect(posted()).to.have.length(1);
  });

  it('keeps both ids when the echo comes before an answer that names another one', async () => {
    const {adapter, outbox, storage, write} = openTab();
    write('hello');
    await settle();
    outbox.recognise('c1', [taken('history-id', 'hello')], []);
    at(adapter.sends, 0).answer(taken('answer-id', 'hello'));
    await settle();
    expect(storage.answered.map(({answeredId, historyId}) => [answeredId, historyId])).to.deep.equal([
      ['answer-id', 'history-id'],
    ]);
    expect(storage.entries).to.deep.equal([]);
  });

  it('gives an echo to the send that is on its way, not to a doubtful one of the same text', () => {
    const entry = (localId: string, state: OutboxEntry['state'], sentAt: number): OutboxEntry => ({
      ...{localId, state, sentAt, createdAt: sentAt, attempts: 1, baseline: {notIds: []}},
      outgoing: {conversationId: 'c1', text: 'ok'},
    });
    const entries = [entry('doubtful', 'unconfirmed', 1000), entry('on its way', 'sending', 2000)];
    const sent = {entries, answered: [], idsAgree: false, now: 3000};
    const {found} = recogniseEchoes([taken('m1', 'ok')], sent, []);
    expect([...found].map(([localId, {id}]) => [localId, id])).to.deep.equal([['on its way', 'm1']]);
    const both = recogniseEchoes([taken('m1', 'ok'), taken('m2', 'ok', {at: 1_000_200})], sent, []);
    expect([...both.found.keys()]).to.have.members(['doubtful', 'on its way']);
  });

  it('has read again what it took for an echo, when the answer names another message', async () => {
    const {adapter, outbox, write, told} = openTab();
    const other = write('other');
    await settle();
    at(adapter.sends, 0).answer(taken('m0', 'other'));
    await settle();
    // History is known to use the ids of answers from here on.
    outbox.recognise('c1', [taken('m0', 'other')], []);
    const own = write('ok');
    await settle();
    const [colleagues] = outbox.recognise('c1', [taken('m1', 'ok')], []);
    expect(colleagues?.localId, 'as long as nobody knows better').to.equal(own);
    at(adapter.sends, 1).answer(taken('m2', 'ok'));
    await settle();
    expect(told('mistaken')).to.deep.equal([{type: 'mistaken', conversationId: 'c1'}]);
    const again = [taken('m0', 'other'), taken('m1', 'ok'), taken('m2', 'ok')];
    const named = outbox.recognise('c1', again, [{...taken('m2', 'ok'), localId: own}]);
    expect(named.map(({localId}) => localId)).to.deep.equal([other, undefined, own]);
  });

  it('takes nothing for the echo of a message that has not left', async () => {
    const {outbox, setOnline, write} = openTab();
    setOnline(false);
    write('ok');
    await settle();
    outbox.recognise('c1', [taken('m1', 'ok')], []);
    expect(texts(outbox.queue('c1'))).to.deep.equal(['ok queued']);
  });
});
