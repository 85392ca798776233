import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import {ConversationError} from '../../model/conversation-error.js';

export interface ListPage {
  readonly data: readonly unknown[];
  readonly hasMore: boolean;
}

export interface Walk {
  /** Every entry once by id, in the order they were met; the latest edition of each. */
  readonly entries: ReadonlyMap<string, unknown>;
  /** Where to go on, when the walk ended before the list. */
  readonly next?: string;
}

export interface WalkOptions {
  /** The id after which to start; the start of the list without it. */
  readonly from?: string;
  /** No bound by default. */
  readonly maximumPages?: number;
  /** For lists whose entries change places: looks at the first page again at the end, where what moved may be. */
  readonly moves?: boolean;
}

/** How many entries before the last one are tried as the place to go on from. */
const STEPS_BACK = 3;

/**
 * Reads a list to its end with `starting_after`. Which way a list runs is not documented, and neither is whether its
 * order stands still, so:
 *
 * - a page that brings nothing new, or a place that is gone, may mean that its entry moved or was deleted: the walk
 *   goes on from the entry before it, a few times, and then ends instead of going round in circles;
 * - an entry that is met twice is kept once.
 */
export async function walkList(
  read: (startingAfter: string | undefined) => Promise<ListPage>,
  {from, maximumPages = Infinity, moves = false}: WalkOptions = {},
): Promise<Walk> {
  const entries = new Map<string, unknown>();
  let anchor = from;
  let stepsLeft = STEPS_BACK;
  let pages = 0;
  let next: string | undefined;
  for (;;) {
    let page: ListPage | undefined;
    try {
      page = await read(anchor);
      pages++;
    } catch (thrown) {
      const isGone = thrown instanceof ConversationError && thrown.kind === 'cursor-invalid';
      if (!isGone || entries.size === 0) throw thrown;
    }
    const ids = page ? take(page, entries) : {last: undefined, added: 0};
    if (page && !page.hasMore) break;
    if (ids.added > 0 && ids.last !== undefined) {
      anchor = ids.last;
      stepsLeft = STEPS_BACK;
      if (pages >= maximumPages) {
        next = anchor;
        break;
      }
    } else {
      anchor = stepsLeft-- > 0 ? before(anchor, entries) : undefined;
      if (anchor === undefined) break;
    }
  }
  if (moves && pages > 1 && from === undefined) take(await read(undefined), entries);
  return {entries, ...(next !== undefined && {next})};
}

function take(page: ListPage, entries: Map<string, unknown>) {
  const known = entries.size;
  let last: string | undefined;
  for (const value of page.data) {
    const id = textOf(fieldsOf<{readonly id: string}>(value).id);
    if (id === undefined) continue;
    entries.set(id, value);
    last = id;
  }
  return {last, added: entries.size - known};
}

function before(anchor: string | undefined, entries: ReadonlyMap<string, unknown>): string | undefined {
  const ids = [...entries.keys()];
  return ids[(anchor === undefined ? -1 : ids.indexOf(anchor)) - 1];
}
