import {fieldsOf, instantOf, lookUp, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {blocksSending, UNKNOWN_CONSENT, type Consent} from '../../model/consent.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {Conversation, ConversationStatus, LastMessage} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import type {OwnEndpoint, Participant} from '../../model/participant.js';
import {instantInId} from './ids.js';
import type {WireContact, WireConversation, WireConversationStatus, WirePhoneNumber} from './wire.js';

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
  if (wire.status === 'opted_out' || (!known && since !== undefined)) {
    return {state: 'opted-out', ...(since !== undefined && {since}), source: 'native'};
  }
  return known ? {state: 'opted-in', source: 'native'} : undefined;
}

export function nameOf(wire: Unchecked<WireContact>): string | undefined {
  const names = [textOf(wire.first_name)?.trim(), textOf(wire.last_name)?.trim()];
  return names.filter((part) => !!part).join(' ') || undefined;
}

function participantOf(value: unknown): Participant {
  const wire = fieldsOf<WireContact>(value);
  const [id, name, address] = [textOf(wire.id), nameOf(wire), textOf(wire.phone_number)];
  return {
    ...(id !== undefined && {id}),
    role: 'contact',
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
  };
}

export function ownEndpointFromWire(value: unknown): OwnEndpoint | undefined {
  const wire = fieldsOf<WirePhoneNumber>(value);
  const [id, address, label] = [textOf(wire.id), textOf(wire.number), textOf(wire.name)];
  if (id === undefined && address === undefined) return undefined;
  return {
    ...(id !== undefined && {id}),
    ...(address !== undefined && {address}),
    ...(label !== undefined && {label}),
  };
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

/** The contact of a thread is the one other side: there are no groups. */
export function conversationOf({id, raw, status, consent = UNKNOWN_CONSENT, last}: KnownThread): Conversation {
  const contact = fieldsOf<WireContact>(raw.contact);
  const knowsContact = textOf(contact.id) !== undefined || textOf(contact.phone_number) !== undefined;
  const ownEndpoint = ownEndpointFromWire(raw.phone_number);
  const createdAt = instantInId(id);
  const isInbound = last?.direction === 'inbound';
  const isMetadata = typeof contact.metadata === 'object' && contact.metadata !== null;
  return {
    id,
    kind: 'direct',
    channel: 'sms',
    participants: knowsContact ? [participantOf(contact)] : [],
    participantsComplete: knowsContact,
    ...(ownEndpoint && {ownEndpoint}),
    // In the absence of a word a thread that is talked in is open.
    status: status ?? (last ? 'active' : 'unknown'),
    // Nobody else remembers what was read: whatever a contact wrote last is unread until it is seen on this device.
    unread: {has: isInbound, source: 'local'},
    ...(last && last.direction !== 'unknown' && {needsReply: needsReply(isInbound, consent)}),
    consent,
    ...(last && {lastMessage: lastMessageOf(last)}),
    ...(last?.at !== undefined && {lastActivityAt: last.at}),
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

/** @returns `undefined` for something that is no contact */
export function contactFromWire(value: unknown): ContactDetails | undefined {
  const wire = fieldsOf<WireContact>(value);
  const [id, name, address] = [textOf(wire.id), nameOf(wire), textOf(wire.phone_number)];
  if (id === undefined && address === undefined) return undefined;
  const email = textOf(wire.email);
  const carrierName = textOf(wire.phone_carrier_name) ?? textOf(wire.phone_carrier);
  const country = textOf(wire.phone_country);
  const carrier = {...(carrierName !== undefined && {name: carrierName}), ...(country !== undefined && {country})};
  return {
    ...(id !== undefined && {id}),
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
    ...(email !== undefined && {email}),
    ...(Object.keys(carrier).length > 0 && {carrier}),
    metadata: fieldsOf<Record<string, unknown>>(wire.metadata),
    raw: value,
  };
}
