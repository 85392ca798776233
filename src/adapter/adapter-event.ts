import type {Conversation} from '../model/conversation.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';

/**
 * How news arrives where they are pushed. `live`: as they happen. `interrupted`: they should, and do not at the moment; the
 * adapter looks for them by itself. `ended`: the session is over, and nothing arrives any more. `none`: they are not pushed
 * here, and the adapter looks by itself.
 */
export type LiveState = 'live' | 'interrupted' | 'ended' | 'none';

/** News from an adapter. All of it enters the stores at one merge point; doubled and late events change nothing. */
export type AdapterEvent =
  | {readonly type: 'message-created'; readonly message: Message}
  | {readonly type: 'message-updated'; readonly message: Message}
  /** A message is no more; when that is told twice, or of one that nobody knows, nothing changes. */
  | {readonly type: 'message-removed'; readonly conversationId: string; readonly messageId: string}
  | {readonly type: 'conversation-updated'; readonly conversation: Conversation}
  | {readonly type: 'conversation-removed'; readonly conversationId: string}
  /** Something in the list may have changed: read its first page again. */
  | {readonly type: 'conversations-invalidated'}
  /** Something in this conversation may have changed: read its newest page again. */
  | {readonly type: 'messages-invalidated'; readonly conversationId: string}
  /** Names or other parts of what is listed are still being fetched, within the provider's rate limit. */
  | {readonly type: 'details-progress'; readonly remaining: number}
  | {readonly type: 'connection-changed'; readonly connected: boolean}
  /** News are pushed, or not any more; the adapter's capabilities may be others now. */
  | {readonly type: 'live-changed'; readonly state: LiveState; readonly error?: ConversationError};
