import {cursorCodec} from '../../adapter/toolkit/cursors.js';
import {numberOf, textOf} from '../../adapter/toolkit/fields.js';
import {asCursor, type Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import {ADAPTER} from './errors.js';

/** How far the list of conversations was read. */
export interface ListPlace {
  /** Where the list reader goes on. */
  readonly reader: Cursor;
  /** The conversations given so far, or the last of them where they were many. */
  readonly seen: readonly string[];
  /** Whether there were more than these. */
  readonly isCut?: boolean;
  /** The newest activity on the first page: who moved up since is at least as new. */
  readonly newest: Instant | null;
}

/** Characters of ids that a cursor names: cursors are kept on the device, and a list may be long. */
const REMEMBERED = 6000;

const cursors = cursorCodec<ListPlace>({
  adapter: ADAPTER,
  check: ({reader, seen, isCut, newest}) => {
    const own = textOf(reader);
    if (own === undefined || !Array.isArray(seen)) return undefined;
    const ids = (seen as readonly unknown[]).flatMap((id) => textOf(id) ?? []);
    return {
      ...{reader: asCursor(own), seen: ids, newest: numberOf(newest) ?? null},
      ...(isCut === true && {isCut}),
    };
  },
});

export function listCursorOf({seen, isCut = false, ...place}: ListPlace): Cursor {
  let [first, length] = [seen.length, 0];
  while (first > 0 && (length += (seen[first - 1]?.length ?? 0) + 3) <= REMEMBERED) first--;
  return cursors.write({...place, seen: seen.slice(first), ...((isCut || first > 0) && {isCut: true})});
}

/** A text that `listCursorOf` did not make is left to the list reader, and in the end to the provider. */
export const listPlaceOf = (cursor: Cursor): ListPlace =>
  cursors.tryRead(cursor) ?? {reader: cursor, seen: [], newest: null};
