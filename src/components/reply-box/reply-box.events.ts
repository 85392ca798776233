import type {FilledTemplate} from '../../adapter/start-conversation.js';
import type {SendBlockReason} from '../../model/send-block.js';

/** What every request of a reply box begins with. */
export interface ReplyRequestDetail {
  /** Empty for a box that was given none. */
  readonly conversationId: string;
}

/** What a reply box holds. */
export interface ReplyDraft {
  readonly text: string;
  /** Public addresses of the media to send along. */
  readonly mediaUrls: readonly string[];
}

/**
 * What came of sending by hand: it was asked for, a listener vetoed that, something has to be done or waited for first, which
 * is announced, there is nothing to send, or nothing may be sent here now.
 */
export type SendOutcome = 'requested' | 'vetoed' | 'waiting' | 'empty' | 'locked';

/** What should be kept for a conversation until it is sent. */
export interface DraftRequestDetail extends ReplyRequestDetail, ReplyDraft {}

/** What should be sent. */
export interface SendRequestDetail extends ReplyRequestDetail, ReplyDraft {
  /** Which of our own numbers to send from, where there are several to choose from. */
  readonly ownEndpointId?: string;
  /** Sent instead of the text, which is what it says. */
  readonly template?: FilledTemplate;
  /** The message that it answers, with what is quoted of it. */
  readonly replyTo?: {readonly id: string; readonly text?: string};
  /** What was chosen of the provider's own options. */
  readonly providerOptions?: Readonly<Record<string, unknown>>;
}

export interface RecheckRequestDetail extends ReplyRequestDetail {
  /** Why no reply can be sent, as far as is known. */
  readonly reason: SendBlockReason;
}

export interface EndpointChooseRequestDetail extends ReplyRequestDetail {
  /** Which of our own numbers to reply from; absent to let the provider choose. */
  readonly ownEndpointId?: string;
}

export interface ReplyToRequestDetail extends ReplyRequestDetail {
  /** The message that the next reply answers, by the provider's id; absent for none. */
  readonly messageId?: string;
}

/** What a reply box asks for, by the name of the event. */
export interface ReplyBoxRequests {
  /** Asks the owner to send. The box keeps its text: the owner empties it by setting `value` and `mediaUrls`. */
  'parlor-send-request': SendRequestDetail;
  /** Asks the owner to keep the draft, after every change by the user. */
  'parlor-draft-request': DraftRequestDetail;
  /** Asks the owner to send replies from another number. */
  'parlor-endpoint-choose-request': EndpointChooseRequestDetail;
  /** Asks the owner to have the next reply answer a message, or none any more. */
  'parlor-reply-to-request': ReplyToRequestDetail;
  /** Asks the owner to find out whether what blocks replies still holds. */
  'parlor-recheck-request': RecheckRequestDetail;
  /** Asks the owner for what may be sent instead of a text. */
  'parlor-templates-request': ReplyRequestDetail;
  /** Asks to take the error away; the box does so itself unless the event is vetoed. */
  'parlor-error-dismiss-request': ReplyRequestDetail;
}

export type SendRequestEvent = CustomEvent<ReplyBoxRequests['parlor-send-request']>;
export type DraftRequestEvent = CustomEvent<ReplyBoxRequests['parlor-draft-request']>;
export type EndpointChooseRequestEvent = CustomEvent<ReplyBoxRequests['parlor-endpoint-choose-request']>;
export type ReplyToRequestEvent = CustomEvent<ReplyBoxRequests['parlor-reply-to-request']>;
export type RecheckRequestEvent = CustomEvent<ReplyBoxRequests['parlor-recheck-request']>;
export type TemplatesRequestEvent = CustomEvent<ReplyBoxRequests['parlor-templates-request']>;
export type ErrorDismissRequestEvent = CustomEvent<ReplyBoxRequests['parlor-error-dismiss-request']>;

declare global {
  interface HTMLElementEventMap {
    'parlor-send-request': SendRequestEvent;
    'parlor-draft-request': DraftRequestEvent;
    'parlor-endpoint-choose-request': EndpointChooseRequestEvent;
    'parlor-reply-to-request': ReplyToRequestEvent;
    'parlor-recheck-request': RecheckRequestEvent;
    'parlor-templates-request': TemplatesRequestEvent;
    'parlor-error-dismiss-request': ErrorDismissRequestEvent;
  }
}
