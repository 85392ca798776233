import type {Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import type {RowDraft} from '../conversation-item/row-words.js';
import type {ConversationListQuery, ConversationListState} from '../../store/conversation-list.js';

/** Everything a conversation list draws, wherever it comes from. */
export interface ConversationListView extends ConversationListState {
  readonly selectedId?: string;
  /** Says which search and filters are offered. */
  readonly capabilities: Capabilities;
  /** What was begun and not sent, by conversation id. */
  readonly drafts?: ReadonlyMap<string, string | RowDraft>;
  /** How many messages have not left, in all conversations. */
  readonly unsentCount: number;
}

/** True when the query leaves conversations out that would otherwise be there. */
export const isNarrowed = (query: ConversationListQuery): boolean =>
  !!query.search || !!query.unread || !!query.needsReply || !!query.ownEndpointId;

/** The query without what is off, so that equal queries look equal. */
export function tidyQuery(query: ConversationListQuery): ConversationListQuery {
  const {search, unread, needsReply, includeArchived, ownEndpointId} = query;
  return {
    ...(search && {search}),
    ...(unread && {unread}),
    ...(needsReply && {needsReply}),
    ...(includeArchived && {includeArchived}),
    ...(ownEndpointId && {ownEndpointId}),
  };
}

export const sameQuery = (a: ConversationListQuery, b: ConversationListQuery): boolean =>
  JSON.stringify(tidyQuery(a)) === JSON.stringify(tidyQuery(b));

/** The first conversation that was not there before; the last one when none came. */
export function firstNew(before: readonly Conversation[], now: readonly Conversation[]): Conversation | undefined {
  const known = new Set(before.map(({id}) => id));
  return now.find(({id}) => !known.has(id)) ?? now.at(-1);
}

/** Where an id is in a list, looked for around where it was: most conversations hardly move. */
export function placeOf(id: string, conversations: readonly Conversation[], near: number): number {
  for (let distance = 0; distance <= 8; distance++) {
    if (conversations[near - distance]?.id === id) return near - distance;
    if (conversations[near + distance]?.id === id) return near + distance;
  }
  return conversations.findIndex((conversation) => conversation.id === id);
}

/** Ids of elements have no white space; a provider's may hold anything, also what cannot be written in an address. */
export const rowId = (conversationId: string): string => `row-${conversationId.replace(/[\s%]/g, encodeURIComponent)}`;
