import {ConversationError} from '../../model/conversation-error.js';
import {LONGEST_ID} from './fields.js';

/**
 * @throws ConversationError of kind `not-found` for what can be nobody's id: nothing, `.` and `..`, which would leave a
 *   path, half a character, which cannot be written down, and what is longer than any id
 */
export function assertId(id: string, adapter?: string): void {
  if (!/^\.{0,2}$|\p{Surrogate}/u.test(id) && id.length <= LONGEST_ID) return;
  throw new ConversationError('not-found', {adapter, message: 'There is nothing with such an id.'});
}

/**
 * An id as one part of a path: nothing in it may leave that part.
 *
 * @throws ConversationError as `assertId` does
 */
export function pathSegment(id: string, adapter?: string): string {
  assertId(id, adapter);
  return encodeURIComponent(id);
}
