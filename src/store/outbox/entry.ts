import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {Instant} from '../../model/capability-level.js';

/**
 * - `queued`: waits for its turn, a connection, `resumesAt`, or the storage.
 * - `sending`: a request is under way.
 * - `unconfirmed`: nobody knows whether it left; never repeated by itself.
 * - `failed`: certainly not processed; may be tried again as it is.
 * - `refused`: certainly not processed, and the same request would be refused again until something changes.
 */
export type OutboxEntryState = 'queued' | 'sending' | 'unconfirmed' | 'failed' | 'refused';

/** What was known of a conversation's history before a request left: its echo is none of these and none older. */
export interface EchoBaseline {
  /** Known messages that read the same. */
  readonly notIds: readonly string[];
  /** The newest known time, by the provider's clock. */
  readonly notBefore?: Instant;
}

/** A message that was written here and is not known to be at the provider. */
export interface OutboxEntry {
  /** Names the message on this device, from the moment it is written. */
  readonly localId: string;
  readonly outgoing: OutgoingMessage;
  readonly state: OutboxEntryState;
  /** Why it is `failed`, `refused` or `unconfirmed`, or why a `queued` one has to wait. */
  readonly error?: ConversationError;
  /** By this device's clock. */
  readonly createdAt: Instant;
  /** How many requests were answered with "not now" so far. */
  readonly attempts: number;
  /** When its request last left, by this device's clock. */
  readonly sentAt?: Instant;
  /** Absent when the history was not known; then no text is taken for its echo. */
  readonly baseline?: EchoBaseline;
  /** What the history said of an unconfirmed message: it is not there, or the provider does not tell who wrote what. */
  readonly search?: 'not-found' | 'cannot-tell';
  /** When a rate limit lets it go on, by this device's clock. */
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
  /** By this device's clock: what is older than the storage keeps sent texts is forgotten. */
  readonly answeredAt: Instant;
  /** The answer, without the provider's own object, for tabs that did not hear it. */
  readonly message: Message;
  /** The message of the history it turned out to be. */
  readonly historyId?: string;
  readonly baseline?: EchoBaseline;
}
