import {fieldsOf, instantOf, timeZoneOf} from '../../adapter/toolkit/fields.js';
import {TieCount, type TiePlace} from '../../adapter/toolkit/list-order.js';
import {nextCursorIn, type NextCursorFields} from '../../adapter/toolkit/next-cursor.js';
import {wayIn, wayOn, type PageWay} from '../../adapter/toolkit/page-way.js';
import {readRows} from '../../adapter/toolkit/rows.js';
import type {MessagePage} from '../../adapter/messaging-adapter.js';
import {asCursor, type Cursor} from '../../model/page.js';
import {messageFromWire} from './mapping.js';
import type {WireMessage, WireMessagePage} from './wire.js';

/**
 * Where a page of a history starts. Besides the provider's own cursor it says how many of the messages right before
 * it share their time, so that messages of one instant keep the provider's order across pages.
 */
export interface PagePlace extends TiePlace {
  /** The provider's cursor; absent on the newest page. */
  readonly cursor?: string;
  readonly way?: PageWay;
}

const NEWEST: PagePlace = {ties: 0};
const HISTORY = {adapter: 'amplifi', list: 'this history'};

export const cursorOf = ({cursor, at, ties, way}: PagePlace): Cursor =>
  asCursor(JSON.stringify([cursor, at ?? null, ties, ...(way ? [way] : [])]));

/** A text that `cursorOf` did not make is taken for the provider's own cursor; the provider judges it. */
export function placeOf(text: Cursor | undefined): PagePlace {
  if (text === undefined) return NEWEST;
  const [cursor, at, ties, way] = parseList(text);
  if (typeof cursor !== 'string' || typeof ties !== 'number') return {cursor: text, ties: 0};
  return {cursor, ties, ...(typeof at === 'number' && {at}), ...(way !== undefined && {way: wayIn(way)})};
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

/** The document says that an answer carries a cursor but not where, so the likely places are tried (inference). */
export const OLDER: NextCursorFields = {
  fields: ['cursor', 'nextCursor', 'next_cursor', 'endCursor', 'end_cursor', 'olderCursor', 'next'],
  parameter: 'cursor',
};

/**
 * A page of a history, oldest first.
 *
 * @throws ConversationError of kind `decode` without a list, where nothing of it can be read, and where page after page
 *   brings nothing new
 */
export function messagePageIn(answer: unknown, conversationId: string, place: PagePlace): MessagePage {
  const ties = new TieCount(place);
  const read = (entry: unknown) => {
    const message = messageFromWire(entry, conversationId);
    return message && {...message, order: ties.next(instantOf(fieldsOf<WireMessage>(entry).timestamp))};
  };
  const {items} = readRows(answer, ['messages'], read, {adapter: 'amplifi', what: 'messages'});
  const older = nextCursorIn(answer, OLDER);
  const timeZone = timeZoneOf(fieldsOf<WireMessagePage>(answer).timezone);
  // A cursor that leads to where it was asked from would never end.
  const hasOlder = older !== undefined && older !== place.cursor;
  return {
    messages: [...items].reverse(),
    ...(hasOlder && {
      older: cursorOf({...ties.place, cursor: older, way: wayOn(place.way, items.at(-1)?.id, HISTORY)}),
    }),
    ...(timeZone !== undefined && {timeZone}),
  };
}
