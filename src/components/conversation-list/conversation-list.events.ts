import type {ConversationListQuery} from '../../store/conversation-list.js';

export interface ConversationSelectRequestDetail {
  readonly conversationId: string;
}

export interface QueryChangeRequestDetail {
  /** The whole query as it should become. */
  readonly query: ConversationListQuery;
}

/** What should be loaded from scratch: the list, or the messages of a conversation. */
export type ReloadRequestDetail =
  {readonly part: 'conversations'} | {readonly part: 'messages'; readonly conversationId: string};

export interface ShowUnsentRequestDetail {
  /**
   * The first conversation with a message that failed or that nobody knows of, or else with one that waits; empty when
   * none of those in the list has any.
   */
  readonly conversationId: string;
}

export interface RowDetailsRequestDetail {
  readonly conversationIds: readonly string[];
}

/** What a conversation list asks for, by the name of the event. */
export interface ConversationListRequests {
  /** A conversation should be opened. */
  'parlor-conversation-select-request': ConversationSelectRequestDetail;
  /** Something else is searched for, or other filters are set. */
  'parlor-query-change-request': QueryChangeRequestDetail;
  /** The next page of the list is wanted. */
  'parlor-more-conversations-request': null;
  /** Loading failed and should be tried again. */
  'parlor-reload-request': ReloadRequestDetail;
  /** The messages that have not left should be shown. */
  'parlor-show-unsent-request': ShowUnsentRequestDetail;
  /** These rows are in sight: what the provider's list does not tell of them is wanted, where it can be asked for. */
  'parlor-row-details-request': RowDetailsRequestDetail;
}

export type ConversationSelectRequestEvent = CustomEvent<ConversationSelectRequestDetail>;
export type QueryChangeRequestEvent = CustomEvent<QueryChangeRequestDetail>;
export type MoreConversationsRequestEvent = CustomEvent<null>;
export type ReloadRequestEvent = CustomEvent<ReloadRequestDetail>;
export type ShowUnsentRequestEvent = CustomEvent<ShowUnsentRequestDetail>;
export type RowDetailsRequestEvent = CustomEvent<RowDetailsRequestDetail>;

declare global {
  interface HTMLElementEventMap {
    'parlor-conversation-select-request': ConversationSelectRequestEvent;
    'parlor-query-change-request': QueryChangeRequestEvent;
    'parlor-more-conversations-request': MoreConversationsRequestEvent;
    'parlor-reload-request': ReloadRequestEvent;
    'parlor-show-unsent-request': ShowUnsentRequestEvent;
    'parlor-row-details-request': RowDetailsRequestEvent;
  }
}
