import {fieldsOf, flagOf, instantOf, lookUp, numberOf, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {attachmentFromUrl, type Attachment} from '../../model/attachment.js';
import {consentKeyword} from '../../model/consent.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message, MessageInsight} from '../../model/message.js';
import type {WireDirection, WireMessage, WireReplyAnswer, WireStatus} from './wire.js';

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
 * @returns `undefined` for an entry without an id: it could not be told from its own next edition
 */
export function messageFromWire(value: unknown, conversationId: string, order?: number): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  const direction = lookUp(DIRECTIONS, wire.direction) ?? 'unknown';
  const text = textOf(wire.message) ?? null;
  const at = instantOf(wire.timestamp);
  const insight = insightOf(wire, direction);
  const consentChange = consentChangeIn(direction, text, insight);
  return {
    id,
    conversationId,
    direction,
    text,
    attachments: attachmentsOf(wire),
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
 * and shortens links. `provider` and `providerMessageId` stay in `raw`.
 *
 * @returns `undefined` when the answer names no message
 */
export function messageFromReply(value: unknown, sent: SentReply): Message | undefined {
  const log = fieldsOf<WireReplyAnswer['messageLog']>(fieldsOf<WireReplyAnswer>(value).messageLog);
  const id = textOf(log.id);
  if (id === undefined) return undefined;
  const at = instantOf(log.sentAt);
  return {
    id,
    conversationId: sent.conversationId,
    direction: 'outbound',
    text: textOf(log.message) ?? sent.text,
    attachments: sent.mediaUrl === undefined ? [] : [attachmentFromUrl(sent.mediaUrl)],
    // The answer itself is an acceptance, even when it does not say how far the message got (inference).
    status: log.status == null ? 'accepted' : statusOf(log.status, 'outbound'),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    raw: value,
  };
}

/** `null` on an incoming message is "there is nothing to deliver", not "unknown". */
function statusOf(status: unknown, direction: Direction): DeliveryStatus {
  if (status == null) return direction === 'inbound' ? 'received' : 'unknown';
  return lookUp(STATUSES, status) ?? 'unknown';
}

/** `mediaUrls` when it lists anything, else `mediaUrl`: how the two relate is inference. */
function attachmentsOf({mediaUrl, mediaUrls}: Unchecked<WireMessage>): readonly Attachment[] {
  const listed: readonly unknown[] = Array.isArray(mediaUrls) && mediaUrls.length > 0 ? mediaUrls : [mediaUrl];
  const urls = listed.map(textOf).filter((url) => url !== undefined);
  return [...new Set(urls)].map(attachmentFromUrl);
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
