import type {ConversationError} from '../../model/conversation-error.js';

/** Of requests that whoever asks wants to hear of. */
export interface WithOutcome {
  /** Called once the provider has answered: with nothing when it was done, or with why it was not. The inbox then says nothing of it itself. */
  readonly onOutcome?: (error: ConversationError | undefined) => void;
}

export interface ArchiveRequestDetail extends WithOutcome {
  readonly conversationId: string;
  /** False to move it back to the inbox. */
  readonly archived: boolean;
}

export interface StarRequestDetail extends WithOutcome {
  readonly conversationId: string;
  readonly starred: boolean;
}

export interface CloseConversationRequestDetail extends WithOutcome {
  readonly conversationId: string;
  /** False to open it again. */
  readonly closed: boolean;
}

/** Comes after the user confirmed it. */
export interface DeleteRequestDetail {
  readonly conversationId: string;
}

export interface DetailsToggleRequestDetail {
  readonly conversationId: string;
  /** Whether the details should be shown. */
  readonly open: boolean;
  /** The message whose details are meant; see `messageKey`. */
  readonly messageId?: string;
}

export interface ActionFailureDismissRequestDetail {
  readonly conversationId: string;
}

/** What the actions on a conversation ask for, by the name of the event. */
export interface ConversationActionsRequests {
  'parlor-archive-request': ArchiveRequestDetail;
  'parlor-star-request': StarRequestDetail;
  'parlor-close-conversation-request': CloseConversationRequestDetail;
  /** The conversation should be deleted for ever. */
  'parlor-delete-request': DeleteRequestDetail;
  'parlor-details-toggle-request': DetailsToggleRequestDetail;
  /** The explanation of a failed action was read. */
  'parlor-action-failure-dismiss-request': ActionFailureDismissRequestDetail;
}

declare global {
  interface HTMLElementEventMap {
    'parlor-archive-request': CustomEvent<ArchiveRequestDetail>;
    'parlor-star-request': CustomEvent<StarRequestDetail>;
    'parlor-close-conversation-request': CustomEvent<CloseConversationRequestDetail>;
    'parlor-delete-request': CustomEvent<DeleteRequestDetail>;
    'parlor-details-toggle-request': CustomEvent<DetailsToggleRequestDetail>;
    'parlor-action-failure-dismiss-request': CustomEvent<ActionFailureDismissRequestDetail>;
  }
}
