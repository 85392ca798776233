/**
 * The things the in-memory messaging world is made of. Every record is a snapshot: a change makes a new one.
 * Times are epoch milliseconds of the world's clock; phone numbers are E.164.
 */
import type {ReactionKind} from '../model/reaction.js';
import type {ReplyRule} from './reply-script.js';

/** A way a carrier treats messages after it took them. */
export type CarrierName = 'prompt' | 'slow' | 'silent' | 'fails' | 'undelivered';

/** What makes every send to one contact go wrong, for demonstrations of failures side by side. */
export type SendTrouble =
  | 'no-from-number'
  | 'insufficient-credits'
  | 'lost-answer'
  | 'lost-request'
  | 'rate-limited'
  | 'server-error'
  | 'server-error-after-sending';

/** A number the account texts from. */
export interface OwnNumber {
  readonly id: string;
  readonly phone: string;
  readonly label: string;
  /** `sms` by default. On `whatsapp` only a template goes until the contact writes, and again a day after that. */
  readonly channel?: 'sms' | 'whatsapp';
}

/** Somebody in the account's address book. */
export interface Contact {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  /** Whether the number takes texts; `null` while the look-up is under way. */
  readonly textable: boolean | null;
  /** When a pending look-up will find the number textable; absent for one that never ends. */
  readonly lookupDueAt?: number;
  /** What the contact answers; absent for somebody who never does. The first rule that matches speaks. */
  readonly replies?: readonly ReplyRule[];
  /** How the contact's carrier treats our messages; `prompt` by default. */
  readonly carrier?: CarrierName;
  readonly sendTrouble?: SendTrouble;
}

export interface PairConsent {
  readonly state: 'opted-in' | 'opted-out';
  /** When the state began. */
  readonly since: number;
}

/** Everything said between the account and one contact, whichever of our numbers was used. */
export interface Thread {
  readonly id: string;
  readonly contactId: string;
  /** The own number used last. */
  readonly ownNumberId: string;
  readonly archived: boolean;
  readonly starred: boolean;
  readonly unreadCount: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** By own number id: consent belongs to a pair of numbers. A pair that is absent has not said no. */
  readonly consent: Readonly<Record<string, PairConsent>>;
  readonly metadata: Readonly<Record<string, unknown>>;
  /** The contact and these others, together. */
  readonly group?: {readonly title?: string; readonly memberIds: readonly string[]};
  /** More take part than are known. */
  readonly isPartial?: boolean;
}

export type StoredStatus = 'sent' | 'delivered' | 'failed' | 'undelivered';

/** What the world's analyst finds out about an inbound message; all `null` until it has looked, and on outbound ones. */
export interface StoredInsight {
  readonly sentiment: 'positive' | 'negative' | 'neutral' | null;
  /** 0 (bad) to 1 (good). */
  readonly sentimentScore: number | null;
  readonly category: string | null;
  readonly requiresResponse: boolean | null;
  readonly optOutDetected: boolean | null;
}

export interface StoredReaction {
  readonly name: string;
  /** Whoever of the others gave it. */
  readonly by: readonly string[];
  readonly kind?: ReactionKind;
  readonly isOwn?: boolean;
}

export interface StoredMessage extends StoredInsight {
  readonly id: string;
  readonly threadId: string;
  readonly direction: 'inbound' | 'outbound';
  /** `null` when there is only media. */
  readonly text: string | null;
  readonly mediaUrls: readonly string[];
  /** `null` on inbound messages. */
  readonly status: StoredStatus | null;
  readonly failure?: {readonly code: string; readonly text: string};
  readonly at: number;
  /** Unique and growing; orders messages of the same millisecond. */
  readonly sequence: number;
  /** Which of our numbers it left from or came to. */
  readonly ownNumberId: string;
  /** Whoever of a group wrote it; the contact without it. */
  readonly senderId?: string;
  readonly reactions?: readonly StoredReaction[];
  /** The message that it answers. */
  readonly replyToId?: string;
  /** Nobody knows which side it is from. */
  readonly isSideUnknown?: boolean;
  /** Set when this message changed the pair's consent. */
  readonly consentChange: 'opt-out' | 'opt-in' | null;
}

export interface Account {
  /** IANA name. */
  readonly timeZone: string;
  /** One is charged for every segment. */
  readonly credits: number;
  readonly defaultNumberId: string | null;
  readonly organizationName: string;
}

export type BackendEvent =
  | {readonly type: 'message-created'; readonly message: StoredMessage; readonly thread: Thread}
  | {readonly type: 'message-updated'; readonly message: StoredMessage; readonly thread: Thread}
  | {readonly type: 'message-removed'; readonly message: StoredMessage; readonly thread: Thread}
  | {readonly type: 'thread-updated'; readonly thread: Thread}
  | {readonly type: 'connection-changed'; readonly connected: boolean};

export type BackendListener = (event: BackendEvent) => void;
