import type {Account, BackendEvent, BackendListener, Contact, OwnNumber, StoredMessage, Thread} from './types.js';

const NO_MESSAGES: readonly StoredMessage[] = [];

/** Oldest first; the order of every list of messages. */
export const byAge = (a: StoredMessage, b: StoredMessage): number => a.at - b.at || a.sequence - b.sequence;

/** The world's records. Every list it gives out is a snapshot that later changes leave alone. */
export class Database {
  account: Account;
  readonly ownNumbers = new Map<string, OwnNumber>();
  readonly contacts = new Map<string, Contact>();
  readonly threads = new Map<string, Thread>();
  readonly #messages = new Map<string, readonly StoredMessage[]>();
  /** Those of all threads, until one changes. */
  #allMessages: readonly StoredMessage[] | undefined;
  readonly #contactIdsByPhone = new Map<string, string>();
  readonly #threadIdsByContact = new Map<string, string>();
  readonly #listeners = new Set<BackendListener>();
  #sequence = 0;

  constructor(account: Account) {
    this.account = account;
  }

  /** The number the next message gets. */
  nextSequence(): number {
    return ++this.#sequence;
  }

  /** The number the newest message got. */
  get sequence(): number {
    return this.#sequence;
  }

  contactWithPhone(phone: string): Contact | undefined {
    return this.contacts.get(this.#contactIdsByPhone.get(phone) ?? '');
  }

  threadOfContact(contactId: string): Thread | undefined {
    return this.threads.get(this.#threadIdsByContact.get(contactId) ?? '');
  }

  messagesOf(threadId: string): readonly StoredMessage[] {
    return this.#messages.get(threadId) ?? NO_MESSAGES;
  }

  /** Of all threads, oldest first; the same list until one changes. */
  allMessages(): readonly StoredMessage[] {
    return (this.#allMessages ??= [...this.#messages.values()].flat().sort(byAge));
  }

  putContact(contact: Contact): void {
    this.contacts.set(contact.id, contact);
    this.#contactIdsByPhone.set(contact.phone, contact.id);
  }

  putThread(thread: Thread): void {
    this.threads.set(thread.id, thread);
    this.#threadIdsByContact.set(thread.contactId, thread.id);
  }

  deleteThread(threadId: string): void {
    const thread = this.threads.get(threadId);
    this.threads.delete(threadId);
    this.#messages.delete(threadId);
    this.#allMessages = undefined;
    if (thread) this.#threadIdsByContact.delete(thread.contactId);
  }

  putMessages(threadId: string, added: readonly StoredMessage[]): void {
    this.#setMessages(threadId, [...this.messagesOf(threadId), ...added].sort(byAge));
  }

  replaceMessage(message: StoredMessage): void {
    const replaced = this.messagesOf(message.threadId).map((other) => (other.id === message.id ? message : other));
    this.#setMessages(message.threadId, replaced);
  }

  deleteMessage({id, threadId}: StoredMessage): void {
    this.#setMessages(
      threadId,
      this.messagesOf(threadId).filter((other) => other.id !== id),
    );
  }

  subscribe(listener: BackendListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  announce(event: BackendEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  #setMessages(threadId: string, messages: readonly StoredMessage[]): void {
    this.#messages.set(threadId, messages);
    this.#allMessages = undefined;
  }
}
