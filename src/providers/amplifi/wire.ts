/**
 * The shapes of the Amplifi document, "REST API endpoints for conversations". Everything the document shows as
 * nullable, or leaves out of one of its samples, is optional here; a missing key means the same as `null` (inference).
 *
 * Ids are opaque text: the document's own samples are not valid UUIDs.
 */

/** One entry of the bare array that `GET /api/conversations` answers. Names and last message: nullable by inference. */
export interface WireConversation {
  /** E.164; the key of the thread. */
  readonly phoneNumber: string;
  readonly contactId?: string | null;
  readonly firstName?: string | null;
  readonly lastName?: string | null;
  readonly lastMessage?: string | null;
  /** UTC, ISO 8601. */
  readonly lastMessageAt?: string | null;
  readonly unreadCount?: number | null;
  readonly isArchived?: boolean | null;
  readonly isStarred?: boolean | null;
}

export type WireDirection = 'incoming' | 'outgoing';

/** The delivery status of an outgoing message; `null` on incoming ones. */
export type WireStatus = 'sent' | 'delivered' | 'failed' | 'undelivered';

export type WireSentiment = 'positive' | 'negative' | 'neutral';

/** One message of a history. The document's outgoing sample leaves out `mediaUrls` and everything after `status`. */
export interface WireMessage {
  readonly id: string;
  readonly direction: WireDirection;
  /** Not in the document. An entry that names another number than was asked for belongs to another conversation. */
  readonly phoneNumber?: string | null;
  readonly message?: string | null;
  readonly mediaUrl?: string | null;
  readonly mediaUrls?: readonly string[] | null;
  readonly status?: WireStatus | null;
  /** `null` while not analysed. */
  readonly sentiment?: WireSentiment | null;
  readonly sentimentScore?: number | null;
  readonly messageCategory?: string | null;
  readonly requiresResponse?: boolean | null;
  readonly optOutDetected?: boolean | null;
  /** UTC, ISO 8601. */
  readonly timestamp: string;
}

/** The answer of `GET /api/conversations/:phoneNumber/messages`: newest first. */
export interface WireMessagePage {
  readonly messages: readonly WireMessage[];
  /** IANA name of the organisation's zone. */
  readonly timezone?: string | null;
  /** Where older messages start. That it stands at the top level is inference; the document names no place. */
  readonly cursor?: string | null;
}

export type WireRoute = 'AUTO' | 'SMS' | 'MMS';

/** The body of `POST /api/conversations/:phoneNumber/reply`. */
export interface WireReply {
  /** Non-empty, with media too. */
  readonly message: string;
  readonly fromPhoneNumberId?: string;
  /** A public URL; makes the message an MMS. */
  readonly mediaUrl?: string;
  /** `true` by default: typographic quotes and non-ASCII characters are normalised. */
  readonly normalizeText?: boolean;
  /** `AUTO` by default. */
  readonly forceRoute?: WireRoute;
}

/** The answer to a reply. */
export interface WireReplyAnswer {
  readonly success: boolean;
  readonly messageLog: {
    readonly id: string;
    readonly phoneNumber?: string | null;
    readonly message?: string | null;
    readonly status?: WireStatus | null;
    readonly sentAt?: string | null;
  };
  readonly provider?: string | null;
  readonly providerMessageId?: string | null;
}

/** The codes of the document's error table. 402 and 403 carry none. */
export type WireErrorCode = 'CONTACT_NOT_FOUND' | 'CONTACT_OPTED_OUT' | 'CONTACT_NON_TEXTABLE' | 'NO_FROM_NUMBER';
