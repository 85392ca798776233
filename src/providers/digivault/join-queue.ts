import {ConversationError} from '../../model/conversation-error.js';
import {keyOf, type AddressBook, type Reference} from './address-book.js';
import {idOf, LARGEST_PAGE, pathTo, type Api} from './api.js';
import type {BudgetClock} from '../../adapter/toolkit/request-budget.js';

export interface JoinQueueOptions {
  readonly api: Api;
  readonly book: AddressBook;
  readonly clock: Pick<BudgetClock, 'schedule'>;
  /** Hears which wanted references are settled now, by key. */
  readonly onSettled: (keys: ReadonlySet<string>) => void;
  /** Hears how many are still wanted, whenever that changes. */
  readonly onProgress: (remaining: number) => void;
}

/** How far the list of contacts, or of groups, was read. */
interface Listing {
  after?: string;
  ended: boolean;
  /** Pages in a row that settled next to nothing. */
  wasted: number;
}

interface Waiting {
  readonly keys: ReadonlySet<string>;
  readonly done: () => void;
}

/** Up to so many are asked for one by one; for more, a page of a hundred is worth its request. */
const WORTH_SINGLE_REQUESTS = 2;
/** An address book may be far larger than the inbox: after so many pages in a row without gain, single requests are. */
const MAXIMUM_WASTED = 2;

/**
 * Finds the names that conversations only point to, in the background and one request at a time: first for the
 * conversation on screen, then in the order of the list, whose top is what is visible. Pages of the lists of contacts
 * and groups are preferred to a request for each of them; the limit of 100 requests a minute forbids those for more
 * than a few.
 */
export class JoinQueue {
  readonly #options: JoinQueueOptions;
  #wanted = new Map<string, Reference>();
  readonly #urgent = new Set<string>();
  #listings: Record<Reference['kind'], Listing> = {contact: newListing(), group: newListing()};
  #waiting = new Set<Waiting>();
  #running: AbortController | undefined;
  #reported = 0;
  #reporting = false;

  constructor(options: JoinQueueOptions) {
    this.#options = options;
  }

  /** Wants references, in the order of need; those wanted before and not named now come after them. */
  want(references: readonly Reference[]): void {
    if (this.#wanted.size === 0) this.#listings = {contact: newListing(), group: newListing()};
    const missing = references.filter((reference) => !this.#options.book.settles(reference));
    this.#wanted = new Map([...missing.map((reference) => [keyOf(reference), reference] as const), ...this.#wanted]);
    this.#report();
    if (this.#wanted.size > 0 && !this.#running) void this.#run();
  }

  /** Wants one before all others, by a request of its own. */
  wantFirst(reference: Reference): void {
    if (this.#options.book.settles(reference)) return;
    this.#urgent.add(keyOf(reference));
    this.want([reference]);
  }

  /** Waits until none of these is wanted any more, until nothing is under way, or for so many milliseconds. */
  settled(references: readonly Reference[], within: number, signal?: AbortSignal): Promise<void> {
    const keys = new Set(references.map(keyOf).filter((key) => this.#wanted.has(key)));
    if (keys.size === 0 || !this.#running || within <= 0 || signal?.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#waiting.delete(waiting);
        cancel();
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const waiting: Waiting = {keys, done};
      const cancel = this.#options.clock.schedule(within, done);
      signal?.addEventListener('abort', done);
      this.#waiting.add(waiting);
    });
  }

  /** Wants nothing any more, and calls off the request under way. */
  stop(): void {
    this.#wanted.clear();
    this.#urgent.clear();
    this.#running?.abort();
    this.#report();
  }

  /** Tells how many are wanted, once for everything that happens at the same time. */
  #report(): void {
    if (this.#reporting) return;
    this.#reporting = true;
    queueMicrotask(() => {
      this.#reporting = false;
      if (this.#wanted.size === this.#reported) return;
      this.#reported = this.#wanted.size;
      this.#options.onProgress(this.#reported);
    });
  }

  async #run(): Promise<void> {
    const running = new AbortController();
    this.#running = running;
    try {
      for (let next = this.#next(); next && !running.signal.aborted; next = this.#next()) {
        const going = await this.#try(next, running.signal);
        if (!going) break;
      }
    } finally {
      this.#running = undefined;
      this.#waiting.forEach(({done}) => done());
      // Something may be wanted again after a stop.
      if (running.signal.aborted && this.#wanted.size > 0) void this.#run();
    }
  }

  /** What to ask next: a reference, or the kind whose list to read on. */
  #next(): Reference | Reference['kind'] | undefined {
    for (const key of this.#urgent) {
      const urgent = this.#wanted.get(key);
      if (urgent) return urgent;
      this.#urgent.delete(key);
    }
    const [first] = this.#wanted.values();
    if (!first) return undefined;
    const {ended, wasted} = this.#listings[first.kind];
    const alike = [...this.#wanted.values()].filter(({kind}) => kind === first.kind).length;
    return ended || wasted >= MAXIMUM_WASTED || alike <= WORTH_SINGLE_REQUESTS ? first : first.kind;
  }

  /** @returns whether it makes sense to go on at once */
  async #try(next: Reference | Reference['kind'], signal: AbortSignal): Promise<boolean> {
    try {
      if (typeof next === 'string') await this.#readPage(next, signal);
      else await this.#readOne(next, signal);
      return true;
    } catch (thrown) {
      const {kind} = ConversationError.from(thrown);
      // The budget rests for as long as the provider said.
      if (kind === 'rate-limited') return true;
      if (typeof next === 'string') {
        if (kind !== 'forbidden' && kind !== 'not-found' && kind !== 'cursor-invalid') return false;
        this.#listings[next].ended = true;
        return true;
      }
      if (kind === 'not-found' || kind === 'forbidden') {
        this.#options.book.putAbsent(next);
        this.#settle([next]);
        return true;
      }
      // Whatever is wrong with it must not keep the others waiting for ever.
      this.#urgent.delete(keyOf(next));
      if (this.#wanted.delete(keyOf(next))) this.#wanted.set(keyOf(next), next);
      return false;
    }
  }

  async #readOne(reference: Reference, signal: AbortSignal): Promise<void> {
    const {api, book} = this.#options;
    const isUrgent = this.#urgent.has(keyOf(reference));
    const value = await api.request({
      method: 'GET',
      path: pathTo(collectionOf(reference.kind), reference.id),
      urgency: isUrgent ? 'read' : 'background',
      signal,
    });
    book.put(reference, value);
    this.#settle([reference]);
  }

  async #readPage(kind: Reference['kind'], signal: AbortSignal): Promise<void> {
    const {api, book} = this.#options;
    const listing = this.#listings[kind];
    const {data, hasMore} = await api.list({
      path: `/v1/${collectionOf(kind)}`,
      limit: LARGEST_PAGE,
      urgency: 'background',
      signal,
      ...(listing.after !== undefined && {startingAfter: listing.after}),
    });
    const met: Reference[] = [];
    for (const value of data) {
      const id = idOf(value);
      if (id === undefined) continue;
      book.put({kind, id}, value);
      met.push({kind, id});
    }
    const last = met.at(-1)?.id;
    listing.ended = !hasMore || last === undefined || last === listing.after;
    listing.after = last;
    const gained = this.#settle(met);
    listing.wasted = gained <= 1 ? listing.wasted + 1 : 0;
  }

  /** @returns how many of them were wanted */
  #settle(references: readonly Reference[]): number {
    const keys = new Set(references.map(keyOf).filter((key) => this.#wanted.delete(key)));
    if (keys.size === 0) return 0;
    this.#options.onSettled(keys);
    this.#report();
    for (const {keys: awaited, done} of [...this.#waiting]) {
      if (![...awaited].some((key) => this.#wanted.has(key))) done();
    }
    return keys.size;
  }
}

const newListing = (): Listing => ({ended: false, wasted: 0});

const collectionOf = (kind: Reference['kind']) => (kind === 'contact' ? 'contacts' : 'groups');
