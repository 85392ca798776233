import type {Instant} from '../model/capability-level.js';
import type {Conversation} from '../model/conversation.js';
import type {Cursor, Page} from '../model/page.js';
import type {KnownConversations, ReadTicket} from './known-conversations.js';
import type {ListPages, PagePlace} from './list-pages.js';
import {isWithinBounds} from './read-health.js';

/** Of so many looks at the newest page, one reads a page further down as well. */
const LOOKS_FOR_ONE_DOWN = 6;

/** What a catch-up has read so far. */
interface Walk {
  readonly ticket: ReadTicket;
  readonly ids: Set<string>;
  /** The lowest activity read; what is above it and was not read is gone. */
  floor: Instant;
  /** Whether the provider lists by falling activity, as far as was read. */
  isByActivity: boolean;
  /** Accounts that could not be read: what is not there of theirs may be there. */
  readonly missing: Set<string>;
  /** Something was reached that has not moved since the read before. */
  hasMet: boolean;
  next: Cursor | undefined;
}

/** The list that catches up. */
export interface CatchingUp {
  readonly known: KnownConversations;
  /** Ids that belong to the list. */
  readonly members: ReadonlySet<string>;
  readonly pages: ListPages;
  /** The provider leaves out what does not belong: that changes without activity. */
  readonly isFiltered: () => boolean;
  readonly beginRead: () => ReadTicket;
  readonly read: (cursor: Cursor | undefined, signal: AbortSignal) => Promise<Page<Conversation>>;
  /** @returns the ids of those that were members before, and are what they were then */
  readonly takeRows: (rows: readonly Conversation[], ticket: ReadTicket) => ReadonlySet<string>;
  readonly takeOut: (ids: readonly string[]) => void;
}

type CaughtUp = Pick<Page<Conversation>, 'total' | 'incomplete' | 'missing'>;

/**
 * Reads a list from the newest page on until it meets what has not moved since the last read, takes off what is gone, and
 * now and then looks at a page further down, where no news tells of what was deleted or archived elsewhere.
 */
export class CatchUp {
  readonly #list: CatchingUp;
  /** The newest activity that the last complete read knew: what is older and unchanged was read then. */
  #readUpTo: Instant = -Infinity;
  #looks = 0;
  #looksDown = 0;
  /** The page that the last look further down ended with. */
  #lookedTo: Cursor | undefined;

  constructor(list: CatchingUp) {
    this.#list = list;
  }

  /** The list was read from scratch. @param rows its newest page */
  begin(rows: readonly Conversation[]): void {
    this.#readUpTo = newestActivity(rows);
  }

  /** What was read is forgotten. */
  startOver(): void {
    this.#lookedTo = undefined;
  }

  /** @returns what the pages that were read say of the list; nothing when it was called off */
  async run(isThorough: boolean, signal: AbortSignal): Promise<CaughtUp | undefined> {
    const {pages, members, beginRead} = this.#list;
    const walk: Walk = {
      ticket: beginRead(),
      ids: new Set(),
      floor: Infinity,
      isByActivity: this.#readUpTo > -Infinity,
      hasMet: false,
      missing: new Set(),
      next: undefined,
    };
    const loaded = pages.next ? members.size : Infinity;
    // Whatever changed in every row, no more can be out of date than is there.
    const lowest = this.#lowest();
    const places: PagePlace[] = [];
    let said: CaughtUp = {};
    let newest: Instant = -Infinity;
    const isPast = () => (walk.isByActivity ? walk.floor <= lowest : !isThorough || walk.ids.size >= loaded);
    let isStuck = false;
    const isDone = () => isStuck || walk.hasMet || !walk.next || isPast();
    do {
      const cursor = walk.next;
      const page = await this.#readOn(cursor, walk, signal);
      if (signal.aborted) return undefined;
      isStuck = !page;
      if (!page) break;
      if (places.length === 0) newest = newestActivity(page.items);
      places.push({cursor, length: page.items.length});
      this.#meet(walk, page);
      said = {total: page.total ?? said.total, incomplete: page.incomplete, missing: page.missing};
    } while (!isDone() && isWithinBounds(places.length, walk.ids.size));
    const isWhole = !walk.next;
    if (isDone()) await this.#letGo(walk, places.length, signal);
    else this.#goOnFrom(walk, places);
    if (!isWhole && this.#isDue(walk, isThorough)) {
      await (walk.isByActivity ? this.#lookFurtherDown(walk, signal) : this.#lookAtOthers(walk, signal));
    }
    if (signal.aborted) return undefined;
    // What was the last page is not the last any more.
    if (isWhole || (!pages.next && places.length >= pages.count)) pages.replace(places, walk.next);
    this.#readUpTo = Math.max(this.#readUpTo, newest);
    return said;
  }

  /**
   * The newest page of a list in another order tells nothing of the others: each look reads one of them as well. Of one
   * by activity it tells all that happened, but not what was deleted or archived elsewhere further down; where the provider
   * filters, what was read, or marked unread, elsewhere comes and goes there as well.
   */
  #isDue({isByActivity}: Walk, isThorough: boolean): boolean {
    if (!isByActivity) return !isThorough;
    return ++this.#looks % LOOKS_FOR_ONE_DOWN === 0 || this.#list.isFiltered();
  }

  /** One page after the other, as many as were loaded; all there are where the list was read to its end. */
  async #lookAtOthers(walk: Walk, signal: AbortSignal): Promise<void> {
    const page = await this.#look(this.#lookedTo ?? walk.next, walk, signal);
    if (!page) return;
    const isAround = this.#list.pages.next !== undefined && ++this.#looksDown >= this.#list.pages.count - 1;
    if (isAround || !page.next) this.#looksDown = 0;
    this.#lookedTo = isAround ? undefined : page.next;
  }

  /**
   * Goes down a page, and again from the top once all that is loaded was seen. The page that the look before ended with
   * is read once more: what was between the two is on neither once it is gone.
   */
  async #lookFurtherDown(walk: Walk, signal: AbortSignal): Promise<void> {
    const lowest = this.#lowest();
    const from = this.#lookedTo;
    const above = from && (await this.#look(from, walk, signal));
    const cursor = from ? above?.next : walk.next;
    const below = cursor && (await this.#look(cursor, walk, signal));
    if (signal.aborted) return;
    const pages = [above, below].filter((page) => page !== undefined);
    const times = pages.flatMap(({items}) => items.map(({lastActivityAt = -Infinity}) => lastActivityAt));
    const next = pages.at(-1)?.next;
    const bottom = next ? (times.at(-1) ?? Infinity) : -Infinity;
    this.#lookedTo = bottom > lowest ? cursor : undefined;
    if (bottom <= lowest) this.#list.pages.next ??= next;
    const isFalling = times.every((time, index) => time <= (times[index - 1] ?? time));
    // A page of a list that is worked out may name what moved up again, so that it has no top.
    if (!isFalling || pages.some(({incomplete}) => incomplete)) return;
    const top = from ? (times[0] ?? -Infinity) : walk.floor;
    await this.#takeOff(walk, (time) => time < top && time > bottom, signal);
  }

  /** Reads a page besides those that tell what is new. @returns nothing when that was called off, or is not possible */
  async #look(cursor: Cursor | undefined, walk: Walk, signal: AbortSignal): Promise<Page<Conversation> | undefined> {
    const page = await this.#readOn(cursor, walk, signal);
    if (signal.aborted || !page) return undefined;
    this.#list.takeRows(page.items, walk.ticket);
    for (const label of page.missing ?? []) walk.missing.add(label);
    for (const {id} of page.items) walk.ids.add(id);
    return page;
  }

  /** @returns nothing where only accounts are left that cannot be read, as the pages before have said */
  async #readOn(cursor: Cursor | undefined, walk: Walk, signal: AbortSignal): Promise<Page<Conversation> | undefined> {
    try {
      return await this.#list.read(cursor, signal);
    } catch (thrown) {
      if (walk.missing.size === 0) throw thrown;
      return undefined;
    }
  }

  /** The lowest activity of what is loaded. */
  #lowest(): Instant {
    return Math.min(...[...this.#list.members].map((id) => this.#activityOf(id)));
  }

  /** Takes one page of a catch-up, and tells whether it reached what was read before. */
  #meet(walk: Walk, page: Page<Conversation>): void {
    const same = this.#list.takeRows(page.items, walk.ticket);
    for (const label of page.missing ?? []) walk.missing.add(label);
    for (const {id, lastActivityAt = -Infinity} of page.items) {
      walk.isByActivity &&= lastActivityAt <= walk.floor;
      walk.floor = Math.min(walk.floor, lastActivityAt);
      walk.hasMet ||= walk.isByActivity && same.has(id) && lastActivityAt < this.#readUpTo;
      walk.ids.add(id);
    }
    // Where the order tells nothing, one that has not moved says nothing of the others.
    walk.hasMet &&= walk.isByActivity;
    walk.next = page.next;
  }

  /** Takes off what the pages that were read would hold and do not: it was deleted, or belongs to the query no more. */
  #letGo(walk: Walk, pages: number, signal: AbortSignal): Promise<void> {
    const isAbove = (time: Instant) => !walk.next || (walk.isByActivity && time > walk.floor);
    return this.#takeOff(walk, isAbove, signal, pages > 1);
  }

  /**
   * Takes off what is not where it would be by its activity. What moved to the top between two pages is in neither of
   * them, so the newest page is asked once more about it.
   */
  async #takeOff(
    walk: Walk,
    isThere: (activityAt: Instant) => boolean,
    signal: AbortSignal,
    mayHaveMoved = true,
  ): Promise<void> {
    let missing: readonly string[] = this.#missing(walk).filter((id) => isThere(this.#activityOf(id)));
    if (missing.length === 0) return;
    if (mayHaveMoved) {
      const again = await this.#list.read(undefined, signal);
      if (signal.aborted) return;
      this.#meet(walk, again);
      missing = this.#missing(walk, missing);
    }
    this.#list.pages.leave(missing.length);
    this.#list.takeOut(missing);
  }

  /** Of these, what a walk did not meet, and nothing was heard of meanwhile. */
  #missing(walk: Walk, members: Iterable<string> = this.#list.members): readonly string[] {
    const {known} = this.#list;
    return [...members].filter(
      (id) => !walk.ids.has(id) && !known.changedSince(id, walk.ticket) && !isOfAny(walk.missing, known.original(id)),
    );
  }

  /** Far too much changed: the list is what was read just now, and goes on from there. */
  #goOnFrom(walk: Walk, places: PagePlace[]): void {
    this.#list.pages.startOver(places, walk.next);
    this.#lookedTo = undefined;
    this.#list.takeOut(this.#missing(walk));
  }

  #activityOf(id: string): Instant {
    return this.#list.known.original(id)?.lastActivityAt ?? -Infinity;
  }
}

/** Whether a conversation belongs to one of these accounts, which are told by their labels. */
export const isOfAny = (labels: Iterable<string>, conversation: Conversation | undefined): boolean =>
  [...labels].some((label) => label === conversation?.account?.label);

const newestActivity = (rows: readonly Conversation[]): Instant =>
  rows.reduce((newest, {lastActivityAt = -Infinity}) => Math.max(newest, lastActivityAt), -Infinity);
