import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import {ConversationError} from '../../model/conversation-error.js';
import {surgeError, undecodable} from './errors.js';
import {instantInId} from './ids.js';
import {idOf} from './map-message.js';
import type {SurgeAdapterOptions} from './options.js';
import type {WireList} from './wire.js';

/** A stretch of the account's messages, all threads mixed. */
export interface FeedPage {
  readonly entries: readonly unknown[];
  /** Where older messages are; absent at the account's first message. */
  readonly older?: string;
}

/** One page as the provider gives it. */
interface ListPage {
  readonly entries: readonly unknown[];
  readonly next?: string;
}

export type ReadList = (after: string | undefined, signal: AbortSignal | undefined) => Promise<unknown>;

export interface FeedOptions extends Pick<SurgeAdapterOptions, 'listOrder' | 'cachedPages'> {
  readonly read: ReadList;
  /** Hears of everything that was read from the provider, and not of what was kept. */
  readonly onEntry?: (entry: unknown) => void;
}

/** Pages one look at the newest messages may cost before it starts over from the first. */
const HEAD_PAGES = 3;
const LONGEST_HEAD = 200;
/** Pages one call may walk towards the newest message of a list that begins with the oldest. */
const CATCH_UP_PAGES = 40;
/** The place of the list's first page, which has no cursor. */
const START = '';

/**
 * The account's list of messages, read from its newest message backwards.
 *
 * The list's order is not documented, so both are read. Newest first: the head is read again on every look, and what
 * is older never changes. Oldest first: the way to the end is walked once and remembered. Pages are kept, so that
 * looking at one thread also serves the others.
 */
export class AccountFeed {
  readonly #options: FeedOptions;
  readonly #cache: PageCache;
  #order: SurgeAdapterOptions['listOrder'];
  /** Newest first: everything since the place `older`. */
  #head: FeedPage | undefined;
  /** Oldest first: the places of all pages so far. */
  readonly #trail: string[] = [START];
  #lastWalk: Promise<unknown> = Promise.resolve();

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#order = options.listOrder;
    this.#cache = new PageCache(options.cachedPages ?? 70);
  }

  async newest(signal?: AbortSignal): Promise<FeedPage> {
    if (this.#order === 'oldest-first') return this.#walkToEnd(signal);
    const first = await this.#read(START, signal);
    this.#order ??= orderOf(first.entries);
    if (this.#order === 'oldest-first') return this.#walkToEnd(signal, first);
    return this.#joinHead(first, signal);
  }

  /** @throws ConversationError of kind `cursor-invalid` for a place that is not of this list */
  async older(place: string, signal?: AbortSignal): Promise<FeedPage> {
    if (this.#order !== 'oldest-first') {
      const page = this.#cache.get(place) ?? (await this.#read(place, signal));
      this.#cache.put(place, page);
      return {entries: page.entries, ...(page.next !== undefined && {older: page.next})};
    }
    const index = this.#trail.indexOf(place);
    if (index < 0) throw surgeError('cursor-invalid', {message: 'The cursor is not of this list.'});
    const page = this.#cache.get(place) ?? (await this.#read(place, signal));
    if (index < this.#trail.length - 1) this.#cache.put(place, page);
    return this.#backwards(page, index);
  }

  /** Whether reading there costs no request. */
  isKept(place: string): boolean {
    return this.#cache.has(place);
  }

  async #joinHead(first: ListPage, signal: AbortSignal | undefined): Promise<FeedPage> {
    let fresh = first.entries;
    let page = first;
    for (let pages = 1; ; pages++) {
      const head = this.#head;
      const ids = new Set(head?.entries.map(idOf));
      const meeting = page.entries.findIndex((entry) => ids.has(idOf(entry)));
      if (head && meeting >= 0 && head.entries.length < LONGEST_HEAD) {
        const added = fresh.slice(0, fresh.length - page.entries.length + meeting);
        const again = new Map(page.entries.map((entry) => [idOf(entry), entry]));
        const known = head.entries.map((entry) => again.get(idOf(entry)) ?? entry);
        return (this.#head = {...head, entries: [...added, ...known]});
      }
      if (!head || meeting >= 0 || page.next === undefined || pages === HEAD_PAGES) break;
      page = await this.#follow(page.next, signal);
      fresh = [...fresh, ...page.entries];
    }
    return (this.#head = {entries: fresh, ...(page.next !== undefined && {older: page.next})});
  }

  /** One walk at a time: two at once would lose their places. */
  #walkToEnd(signal: AbortSignal | undefined, first?: ListPage): Promise<FeedPage> {
    const walk = this.#lastWalk.then(() => this.#walk(signal, first));
    this.#lastWalk = walk.catch(() => undefined);
    return walk;
  }

  async #walk(signal: AbortSignal | undefined, first?: ListPage): Promise<FeedPage> {
    const start = this.#trail.at(-1) ?? START;
    let page = first && start === START ? first : await this.#startAt(start, signal);
    for (let pages = 1; page.next !== undefined && pages < CATCH_UP_PAGES; pages++) {
      this.#cache.put(this.#trail.at(-1) ?? START, page);
      // A cursor that leads to where it was asked from would never end.
      if (this.#trail.includes(page.next)) break;
      const {next} = page;
      page = await this.#follow(next, signal);
      this.#trail.push(next);
    }
    return this.#backwards(page, this.#trail.length - 1);
  }

  /** Where the last walk ended; a place that the provider no longer knows means to begin again. */
  async #startAt(place: string, signal: AbortSignal | undefined): Promise<ListPage> {
    try {
      return await this.#read(place, signal);
    } catch (thrown) {
      if (place === START || !isInvalidCursor(thrown)) throw thrown;
      this.#trail.length = 1;
      return this.#read(START, signal);
    }
  }

  /** Goes on to a place that the provider itself named just now: where it refuses that one, its answer was no answer. */
  async #follow(next: string, signal: AbortSignal | undefined): Promise<ListPage> {
    try {
      return await this.#read(next, signal);
    } catch (thrown) {
      if (!isInvalidCursor(thrown)) throw thrown;
      throw undecodable('The provider refuses the cursor that it gave itself.', next);
    }
  }

  #backwards({entries}: ListPage, index: number): FeedPage {
    const older = this.#trail[index - 1];
    return {entries: [...entries].reverse(), ...(older !== undefined && {older})};
  }

  async #read(place: string, signal: AbortSignal | undefined): Promise<ListPage> {
    const answer = await this.#options.read(place === START ? undefined : place, signal);
    const {data, pagination} = fieldsOf<WireList<unknown>>(answer);
    if (!Array.isArray(data)) throw undecodable('The answer holds no list.', answer);
    const entries: readonly unknown[] = data;
    for (const entry of entries) this.#options.onEntry?.(entry);
    const next = textOf(fieldsOf<WireList<unknown>['pagination']>(pagination).next_cursor);
    return {entries, ...(next !== undefined && next !== place && {next})};
  }
}

const isInvalidCursor = (thrown: unknown): boolean =>
  thrown instanceof ConversationError && thrown.kind === 'cursor-invalid';

/** Which end a page begins with, by the times in its ids; `undefined` while they tell nothing. */
function orderOf(entries: readonly unknown[]): SurgeAdapterOptions['listOrder'] {
  const times = entries.map((entry) => instantInId(idOf(entry) ?? '')).filter((time) => time !== undefined);
  const [first, last] = [times[0], times.at(-1)];
  if (first === undefined || last === undefined || first === last) return undefined;
  return first < last ? 'oldest-first' : 'newest-first';
}

/** Keeps the pages used last. */
class PageCache {
  readonly #pages = new Map<string, ListPage>();

  constructor(readonly limit: number) {}

  has(place: string): boolean {
    return this.#pages.has(place);
  }

  get(place: string): ListPage | undefined {
    const page = this.#pages.get(place);
    if (page) this.put(place, page);
    return page;
  }

  put(place: string, page: ListPage): void {
    this.#pages.delete(place);
    this.#pages.set(place, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > this.limit && oldest !== undefined) this.#pages.delete(oldest);
  }
}
