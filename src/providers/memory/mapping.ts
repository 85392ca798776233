import {lastActivity, lastMessage, needsReply} from '../../backend/queries.js';
import type {Backend} from '../../backend/backend.js';
import type {Contact, OwnNumber, StoredMessage, Thread} from '../../backend/types.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import type {Consent} from '../../model/consent.js';
import type {Conversation, LastMessage} from '../../model/conversation.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message} from '../../model/message.js';
import type {OwnEndpoint, Participant, Textable} from '../../model/participant.js';
import {sendRulesOf} from './templates.js';

export function toConversation(backend: Backend, thread: Thread): Conversation {
  const contact = backend.contact(thread.contactId);
  const ownNumber = backend.ownNumbers().find(({id}) => id === thread.ownNumberId);
  const others = (thread.group?.memberIds ?? []).map((id) => backend.contact(id));
  const sendRules = sendRulesOf(backend, thread);
  const last = lastMessage(backend, thread);
  return {
    id: thread.id,
    ...(thread.group?.title !== undefined && {title: thread.group.title}),
    kind: thread.group ? 'group' : 'direct',
    channel: ownNumber?.channel ?? 'sms',
    participants: [contact, ...others].filter((known) => known !== undefined).map(toParticipant),
    participantsComplete: !thread.isPartial,
    ...(ownNumber && {ownEndpoint: toOwnEndpoint(ownNumber)}),
    status: thread.archived ? 'archived' : 'active',
    starred: thread.starred,
    unread: {has: thread.unreadCount > 0, count: thread.unreadCount, source: 'native'},
    needsReply: {value: needsReply(backend, thread), source: 'native'},
    consent: toConsent(thread),
    ...(last && {lastMessage: toLastMessage(last)}),
    lastActivityAt: lastActivity(backend, thread),
    createdAt: thread.createdAt,
    updatedAt: thread.updatedAt,
    messageCount: backend.messagesOf(thread.id).length,
    metadata: thread.metadata,
    ...(sendRules && {sendRules}),
    raw: thread,
  };
}

export function toMessage(stored: StoredMessage, backend: Backend): Message {
  const {sentiment, sentimentScore, category, requiresResponse, optOutDetected, reactions, senderId, replyToId} =
    stored;
  const sender = senderId === undefined ? undefined : backend.contact(senderId);
  return {
    id: stored.id,
    conversationId: stored.threadId,
    direction: directionOf(stored),
    text: stored.text,
    attachments: stored.mediaUrls.map(attachmentFromUrl),
    status: statusOf(stored),
    ...(stored.failure && {failure: stored.failure}),
    at: stored.at,
    atSource: 'server',
    order: stored.sequence,
    ...(sender && {sender: toParticipant(sender)}),
    ...(replyToId !== undefined && {replyTo: quoted(replyToId, stored.threadId, backend)}),
    ...(reactions && {reactions}),
    ...(directionOf(stored) === 'inbound' && {
      insight: {sentiment, sentimentScore, category, requiresResponse, optOutDetected},
    }),
    ...(stored.consentChange && {consentChange: {kind: stored.consentChange, source: 'native'}}),
    raw: stored,
  };
}

function quoted(id: string, threadId: string, backend: Backend): NonNullable<Message['replyTo']> {
  const text = backend.messagesOf(threadId).find((message) => message.id === id)?.text;
  return {id, ...(text && {text})};
}

export const toOwnEndpoint = ({id, phone, label}: OwnNumber): OwnEndpoint => ({id, address: phone, label});

function toParticipant({id, firstName, lastName, phone, textable}: Contact): Participant {
  const name = `${firstName} ${lastName}`.trim();
  return {id, role: 'contact', ...(name && {name}), address: phone, textable: toTextable(textable)};
}

function toTextable(textable: boolean | null): Textable {
  if (textable === null) return 'pending';
  return textable ? 'yes' : 'no';
}

/** The consent of the pair the thread uses; who never said anything about it may be texted. */
function toConsent({consent, ownNumberId}: Thread): Consent {
  const pair = consent[ownNumberId];
  return pair ? {...pair, source: 'native'} : {state: 'opted-in', source: 'native'};
}

function toLastMessage(stored: StoredMessage): LastMessage {
  const {id, text, at, mediaUrls} = stored;
  const [attachmentKind] = mediaUrls.map((url) => attachmentFromUrl(url).kind);
  return {
    ...{id, at, direction: directionOf(stored), status: statusOf(stored)},
    ...(text !== null && {text}),
    ...(attachmentKind && {attachmentKind}),
  };
}

const directionOf = ({direction, isSideUnknown}: StoredMessage): Direction => (isSideUnknown ? 'unknown' : direction);

function statusOf({direction, status, isSideUnknown}: StoredMessage): DeliveryStatus {
  if (isSideUnknown) return 'unknown';
  return direction === 'inbound' ? 'received' : (status ?? 'unknown');
}
