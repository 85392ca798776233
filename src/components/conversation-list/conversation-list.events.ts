import type {ConversationListQuery} from '../../store/conversation-list-store.js';

export interface ConversationSelectRequestDetail {
  readonly conversationId: string;
}

export interface QueryChangeRequestDetail {
  /** The whole query as it should become. */
  readonly query: ConversationListQuery;
}

export interface ReloadRequestDetail {
  /** What should be loaded from scratch. */
  readonly part: 'conversations' | 'messages';
}

export type ConversationSelectRequestEvent = CustomEvent<ConversationSelectRequestDetail>;
export type QueryChangeRequestEvent = CustomEvent<QueryChangeRequestDetail>;
export type MoreConversationsRequestEvent = CustomEvent<null>;
export type ReloadRequestEvent = CustomEvent<ReloadRequestDetail>;

/** The names of everything a conversation list asks for. */
export type ConversationListRequest =
  | 'parlor-conversation-select-request'
  | 'parlor-query-change-request'
  | 'parlor-more-conversations-request'
  | 'parlor-reload-request';

declare global {
  interface HTMLElementEventMap {
    'parlor-conversation-select-request': ConversationSelectRequestEvent;
    'parlor-query-change-request': QueryChangeRequestEvent;
    'parlor-more-conversations-request': MoreConversationsRequestEvent;
    'parlor-reload-request': ReloadRequestEvent;
  }
}
