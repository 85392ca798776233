import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {fieldsOf, lookUp} from '../../adapter/toolkit/fields.js';
import {newsOr} from '../../adapter/toolkit/webhook-news.js';
import {conversationFromWire, type ConversationContext} from './map-conversation.js';
import type {WireEvent, WireEventName} from './wire.js';

type Meaning = 'changed' | 'removed';

const MEANINGS: Readonly<Record<WireEventName, Meaning>> = {
  'conversation.created': 'changed',
  'conversation.updated': 'changed',
  'conversation.deleted': 'removed',
};

/**
 * What a webhook of the service `conversations` says. Its payload is the conversation with a preview of the last
 * message and no body, so the messages are to be read again; how a single message fares it never tells.
 *
 * @param payload the parsed body of the request, whose signature the host has checked
 * @returns nothing for anything malformed, of another service, or of an event that is not known
 */
export function decodeBirdEvent(payload: unknown, context: ConversationContext = {}): readonly AdapterEvent[] {
  const wire = fieldsOf<WireEvent>(payload);
  const meaning = wire.service === 'conversations' ? lookUp(MEANINGS, wire.event) : undefined;
  const conversation = meaning && conversationFromWire(wire.payload, context);
  if (!conversation) return meaning ? newsOr([], wire.payload) : [];
  const conversationId = conversation.id;
  if (meaning === 'removed' || conversation.status === 'deleted')
    return [{type: 'conversation-removed', conversationId}];
  return [
    {type: 'conversation-updated', conversation},
    {type: 'messages-invalidated', conversationId},
  ];
}
