import {fieldsOf, idOf, mediaIn, newsOr, textOf, wordsOf} from '../../adapter/toolkit/index.js';
import type {AdapterEvent} from '../../adapter/adapter-event.js';
import type {Message} from '../../model/message.js';
import {directionOf} from './mapping.js';
import {fineTimeOf} from './message-order.js';
import type {WireWebhook, WireWebhookMessage} from './wire.js';

const LIST_IS_INVALID: AdapterEvent = {type: 'conversations-invalidated'};

/**
 * What a webhook payload says, after the host's server verified its signature.
 *
 * `agent.message` brings a message, but not the whole conversation: the list is to be read again. What
 * `agent.reaction` holds is documented only in that it belongs to a message, so its conversation is to be read again.
 * Calls and unknown events say nothing here. A message need not say in which conversation it is: the list knows.
 *
 * @returns nothing for a payload that is not understood
 */
export function decodeAgentPhoneEvent(payload: unknown): readonly AdapterEvent[] {
  const {event, data} = fieldsOf<WireWebhook>(payload);
  const conversationId = idOf(fieldsOf<WireWebhookMessage>(data).conversationId);
  if (event === 'agent.reaction') {
    return newsOr(conversationId === undefined ? [] : [{type: 'messages-invalidated', conversationId}], data);
  }
  if (event !== 'agent.message') return [];
  const message = conversationId === undefined ? undefined : messageFromWebhook(payload, conversationId);
  return newsOr(message ? [{type: 'message-created', message}, LIST_IS_INVALID] : [], data, conversationId);
}

/** The payload names things in its own way: `message`, `from` and `to` instead of `body`, `fromNumber`, `toNumber`. */
function messageFromWebhook(payload: unknown, conversationId: string): Message | undefined {
  const wire = fieldsOf<WireWebhookMessage>(fieldsOf<WireWebhook>(payload).data);
  const id = idOf(wire.messageId);
  const direction = directionOf(wire.direction);
  if (id === undefined || direction === 'unknown') return undefined;
  const at = fineTimeOf(wire.receivedAt)?.at;
  const address = textOf(wire.from);
  const name = direction === 'inbound' ? textOf(fieldsOf<{name: string}>(wire.contact).name) : undefined;
  return {
    id,
    conversationId,
    direction,
    text: wordsOf(wire.message) ?? null,
    attachments: mediaIn(wire.mediaUrls, wire.mediaUrl),
    status: direction === 'inbound' ? 'received' : 'sent',
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'event'}),
    ...(address !== undefined && {
      sender: {role: direction === 'inbound' ? 'contact' : 'self', ...(name !== undefined && {name}), address},
    }),
    raw: payload,
  };
}
