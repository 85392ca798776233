import type {Clock} from '../../../backend/clock.js';
import type {DigivaultMockOptions} from './options.js';

export interface Reading {
  readonly headers: Readonly<Record<string, string>>;
  /** Milliseconds to wait; absent when the request may go through. */
  readonly refusedFor?: number;
}

interface Counted {
  readonly at: number;
  readonly write: boolean;
}

/** Counts requests the way the provider says it does: 100 in a minute, of which 10 may write. Refused ones are free. */
export class RateLimits {
  readonly #clock: Clock;
  readonly #limits: {readonly requests: number; readonly writes: number; readonly window: number} | undefined;
  #counted: Counted[] = [];

  constructor(clock: Clock, {rateLimit = {}}: DigivaultMockOptions) {
    this.#clock = clock;
    this.#limits = rateLimit === false ? undefined : {requests: 100, writes: 10, window: 60_000, ...rateLimit};
  }

  meet(write: boolean): Reading {
    if (!this.#limits) return {headers: {}};
    const {requests, writes, window} = this.#limits;
    const now = this.#clock.now();
    this.#counted = this.#counted.filter(({at}) => at > now - window);
    const written = this.#counted.filter((counted) => counted.write);
    const tooManyWrites = write && written.length >= writes;
    const refused = tooManyWrites || this.#counted.length >= requests;
    const [oldest] = tooManyWrites ? written : this.#counted;
    const resetAt = (oldest?.at ?? now) + window;
    if (!refused) this.#counted.push({at: now, write});
    const headers = {
      'X-RateLimit-Limit': String(tooManyWrites ? writes : requests),
      'X-RateLimit-Remaining': String(refused ? 0 : requests - this.#counted.length),
      'X-RateLimit-Reset': String(Math.ceil(resetAt / 1000)),
    };
    return {headers, ...(refused && {refusedFor: Math.max(1, resetAt - now)})};
  }
}
