import type {AdapterEvent} from '../adapter-event.js';
import {fieldsOf} from './fields.js';

/**
 * The news of a webhook of a known kind. Where nothing could be read of it although it says something, what it is about is
 * to be read again: otherwise the news would be lost without a word.
 *
 * @param events what was read of it
 * @param content what it holds, as it came
 * @param conversationId of which conversation it is, as far as that can be read
 */
export function newsOr(
  events: readonly AdapterEvent[],
  content: unknown,
  conversationId?: string,
): readonly AdapterEvent[] {
  if (events.length > 0 || Object.keys(fieldsOf(content)).length === 0) return events;
  const list: AdapterEvent = {type: 'conversations-invalidated'};
  return conversationId === undefined ? [list] : [{type: 'messages-invalidated', conversationId}, list];
}
