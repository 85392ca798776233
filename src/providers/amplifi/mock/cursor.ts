import type {StoredMessage} from '../../../backend/types.js';

/**
 * A keyset cursor: names the last message of a page by time and sequence, so that messages that arrive later and
 * messages of the same instant neither move nor repeat anything.
 */
export const cursorAfter = ({at, sequence, threadId}: StoredMessage): string =>
  btoa(JSON.stringify([at, sequence, threadId]));

/** Tells which messages are older than a cursor; `undefined` for a cursor that was not made for this thread. */
export function olderThan(cursor: string, threadId: string): ((message: StoredMessage) => boolean) | undefined {
  try {
    const [at, sequence, owner] = JSON.parse(atob(cursor)) as unknown[];
    if (typeof at !== 'number' || typeof sequence !== 'number' || owner !== threadId) return undefined;
    return (message) => message.at < at || (message.at === at && message.sequence < sequence);
  } catch {
    return undefined;
  }
}
