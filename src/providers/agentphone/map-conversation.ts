import {fieldsOf, numberOf, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import type {Channel, Conversation, LastMessage} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import type {OwnEndpoint, Participant} from '../../model/participant.js';
import {messageFromWire} from './map-message.js';
import {arrange} from './page-order.js';
import {fineTimeOf} from './time.js';
import type {WireConversationDetail, WireConversationSummary, WireGroupParticipant, WireMessage} from './wire.js';

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
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  const newest = newestMessage(wire, id);
  const isGroup = wire.isGroup === true;
  const title = isGroup ? textOf(wire.groupName) : undefined;
  const ownEndpoint = ownEndpointOf(wire);
  const lastActivityAt = fineTimeOf(wire.lastMessageAt)?.at ?? newest?.at;
  const createdAt = fineTimeOf(wire.createdAt)?.at;
  const messageCount = numberOf(wire.messageCount);
  const lastMessage = lastMessageOf(wire, newest, lastActivityAt);
  const people = isGroup ? membersOf(wire, context) : contactOf(wire, context);
  return {
    id,
    ...(title !== undefined && {title}),
    kind: isGroup ? 'group' : 'direct',
    channel: channelIn(wire) ?? context.channelOf?.(id) ?? usualChannel(wire),
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
    ...(wire.metadata !== undefined && {metadata: metadataOf(wire.metadata)}),
    raw: value,
  };
}

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
      const [key, text] = [textOf(identifier), textOf(name)];
      return key !== undefined && text !== undefined ? [[key, text] as const] : [];
    }),
  );
}

/** The channel of the newest message in a conversation with messages; a picture makes no other channel. */
export function channelIn({messages}: Wire): Channel | undefined {
  const newest = arrange(listOf(messages)).entries.at(-1);
  const channel = textOf(fieldsOf<WireMessage>(newest?.wire).channel);
  return channel === 'mms' ? 'sms' : channel;
}

/** "SMS message threads", says the document; groups and e-mail addresses exist in iMessage only. [Inference] */
const usualChannel = ({isGroup, participant}: Wire): Channel =>
  isGroup === true || textOf(participant)?.includes('@') ? 'imessage' : 'sms';

function contactOf({participant, participants}: Wire, {nameOf}: ConversationContext): Participant[] {
  const address = textOf(participant);
  if (address === undefined) return [];
  const name = nameOf?.(address) ?? memberNames({participants}).get(address);
  return [{role: 'contact', ...(name !== undefined && {name}), address}];
}

function membersOf({participants, phoneNumber}: Wire, {nameOf}: ConversationContext): Participant[] {
  const names = memberNames({participants});
  return listOf(participants).flatMap((member): Participant[] => {
    const address = textOf(fieldsOf<WireGroupParticipant>(member).identifier);
    if (address === undefined || address === phoneNumber) return [];
    const name = names.get(address) ?? nameOf?.(address);
    return [{role: 'contact', ...(name !== undefined && {name}), address}];
  });
}

function ownEndpointOf({phoneNumberId, phoneNumber}: Wire): OwnEndpoint | undefined {
  const [id, address] = [textOf(phoneNumberId), textOf(phoneNumber)];
  if (id === undefined && address === undefined) return undefined;
  return {...(id !== undefined && {id}), ...(address !== undefined && {address})};
}

function newestMessage({messages}: Wire, conversationId: string): Message | undefined {
  const newest = arrange(listOf(messages)).entries.at(-1);
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
  const text = textOf(lastMessagePreview);
  if (text === undefined && at === undefined) return undefined;
  return {...(text !== undefined && {text}), ...(at !== undefined && {at})};
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
