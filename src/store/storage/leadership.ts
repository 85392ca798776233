import {randomId} from '../../util/random-id.js';
import {reportThrown} from '../../util/report-thrown.js';
import {underLock} from '../../util/tabs.js';
import {startTimer} from '../../util/timer.js';
import type {Unsubscribe} from '../observable.js';
import type {WriteTransaction} from './schema.js';

/**
 * Where there are no locks, a tab leads for this long without renewing, in milliseconds: longer than the minute for which
 * browsers hold back the timers of tabs in the background.
 */
export const LEASE = 90_000;
const RENEWAL = 20_000;
/** How often a waiting tab looks whether the one that leads is gone, in milliseconds. */
const LOOK = 5000;

/** What leading needs of the storage. */
interface Ground {
  readonly name: string;
  /** Resolves when what is kept was read anew and can be written, or when the signal is aborted. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  readonly write: <Result>(work: (transaction: WriteTransaction) => Promise<Result>) => Promise<Result>;
  /** Tells the other tabs that the lease was given back. */
  readonly onFree: () => void;
}

type OnTurn = () => () => Promise<void>;

/** One tab at a time: by a lock, which ends with its page, or by a lease in the database, which ends with time. */
export class Leadership {
  readonly #ground: Ground;
  readonly #leaving = new Set<AbortController>();
  readonly #waits = new Set<Promise<void>>();
  readonly #looks = new Set<() => void>();
  readonly #releases = new Set<() => void>();

  constructor(ground: Ground) {
    this.#ground = ground;
  }

  lead(onTurn: OnTurn): Unsubscribe {
    const leaving = new AbortController();
    this.#leaving.add(leaving);
    const wait = this.#wait(leaving.signal, onTurn)
      .catch(reportThrown)
      .finally(() => {
        this.#waits.delete(wait);
        this.#leaving.delete(leaving);
      });
    this.#waits.add(wait);
    return () => leaving.abort();
  }

  /** The lease may have changed hands: whoever waits or leads by it looks now. */
  look(): void {
    for (const look of [...this.#looks]) look();
  }

  /** The page may never come back: its lease is free for others. It is taken again if the page does come back. */
  hide(): void {
    for (const release of [...this.#releases]) release();
  }

  /** Gives every turn back. */
  async leave(): Promise<void> {
    for (const leaving of [...this.#leaving]) leaving.abort();
    await Promise.all(this.#waits);
  }

  async #wait(signal: AbortSignal, onTurn: OnTurn): Promise<void> {
    // A tab that cannot read its database would keep the others from sending.
    await this.#ground.ready(signal);
    if (signal.aborted) return;
    if (await underLock(`${this.#ground.name}:sender`, signal, () => this.#turn(signal, onTurn))) return;
    await this.#byLease(signal, onTurn);
  }

  async #byLease(signal: AbortSignal, onTurn: OnTurn): Promise<void> {
    const lease = new Lease(this.#ground.write);
    while (!signal.aborted) {
      if (await lease.take()) await this.#underLease(lease, signal, onTurn);
      else await this.#pause(LOOK, signal);
    }
  }

  async #underLease(lease: Lease, signal: AbortSignal, onTurn: OnTurn): Promise<void> {
    const turn = new AbortController();
    const over = new AbortController();
    const leave = () => turn.abort();
    const release = () => void lease.release();
    this.#releases.add(release);
    signal.addEventListener('abort', leave);
    const renewing = (async () => {
      await this.#pause(RENEWAL, over.signal);
      while (!over.signal.aborted) {
        // Nobody knows while the database is lost; nothing can be sent meanwhile either.
        if ((await lease.take()) === false) turn.abort();
        await this.#pause(RENEWAL, over.signal);
      }
    })();
    await this.#turn(turn.signal, onTurn);
    signal.removeEventListener('abort', leave);
    this.#releases.delete(release);
    over.abort();
    await renewing;
    if (await lease.release()) this.#ground.onFree();
  }

  /** Never throws: what the one that leads throws is not about the lock. */
  async #turn(signal: AbortSignal, onTurn: OnTurn): Promise<void> {
    // Only now is it certain that no other tab changes entries as the one that sends.
    await this.#ground.ready(signal);
    if (signal.aborted) return;
    try {
      const finish = onTurn();
      await aborted(signal);
      await finish();
    } catch (thrown) {
      reportThrown(thrown);
    }
  }

  /** Until then, or until somebody has to look. */
  async #pause(delay: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        stop();
        this.#looks.delete(end);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const stop = startTimer(delay, end);
      this.#looks.add(end);
      signal.addEventListener('abort', end);
    });
  }
}

/** A row that says who leads and until when, by this device's clock. */
class Lease {
  readonly #owner = randomId();
  readonly #write: Ground['write'];

  constructor(write: Ground['write']) {
    this.#write = write;
  }

  /** Takes or renews it. @returns whether it is ours; nothing when the database could not be asked */
  async take(): Promise<boolean | undefined> {
    try {
      return await this.#write(async (transaction) => {
        const meta = transaction.objectStore('meta');
        const now = Date.now();
        if (!isFree(await meta.get('lease'), this.#owner, now)) return false;
        await meta.put({owner: this.#owner, until: now + LEASE}, 'lease');
        return true;
      });
    } catch {
      return undefined;
    }
  }

  /** @returns whether it was ours */
  async release(): Promise<boolean> {
    try {
      return await this.#write(async (transaction) => {
        const meta = transaction.objectStore('meta');
        if (ownerOf(await meta.get('lease')) !== this.#owner) return false;
        await meta.delete('lease');
        return true;
      });
    } catch {
      return false;
    }
  }
}

const ownerOf = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && 'owner' in row ? row.owner : undefined;

function isFree(row: unknown, owner: string, now: number): boolean {
  if (ownerOf(row) === undefined || ownerOf(row) === owner) return true;
  const until: unknown = typeof row === 'object' && row !== null && 'until' in row ? row.until : undefined;
  // One that ends later than any can was written by a clock that was set back since.
  return typeof until !== 'number' || until <= now || until > now + LEASE;
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), {once: true});
  });
