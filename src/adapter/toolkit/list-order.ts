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

/**
 * Which way one page runs, by the times of its first and last entry that have one.
 *
 * @param compare for times that are finer than milliseconds
 * @returns `undefined` while they tell nothing
 */
export function orderOf<Time = Instant>(
  times: readonly (Time | undefined)[],
  compare: (a: Time, b: Time) => number = compareTimes,
): Exclude<ListOrder, 'neither'> | undefined {
  const known = times.filter((time) => time !== undefined);
  const [first, last] = [known[0], known.at(-1)];
  const difference = first === undefined || last === undefined ? 0 : compare(first, last);
  if (difference === 0) return undefined;
  return difference > 0 ? 'newest-first' : 'oldest-first';
}

const compareTimes = (a: unknown, b: unknown): number => Number(a) - Number(b);

/** An entry with its place among those of the same time: oldest lowest, as in `Message.order`. */
export interface Placed<Item> {
  readonly item: Item;
  readonly order: number;
}

export interface ArrangeOptions<Item, Time> {
  readonly timeOf: (item: Item) => Time | undefined;
  /** How the provider lists them; oldest first where nobody knows. */
  readonly order?: ListOrder | undefined;
  /** How many newer entries came on the pages before, in a list that runs from new to old. */
  readonly rank?: number;
  readonly compare?: (a: Time, b: Time) => number;
}

/**
 * A page in the order of time, oldest first. Entries of one time keep the provider's order, turned round where it runs
 * backwards; one without a time stays beside its neighbour.
 */
export function arrangeByTime<Item, Time = Instant>(
  items: readonly Item[],
  {timeOf, order, rank = 0, compare = compareTimes}: ArrangeOptions<Item, Time>,
): Placed<Item>[] {
  const backwards = order === 'newest-first';
  const placed = items.map((item, index): Placed<Item> => ({item, order: backwards ? 0 - rank - index : index}));
  if (backwards) placed.reverse();
  let latest: Time | undefined;
  return placed
    .map((entry) => ({entry, time: (latest = timeOf(entry.item) ?? latest)}))
    .sort((a, b) => {
      if (a.time !== undefined && b.time !== undefined) return compare(a.time, b.time);
      return Number(a.time !== undefined) - Number(b.time !== undefined);
    })
    .map(({entry}) => entry);
}

/** Where a walk from new to old stands: the last entry's time, and how many in a row had it. For cursors. */
export interface TiePlace {
  readonly at?: Instant;
  readonly ties: number;
}

/**
 * Numbers the entries of a list that runs from new to old, so that those of one instant keep the provider's order across
 * pages: `Message.order` is 0 for the newest of an instant, then -1, -2 …
 */
export class TieCount {
  #at: Instant | undefined;
  #ties: number;

  /** @param place where the page before ended */
  constructor({at, ties}: TiePlace = {ties: 0}) {
    this.#at = at;
    this.#ties = ties;
  }

  /** The order of the next older entry. */
  next(at: Instant | undefined): number {
    if (at !== this.#at) this.#ties = 0;
    this.#at = at;
    return 0 - this.#ties++;
  }

  get place(): TiePlace {
    return {...(this.#at !== undefined && {at: this.#at}), ties: this.#ties};
  }
}
