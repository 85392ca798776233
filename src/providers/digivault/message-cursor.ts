import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import {ConversationError} from '../../model/conversation-error.js';
import {asCursor, type Cursor} from '../../model/page.js';
import {ADAPTER} from './api.js';

/** Where older messages start. */
export type MessagePlace =
  /** In a list that runs from new to old: after this message, which has so many newer ones before it. */
  | {readonly after: string; readonly rank: number}
  /** In a history that was read as a whole: before this message. */
  | {readonly before: string};

export const cursorOf = (place: MessagePlace): Cursor => asCursor(JSON.stringify(place));

/** @throws ConversationError of kind `cursor-invalid` for a text that `cursorOf` did not make */
export function placeOf(cursor: Cursor): MessagePlace {
  const {after, before, rank} = fieldsOf<{after: string; before: string; rank: number}>(parsed(cursor));
  const [afterId, beforeId, count] = [textOf(after), textOf(before), numberOf(rank)];
  if (afterId !== undefined && count !== undefined) return {after: afterId, rank: count};
  if (beforeId !== undefined) return {before: beforeId};
  throw invalidCursor();
}

export const listCursorOf = (after: string): Cursor => asCursor(JSON.stringify({after}));

/** @throws ConversationError of kind `cursor-invalid` for a text that `listCursorOf` did not make */
export function listPlaceOf(cursor: Cursor): string {
  const after = textOf(fieldsOf<{after: string}>(parsed(cursor)).after);
  if (after === undefined) throw invalidCursor();
  return after;
}

export const invalidCursor = (): ConversationError => new ConversationError('cursor-invalid', {adapter: ADAPTER});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
