import type {Unread} from './conversation.js';
import type {Message} from './message.js';

/**
 * The oldest message that is unread, counted from the newest, or by the moment from which on nothing was read.
 *
 * @param messages up to the conversation's newest one, oldest first
 * @returns its id, or that of the oldest inbound message when more are unread than these; `undefined` when nothing is
 */
export function firstUnread(messages: readonly Message[], unread: Unread | undefined): string | undefined {
  return unreadFrom(messages, unread)?.id;
}

/** Whether unread messages lie before these, which are a conversation's newest. */
export function unreadBefore(messages: readonly Message[], unread: Unread | undefined): boolean {
  if (!unread?.has) return false;
  if (unread.since !== undefined) {
    const oldest = messages.find(({at}) => at !== undefined);
    return oldest?.at !== undefined && oldest.at > unread.since;
  }
  return inboundIn(messages) < (unread.count ?? 1);
}

function unreadFrom(messages: readonly Message[], unread: Unread | undefined): Message | undefined {
  if (!unread?.has) return undefined;
  const {since} = unread;
  if (since !== undefined) return messages.find(({at, direction}) => direction === 'inbound' && (at ?? 0) > since);
  let left = unread.count ?? 1;
  let first: Message | undefined;
  for (let index = messages.length - 1; index >= 0 && left > 0; index--) {
    const message = messages[index];
    if (message?.direction !== 'inbound') continue;
    first = message;
    left--;
  }
  return first;
}

const inboundIn = (messages: readonly Message[]): number =>
  messages.reduce((count, {direction}) => count + (direction === 'inbound' ? 1 : 0), 0);
