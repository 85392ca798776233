import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {fieldsOf, instantOf, textOf} from '../../adapter/toolkit/fields.js';
import type {Message} from '../../model/message.js';
import type {Instant} from '../../model/capability-level.js';
import {conversationOf} from './map-conversation.js';
import {MESSAGE_EVENTS, messageFromEvent, type MessageContext} from './map-message.js';
import type {WireConversation, WireEvent, WireEventMessage, WireMessageEventType} from './wire.js';

/** What a webhook says, before anything is known of the account. */
export type SurgeNews =
  | {readonly kind: 'message'; readonly message: Message; readonly conversation: unknown}
  | {readonly kind: 'conversation'; readonly id: string; readonly conversation: unknown}
  /** Consent belongs to a thread, but the event names the contact alone. */
  | {readonly kind: 'consent'; readonly contactId: string; readonly optedOut: boolean; readonly at?: Instant};

/** @returns `undefined` for what is malformed or of no concern to an inbox */
export function newsFromWebhook(payload: unknown, context: MessageContext = {}): SurgeNews | undefined {
  const {type, data, timestamp} = fieldsOf<WireEvent>(payload);
  if (isMessageEvent(type)) {
    const message = messageFromEvent(type, data, timestamp, context);
    return message && {kind: 'message', message, conversation: fieldsOf<WireEventMessage>(data).conversation};
  }
  const id = textOf(fieldsOf<WireConversation>(data).id);
  if (id === undefined) return undefined;
  if (type === 'conversation.created') return {kind: 'conversation', id, conversation: data};
  if (type !== 'contact.opted_out' && type !== 'contact.opted_in') return undefined;
  const at = instantOf(timestamp);
  return {kind: 'consent', contactId: id, optedOut: type === 'contact.opted_out', ...(at !== undefined && {at})};
}

const isMessageEvent = (type: unknown): type is WireMessageEventType =>
  typeof type === 'string' && Object.hasOwn(MESSAGE_EVENTS, type);

/** The account an event is of: one endpoint may hear several. */
export const accountOf = (payload: unknown): string | undefined => textOf(fieldsOf<WireEvent>(payload).account_id);

/**
 * What a webhook payload says by itself, for hosts without an adapter at hand; `receiveWebhook` of an adapter says
 * more, since it knows the threads.
 *
 * @returns nothing for a payload it does not understand
 */
export function decodeSurgeEvent(payload: unknown): readonly AdapterEvent[] {
  const news = newsFromWebhook(payload);
  switch (news?.kind) {
    case 'message': {
      const {message} = news;
      const isNew = message.direction === 'inbound';
      return [{type: isNew ? 'message-created' : 'message-updated', message}, {type: 'conversations-invalidated'}];
    }
    case 'conversation': {
      const raw = fieldsOf<WireConversation>(news.conversation);
      return [{type: 'conversation-updated', conversation: conversationOf({id: news.id, raw})}];
    }
    case 'consent':
      return [{type: 'conversations-invalidated'}];
    case undefined:
      return [];
  }
}
