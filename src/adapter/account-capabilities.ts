import type {Capabilities, CapabilityName} from '../model/capabilities.js';
import {effectiveCapabilities} from './effective-capabilities.js';
import type {MessagingAdapter} from './messaging-adapter.js';

/** What is asked of an inbox as a whole, and not of one conversation. */
const INBOX_LEVEL = [
  'listConversations',
  'filterUnread',
  'filterNeedsReply',
  'includeArchived',
  'searchConversations',
  'unreadCount',
  'startConversation',
  'repeatableSends',
  'liveUpdates',
] as const satisfies readonly CapabilityName[];

/** What can be done in a conversation: what its own account can, where an adapter joins several. */
export function capabilitiesFor(adapter: MessagingAdapter, conversationId: string | undefined): Capabilities {
  const all = effectiveCapabilities(adapter);
  const account = conversationId === undefined ? undefined : adapter.accountOf?.(conversationId);
  if (!account) return all;
  return {...account.capabilities, ...Object.fromEntries(INBOX_LEVEL.map((name) => [name, all[name]]))};
}
