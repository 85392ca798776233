import {can, type Capabilities} from '../model/capabilities.js';
import type {Conversation, Unsent} from '../model/conversation.js';
import type {ConversationListState} from './conversation-list.js';
import type {UnreadCount, UnsentState} from './inbox-state.js';

/**
 * How many conversations are unread, as far as a list tells: of one that somebody searches or filters, the rest may be
 * unread as well. The same object while it says the same.
 */
export function countUnread(
  before: UnreadCount,
  count: number,
  {status, hasMore, incomplete, query}: ConversationListState,
  capabilities: Capabilities,
): UnreadCount {
  const isWhole = status === 'ready' && !hasMore && !incomplete && !query.search && !query.needsReply;
  const isComplete = isWhole && can(capabilities, 'filterUnread');
  return count === before.count && isComplete === before.isComplete ? before : {count, isComplete};
}

/** How much waits or failed, and where that is most urgent. The same object while it says the same. */
export function countUnsent(
  before: UnsentState,
  {count, conversations}: {readonly count: number; readonly conversations: ReadonlyMap<string, Unsent>},
  list: readonly Conversation[],
): UnsentState {
  const [conversationId] = count > 0 ? byUrgency(conversations, list) : [];
  if (count === before.count && conversationId === before.conversationId) return before;
  return {count, ...(conversationId !== undefined && {conversationId})};
}

/** What somebody has to decide about goes before what goes on by itself; then as the list has it, then as it was written. */
function byUrgency(unsent: ReadonlyMap<string, Unsent>, list: readonly Conversation[]): readonly string[] {
  const listed = list.filter(({id}) => unsent.has(id)).map(({id}) => id);
  const ids = [...new Set([...listed, ...unsent.keys()])];
  const isWaiting = (id: string) => unsent.get(id)?.state === 'waiting';
  return [...ids.filter((id) => !isWaiting(id)), ...ids.filter(isWaiting)];
}
