import type {SavedReply} from './saved-reply.js';

/** What a chosen reply comes to. */
export interface SavedReplyInsertRequestDetail {
  /** Empty where the element was given none. */
  readonly conversationId: string;
  readonly reply: SavedReply;
  /** What it says here: with everything filled in that is known. */
  readonly text: string;
  /** Of its media, what there is room for. */
  readonly mediaUrls: readonly string[];
}

/** What the choice of a saved reply asks for, by the name of the event. */
export interface SavedRepliesRequests {
  /** A reply was chosen; with a veto nothing is put into the field. */
  'parlor-saved-reply-insert-request': SavedReplyInsertRequestDetail;
}

export type SavedReplyInsertRequestEvent = CustomEvent<SavedReplyInsertRequestDetail>;

declare global {
  interface HTMLElementEventMap {
    'parlor-saved-reply-insert-request': SavedReplyInsertRequestEvent;
  }
}
