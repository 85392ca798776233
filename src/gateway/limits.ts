import {BoundedMap} from '../util/bounded-map.js';
import type {GatewayLog} from './log/log.js';
import {Problem} from './problem.js';
import type {ProviderBudget} from './provider.js';

/** A bucket that holds `burst` requests, and is filled again at `perMinute`. */
export interface RequestRate {
  readonly perMinute: number;
  /** A tenth of a minute's by default. */
  readonly burst?: number;
}

/** Viewers and tenants that are remembered: whoever was quiet for longest begins with a full bucket again. */
const REMEMBERED = 10_000;
const MINUTE = 60_000;

/** Token buckets by name, of this node. */
export class Buckets {
  readonly #rate: RequestRate;
  readonly #buckets = new BoundedMap<string, {readonly tokens: number; readonly at: number}>(REMEMBERED);

  constructor(rate: RequestRate) {
    this.#rate = rate;
  }

  /** @throws Problem `rate-limited` */
  take(name: string): void {
    const {perMinute, burst = Math.max(1, perMinute / 10)} = this.#rate;
    const now = Date.now();
    const {tokens, at} = this.#buckets.get(name) ?? {tokens: burst, at: now};
    const there = Math.min(burst, tokens + (Math.max(0, now - at) * perMinute) / MINUTE);
    if (there < 1) throw tooMany(((1 - there) * MINUTE) / perMinute);
    this.#buckets.set(name, {tokens: there - 1, at: now});
  }
}

/**
 * Counts a request against what the provider grants the account, over the window that ends now: what is left of the last
 * fixed window counts in proportion. While the log is out of reach nobody counts, and the provider itself refuses.
 *
 * @throws Problem `rate-limited`
 */
export async function spend(budget: ProviderBudget, account: string, isWrite: boolean, log: GatewayLog): Promise<void> {
  const {requests, writes = requests, window} = budget;
  const now = Date.now();
  const current = Math.floor(now / window);
  const overlap = 1 - (now % window) / window;
  const check = async (kind: string, limit: number) => {
    const keyOf = (which: number) => `budget:${account}:${kind}:${which}`;
    const before = Number((await log.get(keyOf(current - 1))) ?? 0);
    if ((await log.count(keyOf(current), 2 * window)) + before * overlap > limit)
      throw tooMany(window - (now % window));
  };
  try {
    if (isWrite) await check('writes', writes);
    await check('requests', requests);
  } catch (thrown) {
    if (thrown instanceof Problem) throw thrown;
  }
}

const tooMany = (wait: number): Problem =>
  new Problem('rate-limited', {retryAfter: Math.max(1, Math.ceil(wait / 1000))});
