import {cursorCodec} from '../../adapter/toolkit/cursors.js';
import {numberOf, textOf} from '../../adapter/toolkit/fields.js';

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

export const listCursors = cursorCodec<ListPlace>({
  adapter: 'memory',
  check(fields) {
    const [asOf, readAt, at, id] = [
      numberOf(fields.asOf),
      numberOf(fields.readAt),
      numberOf(fields.at),
      textOf(fields.id),
    ];
    const isPlace = asOf !== undefined && readAt !== undefined && at !== undefined && id !== undefined;
    return isPlace ? {asOf, readAt, at, id} : undefined;
  },
});

export const messageCursors = cursorCodec<MessagePlace>({
  adapter: 'memory',
  check(fields) {
    const [threadId, at, sequence] = [textOf(fields.threadId), numberOf(fields.at), numberOf(fields.sequence)];
    const {towards} = fields;
    if (threadId === undefined || at === undefined || sequence === undefined) return undefined;
    return towards === 'older' || towards === 'newer' ? {towards, threadId, at, sequence} : undefined;
  },
});
