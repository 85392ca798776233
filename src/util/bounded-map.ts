/** A map that forgets what was unused for longest, so that a page that stays open for days does not grow. */
export class BoundedMap<Key, Value> {
  // A Map keeps the order of insertion: the first key is the one unused for longest.
  readonly #entries = new Map<Key, Value>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts as a use. */
  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit) break;
      this.#entries.delete(oldest);
    }
  }

  delete(key: Key): void {
    this.#entries.delete(key);
  }

  /** The one unused for longest comes first. Looking at them is no use. */
  entries(): [Key, Value][] {
    return [...this.#entries];
  }

  values(): Value[] {
    return [...this.#entries.values()];
  }
}
