import type {Backend} from '../../../backend/backend.js';
import {lastMessage} from '../../../backend/queries.js';
import type {StoredMessage, Thread} from '../../../backend/types.js';
import type {WireConversation, WireMessage, WireReplyAnswer} from '../wire.js';

const isoTime = (at: number): string => new Date(at).toISOString();

export function conversationToWire(backend: Backend, thread: Thread): WireConversation | undefined {
  const contact = backend.contact(thread.contactId);
  if (!contact) return undefined;
  const last = lastMessage(backend, thread);
  return {
    phoneNumber: contact.phone,
    contactId: contact.id,
    firstName: contact.firstName || null,
    lastName: contact.lastName || null,
    lastMessage: last?.text ?? null,
    lastMessageAt: last ? isoTime(last.at) : null,
    unreadCount: thread.unreadCount,
    isArchived: thread.archived,
    isStarred: thread.starred,
  };
}

/** With the omissions of the document's samples: an outgoing message has no insight and usually no `mediaUrls`. */
export function messageToWire(message: StoredMessage): WireMessage {
  const {mediaUrls} = message;
  const common = {
    id: message.id,
    direction: message.direction === 'inbound' ? 'incoming' : 'outgoing',
    message: message.text ?? '',
    mediaUrl: mediaUrls[0] ?? null,
  } as const;
  const timestamp = isoTime(message.at);
  if (message.direction === 'outbound') {
    return {...common, ...(mediaUrls.length > 1 && {mediaUrls}), status: message.status, timestamp};
  }
  return {
    ...common,
    mediaUrls: mediaUrls.length > 0 ? mediaUrls : null,
    status: null,
    sentiment: message.sentiment,
    sentimentScore: message.sentimentScore,
    messageCategory: message.category,
    requiresResponse: message.requiresResponse,
    optOutDetected: message.optOutDetected,
    timestamp,
  };
}

export function replyToAnswer(message: StoredMessage, phoneNumber: string, logId: string): WireReplyAnswer {
  return {
    success: true,
    messageLog: {
      id: logId,
      phoneNumber,
      message: message.text ?? '',
      status: message.status,
      sentAt: isoTime(message.at),
    },
    provider: 'twilio',
    providerMessageId: `SM${message.id.replaceAll('-', '')}`,
  };
}
