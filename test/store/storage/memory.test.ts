import {expect} from '@open-wc/testing';
import {MemoryStorage} from '../../../src/store/storage/memory.js';
import {FaultyStorage, SlowMemory} from '../../support/faulty-memory.js';
import {aDraft, anAnswer, anEntry, failureOf, ids, replace, watching} from './storage-tools.js';

describe('Failures that a test orders', () => {
  it('lets nothing happen in a lost tab, which then hears what others did', async () => {
    const memory = new SlowMemory(true);
    const [one, two] = [new FaultyStorage(memory), new FaultyStorage(memory)];
    const seen = watching(one);
    one.break('lost');
    expect(one.state).to.include({trouble: 'lost', durable: true});
    expect(await failureOf(one.add(anEntry('a')))).to.include({trouble: 'lost', outcomeUnknown: false});
    await two.add(anEntry('b'));
    expect(ids(seen.now.entries)).to.equal('');
    one.heal();
    expect(ids(seen.now.entries)).to.equal('b');
    expect(one.state.trouble).to.equal(undefined);
  });

  it('fails at any step: before the write, or after it happened', async () => {
    const memory = new SlowMemory();
    const storage = new FaultyStorage(memory);
    const seen = watching(storage);
    storage.failNext({trouble: 'full', after: 1});
    await storage.add(anEntry('a'));
    expect(await failureOf(storage.add(anEntry('b')))).to.include({trouble: 'full', outcomeUnknown: false});
    storage.heal();
    storage.failNext({trouble: 'lost', happens: true});
    expect(await failureOf(storage.settle(anAnswer('a')))).to.include({trouble: 'lost', outcomeUnknown: true});
    expect(ids(seen.now.entries), 'nobody knows yet').to.equal('a');
    const told = seen.count;
    storage.heal();
    expect(seen.count).to.be.greaterThan(told);
    expect(`${ids(seen.now.entries)}|${ids(seen.now.answered)}`).to.equal('|a');
    await storage.add(anEntry('c'));
  });

  it('tells after trouble also that nothing is different', async () => {
    const storage = new FaultyStorage();
    const seen = watching(storage);
    storage.failNext({trouble: 'lost'});
    await failureOf(storage.add(anEntry('a')));
    const told = seen.count;
    storage.heal();
    expect(seen.count).to.equal(told + 1);
  });

  it('gives the turn away when its tab dies without a word, and answers no write any more', async () => {
    const memory = new SlowMemory();
    const [one, two] = [new FaultyStorage(memory), new FaultyStorage(memory)];
    const turns: string[] = [];
    one.lead(() => {
      turns.push('one');
      return async () => void turns.push('one finished');
    });
    two.lead(() => {
      turns.push('two');
      return () => Promise.resolve();
    });
    let answer: (() => void) | undefined;
    memory.delay = () => new Promise((resolve) => (answer = resolve));
    let isAnswered = false;
    void one.add(anEntry('a')).then(() => (isAnswered = true));
    one.kill();
    answer?.();
    memory.delay = undefined;
    await two.add(anEntry('b'));
    expect(turns).to.deep.equal(['one', 'two']);
    expect(memory.leader).to.equal(two);
    expect(isAnswered).to.equal(false);
    expect(ids(memory.snapshot.entries)).to.equal('b');
  });

  it('finishes writes that are under way before it is closed', async () => {
    const memory = new SlowMemory();
    const storage = new FaultyStorage(memory);
    memory.delay = () => new Promise((resolve) => setTimeout(resolve, 5));
    const writing = storage.add(anEntry('a'));
    await storage.close();
    await writing;
    expect(ids(memory.snapshot.entries)).to.equal('a');
  });

  it('works where there is no page, no lock and no channel', async () => {
    const gone = ['document', 'navigator', 'indexedDB', 'BroadcastChannel', 'crypto'] as const;
    const ends = gone.map((global) => {
      try {
        return replace(globalThis, global, undefined);
      } catch {
        // Some of them cannot be taken away from a browser.
        return () => undefined;
      }
    });
    try {
      const storage = new MemoryStorage();
      const seen = watching(storage);
      await storage.add(anEntry('a'));
      await storage.putDraft('c1', aDraft('x'));
      expect(storage.state.durable).to.equal(false);
      expect(ids(seen.now.entries)).to.equal('a');
      await storage.close();
    } finally {
      ends.forEach((end) => end());
    }
  });
});
