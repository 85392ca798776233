import {byActivity, type Conversation} from '../model/conversation.js';

/** Conversations by id, kept in order of activity. A change costs one search and one copy of the order, not a sort. */
export class SortedConversations {
  readonly #byId = new Map<string, Conversation>();
  #ordered: readonly Conversation[] = [];

  /** A new array after every change; safe to keep. */
  all(): readonly Conversation[] {
    return this.#ordered;
  }

  clear(): void {
    this.#byId.clear();
    this.#ordered = [];
  }

  put(conversations: readonly Conversation[]): void {
    const changed = conversations.filter((conversation) => this.#byId.get(conversation.id) !== conversation);
    if (changed.length === 0) return;
    if (changed.length > 8) {
      for (const conversation of changed) this.#byId.set(conversation.id, conversation);
      this.#ordered = [...this.#byId.values()].sort(byActivity);
      return;
    }
    const ordered = [...this.#ordered];
    for (const conversation of changed) {
      const known = this.#byId.get(conversation.id);
      if (known) ordered.splice(position(ordered, known), 1);
      ordered.splice(position(ordered, conversation), 0, conversation);
      this.#byId.set(conversation.id, conversation);
    }
    this.#ordered = ordered;
  }

  remove(id: string): void {
    const old = this.#byId.get(id);
    if (!old) return;
    this.#byId.delete(id);
    this.#ordered = this.#ordered.toSpliced(position(this.#ordered, old), 1);
  }
}

/** Where the conversation stands, or would stand. */
function position(ordered: readonly Conversation[], conversation: Conversation): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = ordered[middle];
    if (other && byActivity(other, conversation) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
