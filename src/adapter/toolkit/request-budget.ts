import {ConversationError} from '../../model/conversation-error.js';
import {startTimer} from '../../util/timer.js';
import {parseRetryAfter} from '../rate-limit.js';
import {instantOf} from './fields.js';

/** What the budget takes its time from. */
export interface BudgetClock {
  /** Epoch milliseconds. */
  now(): number;
  /** @returns a function that calls the task off */
  schedule(delay: number, task: () => void): () => void;
}

/** What a provider grants, as its document says. */
export interface BudgetLimits {
  readonly requests: number;
  /** Anything but a GET; they count as requests too. As many as there are requests by default. */
  readonly writes?: number;
  /** Milliseconds. */
  readonly window: number;
}

export interface BudgetOptions {
  readonly clock?: BudgetClock;
  /**
   * The longest pause that a turn is held for, in milliseconds: the window by default. Where the provider asks for a
   * longer one, whoever waits is told so at once.
   */
  readonly longestHold?: number;
  /** Response headers that the provider documents: what is left, and when the window ends in epoch seconds. */
  readonly headers?: {readonly remaining: string; readonly reset: string};
}

/** Who waits for a request: somebody who did something, somebody who looks, or nobody. */
export type Urgency = 'action' | 'read' | 'background';

export interface Turn {
  readonly urgency: Urgency;
  readonly write: boolean;
  readonly signal?: AbortSignal;
}

/** The part of the limit each may use up: the rest is kept for what matters more. */
const SHARES: Readonly<Record<Urgency, number>> = {action: 1, read: 0.95, background: 0.7};
const URGENCIES: readonly Urgency[] = ['action', 'read', 'background'];
/** Milliseconds to rest after a refusal that names no time. */
const UNNAMED_PAUSE = 5000;

interface Slot {
  readonly write: boolean;
  /** When the answer came; absent while the request is under way. */
  endedAt?: number;
}

interface Waiting extends Turn {
  readonly go: (leave: () => void) => void;
  readonly refuse: (reason: Error) => void;
}

/** The time of day. */
export const REAL_CLOCK: BudgetClock = {
  now: () => Date.now(),
  schedule: startTimer,
};

/**
 * Keeps all requests of one adapter inside the provider's limits: the window slides, user actions go first, and a
 * refusal holds everything back for as long as the provider says.
 *
 * A request counts until a window after its answer, so the provider, who counts somewhere between the two, never
 * counts more than this does.
 */
export class RequestBudget {
  readonly #limits: Required<BudgetLimits>;
  readonly #clock: BudgetClock;
  readonly #longestHold: number;
  readonly #headers: BudgetOptions['headers'];
  #slots: Slot[] = [];
  #waiting: Waiting[] = [];
  #pausedUntil = -Infinity;
  #writesPausedUntil = -Infinity;
  #cancelWake: (() => void) | undefined;

  constructor(limits: BudgetLimits, {clock = REAL_CLOCK, longestHold = limits.window, headers}: BudgetOptions = {}) {
    this.#limits = {...limits, writes: limits.writes ?? limits.requests};
    this.#clock = clock;
    this.#longestHold = longestHold;
    this.#headers = headers;
  }

  /**
   * Waits for a turn.
   *
   * @returns what to call when the answer is there, or the request failed
   * @throws ConversationError of kind `rate-limited` with `retryAfter` when the provider asked for a pause that is longer
   *   than a turn is held, and the signal's reason when it aborts first
   */
  enter(turn: Turn): Promise<() => void> {
    const {signal} = turn;
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const giveUp = () => {
        this.#waiting = this.#waiting.filter((other) => other !== waiting);
        reject(signal?.reason as Error);
        this.#admit();
      };
      const waiting: Waiting = {
        ...turn,
        go: (leave) => {
          signal?.removeEventListener('abort', giveUp);
          resolve(leave);
        },
        refuse: (reason) => {
          signal?.removeEventListener('abort', giveUp);
          reject(reason);
        },
      };
      signal?.addEventListener('abort', giveUp, {once: true});
      this.#waiting.push(waiting);
      this.#admit();
    });
  }

  /** Counts a request that left without asking, such as one repeated with fresh headers. */
  count(write: boolean): void {
    this.#slots.push({write, endedAt: this.#clock.now()});
  }

  /** Takes in what an answer says about the limits; a page can read it only if the provider exposes the headers. */
  learn(write: boolean, status: number, headers: Headers): void {
    const now = instantOf(headers.get('date')) ?? this.#clock.now();
    const reset = this.#headers && this.#untilReset(headers.get(this.#headers.reset), now);
    if (status === 429) {
      const wait = parseRetryAfter(headers.get('retry-after'), now) ?? reset ?? UNNAMED_PAUSE;
      this.pause(write, wait);
    } else if (this.#headers && headers.get(this.#headers.remaining)?.trim() === '0' && reset !== undefined) {
      // Somebody else uses the same account.
      this.pause(write, reset);
    }
  }

  /** Lets nothing go for a while; after a refused write, no writes: nothing says which of the two limits it was. */
  pause(write: boolean, milliseconds: number): void {
    const until = this.#clock.now() + milliseconds;
    if (write) this.#writesPausedUntil = Math.max(this.#writesPausedUntil, until);
    else this.#pausedUntil = Math.max(this.#pausedUntil, until);
    this.#admit();
  }

  /** Milliseconds until a request like this may be asked again, as far as the provider said. */
  pauseLeft(write: boolean): number {
    const until = write ? Math.max(this.#pausedUntil, this.#writesPausedUntil) : this.#pausedUntil;
    return Math.max(0, until - this.#clock.now());
  }

  /** In epoch seconds; clocks differ, so it is never trusted for more than a window. */
  #untilReset(value: string | null, now: number): number | undefined {
    const seconds = value === null || value.trim() === '' ? NaN : Number(value);
    if (!Number.isFinite(seconds)) return undefined;
    return Math.min(this.#limits.window, Math.max(0, seconds * 1000 - now));
  }

  #admit(): void {
    const now = this.#clock.now();
    this.#slots = this.#slots.filter(({endedAt}) => endedAt === undefined || endedAt + this.#limits.window > now);
    this.#refuseLongest();
    for (const urgency of URGENCIES) {
      for (const waiting of this.#waiting.filter((other) => other.urgency === urgency)) {
        if (this.#mayGo(waiting)) this.#let(waiting);
      }
    }
    this.#planWake(now);
  }

  /** Nobody waits without a word for as long as that. */
  #refuseLongest(): void {
    const refused = this.#waiting.filter(({write}) => this.pauseLeft(write) > this.#longestHold);
    this.#waiting = this.#waiting.filter((waiting) => !refused.includes(waiting));
    for (const {write, refuse} of refused) {
      const retryAfter = this.pauseLeft(write);
      const message = 'The provider asked for a pause, so nothing was sent.';
      refuse(new ConversationError('rate-limited', {message, retryAfter}));
    }
  }

  #mayGo({urgency, write}: Turn): boolean {
    if (this.pauseLeft(write) > 0) return false;
    const {requests, writes} = this.#limits;
    if (write && this.#slots.filter((slot) => slot.write).length >= writes) return false;
    return this.#slots.length < Math.max(1, Math.floor(requests * SHARES[urgency]));
  }

  #let(waiting: Waiting): void {
    this.#waiting = this.#waiting.filter((other) => other !== waiting);
    const slot: Slot = {write: waiting.write};
    this.#slots.push(slot);
    waiting.go(() => {
      slot.endedAt ??= this.#clock.now();
      this.#admit();
    });
  }

  /** Looks again when the next slot becomes free, or a pause ends. */
  #planWake(now: number): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    if (this.#waiting.length === 0) return;
    const times = [
      ...this.#slots.flatMap(({endedAt}) => (endedAt === undefined ? [] : [endedAt + this.#limits.window])),
      this.#pausedUntil,
      this.#writesPausedUntil,
    ].filter((at) => at > now);
    // Without any, something is under way, and its end admits the next.
    if (times.length > 0) this.#cancelWake = this.#clock.schedule(Math.min(...times) - now, () => this.#admit());
  }
}
