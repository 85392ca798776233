import type {Instant} from '../../model/capability-level.js';
import {BoundedMap} from '../../util/bounded-map.js';

/** What a conversation points to by id. */
export interface Reference {
  readonly kind: 'contact' | 'group';
  readonly id: string;
}

/** One text for one reference; ids are case-sensitive. */
export const keyOf = ({kind, id}: Reference): string => `${kind}:${id}`;

interface Entry {
  /** The provider's own object; absent when there is none, or it may not be read. */
  readonly value?: unknown;
  readonly at: Instant;
}

/** Milliseconds until something that could not be had is asked for again. */
const ABSENT_FOR = 600_000;

/** The contacts and groups that are known: bounded, and with a memory of what could not be had. */
export class AddressBook {
  readonly #entries: BoundedMap<string, Entry>;
  readonly #now: () => Instant;

  constructor(limit: number, now: () => Instant) {
    this.#entries = new BoundedMap(limit);
    this.#now = now;
  }

  /** The provider's own object. */
  get(reference: Reference): unknown {
    return this.#entries.get(keyOf(reference))?.value;
  }

  put(reference: Reference, value: unknown): void {
    this.#entries.set(keyOf(reference), {value, at: this.#now()});
  }

  putAbsent(reference: Reference): void {
    this.#entries.set(keyOf(reference), {at: this.#now()});
  }

  forget(reference: Reference): void {
    this.#entries.delete(keyOf(reference));
  }

  /** True when asking again would be of no use for now. */
  settles(reference: Reference): boolean {
    const entry = this.#entries.get(keyOf(reference));
    if (!entry) return false;
    return entry.value !== undefined || this.#now() - entry.at < ABSENT_FOR;
  }
}
