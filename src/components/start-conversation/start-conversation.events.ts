import type {StartRequest} from '../../adapter/start-conversation.js';

export interface StartRequestDetail {
  readonly request: StartRequest;
}

export type StartRequestEvent = CustomEvent<StartRequestDetail>;
/** Asks the owner for the form, when the dialog opens or loading failed. */
export type StartFormRequestEvent = CustomEvent<null>;

declare global {
  interface HTMLElementEventMap {
    'parlor-start-request': StartRequestEvent;
    'parlor-start-form-request': StartFormRequestEvent;
  }
}
