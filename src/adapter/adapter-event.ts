import type {Conversation} from '../model/conversation.js';
import type {Message} from '../model/message.js';

/** News from an adapter. All of it enters the stores at one merge point; doubled and late events change nothing. */
export type AdapterEvent =
  | {readonly type: 'message-created'; readonly message: Message}
  | {readonly type: 'message-updated'; readonly message: Message}
  | {readonly type: 'conversation-updated'; readonly conversation: Conversation}
  | {readonly type: 'conversation-removed'; readonly conversationId: string}
  /** Something in the list may have changed: read its first page again. */
  | {readonly type: 'conversations-invalidated'}
  /** Something in this conversation may have changed: read its newest page again. */
  | {readonly type: 'messages-invalidated'; readonly conversationId: string}
  /** Names or other parts of what is listed are still being fetched, within the provider's rate limit. */
  | {readonly type: 'details-progress'; readonly remaining: number}
  | {readonly type: 'connection-changed'; readonly connected: boolean};
