import type {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';

/** What happened, for whoever embeds the inbox. */
export type InboxFact =
  | {readonly type: 'conversation-selected'; readonly conversationId: string | undefined}
  | {readonly type: 'message-sent'; readonly message: Message}
  | {readonly type: 'message-failed'; readonly message: Message; readonly error: ConversationError}
  | {readonly type: 'message-received'; readonly message: Message}
  | {readonly type: 'draft-changed'; readonly conversationId: string; readonly text: string}
  | {readonly type: 'error'; readonly error: ConversationError};
