/** How a message is told of outside of the inbox. */
export type NotificationWay = 'toast' | 'desktop' | 'sound';

export interface NotifyRequestDetail {
  readonly conversationId: string;
  /** Who wrote, as the conversation is called. */
  readonly name: string;
  /** What they wrote; empty where that is private. */
  readonly text: string;
  /** How it is about to be told. */
  readonly ways: readonly NotificationWay[];
}

/** What the notifications ask, by the name of the event. */
export interface NotificationsRequests {
  /** A message should be told of. Whoever vetoes it may do so in another way. */
  'parlor-notify-request': NotifyRequestDetail;
}

declare global {
  interface HTMLElementEventMap {
    'parlor-notify-request': CustomEvent<NotifyRequestDetail>;
  }
}
