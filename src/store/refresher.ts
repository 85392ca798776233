import {capabilitiesFor} from '../adapter/account-capabilities.js';
import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Instant} from '../model/capability-level.js';
import {ConversationError} from '../model/conversation-error.js';
import type {ConversationList} from './conversation-list.js';
import type {Ingest} from './ingest.js';
import type {KnownConversations} from './known-conversations.js';
import {LIST, readAgain, readAnew, ReadHealth, type Readable} from './read-health.js';
import type {Timeline} from './timeline.js';
import type {Timelines} from './timelines.js';

/** What is read again, and who hears of it. */
export interface RefresherSurroundings {
  readonly adapter: MessagingAdapter;
  readonly known: KnownConversations;
  readonly ingest: Ingest;
  readonly list: ConversationList;
  readonly timelines: Timelines;
  readonly now: () => Instant;
  /** Told after every attempt to read: why a part cannot be read, if one cannot. */
  readonly onResult: (error?: ConversationError) => void;
  /** The newest messages of a conversation were read. */
  readonly onThreadRead: (conversationId: string) => void;
  /** What consent depends on was read. */
  readonly onConsentRead: (conversationId: string) => void;
  /** A conversation is no more, as its history says. */
  readonly onGone: (error: ConversationError) => void;
}

/** How a part is read again. */
type Reading = (part: Readable) => Promise<void>;

/** Reads again what may have changed: the list, a thread, what consent depends on. */
export class Refresher {
  readonly #around: RefresherSurroundings;
  readonly #health: ReadHealth;
  #isReadingUnknown = false;

  constructor(around: RefresherSurroundings) {
    this.#around = around;
    this.#health = new ReadHealth(around.now, around.onResult);
  }

  /** Somebody asked: read at once. */
  forgetFailures(): void {
    this.#health.forget();
  }

  /** Nobody looks at that thread any more. */
  leave(conversationId: string): void {
    this.#health.leave(conversationId);
  }

  /** @returns whether the list could be read */
  list(isThorough = false): Promise<boolean> {
    return this.#list((list) => readAgain(list, isThorough));
  }

  /** The list is said to be out of date. */
  staleList(): void {
    if (this.#health.mayRead(LIST)) void this.#list(this.#readStale);
  }

  /** A thread is said to be out of date. */
  staleThread(conversationId: string): void {
    if (this.#health.mayRead(conversationId)) void this.thread(conversationId, this.#readStale);
  }

  /** Reads the newest messages of a thread that was used before. @returns whether they could be read */
  async thread(conversationId: string | undefined, read: Reading = readAgain): Promise<boolean> {
    const timeline = conversationId === undefined ? undefined : this.#around.timelines.peek(conversationId);
    if (!timeline || conversationId === undefined) return true;
    const worked = await this.#health.attempt(conversationId, () => this.#readThread(timeline, read));
    if (worked) this.#around.onThreadRead(conversationId);
    return worked;
  }

  /** The same of any thread. */
  history(conversationId: string): Promise<boolean> {
    this.#around.timelines.use(conversationId);
    return this.thread(conversationId);
  }

  /** News of a conversation that the list does not have: it is read again, once for all that come together. */
  unknown(): void {
    if (this.#isReadingUnknown || !this.#health.mayRead(LIST)) return;
    this.#isReadingUnknown = true;
    queueMicrotask(() => {
      this.#isReadingUnknown = false;
      void this.#list(readAnew);
    });
  }

  /**
   * What consent depends on is the history, and the row where the provider itself says it there.
   *
   * @throws ConversationError when that cannot be read
   */
  async consent(conversationId: string): Promise<void> {
    const {adapter, ingest, list, timelines} = this.#around;
    const ticket = ingest.beginRead();
    const row = adapter.getConversation?.(conversationId);
    const [conversation] = await Promise.all([row, readAnew(timelines.use(conversationId))]);
    if (conversation) ingest.take({from: 'page', conversations: [conversation], ticket});
    else if (capabilitiesFor(adapter, conversationId).consent !== 'none') await readAnew(list);
    this.#around.onConsentRead(conversationId);
  }

  /** Everything that says whether a conversation can be written to. @returns whether it could be read */
  standing(conversationId: string): Promise<boolean> {
    this.forgetFailures();
    return this.#health.attempt(conversationId, async () => {
      await Promise.all([this.consent(conversationId), readAgain(this.#around.list)]);
    });
  }

  #list(read: Reading): Promise<boolean> {
    return this.#health.attempt(LIST, () => read(this.#around.list));
  }

  /** What is pushed may not be in an answer that is on its way; a look at intervals comes again by itself. */
  readonly #readStale: Reading = (part) =>
    this.#around.adapter.capabilities.liveUpdates === 'native' ? readAnew(part) : readAgain(part);

  /** A thread that is no more at the provider is no trouble with the connection. */
  async #readThread(timeline: Timeline, read: Reading): Promise<void> {
    const {known, ingest, onGone} = this.#around;
    const {conversationId} = timeline;
    try {
      await read(timeline);
    } catch (thrown) {
      if (!isGone(thrown) || !(await this.#isRemoved(conversationId))) throw thrown;
      onGone(thrown);
      // One that never was there says so in its own place.
      if (timeline.state.status === 'error') known.remove(conversationId);
      else ingest.take({from: 'answer', removedConversationId: conversationId});
    }
  }

  /** Where the provider can be asked for one conversation, it has the last word. */
  async #isRemoved(conversationId: string): Promise<boolean> {
    try {
      const asked = this.#around.adapter.getConversation?.(conversationId);
      return !asked || (await asked) === undefined;
    } catch (thrown) {
      return isGone(thrown);
    }
  }
}

/** Whether the provider does not have it any more. */
export const isGone = (thrown: unknown): thrown is ConversationError =>
  thrown instanceof ConversationError && thrown.kind === 'not-found';
