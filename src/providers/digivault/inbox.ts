import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import type {AdapterEvent} from '../../adapter/adapter-event.js';
import {byActivity, type Conversation} from '../../model/conversation.js';
import {ConversationError} from '../../model/conversation-error.js';
import {AddressBook, keyOf, type Reference} from './address-book.js';
import {ADAPTER, idOf, type Api} from './api.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {JoinQueue} from './join-queue.js';
import {conversationFromWire, referenceOf} from './map-conversation.js';
import type {MessageContext} from './map-message.js';
import type {BudgetClock} from '../../adapter/toolkit/request-budget.js';

export interface InboxOptions {
  readonly api: Api;
  readonly clock: BudgetClock;
  readonly ownContactId: string | undefined;
  readonly rememberedNames: number;
  /** Milliseconds. */
  readonly namesWithin: number;
}

/**
 * What one adapter remembers between requests: the conversations it met, the names they point to, our own ids. Joins
 * the two and tells subscribers when a name arrives later than its conversation.
 */
export class Inbox {
  readonly book: AddressBook;
  readonly joins: JoinQueue;
  readonly #conversations: BoundedMap<string, unknown>;
  readonly #ownIds = new Set<string>();
  readonly #listeners = new Set<(event: AdapterEvent) => void>();
  readonly #namesWithin: number;

  constructor({api, clock, ownContactId, rememberedNames, namesWithin}: InboxOptions) {
    this.book = new AddressBook(rememberedNames, () => clock.now());
    this.#conversations = new BoundedMap(rememberedNames);
    this.#namesWithin = namesWithin;
    if (ownContactId !== undefined) this.#ownIds.add(ownContactId);
    this.joins = new JoinQueue({
      api,
      book: this.book,
      clock,
      onSettled: (keys) => this.#announce((reference) => keys.has(keyOf(reference))),
      onProgress: (remaining) => this.tell({type: 'details-progress', remaining}),
    });
  }

  readonly isOwn = (contactId: string): boolean => this.#ownIds.has(contactId);

  /** @returns whether that was news */
  learnOwnId(contactId: string): boolean {
    if (this.#ownIds.has(contactId)) return false;
    this.#ownIds.add(contactId);
    return true;
  }

  listen(listener: (event: AdapterEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) this.joins.stop();
    };
  }

  tell(event: AdapterEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** The provider's own object, as it was last. */
  wireOf(conversationId: string): unknown {
    return this.#conversations.get(conversationId);
  }

  forget(conversationId: string): void {
    this.#conversations.delete(conversationId);
  }

  /** The conversation that is with somebody, if it was met. */
  withReference(reference: Reference): string | undefined {
    const found = this.#conversations.values().find((value) => isWith(value, keyOf(reference)));
    return idOf(found);
  }

  messageContext(conversationId: string): MessageContext {
    const whom = referenceOf(this.wireOf(conversationId));
    return {conversationId, book: this.book, isOwn: this.isOwn, ...(whom && {whom})};
  }

  /** Remembers a conversation and says it with the names that are known now. */
  meet(value: unknown): Conversation | undefined {
    const id = idOf(value);
    if (id === undefined) return undefined;
    this.#conversations.set(id, value);
    return this.toConversation(value);
  }

  /** Remembers conversations, looks up their names in the order of their activity, and waits a little for them. */
  async meetAll(values: readonly unknown[], {signal}: RequestOptions = {}): Promise<Conversation[]> {
    const met = values.map((value) => this.meet(value)).filter((conversation) => conversation !== undefined);
    const references = met.sort(byActivity).flatMap(({raw}) => referenceOf(raw) ?? []);
    this.joins.want(references);
    await this.#waitForNames(references, signal);
    return met.map(({raw}) => this.toConversation(raw)).filter((conversation) => conversation !== undefined);
  }

  /** The same for one conversation that somebody asked for. */
  async meetOne(value: unknown, {signal}: RequestOptions = {}): Promise<Conversation | undefined> {
    const met = this.meet(value);
    const reference = referenceOf(value);
    if (!met || !reference) return met;
    this.joins.wantFirst(reference);
    await this.#waitForNames([reference], signal);
    return this.toConversation(value);
  }

  /** Looks up the name of the conversation on screen before all others. */
  prefer(conversationId: string): void {
    const reference = referenceOf(this.wireOf(conversationId));
    if (reference) this.joins.wantFirst(reference);
  }

  /** Looks up a name that was not asked for, while somebody would hear of it. */
  wantName(conversationId: string): void {
    const reference = referenceOf(this.wireOf(conversationId));
    if (reference && this.#listeners.size > 0) this.joins.want([reference]);
  }

  /** Takes in what the provider said of somebody, and tells whose conversation it changes. */
  putPerson(reference: Reference, value: unknown): void {
    this.book.put(reference, value);
    this.#announce((other) => keyOf(other) === keyOf(reference));
  }

  /** Every known conversation with somebody, as it is now. */
  conversationsWith(isMeant: (reference: Reference) => boolean): Conversation[] {
    return this.#conversations.values().flatMap((value) => {
      const reference = referenceOf(value);
      return reference && isMeant(reference) ? (this.toConversation(value) ?? []) : [];
    });
  }

  toConversation(value: unknown): Conversation | undefined {
    return conversationFromWire(value, {book: this.book, isOwn: this.isOwn});
  }

  #announce(isMeant: (reference: Reference) => boolean): void {
    if (this.#listeners.size === 0) return;
    for (const conversation of this.conversationsWith(isMeant)) this.tell({type: 'conversation-updated', conversation});
  }

  async #waitForNames(references: readonly Reference[], signal: AbortSignal | undefined): Promise<void> {
    await this.joins.settled(references, this.#namesWithin, signal);
    if (signal?.aborted) throw new ConversationError('aborted', {adapter: ADAPTER, cause: signal.reason});
  }
}

function isWith(value: unknown, key: string): boolean {
  const reference = referenceOf(value);
  return !!reference && keyOf(reference) === key;
}
