export interface ThreadMatchDetail {
  /** The key of the message to be shown: its `localId` or `id`. Absent when none is found any more. */
  readonly key?: string;
}

export interface ThreadSearchRequestDetail {
  readonly conversationId: string;
}

/** What asks a thread to search, by the name of the event. */
export interface ThreadSearchRequests {
  /** The search in the messages of a conversation should be opened. */
  'parlor-thread-search-request': ThreadSearchRequestDetail;
}

declare global {
  interface HTMLElementEventMap {
    /** The reader went to a message that was found, or there is none any more. */
    'parlor-thread-match': CustomEvent<ThreadMatchDetail>;
    'parlor-thread-search-request': CustomEvent<ThreadSearchRequestDetail>;
  }
}

export const threadMatch = (detail: ThreadMatchDetail) =>
  new CustomEvent('parlor-thread-match', {detail, bubbles: true, composed: true});
