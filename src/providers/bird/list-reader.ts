import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {HttpClient} from '../../adapter/http.js';
import {ConversationError} from '../../model/conversation-error.js';
import {asCursor, type Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import type {WireList} from './wire.js';

export const LARGEST_PAGE = 100;

/** One page of any list of the API. */
export interface ListPage {
  /** Newest first. */
  readonly entries: readonly unknown[];
  readonly next?: Cursor;
  readonly total?: number;
}

export interface ListQuery {
  readonly path: string;
  readonly limit: number;
  readonly cursor?: Cursor;
  readonly signal?: AbortSignal;
}

interface Place {
  readonly token?: string;
  /** A token belongs to the direction it was made in [Inference]. */
  readonly reverse: boolean;
}

/**
 * Reads a list from its newest end. The reference has `reverse`, and a sample that is newest first without it, but no
 * word about the order: where the first page of several turns out to be oldest first, it is asked for in reverse, from
 * then on too.
 *
 * @param timesOf the times an entry may be ordered by
 */
export function createListReader(
  request: HttpClient,
  timesOf: (entry: unknown) => readonly (Instant | undefined)[],
): (query: ListQuery) => Promise<ListPage> {
  let reverse = false;

  async function read({path, limit, signal}: ListQuery, place: Place) {
    const answer = await request({
      method: 'GET',
      path,
      query: {limit: pageLimit(limit), pageToken: place.token, reverse: place.reverse || undefined},
      signal,
    });
    const {results, nextPageToken, total, totalType} = fieldsOf<WireList<unknown>>(answer);
    // `results: null` is one more spelling of "none".
    if (results !== null && !Array.isArray(results)) throw undecodable('The answer holds no list.', answer);
    const entries: readonly unknown[] = results ?? [];
    const token = textOf(nextPageToken);
    return {
      entries,
      isOldestFirst: isOldestFirst(entries.map(timesOf)),
      // A token that leads to where it was asked from would never end.
      token: token === place.token ? undefined : token,
      // A total of some other type might be an estimate.
      total: textOf(totalType) === undefined ? numberOf(total) : undefined,
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
    const {entries, token, total} = page;
    return {
      entries: isFirst && page.isOldestFirst ? entries.toReversed() : entries,
      ...(token !== undefined && {next: cursorOf({...place, token})}),
      ...(total !== undefined && {total}),
    };
  };
}

const pageLimit = (wish: number): number => Math.min(LARGEST_PAGE, Math.max(1, Math.floor(wish) || 1));

/** True when some time only grows from entry to entry, and none only shrinks. */
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

const cursorOf = ({token, reverse}: Place): Cursor => asCursor(JSON.stringify([token, reverse]));

/** A text that `cursorOf` did not make is taken for the provider's own token; the provider judges it. */
function placeOf(cursor: Cursor | undefined): Place | undefined {
  if (cursor === undefined) return undefined;
  try {
    const [token, reverse] = JSON.parse(cursor) as unknown[];
    if (typeof token === 'string' && typeof reverse === 'boolean') return {token, reverse};
  } catch {
    // Not ours.
  }
  return {token: cursor, reverse: false};
}

export const undecodable = (message: string, raw: unknown, outcomeUnknown = false): ConversationError =>
  new ConversationError('decode', {adapter: 'bird', message, raw, outcomeUnknown});
