import {backoff} from '../../adapter/rate-limit.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {startTimer} from '../../util/timer.js';

/** What became of one: done, as the provider said; held back by the page; asked for, where nobody tells more; or why not. */
export type BulkOutcome = 'done' | 'vetoed' | 'asked' | ConversationError;

export interface BulkFailure<Item> {
  readonly item: Item;
  readonly why: 'vetoed' | ConversationError;
}

/** How far doing something to several got. Nothing counts as done before the provider said so. */
export interface BulkState<Item> {
  readonly total: number;
  readonly done: readonly Item[];
  readonly failed: readonly BulkFailure<Item>[];
  /** Not asked for: it was stopped, or nothing more could have come of it. */
  readonly left: readonly Item[];
  /** Asked for, and nobody said what came of it. */
  readonly asked: readonly Item[];
  readonly isRunning: boolean;
  /** The provider wants a pause. */
  readonly isWaiting: boolean;
}

export interface BulkOptions<Item> {
  readonly items: readonly Item[];
  /** @param onUnheard nobody seems to have taken it on: whoever did has a moment to answer, and no longer */
  readonly ask: (item: Item, onUnheard: () => void) => Promise<BulkOutcome>;
  readonly onChange: () => void;
  /** Resolves after so many milliseconds, or when it is called off. */
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** As many requests as may be under way at once. */
const AT_ONCE = 3;
/** How often one is tried that the provider refuses for there being too many. */
const TRIES = 5;
/** How long in all is waited for answers of whoever takes requests on unseen, in milliseconds. */
const UNHEARD_LIMIT = 10_000;
/** Nobody watches a bar for longer, in milliseconds. */
const LONGEST_PAUSE = 60_000;

/** Why the others would fail as well. */
const ENDS_ALL: ReadonlySet<string> = new Set(['network', 'unauthorized', 'unsupported']);

/**
 * Does something to several conversations: a few at once, in order, slower where the provider says that there are too many.
 * Only what it refused for that is tried again by itself, since that was not done for certain.
 */
export class BulkRun<Item> {
  readonly #options: BulkOptions<Item>;
  readonly #waiting: Item[];
  readonly #stopping = new AbortController();
  readonly #tries = new Map<Item, number>();
  readonly #done: Item[] = [];
  readonly #failed: BulkFailure<Item>[] = [];
  readonly #asked: Item[] = [];
  #pause: Promise<void> | undefined;
  /** Over once nobody waits for answers to what no inbox heard of. */
  #patience: Promise<void> | undefined;
  #isRunning = true;

  constructor(options: BulkOptions<Item>) {
    this.#options = options;
    this.#waiting = [...options.items];
  }

  get state(): BulkState<Item> {
    return {
      total: this.#options.items.length,
      done: [...this.#done],
      failed: [...this.#failed],
      asked: [...this.#asked],
      left: this.#isRunning ? [] : [...this.#waiting],
      isRunning: this.#isRunning,
      isWaiting: this.#pause !== undefined,
    };
  }

  /** Resolves once nothing of it is under way any more. */
  async start(): Promise<void> {
    await Promise.all(Array.from({length: AT_ONCE}, () => this.#work()));
    this.#isRunning = false;
    this.#options.onChange();
  }

  /** Asks for no more. What is under way is still answered, and counted. */
  stop(): void {
    this.#stopping.abort();
  }

  async #work(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const item = this.#waiting.shift();
      if (item === undefined) return;
      const outcome = await this.#ask(item);
      await this.#take(item, outcome);
      this.#options.onChange();
      await this.#pause;
    }
  }

  #ask(item: Item): Promise<BulkOutcome> {
    const {ask, pause = pauseFor} = this.#options;
    return new Promise((resolve, reject) => {
      const onUnheard = (): void => {
        this.#patience ??= pause(UNHEARD_LIMIT, this.#stopping.signal);
        void this.#patience.then(() => resolve('asked'));
      };
      ask(item, onUnheard).then(resolve, reject);
    });
  }

  async #take(item: Item, outcome: BulkOutcome): Promise<void> {
    if (outcome === 'done') return void this.#done.push(item);
    if (outcome === 'asked') return void this.#asked.push(item);
    if (outcome === 'vetoed') return void this.#failed.push({item, why: outcome});
    const tries = (this.#tries.get(item) ?? 0) + 1;
    this.#tries.set(item, tries);
    const {retryAfter = 0, kind, outcomeUnknown} = outcome;
    const isTooMany = kind === 'rate-limited' && !outcomeUnknown;
    if (isTooMany && tries < TRIES && retryAfter <= LONGEST_PAUSE) {
      this.#waiting.unshift(item);
      this.#hold(backoff(tries, {retryAfter, ceiling: LONGEST_PAUSE}));
      return;
    }
    this.#failed.push({item, why: outcome});
    if (isTooMany || ENDS_ALL.has(kind)) this.stop();
  }

  /** Whoever asks next waits as well. */
  #hold(milliseconds: number): void {
    const {pause = pauseFor} = this.#options;
    const holding = pause(milliseconds, this.#stopping.signal).then(() => {
      if (this.#pause === holding) this.#pause = undefined;
    });
    this.#pause = holding;
  }
}

const pauseFor = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const stop = startTimer(milliseconds, resolve);
    signal.addEventListener('abort', () => {
      stop();
      resolve();
    });
  });
