import type {ConversationError} from '../model/conversation-error.js';
import type {InboxFact} from './inbox-fact.js';
import type {Unsubscribe} from './observable.js';

/** Tells whoever embeds an inbox what happened. */
export class FactChannel {
  private readonly listeners = new Set<(fact: InboxFact) => void>();
  private readonly toldErrors = new WeakSet<ConversationError>();

  subscribe(listener: (fact: InboxFact) => void): Unsubscribe {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tell(fact: InboxFact): void {
    for (const listener of [...this.listeners]) listener(fact);
  }

  /** Once, however long it stands in a state. */
  tellError(error: ConversationError | undefined): void {
    if (!error || this.toldErrors.has(error)) return;
    this.toldErrors.add(error);
    this.tell({type: 'error', error});
  }
}
