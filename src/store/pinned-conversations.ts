import type {Conversation} from '../model/conversation.js';
import {UNKNOWN_CONSENT} from '../model/consent.js';

/** Conversations somebody opened or wrote to: they must stay known when a search or a filter takes them off the list. */
export class PinnedConversations {
  private readonly pinned = new Map<string, Conversation>();

  constructor(private readonly limit = 100) {}

  get(conversationId: string): Conversation | undefined {
    return this.pinned.get(conversationId);
  }

  has(conversationId: string): boolean {
    return this.pinned.has(conversationId);
  }

  put(conversation: Conversation): void {
    this.pinned.delete(conversation.id);
    this.pinned.set(conversation.id, conversation);
    const [oldest] = this.pinned.keys();
    if (this.pinned.size > this.limit && oldest !== undefined) this.pinned.delete(oldest);
  }

  remove(conversationId: string): void {
    this.pinned.delete(conversationId);
  }

  /** Replaces those that are pinned by what was read now. */
  update(lookUp: (conversationId: string) => Conversation | undefined): void {
    for (const id of this.pinned.keys()) {
      const found = lookUp(id);
      if (found) this.pinned.set(id, found);
    }
  }
}

/** Stands for a conversation of which only the id is known. */
export const unknownConversation = (id: string): Conversation => ({
  id,
  kind: 'direct',
  channel: 'unknown',
  participants: [{role: 'contact', address: id}],
  participantsComplete: false,
  status: 'unknown',
  unread: {has: false, source: 'local'},
  consent: UNKNOWN_CONSENT,
  raw: undefined,
});
