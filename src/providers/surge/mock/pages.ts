import type {WireList} from '../wire.js';
import {Refused, refuse} from './answers.js';
import type {SurgeMockOptions} from './options.js';

const PAGE_SIZE = 25;

export interface Listed<Entry> {
  /** Names the list in its cursors, which are then of no use in another. */
  readonly list: string;
  /** In the list's order. */
  readonly entries: readonly Entry[];
  /** Never changes for an entry. */
  readonly keyOf: (entry: Entry) => string;
}

/**
 * One page after or before a cursor. A cursor names an entry, so that what is added meanwhile neither moves nor
 * repeats anything.
 *
 * @throws Refused for a cursor that is not of this list
 */
export function pageOf<Entry>(
  {list, entries, keyOf}: Listed<Entry>,
  query: URLSearchParams,
  {pageSize = PAGE_SIZE, repeatsAtCursor = false, omitsMissingCursors = false}: SurgeMockOptions,
): WireList<Entry> {
  const placeOf = (cursor: string): number => {
    const key = decode(cursor, list);
    const place = key === undefined ? -1 : entries.findIndex((entry) => keyOf(entry) === key);
    if (place < 0) throw new Refused(refuse('invalid_pagination'));
    return place;
  };
  const [after, before] = [query.get('after'), query.get('before')];
  const repeated = repeatsAtCursor ? 1 : 0;
  // The client walks backwards when both are there.
  const end = before === null ? undefined : placeOf(before) + repeated;
  const start = end === undefined ? (after === null ? 0 : placeOf(after) + 1 - repeated) : Math.max(0, end - pageSize);
  const data = entries.slice(start, end ?? start + pageSize);
  const [first, last] = [data[0], data.at(-1)];
  const more = start + data.length < entries.length;
  const cursorOf = (entry: Entry | undefined, exists: boolean) => (entry && exists ? encode(keyOf(entry), list) : null);
  const [next_cursor, previous_cursor] = [cursorOf(last, more), cursorOf(first, start > 0)];
  if (!omitsMissingCursors) return {data, pagination: {next_cursor, previous_cursor}};
  return {data, pagination: {...(next_cursor && {next_cursor}), ...(previous_cursor && {previous_cursor})}};
}

const encode = (key: string, list: string): string => btoa(`${list} ${key}`);

function decode(cursor: string, list: string): string | undefined {
  try {
    const [owner, key] = atob(cursor).split(' ');
    return owner === list ? key : undefined;
  } catch {
    return undefined;
  }
}
