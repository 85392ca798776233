import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import {mediaIn} from '../../adapter/toolkit/attachments.js';
import {
  countOf,
  fieldsOf,
  flagOf,
  idOf,
  instantOf,
  labelOf,
  lookUp,
  numberOf,
  textOf,
  wordsOf,
  type Unchecked,
} from '../../adapter/toolkit/fields.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import {consentKeyword, UNKNOWN_CONSENT, type Consent} from '../../model/consent.js';
import type {Conversation, ConversationStatus, Unread} from '../../model/conversation.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message, MessageInsight} from '../../model/message.js';
import type {Participant} from '../../model/participant.js';
import type {Instant} from '../../model/capability-level.js';
import {refusal} from './errors.js';
import type {AmplifiSendOptions} from './options.js';
import type {
  WireConversation,
  WireDirection,
  WireMessage,
  WireReply,
  WireReplyAnswer,
  WireRoute,
  WireStatus,
} from './wire.js';

// Numbers

/**
 * Reads "any standard US format" (the Amplifi document) to E.164: ten digits, or eleven that start with 1, however
 * they are punctuated. Anything else is not a US number and answers `undefined`. The exact rule is inference.
 */
export function usNumberToE164(text: string): string | undefined {
  const trimmed = text.trim();
  if (!/^\+?[\d\s().-]+$/.test(trimmed)) return undefined;
  const digits = trimmed.replace(/\D/g, '');
  if (digits.length === 11 && digits.startsWith('1')) return `+${digits}`;
  return digits.length === 10 && !trimmed.startsWith('+') ? `+1${digits}` : undefined;
}

/** A number as the provider names a conversation by it; one that came as a number of JSON has lost its plus. */
export function phoneOf(value: unknown): string | undefined {
  const digits = idOf(value);
  if (typeof value !== 'number') return digits;
  return digits === undefined ? undefined : (usNumberToE164(digits) ?? digits);
}

/** Whether two spellings are of one number. */
const isSameNumber = (a: string, b: string): boolean =>
  a === b || (usNumberToE164(a) ?? a) === (usNumberToE164(b) ?? b);

// Conversations

/** What the question says about every conversation in the answer. */
export interface ListFilters {
  readonly unread?: boolean;
  readonly needsReply?: boolean;
  readonly includeArchived?: boolean;
}

/**
 * One entry of the conversation list. Unknown fields stay in `raw`.
 *
 * @returns `undefined` for an entry without a phone number: it has no key, so nothing can be asked about it
 */
export function conversationFromWire(value: unknown, filters: ListFilters = {}): Conversation | undefined {
  const wire = fieldsOf<WireConversation>(value);
  const id = phoneOf(wire.phoneNumber);
  if (id === undefined) return undefined;
  const lastActivityAt = instantOf(wire.lastMessageAt);
  const text = wordsOf(wire.lastMessage);
  const starred = flagOf(wire.isStarred);
  const unread = unreadOf(wire, filters);
  return {
    id,
    kind: 'direct',
    channel: 'sms',
    participants: [contactFromWire(id, wire)],
    participantsComplete: true,
    status: conversationStatusOf(wire, filters),
    ...(starred !== undefined && {starred}),
    unread,
    ...(filters.needsReply && {needsReply: {value: true, source: 'native'}}),
    consent: consentHint(text, lastActivityAt, unread.has || filters.needsReply === true),
    ...((text !== undefined || lastActivityAt !== undefined) && {
      lastMessage: {
        ...(text !== undefined && {text}),
        ...(lastActivityAt !== undefined && {at: lastActivityAt}),
        ...(filters.needsReply && {direction: 'inbound'}),
      },
    }),
    ...(lastActivityAt !== undefined && {lastActivityAt}),
    raw: value,
  };
}

function contactFromWire(address: string, wire: Unchecked<WireConversation>): Participant {
  const id = idOf(wire.contactId);
  const names = [labelOf(wire.firstName), labelOf(wire.lastName)];
  const name = names.filter((part) => part !== undefined).join(' ');
  return {...(id !== undefined && {id}), role: 'contact', ...(name && {name}), address};
}

function conversationStatusOf(wire: Unchecked<WireConversation>, filters: ListFilters): ConversationStatus {
  const archived = flagOf(wire.isArchived);
  if (archived !== undefined) return archived ? 'archived' : 'active';
  return filters.includeArchived ? 'unknown' : 'active';
}

function unreadOf(wire: Unchecked<WireConversation>, filters: ListFilters): Unread {
  const count = countOf(wire.unreadCount);
  if (count !== undefined) return {has: count > 0, count, source: 'native'};
  return filters.unread ? {has: true, source: 'native'} : {has: false, source: 'derived'};
}

/**
 * The list tells neither consent nor the direction of its last message. A last message that is a stop word is a hint
 * only when something shows that the contact wrote: an unread count, or the list of what awaits a reply (inference).
 */
function consentHint(text: string | undefined, since: Instant | undefined, contactWrote: boolean): Consent {
  if (!contactWrote || consentKeyword(text) !== 'opt-out') return UNKNOWN_CONSENT;
  return {state: 'probably-opted-out', ...(since !== undefined && {since}), source: 'derived'};
}

// Messages

const DIRECTIONS: Readonly<Record<WireDirection, Direction>> = {incoming: 'inbound', outgoing: 'outbound'};

const STATUSES: Readonly<Record<WireStatus, DeliveryStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  failed: 'failed',
  undelivered: 'undelivered',
};

const INSIGHT_FIELDS = [
  'sentiment',
  'sentimentScore',
  'messageCategory',
  'requiresResponse',
  'optOutDetected',
] as const satisfies readonly (keyof WireMessage)[];

/**
 * One message of a history. Unknown fields and values stay in `raw`.
 *
 * @param conversationId as it was asked for
 * @param order see `Message.order`
 * @returns `undefined` for an entry without an id, which could not be told from its own next edition, and for one that
 *   names another number itself
 */
export function messageFromWire(value: unknown, conversationId: string, order?: number): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  const id = idOf(wire.id);
  const phone = phoneOf(wire.phoneNumber);
  if (id === undefined || (phone !== undefined && !isSameNumber(phone, conversationId))) return undefined;
  const direction = lookUp(DIRECTIONS, wire.direction) ?? 'unknown';
  const text = wordsOf(wire.message) ?? null;
  const at = instantOf(wire.timestamp);
  const insight = insightOf(wire, direction);
  const consentChange = consentChangeIn(direction, text, insight);
  return {
    id,
    conversationId,
    direction,
    text,
    // `mediaUrls` when it lists anything, else `mediaUrl`: how the two relate is inference.
    attachments: mediaIn(wire.mediaUrls, wire.mediaUrl),
    status: statusOf(wire.status, direction),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    ...(order !== undefined && {order}),
    ...(insight && {insight}),
    ...(consentChange && {consentChange}),
    raw: value,
  };
}

/** What was asked to be sent, for what the answer does not repeat. */
export interface SentReply {
  readonly conversationId: string;
  readonly text: string;
  readonly mediaUrl?: string;
}

/**
 * The message as the provider took it. Its text may differ from what was typed: the provider normalises characters
 * and shortens links. Who carries it, and what they call it, are its `references`.
 *
 * @returns `undefined` when the answer names no message
 */
export function messageFromReply(value: unknown, sent: SentReply): Message | undefined {
  const {messageLog, provider, providerMessageId} = fieldsOf<WireReplyAnswer>(value);
  const log = fieldsOf<WireReplyAnswer['messageLog']>(messageLog);
  const id = idOf(log.id);
  if (id === undefined) return undefined;
  const at = instantOf(log.sentAt);
  const carrierId = idOf(providerMessageId);
  return {
    id,
    conversationId: sent.conversationId,
    direction: 'outbound',
    text: wordsOf(log.message) ?? sent.text,
    attachments: sent.mediaUrl === undefined ? [] : [attachmentFromUrl(sent.mediaUrl)],
    // The answer itself is an acceptance, even when it does not say how far the message got (inference).
    status: log.status == null ? 'accepted' : statusOf(log.status, 'outbound'),
    ...(carrierId !== undefined && {references: [{name: textOf(provider), id: carrierId}]}),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    raw: value,
  };
}

/** `null` on an incoming message is "there is nothing to deliver", not "unknown". */
function statusOf(status: unknown, direction: Direction): DeliveryStatus {
  if (status == null) return direction === 'inbound' ? 'received' : 'unknown';
  return lookUp(STATUSES, status) ?? 'unknown';
}

/** Only what came in is analysed; there, a missing field means "not analysed yet" like `null`. */
function insightOf(wire: Unchecked<WireMessage>, direction: Direction): MessageInsight | undefined {
  if (direction !== 'inbound' && INSIGHT_FIELDS.every((field) => wire[field] == null)) return undefined;
  return {
    sentiment: textOf(wire.sentiment) ?? null,
    sentimentScore: numberOf(wire.sentimentScore) ?? null,
    category: textOf(wire.messageCategory) ?? null,
    requiresResponse: flagOf(wire.requiresResponse) ?? null,
    optOutDetected: flagOf(wire.optOutDetected) ?? null,
  };
}

/** The provider flags opting out only. A start word is read here, as a hint; a stop word is left to `consentChangeOf`. */
function consentChangeIn(
  direction: Direction,
  text: string | null,
  insight: MessageInsight | undefined,
): Message['consentChange'] {
  if (direction === 'outbound') return undefined;
  if (insight?.optOutDetected) return {kind: 'opt-out', source: 'native'};
  const optsIn = direction === 'inbound' && consentKeyword(text) === 'opt-in';
  return optsIn ? {kind: 'opt-in', source: 'derived'} : undefined;
}

// Replies

export const ROUTES: readonly WireRoute[] = ['AUTO', 'SMS', 'MMS'];

/**
 * The body of a reply, checked against the document before anything leaves.
 *
 * @param usual the options of every reply; those of the message itself win
 * @throws ConversationError of kind `validation`
 */
export function replyToWire(message: OutgoingMessage, usual: AmplifiSendOptions = {}): WireReply {
  if (message.text.trim() === '') {
    throw refusal('message', 'Amplifi needs a text in every message, also in one with a picture.');
  }
  const [mediaUrl, ...more] = message.mediaUrls ?? [];
  if (more.length > 0) throw refusal('mediaUrl', 'Amplifi takes one attachment in a message.');
  if (mediaUrl !== undefined && !/^https?:\/\/./i.test(mediaUrl)) {
    throw refusal('mediaUrl', 'Amplifi fetches an attachment from a public http or https address.');
  }
  return {
    message: message.text,
    ...(mediaUrl !== undefined && {mediaUrl}),
    ...sendOptions({...usual, ...message.providerOptions}),
    ...(message.ownEndpointId !== undefined && {fromPhoneNumberId: message.ownEndpointId}),
  };
}

function sendOptions(options: Readonly<Record<string, unknown>>): AmplifiSendOptions {
  const {normalizeText, forceRoute, fromPhoneNumberId, ...others} = options;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refusal(other, `Amplifi has no send option "${other}".`);
  if (normalizeText !== undefined && typeof normalizeText !== 'boolean') {
    throw refusal('normalizeText', 'normalizeText must be true or false.');
  }
  const from = textOf(fromPhoneNumberId);
  if (fromPhoneNumberId !== undefined && from === undefined) {
    throw refusal('fromPhoneNumberId', 'fromPhoneNumberId must be the id of one of the numbers of the organisation.');
  }
  const route = ROUTES.find((known) => known === forceRoute);
  if (forceRoute !== undefined && !route) throw refusal('forceRoute', `forceRoute must be ${ROUTES.join(', ')}.`);
  return {
    ...(normalizeText !== undefined && {normalizeText}),
    ...(route && {forceRoute: route}),
    ...(from !== undefined && {fromPhoneNumberId: from}),
  };
}
