/** A set that forgets what was added first, so that a page that stays open for days does not grow. */
export class BoundedSet<Item> {
  // A Set keeps the order of insertion.
  readonly #items = new Set<Item>();
  readonly #limit: number;

  constructor(limit: number, items: Iterable<Item> = []) {
    this.#limit = limit;
    for (const item of items) this.add(item);
  }

  get size(): number {
    return this.#items.size;
  }

  has(item: Item): boolean {
    return this.#items.has(item);
  }

  /** @returns whether it is new here; adding what is there makes it the last to be forgotten */
  add(item: Item): boolean {
    const isNew = !this.#items.delete(item);
    this.#items.add(item);
    for (const oldest of this.#items) {
      if (this.#items.size <= this.#limit) break;
      this.#items.delete(oldest);
    }
    return isNew;
  }

  delete(item: Item): boolean {
    return this.#items.delete(item);
  }

  clear(): void {
    this.#items.clear();
  }

  /** The one added first comes first. */
  values(): Item[] {
    return [...this.#items];
  }
}
