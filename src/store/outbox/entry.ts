import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import type {Instant} from '../../model/capability-level.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {Message, SendPhaseName} from '../../model/message.js';
import {withoutUndefined} from '../../util/equal.js';

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
  /** The newest known time, by the provider's clock; absent only where the history was known to be empty. */
  readonly notBefore?: Instant;
}

/** Why and when a request leaves once more. */
export interface Repeat {
  /** How many have left in vain. */
  readonly count: number;
  /** Not before then, by this device's clock. */
  readonly at: Instant;
  /** One that left may have been processed. */
  readonly inDoubt: boolean;
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
  /** Names the last attempt, and the page that made it: of two pages, only the one that claimed it may send. */
  readonly claim?: string;
  /** Absent when the history was not known; then no text is taken for its echo. */
  readonly baseline?: EchoBaseline;
  /** What the history said of an unconfirmed message: it is not there, or the provider does not tell who wrote what. */
  readonly search?: 'not-found' | 'cannot-tell';
  /** A message of the history that reads the same, of which the provider does not say who wrote it. */
  readonly possibleEcho?: string;
  /** When a rate limit lets it go on, by this device's clock. */
  readonly resumesAt?: Instant;
  /** Under which its request leaves, where one may be repeated: whatever leaves under the same key happens once. */
  readonly key?: string;
  /** Set while it is to leave again by itself under its key. */
  readonly repeat?: Repeat;
  /** True while the storage is not known to have it, so that it may end with this page. Never stored. */
  readonly volatile?: boolean;
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

/** What a message that is not through is waiting for, as a person needs to see it. */
export interface SendPhase {
  readonly name: SendPhaseName;
  /** When a rate limit lets it go on, by this device's clock. */
  readonly until?: Instant;
}

/** True when nothing goes on by itself any more: somebody has to try it again or take it back. */
export const isStuck = ({state}: OutboxEntry): boolean =>
  state === 'failed' || state === 'refused' || state === 'unconfirmed';

/** True when it waits to leave again, and may have arrived before. */
export const isInDoubt = ({repeat}: OutboxEntry): boolean => repeat?.inDoubt === true;

/** True when its request has left and may have arrived. */
export const hasLeft = (entry: OutboxEntry): boolean =>
  entry.sentAt !== undefined && (entry.state === 'sending' || entry.state === 'unconfirmed' || isInDoubt(entry));

/** What is remembered of a send that the provider has. */
export function sendOf(entry: OutboxEntry, message: Message, answeredAt: Instant): AnsweredSend {
  const {localId, outgoing, sentAt, createdAt, baseline} = entry;
  return {
    localId,
    conversationId: outgoing.conversationId,
    // The order is true within the page it came with only, and other tabs have other pages.
    message: {...message, localId, raw: undefined, order: undefined},
    text: message.text || outgoing.text,
    mediaCount: outgoing.mediaUrls?.length ?? 0,
    sentAt: message.at ?? sentAt ?? createdAt,
    answeredAt,
    baseline,
  };
}

/** What two that saw one send learned of it: the ids that either knows, of two the later. */
export function joinSends(known: AnsweredSend | undefined, send: AnsweredSend): AnsweredSend {
  const {answeredId = known?.answeredId, historyId = known?.historyId} = send;
  return {...send, ...(answeredId !== undefined && {answeredId}), ...(historyId !== undefined && {historyId})};
}

/** An entry as the thread shows it. */
export function messageOfEntry(entry: OutboxEntry, phase?: SendPhase): Message {
  const {localId, outgoing, state, error, createdAt, search, possibleEcho} = entry;
  const isUnconfirmed = state === 'unconfirmed';
  return {
    id: localId,
    localId,
    conversationId: outgoing.conversationId,
    direction: 'outbound',
    text: outgoing.text || null,
    ...(outgoing.replyTo && {replyTo: outgoing.replyTo}),
    attachments: (outgoing.mediaUrls ?? []).map(attachmentFromUrl),
    status: isUnconfirmed ? 'unconfirmed' : isStuck(entry) ? 'failed' : 'pending',
    ...(error && state !== 'queued' && {failure: {code: error.kind, text: error.message}}),
    outbox: withoutUndefined({
      phase: phase?.name,
      resumesAt: phase?.until,
      isSearching: isUnconfirmed && !search ? true : undefined,
      search: isUnconfirmed ? search : undefined,
      possibleEcho: isUnconfirmed ? possibleEcho : undefined,
      volatile: entry.volatile || undefined,
    }),
    at: createdAt,
    atSource: 'local',
    raw: undefined,
  };
}
