import {ConversationError} from '../../model/conversation-error.js';

/**
 * An id as one part of a path: nothing in it may leave that part.
 *
 * @throws ConversationError of kind `not-found` for what can be no id: nothing, `.` and `..`, which would leave the path,
 *   and half a character, which cannot be encoded
 */
export function pathSegment(id: string, adapter?: string): string {
  if (/^\.{0,2}$|\p{Surrogate}/u.test(id)) {
    throw new ConversationError('not-found', {adapter, message: 'There is nothing with such an id.'});
  }
  return encodeURIComponent(id);
}
