import {LazyPart} from '../../model/lazy-part.js';

/** The thread and the reply box: an inbox draws without them until a conversation is about to be opened. */
export const threadPane = new LazyPart<{readonly styles?: never}>(async () => {
  await import('./thread-pane.js');
  return {};
});
