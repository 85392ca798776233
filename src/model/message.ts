import type {Attachment} from './attachment.js';
import type {DeliveryStatus} from './delivery-status.js';
import type {Participant} from './participant.js';
import type {FactSource, Instant} from './capability-level.js';

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

export interface Reaction {
  readonly name: string;
  readonly by: readonly string[];
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
  readonly sender?: Participant;
  /** The provider's name of a body this library cannot draw; it is shown as a labelled placeholder. */
  readonly unsupportedBody?: string;
  readonly replyTo?: {readonly id: string; readonly text?: string};
  readonly reactions?: readonly Reaction[];
  readonly insight?: MessageInsight;
  /** Set on messages of the outbox: what it is doing about a message that is not through. */
  readonly outbox?: {
    /** When a rate limit lets it go on. */
    readonly resumesAt?: Instant;
    /** It is being looked for in the provider's history, since no answer came. */
    readonly isSearching?: boolean;
  };
  /** Set when this message changed the contact's consent. */
  readonly consentChange?: {readonly kind: 'opt-out' | 'opt-in'; readonly source: FactSource};
  readonly metadata?: Readonly<Record<string, unknown>>;
  /** The provider's own object, unknown fields included. */
  readonly raw: unknown;
}

/** The key a view uses for a message: it does not change when a message sent here gets its provider id. */
export const messageKey = (message: Message): string => message.localId ?? message.id;
