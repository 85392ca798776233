import type {HttpOptions} from '../../adapter/http.js';
import type {PollingOptions} from '../../adapter/polling.js';
import type {BudgetClock, BudgetLimits} from '../../adapter/toolkit/index.js';

/**
 * How to reach a DigiVault account. Tokens (`Bearer`, or `Basic`) belong into `headers`, or better into a proxy behind
 * `baseUrl`.
 */
export interface DigivaultAdapterOptions extends HttpOptions {
  /** `https://api.digivault.com` by default. */
  readonly baseUrl?: string;
  /** Any name for the account, to keep apart what is remembered on the device; the address by default. */
  readonly accountId?: string;
  /**
   * Our own id as it stands in the `contact` of messages we wrote. Without it, our messages in groups are recognised
   * only after the first one sent from here.
   */
  readonly ownContactId?: string;
  /** Messages of a page when the caller has no wish: 50 by default, 100 at most. */
  readonly pageSize?: number;
  /** How long (ms) a list waits for the names of its contacts, which are requests of their own: 1500 by default. */
  readonly namesWithin?: number;
  /** How many contacts and groups are remembered: 5000 by default. */
  readonly rememberedNames?: number;
  /**
   * How many conversations at the top of the list are read for what was said last, which the list does not tell: 12 by
   * default. Each is a request, in the background, whenever something new was said; 0 for none.
   */
  readonly previews?: number;
  /** What the account may ask: 100 requests and 10 writes in 60 000 ms by default, as documented. */
  readonly rateLimit?: Partial<BudgetLimits>;
  /** Milliseconds between looks, see `PollingOptions`: 30 000 for the list and 8000 for the open thread by default. */
  readonly polling?: Partial<PollingOptions>;
  /** What an attachment's address looks like in a sent message: the bare address by default, since nothing is documented. */
  readonly attachmentToWire?: (url: string) => unknown;
  /** Measures the limits and the wait for names; the real time by default. */
  readonly clock?: BudgetClock;
}
