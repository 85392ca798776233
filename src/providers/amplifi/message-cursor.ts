import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import {asCursor, type Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';

/**
 * Where a page of a history starts. Besides the provider's own cursor it says how many of the messages right before
 * it share their time, so that messages of one instant keep the provider's order across pages.
 */
export interface PagePlace {
  /** The provider's cursor; absent on the newest page. */
  readonly cursor?: string;
  /** The time of the last message before this place. */
  readonly at?: Instant;
  /** How many messages in a row, up to that one, have that time. */
  readonly ties: number;
}

export const NEWEST: PagePlace = {ties: 0};

export const cursorOf = ({cursor, at, ties}: PagePlace): Cursor => asCursor(JSON.stringify([cursor, at ?? null, ties]));

/** A text that `cursorOf` did not make is taken for the provider's own cursor; the provider judges it. */
export function placeOf(text: Cursor | undefined): PagePlace {
  if (text === undefined) return NEWEST;
  const [cursor, at, ties] = parseList(text);
  if (typeof cursor !== 'string' || typeof ties !== 'number') return {cursor: text, ties: 0};
  return {cursor, ties, ...(typeof at === 'number' && {at})};
}

function parseList(text: string): readonly unknown[] {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}

interface Envelope {
  readonly cursor: string;
  readonly nextCursor: string;
  readonly pagination: {readonly cursor: string};
}

/**
 * The provider's cursor for older messages. The document says that an answer carries one but not where, so the likely
 * places are tried (inference). None means that there is nothing older: a cursor is never made up.
 */
export function olderCursorIn(answer: unknown): string | undefined {
  const {cursor, nextCursor, pagination} = fieldsOf<Envelope>(answer);
  return textOf(cursor) ?? textOf(nextCursor) ?? textOf(fieldsOf<Envelope['pagination']>(pagination).cursor);
}
