import {attachmentIn} from '../../adapter/toolkit/attachments.js';
import {
  fieldsOf,
  flagOf,
  idOf,
  instantOf,
  labelOf,
  lookUp,
  mergeFields,
  textOf,
  wordsOf,
  type Unchecked,
} from '../../adapter/toolkit/fields.js';
import {attachmentFromUrl, type Attachment, type AttachmentKind} from '../../model/attachment.js';
import {blocksSending, consentKeyword, UNKNOWN_CONSENT, type Consent} from '../../model/consent.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {Conversation, ConversationStatus, LastMessage} from '../../model/conversation.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message} from '../../model/message.js';
import type {OwnEndpoint, Participant} from '../../model/participant.js';
import type {Instant} from '../../model/capability-level.js';
import type {SurgeAdapterOptions} from './options.js';
import type {
  WireAttachment,
  WireContact,
  WireConversation,
  WireConversationStatus,
  WireEventMessage,
  WireMessage,
  WireMessageEventType,
  WirePhoneNumber,
} from './wire.js';

// Ids

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const SUFFIX = /(?:^|_)([0-7][0-9a-hjkmnp-tv-z]{25})$/;

/**
 * When something was created, read off its TypeID: the suffix is a UUID version 7 in Crockford's base 32, whose first
 * 48 bits are milliseconds. That the provider's ids are such is inference, and creation need not be sending.
 *
 * @returns `undefined` for anything else; the document itself holds an id with an "o", which the alphabet lacks
 */
export function instantInId(id: string): Instant | undefined {
  const suffix = SUFFIX.exec(id)?.[1];
  if (suffix === undefined) return undefined;
  const digits = [...suffix].map((character) => ALPHABET.indexOf(character));
  const version = (digits[10] ?? 0) >> 1;
  const variant = ((digits[13] ?? 0) >> 2) & 3;
  if (version !== 7 || variant !== 2) return undefined;
  return digits.slice(0, 10).reduce((time, digit) => time * 32 + digit, 0);
}

// Messages

const KINDS: Readonly<Record<string, AttachmentKind>> = {
  file: 'file',
  image: 'image',
  link: 'link',
  contact: 'contact',
  video: 'video',
} satisfies Record<NonNullable<WireAttachment['type']>, AttachmentKind>;

export interface MessageContext {
  /** For an answer that does not name its conversation. */
  readonly conversationId?: string;
  readonly attachmentUrl?: SurgeAdapterOptions['attachmentUrl'];
}

export const messageIdOf = (value: unknown): string | undefined => idOf(fieldsOf<WireMessage>(value).id);

/** The conversation an entry of the account's messages belongs to. */
export const conversationIdOf = (value: unknown): string | undefined =>
  idIn(fieldsOf<WireMessage>(value).conversation) ?? idOf(fieldsOf<{conversation_id: unknown}>(value).conversation_id);

/** The id of an object, or an id in its place. */
const idIn = (value: unknown): string | undefined => idOf(fieldsOf<{id: unknown}>(value).id) ?? idOf(value);

/**
 * A message as requests answer it. Of its direction only a blast tells anything, and that is inference; its time is
 * read off its id; its status is unknown. Unknown fields stay in `raw`.
 *
 * @returns `undefined` without an id or a conversation
 */
export function messageFromWire(value: unknown, context: MessageContext = {}): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  const id = messageIdOf(value);
  const conversationId = conversationIdOf(value) ?? context.conversationId;
  if (id === undefined || conversationId === undefined) return undefined;
  const at = instantInId(id);
  const text = wordsOf(wire.body) ?? null;
  const broadcastId = textOf(wire.blast_id);
  const direction = broadcastId === undefined ? 'unknown' : 'outbound';
  const isMetadata = typeof wire.metadata === 'object' && wire.metadata !== null;
  return {
    id,
    conversationId,
    direction,
    text,
    attachments: attachmentsOf(wire.attachments, context.attachmentUrl),
    status: 'unknown',
    // Events have whole seconds; within one, the ids still tell the order.
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'id', order: at}),
    ...(broadcastId !== undefined && {broadcastId}),
    ...consentChangeIn(direction, text),
    ...(isMetadata && {metadata: fieldsOf<Record<string, unknown>>(wire.metadata)}),
    raw: value,
  };
}

interface EventMeaning {
  readonly direction: Direction;
  readonly status: DeliveryStatus;
  readonly time: 'received_at' | 'sent_at' | 'delivered_at' | 'failed_at';
}

export const MESSAGE_EVENTS: Readonly<Record<WireMessageEventType, EventMeaning>> = {
  'message.received': {direction: 'inbound', status: 'received', time: 'received_at'},
  'message.sent': {direction: 'outbound', status: 'sent', time: 'sent_at'},
  'message.delivered': {direction: 'outbound', status: 'delivered', time: 'delivered_at'},
  'message.failed': {direction: 'outbound', status: 'failed', time: 'failed_at'},
};

/**
 * The message of an event, which tells what requests do not: direction, time and status.
 *
 * @param timestamp of the event, for data without a time
 */
export function messageFromEvent(
  type: WireMessageEventType,
  data: unknown,
  timestamp: unknown,
  context: MessageContext = {},
): Message | undefined {
  const message = messageFromWire(data, context);
  if (!message) return undefined;
  const {direction, status, time} = MESSAGE_EVENTS[type];
  const wire = fieldsOf<WireEventMessage>(data);
  const at = instantOf(wire[time]) ?? instantOf(timestamp);
  const reason = textOf(wire.failure_reason);
  return {
    ...withDirection(message, direction),
    status,
    ...(at !== undefined && {at, atSource: 'event'}),
    ...(status === 'failed' && reason !== undefined && {failure: {code: reason}}),
  };
}

/** A message whose direction somebody told: what was a hint about consent while nobody knew who wrote may go. */
export function withDirection(message: Message, direction: Direction): Message {
  const {consentChange, ...rest} = message;
  if (direction === 'outbound') return {...rest, direction};
  return {...rest, direction, ...(consentChange ? {consentChange} : consentChangeIn(direction, message.text))};
}

/**
 * A consent keyword of the contact, or of somebody unknown: where nobody tells directions, a stop word is a reason for
 * suspicion and a start word a reason to let the provider decide. Only a hint either way: which words the provider
 * recognises is not documented beyond START, YES and UNSTOP, and its own event has no message.
 */
function consentChangeIn(direction: Direction, text: string | null): Pick<Message, 'consentChange'> {
  const kind = direction === 'outbound' ? undefined : consentKeyword(text);
  return kind ? {consentChange: {kind, source: 'derived'}} : {};
}

function attachmentsOf(value: unknown, resolve: MessageContext['attachmentUrl']): readonly Attachment[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.flatMap((entry) => {
    const wire = fieldsOf<WireAttachment>(entry);
    const [id, read] = [idOf(wire.id), attachmentIn(entry, {kind: lookUp(KINDS, wire.type)})];
    const known = {...(id !== undefined && {id}), ...(read && {url: read.url})};
    const url = resolve ? resolve(known) : read?.url;
    if (url === undefined) return [];
    return [{...(read ?? attachmentFromUrl(url)), url, ...(id !== undefined && {id})}];
  });
}

// Conversations

/** What an opted-out thread is besides, archived or not, cannot be told. */
const STATUSES: Readonly<Record<WireConversationStatus, ConversationStatus>> = {
  active: 'active',
  archived: 'archived',
  opted_out: 'active',
};

export const statusOf = (value: unknown): ConversationStatus | undefined =>
  lookUp(STATUSES, fieldsOf<WireConversation>(value).status);

/** What a conversation itself says of consent, if anything: `status`, else `opted_out_at`. */
export function consentOf(value: unknown): Consent | undefined {
  const wire = fieldsOf<WireConversation>(value);
  const since = instantOf(wire.opted_out_at);
  const known = statusOf(wire) !== undefined;
  // A mark without a readable time is one all the same.
  const isMarked = wire.opted_out_at != null && wire.opted_out_at !== '' && wire.opted_out_at !== false;
  if (lookUp({opted_out: true}, wire.status) || (!known && isMarked)) {
    return {state: 'opted-out', ...(since !== undefined && {since}), source: 'native'};
  }
  return known ? {state: 'opted-in', source: 'native'} : undefined;
}

/** What is known of one thread, from answers, events and sends. */
export interface KnownThread {
  readonly id: string;
  /** The provider's object; the union of all that were read. */
  readonly raw: Unchecked<WireConversation>;
  readonly status?: ConversationStatus;
  readonly consent?: Consent;
  readonly last?: Message;
}

/** When something last happened in a thread: ids are finer than the whole seconds of events. */
export const activityOf = ({id, at}: Message): Instant | undefined => instantInId(id) ?? at;

/** The contact of a thread is the one other side: there are no groups. */
export function conversationOf({id, raw, status, consent = UNKNOWN_CONSENT, last}: KnownThread): Conversation {
  const contact = fieldsOf<WireContact>(raw.contact);
  const participant = participantOf(contact);
  const ownEndpoint = ownEndpointFromWire(raw.phone_number);
  const createdAt = instantInId(id);
  const lastActivityAt = last && activityOf(last);
  const isInbound = last?.direction === 'inbound';
  const isMetadata = typeof contact.metadata === 'object' && contact.metadata !== null;
  return {
    id,
    kind: 'direct',
    channel: 'sms',
    participants: participant ? [participant] : [],
    participantsComplete: participant !== undefined,
    ...(ownEndpoint && {ownEndpoint}),
    // In the absence of a word a thread that is talked in is open.
    status: status ?? (last ? 'active' : 'unknown'),
    // Nobody else remembers what was read: whatever a contact wrote last is unread until it is seen on this device.
    unread: {has: isInbound, source: 'local'},
    ...(last && last.direction !== 'unknown' && {needsReply: needsReply(isInbound, consent)}),
    consent,
    ...(last && {lastMessage: lastMessageOf(last)}),
    ...(lastActivityAt !== undefined && {lastActivityAt}),
    ...(createdAt !== undefined && {createdAt}),
    ...(isMetadata && {metadata: fieldsOf<Record<string, unknown>>(contact.metadata)}),
    raw,
  };
}

const needsReply = (isInbound: boolean, consent: Consent): Conversation['needsReply'] => ({
  value: isInbound && !blocksSending(consent),
  source: 'derived',
});

function lastMessageOf({id, text, attachments, at, direction, status}: Message): LastMessage {
  const [attachment] = attachments;
  return {
    id,
    ...(text !== null && {text}),
    ...(attachment && {attachmentKind: attachment.kind}),
    ...(at !== undefined && {at}),
    direction,
    status,
  };
}

/** Some answers say less of a thread than others; of the same contact or number each may know something else. */
export function unionOf(
  known: Unchecked<WireConversation>,
  news: Unchecked<WireConversation>,
): Unchecked<WireConversation> {
  const contact = partUnion(known.contact, news.contact);
  const number = partUnion(known.phone_number, news.phone_number);
  return {
    ...known,
    ...news,
    ...(contact !== undefined && {contact}),
    ...(number !== undefined && {phone_number: number}),
  };
}

function partUnion(known: unknown, news: unknown): unknown {
  if (news == null) return known;
  const isSame = fieldsOf<{id: string}>(known).id === fieldsOf<{id: string}>(news).id;
  return isSame ? mergeFields(known, news) : news;
}

// Contacts and numbers

interface Identity {
  readonly id?: string;
  readonly name?: string;
  readonly address?: string;
}

/** @returns `undefined` for something that is no contact */
function identityOf(wire: Unchecked<WireContact>): Identity | undefined {
  const [id, address] = [idOf(wire.id), labelOf(wire.phone_number)];
  if (id === undefined && address === undefined) return undefined;
  const names = [labelOf(wire.first_name), labelOf(wire.last_name)];
  const name = names.filter((part) => part !== undefined).join(' ');
  return {...(id !== undefined && {id}), ...(name && {name}), ...(address !== undefined && {address})};
}

function participantOf(wire: Unchecked<WireContact>): Participant | undefined {
  const identity = identityOf(wire);
  const isDisabled = flagOf(wire.outbound_disabled);
  return identity && {...identity, role: 'contact', ...(isDisabled && {outboundDisabled: true})};
}

export function ownEndpointFromWire(value: unknown): OwnEndpoint | undefined {
  const wire = fieldsOf<WirePhoneNumber>(value);
  const [id, address, label] = [idOf(wire.id), labelOf(wire.number), labelOf(wire.name)];
  if (id === undefined && address === undefined) return undefined;
  return {
    ...(id !== undefined && {id}),
    ...(address !== undefined && {address}),
    ...(label !== undefined && {label}),
  };
}

/** @returns `undefined` for something that is no contact */
export function contactFromWire(value: unknown): ContactDetails | undefined {
  const wire = fieldsOf<WireContact>(value);
  const identity = identityOf(wire);
  if (!identity) return undefined;
  const [email, birthDate] = [labelOf(wire.email), labelOf(wire.date_of_birth)];
  const name = labelOf(wire.phone_carrier_name) ?? labelOf(wire.phone_carrier);
  const country = labelOf(wire.phone_country);
  const carrier = {...(name !== undefined && {name}), ...(country !== undefined && {country})};
  return {
    ...identity,
    ...(email !== undefined && {email}),
    ...(birthDate !== undefined && {birthDate}),
    ...(Object.keys(carrier).length > 0 && {carrier}),
    metadata: fieldsOf<Record<string, unknown>>(wire.metadata),
    raw: value,
  };
}
