import type {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {InboxFact} from '../../store/inbox-fact.js';

/** Tells the page what happened. Facts do not bubble and cannot be cancelled. */
export function dispatchFact(target: EventTarget, {type, ...detail}: InboxFact): void {
  target.dispatchEvent(new CustomEvent(`parlor-${type}`, {detail}));
}

declare global {
  interface HTMLElementEventMap {
    'parlor-conversation-selected': CustomEvent<{readonly conversationId: string | undefined}>;
    'parlor-message-sent': CustomEvent<{readonly message: Message}>;
    'parlor-message-failed': CustomEvent<{readonly message: Message; readonly error: ConversationError}>;
    'parlor-message-received': CustomEvent<{readonly message: Message}>;
    'parlor-draft-changed': CustomEvent<{readonly conversationId: string; readonly text: string}>;
    'parlor-error': CustomEvent<{readonly error: ConversationError}>;
  }
}
