import {fieldsOf, flagOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Instant} from '../../model/capability-level.js';
import type {ListPlace} from './list-place.js';
import {fineTimeOf} from './time.js';
import type {WireConversationSummary, WireList} from './wire.js';

/** The largest `limit` of the document. */
const LARGEST_PAGE = 100;
/** How many known conversations a later page reads again, to see whether the list still stands as it stood. */
const OVERLAP = 2;
/** How many requests one page may take, all told. */
const MOST_REQUESTS = 20;

export interface ListStretch {
  /** As the provider writes them, in its order; what moved to the top meanwhile comes first. */
  readonly items: readonly unknown[];
  readonly next?: ListPlace;
  readonly total?: number;
}

/** Reads on from a place: nobody twice, and nobody left out because the list moved meanwhile. */
export async function readList(
  request: HttpClient,
  place: ListPlace,
  wish: number,
  signal?: AbortSignal,
): Promise<ListStretch> {
  const reader = new ListReader(request, place, signal);
  const tail = await reader.readTail(wish);
  const moved = tail.hasMoved ? await reader.readHead() : [];
  const {total} = reader;
  return {
    items: [...moved, ...tail.fresh].map(({wire}) => wire),
    ...(tail.hasMore && {next: {...reader.met, end: tail.end, edge: tail.edge, total: total ?? null}}),
    ...(total !== undefined && {total}),
  };
}

interface Row {
  readonly id: string;
  readonly at: Instant | undefined;
  readonly wire: unknown;
}

interface Rows {
  readonly rows: readonly Row[];
  readonly hasMore: boolean;
  /** The offset right behind them. */
  readonly end: number;
}

class ListReader {
  readonly #known: Set<string>;
  #newest: Instant;
  #requests = 0;
  /** As the provider said last. */
  total: number | undefined;

  constructor(
    private readonly request: HttpClient,
    private readonly place: ListPlace,
    private readonly signal: AbortSignal | undefined,
  ) {
    this.#known = new Set(place.seen);
    this.#newest = place.newest ?? -Infinity;
  }

  get met(): Pick<ListPlace, 'seen' | 'newest'> {
    return {seen: [...this.#known], newest: this.#newest === -Infinity ? null : this.#newest};
  }

  /**
   * The page after everything known. It must start with somebody known, or somebody may be missing before it: then it
   * starts earlier. A page of nothing but known ones is passed over.
   */
  async readTail(wish: number) {
    const {edge, end, total} = this.place;
    let offset = Math.max(0, end - edge.length);
    let page = await this.read(offset, Math.min(LARGEST_PAGE, wish + edge.length));
    const hasMoved =
      end > 0 && ((this.total ?? null) !== total || !edge.every((id, index) => page.rows[index]?.id === id));
    for (let step = OVERLAP; offset > 0 && !this.isKnown(page.rows[0]) && this.mayReadOn(); step *= 4) {
      offset = Math.max(0, offset - step);
      page = await this.read(offset, LARGEST_PAGE);
    }
    while (page.hasMore && page.rows.every((row) => this.isKnown(row)) && this.mayReadOn()) {
      // The last one is read again, so that nobody slips through between two requests.
      offset = Math.max(offset + 1, page.end - 1);
      page = await this.read(offset, LARGEST_PAGE);
    }
    const fresh = this.take(page.rows);
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
    const since = this.place.newest ?? -Infinity;
    const found: Row[] = [];
    let offset = 0;
    let goesOn = true;
    while (goesOn && this.mayReadOn()) {
      const {rows, hasMore, end} = await this.read(offset, LARGEST_PAGE);
      const older = rows.findIndex(({at}) => at !== undefined && at < since);
      found.push(...this.take(older < 0 ? rows : rows.slice(0, older)));
      goesOn = older < 0 && hasMore;
      offset = Math.max(offset + 1, end - 1);
    }
    return found;
  }

  /** @returns those that were not known before */
  private take(rows: readonly Row[]): readonly Row[] {
    const fresh = rows.filter((row) => !this.isKnown(row));
    for (const {id, at} of fresh) {
      this.#known.add(id);
      this.#newest = Math.max(this.#newest, at ?? -Infinity);
    }
    return fresh;
  }

  private isKnown(row: Row | undefined): boolean {
    return row !== undefined && this.#known.has(row.id);
  }

  private mayReadOn(): boolean {
    return this.#requests < MOST_REQUESTS;
  }

  private async read(offset: number, limit: number): Promise<Rows> {
    this.#requests++;
    const query = {limit, offset};
    const answer = await this.request({method: 'GET', path: '/v1/conversations', query, signal: this.signal});
    const {data, hasMore, total} = fieldsOf<WireList<WireConversationSummary>>(answer);
    if (!Array.isArray(data)) {
      throw new ConversationError('decode', {
        adapter: 'agentphone',
        message: 'The answer holds no conversations.',
        raw: answer,
      });
    }
    this.total = numberOf(total);
    const rows = new Map<string, Row>();
    for (const wire of data as readonly unknown[]) {
      const {id, lastMessageAt} = fieldsOf<WireConversationSummary>(wire);
      const key = textOf(id);
      if (key !== undefined) rows.set(key, {id: key, at: fineTimeOf(lastMessageAt)?.at, wire});
    }
    const end = offset + data.length;
    const saysMore = flagOf(hasMore) ?? (this.total === undefined ? data.length >= limit : end < this.total);
    // An empty page is the end whatever it says.
    return {rows: [...rows.values()], hasMore: saysMore && data.length > 0, end};
  }
}
