import {byActivity, type Conversation} from '../model/conversation.js';

/** Conversations by id, kept in order of activity. A change costs one search and one copy of the order, not a sort. */
export class SortedConversations {
  private readonly byId = new Map<string, Conversation>();
  private ordered: readonly Conversation[] = [];

  get(id: string): Conversation | undefined {
    return this.byId.get(id);
  }

  /** A new array after every change; safe to keep. */
  all(): readonly Conversation[] {
    return this.ordered;
  }

  clear(): void {
    this.byId.clear();
    this.ordered = [];
  }

  put(conversations: readonly Conversation[]): void {
    if (conversations.length > 8) {
      for (const conversation of conversations) this.byId.set(conversation.id, conversation);
      this.ordered = [...this.byId.values()].sort(byActivity);
      return;
    }
    for (const conversation of conversations) {
      this.remove(conversation.id);
      const index = this.position(conversation);
      this.byId.set(conversation.id, conversation);
      this.ordered = [...this.ordered.slice(0, index), conversation, ...this.ordered.slice(index)];
    }
  }

  remove(id: string): void {
    const old = this.byId.get(id);
    if (!old) return;
    const index = this.position(old);
    this.byId.delete(id);
    this.ordered = [...this.ordered.slice(0, index), ...this.ordered.slice(index + 1)];
  }

  /** Where the conversation stands, or would stand. */
  private position(conversation: Conversation): number {
    let low = 0;
    let high = this.ordered.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = this.ordered[middle];
      if (other && byActivity(other, conversation) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
