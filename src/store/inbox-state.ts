import type {ConversationError} from '../model/conversation-error.js';

export interface InboxState {
  readonly selectedId?: string;
  /** False after reading failed, until it works again. */
  readonly connected: boolean;
  /** Why reading failed last. */
  readonly connectionError?: ConversationError;
  /** Where unread messages began when the selected conversation was opened. */
  readonly unreadFromId?: string;
  /** IANA name of the zone the provider's organisation works in, once it said so. */
  readonly timeZone?: string;
  /** How many conversations still lack a name or another part that is being fetched. */
  readonly detailsRemaining: number;
  /** Counts changes of conversations outside the list. */
  readonly pinnedRevision: number;
}
