import {ConversationError} from '../../model/conversation-error.js';
import type {Instant} from '../../model/capability-level.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {startTimer} from '../../util/timer.js';
import {backoff} from '../rate-limit.js';

export interface DetailsLoaderOptions<Detail> {
  /** Reads one; `undefined` when there is none. `urgent`: somebody looks at it. */
  readonly load: (
    id: string,
    request: {readonly signal: AbortSignal; readonly urgent: boolean},
  ) => Promise<Detail | undefined>;
  /**
   * Reads many with one request, such as a page of the address book, whether wanted or not; asked as long as it answers,
   * before single ones that are not urgent. `undefined`: ask for each.
   */
  readonly loadMany?: (
    wanted: readonly string[],
    signal: AbortSignal,
  ) => Promise<Iterable<readonly [id: string, detail: Detail]> | undefined>;
  /** These are settled now: `get` has them, or knows that they cannot be had. */
  readonly onSettled?: (ids: ReadonlySet<string>) => void;
  /** How many are still wanted, whenever that changes; 0 when it gives up. */
  readonly onProgress?: (remaining: number) => void;
  /** Requests under way at the same time: 2 by default. */
  readonly atOnce?: number;
  /** Details that are kept: 5000 by default. */
  readonly remembered?: number;
  /** Milliseconds until what could not be had is asked for again: 600 000 by default. */
  readonly absentFor?: number;
  /** Waits longer than this are not waited for, in milliseconds: 60 000 by default. */
  readonly longestPause?: number;
  readonly now?: () => Instant;
  /** @returns how to call the task off; a timer by default */
  readonly schedule?: (delay: number, task: () => void) => () => void;
}

interface Entry<Detail> {
  readonly detail?: Detail;
  readonly at: Instant;
}

interface Waiting {
  readonly ids: ReadonlySet<string>;
  readonly done: () => void;
}

/** In place of an id: as many as a request brings. */
const MANY = Symbol('many');
/** Kinds of errors that say there is nothing to be had, or not for us. */
const ABSENT = new Set(['not-found', 'contact-not-found', 'forbidden']);

/**
 * Reads details that a list only points to by id (names, mostly), in the background: each once, in the order of need, a
 * few at a time. It is never the reason why something else fails or waits for long. A rate limit makes it pause; any
 * other failure makes it give up until something is wanted again.
 */
export class DetailsLoader<Detail> {
  readonly #options: DetailsLoaderOptions<Detail>;
  readonly #entries: BoundedMap<string, Entry<Detail>>;
  readonly #now: () => Instant;
  #wanted = new Set<string>();
  readonly #urgent = new Set<string>();
  readonly #underWay = new Set<string>();
  readonly #waiting = new Set<Waiting>();
  #calling = new AbortController();
  #running = 0;
  #manyIsUnderWay = false;
  #refusals = 0;
  #isPaused = false;
  #endPause = () => {};
  #reported = 0;

  constructor(options: DetailsLoaderOptions<Detail>) {
    this.#options = options;
    this.#entries = new BoundedMap(options.remembered ?? 5000);
    this.#now = options.now ?? Date.now;
  }

  get(id: string): Detail | undefined {
    return this.#entries.get(id)?.detail;
  }

  /** Takes in what was learned elsewhere. */
  put(id: string, detail: Detail): void {
    this.#entries.set(id, {detail, at: this.#now()});
    this.#settle([id]);
  }

  forget(id: string): void {
    this.#entries.delete(id);
  }

  /** Wants details, in the order of need; what was wanted before and is not named now comes after them. */
  want(ids: Iterable<string>): void {
    const missing = [...ids].filter((id) => !this.#isSettled(id));
    this.#wanted = new Set([...missing, ...this.#wanted]);
    this.#report();
    this.#go();
  }

  /** Wants one before all others, by a request of its own: somebody looks at it. */
  wantFirst(id: string): void {
    if (this.#isSettled(id)) return;
    this.#urgent.add(id);
    this.want([id]);
  }

  /** Waits until none of these is wanted any more, until it gave up, or for so many milliseconds. */
  settled(ids: Iterable<string>, within: number, signal?: AbortSignal): Promise<void> {
    const open = new Set([...ids].filter((id) => this.#wanted.has(id)));
    if (open.size === 0 || !this.#isBusy || !(within > 0) || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(waiting);
        callOff();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const waiting: Waiting = {ids: open, done};
      const callOff = this.#schedule(within, done);
      signal?.addEventListener('abort', done);
      this.#waiting.add(waiting);
    });
  }

  /** Wants nothing any more, and calls off what is under way. */
  stop(): void {
    this.#calling.abort();
    this.#calling = new AbortController();
    this.#giveUp();
  }

  get #isBusy(): boolean {
    return this.#running > 0 || this.#isPaused;
  }

  #isSettled(id: string): boolean {
    const entry = this.#entries.get(id);
    if (!entry) return false;
    return entry.detail !== undefined || this.#now() - entry.at < (this.#options.absentFor ?? 600_000);
  }

  #schedule(delay: number, task: () => void): () => void {
    return (this.#options.schedule ?? startTimer)(delay, task);
  }

  #go(): void {
    const {atOnce = 2} = this.#options;
    while (!this.#isPaused && this.#running < atOnce) {
      const next = this.#next();
      if (next === undefined) break;
      this.#running++;
      void this.#perform(next).finally(() => {
        this.#running--;
        this.#go();
        if (!this.#isBusy) this.#waiting.forEach(({done}) => done());
      });
    }
  }

  /** What to ask for next: one id, or as many as a request brings. */
  #next(): string | typeof MANY | undefined {
    const open = [...this.#wanted].filter((id) => !this.#underWay.has(id));
    const urgent = open.find((id) => this.#urgent.has(id));
    if (urgent !== undefined || !this.#options.loadMany) return urgent ?? open[0];
    // What is on its way may bring any of them.
    return open.length > 0 && !this.#manyIsUnderWay ? MANY : undefined;
  }

  async #perform(next: string | typeof MANY): Promise<void> {
    const {signal} = this.#calling;
    try {
      if (next === MANY) await this.#loadMany(signal);
      else await this.#loadOne(next, signal);
      this.#refusals = 0;
    } catch (thrown) {
      if (!signal.aborted) this.#take(ConversationError.from(thrown));
    }
  }

  async #loadMany(signal: AbortSignal): Promise<void> {
    this.#manyIsUnderWay = true;
    try {
      const wanted = [...this.#wanted];
      const met = await this.#options.loadMany?.(wanted, signal);
      if (signal.aborted) return;
      const ids = [...(met ?? [])].map(([id, detail]) => {
        this.#entries.set(id, {detail, at: this.#now()});
        return id;
      });
      // A request that brings nobody who is wanted is followed by one that does, or this would go on for ever.
      if (this.#settle(ids) > 0) return;
      const [first] = wanted.filter((id) => this.#wanted.has(id) && !this.#underWay.has(id));
      if (first !== undefined) await this.#loadOne(first, signal);
    } finally {
      this.#manyIsUnderWay = false;
    }
  }

  async #loadOne(id: string, signal: AbortSignal): Promise<void> {
    this.#underWay.add(id);
    try {
      const detail = await this.#options.load(id, {signal, urgent: this.#urgent.has(id)});
      if (signal.aborted) return;
      this.#entries.set(id, {...(detail !== undefined && {detail}), at: this.#now()});
      this.#settle([id]);
    } catch (thrown) {
      if (signal.aborted || !ABSENT.has(ConversationError.from(thrown).kind)) throw thrown;
      this.#entries.set(id, {at: this.#now()});
      this.#settle([id]);
    } finally {
      this.#underWay.delete(id);
    }
  }

  #take({kind, retryAfter}: ConversationError): void {
    const {longestPause = 60_000} = this.#options;
    this.#refusals++;
    const pause = backoff(this.#refusals, {retryAfter, ceiling: Infinity});
    if (kind !== 'rate-limited' || pause > longestPause) return this.#giveUp();
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#endPause = this.#schedule(pause, () => {
      this.#isPaused = false;
      this.#go();
    });
  }

  #giveUp(): void {
    this.#endPause();
    this.#isPaused = false;
    this.#refusals = 0;
    this.#wanted.clear();
    this.#urgent.clear();
    this.#report();
    this.#waiting.forEach(({done}) => done());
  }

  /** @returns how many of them were wanted */
  #settle(ids: readonly string[]): number {
    const settled = new Set(ids.filter((id) => this.#wanted.delete(id)));
    for (const id of ids) this.#urgent.delete(id);
    if (settled.size === 0) return 0;
    this.#options.onSettled?.(settled);
    this.#report();
    for (const {ids: awaited, done} of [...this.#waiting]) {
      if (![...awaited].some((id) => this.#wanted.has(id))) done();
    }
    return settled.size;
  }

  #report(): void {
    if (this.#wanted.size === this.#reported) return;
    this.#reported = this.#wanted.size;
    this.#options.onProgress?.(this.#reported);
  }
}
