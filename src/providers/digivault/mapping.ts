import {
  attachmentsIn,
  fieldsOf,
  flagOf,
  idOf,
  instantOf,
  labelOf,
  numberOf,
  textOf,
  wordsOf,
  type Unchecked,
} from '../../adapter/toolkit/index.js';
import type {Recipient} from '../../adapter/start-conversation.js';
import type {Instant} from '../../model/capability-level.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import type {ContactDetails} from '../../model/contact-details.js';
import type {Conversation, LastMessage, Unread} from '../../model/conversation.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message} from '../../model/message.js';
import type {Participant} from '../../model/participant.js';
import type {Reaction} from '../../model/reaction.js';
import type {WireContact, WireConversation, WireGroup, WireMessage, WireSender} from './wire.js';

/**
 * Seconds since 1970 to epoch milliseconds, always times a thousand: the document's own samples are of 1991 and 1992,
 * so a size says nothing about the unit. 0 is a time; `null` is none, and so is what no calendar holds.
 */
export function instantFromSeconds(value: unknown): Instant | undefined {
  const seconds = numberOf(value);
  if (seconds === undefined) return instantOf(value);
  return Math.abs(seconds) <= LAST_SECOND ? seconds * 1000 : undefined;
}

/** Of the calendar. */
const LAST_SECOND = 8.64e12;

export const secondsFromInstant = (at: Instant): number => Math.floor(at / 1000);

/** The id of an object of the provider. */
export const idIn = (value: unknown): string | undefined => idOf(fieldsOf<{readonly id: string}>(value).id);

/** What a conversation points to by id. */
export interface Reference {
  readonly kind: 'contact' | 'group';
  readonly id: string;
}

/** One text for one reference; ids are case-sensitive. */
export const keyOf = ({kind, id}: Reference): string => `${kind}:${id}`;

/** What is needed to tell people apart and name them. */
export interface People {
  /** The provider's own objects, as far as they are known. */
  readonly book: {get(reference: Reference): unknown};
  readonly isOwn: (contactId: string) => boolean;
}

/** Whom the conversation is with. A group wins over a contact: `contact_id` in a group's conversation is not documented. */
export function referenceOf(value: unknown): Reference | undefined {
  const {contact_id, group_id} = fieldsOf<WireConversation>(value);
  const groupId = idOf(group_id);
  if (groupId !== undefined) return {kind: 'group', id: groupId};
  const contactId = idOf(contact_id);
  return contactId === undefined ? undefined : {kind: 'contact', id: contactId};
}

/**
 * A conversation with the names that are known so far. Unknown fields stay in `raw`.
 *
 * @param lastMessage the provider gives none in a conversation: what was read of its messages
 * @returns `undefined` for a value without an id
 */
export function conversationFromWire(
  value: unknown,
  people: People,
  lastMessage?: LastMessage,
): Conversation | undefined {
  const wire = fieldsOf<WireConversation>(value);
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const createdAt = instantFromSeconds(wire.created_at);
  const lastActivityAt = instantFromSeconds(wire.last_active_at) ?? createdAt;
  return {
    id,
    ...whomOf(value, people),
    channel: 'in-app',
    // A mark without a time is one all the same.
    status:
      flagOf(wire.archived_at) === true || instantFromSeconds(wire.archived_at) !== undefined ? 'archived' : 'active',
    unread: unreadOf(wire),
    consent: UNKNOWN_CONSENT,
    ...(lastMessage && {lastMessage}),
    ...(lastActivityAt !== undefined && {lastActivityAt}),
    ...(createdAt !== undefined && {createdAt}),
    // Never active: nothing was said yet. Any other conversation has messages, whether or not one was read.
    ...(wire.last_active_at === null && {messageCount: 0}),
    raw: value,
  };
}

function whomOf(
  value: unknown,
  people: People,
): Pick<Conversation, 'kind' | 'title' | 'participants' | 'participantsComplete'> {
  const reference = referenceOf(value);
  if (!reference) return {kind: 'direct', participants: [], participantsComplete: false};
  const {kind, id} = reference;
  const known = people.book.get(reference);
  if (kind === 'contact') {
    return {kind: 'direct', participants: [contactFromWire(id, known)], participantsComplete: true};
  }
  const title = groupName(known);
  return {
    kind: 'group',
    ...(title && {title}),
    participants: membersFromWire(known, people),
    participantsComplete: membersAreKnown(known),
  };
}

/**
 * Worked out: active after we opened it last, or active and never opened. Equal seconds count as read, as in the
 * document's own sample. Our own messages make a conversation active too, which this cannot tell. [Inference]
 */
function unreadOf({last_active_at, last_opened_at}: Unchecked<WireConversation>): Unread {
  const activeAt = instantFromSeconds(last_active_at);
  const openedAt = instantFromSeconds(last_opened_at);
  const neverOpened = last_opened_at === null;
  const has = activeAt !== undefined && (openedAt === undefined ? neverOpened : activeAt > openedAt);
  return {has, ...(has && openedAt !== undefined && {since: openedAt}), source: 'derived'};
}

/** What has to be known about a conversation to read its messages. */
export interface MessageContext extends People {
  readonly conversationId: string;
  /** Whom the conversation is with, once that is known. */
  readonly whom?: Reference;
}

/**
 * Whether a message belongs to a conversation. A server may ignore what was asked for; every message says where it is.
 * In the provider's own sample of a webhook, `conversation_id` holds the id of the contact.
 */
export function isOf(value: unknown, {conversationId, whom}: Pick<MessageContext, 'conversationId' | 'whom'>): boolean {
  const said = idOf(fieldsOf<WireMessage>(value).conversation_id);
  return said === undefined || said === conversationId || said === whom?.id;
}

/**
 * One message. Unknown fields stay in `raw`.
 *
 * @param order see `Message.order`
 * @returns `undefined` for a value without an id
 */
export function messageFromWire(value: unknown, context: MessageContext, order?: number): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  return withDirection(value, directionOf(wire.contact, context), wire, context, order);
}

/** The answer to a send: ours, whatever it says about who wrote it. */
export function sentMessageFromWire(value: unknown, context: MessageContext): Message | undefined {
  return withDirection(value, 'outbound', fieldsOf<WireMessage>(value), context);
}

function withDirection(
  value: unknown,
  direction: Direction,
  wire: Unchecked<WireMessage>,
  context: MessageContext,
  order?: number,
): Message | undefined {
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const at = instantFromSeconds(wire.created_at);
  const readAt = instantFromSeconds(wire.read_at);
  const role = direction === 'outbound' ? 'self' : direction === 'inbound' ? 'contact' : 'unknown';
  const sender = senderFromWire(wire.contact, role, context);
  const reactions = reactionsOf(wire.reactions);
  return {
    id,
    conversationId: context.conversationId,
    direction,
    text: wordsOf(wire.message) ?? null,
    // An address, or an object with one: what an attachment looks like is not documented. [Inference]
    attachments: attachmentsIn(wire.attachments),
    status: statusOf(direction, readAt !== undefined, value),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    ...(order !== undefined && {order}),
    ...(readAt !== undefined && {readAt}),
    ...(sender && {sender}),
    ...(reactions.length > 0 && {reactions}),
    raw: value,
  };
}

/** The id of whoever wrote it. */
export const senderIdOf = (value: unknown): string | undefined => personIdIn(fieldsOf<WireMessage>(value).contact);

/** A contact, or no more of it than its id. */
const personIdIn = (value: unknown): string | undefined => idIn(value) ?? idOf(value);

/**
 * The provider names only who wrote. With one contact, whatever the contact did not write is ours; in a group, only
 * what has our own id is known to be. [Inference]
 */
function directionOf(sender: unknown, {whom, isOwn}: MessageContext): Direction {
  const id = personIdIn(sender);
  if (id === undefined) return 'unknown';
  if (whom?.kind === 'contact') return id === whom.id ? 'inbound' : 'outbound';
  if (isOwn(id)) return 'outbound';
  return whom ? 'inbound' : 'unknown';
}

/** `read_at` is all there is: a message that stands in the list was at least sent, unless it says that it was not. */
function statusOf(direction: Direction, isRead: boolean, value: unknown): DeliveryStatus {
  switch (direction) {
    case 'outbound': {
      const said = textOf(fieldsOf<{status: string}>(value).status)?.toLowerCase();
      if (said === 'failed' || said === 'error' || said === 'rejected') return 'failed';
      return isRead ? 'read' : 'sent';
    }
    case 'inbound':
      return 'received';
    case 'unknown':
      return 'unknown';
  }
}

/** What the list shows of the newest message. */
export function lastMessageOf({id, text, attachments, at, direction, status}: Message): LastMessage {
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

/** `[{"thumbs_up": ["FrankMcCallister"]}]`: names with who gave them. [Inference] */
function reactionsOf(reactions: unknown): readonly Reaction[] {
  const listed: readonly unknown[] = Array.isArray(reactions) ? reactions : [reactions];
  return listed.flatMap((reaction) =>
    Object.entries(fieldsOf<Record<string, unknown>>(reaction)).flatMap(([name, givers]): Reaction[] => {
      const by = [givers].flat().flatMap((giver) => textOf(giver) ?? []);
      return Array.isArray(givers) || by.length > 0 ? [{name, by}] : [];
    }),
  );
}

/** A contact as far as it is known; `display_name ?? username` is its name, the number stays as the provider wrote it. */
export function contactFromWire(id: string, value: unknown): Participant {
  const wire = fieldsOf<WireContact & WireSender>(value);
  const name = nameOf(wire);
  const address = labelOf(wire.phone_number);
  const avatarUrl = textOf(wire.avatar_url);
  return {
    id,
    role: 'contact',
    ...(name !== undefined && {name}),
    ...(address !== undefined && {address}),
    ...(avatarUrl !== undefined && {avatarUrl}),
  };
}

/** What the message itself says about who wrote it, completed by what is known of the contact. */
function senderFromWire(value: unknown, role: Participant['role'], {book}: People): Participant | undefined {
  const id = personIdIn(value);
  if (id === undefined) return undefined;
  return {...contactFromWire(id, value), ...contactFromWire(id, book.get({kind: 'contact', id})), role};
}

/** The members besides ourselves. A member is a contact, or an id or username. [Inference] */
export function membersFromWire(value: unknown, {book, isOwn}: People): Participant[] {
  return memberIds(value).flatMap(({id, member}): Participant[] => {
    if (isOwn(id)) return [];
    return [{...contactFromWire(id, book.get({kind: 'contact', id})), ...contactFromWire(id, member)}];
  });
}

/** Members of a group that are named by their ids only. */
export const unnamedMembers = (value: unknown): Reference[] =>
  memberIds(value)
    .filter(({id, member}) => contactFromWire(id, member).name === undefined)
    .map(({id}) => ({kind: 'contact', id}));

function memberIds(value: unknown): {readonly id: string; readonly member: unknown}[] {
  const {members} = fieldsOf<WireGroup>(value);
  if (!Array.isArray(members)) return [];
  return (members as readonly unknown[]).flatMap((member) => {
    const id = personIdIn(member);
    return id === undefined ? [] : [{id, member}];
  });
}

const membersAreKnown = (value: unknown): boolean => Array.isArray(fieldsOf<WireGroup>(value).members);

const groupName = (value: unknown): string | undefined => labelOf(fieldsOf<WireGroup>(value).name);

export function detailsOf({kind, id}: Reference, value: unknown): ContactDetails {
  const {description, avatar_url} = fieldsOf<WireGroup>(value);
  const {name, address, avatarUrl} =
    kind === 'contact'
      ? contactFromWire(id, value)
      : {name: groupName(value), address: undefined, avatarUrl: textOf(avatar_url)};
  const notes = kind === 'group' ? labelOf(description) : undefined;
  return {
    id,
    ...(name && {name}),
    ...(address !== undefined && {address}),
    ...(notes !== undefined && {notes}),
    ...(avatarUrl !== undefined && {avatarUrl}),
    raw: value,
  };
}

export function recipientOf(reference: Reference, value: unknown): Recipient {
  const {name, address} = detailsOf(reference, value);
  return {...reference, ...(name && {name}), ...(address !== undefined && {address})};
}

function nameOf({display_name, name, username}: {readonly [Key in keyof WireSender]?: unknown}): string | undefined {
  return [display_name, name, username].map(labelOf).find((text) => text !== undefined);
}
