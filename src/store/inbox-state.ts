import type {LiveState} from '../adapter/adapter-event.js';
import type {Conversation} from '../model/conversation.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {StorageState} from './storage/port.js';

/** What was written on this device and does not simply go through: it waits, failed, or nobody knows. */
export interface UnsentState {
  readonly count: number;
  /** Where that is most urgent: what failed, or nobody knows of, goes before what waits; then the order of the list. */
  readonly conversationId?: string;
}

/** How many conversations are unread. */
export interface UnreadCount {
  readonly count: number;
  /** False while there may be more: not all conversations are loaded, or the provider does not tell what is unread. */
  readonly isComplete: boolean;
}

export interface InboxState {
  readonly selectedId?: string;
  /** The selected conversation as it is now; a placeholder while only its id is known. */
  readonly selected?: Conversation;
  /** The selected conversation is being opened: where it begins to be unread is not known yet. */
  readonly isOpening: boolean;
  /** Where unread messages began when the selected conversation was opened, or while nobody looked. */
  readonly unreadFromId?: string;
  /** False after reading failed, until it works again. */
  readonly connected: boolean;
  /** Why reading failed last. */
  readonly connectionError?: ConversationError;
  /** How news arrives, where the adapter is told of them; absent where it only looks. */
  readonly live?: LiveState;
  /** IANA name of the zone the provider's organisation works in, once it said so. */
  readonly timeZone?: string;
  /** How many conversations still lack a name or another part that is being fetched. */
  readonly detailsRemaining: number;
  readonly unsent: UnsentState;
  /** How many conversations are unread, those in the archive left out. Another object whenever it changes. */
  readonly unreadCount: UnreadCount;
  /** How what is written here is kept. */
  readonly storage: StorageState;
}
