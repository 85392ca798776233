import {OrderSense, orderOf, type ListOrder} from '../../adapter/toolkit/list-order.js';
import {assertPlace, isNowhere, nextCursorIn} from '../../adapter/toolkit/next-cursor.js';
import {readRows} from '../../adapter/toolkit/rows.js';
import {walkPages, type PageAt} from '../../adapter/toolkit/walk-pages.js';
import {ConversationError} from '../../model/conversation-error.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {surgeError, undecodable} from './errors.js';
import {conversationIdOf, instantInId, messageIdOf} from './mapping.js';
import type {SurgeAdapterOptions} from './options.js';

/** A stretch of the account's messages, all threads mixed. */
export interface FeedPage {
  /** Newest first. */
  readonly entries: readonly unknown[];
  /** Where older messages are; absent at the account's first message. */
  readonly older?: string;
}

/** One page as the provider gives it. */
type ListPage = PageAt<unknown, string>;

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
const CATCH_UP_PAGES = 200;
/** Places whose way onward is remembered, to notice a list that goes in circles. */
const REMEMBERED_PLACES = 5000;
/** The place of the list's first page, which has no cursor. */
const START = '';

const WALK = {adapter: 'surge', list: "the account's messages", idOf: messageIdOf};

/**
 * The account's list of messages, read from its newest message backwards.
 *
 * The list's order is not documented, so both are read. Newest first: the head is read again on every look, and what
 * is older never changes. Oldest first: the way to the end is walked once and remembered. Pages are kept, so that
 * looking at one thread also serves the others.
 */
export class AccountFeed {
  readonly #options: FeedOptions;
  readonly #pages: BoundedMap<string, ListPage>;
  #order: ListOrder | undefined;
  readonly #sense = new OrderSense();
  /** Newest first: everything since the place `older`. */
  #head: FeedPage | undefined;
  /** Newest first: where each page leads. */
  readonly #nextOf = new BoundedMap<string, string>(REMEMBERED_PLACES);
  /** Oldest first: the places of all pages so far, in order and by place. */
  #trail: string[] = [START];
  #numbers = new Map<string, number>([[START, 0]]);
  #lastWalk: Promise<unknown> = Promise.resolve();

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#order = options.listOrder;
    this.#pages = new BoundedMap(options.cachedPages ?? 70);
  }

  /** Whether the list begins with its newest messages, as far as it has shown. */
  get isNewestFirst(): boolean {
    return this.#order === 'newest-first';
  }

  /**
   * @throws ConversationError of kind `timeout` when a list that begins with its oldest message is too long to find its
   *   end at once; the next call goes on from there
   */
  async newest(signal?: AbortSignal): Promise<FeedPage> {
    if (this.#order === 'oldest-first') return this.#walkToEnd(signal);
    const first = await this.#read(START, signal);
    this.#order ??= this.#orderOf(first.items);
    if (this.#order === 'oldest-first') return this.#walkToEnd(signal, first);
    return this.#joinHead(first, signal);
  }

  /** @throws ConversationError of kind `cursor-invalid` for a place that is not of this list */
  async older(place: string, signal?: AbortSignal): Promise<FeedPage> {
    if (this.#order !== 'oldest-first') {
      const page = this.#pages.get(place) ?? (await this.#read(place, signal));
      this.#refuseCircle(place, page.next);
      this.#pages.set(place, page);
      return {entries: page.items, ...(page.next !== undefined && {older: page.next})};
    }
    const index = this.#numbers.get(place);
    if (index === undefined) throw surgeError('cursor-invalid', {message: 'The cursor is not of this list.'});
    const page = this.#pages.get(place) ?? (await this.#read(place, signal));
    if (index < this.#trail.length - 1) this.#pages.set(place, page);
    return this.#backwards(page, index);
  }

  /** Whether reading there costs no request. */
  isKept(place: string): boolean {
    return this.#pages.get(place) !== undefined;
  }

  /** One page may show nothing, when all its times are the same; what all of them show is remembered. */
  #orderOf(entries: readonly unknown[]): ListOrder | undefined {
    const times = entries.map((entry) => instantInId(messageIdOf(entry) ?? ''));
    const order = orderOf(times);
    this.#sense.learn(times);
    return order ?? this.#sense.order;
  }

  async #joinHead(first: ListPage, signal: AbortSignal | undefined): Promise<FeedPage> {
    let fresh = first.items;
    let page = first;
    for (let pages = 1; ; pages++) {
      const head = this.#head;
      const ids = new Set(head?.entries.map(messageIdOf));
      const meeting = page.items.findIndex((entry) => ids.has(messageIdOf(entry)));
      if (head && meeting >= 0 && head.entries.length < LONGEST_HEAD) {
        const added = fresh.slice(0, fresh.length - page.items.length + meeting);
        const again = new Map(page.items.map((entry) => [messageIdOf(entry), entry]));
        const known = head.entries.map((entry) => again.get(messageIdOf(entry)) ?? entry);
        return (this.#head = {...head, entries: [...added, ...known]});
      }
      if (!head || meeting >= 0 || page.next === undefined || isNowhere(page.next) || pages === HEAD_PAGES) break;
      page = await this.#follow(page.next, signal);
      fresh = [...fresh, ...page.items];
    }
    return (this.#head = {entries: fresh, ...(page.next !== undefined && {older: page.next})});
  }

  /** Remembers where a page leads, unless that leads back to it: such a list would never end. */
  #refuseCircle(place: string, next: string | undefined): void {
    let ahead = next;
    for (let steps = 0; ahead !== undefined && steps < REMEMBERED_PLACES; steps++) {
      if (ahead === place) {
        throw undecodable("There is no end to the account's messages: a page leads back to one before it.", next);
      }
      ahead = this.#nextOf.get(ahead);
    }
    if (next !== undefined) this.#nextOf.set(place, next);
  }

  /** One walk at a time: two at once would lose their places. */
  #walkToEnd(signal: AbortSignal | undefined, first?: ListPage): Promise<FeedPage> {
    const walk = this.#lastWalk.then(() => this.#walk(signal, first));
    this.#lastWalk = walk.catch(() => undefined);
    return walk;
  }

  async #walk(signal: AbortSignal | undefined, first?: ListPage): Promise<FeedPage> {
    const start = this.#trail.at(-1) ?? START;
    const read = async (place: string | undefined): Promise<ListPage> => {
      if (place === undefined || place === start) {
        return first && start === START ? first : this.#startAt(start, signal);
      }
      const page = await this.#follow(place, signal);
      this.#numbers.set(place, this.#trail.length);
      this.#trail.push(place);
      return page;
    };
    let pages = 0;
    const walk = walkPages(read, {...WALK, from: start, maximumPages: Infinity, ...(signal && {signal})});
    for await (const page of walk) {
      const {next} = page;
      if (next === undefined) return this.#backwards(page, this.#trail.length - 1);
      if (this.#numbers.has(next)) {
        throw undecodable("There is no end to the account's messages: a page leads back to one before it.", next);
      }
      this.#pages.set(this.#trail.at(-1) ?? START, page);
      if (++pages >= CATCH_UP_PAGES) break;
    }
    throw surgeError('timeout', {
      message:
        "The account's list begins with its oldest message, and its end has not been reached yet; " +
        'the next try goes on from here.',
    });
  }

  /** Where the last walk ended; a place that the provider no longer knows means to begin again. */
  async #startAt(place: string, signal: AbortSignal | undefined): Promise<ListPage> {
    try {
      return await this.#read(place, signal);
    } catch (thrown) {
      if (place === START || !isInvalidCursor(thrown)) throw thrown;
      this.#trail = [START];
      this.#numbers = new Map([[START, 0]]);
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

  #backwards({items}: ListPage, index: number): FeedPage {
    const older = this.#trail[index - 1];
    return {entries: [...items].reverse(), ...(older !== undefined && {older})};
  }

  /** @throws ConversationError of kind `decode` for a page of which nothing can be read */
  async #read(place: string, signal: AbortSignal | undefined): Promise<ListPage> {
    assertPlace(place, 'surge');
    const answer = await this.#options.read(place === START ? undefined : place, signal);
    const {items} = readRows(answer, ['data'], readableEntry, {adapter: 'surge', what: 'messages'});
    for (const entry of items) this.#options.onEntry?.(entry);
    const next = nextPlaceIn(answer);
    return {items, ...(next !== undefined && next !== place && {next})};
  }
}

const readableEntry = (entry: unknown): unknown =>
  messageIdOf(entry) === undefined || conversationIdOf(entry) === undefined ? undefined : entry;

/** Where the client's lists say that they go on. */
export const nextPlaceIn = (answer: unknown): string | undefined => nextCursorIn(answer, NEXT);

const NEXT = {fields: ['next_cursor', 'nextCursor', 'next'], parameter: 'after'};

const isInvalidCursor = (thrown: unknown): boolean =>
  thrown instanceof ConversationError && thrown.kind === 'cursor-invalid';
