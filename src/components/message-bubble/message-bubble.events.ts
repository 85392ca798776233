import type {Message} from '../../model/message.js';

/** Names a message that was written here and may not have left. */
export interface LocalMessageDetail {
  readonly localId: string;
}

export interface ResendRequestDetail {
  readonly message: Message;
}

declare global {
  interface HTMLElementEventMap {
    /** The user asks to send a message again that failed here, or whose fate is not known. */
    'parlor-retry-request': CustomEvent<LocalMessageDetail>;
    /** The user gives up a message that was not sent. */
    'parlor-discard-request': CustomEvent<LocalMessageDetail>;
    /** The user asks to send the text of a message again that a carrier did not deliver: as a new message. */
    'parlor-resend-request': CustomEvent<ResendRequestDetail>;
  }
}

/** A request to whoever owns the state: bubbles out of shadow roots, and can be vetoed. */
const request = <Detail>(type: string, detail: Detail): CustomEvent<Detail> =>
  new CustomEvent(type, {detail, bubbles: true, composed: true, cancelable: true});

export const retryRequest = (localId: string) => request<LocalMessageDetail>('parlor-retry-request', {localId});
export const discardRequest = (localId: string) => request<LocalMessageDetail>('parlor-discard-request', {localId});
export const resendRequest = (message: Message) => request<ResendRequestDetail>('parlor-resend-request', {message});
