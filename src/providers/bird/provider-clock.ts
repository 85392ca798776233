import {instantOf} from '../../adapter/toolkit/fields.js';
import type {Instant} from '../../model/capability-level.js';

type Fetch = typeof globalThis.fetch;

/** What answers take on their way, and whole seconds in a header, make no other time. In milliseconds. */
const NOISE = 30_000;

/** How far the device's clock is from the provider's, or that of whoever stands for it, by what its answers say. */
export class ProviderClock {
  readonly #now: () => Instant;
  #ahead: number | undefined;

  constructor(now: () => Instant) {
    this.#now = now;
  }

  /**
   * By how many milliseconds the device's clock is ahead, below 0 where it is behind; 0 while nothing tells.
   *
   * @param newest when something was last written: were it later than now, the device would be behind by that much at least
   */
  deviceAhead(newest: Instant | undefined): number {
    return this.#ahead ?? worthTelling(Math.min(0, this.#now() - (newest ?? -Infinity)));
  }

  /** The same `fetch`, of which each answer is looked at. */
  watching(fetch: Fetch = (...request) => globalThis.fetch(...request)): Fetch {
    return async (...request) => {
      const response = await fetch(...request);
      // A page may read it from its own origin, and where it is exposed.
      const at = instantOf(response.headers.get('date'));
      if (at !== undefined) this.#ahead = worthTelling(this.#now() - at);
      return response;
    };
  }
}

const worthTelling = (ahead: number): number => (Math.abs(ahead) > NOISE ? ahead : 0);
