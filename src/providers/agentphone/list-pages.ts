import {
  countOf,
  cursorCodec,
  fieldsOf,
  flagOf,
  idOf,
  numberOf,
  readRows,
  textOf,
  walkPages,
  type PageAt,
} from '../../adapter/toolkit/index.js';
import type {HttpClient} from '../../adapter/http.js';
import type {Cursor, Page} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import {ADAPTER} from './errors.js';
import {fineTimeOf} from './message-order.js';
import type {WireConversationSummary, WireList} from './wire.js';

/** The largest `limit` of the document. */
const LARGEST_PAGE = 100;
/** How many known conversations a later page reads again, to see whether the list still stands as it stood. */
const OVERLAP = 2;
/** How many requests one page may take, all told. */
const MOST_REQUESTS = 20;
/** Characters of ids that a cursor names: cursors are kept on the device, and a list may be long. */
const REMEMBERED = 8000;

/** How far a list was read. Offsets do not hold for long in a list that activity sorts anew, so ids are kept. */
export interface ListPlace {
  /** The conversations given so far, or the last of them where they were many. */
  readonly seen: readonly string[];
  /** Whether there were more than these. What was more active than the last one counts as given then. */
  readonly isCut?: boolean;
  /** The offset right behind the last page. */
  readonly end: number;
  /** The last ones of that page: where the list has not moved, they still stand before that offset. */
  readonly edge: readonly string[];
  readonly total: number | null;
  /** The newest activity met so far: what moved up since is at least as new. */
  readonly newest: Instant | null;
  /** The activity of the last one, as long as the list falls from page to page as it is documented to. */
  readonly last?: Instant;
}

const START: ListPlace = {seen: [], end: 0, edge: [], total: null, newest: null};

const cursors = cursorCodec<ListPlace>({
  adapter: ADAPTER,
  check: (wire) => {
    const [seen, edge, end] = [idsOf(wire.seen), idsOf(wire.edge), numberOf(wire.end)];
    if (!seen || !edge || end === undefined) return undefined;
    const [total, newest, last] = [wire.total, wire.newest, wire.last].map(numberOf);
    return {
      ...{seen, edge, end, total: total ?? null, newest: newest ?? null},
      ...(wire.isCut === true && {isCut: true}),
      ...(last !== undefined && {last}),
    };
  },
});

/** @throws ConversationError of kind `cursor-invalid` */
export const listPlaceOf = (cursor: Cursor): ListPlace => cursors.read(cursor);

function idsOf(value: unknown): readonly string[] | undefined {
  const ids = Array.isArray(value) ? (value as unknown[]).map(textOf) : undefined;
  return ids?.every((id) => id !== undefined) ? ids : undefined;
}

export interface ListQuery {
  readonly cursor?: Cursor;
  readonly limit: number;
  readonly signal?: AbortSignal;
}

/**
 * Reads on from a place: nobody twice, and nobody left out because the list moved meanwhile.
 *
 * @returns the provider's own objects in its order; what moved to the top meanwhile comes first
 */
export async function readList(request: HttpClient, {cursor, limit, signal}: ListQuery): Promise<Page<unknown>> {
  const place = cursor === undefined ? START : listPlaceOf(cursor);
  const reader = new ListReader(request, place, signal);
  const tail = await reader.readTail(limit);
  const moved = tail.hasMoved ? await reader.readHead() : [];
  const {total} = reader;
  const last = activityAfter(place, tail.fresh);
  return {
    items: [...moved, ...tail.fresh].map(({wire}) => wire),
    ...(tail.hasMore && {
      next: cursors.write({
        ...reader.met,
        ...{end: tail.end, edge: tail.edge, total: total ?? null},
        ...(last !== undefined && {last}),
      }),
    }),
    ...(last !== undefined && {order: 'activity'}),
    ...(total !== undefined && {total}),
  };
}

/** The activity of the last row; `undefined` where one is unknown, or newer than a row before it. */
function activityAfter({end, last}: ListPlace, rows: readonly Row[]): Instant | undefined {
  if (end > 0 && last === undefined) return undefined;
  let lowest = last ?? Infinity;
  for (const {at} of rows) {
    if (at === undefined || at > lowest) return undefined;
    lowest = at;
  }
  return lowest === Infinity ? undefined : lowest;
}

interface Row {
  readonly id: string;
  readonly at: Instant | undefined;
  readonly wire: unknown;
}

interface ListRows {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  /** The offset right behind them. */
  readonly end: number;
}

class ListReader {
  readonly #request: HttpClient;
  readonly #place: ListPlace;
  readonly #signal: AbortSignal | undefined;
  readonly #known: Set<string>;
  #newest: Instant;
  #requests = 0;
  /** As the provider said last. */
  total: number | undefined;

  constructor(request: HttpClient, place: ListPlace, signal: AbortSignal | undefined) {
    this.#request = request;
    this.#place = place;
    this.#signal = signal;
    this.#known = new Set(place.seen);
    this.#newest = place.newest ?? -Infinity;
  }

  /** Who was met, as many as a cursor can name. */
  get met(): Pick<ListPlace, 'seen' | 'newest' | 'isCut'> {
    const ids = [...this.#known];
    let [first, length] = [ids.length, 0];
    while (first > 0 && (length += (ids[first - 1]?.length ?? 0) + 3) <= REMEMBERED) first--;
    const isCut = this.#place.isCut || first > 0;
    const newest = this.#newest === -Infinity ? null : this.#newest;
    return {seen: ids.slice(first), newest, ...(isCut && {isCut})};
  }

  /**
   * The page after everything known. It must start with somebody known, or somebody may be missing before it: then it
   * starts earlier. A page of nothing but known ones is passed over.
   */
  async readTail(wish: number) {
    const {edge, end, total} = this.#place;
    let offset = Math.max(0, end - edge.length);
    let page = await this.#read(offset, Math.min(LARGEST_PAGE, wish + edge.length));
    const hasMoved =
      end > 0 && ((this.total ?? null) !== total || !edge.every((id, index) => page.rows[index]?.id === id));
    for (let step = OVERLAP; offset > 0 && !this.#isKnown(page.rows[0]) && this.#mayReadOn(); step *= 4) {
      offset = Math.max(0, offset - step);
      page = await this.#read(offset, LARGEST_PAGE);
    }
    while (page.hasMore && page.rows.every((row) => this.#isKnown(row)) && this.#mayReadOn()) {
      // The last one is read again, so that nobody slips through between two requests.
      offset = Math.max(offset + 1, page.end - 1);
      page = await this.#read(offset, LARGEST_PAGE);
    }
    const fresh = this.#take(page.rows);
    return {
      fresh,
      hasMoved,
      hasMore: page.hasMore && fresh.length > 0,
      end: page.end,
      edge: page.rows.slice(-OVERLAP).map(({id}) => id),
    };
  }

  /** Everybody new among those whose activity is as new as one met before: who moved up, and who is new. */
  async readHead(): Promise<readonly Row[]> {
    const since = this.#place.newest ?? -Infinity;
    const found: Row[] = [];
    const read = async (offset = 0): Promise<PageAt<Row, number>> => {
      const {rows, hasMore, end} = await this.#read(offset, LARGEST_PAGE);
      return {items: rows, ...(hasMore && {next: Math.max(offset + 1, end - 1)})};
    };
    const walk = walkPages(read, {adapter: ADAPTER, list: 'the conversations', idOf: ({id}) => id});
    for await (const {items} of walk) {
      const older = items.findIndex(({at}) => at !== undefined && at < since);
      found.push(...this.#take(older < 0 ? items : items.slice(0, older), true));
      if (older >= 0 || !this.#mayReadOn()) break;
    }
    return found;
  }

  /** @returns those that were not known before */
  #take(rows: readonly Row[], isHead = false): readonly Row[] {
    const fresh = rows.filter((row) =>
      isHead ? !this.#known.has(row.id) && !this.#isOlderNews(row) : !this.#isKnown(row),
    );
    for (const {id, at} of fresh) {
      this.#known.add(id);
      this.#newest = Math.max(this.#newest, at ?? -Infinity);
    }
    return fresh;
  }

  #isKnown(row: Row | undefined): boolean {
    if (row === undefined) return false;
    const {isCut, last} = this.#place;
    return this.#known.has(row.id) || (!!isCut && last !== undefined && row.at !== undefined && row.at > last);
  }

  /** At the top of a long list, what is no newer than what was met first was met. */
  #isOlderNews({at}: Row): boolean {
    const {isCut, newest} = this.#place;
    return !!isCut && at !== undefined && newest !== null && at <= newest;
  }

  #mayReadOn(): boolean {
    return this.#requests < MOST_REQUESTS;
  }

  async #read(offset: number, limit: number): Promise<ListRows> {
    this.#requests++;
    const query = {limit, offset};
    const answer = await this.#request({method: 'GET', path: '/v1/conversations', query, signal: this.#signal});
    const {hasMore, total} = fieldsOf<WireList<WireConversationSummary>>(answer);
    const page = readRows(answer, ['data'], rowFrom, {adapter: ADAPTER, what: 'conversations'});
    const rows = new Map(page.items.map((row) => [row.id, row]));
    const end = offset + page.rows.length;
    this.total = countOf(total, end);
    const saysMore = flagOf(hasMore) ?? (this.total === undefined ? page.rows.length >= limit : end < this.total);
    // An empty page is the end whatever it says.
    return {rows: [...rows.values()], hasMore: saysMore && page.rows.length > 0, end};
  }
}

function rowFrom(wire: unknown): Row | undefined {
  const {id, lastMessageAt} = fieldsOf<WireConversationSummary>(wire);
  const key = idOf(id);
  return key === undefined ? undefined : {id: key, at: fineTimeOf(lastMessageAt)?.at, wire};
}
