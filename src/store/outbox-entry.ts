import type {OutgoingMessage} from '../adapter/messaging-adapter.js';
import {attachmentFromUrl} from '../model/attachment.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';
import type {Instant} from '../model/capability-level.js';

/**
 * - `queued`: waits for its turn, or for `resumesAt`.
 * - `sending`: a request is under way.
 * - `failed`: certainly not processed; may be tried again.
 * - `unconfirmed`: nobody knows; never repeated by itself.
 */
export type OutboxEntryState = 'queued' | 'sending' | 'failed' | 'unconfirmed';

/** What was known of a conversation's history before a request left: an echo of it can only be something else. */
export interface EchoBaseline {
  /** Known messages that read the same. */
  readonly notIds: readonly string[];
  /** The newest known time, by the provider's clock. */
  readonly notBefore?: Instant;
}

export interface OutboxEntry {
  readonly localId: string;
  readonly outgoing: OutgoingMessage;
  readonly state: OutboxEntryState;
  readonly error?: ConversationError;
  readonly createdAt: Instant;
  /** When its request last left, by this device's clock. */
  readonly sentAt?: Instant;
  /** Absent when the history was not known; then no text is taken for its echo. */
  readonly baseline?: EchoBaseline;
  /** An unconfirmed message was looked for in the history since, and not found. */
  readonly searched?: boolean;
  /** When a rate limit lets it go on. */
  readonly resumesAt?: Instant;
}

/** A send that was answered, remembered until its echo cannot be mistaken any more. */
export interface AnsweredSend {
  readonly localId: string;
  readonly conversationId: string;
  /** The id its answer gave, which history may or may not share; absent when history told of it instead. */
  readonly answeredId?: string;
  readonly text: string;
  readonly mediaCount: number;
  /** By the provider's clock where its answer told the time. */
  readonly sentAt: Instant;
  /** The answer, without the provider's own object, for tabs that did not hear it. */
  readonly message: Message;
  /** The message of the history it turned out to be. */
  readonly historyId?: string;
  readonly baseline?: EchoBaseline;
}

/** True when its request has left and may have arrived. */
export const hasLeft = (entry: OutboxEntry): boolean =>
  entry.sentAt !== undefined && (entry.state === 'sending' || entry.state === 'unconfirmed');

export const answeredSend = (entry: OutboxEntry, message: Message): AnsweredSend => ({
  ...sendOf(entry, message),
  answeredId: message.id,
});

/** A send of which no answer came, and that history shows all the same. */
export const foundSend = (entry: OutboxEntry, message: Message): AnsweredSend => ({
  ...sendOf(entry, message),
  historyId: message.id,
});

function sendOf(entry: OutboxEntry, message: Message): AnsweredSend {
  const {text, at} = message;
  const {localId, outgoing, sentAt, createdAt, baseline} = entry;
  return {
    localId,
    conversationId: outgoing.conversationId,
    // The order is true within the page it came with only, and other tabs have other pages.
    message: {...message, localId, raw: undefined, order: undefined},
    text: text || outgoing.text,
    mediaCount: outgoing.mediaUrls?.length ?? 0,
    sentAt: at ?? sentAt ?? createdAt,
    ...(baseline && {baseline}),
  };
}

/** An entry as the thread shows it. */
export function messageOfEntry(entry: OutboxEntry): Message {
  const {localId, outgoing, state, error, createdAt} = entry;
  return {
    id: localId,
    localId,
    conversationId: outgoing.conversationId,
    direction: 'outbound',
    text: outgoing.text || null,
    attachments: (outgoing.mediaUrls ?? []).map(attachmentFromUrl),
    status: state === 'queued' || state === 'sending' ? 'pending' : state,
    ...(error && state !== 'queued' ? {failure: {code: error.kind, text: error.message}} : {}),
    outbox: {
      ...(state === 'queued' && entry.resumesAt !== undefined && {resumesAt: entry.resumesAt}),
      ...(state === 'unconfirmed' && !entry.searched && {isSearching: true}),
    },
    at: createdAt,
    atSource: 'local',
    raw: undefined,
  };
}
