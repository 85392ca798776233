import {cursorCodec} from '../../adapter/toolkit/cursors.js';
import {countOf, fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import {assertPlace, nextCursorIn} from '../../adapter/toolkit/next-cursor.js';
import {wayIn, wayOn, type PageWay} from '../../adapter/toolkit/page-way.js';
import {readRows} from '../../adapter/toolkit/rows.js';
import {pageSize} from '../../adapter/toolkit/rows.js';
import type {HttpClient} from '../../adapter/http.js';
import type {Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import {ADAPTER} from './errors.js';
import type {WireList} from './wire.js';

export const LARGEST_PAGE = 100;

const NEXT = {fields: ['nextPageToken', 'next_page_token', 'nextToken', 'next'], parameter: 'pageToken'};

/** One page of any list of the API. */
export interface ListPage<Item> {
  /** Newest first. */
  readonly items: readonly Item[];
  /** How many rows could not be read, or are not of what was asked for. */
  readonly unreadable: number;
  readonly next?: Cursor;
  readonly total?: number;
}

export interface ListQuery<Item> {
  readonly path: string;
  /** What is listed, for errors, such as `messages`. */
  readonly what: string;
  /** `undefined` for a row that cannot be read, or is not of what was asked for. */
  readonly read: (row: unknown) => Item | undefined;
  readonly idOf: (item: Item) => string | undefined;
  readonly limit?: number;
  readonly cursor?: Cursor;
  readonly signal?: AbortSignal;
}

export type ListReader = <Item>(query: ListQuery<Item>) => Promise<ListPage<Item>>;

interface Place {
  readonly token?: string;
  /** A token belongs to the direction it was made in [Inference]. */
  readonly reverse: boolean;
  readonly way?: PageWay;
}

const cursors = cursorCodec<Place>({
  adapter: ADAPTER,
  check: ({token, reverse, way}) =>
    typeof token === 'string' && typeof reverse === 'boolean' ? {token, reverse, way: wayIn(way)} : undefined,
});

/**
 * Reads a list from its newest end. The reference has `reverse`, and a sample that is newest first without it, but no
 * word about the order: where the first page of several turns out to be oldest first, it is asked for in reverse, from
 * then on too.
 *
 * @param timesOf the times a row may be ordered by
 */
export function createListReader(
  request: HttpClient,
  timesOf: (row: unknown) => readonly (Instant | undefined)[],
): ListReader {
  let reverse = false;

  async function read<Item>(query: ListQuery<Item>, place: Place) {
    const {path, what, limit, signal} = query;
    assertPlace(place.token, ADAPTER);
    const answer = await request({
      method: 'GET',
      path,
      query: {
        limit: pageSize(limit, {usual: LARGEST_PAGE, largest: LARGEST_PAGE}),
        pageToken: place.token,
        reverse: place.reverse || undefined,
      },
      signal,
    });
    const {total, totalType} = fieldsOf<WireList<unknown>>(answer);
    // `results: null` is one more spelling of "none".
    const page = readRows(answer, ['results'], query.read, {adapter: ADAPTER, what, nullIsEmpty: true});
    const token = nextCursorIn(answer, NEXT);
    return {
      ...page,
      isOldestFirst: isOldestFirst(page.rows.map(timesOf)),
      // A token that leads to where it was asked from would never end.
      token: token === place.token ? undefined : token,
      // A total of some other type might be an estimate.
      total: textOf(totalType) === undefined ? countOf(total, page.rows.length) : undefined,
    };
  }

  return async (query) => {
    let place = placeOf(query.cursor) ?? {reverse};
    let page = await read(query, place);
    const isFirst = place.token === undefined;
    if (isFirst && !place.reverse && page.token !== undefined && page.isOldestFirst) {
      reverse = true;
      place = {reverse};
      page = await read(query, place);
    }
    const {items, unreadable, token, total} = page;
    const lastItem = items.at(-1);
    const lastId = lastItem && query.idOf(lastItem);
    const way = () => wayOn(place.way, lastId, {adapter: ADAPTER, list: `the list of ${query.what}`});
    return {
      items: isFirst && page.isOldestFirst ? items.toReversed() : items,
      unreadable,
      ...(token !== undefined && {next: cursors.write({token, reverse: place.reverse, way: way()})}),
      ...(total !== undefined && {total}),
    };
  };
}

/** True when some time only grows from row to row, and none only shrinks. */
function isOldestFirst(rows: readonly (readonly (Instant | undefined)[])[]): boolean {
  const columns = (rows[0] ?? []).map((_, column) => rows.map((row) => row[column]));
  const goes = (times: readonly (Instant | undefined)[], sign: 1 | -1): boolean => {
    const first = times[0] ?? 0;
    const last = times.at(-1) ?? 0;
    const isOrdered = times.every((time, index) => sign * ((time ?? NaN) - (times[index - 1] ?? time ?? NaN)) >= 0);
    return isOrdered && sign * (last - first) > 0;
  };
  return columns.some((times) => goes(times, 1)) && !columns.some((times) => goes(times, -1));
}

/** A text that was not made here is taken for the provider's own token; the provider judges it. */
const placeOf = (cursor: Cursor | undefined): Place | undefined =>
  cursor === undefined ? undefined : (cursors.tryRead(cursor) ?? {token: cursor, reverse: false});
