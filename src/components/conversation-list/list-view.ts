import type {Capabilities} from '../../model/capabilities.js';
import type {ConversationListQuery, ConversationListState} from '../../store/conversation-list-store.js';

/** Everything a conversation list draws, wherever it comes from. */
export interface ConversationListView extends ConversationListState {
  readonly selectedId?: string;
  /** Says which search and filters are offered. */
  readonly capabilities: Capabilities;
  /** Texts begun and not sent, by conversation id. */
  readonly drafts?: ReadonlyMap<string, string>;
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

/**
 * The row to hold still on screen while the list changes: of those in sight, the one whose place changes least. A
 * conversation that jumps to the top is thereby never followed.
 */
export function steadiestRow(
  inSight: readonly string[],
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
): string | undefined {
  let steadiest: string | undefined;
  let least = Infinity;
  for (const id of inSight) {
    const from = before.get(id);
    const to = after.get(id);
    if (from === undefined || to === undefined || Math.abs(to - from) >= least) continue;
    steadiest = id;
    least = Math.abs(to - from);
  }
  return steadiest;
}
