import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import {asCursor, type Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';

/** How far the list of conversations was read. */
export interface ListPlace {
  /** Where the list reader goes on. */
  readonly reader: Cursor;
  /** Every conversation given so far. */
  readonly seen: readonly string[];
  /** The newest activity on the first page: who moved up since is at least as new. */
  readonly newest: Instant | null;
}

export const listCursorOf = (place: ListPlace): Cursor => asCursor(JSON.stringify(place));

/** A text that `listCursorOf` did not make is left to the list reader, and in the end to the provider. */
export function listPlaceOf(cursor: Cursor): ListPlace {
  const {reader, seen, newest} = fieldsOf<ListPlace>(parse(cursor));
  const own = textOf(reader);
  if (own === undefined || !Array.isArray(seen)) return {reader: cursor, seen: [], newest: null};
  const ids = (seen as readonly unknown[]).flatMap((id) => textOf(id) ?? []);
  return {reader: asCursor(own), seen: ids, newest: numberOf(newest) ?? null};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
