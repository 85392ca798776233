import {ConversationError} from '../../model/conversation-error.js';
import {asCursor, type Cursor} from '../../model/page.js';
import type {Instant} from '../../model/capability-level.js';
import {fieldsOf, numberOf, textOf} from '../../adapter/toolkit/fields.js';
import type {Entry, ServerOrder} from './page-order.js';

/**
 * The edge of a stretch of messages. The provider's own place is a bare time, at which several messages may stand,
 * so the known ones of that millisecond are named.
 */
export interface MessagePlace {
  readonly conversationId: string;
  readonly towards: 'older' | 'newer';
  readonly at: Instant;
  /** Every known message of that millisecond. */
  readonly ids: readonly string[];
  /** How the endpoint listed the page before. */
  readonly order?: ServerOrder;
}

/** The edge of these messages; those known at the same millisecond from the page before stay known. */
export function edgeOf(
  entries: readonly Entry[],
  towards: MessagePlace['towards'],
  conversationId: string,
  {before, order}: {readonly before?: MessagePlace; readonly order?: ServerOrder} = {},
): MessagePlace | undefined {
  const timed = entries.filter(({time}) => time !== undefined);
  const at = (towards === 'older' ? timed[0] : timed.at(-1))?.time?.at;
  if (at === undefined) return undefined;
  const ties = timed.filter(({time}) => time?.at === at).map(({id}) => id);
  const known = before?.at === at ? before.ids : [];
  return {conversationId, towards, at, ids: [...known, ...ties], ...(order && {order})};
}

export const cursorOf = (place: MessagePlace): Cursor => asCursor(JSON.stringify(place));

/** @throws ConversationError of kind `cursor-invalid`, also for a cursor of another conversation */
export function placeOf(cursor: Cursor, conversationId: string): MessagePlace {
  const wire = fieldsOf<MessagePlace>(parse(cursor));
  const {towards, order} = wire;
  const at = numberOf(wire.at);
  const isPlace = at !== undefined && wire.conversationId === conversationId && Array.isArray(wire.ids);
  if (!isPlace || (towards !== 'older' && towards !== 'newer')) {
    throw new ConversationError('cursor-invalid', {
      adapter: 'agentphone',
      message: 'The cursor is not of this conversation.',
    });
  }
  const ids = (wire.ids as readonly unknown[]).flatMap((id) => textOf(id) ?? []);
  const isOrder = order === 'newest-first' || order === 'oldest-first';
  return {conversationId, towards, at, ids, ...(isOrder && {order})};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
