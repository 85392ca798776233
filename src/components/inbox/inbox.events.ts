import type {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {InboxEvent} from '../../store/inbox-event.js';
import type {UnreadCount} from '../../store/inbox-state.js';

/** Tells the page what happened. These events do not bubble and cannot be cancelled. */
export function dispatchInboxEvent(target: EventTarget, {type, ...detail}: InboxEvent): void {
  target.dispatchEvent(new CustomEvent(`parlor-${type}`, {detail}));
}

declare global {
  interface HTMLElementEventMap {
    'parlor-conversation-selected': CustomEvent<{readonly conversationId: string | undefined}>;
    'parlor-message-sent': CustomEvent<{readonly message: Message}>;
    'parlor-message-failed': CustomEvent<{readonly message: Message; readonly error: ConversationError}>;
    'parlor-message-undelivered': CustomEvent<{readonly message: Message}>;
    'parlor-message-waiting': CustomEvent<{readonly message: Message}>;
    'parlor-message-received': CustomEvent<{readonly message: Message}>;
    'parlor-draft-changed': CustomEvent<{readonly conversationId: string; readonly text: string}>;
    'parlor-unread-count-changed': CustomEvent<UnreadCount>;
    'parlor-error': CustomEvent<{readonly error: ConversationError}>;
  }
}
