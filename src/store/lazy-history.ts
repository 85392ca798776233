import {ConversationError} from '../model/conversation-error.js';
import {LazyPart} from '../model/lazy-part.js';

/** A list of conversations draws without these rules; they come with the first history that is read. */
const part = new LazyPart(() => import('./history-rules.js'));

/** @throws ConversationError when the page cannot fetch them: that is no fault of the provider's */
export const loadHistoryRules = () =>
  part.load().catch((thrown: unknown) => {
    throw ConversationError.from(thrown, 'network');
  });

/** For whoever has read a history: that is not possible without them. */
export function historyRules() {
  if (!part.value) throw new Error('No history was read yet.');
  return part.value;
}
