import {
  countOf,
  fieldsOf,
  flagOf,
  idOf,
  labelOf,
  lookUp,
  mediaIn,
  textOf,
  wordsOf,
  type Unchecked,
} from '../../adapter/toolkit/index.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {Channel, Conversation, LastMessage} from '../../model/conversation.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message} from '../../model/message.js';
import type {OwnEndpoint, Participant} from '../../model/participant.js';
import {REACTION_KINDS, REACTION_SIGNS, type Reaction, type ReactionKind} from '../../model/reaction.js';
import {normalizePhone} from '../../model/phone-number.js';
import type {SendRules} from '../../model/send-rules.js';
import {arrange, fineTimeOf} from './message-order.js';
import type {
  WireContact,
  WireConversationDetail,
  WireConversationSummary,
  WireGroupParticipant,
  WireMessage,
  WireNumber,
  WireReaction,
  WireSent,
} from './wire.js';

type Wire = Unchecked<WireConversationSummary & WireConversationDetail>;

/** What is known about conversations from elsewhere. */
export interface ConversationContext {
  /** The name of the contact with an address. */
  readonly nameOf?: (address: string) => string | undefined;
  /** The channel the newest message of a conversation came on. */
  readonly channelOf?: (conversationId: string) => Channel | undefined;
}

/**
 * An entry of the list, or one conversation with its recent messages. Unknown fields stay in `raw`.
 *
 * Nothing in this API tells unread messages, an archive, stars or consent.
 *
 * @returns `undefined` without an id: nothing can be asked about it
 */
export function conversationFromWire(value: unknown, context: ConversationContext = {}): Conversation | undefined {
  const wire = fieldsOf<WireConversationSummary & WireConversationDetail>(value);
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const newest = newestMessage(wire, id);
  const isGroup = flagOf(wire.isGroup) === true;
  const title = isGroup ? labelOf(wire.groupName) : undefined;
  const ownEndpoint = ownEndpointOf(wire);
  const lastActivityAt = fineTimeOf(wire.lastMessageAt)?.at ?? newest?.at;
  const createdAt = fineTimeOf(wire.createdAt)?.at;
  const messageCount = countOf(wire.messageCount);
  const agentId = idOf(wire.agentId);
  const lastMessage = lastMessageOf(wire, newest, lastActivityAt);
  const people = isGroup ? membersOf(wire, context) : contactOf(wire, context);
  const channel = channelIn(wire) ?? context.channelOf?.(id) ?? usualChannel(wire);
  return {
    id,
    ...(title !== undefined && {title}),
    kind: isGroup ? 'group' : 'direct',
    channel,
    participants: people,
    participantsComplete: people.length > 0,
    ...(ownEndpoint && {ownEndpoint}),
    status: 'active',
    unread: {has: false, source: 'derived'},
    ...(newest &&
      newest.direction !== 'unknown' && {
        needsReply: {value: newest.direction === 'inbound', source: 'derived'},
      }),
    consent: UNKNOWN_CONSENT,
    ...(lastMessage && {lastMessage}),
    ...(lastActivityAt !== undefined && {lastActivityAt}),
    ...(createdAt !== undefined && {createdAt}),
    ...(messageCount !== undefined && {messageCount}),
    ...(agentId !== undefined && {agentId}),
    sendRules: sendRulesOf(channel),
    ...(wire.metadata !== undefined && {metadata: metadataOf(wire.metadata)}),
    raw: value,
  };
}

/** A carousel of iMessage: from two pictures on, and without a text. */
export const MAXIMUM_ATTACHMENTS = 20;

/** One attachment with a text or alone; more of them are pictures of an iMessage, and stand alone. Effects, answers to one message
 * and reactions are iMessage's. */
export const sendRulesOf = (channel: Channel): SendRules =>
  channel === 'imessage'
    ? {maximumAttachments: MAXIMUM_ATTACHMENTS, maximumAttachmentsWithText: 1, severalAttachments: 'images'}
    : {maximumAttachments: 1, withoutOptions: ['sendStyle', 'replyTo', 'reaction']};

/** `null` is an answer too: there is none. */
export function metadataOf(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? {...value} : null;
}

/** What people of a group are called, by identifier. */
export function memberNames(value: unknown): ReadonlyMap<string, string> {
  const {participants} = fieldsOf<WireConversationDetail>(value);
  return new Map(
    listOf(participants).flatMap((member) => {
      const {identifier, name} = fieldsOf<WireGroupParticipant>(member);
      const [key, text] = [labelOf(identifier), labelOf(name)];
      return key !== undefined && text !== undefined ? [[key, text] as const] : [];
    }),
  );
}

/** The channel of the newest message in a conversation with messages; a picture makes no other channel. */
export function channelIn({messages}: Wire): Channel | undefined {
  const newest = arrange(listOf(messages)).entries.at(-1);
  const channel = channelOf(fieldsOf<WireMessage>(newest?.wire));
  return channel === 'mms' ? 'sms' : channel;
}

/** As the documents write it. */
const channelOf = ({channel}: Unchecked<WireMessage>): Channel | undefined => textOf(channel)?.toLowerCase();

/** "SMS message threads", says the document; groups and e-mail addresses exist in iMessage only. [Inference] */
const usualChannel = ({isGroup, participant}: Wire): Channel =>
  flagOf(isGroup) === true || labelOf(participant)?.includes('@') ? 'imessage' : 'sms';

function contactOf({participant, participants}: Wire, {nameOf}: ConversationContext): Participant[] {
  const address = labelOf(participant);
  if (address === undefined) return [];
  const name = nameOf?.(address) ?? memberNames({participants}).get(address);
  return [{role: 'contact', ...(name !== undefined && {name}), address}];
}

function membersOf({participants, phoneNumber}: Wire, {nameOf}: ConversationContext): Participant[] {
  const names = memberNames({participants});
  return listOf(participants).flatMap((member): Participant[] => {
    const address = labelOf(fieldsOf<WireGroupParticipant>(member).identifier);
    if (address === undefined || address === labelOf(phoneNumber)) return [];
    const name = names.get(address) ?? nameOf?.(address);
    return [{role: 'contact', ...(name !== undefined && {name}), address}];
  });
}

function ownEndpointOf({phoneNumberId, phoneNumber}: Wire): OwnEndpoint | undefined {
  const [id, address] = [idOf(phoneNumberId), labelOf(phoneNumber)];
  if (id === undefined && address === undefined) return undefined;
  return {...(id !== undefined && {id}), ...(address !== undefined && {address})};
}

function newestMessage({messages}: Wire, conversationId: string): Message | undefined {
  const own = arrange(listOf(messages)).entries.filter(({wire}) => isOf(wire, conversationId));
  const newest = own.at(-1);
  return newest && messageFromWire(newest.wire, {conversationId});
}

/** The list has a text and a time only; a conversation with messages knows more. */
function lastMessageOf({lastMessagePreview}: Wire, newest: Message | undefined, at?: number): LastMessage | undefined {
  if (newest) {
    const {id, text, direction, status, attachments} = newest;
    const time = newest.at ?? at;
    const [attachment] = attachments;
    return {
      id,
      ...(text !== null && {text}),
      ...(attachment && {attachmentKind: attachment.kind}),
      ...(time !== undefined && {at: time}),
      direction,
      status,
    };
  }
  const text = wordsOf(lastMessagePreview);
  if (text === undefined && at === undefined) return undefined;
  return {...(text !== undefined && {text}), ...(at !== undefined && {at})};
}

const DIRECTIONS: Readonly<Record<string, Direction>> = {inbound: 'inbound', outbound: 'outbound'};

/** History has no status at all, so what left counts as sent and never as delivered. [Inference] */
const STATUSES: Readonly<Record<Direction, DeliveryStatus>> = {
  inbound: 'received',
  outbound: 'sent',
  unknown: 'unknown',
};

/** Words for a message that did not leave, or did not arrive: no document lists them, and none may pass for sent. */
const FAILURES: Readonly<Record<string, DeliveryStatus>> = {
  failed: 'failed',
  error: 'failed',
  rejected: 'failed',
  canceled: 'failed',
  cancelled: 'failed',
  undelivered: 'undelivered',
};

export interface MessageContext {
  readonly conversationId: string;
  /** See `Message.order`. */
  readonly order?: number;
  /** What people of a group are called, by identifier. */
  readonly names?: ReadonlyMap<string, string>;
}

/** Whether a row belongs to a conversation: rows need not say so, but one that names another is of another. */
export function isOf(value: unknown, conversationId: string): boolean {
  const wire = fieldsOf<{conversationId: unknown; conversation_id: unknown}>(value);
  const said = idOf(wire.conversationId) ?? idOf(wire.conversation_id);
  return said === undefined || said === conversationId;
}

/**
 * One message of a history. Unknown fields and values, the channel among them, stay in `raw`.
 *
 * @returns `undefined` for an entry without an id: it could not be told from its own next edition
 */
export function messageFromWire(value: unknown, context: MessageContext): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const direction = directionOf(wire.direction);
  const at = fineTimeOf(wire.receivedAt)?.at;
  const sender = senderOf(wire, direction, context.names);
  const replyTo = replyToOf(wire.replyTo);
  const reactions = reactionsOf(wire, direction);
  const channel = channelOf(wire);
  const failure = direction === 'outbound' ? failureOf(value) : undefined;
  return {
    id,
    conversationId: context.conversationId,
    direction,
    text: wordsOf(wire.body) ?? null,
    attachments: mediaIn(wire.mediaUrls, wire.mediaUrl),
    status: failure?.status ?? STATUSES[direction],
    ...(failure?.text !== undefined && {failure: {text: failure.text}}),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    ...(context.order !== undefined && {order: context.order}),
    ...(sender && {sender}),
    ...(replyTo && {replyTo}),
    // An empty list is an answer too: who reacted may take that back.
    ...(Array.isArray(wire.reactions) && {reactions}),
    ...(channel !== undefined && channel !== 'imessage' && {takesReactions: false}),
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
 * The message as the provider took it. The answer names no time; history does. Its status is `sent` in every sample;
 * a word for failure means that, and any other means no more than that the message was taken.
 *
 * @returns `undefined` when the answer names no message
 */
export function messageFromSent(value: unknown, sent: SentMessage): Message | undefined {
  const wire = fieldsOf<WireSent>(value);
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const address = textOf(wire.from_number);
  const failure = failureOf(value);
  return {
    id,
    conversationId: conversationIn(wire.conversation_id) ?? sent.conversationId,
    direction: 'outbound',
    text: textOf(sent.text) ?? null,
    attachments: mediaIn(wire.media_urls, undefined, sent.mediaUrls),
    status: failure?.status ?? (wire.status === 'sent' ? 'sent' : 'accepted'),
    ...(failure?.text !== undefined && {failure: {text: failure.text}}),
    atSource: 'none',
    ...(address !== undefined && {sender: {role: 'self', address}}),
    ...(sent.replyToMessageId !== undefined && {replyTo: {id: sent.replyToMessageId}}),
    raw: value,
  };
}

interface SaidOfFailure {
  readonly status: unknown;
  readonly error: unknown;
  readonly reason: unknown;
  readonly message: unknown;
}

/** What a status says that is a failure, with the words for it that stand beside it. */
export function failureOf(value: unknown): {readonly status: DeliveryStatus; readonly text?: string} | undefined {
  const wire = fieldsOf<SaidOfFailure>(value);
  const status = lookUp(FAILURES, textOf(wire.status)?.toLowerCase());
  const text = textOf(wire.reason) ?? textOf(wire.error) ?? textOf(wire.message);
  return status && {status, ...(text !== undefined && {text})};
}

/** Another number makes another conversation. Only what looks like an id of the document is taken for one. */
const conversationIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith('conv_') ? value : undefined;

export const directionOf = (value: unknown): Direction => lookUp(DIRECTIONS, value) ?? 'unknown';

function senderOf(
  {senderIdentifier, fromNumber}: Unchecked<WireMessage>,
  direction: Direction,
  names: MessageContext['names'],
): Participant | undefined {
  const address = (direction === 'inbound' ? labelOf(senderIdentifier) : undefined) ?? labelOf(fromNumber);
  if (address === undefined || direction === 'unknown') return undefined;
  if (direction === 'outbound') return {role: 'self', address};
  const name = names?.get(address);
  return {role: 'contact', ...(name !== undefined && {name}), address};
}

function replyToOf(value: unknown): Message['replyTo'] {
  const {messageId, message} = fieldsOf<NonNullable<WireMessage['replyTo']>>(value);
  const id = idOf(messageId);
  const text = textOf(message);
  return id === undefined ? undefined : {id, ...(text !== undefined && {text})};
}

/** The six tapbacks as people know them; any other reaction is shown as the provider names it. */
function reactionsOf(
  {reactions, fromNumber, toNumber}: Unchecked<WireMessage>,
  direction: Direction,
): readonly Reaction[] {
  const ours = direction === 'unknown' ? undefined : labelOf(direction === 'outbound' ? fromNumber : toNumber);
  const isFromUs = (wire: Unchecked<WireReaction>, who: string | undefined): boolean => {
    const told = directionOf(wire.direction);
    // Where nobody says which way it went, the number does.
    if (told !== 'unknown' || who === undefined || ours === undefined) return told === 'outbound';
    return addressKey(who) === addressKey(ours);
  };
  const found = new Map<string, Reaction>();
  for (const given of listOf(reactions)) {
    const wire = fieldsOf<WireReaction>(given);
    const type = textOf(wire.reactionType);
    if (type === undefined) continue;
    const kind = reactionKindOf(type);
    const who = textOf(wire.fromNumber);
    const {by = [], isOwn = false} = found.get(kind ?? type) ?? {};
    found.set(kind ?? type, {
      name: kind ? REACTION_SIGNS[kind] : type,
      by: [...new Set([...by, ...(who === undefined ? [] : [who])])],
      ...(kind && {kind}),
      ...((isOwn || isFromUs(wire, who)) && {isOwn: true}),
    });
  }
  return [...found.values()];
}

const KINDS = Object.fromEntries(REACTION_KINDS.map((kind) => [kind, kind])) as Readonly<Record<string, ReactionKind>>;

/** Which of the six the provider means. */
export const reactionKindOf = (type: unknown): ReactionKind | undefined => lookUp(KINDS, type);

/** One of the account's numbers. @returns `undefined` without an id: nothing can be sent from it */
export function ownEndpointFromWire(value: unknown): OwnEndpoint | undefined {
  const wire = fieldsOf<WireNumber>(value);
  const [id, address] = [idOf(wire.id), labelOf(wire.phoneNumber)];
  return id === undefined ? undefined : {id, ...(address !== undefined && {address})};
}

export function contactFromWire(value: unknown): ContactDetails {
  const wire = fieldsOf<WireContact>(value);
  const [id, name, address] = [idOf(wire.id), labelOf(wire.name), labelOf(wire.phoneNumber)];
  const [email, notes] = [labelOf(wire.email), labelOf(wire.notes)];
  return {
    ...(id !== undefined && {id}),
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
    ...(email !== undefined && {email}),
    ...(notes !== undefined && {notes}),
    raw: value,
  };
}

/** One spelling for one address: contacts and conversations may write the same number differently. */
export const addressKey = (address: string): string =>
  address.includes('@') ? address.trim().toLowerCase() : (normalizePhone(address) ?? address);

/** The addresses a contact is known by. */
export const keysOf = ({address, email}: ContactDetails): string[] =>
  [address, email].flatMap((known) => (known === undefined ? [] : [addressKey(known)]));

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
