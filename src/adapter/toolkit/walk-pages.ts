import {ConversationError} from '../../model/conversation-error.js';
import {nextTurn} from '../../util/next-turn.js';

/** One page of any list, and where the next one starts. */
export interface PageAt<Item, Place> {
  readonly items: readonly Item[];
  /** Absent on the last page. */
  readonly next?: Place;
}

export interface WalkOptions<Item, Place> {
  readonly adapter: string;
  /** What the list is called in an error, such as `the participants of the conversation`. */
  readonly list: string;
  /** Where to start; the list's first page without it. */
  readonly from?: Place;
  /** 100 by default. */
  readonly maximumPages?: number;
  /** 20 000 by default. */
  readonly maximumItems?: number;
  /** Tells items apart, so that a page of nothing but known ones is noticed. Without it, any item counts as new. */
  readonly idOf?: (item: Item) => string | undefined;
  /** Pages in a row that may bring nothing new, as filtered lists have them: 2 by default. */
  readonly patience?: number;
  readonly signal?: AbortSignal;
}

const keyOf = (place: unknown): string => JSON.stringify(place) ?? '';

/**
 * Reads a list page by page, for as long as whoever asks wants more. Every walk ends: after the list's last page, at a
 * bound, when the list goes in circles, or when its pages bring nothing new. A page that names its own place as the next
 * is the last one. The event loop takes a turn between two pages, so a page stays alive even where every answer is there
 * at once.
 *
 * ```ts
 * for await (const {items, next} of walkPages(read, options)) {
 *   found.push(...items.filter(isWanted));
 *   if (found.length >= limit) return {found, next};
 * }
 * ```
 *
 * @param read one page; `place` is what the page before named as `next`, and `undefined` for the list's first
 * @throws ConversationError of kind `decode` that says which list does not end, and `aborted` by the signal
 */
export async function* walkPages<Item, Place>(
  read: (place: Place | undefined) => Promise<PageAt<Item, Place>>,
  options: WalkOptions<Item, Place>,
): AsyncGenerator<PageAt<Item, Place>, void, undefined> {
  const {adapter, list, from, idOf, signal} = options;
  const {maximumPages = 100, maximumItems = 20_000, patience = 2} = options;
  const doesNotEnd = (why: string) =>
    new ConversationError('decode', {adapter, message: `There is no end to ${list}: ${why}.`});
  const visited = new Set([keyOf(from)]);
  const met = new Set<string>();
  let [place, count, idle] = [from, 0, 0];
  for (let pages = 1; ; pages++) {
    if (signal?.aborted) throw new ConversationError('aborted', {adapter, cause: signal.reason});
    const page = await read(place);
    const known = count;
    for (const item of page.items) {
      const id = idOf?.(item);
      if (id !== undefined && met.has(id)) continue;
      if (id !== undefined) met.add(id);
      count++;
    }
    const isLast = page.next === undefined || keyOf(page.next) === keyOf(place);
    yield isLast ? {items: page.items} : page;
    if (isLast) return;
    idle = count > known ? 0 : idle + 1;
    if (idle > patience) throw doesNotEnd(`${idle} pages in a row brought nothing new`);
    if (visited.has(keyOf(page.next))) throw doesNotEnd('it leads back to a page that was read before');
    if (pages >= maximumPages) throw doesNotEnd(`${pages} pages were read`);
    if (count >= maximumItems) throw doesNotEnd(`${count} entries were read`);
    place = page.next;
    visited.add(keyOf(place));
    await nextTurn();
  }
}

/** What a walk brought before it was to end. */
export interface ReadPages<Item, Place> {
  /** Each once, where `idOf` tells them apart; the latest edition of each, in the place of the first. */
  readonly items: readonly Item[];
  /** Where to go on, when the walk ended before the list. */
  readonly next?: Place;
}

/**
 * Reads a list to its end, or its first pages.
 *
 * @param options `pages`: ends there without an error, and says in `next` where to go on
 * @throws ConversationError as `walkPages` does
 */
export async function readPages<Item, Place>(
  read: (place: Place | undefined) => Promise<PageAt<Item, Place>>,
  {pages = Infinity, ...options}: WalkOptions<Item, Place> & {readonly pages?: number},
): Promise<ReadPages<Item, Place>> {
  const found = new Map<unknown, Item>();
  let readSoFar = 0;
  for await (const {items, next} of walkPages(read, options)) {
    // Without an id, each is its own key.
    for (const item of items) found.set(options.idOf?.(item) ?? Symbol('item'), item);
    if (++readSoFar >= pages && next !== undefined) return {items: [...found.values()], next};
  }
  return {items: [...found.values()]};
}
