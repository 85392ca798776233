import {fieldsOf, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import type {Conversation, Unread} from '../../model/conversation.js';
import type {Reference} from './address-book.js';
import {contactFromWire, groupName, membersAreKnown, membersFromWire, type People} from './map-people.js';
import {instantFromSeconds} from './seconds.js';
import type {WireConversation} from './wire.js';

/** Whom the conversation is with. A group wins over a contact: `contact_id` in a group's conversation is not documented. */
export function referenceOf(value: unknown): Reference | undefined {
  const {contact_id, group_id} = fieldsOf<WireConversation>(value);
  const groupId = textOf(group_id);
  if (groupId !== undefined) return {kind: 'group', id: groupId};
  const contactId = textOf(contact_id);
  return contactId === undefined ? undefined : {kind: 'contact', id: contactId};
}

/**
 * A conversation with the names that are known so far. Unknown fields stay in `raw`. The provider gives no preview of
 * the last message.
 *
 * @returns `undefined` for a value without an id
 */
export function conversationFromWire(value: unknown, people: People): Conversation | undefined {
  const wire = fieldsOf<WireConversation>(value);
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  const createdAt = instantFromSeconds(wire.created_at);
  const lastActivityAt = instantFromSeconds(wire.last_active_at) ?? createdAt;
  return {
    id,
    ...whomOf(value, people),
    channel: 'in-app',
    status: instantFromSeconds(wire.archived_at) === undefined ? 'active' : 'archived',
    unread: unreadOf(wire),
    consent: UNKNOWN_CONSENT,
    ...(lastActivityAt !== undefined && {lastActivityAt}),
    ...(createdAt !== undefined && {createdAt}),
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
  return {has, source: 'derived'};
}
