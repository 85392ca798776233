import type {MessageList} from './message-list.js';
import {messageKey, type Message} from './message.js';
import {compareMessages} from './sort-messages.js';

/** A thread before and after a change. */
export interface ThreadChange {
  /** Absent before the history was read for the first time: that is history, not news. */
  readonly previous: MessageList | undefined;
  readonly next: MessageList;
  /**
   * The newest message that a read of the provider had confirmed before; absent when there was none. Answers to what was
   * sent here and pushed messages confirm nothing: something older may still be on its way.
   */
  readonly readUpTo: Message | undefined;
}

/** What contacts wrote since a thread was last looked at, oldest first: the one rule for everybody who tells of it. */
export const newMessages = (change: ThreadChange): readonly Message[] =>
  arrivedMessages(change).filter(({direction}) => direction === 'inbound');

/** What came into a thread, from whomever: not known before, and after everything that had been read. */
export function arrivedMessages({previous, next, readUpTo}: ThreadChange): readonly Message[] {
  if (!previous || previous === next) return [];
  // Outside the splice everything is known, and only what is in it has to be looked up.
  const {start, removed, added} = next.spliceFrom(previous);
  const gone = previous.messages.slice(start, start + removed);
  const known = new Set(gone.flatMap((message) => [message.id, messageKey(message)]));
  const isNew = (message: Message): boolean => !known.has(message.id) && !known.has(messageKey(message));
  return next.messages
    .slice(start, start + added)
    .filter((message, place) => isNew(message) && isAfter(message, start + place, readUpTo, next));
}

function isAfter(message: Message, place: number, readUpTo: Message | undefined, list: MessageList): boolean {
  if (!readUpTo) return true;
  const hasTimes = message.at !== undefined && readUpTo.at !== undefined;
  if (hasTimes && message.at !== readUpTo.at) return message.at > readUpTo.at;
  const readPlace = list.indexOf(messageKey(readUpTo));
  if (readPlace >= 0) return place > readPlace;
  // The history started over without the place: only times tell, and without one nobody can say that this is new.
  return hasTimes && compareMessages(message, readUpTo) > 0;
}
