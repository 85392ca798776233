import {DetailsLoader, type BudgetClock} from '../../adapter/toolkit/index.js';
import {ConversationError} from '../../model/conversation-error.js';
import {LARGEST_PAGE, pathTo, type Api} from './api.js';
import {idIn, keyOf, type Reference} from './mapping.js';

export interface NamesOptions {
  readonly api: Api;
  readonly clock: BudgetClock;
  /** How many contacts and groups are remembered. */
  readonly remembered: number;
  /** Hears which wanted references are settled now, by key. */
  readonly onSettled: (keys: ReadonlySet<string>) => void;
  /** Hears how many are still wanted, whenever that changes. */
  readonly onProgress: (remaining: number) => void;
}

/** How far the list of contacts, or of groups, was read. */
interface Listing {
  after?: string;
  ended: boolean;
  /** Pages in a row that settled next to nothing. */
  wasted: number;
}

/** Up to so many are asked for one by one; for more, a page of a hundred is worth its request. */
const WORTH_SINGLE_REQUESTS = 2;
/** An address book may be far larger than the inbox: after so many pages in a row without gain, single requests are. */
const MAXIMUM_WASTED = 2;

/**
 * The contacts and groups that conversations only point to. Pages of their lists are preferred to a request for each of
 * them: the limit of 100 requests a minute forbids those for more than a few.
 */
export class Names {
  readonly #api: Api;
  readonly #loader: DetailsLoader<unknown>;
  #listings: Record<Reference['kind'], Listing> = {contact: newListing(), group: newListing()};
  #remaining = 0;
  #reported = 0;
  #isReporting = false;

  constructor({api, clock, remembered, onSettled, onProgress}: NamesOptions) {
    this.#api = api;
    this.#loader = new DetailsLoader({
      load: (key, request) => this.#load(key, request),
      loadMany: (keys, signal) => this.#loadMany(keys.map(referenceOf), signal),
      onSettled,
      onProgress: (remaining) => {
        this.#remaining = remaining;
        this.#report(onProgress);
      },
      atOnce: 1,
      remembered,
      now: () => clock.now(),
      schedule: (delay, task) => clock.schedule(delay, task),
    });
  }

  /** The provider's own object. */
  get(reference: Reference): unknown {
    return this.#loader.get(keyOf(reference));
  }

  put(reference: Reference, value: unknown): void {
    this.#loader.put(keyOf(reference), value);
  }

  forget(reference: Reference): void {
    this.#loader.forget(keyOf(reference));
  }

  /** Wants references, in the order of need. */
  want(references: readonly Reference[]): void {
    if (this.#remaining === 0) this.#listings = {contact: newListing(), group: newListing()};
    this.#loader.want(references.map(keyOf));
  }

  /** Wants one before all others, by a request of its own. */
  wantFirst(reference: Reference): void {
    this.#loader.wantFirst(keyOf(reference));
  }

  settled(references: readonly Reference[], within: number, signal?: AbortSignal): Promise<void> {
    return this.#loader.settled(references.map(keyOf), within, signal);
  }

  stop(): void {
    this.#loader.stop();
  }

  /** Once for everything that happens at the same time, and after it. */
  #report(onProgress: NamesOptions['onProgress']): void {
    if (this.#isReporting) return;
    this.#isReporting = true;
    queueMicrotask(() => {
      this.#isReporting = false;
      if (this.#remaining === this.#reported) return;
      this.#reported = this.#remaining;
      onProgress(this.#reported);
    });
  }

  async #load(key: string, {signal, urgent}: {readonly signal: AbortSignal; readonly urgent: boolean}) {
    const {kind, id} = referenceOf(key);
    const path = pathTo(collectionOf(kind), id);
    const value = await this.#api.request({method: 'GET', path, urgency: urgent ? 'read' : 'background', signal});
    // An answer about somebody else names nobody.
    const said = idIn(value);
    return said === undefined || said === id ? (value ?? undefined) : undefined;
  }

  async #loadMany(wanted: readonly Reference[], signal: AbortSignal) {
    const kind = wanted[0]?.kind ?? 'contact';
    const listing = this.#listings[kind];
    const alike = new Set(wanted.filter((reference) => reference.kind === kind).map(keyOf));
    if (listing.ended || listing.wasted >= MAXIMUM_WASTED || alike.size <= WORTH_SINGLE_REQUESTS) return undefined;
    try {
      const {data, hasMore} = await this.#api.list({
        path: `/v1/${collectionOf(kind)}`,
        limit: LARGEST_PAGE,
        urgency: 'background',
        signal,
        ...(listing.after !== undefined && {startingAfter: listing.after}),
      });
      const met = data.flatMap((value) => {
        const id = idIn(value);
        return id === undefined ? [] : [{id, key: keyOf({kind, id}), value}];
      });
      const last = met.at(-1)?.id;
      listing.ended = !hasMore || last === undefined || last === listing.after;
      listing.after = last;
      listing.wasted = met.filter(({key}) => alike.has(key)).length <= 1 ? listing.wasted + 1 : 0;
      return met.map(({key, value}) => [key, value] as const);
    } catch (thrown) {
      const {kind: reason} = ConversationError.from(thrown);
      if (reason !== 'forbidden' && reason !== 'not-found' && reason !== 'cursor-invalid') throw thrown;
      listing.ended = true;
      return undefined;
    }
  }
}

const newListing = (): Listing => ({ended: false, wasted: 0});

const collectionOf = (kind: Reference['kind']) => (kind === 'contact' ? 'contacts' : 'groups');

function referenceOf(key: string): Reference {
  const [kind = '', id = ''] = key.split(/:(.*)/s, 2);
  return {kind: kind === 'group' ? 'group' : 'contact', id};
}
