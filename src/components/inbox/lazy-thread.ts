import {LazyPart} from '../../model/lazy-part.js';

export interface ThreadPane {
  readonly styles?: never;
  /** Loads what comes after the first paint of a conversation. */
  readonly loadExtras: () => Promise<unknown>;
}

/** The thread and the reply box: an inbox draws without them until a conversation is about to be opened. */
export const threadPane = new LazyPart<ThreadPane>(() => import('./thread-pane.js'));
