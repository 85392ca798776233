import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {pollingOptionsOf} from '../../adapter/polling.js';
import {fieldsOf, idOf, instantOf} from '../../adapter/toolkit/fields.js';
import type {LiveNewsOptions} from '../../adapter/toolkit/live-news.js';
import {newsOr} from '../../adapter/toolkit/webhook-news.js';
import type {Message} from '../../model/message.js';
import type {Instant} from '../../model/capability-level.js';
import type {AccountKnowledge} from './knowledge.js';
import {conversationIdOf, conversationOf, MESSAGE_EVENTS, messageFromEvent, type MessageContext} from './mapping.js';
import type {SurgeAdapterOptions} from './options.js';
import type {WireConversation, WireEvent, WireEventMessage, WireMessageEventType} from './wire.js';

/** What a webhook says, before anything is known of the account. */
type SurgeNews =
  | {readonly kind: 'message'; readonly message: Message; readonly conversation: unknown}
  | {readonly kind: 'conversation'; readonly id: string; readonly conversation: unknown}
  /** Consent belongs to a thread, but the event names the contact alone. */
  | {readonly kind: 'consent'; readonly contactId: string; readonly optedOut: boolean; readonly at?: Instant};

/** @returns `undefined` for what is malformed or of no concern to an inbox */
function newsFromWebhook(payload: unknown, context: MessageContext = {}): SurgeNews | undefined {
  const {type, data, timestamp} = fieldsOf<WireEvent>(payload);
  if (isMessageEvent(type)) {
    const message = messageFromEvent(type, data, timestamp, context);
    return message && {kind: 'message', message, conversation: fieldsOf<WireEventMessage>(data).conversation};
  }
  if (type === 'conversation.created') {
    const id = idOf(fieldsOf<WireConversation>(data).id);
    return id === undefined ? undefined : {kind: 'conversation', id, conversation: data};
  }
  if (type !== 'contact.opted_out' && type !== 'contact.opted_in') return undefined;
  const contactId = contactIdIn(data);
  if (contactId === undefined) return undefined;
  const at = instantOf(timestamp);
  return {kind: 'consent', contactId, optedOut: type === 'contact.opted_out', ...(at !== undefined && {at})};
}

/** The documented data is the contact with no more than its id; an id beside a contact is of something else. */
function contactIdIn(data: unknown): string | undefined {
  const {id, contact, contact_id} = fieldsOf<{id: unknown; contact: unknown; contact_id: unknown}>(data);
  return idOf(contact_id) ?? idOf(fieldsOf<{id: unknown}>(contact).id) ?? idOf(id);
}

/** What is to be read again after an event of which nothing else could be read. */
function unreadNews(payload: unknown): readonly AdapterEvent[] {
  const {type, data} = fieldsOf<WireEvent>(payload);
  const isKnown = isMessageEvent(type) || (typeof type === 'string' && OTHER_EVENTS.has(type));
  return isKnown ? newsOr([], data, conversationIdOf(data)) : [];
}

const OTHER_EVENTS = new Set(['conversation.created', 'contact.opted_out', 'contact.opted_in']);

const isMessageEvent = (type: unknown): type is WireMessageEventType =>
  typeof type === 'string' && Object.hasOwn(MESSAGE_EVENTS, type);

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
      return unreadNews(payload);
  }
}

/** What a webhook payload changes in what is known, as events; payloads of other accounts change nothing. */
export function takeWebhook(
  payload: unknown,
  knowledge: AccountKnowledge,
  {accountId, ...context}: MessageContext & Pick<SurgeAdapterOptions, 'accountId'>,
): readonly AdapterEvent[] {
  const news = newsFromWebhook(payload, context);
  // One endpoint may hear several accounts.
  const account = idOf(fieldsOf<WireEvent>(payload).account_id);
  if (account !== undefined && account !== accountId) return [];
  if (!news) return unreadNews(payload);
  switch (news.kind) {
    case 'message': {
      const {conversationId, id} = news.message;
      const isNew = !knowledge.knowsMessage(id);
      knowledge.noteConversation(news.conversation);
      const message = knowledge.learnMessage(news.message);
      const settled = knowledge.settleSuspicion(message);
      const touched = [conversationId, ...settled.filter((other) => other !== conversationId)];
      return [{type: isNew ? 'message-created' : 'message-updated', message}, ...updatesOf(touched, knowledge)];
    }
    case 'conversation':
      knowledge.noteConversation(news.conversation);
      return updatesOf([news.id], knowledge);
    case 'consent': {
      const {contactId, at} = news;
      const touched = news.optedOut ? knowledge.optOut(contactId, at) : knowledge.optIn(contactId, at);
      // A thread that is not known yet may be the one.
      return touched.length > 0 ? updatesOf(touched, knowledge) : [{type: 'conversations-invalidated'}];
    }
  }
}

export const updatesOf = (ids: readonly string[], knowledge: AccountKnowledge): AdapterEvent[] =>
  ids.map((id) => ({type: 'conversation-updated', conversation: knowledge.bareConversation(id)}));

/** Where messages can be listed, one also looks by oneself; less often when webhooks tell what is new. */
export function liveNewsOptions({documentedOnly, webhooks, polling = {}}: SurgeAdapterOptions): LiveNewsOptions {
  if (documentedOnly) return {};
  const slower = webhooks ? 4 : 1;
  return {polling: {conversations: 15_000 * slower, messages: 5000 * slower, ...pollingOptionsOf(polling)}};
}
