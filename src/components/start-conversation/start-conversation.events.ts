import type {StartRequest} from '../../adapter/start-conversation.js';

export interface ConversationStartRequestDetail {
  readonly request: StartRequest;
  /** Aborted when whoever asked does not wait any more for the conversation to be opened. */
  readonly signal?: AbortSignal;
}

/** What the form for a new conversation asks for, by the name of the event. There is no conversation yet to name. */
export interface StartConversationRequests {
  /** A conversation should be started. */
  'parlor-conversation-start-request': ConversationStartRequestDetail;
  /** The form is needed: the dialog opened, or loading failed and should be tried again. */
  'parlor-start-form-reload-request': null;
}

export type ConversationStartRequestEvent = CustomEvent<ConversationStartRequestDetail>;
export type StartFormReloadRequestEvent = CustomEvent<null>;

declare global {
  interface HTMLElementEventMap {
    'parlor-conversation-start-request': ConversationStartRequestEvent;
    'parlor-start-form-reload-request': StartFormReloadRequestEvent;
  }
}
