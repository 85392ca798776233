import {ConversationError} from '../../model/conversation-error.js';
import {asCursor, type Cursor} from '../../model/page.js';
import {fieldsOf, type Unchecked} from './fields.js';

export interface CursorCodecOptions<Place> {
  readonly adapter: string;
  /** Checks what came out of a cursor field by field; `undefined` when that is no place. */
  readonly check: (fields: Unchecked<Place>) => Place | undefined;
  /** Characters a cursor may have: 16 384 by default. Cursors are kept on the device, and some travel in addresses. */
  readonly maximumLength?: number;
}

/** Places in a list, to cursors and back. */
export interface CursorCodec<Place> {
  /** @throws ConversationError of kind `decode` for a place that is too large: keep `BoundedSet`s of ids in it */
  readonly write: (place: Place) => Cursor;
  /**
   * @param isMeant whether the place belongs to what is asked for, such as the same conversation
   * @throws ConversationError of kind `cursor-invalid` for a cursor that `write` did not make, or that is not meant
   */
  readonly read: (cursor: Cursor, isMeant?: (place: Place) => boolean) => Place;
  /** The same without throwing, for adapters that take any other cursor for the provider's own. */
  readonly tryRead: (cursor: Cursor) => Place | undefined;
}

/**
 * Cursors made of plain JSON. A cursor comes back from wherever the host kept it, so nothing in it is trusted.
 *
 * ```ts
 * const cursors = cursorCodec<{readonly after: string}>({
 *   adapter: 'pigeon',
 *   check: ({after}) => (typeof after === 'string' ? {after} : undefined),
 * });
 * ```
 */
export function cursorCodec<Place extends object>({
  adapter,
  check,
  maximumLength = 16_384,
}: CursorCodecOptions<Place>): CursorCodec<Place> {
  const tryRead = (cursor: Cursor): Place | undefined => {
    const value = cursor.length > maximumLength ? undefined : parse(cursor);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? check(fieldsOf(value)) : undefined;
  };
  return {
    write(place) {
      const text = JSON.stringify(place);
      if (text.length <= maximumLength) return asCursor(text);
      throw new ConversationError('decode', {adapter, message: `A cursor of ${text.length} characters is too long.`});
    },
    read(cursor, isMeant = () => true) {
      const place = tryRead(cursor);
      if (place !== undefined && isMeant(place)) return place;
      throw new ConversationError('cursor-invalid', {adapter, message: 'The cursor is not of this list.'});
    },
    tryRead,
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
