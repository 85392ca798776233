import type {ReactionKind} from '../../model/reaction.js';
import type {WithOutcome} from '../conversation-actions/conversation-actions.events.js';

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

/** Names a reaction to a message. */
export interface ReactionDiscardRequestDetail extends MessageRequestDetail {
  readonly reaction: ReactionKind;
}

/** A reaction reaches the contact, and nothing takes it back. */
export interface ReactRequestDetail extends ReactionDiscardRequestDetail, WithOutcome {}

/** Names something that came with a message. */
export interface MediaRequestDetail extends MessageRequestDetail {
  /** Among the attachments of the message, from 0. */
  readonly place: number;
}

/** What a message bubble asks for, by the name of the event. */
export interface MessageBubbleRequests {
  /** The user asks to send a message again that failed here, or whose fate is not known. */
  'parlor-retry-request': MessageRequestDetail;
  /** The user gives up a message that was not sent. */
  'parlor-discard-request': MessageRequestDetail;
  /** The user asks to send the text of a message again that a carrier did not deliver: as a new message. */
  'parlor-resend-request': MessageRequestDetail;
  /** The message should be reacted to, for the first time or again. */
  'parlor-react-request': ReactRequestDetail;
  /** The user gives up a reaction that did not arrive. */
  'parlor-reaction-discard-request': ReactionDiscardRequestDetail;
  /** The user pressed a phone number in a text. The device's own way to call is taken, unless this is vetoed. */
  'parlor-call-request': CallRequestDetail;
  /** The user asks what can be done to a message. */
  'parlor-message-menu-request': MessageRequestDetail;
  /** The user pressed a picture, to see it in place; with a veto the page shows it in its own way. */
  'parlor-media-request': MediaRequestDetail;
}

export type RetryRequestEvent = CustomEvent<MessageBubbleRequests['parlor-retry-request']>;
export type DiscardRequestEvent = CustomEvent<MessageBubbleRequests['parlor-discard-request']>;
export type CallRequestEvent = CustomEvent<MessageBubbleRequests['parlor-call-request']>;
export type MessageMenuRequestEvent = CustomEvent<MessageBubbleRequests['parlor-message-menu-request']>;
export type MediaRequestEvent = CustomEvent<MessageBubbleRequests['parlor-media-request']>;
export type ResendRequestEvent = CustomEvent<MessageBubbleRequests['parlor-resend-request']>;

declare global {
  interface HTMLElementEventMap {
    'parlor-retry-request': RetryRequestEvent;
    'parlor-discard-request': DiscardRequestEvent;
    'parlor-resend-request': ResendRequestEvent;
    'parlor-react-request': CustomEvent<ReactRequestDetail>;
    'parlor-reaction-discard-request': CustomEvent<ReactionDiscardRequestDetail>;
    'parlor-call-request': CallRequestEvent;
    'parlor-message-menu-request': MessageMenuRequestEvent;
    'parlor-media-request': MediaRequestEvent;
    /** All of a long text was asked for. */
    'parlor-message-unfold': CustomEvent;
  }
}
