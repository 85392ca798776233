import type {WithOutcome} from '../conversation-actions/conversation-actions.events.js';
import type {MessageRequestDetail} from '../message-bubble/message-bubble.events.js';

/** Comes after the user confirmed it. */
export interface MessageDeleteRequestDetail extends MessageRequestDetail, WithOutcome {}

/** What the menu of a message asks for besides, by the name of the event. */
export interface MessageMenuRequests {
  /** The message should be deleted for ever, at the provider. */
  'parlor-message-delete-request': MessageDeleteRequestDetail;
}

export type MessageDeleteRequestEvent = CustomEvent<MessageDeleteRequestDetail>;

declare global {
  interface HTMLElementEventMap {
    'parlor-message-delete-request': MessageDeleteRequestEvent;
  }
}
