import type {ReloadRequestDetail} from '../conversation-list/conversation-list.events.js';

export interface ThreadRequestDetail {
  /** Empty where the thread was given none. */
  readonly conversationId: string;
}

/** Messages around a message, or around a moment in milliseconds since 1970. */
export interface LoadAroundDetail extends ThreadRequestDetail {
  readonly messageId?: string;
  readonly at?: number;
}

export interface SeenDetail extends ThreadRequestDetail {
  /** The provider's id of the newest message on screen. */
  readonly messageId: string;
}

export interface ThreadPositionDetail extends ThreadRequestDetail {
  /** The reader sees the newest message. */
  readonly atNewest: boolean;
}

/** What a message thread asks for, by the name of the event; `parlor-reload-request` is that of the list. */
export interface MessageThreadRequests {
  /** More messages from before the first one are wanted. */
  'parlor-older-messages-request': ThreadRequestDetail;
  /** More messages from after the last one are wanted. */
  'parlor-newer-messages-request': ThreadRequestDetail;
  /** The newest messages are wanted, whatever is between them and those that are loaded. */
  'parlor-newest-messages-request': ThreadRequestDetail;
  /** The messages around one that is not loaded are wanted, whatever is between them and those that are loaded. */
  'parlor-load-around-request': LoadAroundDetail;
  /** The newest message was on screen: up to it, the conversation has been read. */
  'parlor-seen-request': SeenDetail;
}

type ThreadRequestEvents = {readonly [Type in keyof MessageThreadRequests]: CustomEvent<MessageThreadRequests[Type]>};

declare global {
  interface HTMLElementEventMap extends ThreadRequestEvents {
    /** The reader came to the newest message, or left it. */
    'parlor-thread-position-change': CustomEvent<ThreadPositionDetail>;
  }
}

/** Loading failed and should be tried again. */
export const reloadRequest = ({conversationId}: ThreadRequestDetail) =>
  new CustomEvent<ReloadRequestDetail>('parlor-reload-request', {
    detail: {part: 'messages', conversationId},
    bubbles: true,
    composed: true,
    cancelable: true,
  });

export const threadRequest = <Type extends keyof MessageThreadRequests>(
  type: Type,
  detail: MessageThreadRequests[Type],
) => new CustomEvent(type, {detail, bubbles: true, composed: true, cancelable: true});

export const threadPositionChange = (detail: ThreadPositionDetail) =>
  new CustomEvent('parlor-thread-position-change', {detail, bubbles: true, composed: true});
