import type {CapabilityLevel} from '../../model/capability-level.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {MessageList} from '../../model/message-list.js';
import type {LoadStatus} from '../../store/read-health.js';

/** Everything a thread draws, wherever it comes from. */
export interface ThreadView {
  readonly conversationId: string | undefined;
  /** Oldest first. */
  readonly list: MessageList;
  readonly status: LoadStatus;
  readonly error: ConversationError | undefined;
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly olderError: ConversationError | undefined;
  readonly hasNewer: boolean;
  readonly loadingNewer: boolean;
  readonly newerError: ConversationError | undefined;
  /** The owner can load the messages around any one of them. */
  readonly canLoadAround: boolean;
  /** What the contact or group is called; empty when nobody knows. */
  readonly contactName: string;
  readonly timeZone: string | undefined;
  readonly group: boolean;
  /** Whether the provider says who wrote a message. */
  readonly directions: CapabilityLevel;
  /** The id or key of the first unread message. */
  readonly unreadFromId: string | undefined;
  /** Keys of messages that wait behind a stuck one. */
  readonly heldIds: ReadonlySet<string> | undefined;
}
