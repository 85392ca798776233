import {ConversationError} from '../../model/conversation-error.js';
import {asCursor, type Cursor} from '../../model/page.js';

/** A place in the list of threads, in the order they had when the first page was read. */
export interface ListPlace {
  /** Messages with a higher sequence came after the first page. */
  readonly asOf: number;
  /** When the first page was read. */
  readonly readAt: number;
  /** The last thread of the page before. */
  readonly at: number;
  readonly id: string;
}

/** A place between two messages: right before or after the named one, which need not exist any more. */
export interface MessagePlace {
  readonly towards: 'older' | 'newer';
  readonly threadId: string;
  readonly at: number;
  readonly sequence: number;
}

export const toCursor = (place: ListPlace | MessagePlace): Cursor => asCursor(JSON.stringify(place));

/** @throws ConversationError of kind `cursor-invalid` */
export function readListPlace(cursor: Cursor): ListPlace {
  const {asOf, readAt, at, id} = parse(cursor);
  if (typeof asOf === 'number' && typeof readAt === 'number' && typeof at === 'number' && typeof id === 'string') {
    return {asOf, readAt, at, id};
  }
  throw invalid();
}

/** @throws ConversationError of kind `cursor-invalid`, also for a cursor of another thread */
export function readMessagePlace(cursor: Cursor, ofThread: string): MessagePlace {
  const {towards, threadId, at, sequence} = parse(cursor);
  const isPlace = typeof at === 'number' && typeof sequence === 'number' && threadId === ofThread;
  if (isPlace && (towards === 'older' || towards === 'newer')) return {towards, threadId: ofThread, at, sequence};
  throw invalid();
}

function parse(cursor: Cursor): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(cursor);
    if (typeof parsed === 'object' && parsed !== null) return {...parsed};
  } catch {
    // Not ours: said below.
  }
  throw invalid();
}

const invalid = () =>
  new ConversationError('cursor-invalid', {adapter: 'memory', message: 'The cursor is not of this list.'});
