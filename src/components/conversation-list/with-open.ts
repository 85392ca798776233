import {completeAll, completeConversation, hasId} from '../../model/complete.js';
import type {Conversation} from '../../model/conversation.js';
import type {ConversationListQuery} from '../../store/conversation-list.js';
import {sameQuery, type ConversationListView} from './list-view.js';

interface Listed {
  readonly conversations: readonly Conversation[];
  /** The open conversation. */
  readonly open: Conversation | undefined;
  readonly query: ConversationListQuery;
}

/** What a list shows: the same array while it holds the same, since a list that is another one is looked through. */
export class WithOpen {
  #known: Listed | undefined;
  #all: readonly Conversation[] = [];

  /**
   * @param before what is on screen
   * @param isComplete what a store hands out is
   */
  of(listed: Listed, before: ConversationListView | undefined, isComplete: boolean): readonly Conversation[] {
    const {conversations, open, query} = listed;
    const known = this.#known;
    if (known?.conversations === conversations && known.open === open && known.query === query) return this.#all;
    const given = isComplete ? conversations : completeAll(conversations, completeConversation).filter(hasId);
    this.#known = listed;
    this.#all = withOpen({conversations: given, open, query}, before);
    return this.#all;
  }
}

/**
 * The conversations with the open one among them, where it was: what is open may have left a filter by being opened, and
 * must not vanish under the reader's hand.
 */
function withOpen(
  {conversations, open, query}: Listed,
  before: ConversationListView | undefined,
): readonly Conversation[] {
  if (!open || !before || !(query.unread || query.needsReply) || !sameQuery(before.query, query)) return conversations;
  if (open.status === 'deleted' || (open.status === 'archived' && !query.includeArchived)) return conversations;
  if (conversations.some(({id}) => id === open.id)) return conversations;
  const place = before.conversations.findIndex(({id}) => id === open.id);
  return place < 0 ? conversations : [...conversations.slice(0, place), open, ...conversations.slice(place)];
}
