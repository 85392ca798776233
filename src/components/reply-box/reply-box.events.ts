import type {SendBlockReason} from '../../model/send-block.js';

/** What a reply box holds. */
export interface ReplyDraft {
  readonly text: string;
  /** Public addresses of the media to send along. */
  readonly mediaUrls: readonly string[];
}

/** What a reply box asks to send. */
export interface ReplySend extends ReplyDraft {
  /** Which of our own numbers to send from, where there are several to choose from. */
  readonly ownEndpointId?: string;
}

/** Asks the owner to send. The box keeps its text: the owner empties it by setting `value` and `mediaUrls`. */
export type SendRequestEvent = CustomEvent<ReplySend>;
/** Tells of every change, so that the owner can keep the draft. */
export type DraftChangeEvent = CustomEvent<ReplyDraft>;
/** Asks the owner to find out whether what blocks replies still holds. */
export type RecheckRequestEvent = CustomEvent<{readonly reason: SendBlockReason}>;
/** Asks to take the error away; the box does so itself unless the event is vetoed. */
export type ErrorDismissRequestEvent = CustomEvent<null>;

declare global {
  interface HTMLElementEventMap {
    'parlor-send-request': SendRequestEvent;
    'parlor-draft-change': DraftChangeEvent;
    'parlor-recheck-request': RecheckRequestEvent;
    'parlor-error-dismiss-request': ErrorDismissRequestEvent;
  }
}
