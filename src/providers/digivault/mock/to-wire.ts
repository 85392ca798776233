import type {Backend} from '../../../backend/backend.js';
import type {Contact, StoredMessage, Thread} from '../../../backend/types.js';
import {secondsFromInstant} from '../mapping.js';
import type {WireContact, WireConversation, WireGroup, WireMessage, WireSender} from '../wire.js';
import type {MockGroup, MockGroupMessage} from './groups.js';
import {OWN_CONTACT, type DigivaultMockOptions} from './options.js';

const secondsOrNull = (at: number | undefined): number | null => (at === undefined ? null : secondsFromInstant(at));

export function threadToWire(backend: Backend, thread: Thread): WireConversation {
  const messages = backend.messagesOf(thread.id);
  return {
    id: thread.id,
    contact_id: thread.contactId,
    group_id: null,
    last_active_at: secondsOrNull(messages.at(-1)?.at),
    last_opened_at: openedAt(thread, messages),
    created_at: secondsFromInstant(thread.createdAt),
    // The backend keeps no time of it.
    archived_at: thread.archived ? secondsFromInstant(thread.updatedAt) : null,
  };
}

/** Read up to its last message, or up to the one before the first unread one. */
function openedAt(thread: Thread, messages: readonly StoredMessage[]): number | null {
  if (thread.unreadCount === 0) return secondsOrNull(messages.at(-1)?.at);
  const inbound = messages.filter(({direction}) => direction === 'inbound');
  const firstUnread = inbound.at(-thread.unreadCount) ?? inbound[0];
  const before = messages.findLast(({at, sequence}) => !!firstUnread && at < firstUnread.at && sequence > 0);
  return secondsOrNull(before?.at);
}

export function groupConversationToWire(group: MockGroup): WireConversation {
  return {
    id: group.conversationId,
    contact_id: null,
    group_id: group.id,
    last_active_at: secondsOrNull(group.messages.at(-1)?.at),
    last_opened_at: secondsOrNull(group.openedAt),
    created_at: secondsFromInstant(group.createdAt),
    archived_at: secondsOrNull(group.archivedAt),
  };
}

export function contactToWire(backend: Backend, contact: Contact): WireContact {
  const thread = backend.threadWithPhone(contact.phone);
  const lastInbound = thread && backend.messagesOf(thread.id).findLast(({direction}) => direction === 'inbound');
  return {
    ...senderOf(contact),
    display_name: `${contact.firstName} ${contact.lastName}`.trim() || null,
    conversation_id: thread?.id ?? null,
    last_active_at: secondsOrNull(lastInbound?.at),
    created_at: thread ? secondsFromInstant(thread.createdAt) : null,
  };
}

export function groupToWire(backend: Backend, group: MockGroup, {members = 'id'}: DigivaultMockOptions): WireGroup {
  const contacts = group.contactIds.flatMap((id) => backend.contact(id) ?? []);
  return {
    id: group.id,
    name: group.name,
    description: group.description,
    avatar_url: null,
    conversation_id: group.conversationId,
    members: contacts.map((contact) => (members === 'id' ? contact.id : senderOf(contact))),
    created_at: secondsFromInstant(group.createdAt),
  };
}

/** @param answeredAt when the other side last wrote, which shows that it had read what was there */
export function messageToWire(
  backend: Backend,
  message: StoredMessage,
  answeredAt: number | undefined,
  options: DigivaultMockOptions,
): WireMessage {
  const inbound = message.direction === 'inbound';
  const contact = backend.contact(backend.thread(message.threadId)?.contactId ?? '');
  return {
    id: message.id,
    conversation_id: message.threadId,
    contact: inbound && contact ? senderOf(contact) : ownSender(options),
    message: message.text ?? '',
    reactions: [],
    attachments: attachmentsToWire(message.mediaUrls, options),
    read_at: !inbound && answeredAt !== undefined && answeredAt >= message.at ? secondsFromInstant(answeredAt) : null,
    created_at: secondsFromInstant(message.at),
    updated_at: null,
  };
}

export function groupMessageToWire(
  backend: Backend,
  group: MockGroup,
  message: MockGroupMessage,
  options: DigivaultMockOptions,
): WireMessage {
  const contact = message.contactId === undefined ? undefined : backend.contact(message.contactId);
  return {
    id: message.id,
    conversation_id: group.conversationId,
    contact: contact ? senderOf(contact) : ownSender(options),
    message: message.text,
    reactions: [],
    attachments: attachmentsToWire(message.mediaUrls, options),
    read_at: null,
    created_at: secondsFromInstant(message.at),
    updated_at: null,
  };
}

function senderOf({id, firstName, lastName, phone}: Contact): WireSender {
  return {id, username: `${firstName}${lastName}`.replace(/\s/g, '') || phone, phone_number: phone, avatar_url: null};
}

function ownSender({ownContact = OWN_CONTACT}: DigivaultMockOptions): WireSender {
  return {...ownContact, phone_number: '1-800-555-0100', avatar_url: null};
}

const attachmentsToWire = (urls: readonly string[], {attachments = 'text'}: DigivaultMockOptions): unknown[] =>
  urls.map((url) => (attachments === 'text' ? url : {url}));
