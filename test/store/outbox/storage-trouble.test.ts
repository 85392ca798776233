import {expect} from '@open-wc/testing';
import {at, settle} from '../scripted-adapter.js';
import {FakeDatabase, type FakeStorage, type Failure, type Operation} from './fake-storage.js';
import {lost, openTab, taken} from './set-up.js';

/** Fails the next writes of a kind in these ways, one after the other. */
function failNext(storage: FakeStorage, operation: Operation, ...failures: Failure[]): void {
  storage.failure = (tried) => (tried === operation ? failures.shift() : undefined);
}

describe('Outbox while the storage is in trouble', () => {
  it('sends from memory what the storage certainly does not have, and says so', async () => {
    const {adapter, outbox, storage, write, posted, told} = openTab();
    storage.failure = () => 'refused';
    const localId = write('hello');
    await settle();
    expect(posted()).to.deep.equal(['hello']);
    expect(outbox.find(localId)?.volatile).to.equal(true);
    at(adapter.sends, 0).answer(taken('m1', 'hello'));
    await settle();
    expect(told('sent')).to.have.length(1);
    expect(outbox.queue('c1')).to.deep.equal([]);
  });

  it('stores what was written from memory once there is room, and does not send it twice', async () => {
    const database = new FakeDatabase();
    const {adapter, clock, storage, write, posted, states, outbox, kill} = openTab({database});
    storage.failure = () => 'refused';
    write('hello');
    await settle();
    at(adapter.sends, 0).fail(lost());
    await settle();
    expect(states()).to.deep.equal(['unconfirmed']);
    storage.failure = () => undefined;
    await clock.pass(120_000);
    expect(storage.entries.map(({state}) => state)).to.deep.equal(['unconfirmed']);
    expect(at(outbox.queue('c1'), 0).volatile).to.equal(undefined);
    expect(posted()).to.have.length(1);
    kill();
    const reloaded = openTab({database});
    await settle();
    expect(reloaded.posted()).to.deep.equal([]);
  });

  it('keeps the order of what only memory has', async () => {
    const {adapter, storage, setOnline, clock, write, posted} = openTab();
    setOnline(false);
    storage.failure = () => 'refused';
    for (const text of ['one', 'two', 'three']) write(text);
    await settle();
    storage.failure = () => undefined;
    write('four');
    await clock.pass(120_000);
    expect(storage.entries.map(({outgoing}) => outgoing.text)).to.deep.equal(['one', 'two', 'three', 'four']);
    setOnline(true);
    for (let index = 0; index < 4; index++) {
      await settle();
      at(adapter.sends, index).answer(taken(`m${index}`, at(adapter.sends, index).query.text));
    }
    await settle();
    expect(posted()).to.deep.equal(['one', 'two', 'three', 'four']);
  });

  for (const failure of ['unknown-taken', 'unknown-lost'] as const) {
    it(`sends once when nobody knows whether a message was added (${failure})`, async () => {
      const {storage, write, posted, phases, clock} = openTab();
      failNext(storage, 'add', failure);
      storage.setTrouble('lost');
      write('hello');
      await settle();
      expect(posted()).to.deep.equal([]);
      expect(phases()).to.deep.equal(['waiting-for-storage']);
      storage.setTrouble(undefined);
      await clock.pass(120_000);
      expect(posted()).to.deep.equal(['hello']);
      expect(storage.entries).to.have.length(1);
    });

    it(`sends once when nobody knows whether its claim was taken (${failure})`, async () => {
      const {storage, write, posted, phases, clock} = openTab();
      failNext(storage, 'update', failure);
      write('hello');
      await settle();
      expect(posted()).to.deep.equal([]);
      await clock.pass(120_000);
      expect(posted()).to.deep.equal(['hello']);
      expect(phases()).to.deep.equal(['sending']);
    });
  }

  it('sends nothing from memory of what may have been added before, when a second attempt certainly fails', async () => {
    const {storage, write, posted, clock} = openTab();
    failNext(storage, 'add', 'unknown-taken', 'refused', 'refused');
    write('hello');
    await settle();
    await clock.pass(120_000);
    expect(posted()).to.deep.equal(['hello']);
    expect(storage.entries.map(({state}) => state)).to.deep.equal(['sending']);
  });

  it('does not send a stored message while nothing can be written, and goes on by itself', async () => {
    const database = new FakeDatabase();
    const {storage, setOnline, write, posted, phases, told, kill} = openTab({database});
    setOnline(false);
    write('hello');
    await settle();
    storage.setTrouble('lost');
    setOnline(true);
    await settle();
    expect(posted()).to.deep.equal([]);
    expect(phases()).to.deep.equal(['waiting-for-storage']);
    expect(told('waiting').at(-1)?.phase.name).to.equal('waiting-for-storage');
    storage.setTrouble(undefined);
    await settle();
    expect(posted()).to.deep.equal(['hello']);
    kill();
    const reloaded = openTab({database});
    await settle();
    expect(reloaded.posted(), 'after a reload').to.deep.equal([]);
  });

  it('does not send stored replies from memory when the disk is full, and sends each once when there is room', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    first.setOnline(false);
    for (const text of ['one', 'two', 'three']) first.write(text);
    await settle();
    first.storage.setTrouble('full');
    first.setOnline(true);
    await settle();
    expect(first.posted()).to.deep.equal([]);
    first.kill();
    const second = openTab({database});
    for (let index = 0; index < 3; index++) {
      await settle();
      at(second.adapter.sends, index).answer(taken(`m${index}`, at(second.adapter.sends, index).query.text));
    }
    await settle();
    expect(second.posted()).to.deep.equal(['one', 'two', 'three']);
  });

  it('counts a discard only once the storage took it, and does not send it meanwhile', async () => {
    const {outbox, storage, setOnline, write, posted, phases} = openTab();
    setOnline(false);
    const localId = write('hello');
    await settle();
    storage.setTrouble('full');
    let discarded: string | undefined;
    void outbox.discard(localId).then((entry) => (discarded = entry?.outgoing.text));
    setOnline(true);
    await settle();
    expect(phases()).to.deep.equal(['discarding']);
    expect(discarded).to.equal(undefined);
    storage.setTrouble(undefined);
    await settle();
    expect(discarded).to.equal('hello');
    expect(storage.entries).to.deep.equal([]);
    expect(posted()).to.deep.equal([]);
  });

  it('gives the text back when nobody knows whether a discard was taken', async () => {
    const {outbox, storage, setOnline, write, clock} = openTab();
    setOnline(false);
    const localId = write('hello');
    await settle();
    failNext(storage, 'update', 'unknown-taken');
    const discarding = outbox.discard(localId);
    await clock.pass(120_000);
    expect((await discarding)?.outgoing.text).to.equal('hello');
    expect(storage.entries).to.deep.equal([]);
  });

  it('gives the text back of what nobody knows to have been added', async () => {
    const {outbox, storage, setOnline, write, clock} = openTab();
    setOnline(false);
    failNext(storage, 'add', 'unknown-lost');
    const localId = write('hello');
    await settle();
    const discarding = outbox.discard(localId);
    await clock.pass(120_000);
    expect((await discarding)?.outgoing.text).to.equal('hello');
  });

  it('keeps an answer that could not be written in mind, writes it later, and never sends again', async () => {
    const database = new FakeDatabase();
    const {adapter, clock, outbox, storage, write, posted, told} = openTab({database});
    write('hello');
    await settle();
    storage.setTrouble('lost');
    at(adapter.sends, 0).answer(taken('m1', 'hello'));
    await settle();
    expect(told('sent')).to.have.length(1);
    expect(outbox.queue('c1'), 'it is at the provider').to.deep.equal([]);
    expect(storage.entries).to.have.length(1);
    storage.setTrouble(undefined);
    await clock.pass(120_000);
    expect(storage.entries).to.deep.equal([]);
    expect(storage.answered.map(({answeredId}) => answeredId)).to.deep.equal(['m1']);
    expect(posted()).to.have.length(1);
  });

  it('recognises in the history what was answered, also before the answer can be written down', async () => {
    const {adapter, clock, outbox, storage, write} = openTab();
    const localId = write('hello');
    await settle();
    storage.setTrouble('lost');
    at(adapter.sends, 0).answer(taken('m1', 'hello'));
    await settle();
    const [echo] = outbox.recognise('c1', [taken('history-1', 'hello')], []);
    expect(echo?.localId).to.equal(localId);
    storage.setTrouble(undefined);
    await clock.pass(120_000);
    expect(storage.answered.map(({historyId}) => historyId)).to.deep.equal(['history-1']);
  });

  it('drops what another tab took back while this one heard nothing', async () => {
    const database = new FakeDatabase();
    const first = openTab({database});
    const second = openTab({database});
    first.setOnline(false);
    const localId = first.write('hello');
    await settle();
    first.storage.setTrouble('lost');
    expect((await second.outbox.discard(localId))?.outgoing.text).to.equal('hello');
    first.setOnline(true);
    first.storage.setTrouble(undefined);
    await settle();
    expect(first.posted()).to.deep.equal([]);
    expect(first.outbox.queue('c1')).to.deep.equal([]);
  });

  it('adds what this tab lost track of, and whoever sends does so once', async () => {
    const database = new FakeDatabase();
    const leader = openTab({database});
    const {storage, write, clock, posted} = openTab({database});
    failNext(storage, 'add', 'unknown-lost');
    storage.setTrouble('lost');
    write('hello');
    await settle();
    storage.setTrouble(undefined);
    await clock.pass(120_000);
    await leader.clock.pass(120_000);
    expect([...leader.posted(), ...posted()]).to.deep.equal(['hello']);
  });

  it('does not add again what another tab took back while this one did not know whether it was added', async () => {
    const database = new FakeDatabase();
    const {outbox, storage, write, clock, posted} = openTab({database});
    const second = openTab({database});
    storage.setTrouble('lost');
    failNext(storage, 'add', 'unknown-taken');
    const localId = write('hello');
    await settle();
    expect((await second.outbox.discard(localId))?.outgoing.text).to.equal('hello');
    storage.setTrouble(undefined);
    await clock.pass(120_000);
    expect([...posted(), ...second.posted()]).to.deep.equal([]);
    expect(outbox.queue('c1')).to.deep.equal([]);
  });

  it('sends nothing any more once the user has signed out', async () => {
    const {storage, setOnline, write, posted, states, clock} = openTab();
    setOnline(false);
    await storage.clear();
    storage.failure = () => 'cleared';
    write('hello');
    await settle();
    setOnline(true);
    await clock.pass(120_000);
    expect(posted()).to.deep.equal([]);
    expect(states(), 'the text can still be taken back').to.deep.equal(['failed']);
  });
});
