import type {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';

/** What happened, for whoever embeds the inbox. Each is told once. */
export type InboxEvent =
  | {readonly type: 'conversation-selected'; readonly conversationId: string | undefined}
  | {readonly type: 'message-sent'; readonly message: Message}
  /** A message certainly did not leave, or nobody knows whether it did (`error.outcomeUnknown`). */
  | {readonly type: 'message-failed'; readonly message: Message; readonly error: ConversationError}
  /** A message left, and the provider says later that it did not arrive. */
  | {readonly type: 'message-undelivered'; readonly message: Message}
  /** A message has to wait before it can leave: for a connection, a rate limit, the storage, or those before it. */
  | {readonly type: 'message-waiting'; readonly message: Message}
  | {readonly type: 'message-received'; readonly message: Message}
  | {readonly type: 'draft-changed'; readonly conversationId: string; readonly text: string}
  | {readonly type: 'error'; readonly error: ConversationError};
