/** Names the message that something is asked about. */
export interface MessageRequestDetail {
  readonly conversationId: string;
  /** Its `localId`, or its `id` where it has none: what `messageKey` answers. */
  readonly messageId: string;
}

/** Names a phone number that was pressed. */
export interface CallRequestDetail {
  readonly conversationId: string;
  /** With its country: `+12025550123`. */
  readonly number: string;
}

/** What a message bubble asks for, by the name of the event. */
export interface MessageBubbleRequests {
  /** The user asks to send a message again that failed here, or whose fate is not known. */
  'parlor-retry-request': MessageRequestDetail;
  /** The user gives up a message that was not sent. */
  'parlor-discard-request': MessageRequestDetail;
  /** The user asks to send the text of a message again that a carrier did not deliver: as a new message. */
  'parlor-resend-request': MessageRequestDetail;
  /** The user pressed a phone number in a text. The device's own way to call is taken, unless this is vetoed. */
  'parlor-call-request': CallRequestDetail;
}

export type RetryRequestEvent = CustomEvent<MessageBubbleRequests['parlor-retry-request']>;
export type DiscardRequestEvent = CustomEvent<MessageBubbleRequests['parlor-discard-request']>;
export type CallRequestEvent = CustomEvent<MessageBubbleRequests['parlor-call-request']>;
export type ResendRequestEvent = CustomEvent<MessageBubbleRequests['parlor-resend-request']>;

declare global {
  interface HTMLElementEventMap {
    'parlor-retry-request': RetryRequestEvent;
    'parlor-discard-request': DiscardRequestEvent;
    'parlor-resend-request': ResendRequestEvent;
    'parlor-call-request': CallRequestEvent;
    /** All of a long text was asked for. */
    'parlor-message-unfold': CustomEvent;
  }
}
