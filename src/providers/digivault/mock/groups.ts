import type {Backend} from '../../../backend/backend.js';
import type {Instant} from '../../../model/capability-level.js';

export interface MockGroupMessage {
  readonly id: string;
  /** `undefined` for ourselves. */
  readonly contactId?: string;
  readonly text: string;
  readonly mediaUrls: readonly string[];
  readonly at: Instant;
}

export interface MockGroup {
  readonly id: string;
  readonly conversationId: string;
  readonly name: string;
  readonly description: string;
  readonly contactIds: readonly string[];
  readonly createdAt: Instant;
  readonly archivedAt?: Instant;
  readonly openedAt?: Instant;
  /** In the order they were said. */
  readonly messages: readonly MockGroupMessage[];
}

export interface NewMockGroup {
  readonly name: string;
  readonly contactIds: readonly string[];
  readonly description?: string;
  readonly createdAt?: Instant;
  readonly openedAt?: Instant;
  readonly messages?: readonly {readonly contactId?: string; readonly text: string; readonly at: Instant}[];
}

/** Groups, which the backend does not have: kept beside it, on its clock, with its contacts as members. */
export class DigivaultGroups {
  readonly #backend: Backend;
  readonly #groups = new Map<string, MockGroup>();
  readonly #listeners = new Set<(group: MockGroup, message: MockGroupMessage) => void>();
  #count = 0;

  constructor(backend: Backend) {
    this.#backend = backend;
  }

  list(): readonly MockGroup[] {
    return [...this.#groups.values()];
  }

  get(id: string): MockGroup | undefined {
    return this.#groups.get(id);
  }

  ofConversation(conversationId: string): MockGroup | undefined {
    return this.list().find((group) => group.conversationId === conversationId);
  }

  add({name, contactIds, description = '', createdAt, openedAt, messages = []}: NewMockGroup): MockGroup {
    const id = this.#nextId('group');
    const group: MockGroup = {
      id,
      conversationId: this.#nextId('talk'),
      name,
      description,
      contactIds,
      createdAt: createdAt ?? messages[0]?.at ?? this.#backend.clock.now(),
      ...(openedAt !== undefined && {openedAt}),
      messages: messages.map((message) => ({...message, id: this.#nextId('said'), mediaUrls: []})),
    };
    this.#groups.set(id, group);
    return group;
  }

  /** Somebody writes to a group; we do without a contact. */
  say(groupId: string, text: string, contactId?: string, mediaUrls: readonly string[] = []): MockGroupMessage {
    const group = this.#groups.get(groupId);
    if (!group) throw new RangeError('There is no such group.');
    const message: MockGroupMessage = {
      id: this.#nextId('said'),
      ...(contactId !== undefined && {contactId}),
      text,
      mediaUrls,
      at: this.#backend.clock.now(),
    };
    const changed = {...group, messages: [...group.messages, message]};
    this.#groups.set(groupId, changed);
    for (const listener of [...this.#listeners]) listener(changed, message);
    return message;
  }

  /** Takes out what was said. @returns whether it was there */
  unsay(messageId: string): boolean {
    const group = this.list().find(({messages}) => messages.some(({id}) => id === messageId));
    if (!group) return false;
    this.#groups.set(group.id, {...group, messages: group.messages.filter(({id}) => id !== messageId)});
    return true;
  }

  setArchivedAt(groupId: string, archivedAt: Instant | undefined): void {
    const group = this.#groups.get(groupId);
    if (group) this.#groups.set(groupId, {...group, archivedAt});
  }

  delete(groupId: string): void {
    this.#groups.delete(groupId);
  }

  subscribe(listener: (group: MockGroup, message: MockGroupMessage) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Sixteen characters, as in the document. */
  #nextId(word: string): string {
    return word + String(++this.#count).padStart(16 - word.length, '0');
  }
}
