import {expect, waitUntil} from '@open-wc/testing';
import {Drafts} from '../../src/store/drafts.js';
import {openStorage} from '../../src/store/storage/indexed-db.js';
import {FaultyStorage, SlowMemory} from '../support/faulty-memory.js';
import {aDraft, failing, freshName, lostError} from './storage/storage-tools.js';

const typed = (text: string, mediaUrls: readonly string[] = []) => ({text, mediaUrls});

describe('Drafts', () => {
  const pair = (now: () => number = Date.now) => {
    const memory = new SlowMemory();
    const storages = [new FaultyStorage(memory), new FaultyStorage(memory)] as const;
    const [a, b] = [new Drafts(storages[0], now), new Drafts(storages[1], now)];
    return {memory, storages, a, b};
  };

  it('is gone in the tab it was typed in when another tab finished and sent it', async () => {
    const {a, b} = pair();
    b.set('c1', typed('How ar'));
    expect(a.get('c1').text).to.equal('How ar');
    a.set('c1', typed('How are you?'));
    expect(b.get('c1').text).to.equal('How are you?');
    a.clear('c1');
    await waitUntil(() => b.get('c1').text === '');
    expect(b.get('c1')).to.deep.equal(typed(''));
    expect(b.isEmpty('c1')).to.equal(true);
  });

  it('takes over drafts that differ in their pictures only, and counts a picture alone', async () => {
    const {a, b} = pair();
    b.set('c1', typed('', ['https://example.com/a.png']));
    expect(a.isEmpty('c1')).to.equal(false);
    b.set('c1', typed('', ['https://example.com/b.png']));
    await waitUntil(() => a.get('c1').mediaUrls[0] === 'https://example.com/b.png');
  });

  it('lets what is typed win over what it replaces, within one millisecond and by a clock that was set back', async () => {
    let now = 1000;
    const {a, b} = pair(() => now);
    a.set('c1', typed('one'));
    b.set('c1', typed('two'));
    await waitUntil(() => a.get('c1').text === 'two');
    now = 10;
    a.set('c1', typed('three'));
    await waitUntil(() => b.get('c1').text === 'three');
    b.clear('c1');
    await waitUntil(() => a.isEmpty('c1'));
    a.set('c1', typed('four'));
    await waitUntil(() => b.get('c1').text === 'four');
  });

  it('stays within the calendar, whatever a clock said once', async () => {
    const memory = new SlowMemory();
    const storage = new FaultyStorage(memory);
    await storage.putDraft('c1', aDraft('of the last day', 8.64e15));
    const drafts = new Drafts(storage);
    drafts.set('c1', typed('later'));
    expect(memory.snapshot.drafts.get('c1')).to.deep.equal(aDraft('later', 8.64e15));
  });

  it('keeps the map while nothing is different in it, and tells only of differences', () => {
    const {a, b} = pair();
    a.set('c1', typed('x'));
    a.set('c2', typed('y'));
    const before = a.state.drafts;
    let told = 0;
    a.subscribe(() => told++);
    a.set('c1', typed('x'));
    a.clear('c3');
    b.set('c1', typed('x'));
    expect(told).to.equal(0);
    expect(a.state.drafts).to.equal(before);
    b.set('c2', typed('z'));
    expect(told).to.equal(1);
    expect(a.state.drafts.get('c1')).to.equal(before.get('c1'));
  });

  it('keeps what is typed in trouble, and writes it when the storage is back', async () => {
    const {a, b, storages} = pair();
    a.set('c1', typed('before'));
    storages[0].break('lost');
    a.set('c1', typed('typed in trouble'));
    a.set('c2', typed('this one too'));
    await waitUntil(() => a.get('c1').text === 'typed in trouble');
    expect(b.get('c1').text).to.equal('before');
    storages[0].heal();
    await waitUntil(() => b.get('c1').text === 'typed in trouble' && b.get('c2').text === 'this one too');
  });

  it('gives way after trouble to what was typed later elsewhere', () => {
    let now = 1000;
    const {a, b, storages} = pair(() => now);
    storages[0].break('lost');
    a.set('c1', typed('earlier'));
    now = 2000;
    b.set('c1', typed('later'));
    storages[0].heal();
    expect(a.get('c1').text).to.equal('later');
    expect(b.get('c1').text).to.equal('later');
  });

  it('is not lost when the write happened and its answer did not come', async () => {
    const {a, b, storages} = pair();
    storages[0].failNext({trouble: 'lost', happens: true});
    a.set('c1', typed('x'));
    await waitUntil(() => storages[0].state.trouble !== undefined);
    b.clear('c1');
    storages[0].heal();
    expect(a.isEmpty('c1')).to.equal(true);
  });

  it('forgets what was typed when somebody signs out, also what could not be written', async () => {
    const {a, b, memory, storages} = pair();
    b.set('c1', typed('x'));
    storages[0].break('lost');
    a.set('c2', typed('unsaved'));
    await storages[1].clear();
    expect([a.state.drafts.size, b.state.drafts.size]).to.deep.equal([0, 0]);
    expect(memory.snapshot.drafts.size).to.equal(0);
  });

  it('holds at once what is typed, and what is emptied', () => {
    const drafts = new Drafts(new FaultyStorage());
    drafts.set('c1', typed('x'));
    expect(drafts.get('c1').text).to.equal('x');
    drafts.clear('c1');
    expect(drafts.isEmpty('c1')).to.equal(true);
  });

  it('outlives a real database that fails while somebody types, and one that opens late', async () => {
    const name = freshName();
    const heal = failing(IDBFactory.prototype, 'open', lostError);
    const late = await openStorage(name);
    const drafts = new Drafts(late);
    drafts.set('c1', typed('before it was there'));
    heal();
    await waitUntil(() => late.state.trouble === undefined, 'well');
    const again = failing(IDBDatabase.prototype, 'transaction', lostError);
    for (const text of ['t', 'ty', 'typed']) drafts.set('c2', typed(text));
    await waitUntil(() => late.state.trouble === 'lost');
    again();
    const other = await openStorage(name);
    const seen = new Drafts(other);
    await waitUntil(
      () => seen.get('c1').text === 'before it was there' && seen.get('c2').text === 'typed',
      'both are kept',
      {timeout: 5000},
    );
    drafts.close();
    seen.close();
    await Promise.all([late.close(), other.close()]);
  });
});
