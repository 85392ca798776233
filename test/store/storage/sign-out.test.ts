import {expect, waitUntil} from '@open-wc/testing';
import {deleteStorage, openStorage} from '../../../src/store/storage/indexed-db.js';
import {KEEP_SENT_FOR, type InboxStorage} from '../../../src/store/storage/port.js';
import {
  aDraft,
  anAnswer,
  anEntry,
  byHand,
  captureConnections,
  contentOf,
  failing,
  failureOf,
  freshName,
  ids,
  lostError,
  replace,
  watching,
} from './storage-tools.js';

const fill = async (storage: InboxStorage): Promise<void> => {
  await storage.add(anEntry('secret-entry'));
  await storage.settle(anAnswer('secret-answer'));
  await storage.putDraft('c1', aDraft('secret draft'));
  await storage.putConsent('secret pair', {consent: {state: 'opted-out', source: 'native'}});
  await storage.putSeen('secret conversation', {activityAt: 1, count: 1});
};

describe('Signing out', () => {
  const opened: InboxStorage[] = [];
  const ends: (() => void)[] = [];
  const open = async (name: string): Promise<InboxStorage> => {
    const storage = await openStorage(name);
    opened.push(storage);
    return storage;
  };
  afterEach(async () => {
    ends.splice(0).forEach((end) => end());
    await Promise.all(opened.splice(0).map((storage) => storage.close()));
  });

  it('leaves nothing where no store is there', async () => {
    const name = freshName();
    const storage = await open(name);
    await fill(storage);
    await storage.close();
    await deleteStorage(name);
    expect(await contentOf(name)).to.not.contain('secret');
  });

  it('makes no database where there was none', async () => {
    const name = freshName();
    await deleteStorage(name);
    const names = (await indexedDB.databases()).map((database) => database.name);
    expect(names).to.not.include(name);
  });

  it('ends every tab that has it open, and lets nothing come back', async () => {
    const name = freshName();
    const [one, two] = [await open(name), await open(name)];
    await fill(one);
    const seen = watching(two);
    await deleteStorage(name);
    await waitUntil(() => one.state.cleared === true && two.state.cleared === true);
    expect(seen.now.entries).to.deep.equal([]);
    expect((await failureOf(one.settle(anAnswer('late')))).trouble).to.equal('cleared');
    expect(await contentOf(name))
      .to.not.contain('late')
      .and.not.contain('secret');
  });

  it('ends tabs that nobody can tell of it, at their next touch', async () => {
    ends.push(replace(globalThis, 'BroadcastChannel', undefined));
    const name = freshName();
    const [one, two] = [await open(name), await open(name)];
    await fill(one);
    await one.clear();
    expect(two.state.cleared).to.equal(false);
    const late = await failureOf(two.settle(anAnswer('late')));
    expect(late).to.include({trouble: 'cleared', outcomeUnknown: false});
    expect(two.state.cleared).to.equal(true);
    expect(watching(two).now.drafts.size).to.equal(0);
    const third = await open(name);
    await deleteStorage(name);
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => third.state.cleared === true, 'the look of a page that is looked at again');
    expect(await contentOf(name))
      .to.not.contain('late')
      .and.not.contain('secret');
  });

  it('ends a tab whose connection was lost when it happened', async () => {
    const name = freshName();
    const connections = captureConnections();
    ends.push(connections.restore);
    ends.push(replace(globalThis, 'BroadcastChannel', undefined));
    const storage = await open(name);
    await fill(storage);
    const [database] = connections.opened;
    database?.close();
    database?.dispatchEvent(new Event('close'));
    await deleteStorage(name);
    await waitUntil(() => storage.state.cleared === true, 'cleared');
    expect(storage.state.trouble).to.equal(undefined);
    expect((await failureOf(storage.add(anEntry('late')))).trouble).to.equal('cleared');
  });

  it('ends a tab that could not open it yet, with what was written there meanwhile', async () => {
    const name = freshName();
    await (await open(name)).close();
    const heal = failing(IDBFactory.prototype, 'open', lostError);
    ends.push(heal);
    const storage = await open(name);
    heal();
    await deleteStorage(name);
    await waitUntil(() => storage.state.cleared === true || storage.state.trouble === undefined);
    expect(storage.state.cleared).to.equal(true);
  });

  it('ends a tab that cannot get its database back, with what was written there meanwhile', async () => {
    const name = freshName();
    const connections = captureConnections();
    ends.push(connections.restore);
    const [one, two] = [await open(name), await open(name)];
    const heal = failing(IDBFactory.prototype, 'open', lostError);
    const [database] = connections.opened;
    database?.close();
    database?.dispatchEvent(new Event('close'));
    await waitUntil(() => one.state.trouble === 'lost');
    heal();
    await two.clear();
    ends.push(failing(IDBFactory.prototype, 'open', lostError));
    await waitUntil(() => one.state.cleared === true);
    expect((await failureOf(one.add(anEntry('late')))).trouble).to.equal('cleared');
  });

  it('can be followed by the next user at once', async () => {
    const name = freshName();
    const before = await open(name);
    await fill(before);
    const leaving = deleteStorage(name);
    const next = await open(name);
    await leaving;
    await next.add(anEntry('new'));
    await waitUntil(() => before.state.cleared === true);
    expect(next.state.cleared).to.equal(false);
    expect(ids(watching(next).now.entries)).to.equal('new');
  });

  it('refuses an answer that was on its way when it happened', async () => {
    const name = freshName();
    const storage = await open(name);
    await storage.add(anEntry('a'));
    const clearing = storage.clear();
    expect((await failureOf(storage.settle(anAnswer('a')))).trouble).to.equal('cleared');
    await clearing;
    expect(await contentOf(name)).to.not.contain('text of a');
  });

  it('gives the turn to send away, and takes none any more', async () => {
    const name = freshName();
    const storage = await open(name);
    let isLeading = false;
    storage.lead(() => {
      isLeading = true;
      return async () => void (isLeading = false);
    });
    await waitUntil(() => isLeading);
    await storage.clear();
    await waitUntil(() => !isLeading);
    storage.lead(() => expect.fail('a turn'));
    const next = await open(name);
    next.lead(() => {
      isLeading = true;
      return () => Promise.resolve();
    });
    await waitUntil(() => isLeading);
  });

  it('says so when nobody knows whether something is left, and forgets it here all the same', async () => {
    const storage = await open(freshName());
    await fill(storage);
    const seen = watching(storage);
    ends.push(failing(IDBObjectStore.prototype, 'clear', lostError));
    expect((await failureOf(storage.clear())).trouble).to.equal('lost');
    expect(seen.now.entries).to.deep.equal([]);
  });
});

describe('Texts of sent messages', () => {
  /** Nothing is looked for sooner than after so many milliseconds. */
  const SOONEST = 1000;

  it('stay on the device for an hour, and are gone at the next opening, the next answer, or by themselves', async () => {
    const name = freshName();
    const old = anAnswer('old', {answeredAt: Date.now() - KEEP_SENT_FOR});
    const ahead = anAnswer('ahead', {answeredAt: Date.now() + KEEP_SENT_FOR * 2});
    await (await openStorage(name)).close();
    const plant = () =>
      byHand(name, (transaction) => {
        transaction.objectStore('answered').add(old);
        transaction.objectStore('answered').add(ahead);
      });
    await plant();
    const storage = await openStorage(name);
    expect(watching(storage).now.answered).to.deep.equal([]);
    expect(await contentOf(name), 'at the opening').to.not.contain('text of');
    await plant();
    await storage.settle(anAnswer('new'));
    expect(ids(watching(storage).now.answered)).to.equal('new');
    expect(await contentOf(name), 'with an answer')
      .to.not.contain('text of old')
      .and.not.contain('text of ahead');
    await storage.close();
  });

  it('go by a timer while the page stays open', async () => {
    const name = freshName();
    const held: (() => void)[] = [];
    const {setTimeout: start} = globalThis;
    const end = replace(globalThis, 'setTimeout', (task: () => void, delay?: number) =>
      delay === SOONEST ? void held.push(() => start(task, delay)) : start(task, delay),
    );
    const storage = await openStorage(name, {keepSentFor: SOONEST - 100});
    try {
      await storage.settle(anAnswer('a'));
      expect(await contentOf(name)).to.contain('text of a');
    } finally {
      end();
    }
    held.forEach((letGo) => letGo());
    await waitUntil(async () => !(await contentOf(name)).includes('text of a'), 'pruned');
    expect(ids(watching(storage).now.answered), 'the page still knows what it sent').to.equal('a');
    await storage.close();
  });

  it('are known to the page that sent them whatever happens to the clock, and go from the device all the same', async () => {
    const name = freshName();
    const [one, two] = await Promise.all([openStorage(name), openStorage(name)]);
    const [near, far] = [watching(one), watching(two)];
    await one.settle(anAnswer('a'));
    await waitUntil(() => ids(far.now.answered) === 'a');
    const {now} = Date;
    try {
      for (const days of [3, -3]) {
        Date.now = () => now.call(Date) + days * 86_400_000;
        await one.settle(anAnswer(`after ${days}`));
        await waitUntil(() => ids(far.now.answered).endsWith(`after ${days}`));
      }
    } finally {
      Date.now = now;
    }
    for (const {now: seen} of [near, far]) expect(ids(seen.answered)).to.equal('a after 3 after -3');
    expect(await contentOf(name)).to.not.contain('"text of a"');
    await Promise.all([one.close(), two.close()]);
  });

  it('are not written at all when they are not to be kept; the pages that are open know them', async () => {
    const name = freshName();
    const [one, two] = await Promise.all([0, 1].map(() => openStorage(name, {keepSentFor: 0})));
    if (!one || !two) throw new TypeError('No storage');
    await one.add(anEntry('a'));
    const far = watching(two);
    await waitUntil(() => ids(far.now.entries) === 'a');
    await one.settle(anAnswer('a'));
    expect(await contentOf(name)).to.not.contain('text of a');
    expect(ids(watching(one).now.answered)).to.equal('a');
    await waitUntil(() => ids(far.now.answered) === 'a' && far.now.entries.length === 0);
    await Promise.all([one.close(), two.close()]);
    const next = await openStorage(name, {keepSentFor: 0});
    expect(watching(next).now.answered).to.deep.equal([]);
    await next.close();
  });

  it('are not said to be answered when the answer could not be written', async () => {
    const storage = await openStorage(freshName(), {keepSentFor: 0});
    await storage.add(anEntry('a'));
    const heal = failing(IDBObjectStore.prototype, 'delete', lostError);
    await failureOf(storage.settle(anAnswer('a')));
    heal();
    await waitUntil(() => storage.state.trouble === undefined, 'well');
    const {now} = watching(storage);
    expect(`${ids(now.entries)}|${ids(now.answered)}`).to.equal('a|');
    await storage.close();
  });
});
