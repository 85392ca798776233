import {fieldsOf, numberOf} from '../../adapter/toolkit/fields.js';
import {ConversationError} from '../../model/conversation-error.js';
import {asCursor, type Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';

/** How far a list was read. Offsets do not hold for long in a list that activity sorts anew, so ids are kept. */
export interface ListPlace {
  /** Every conversation given so far. */
  readonly seen: readonly string[];
  /** The offset right behind the last page. */
  readonly end: number;
  /** The last ones of that page: where the list has not moved, they still stand before that offset. */
  readonly edge: readonly string[];
  readonly total: number | null;
  /** The newest activity met so far: what moved up since is at least as new. */
  readonly newest: Instant | null;
}

export const START: ListPlace = {seen: [], end: 0, edge: [], total: null, newest: null};

export const listCursorOf = (place: ListPlace): Cursor => asCursor(JSON.stringify(place));

/** @throws ConversationError of kind `cursor-invalid` */
export function listPlaceOf(cursor: Cursor): ListPlace {
  const wire = fieldsOf<ListPlace>(parse(cursor));
  const [seen, edge, end] = [idsOf(wire.seen), idsOf(wire.edge), numberOf(wire.end)];
  if (!seen || !edge || end === undefined) {
    throw new ConversationError('cursor-invalid', {adapter: 'agentphone', message: 'The cursor is not of this list.'});
  }
  return {seen, edge, end, total: numberOf(wire.total) ?? null, newest: numberOf(wire.newest) ?? null};
}

function idsOf(value: unknown): readonly string[] | undefined {
  const isIds = Array.isArray(value) && (value as unknown[]).every((id) => typeof id === 'string');
  return isIds ? (value as string[]) : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
