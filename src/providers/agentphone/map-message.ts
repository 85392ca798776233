import {fieldsOf, lookUp, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {attachmentFromUrl, type Attachment} from '../../model/attachment.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message, Reaction} from '../../model/message.js';
import type {Participant} from '../../model/participant.js';
import {fineTimeOf} from './time.js';
import type {WireMessage, WireReaction, WireSent} from './wire.js';

const DIRECTIONS: Readonly<Record<string, Direction>> = {inbound: 'inbound', outbound: 'outbound'};

/** History has no status at all, so what left counts as sent and never as delivered. [Inference] */
const STATUSES: Readonly<Record<Direction, DeliveryStatus>> = {
  inbound: 'received',
  outbound: 'sent',
  unknown: 'unknown',
};

/** The six tapbacks of iMessage as people know them; any other reaction is shown as the provider names it. */
const TAPBACKS: Readonly<Record<string, string>> = {
  love: '❤️',
  like: '👍',
  dislike: '👎',
  laugh: '😂',
  emphasize: '‼️',
  question: '❓',
};

export interface MessageContext {
  readonly conversationId: string;
  /** See `Message.order`. */
  readonly order?: number;
  /** What people of a group are called, by identifier. */
  readonly names?: ReadonlyMap<string, string>;
}

/**
 * One message of a history. Unknown fields and values, the channel among them, stay in `raw`.
 *
 * @returns `undefined` for an entry without an id: it could not be told from its own next edition
 */
export function messageFromWire(value: unknown, context: MessageContext): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  const direction = directionOf(wire.direction);
  const at = fineTimeOf(wire.receivedAt)?.at;
  const sender = senderOf(wire, direction, context.names);
  const replyTo = replyToOf(wire.replyTo);
  const reactions = reactionsOf(wire.reactions);
  return {
    id,
    conversationId: context.conversationId,
    direction,
    text: textOf(wire.body) ?? null,
    attachments: attachmentsOf(wire.mediaUrls, wire.mediaUrl),
    status: STATUSES[direction],
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    ...(context.order !== undefined && {order: context.order}),
    ...(sender && {sender}),
    ...(replyTo && {replyTo}),
    ...(reactions.length > 0 && {reactions}),
    raw: value,
  };
}

/** What was asked to be sent, for what the answer does not repeat. */
export interface SentMessage {
  readonly conversationId: string;
  readonly text: string;
  readonly mediaUrls?: readonly string[];
  readonly replyToMessageId?: string;
}

/**
 * The message as the provider took it. The answer names no time; history does. Its status is `sent` in every sample,
 * and any other word for a message that was taken means no more than that.
 *
 * @returns `undefined` when the answer names no message
 */
export function messageFromSent(value: unknown, sent: SentMessage): Message | undefined {
  const wire = fieldsOf<WireSent>(value);
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  const address = textOf(wire.from_number);
  return {
    id,
    conversationId: conversationIn(wire.conversation_id) ?? sent.conversationId,
    direction: 'outbound',
    text: textOf(sent.text) ?? null,
    attachments: attachmentsOf(wire.media_urls, undefined, sent.mediaUrls),
    status: wire.status === 'sent' ? 'sent' : 'accepted',
    atSource: 'none',
    ...(address !== undefined && {sender: {role: 'self', address}}),
    ...(sent.replyToMessageId !== undefined && {replyTo: {id: sent.replyToMessageId}}),
    raw: value,
  };
}

/** Another number makes another conversation. Only what looks like an id of the document is taken for one. */
const conversationIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith('conv_') ? value : undefined;

export const directionOf = (value: unknown): Direction => lookUp(DIRECTIONS, value) ?? 'unknown';

/** `mediaUrls` when it lists anything, else the older `mediaUrl`, else what was asked to be sent. */
export function attachmentsOf(many: unknown, one: unknown, asked: readonly string[] = []): readonly Attachment[] {
  const listed: readonly unknown[] = Array.isArray(many) && many.length > 0 ? many : one ? [one] : asked;
  const urls = listed.map(textOf).filter((url) => url !== undefined);
  return [...new Set(urls)].map(attachmentFromUrl);
}

function senderOf(
  {senderIdentifier, fromNumber}: Unchecked<WireMessage>,
  direction: Direction,
  names: MessageContext['names'],
): Participant | undefined {
  const address = (direction === 'inbound' ? textOf(senderIdentifier) : undefined) ?? textOf(fromNumber);
  if (address === undefined || direction === 'unknown') return undefined;
  if (direction === 'outbound') return {role: 'self', address};
  const name = names?.get(address);
  return {role: 'contact', ...(name !== undefined && {name}), address};
}

function replyToOf(value: unknown): Message['replyTo'] {
  const {messageId, message} = fieldsOf<NonNullable<WireMessage['replyTo']>>(value);
  const id = textOf(messageId);
  const text = textOf(message);
  return id === undefined ? undefined : {id, ...(text !== undefined && {text})};
}

function reactionsOf(value: unknown): readonly Reaction[] {
  const people = new Map<string, string[]>();
  for (const reaction of Array.isArray(value) ? (value as readonly unknown[]) : []) {
    const {reactionType, fromNumber} = fieldsOf<WireReaction>(reaction);
    const type = textOf(reactionType);
    if (type === undefined) continue;
    const name = lookUp(TAPBACKS, type) ?? type;
    people.set(name, [...(people.get(name) ?? []), ...[textOf(fromNumber) ?? []].flat()]);
  }
  return [...people].map(([name, by]) => ({name, by: [...new Set(by)]}));
}
