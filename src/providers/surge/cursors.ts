import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {asCursor, type Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import {surgeError} from './errors.js';

/** Where a page of conversations starts: a place in the account's messages, and which threads came before it. */
export interface ListPlace {
  readonly place: string;
  readonly seen: readonly string[];
}

/** Where a page of one thread starts: a place in the account's messages, and what came right before it. */
export interface ThreadPlace {
  readonly conversationId: string;
  readonly place: string;
  /** The message before it, for a list that repeats the last of one page on the next. */
  readonly lastId?: string;
  /** That message's time, and how many messages in a row have it, so that equal times keep their order. */
  readonly at?: Instant;
  readonly ties: number;
}

export const toCursor = (place: ListPlace | ThreadPlace): Cursor => asCursor(JSON.stringify(place));

/** @throws ConversationError of kind `cursor-invalid` */
export function readListPlace(cursor: Cursor): ListPlace {
  const {place, seen} = parse(cursor);
  if (typeof place !== 'string' || !Array.isArray(seen)) throw invalid();
  return {place, seen: seen.filter((id) => typeof id === 'string')};
}

/** @throws ConversationError of kind `cursor-invalid`, also for a cursor of another thread */
export function readThreadPlace(cursor: Cursor, ofConversation: string): ThreadPlace {
  const {conversationId, place, lastId, at, ties} = parse(cursor);
  if (typeof place !== 'string' || typeof ties !== 'number' || conversationId !== ofConversation) throw invalid();
  return {
    conversationId,
    place,
    ties,
    ...(typeof lastId === 'string' && {lastId}),
    ...(typeof at === 'number' && {at}),
  };
}

function parse(cursor: Cursor): Readonly<Record<string, unknown>> {
  try {
    return fieldsOf<Record<string, unknown>>(JSON.parse(cursor));
  } catch {
    throw invalid();
  }
}

const invalid = () => surgeError('cursor-invalid', {message: 'The cursor is not of this list.'});
