import type {Instant} from '../../model/capability-level.js';

export type ListOrder = 'newest-first' | 'oldest-first' | 'neither';

/** From here on, old evidence counts half, so that a change at the provider is noticed. */
const ENOUGH = 2000;
/** How many times rarer steps against the direction must be. */
const CLEARLY = 4;

/**
 * Learns from what it is shown which way a provider lists things. One page alone may show nothing, when all its times
 * are the same, or the wrong thing, when a single time is off; all pages together hardly do.
 */
export class OrderSense {
  #rises = 0;
  #falls = 0;

  /**
   * @param times of a page, as listed
   * @returns the order by all that was seen so far; `undefined` while nothing shows any
   */
  learn(times: readonly (Instant | undefined)[]): ListOrder | undefined {
    const known = times.filter((at) => at !== undefined);
    known.forEach((at, index) => {
      const before = known[index - 1] ?? at;
      if (at > before) this.#rises++;
      if (at < before) this.#falls++;
    });
    if (this.#rises + this.#falls > ENOUGH) {
      this.#rises /= 2;
      this.#falls /= 2;
    }
    return this.order;
  }

  get order(): ListOrder | undefined {
    if (this.#rises === this.#falls) return this.#rises > 0 ? 'neither' : undefined;
    if (this.#rises >= CLEARLY * this.#falls) return 'oldest-first';
    return this.#falls >= CLEARLY * this.#rises ? 'newest-first' : 'neither';
  }
}
