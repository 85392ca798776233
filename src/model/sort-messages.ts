import type {Message} from './message.js';

/**
 * Oldest first: by time, then by the provider's order, then by id, so that equal times always come out the same.
 * Messages without a time come after those with one; `MessageList` does better, as it knows their neighbours.
 */
export function compareMessages(a: Message, b: Message): number {
  return (
    ascending(a.at ?? Infinity, b.at ?? Infinity) ||
    ascending(a.order ?? Infinity, b.order ?? Infinity) ||
    (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
  );
}

/** As a comparison for sorting. */
export const ascending = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);
