import {expect, waitUntil} from '@open-wc/testing';
import {ConversationError} from '../../../src/model/conversation-error.js';
import {openStorage} from '../../../src/store/storage/indexed-db.js';
import {MemoryStorage, SharedMemory} from '../../../src/store/storage/memory.js';
import {
  KEPT_ANSWERED,
  type InboxStorage,
  type StorageSnapshot,
  type StoredConsent,
} from '../../../src/store/storage/port.js';
import {aDraft, anAnswer, anEntry, failureOf, freshName, ids, watching} from './storage-tools.js';

/** A browser: each call opens another tab of it. */
type Browser = () => Promise<InboxStorage>;

const kinds: Record<string, () => Browser> = {
  IndexedDB: () => {
    const name = freshName();
    return () => openStorage(name);
  },
  memory: () => {
    const memory = new SharedMemory(true);
    return async () => new MemoryStorage(memory);
  },
};

for (const [kind, makeBrowser] of Object.entries(kinds)) {
  describe(`A storage in ${kind}`, () => {
    let open: Browser;
    const opened: InboxStorage[] = [];
    beforeEach(() => {
      const browser = makeBrowser();
      open = async () => {
        const storage = await browser();
        opened.push(storage);
        return storage;
      };
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((storage) => storage.close()));
    });

    it('keeps everything, in order and with its errors, for whoever opens it next', async () => {
      const first = await open();
      expect(first.state).to.include({durable: true, exclusive: true, setAside: 0, trouble: undefined, cleared: false});
      await first.add(anEntry('b'));
      await first.add(anEntry('a', {search: 'cannot-tell', attempts: 2, resumesAt: 5, baseline: {notIds: ['m']}}));
      const error = new ConversationError('carrier', {message: 'No', adapter: 'x', status: 502, raw: () => 1});
      await first.update('b', (current) => ({...current, state: 'failed', error}));
      await first.putDraft('c1', aDraft('half', 7));
      await first.putConsent('pair', {consent: {state: 'opted-out', source: 'native', since: 3}, refusedAfter: 4});
      await first.putSeen('c1', {activityAt: 5, count: 2});
      await first.settle(anAnswer('z'));
      await first.close();

      const seen = watching(await open());
      expect(ids(seen.now.entries)).to.equal('b a');
      expect(seen.now.entries[1]).to.deep.include({search: 'cannot-tell', attempts: 2, baseline: {notIds: ['m']}});
      const [stuck] = seen.now.entries;
      expect(stuck?.error).to.be.instanceOf(ConversationError);
      expect(stuck?.error).to.include({kind: 'carrier', message: 'No', status: 502});
      expect(seen.now.drafts.get('c1')).to.deep.equal(aDraft('half', 7));
      expect(seen.now.consents.get('pair')?.consent.state).to.equal('opted-out');
      expect(seen.now.seen.get('c1')).to.deep.equal({activityAt: 5, count: 2});
      expect(seen.now.answered[0]?.answeredId).to.equal('m-z');
    });

    it('tells every tab of every change, and this one before the write is said to be done', async () => {
      const [one, two] = [await open(), await open()];
      const [near, far] = [watching(one), watching(two)];
      await one.add(anEntry('a'));
      expect(ids(near.now.entries)).to.equal('a');
      await waitUntil(() => ids(far.now.entries) === 'a');
      await two.update('a', () => 'remove');
      expect(ids(far.now.entries)).to.equal('');
      await waitUntil(() => ids(near.now.entries) === '');
      await one.putSeen('c1', {activityAt: 1, count: 1});
      await waitUntil(() => far.now.seen.size === 1);
    });

    it('keeps the identity of what did not change', async () => {
      const storage = await open();
      const seen = watching(storage);
      await storage.add(anEntry('a', {error: new ConversationError('network')}));
      await storage.putDraft('c1', aDraft('x'));
      const before = seen.now;
      await storage.add(anEntry('b'));
      expect(seen.now.entries[0]).to.equal(before.entries[0]);
      expect(seen.now.drafts).to.equal(before.drafts);
      await storage.putSeen('c1', {activityAt: 1, count: 0});
      expect(seen.now.drafts.get('c1')).to.equal(before.drafts.get('c1'));
    });

    it('changes an entry in one step: of two tabs, one gets it', async () => {
      const [one, two] = [await open(), await open()];
      await one.add(anEntry('a'));
      const takers: string[] = [];
      const take = (storage: InboxStorage, who: string) =>
        storage.update('a', (current) => {
          if (current.state !== 'queued') return 'keep';
          takers.push(who);
          return {...current, state: 'sending'};
        });
      const results = await Promise.all([take(one, 'one'), take(two, 'two')]);
      expect(takers).to.have.length(1);
      expect(results.map((entry) => entry?.state)).to.deep.equal(['sending', 'sending']);
      expect(await one.update('missing', () => 'remove')).to.equal(undefined);
      expect(await one.update('a', () => 'remove')).to.equal(undefined);
    });

    it('changes nothing when the change itself throws', async () => {
      const storage = await open();
      await storage.add(anEntry('a'));
      const write = storage.update('a', () => {
        throw new Error('of the caller');
      });
      expect(await failureOf(write)).to.include({trouble: 'invalid', outcomeUnknown: false});
      expect(storage.state.trouble).to.equal(undefined);
      expect(ids(watching(storage).now.entries)).to.equal('a');
    });

    it('takes an entry once, however often it is added', async () => {
      const storage = await open();
      const seen = watching(storage);
      await storage.add(anEntry('a'));
      await storage.add(anEntry('b'));
      await storage.add(anEntry('a', {state: 'failed'}));
      expect(seen.now.entries.map(({localId, state}) => `${localId} ${state}`)).to.deep.equal(['a queued', 'b queued']);
    });

    it('adds nothing again that was taken out or sent since, in whichever tab, also after a reload', async () => {
      const [one, two] = [await open(), await open()];
      const entries = ['a', 'b', 'c'].map((localId) => anEntry(localId));
      for (const entry of entries) await one.add(entry);
      await two.update('a', () => 'remove');
      await two.settle(anAnswer('b'));
      await two.update('c', (current) => ({...current, state: 'failed'}));
      const added = async (storage: InboxStorage) => {
        const results: unknown[] = [];
        for (const entry of entries) results.push((await storage.add(entry))?.state);
        return results;
      };
      expect(await added(one)).to.deep.equal([undefined, undefined, 'failed']);
      await Promise.all([one.close(), two.close()]);
      const next = await open();
      expect(await added(next)).to.deep.equal([undefined, undefined, 'failed']);
      expect(ids(watching(next).now.entries)).to.equal('c');
    });

    it('puts an answered send in place of its entry, so that no tab sees neither or both', async () => {
      const [one, two] = [await open(), await open()];
      await one.add(anEntry('a'));
      await one.add(anEntry('b'));
      const far = watching(two);
      await waitUntil(() => ids(far.now.entries) === 'a b');
      const seen: string[] = [];
      two.watch(({entries, answered}) => seen.push(`${ids(entries)} | ${ids(answered)}`));
      await one.settle(anAnswer('a'));
      await waitUntil(() => seen.at(-1) === 'b | a');
      expect([...new Set(seen)]).to.deep.equal(['a b | ', 'b | a']);
      await one.settle(anAnswer('a', {historyId: 'h1'}));
      await two.settle(anAnswer('a', {answeredId: 'a1'}));
      const told = ({answered}: StorageSnapshot) =>
        answered.map(({localId, answeredId, historyId}) => [localId, answeredId, historyId].join(' '));
      const now = [watching(one), watching(two)];
      await waitUntil(() => now.every((tab) => told(tab.now).join() === 'a a1 h1'), 'what either learned is kept');
    });

    it('keeps only so many answered sends', async () => {
      const storage = await open();
      const seen = watching(storage);
      const count = KEPT_ANSWERED + 3;
      await Promise.all(Array.from({length: count}, (_, index) => storage.settle(anAnswer(`a${index}`))));
      expect(seen.now.answered).to.have.length(KEPT_ANSWERED);
      expect(seen.now.answered.at(-1)?.localId).to.equal(`a${count - 1}`);
    });

    it('holds of two drafts the one that was typed later, also when it is empty', async () => {
      const [one, two] = [await open(), await open()];
      const seen = watching(one);
      await one.putDraft('c1', aDraft('later', 20));
      await two.putDraft('c1', aDraft('earlier', 10));
      expect(seen.now.drafts.get('c1')?.text).to.equal('later');
      await two.putDraft('c1', aDraft('', 30));
      await one.putDraft('c1', aDraft('in between', 25));
      await waitUntil(() => seen.now.drafts.get('c1')?.text === '');
    });

    it('holds of two decisions about a pair the later one, unless somebody has it forgotten', async () => {
      const [one, two] = [await open(), await open()];
      const seen = watching(one);
      const put = (storage: InboxStorage, consent: StoredConsent) => storage.putConsent('* +12025550123', consent);
      const held = () => seen.now.consents.get('* +12025550123')?.consent.state;
      const derived = (state: 'probably-opted-out' | 'unknown', since?: number): StoredConsent => ({
        consent: {state, source: 'derived', ...(since !== undefined && {since})},
      });
      await put(one, derived('probably-opted-out', 20));
      await put(two, derived('unknown', 10));
      await waitUntil(() => held() === 'probably-opted-out');
      await put(two, {consent: {state: 'opted-out', source: 'native'}, refusedAfter: 20});
      await put(one, derived('unknown', 20));
      await waitUntil(() => held() === 'opted-out');
      await put(two, derived('unknown'));
      await waitUntil(() => held() === 'unknown');
    });

    it('holds of two marks of what was read the further one', async () => {
      const [one, two] = [await open(), await open()];
      const seen = watching(one);
      await one.putSeen('c1', {activityAt: 20, count: 2});
      await two.putSeen('c1', {activityAt: 10, count: 9});
      await two.putSeen('c1', {activityAt: 20, count: 1});
      expect(seen.now.seen.get('c1')).to.deep.equal({activityAt: 20, count: 2});
      await two.putSeen('c1', {activityAt: 20, count: 3});
      await waitUntil(() => seen.now.seen.get('c1')?.count === 3);
    });

    it('lets one tab send at a time, and the next when that one leaves', async () => {
      const [one, two] = [await open(), await open()];
      const turns: string[] = [];
      const leave = one.lead(() => {
        turns.push('one');
        return async () => void turns.push('one finished');
      });
      await waitUntil(() => turns.length === 1);
      two.lead(() => {
        turns.push('two');
        return () => Promise.resolve();
      });
      leave();
      await waitUntil(() => turns.length === 3);
      expect(turns).to.deep.equal(['one', 'one finished', 'two']);
    });

    it('gives the turn away when it is closed, after what is under way was written down', async () => {
      const [one, two] = [await open(), await open()];
      const seen = watching(two);
      await one.add(anEntry('a', {state: 'sending'}));
      let isLeading = false;
      one.lead(() => {
        isLeading = true;
        return () => one.settle(anAnswer('a'));
      });
      await waitUntil(() => isLeading);
      let told = '';
      two.lead(() => {
        told = `${ids(seen.now.entries)}|${ids(seen.now.answered)}`;
        return () => Promise.resolve();
      });
      await one.close();
      await waitUntil(() => told !== '');
      expect(told).to.equal('|a');
    });

    it('takes nothing after it was closed, and tells nothing', async () => {
      const [one, two] = [await open(), await open()];
      const seen = watching(one);
      await one.close();
      const told = seen.count;
      expect((await failureOf(one.add(anEntry('a')))).trouble).to.equal('closed');
      expect((await failureOf(one.putDraft('c1', aDraft('x')))).trouble).to.equal('closed');
      await two.add(anEntry('b'));
      expect(seen.count).to.equal(told);
      await one.close();
    });

    it('forgets everything when somebody signs out, in every tab and for good', async () => {
      const [one, two] = [await open(), await open()];
      const [near, far] = [watching(one), watching(two)];
      await one.add(anEntry('a'));
      await one.settle(anAnswer('z'));
      await one.putDraft('c1', aDraft('x'));
      await waitUntil(() => far.now.drafts.size === 1);
      await one.clear();
      expect([near.now.entries, near.now.answered, near.now.drafts.size]).to.deep.equal([[], [], 0]);
      await waitUntil(() => two.state.cleared === true);
      expect([far.now.entries, far.now.answered, far.now.drafts.size]).to.deep.equal([[], [], 0]);
      for (const tab of [one, two]) {
        const error = await failureOf(tab.settle(anAnswer('late')));
        expect(error).to.include({trouble: 'cleared', outcomeUnknown: false});
        expect((await failureOf(tab.add(anEntry('late')))).trouble).to.equal('cleared');
        expect((await failureOf(tab.putDraft('c1', aDraft('late', 99)))).trouble).to.equal('cleared');
      }
      const next = await open();
      expect(watching(next).now).to.deep.include({entries: [], answered: []});
      await next.add(anEntry('new'));
      expect(ids(watching(next).now.entries)).to.equal('new');
    });

    it('goes on for everybody when a listener throws', async () => {
      const storage = await open();
      const reported: unknown[] = [];
      const {reportError} = globalThis;
      globalThis.reportError = (error: unknown) => void reported.push(error);
      try {
        storage.watch(() => {
          throw new Error('of a listener');
        });
        const seen = watching(storage);
        await storage.add(anEntry('a'));
        expect(ids(seen.now.entries)).to.equal('a');
        expect(reported).to.have.length(2);
      } finally {
        globalThis.reportError = reportError;
      }
    });
  });
}
