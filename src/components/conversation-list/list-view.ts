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
  !!query.search || !!query.unread || !!query.needsReply;

/** The query without what is off, so that equal queries look equal. */
export function tidyQuery({search, unread, needsReply, includeArchived}: ConversationListQuery): ConversationListQuery {
  return {
    ...(search && {search}),
    ...(unread && {unread}),
    ...(needsReply && {needsReply}),
    ...(includeArchived && {includeArchived}),
  };
}

export const sameQuery = (a: ConversationListQuery, b: ConversationListQuery): boolean =>
  JSON.stringify(tidyQuery(a)) === JSON.stringify(tidyQuery(b));

/**
 * The conversations with the open one among them, where it was: what is open may have left a filter by being opened, and
 * must not vanish under the reader's hand.
 */
export function withOpen(
  conversations: readonly Conversation[],
  open: Conversation | undefined,
  {before, query}: {readonly before: ConversationListView | undefined; readonly query: ConversationListQuery},
): readonly Conversation[] {
  if (!open || !before || !(query.unread || query.needsReply) || !sameQuery(before.query, query)) return conversations;
  if (open.status === 'deleted' || (open.status === 'archived' && !query.includeArchived)) return conversations;
  if (conversations.some(({id}) => id === open.id)) return conversations;
  const place = before.conversations.findIndex(({id}) => id === open.id);
  return place < 0 ? conversations : [...conversations.slice(0, place), open, ...conversations.slice(place)];
}

/** The first conversation that was not there before; the last one when none came. */
export function firstNew(before: readonly Conversation[], now: readonly Conversation[]): Conversation | undefined {
  const known = new Set(before.map(({id}) => id));
  return now.find(({id}) => !known.has(id)) ?? now.at(-1);
}

/** The index a key moves to in a list of rows, or nothing when the key does not move. */
export function indexAfterKey(key: string, index: number, count: number, pageSize: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, last);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'PageDown':
      return Math.min(index + pageSize, last);
    case 'PageUp':
      return Math.max(index - pageSize, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}

/** Where an id is in a list, looked for around where it was: most conversations hardly move. */
export function placeOf(id: string, conversations: readonly Conversation[], near: number): number {
  for (let distance = 0; distance <= 8; distance++) {
    if (conversations[near - distance]?.id === id) return near - distance;
    if (conversations[near + distance]?.id === id) return near + distance;
  }
  return conversations.findIndex((conversation) => conversation.id === id);
}
