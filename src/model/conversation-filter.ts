import type {Conversation} from './conversation.js';
import {matcherOf} from './fold-text.js';
import type {OwnEndpoint} from './participant.js';
import {normalizePhone} from './phone-number.js';

/** Which conversations to show. */
export interface ConversationFilter {
  readonly unread?: boolean;
  readonly needsReply?: boolean;
  readonly includeArchived?: boolean;
  /** Words of names, or part of a phone number in any spelling. */
  readonly search?: string;
  /** Over which of our own numbers; as `ownEndpointKey` calls it. */
  readonly ownEndpointId?: string;
}

/** What tells our own numbers apart: the id, or the number where there is none. */
export const ownEndpointKey = ({id, address}: OwnEndpoint = {}): string | undefined =>
  id ?? (address && (normalizePhone(address) ?? address));

/**
 * Decides about one loaded conversation, for providers that cannot filter or search themselves. A fact that is not
 * known does not match: the list then shows what its badges show.
 */
export function matchesQuery(conversation: Conversation, filter: ConversationFilter): boolean {
  if (conversation.status === 'deleted') return false;
  if (conversation.status === 'archived' && !filter.includeArchived) return false;
  if (filter.unread && !conversation.unread.has) return false;
  if (filter.needsReply && !conversation.needsReply?.value) return false;
  if (filter.ownEndpointId && ownEndpointKey(conversation.ownEndpoint) !== filter.ownEndpointId) return false;
  return !filter.search?.trim() || matchesSearch(conversation, filter.search);
}

function matchesSearch(conversation: Conversation, search: string): boolean {
  const {participants, title} = conversation;
  const addresses = participants.flatMap(({address}) => address ?? []);
  return matcherOf(search)([title ?? '', ...participants.map(({name}) => name ?? '')], addresses);
}
