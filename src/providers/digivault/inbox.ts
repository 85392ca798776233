import type {AdapterSubscription, RequestOptions} from '../../adapter/messaging-adapter.js';
import type {AdapterEvent} from '../../adapter/adapter-event.js';
import type {PollingOptions} from '../../adapter/polling.js';
import {DetailsLoader, fieldsOf, LiveNews, type BudgetClock} from '../../adapter/toolkit/index.js';
import {byActivity, type Conversation, type LastMessage} from '../../model/conversation.js';
import type {Message} from '../../model/message.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {BoundedSet} from '../../util/bounded-set.js';
import type {Api} from './api.js';
import {errors} from './errors.js';
import {
  conversationFromWire,
  idIn,
  instantFromSeconds,
  keyOf,
  lastMessageOf,
  referenceOf,
  unnamedMembers,
  type MessageContext,
  type Reference,
} from './mapping.js';
import {Names} from './names.js';
import type {WireConversation} from './wire.js';

export interface InboxOptions {
  readonly api: Api;
  readonly clock: BudgetClock;
  readonly polling: PollingOptions;
  readonly ownContactId: string | undefined;
  readonly rememberedNames: number;
  /** Milliseconds. */
  readonly namesWithin: number;
  /** How many conversations at the top of the list are read for what was said last. */
  readonly previews: number;
  /** Reads the newest message of a conversation in the background; `undefined` when it cannot be told which that is. */
  readonly readNewest: (conversationId: string, signal: AbortSignal) => Promise<Message | undefined>;
}

/** Ids of our own: one, and those of accounts used before. */
const MOST_OWN_IDS = 50;

/**
 * What one adapter remembers between requests: the conversations it met, the names they point to, what was said last,
 * our own ids. Joins them and tells subscribers when something arrives later than its conversation.
 */
export class Inbox {
  readonly names: Names;
  readonly news: LiveNews;
  readonly #previews: DetailsLoader<LastMessage>;
  readonly #conversations: BoundedMap<string, unknown>;
  readonly #ownIds: BoundedSet<string>;
  readonly #namesWithin: number;
  readonly #previewCount: number;
  /** The time of the last activity that a preview was wanted for. */
  readonly #previewedAt: BoundedMap<string, number>;

  constructor(options: InboxOptions) {
    const {api, clock, polling, ownContactId, rememberedNames: remembered} = options;
    this.#conversations = new BoundedMap(remembered);
    this.#previewedAt = new BoundedMap(remembered);
    this.#namesWithin = options.namesWithin;
    this.#previewCount = options.previews;
    this.#ownIds = new BoundedSet(MOST_OWN_IDS, ownContactId === undefined ? [] : [ownContactId]);
    this.names = new Names({
      ...{api, clock, remembered},
      onSettled: (keys) => this.#announce((reference) => keys.has(keyOf(reference))),
      onProgress: (remaining) => this.tell({type: 'details-progress', remaining}),
    });
    this.#previews = new DetailsLoader({
      load: async (conversationId, {signal}) => {
        const newest = await options.readNewest(conversationId, signal);
        return newest && lastMessageOf(newest);
      },
      onSettled: (ids) => ids.forEach((id) => this.#announceOne(id)),
      atOnce: 1,
      remembered,
      now: () => clock.now(),
      schedule: (delay, task) => clock.schedule(delay, task),
    });
    this.news = new LiveNews({
      polling,
      onWatch: (conversationId) => {
        if (conversationId !== undefined) this.prefer(conversationId);
      },
      onUnheard: () => {
        this.names.stop();
        this.#previews.stop();
      },
    });
  }

  readonly isOwn = (contactId: string): boolean => this.#ownIds.has(contactId);

  /** @returns whether that was news */
  learnOwnId(contactId: string): boolean {
    return this.#ownIds.add(contactId);
  }

  subscribe(listener: (event: AdapterEvent) => void): AdapterSubscription {
    return {
      ...this.news.subscribe(listener),
      showRows: (conversationIds) => this.#wantPreviews(conversationIds),
    };
  }

  tell(event: AdapterEvent): void {
    this.news.tell(event);
  }

  /** The provider's own object, as it was last. */
  wireOf(conversationId: string): unknown {
    return this.#conversations.get(conversationId);
  }

  forget(conversationId: string): void {
    this.#conversations.delete(conversationId);
    this.#previews.forget(conversationId);
  }

  /** A message is no more: if it was the last one, what was said before it is read again once somebody sees its row. */
  forgetMessage(conversationId: string, messageId: string): void {
    if (this.#previews.get(conversationId)?.id !== messageId) return;
    this.#previews.forget(conversationId);
    this.#previewedAt.delete(conversationId);
  }

  /** Takes in the newest message of a conversation, wherever it was met. */
  learnNewest(message: Message | undefined): void {
    if (message?.at === undefined) return;
    const known = this.#previews.get(message.conversationId);
    if (known?.at !== undefined && known.at > message.at) return;
    this.#previews.put(message.conversationId, lastMessageOf(message));
  }

  /** The conversation that is with somebody, if it was met. */
  withReference(reference: Reference): string | undefined {
    const found = this.#conversations.values().find((value) => isWith(value, keyOf(reference)));
    return idIn(found);
  }

  messageContext(conversationId: string): MessageContext {
    const whom = referenceOf(this.wireOf(conversationId));
    return {conversationId, book: this.names, isOwn: this.isOwn, ...(whom && {whom})};
  }

  /** Remembers a conversation and says it with the names that are known now. */
  meet(value: unknown): Conversation | undefined {
    const id = idIn(value);
    if (id === undefined) return undefined;
    this.#conversations.set(id, value);
    return this.toConversation(value);
  }

  /** Remembers conversations, looks up their names in the order of their activity, and waits a little for them. */
  async meetAll(values: readonly unknown[], {signal}: RequestOptions = {}): Promise<Conversation[]> {
    const met = values.map((value) => this.meet(value)).filter((conversation) => conversation !== undefined);
    const references = met.sort(byActivity).flatMap(({raw}) => referenceOf(raw) ?? []);
    this.names.want(references);
    await this.#waitForNames(references, signal);
    await this.#waitForMembers(references, signal);
    if (this.news.isHeard) this.#wantPreviews(met.slice(0, this.#previewCount).map(({id}) => id));
    return met.map(({raw}) => this.toConversation(raw)).filter((conversation) => conversation !== undefined);
  }

  /** The same for one conversation that somebody asked for. */
  async meetOne(value: unknown, {signal}: RequestOptions = {}): Promise<Conversation | undefined> {
    const met = this.meet(value);
    const reference = referenceOf(value);
    if (!met || !reference) return met;
    this.names.wantFirst(reference);
    await this.#waitForNames([reference], signal);
    await this.#waitForMembers([reference], signal);
    return this.toConversation(value);
  }

  /** Looks up the name of the conversation on screen before all others. */
  prefer(conversationId: string): void {
    const reference = referenceOf(this.wireOf(conversationId));
    if (reference) this.names.wantFirst(reference);
  }

  /** Looks up a name that was not asked for, while somebody would hear of it. */
  wantName(conversationId: string): void {
    const reference = referenceOf(this.wireOf(conversationId));
    if (reference && this.news.isHeard) this.names.want([reference]);
  }

  /** Takes in what the provider said of somebody, and tells whose conversation it changes. */
  putPerson(reference: Reference, value: unknown): void {
    this.names.put(reference, value);
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
    const last = this.#previews.get(idIn(value) ?? '');
    const people = {book: this.names, isOwn: this.isOwn};
    // What was read before the last activity is not the last message any more.
    return conversationFromWire(value, people, isLast(last, value) ? last : undefined);
  }

  #announce(isMeant: (reference: Reference) => boolean): void {
    if (!this.news.isHeard) return;
    for (const conversation of this.conversationsWith(isMeant)) this.tell({type: 'conversation-updated', conversation});
  }

  #announceOne(conversationId: string): void {
    const conversation = this.news.isHeard ? this.toConversation(this.wireOf(conversationId)) : undefined;
    if (conversation?.lastMessage) this.tell({type: 'conversation-updated', conversation});
  }

  /** Reads what was said last where that is not known: each is a request, so only for what somebody sees. */
  #wantPreviews(conversationIds: readonly string[]): void {
    const wanted = conversationIds.filter((id) => {
      const wire = this.wireOf(id);
      const activeAt = instantFromSeconds(fieldsOf<WireConversation>(wire).last_active_at);
      if (activeAt === undefined || isLast(this.#previews.get(id), wire)) return false;
      // What could not be told is not asked for again until something new is said.
      if (this.#previewedAt.get(id) === activeAt) return false;
      this.#previewedAt.set(id, activeAt);
      this.#previews.forget(id);
      return true;
    });
    this.#previews.want(wanted);
  }

  /** The members of groups may be named by their ids only. */
  async #waitForMembers(references: readonly Reference[], signal: AbortSignal | undefined): Promise<void> {
    const groups = references.filter(({kind}) => kind === 'group');
    const members = groups.flatMap((group) => unnamedMembers(this.names.get(group)));
    const others = members.filter(({id}) => !this.isOwn(id));
    if (others.length === 0) return;
    this.names.want(others);
    await this.#waitForNames(others, signal);
  }

  async #waitForNames(references: readonly Reference[], signal: AbortSignal | undefined): Promise<void> {
    await this.names.settled(references, this.#namesWithin, signal);
    if (signal?.aborted) throw errors.error('aborted', {cause: signal.reason});
  }
}

function isWith(value: unknown, key: string): boolean {
  const reference = referenceOf(value);
  return !!reference && keyOf(reference) === key;
}

/** Whether a message that was read is still the last one: no other made the conversation active since. */
function isLast(message: LastMessage | undefined, value: unknown): message is LastMessage {
  const activeAt = instantFromSeconds(fieldsOf<WireConversation>(value).last_active_at);
  return message?.at !== undefined && activeAt !== undefined && message.at >= activeAt;
}
