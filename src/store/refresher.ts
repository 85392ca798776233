import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Instant} from '../model/capability-level.js';
import {ConversationError} from '../model/conversation-error.js';
import type {ConversationList} from './conversation-list.js';
import type {Ingest} from './ingest.js';
import type {KnownConversations} from './known-conversations.js';
import type {LoadStatus} from './load-status.js';
import {Pause} from './pause.js';
import type {Timeline} from './timeline.js';
import type {Timelines} from './timelines.js';

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;
/** Whatever a provider asks for, it is looked at again after a quarter of an hour. */
const LONGEST_ASKED = 15 * 60_000;

/** What is read again, and who hears of it. */
export interface RefresherSurroundings {
  readonly adapter: MessagingAdapter;
  readonly known: KnownConversations;
  readonly ingest: Ingest;
  readonly list: ConversationList;
  readonly timelines: Timelines;
  readonly now: () => Instant;
  /** Told after every attempt to read, with the error of a failed one. */
  readonly onResult: (error?: ConversationError) => void;
  /** The newest messages of a conversation were read. */
  readonly onThreadRead: (conversationId: string) => void;
  /** What consent depends on was read. */
  readonly onConsentRead: (conversationId: string) => void;
  /** A conversation is no more, as its history says. */
  readonly onGone: (error: ConversationError) => void;
}

/**
 * Reads again what may have changed: the list, a thread, what consent depends on. What asks for that by itself is spaced
 * out while reading fails, so that a provider in trouble is not asked at every poll.
 */
export class Refresher {
  readonly #around: RefresherSurroundings;
  readonly #pause: Pause;
  #failures = 0;
  #isReadingUnknown = false;

  constructor(around: RefresherSurroundings) {
    this.#around = around;
    this.#pause = new Pause(around.now, LONGEST_ASKED);
  }

  /** Whether the provider may be asked without anybody having asked for it. */
  get mayRead(): boolean {
    return this.#pause.isOver;
  }

  /** Somebody asked: read at once. */
  forgetFailures(): void {
    this.#failures = 0;
    this.#pause.end();
  }

  /** @returns whether the list could be read */
  list(isThorough = false): Promise<boolean> {
    return this.#attempt(() => readAgain(this.#around.list, isThorough));
  }

  /** Reads the newest messages of a thread that was used before. @returns whether they could be read */
  async thread(conversationId: string | undefined): Promise<boolean> {
    const timeline = conversationId === undefined ? undefined : this.#around.timelines.peek(conversationId);
    if (!timeline) return true;
    const worked = await this.#attempt(() => this.#readThread(timeline));
    if (worked) this.#around.onThreadRead(timeline.conversationId);
    return worked;
  }

  /** The same of any thread. */
  history(conversationId: string): Promise<boolean> {
    this.#around.timelines.use(conversationId);
    return this.thread(conversationId);
  }

  /** News of a conversation that the list does not have: it is read again, once for all that come together. */
  unknown(): void {
    if (this.#isReadingUnknown || !this.mayRead) return;
    this.#isReadingUnknown = true;
    queueMicrotask(() => {
      this.#isReadingUnknown = false;
      void this.list();
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
    else if (adapter.capabilities.consent !== 'none') await readAnew(list);
    this.#around.onConsentRead(conversationId);
  }

  /** Everything that says whether a conversation can be written to. @returns whether it could be read */
  standing(conversationId: string): Promise<boolean> {
    this.forgetFailures();
    return this.#attempt(async () => {
      await Promise.all([this.consent(conversationId), readAgain(this.#around.list)]);
    });
  }

  /** Asks the provider now. @returns whether that worked; being called off is neither good news nor bad */
  async #attempt(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      this.forgetFailures();
      this.#around.onResult();
      return true;
    } catch (thrown) {
      const error = ConversationError.from(thrown);
      if (error.kind === 'aborted') return false;
      // Twice as long after each failure, and as long as the provider asks.
      const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** this.#failures++);
      this.#pause.begin(Math.max(pause, error.retryAfter ?? 0));
      this.#around.onResult(error);
      return false;
    }
  }

  /** A thread that is no more at the provider is no trouble with the connection. */
  async #readThread(timeline: Timeline): Promise<void> {
    const {known, ingest, onGone} = this.#around;
    const {conversationId} = timeline;
    try {
      await readAgain(timeline);
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

/** What is read again after its first load. */
interface Readable {
  readonly state: {readonly status: LoadStatus; readonly error?: ConversationError};
  readonly isReading: boolean;
  refresh(isThorough?: boolean): Promise<void>;
}

/** @throws ConversationError also that of a load from scratch, which keeps its failure in the state */
async function readAgain(part: Readable, isThorough = false): Promise<void> {
  await part.refresh(isThorough);
  const {status, error} = part.state;
  if (status !== 'ready') throw error ?? new ConversationError('aborted');
}

/** The same with a request that leaves only now: what is under way already may be answered as it was before. */
async function readAnew(part: Readable): Promise<void> {
  if (part.isReading) await part.refresh().catch(() => undefined);
  await readAgain(part);
}

/** Whether the provider does not have it any more. */
export const isGone = (thrown: unknown): thrown is ConversationError =>
  thrown instanceof ConversationError && thrown.kind === 'not-found';
