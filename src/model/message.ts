import type {Attachment} from './attachment.js';
import type {DeliveryStatus} from './delivery-status.js';
import type {Participant} from './participant.js';
import type {FactSource, Instant} from './capability-level.js';
import type {Reaction} from './reaction.js';

export type Direction = 'inbound' | 'outbound' | 'unknown';

/** Where a message's time comes from. `id` is decoded from a sortable id; `local` is this device's clock. */
export type TimeSource = 'server' | 'event' | 'id' | 'local' | 'none';

/** Why a message did not arrive. `text` is the provider's own words. */
export interface MessageFailure {
  readonly code?: string;
  readonly text?: string;
}

/** What a provider found out about an inbound message by itself. `null` is "not analysed yet". */
export interface MessageInsight {
  readonly sentiment?: 'positive' | 'negative' | 'neutral' | (string & {}) | null;
  readonly sentimentScore?: number | null;
  readonly category?: string | null;
  readonly requiresResponse?: boolean | null;
  readonly optOutDetected?: boolean | null;
}

/**
 * What becomes of a message that was written here and is not through.
 *
 * - `waiting-for-connection`: the device is offline.
 * - `waiting-for-storage`: the device cannot write down what it does, so a reload could send it twice.
 * - `waiting-for-rate-limit`: the provider takes no more for the moment.
 * - `checking-consent`: it had to wait, so whether the contact may still be texted is read again first.
 * - `queued-behind`: a message before it in the same conversation is not through.
 * - `queued`, `sending`: it is about to leave, or under way.
 * - `discarding`: it was taken back, and the device has yet to write that down.
 * - `unconfirmed`: nobody knows whether it left.
 * - `failed`, `refused`: it did not leave; a refused one needs a change first.
 */
export type SendPhaseName =
  | 'waiting-for-connection'
  | 'waiting-for-storage'
  | 'waiting-for-rate-limit'
  | 'checking-consent'
  | 'queued-behind'
  | 'queued'
  | 'sending'
  | 'discarding'
  | 'unconfirmed'
  | 'failed'
  | 'refused';

/** Somebody a message was addressed to: `to`, `cc`, `bcc`, or in the provider's word. */
export interface MessageRecipient {
  readonly kind: 'to' | 'cc' | 'bcc' | (string & {});
  readonly name?: string;
  readonly address?: string;
}

/** One message of a conversation. */
export interface Message {
  /** The provider's id; while there is none, the same as `localId`. */
  readonly id: string;
  /** Set on messages written here; stays when the provider gives an id, so that a row keeps its identity. */
  readonly localId?: string;
  readonly conversationId: string;
  readonly direction: Direction;
  /** `null` when the message has no text, such as a picture alone. */
  readonly text: string | null;
  readonly attachments: readonly Attachment[];
  readonly status: DeliveryStatus;
  readonly failure?: MessageFailure;
  /** Absent when nobody knows. */
  readonly at?: Instant;
  readonly atSource: TimeSource;
  /** Breaks ties between equal times: the provider's order within a page, oldest lowest. */
  readonly order?: number;
  readonly readAt?: Instant;
  /** When it is to leave, while its status is `scheduled`. */
  readonly scheduledFor?: Instant;
  readonly sender?: Participant;
  /** The provider's name of a body this library cannot draw; it is shown as a labelled placeholder. */
  readonly unsupportedBody?: string;
  readonly replyTo?: {readonly id: string; readonly text?: string};
  readonly reactions?: readonly Reaction[];
  /** False where its channel takes none, in a conversation that otherwise does. */
  readonly takesReactions?: boolean;
  readonly insight?: MessageInsight;
  /** Set on messages of the outbox: what it is doing about a message that is not through. */
  readonly outbox?: {
    readonly phase?: SendPhaseName;
    /** When a rate limit lets it go on, by this device's clock. */
    readonly resumesAt?: Instant;
    /** It is being looked for in the provider's history, since no answer came. */
    readonly isSearching?: boolean;
    /** What the history said of it: it is not there, or the provider does not tell who wrote what. */
    readonly search?: 'not-found' | 'cannot-tell';
    /** The id of a message that reads the same, of which the provider does not say who wrote it. */
    readonly possibleEcho?: string;
    /** The device could not keep it: it is lost when this page is closed. */
    readonly volatile?: boolean;
  };
  /** Set when this message changed the contact's consent. */
  readonly consentChange?: {readonly kind: 'opt-out' | 'opt-in'; readonly source: FactSource};
  /** To whom it went, where the provider names them. */
  readonly recipients?: readonly MessageRecipient[];
  /** What others call it: `name` is whoever carries it for the provider; without, whoever sent it. */
  readonly references?: readonly {readonly name?: string | undefined; readonly id: string}[];
  /** The broadcast to many contacts that this message is one of. */
  readonly broadcastId?: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The provider's own object, unknown fields included. */
  readonly raw: unknown;
}

/** The key a view uses for a message: it does not change when a message sent here gets its provider id. */
export const messageKey = (message: Message): string => message.localId ?? message.id;

/** Whether the provider has it under an id of its own. */
export const isAtProvider = ({id, localId, outbox}: Message): boolean => id !== localId && outbox === undefined;
