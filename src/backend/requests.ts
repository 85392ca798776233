import type {CarrierReport} from './carriers.js';
import type {Contact, StoredInsight, StoredMessage, StoredStatus, Thread} from './types.js';

export type Addressee =
  {readonly phone: string; readonly threadId?: never} | {readonly threadId: string; readonly phone?: never};

export type SendRequest = Addressee & {
  readonly text: string;
  readonly mediaUrls?: readonly string[];
  /** The account's default number without it. */
  readonly ownNumberId?: string;
  /** The message that it answers. */
  readonly replyToId?: string;
  /** Replaces typographic characters by plain ones before sending. */
  readonly normalizeText?: boolean;
  /**
   * What becomes of it, instead of what the contact's carrier would report. It is then taken unchecked and free of
   * charge: for providers that take every message and say later why it failed.
   */
  readonly outcome?: CarrierReport;
};

export interface ReceiveRequest {
  /** The contact's number; a stranger becomes a contact without a name. */
  readonly phone: string;
  /** The number written to; the thread's own, then the first one, without it. */
  readonly ownNumberId?: string;
  readonly text: string | null;
  readonly mediaUrls?: readonly string[];
}

export type NewContact = Omit<Contact, 'id' | 'textable'> & {readonly id?: string; readonly textable?: boolean | null};

/** A message of the past. */
export interface PastMessage extends Partial<StoredInsight> {
  readonly direction: 'inbound' | 'outbound';
  readonly text: string | null;
  readonly at: number;
  readonly mediaUrls?: readonly string[];
  /** `delivered` by default. */
  readonly status?: StoredStatus;
  readonly failure?: StoredMessage['failure'];
  readonly ownNumberId?: string;
  readonly senderId?: string;
  readonly reactions?: StoredMessage['reactions'];
  readonly isSideUnknown?: boolean;
}

export interface NewThread {
  readonly contactId: string;
  readonly ownNumberId?: string;
  readonly archived?: boolean;
  readonly starred?: boolean;
  readonly unreadCount?: number;
  readonly createdAt?: number;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly group?: Thread['group'];
  readonly isPartial?: boolean;
  /** In any order. Consent keywords among them count. */
  readonly messages?: readonly PastMessage[];
}
