import type {ReloadRequestDetail} from '../conversation-list/conversation-list.events.js';

export interface OlderMessagesDetail {
  readonly conversationId: string;
}

export interface NewerMessagesDetail {
  readonly conversationId: string;
  /** The user wants the newest message, not just the next page. */
  readonly toNewest: boolean;
}

export interface ThreadPositionDetail {
  /** The reader sees the newest message. */
  readonly atNewest: boolean;
}

/** What a message thread asks for, by the name of the event; `parlor-reload-request` is that of the list. */
export interface MessageThreadRequests {
  /** More messages from before the first one are wanted. */
  'parlor-older-messages-request': OlderMessagesDetail;
  /** More messages from after the last one are wanted. */
  'parlor-newer-messages-request': NewerMessagesDetail;
}

declare global {
  interface HTMLElementEventMap {
    'parlor-older-messages-request': CustomEvent<OlderMessagesDetail>;
    'parlor-newer-messages-request': CustomEvent<NewerMessagesDetail>;
    /** The reader came to the newest message, or left it. */
    'parlor-thread-position-change': CustomEvent<ThreadPositionDetail>;
  }
}

/** Loading failed and should be tried again. */
export const reloadRequest = (conversationId: string) =>
  new CustomEvent<ReloadRequestDetail>('parlor-reload-request', {
    detail: {part: 'messages', conversationId},
    bubbles: true,
    composed: true,
    cancelable: true,
  });

export const olderMessagesRequest = (conversationId: string) =>
  new CustomEvent<OlderMessagesDetail>('parlor-older-messages-request', {
    detail: {conversationId},
    bubbles: true,
    composed: true,
    cancelable: true,
  });

export const newerMessagesRequest = (detail: NewerMessagesDetail) =>
  new CustomEvent('parlor-newer-messages-request', {detail, bubbles: true, composed: true, cancelable: true});

export const threadPositionChange = (detail: ThreadPositionDetail) =>
  new CustomEvent('parlor-thread-position-change', {detail, bubbles: true, composed: true});
