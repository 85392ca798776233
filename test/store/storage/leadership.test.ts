import {expect, waitUntil} from '@open-wc/testing';
import {openStorage} from '../../../src/store/storage/indexed-db.js';
import {LEASE} from '../../../src/store/storage/leadership.js';
import type {InboxStorage} from '../../../src/store/storage/port.js';
import {anAnswer, anEntry, byHand, freshName, ids, promised, replace, watching} from './storage-tools.js';

/** So often, in milliseconds, tabs look by themselves whether it is their turn. */
const LOOK = 5000;

describe('Whose turn it is to send', () => {
  let name: string;
  const opened: InboxStorage[] = [];
  const ends: (() => void)[] = [];
  const open = async (): Promise<InboxStorage> => {
    const storage = await openStorage(name);
    opened.push(storage);
    return storage;
  };
  /** Waits for turns and tells whether it has one. */
  const candidate = (storage: InboxStorage) => {
    const turns: {count: number; has: boolean; leave: () => void} = {count: 0, has: false, leave: () => undefined};
    turns.leave = storage.lead(() => {
      turns.count++;
      turns.has = true;
      return async () => void (turns.has = false);
    });
    return turns;
  };
  const lockNames = async (): Promise<string[]> => {
    const {held = [], pending = []} = await navigator.locks.query();
    return [...held, ...pending].map((lock) => lock.name ?? '').filter((lock) => lock.startsWith(name));
  };
  const lease = (): Promise<unknown> =>
    byHand(name, (transaction) => promised<unknown>(transaction.objectStore('meta').get('lease')));

  beforeEach(() => {
    name = freshName();
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((storage) => storage.close()));
    ends.splice(0).forEach((end) => end());
  });

  it('leaves no lock held or waited for when it is closed', async () => {
    const [one, two, three] = [await open(), await open(), await open()];
    const first = candidate(one);
    await waitUntil(() => first.has);
    candidate(two);
    candidate(three).leave();
    await waitUntil(async () => (await lockNames()).length === 2, 'one holds, one waits');
    await two.close();
    expect(await lockNames()).to.have.length(1);
    await one.close();
    expect(first.has).to.equal(false);
    expect(await lockNames()).to.deep.equal([]);
  });

  it('opens and closes fifty times without leaving a lock, a timer or a database behind', async () => {
    const timers = new Set<unknown>();
    const {setTimeout: start, clearTimeout: stop} = globalThis;
    ends.push(
      replace(globalThis, 'setTimeout', (task: () => void, delay?: number) => {
        const timer = start(() => {
          timers.delete(timer);
          task();
        }, delay);
        timers.add(timer);
        return timer;
      }),
      replace(globalThis, 'clearTimeout', (timer: number) => {
        timers.delete(timer);
        stop(timer);
      }),
    );
    for (let round = 0; round < 50; round++) {
      const storage = await openStorage(name);
      const turn = new Promise<void>((resolve) => {
        storage.lead(() => {
          resolve();
          return () => Promise.resolve();
        });
      });
      if (round % 2 === 0) await turn;
      await storage.settle(anAnswer('a'));
      await storage.close();
    }
    ends.splice(0).forEach((end) => end());
    expect(await lockNames()).to.deep.equal([]);
    expect(timers.size).to.equal(0);
    const kept = (await indexedDB.databases()).filter((database) => database.name === name);
    expect(kept).to.have.length(1);
  });

  it('goes to another page when the one that leads is gone without a word', async () => {
    const frame = document.createElement('iframe');
    const messages: unknown[] = [];
    const onMessage = ({data}: MessageEvent<unknown>) => messages.push(data);
    window.addEventListener('message', onMessage);
    frame.srcdoc = `<script type="module">
      import {openStorage} from '/src/store/storage/indexed-db.ts';
      const storage = await openStorage('${name}');
      await storage.add(${JSON.stringify(anEntry('of the frame'))});
      storage.lead(() => {
        parent.postMessage('leads', '*');
        return () => new Promise(() => undefined);
      });
    </script>`;
    document.body.append(frame);
    await waitUntil(() => messages.includes('leads'), 'the frame leads');
    const storage = await open();
    const seen = watching(storage);
    const turn = candidate(storage);
    await waitUntil(() => ids(seen.now.entries) === 'of the frame');
    expect(turn.has).to.equal(false);
    frame.remove();
    window.removeEventListener('message', onMessage);
    await waitUntil(() => turn.has);
  });

  it('goes on when whoever leads throws', async () => {
    const [one, two] = [await open(), await open()];
    const reported: unknown[] = [];
    ends.push(replace(globalThis, 'reportError', (error: unknown) => reported.push(error)));
    one.lead(() => {
      throw new Error('of the one that leads');
    });
    const second = candidate(two);
    await waitUntil(() => second.has);
    expect(reported).to.have.length(1);
  });

  describe('in a page without locks', () => {
    beforeEach(() => {
      ends.push(replace(navigator, 'locks', undefined), replace(crypto, 'randomUUID', undefined));
    });

    it('is told by a lease: one tab at a time, and the next as soon as that one leaves', async () => {
      // Nobody comes to look by himself.
      const {setTimeout: start} = globalThis;
      ends.push(
        replace(globalThis, 'setTimeout', (task: () => void, delay = 0) =>
          delay < LOOK ? start(task, delay) : undefined,
        ),
      );
      const [one, two] = [await open(), await open()];
      expect(one.state.exclusive).to.equal(true);
      const first = candidate(one);
      await waitUntil(() => first.has);
      const second = candidate(two);
      await two.add(anEntry('a'));
      expect(second.has).to.equal(false);
      await waitUntil(() => ids(watching(one).now.entries) === 'a');
      first.leave();
      await waitUntil(() => second.has, 'the second');
      expect(first.has).to.equal(false);
      await two.close();
      expect(await lease(), 'nothing is left behind').to.equal(undefined);
    });

    it('is never that of two, however many tabs ask at once', async () => {
      const tabs = await Promise.all([open(), open(), open(), open()]);
      const turns = tabs.map(candidate);
      await waitUntil(() => turns.some(({has}) => has));
      await Promise.all(tabs.map((tab, index) => tab.add(anEntry(`a${index}`))));
      expect(turns.filter(({has}) => has)).to.have.length(1);
    });

    for (const [kind, until] of [
      ['has run out', () => Date.now() - 1],
      ['ends later than any can, because the clock was set back', () => Date.now() + LEASE * 2],
      ['says no time', () => 'soon'],
    ] as const) {
      it(`is taken from a tab that is gone when its lease ${kind}`, async () => {
        const storage = await open();
        await byHand(name, (transaction) =>
          transaction.objectStore('meta').put({owner: 'gone', until: until()}, 'lease'),
        );
        const turn = candidate(storage);
        await waitUntil(() => turn.has);
      });
    }

    it('is not taken from a tab whose lease holds', async () => {
      const storage = await open();
      const until = Date.now() + LEASE - 1000;
      await byHand(name, (transaction) => transaction.objectStore('meta').put({owner: 'other', until}, 'lease'));
      const turn = candidate(storage);
      await storage.add(anEntry('a'));
      window.dispatchEvent(new Event('pageshow'));
      await storage.add(anEntry('b'));
      expect(turn.has).to.equal(false);
      expect(await lease()).to.deep.equal({owner: 'other', until});
    });

    it('ends for a tab that slept while another took over, and comes again later', async () => {
      const storage = await open();
      const turn = candidate(storage);
      await waitUntil(() => turn.has);
      const until = Date.now() + LEASE - 1000;
      await byHand(name, (transaction) => transaction.objectStore('meta').put({owner: 'other', until}, 'lease'));
      document.dispatchEvent(new Event('visibilitychange'));
      await waitUntil(() => !turn.has);
      await byHand(name, (transaction) => transaction.objectStore('meta').delete('lease'));
      await waitUntil(() => {
        document.dispatchEvent(new Event('visibilitychange'));
        return turn.count === 2;
      });
    });

    it('is given back by a page that goes away, and taken again when it comes back', async () => {
      const storage = await open();
      const turn = candidate(storage);
      await waitUntil(() => turn.has);
      window.dispatchEvent(new Event('pagehide'));
      await waitUntil(async () => (await lease()) === undefined);
      window.dispatchEvent(new Event('pageshow'));
      await waitUntil(async () => (await lease()) !== undefined);
      expect(turn).to.include({has: true, count: 1});
    });
  });

  it('falls back to the lease where locks are refused', async () => {
    ends.push(
      replace(navigator, 'locks', {request: () => Promise.reject(new DOMException('Denied', 'SecurityError'))}),
    );
    const storage = await open();
    const turn = candidate(storage);
    await waitUntil(() => turn.has);
    expect(await lease()).to.not.equal(undefined);
  });

  it('hears of other tabs without a channel: when the page is looked at, and now and then', async () => {
    ends.push(replace(globalThis, 'BroadcastChannel', undefined));
    const [one, two] = [await open(), await open()];
    const seen = watching(two);
    await one.add(anEntry('a'));
    document.dispatchEvent(new Event('visibilitychange'));
    await waitUntil(() => ids(seen.now.entries) === 'a');
    await one.add(anEntry('b'));
    await waitUntil(() => ids(seen.now.entries) === 'a b', 'by itself');
  });
});
