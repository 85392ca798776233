import type {ReloadRequestDetail} from '../conversation-list/conversation-list.events.js';

export interface NewerMessagesDetail {
  /** The user wants the newest message, not just the next page. */
  readonly toNewest: boolean;
}

export interface ThreadPositionDetail {
  /** The reader sees the newest message. */
  readonly atNewest: boolean;
}

declare global {
  interface HTMLElementEventMap {
    /** More messages from before the first one are wanted. */
    'parlor-older-messages-request': CustomEvent<null>;
    /** More messages from after the last one are wanted. */
    'parlor-newer-messages-request': CustomEvent<NewerMessagesDetail>;
    /** A fact: the reader came to the newest message, or left it. */
    'parlor-thread-position-change': CustomEvent<ThreadPositionDetail>;
  }
}

/** Loading failed and should be tried again. */
export const reloadRequest = () =>
  new CustomEvent<ReloadRequestDetail>('parlor-reload-request', {
    detail: {part: 'messages'},
    bubbles: true,
    composed: true,
    cancelable: true,
  });

export const olderMessagesRequest = () =>
  new CustomEvent<null>('parlor-older-messages-request', {
    detail: null,
    bubbles: true,
    composed: true,
    cancelable: true,
  });

export const newerMessagesRequest = (detail: NewerMessagesDetail) =>
  new CustomEvent('parlor-newer-messages-request', {detail, bubbles: true, composed: true, cancelable: true});

export const threadPositionChange = (detail: ThreadPositionDetail) =>
  new CustomEvent('parlor-thread-position-change', {detail, bubbles: true, composed: true});
