export type Seed = number | string;

/** A stream of numbers that is the same for the same seed. Not for secrets. */
export class Random {
  #state: number;
  readonly #seed: Seed;

  constructor(seed: Seed) {
    this.#seed = seed;
    this.#state = hash(String(seed));
  }

  /** Another stream of the same seed, so that drawing from one leaves the other as it was. */
  fork(label: string): Random {
    return new Random(`${this.#seed}/${label}`);
  }

  /** At least 0, below 1 (mulberry32). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number, both ends included. */
  integer(minimum: number, maximum: number): number {
    return minimum + Math.floor(this.next() * (maximum - minimum + 1));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** @throws RangeError when there is nothing to pick from */
  pick<Item>(items: readonly Item[]): Item {
    const item = items[this.integer(0, items.length - 1)];
    if (item === undefined) throw new RangeError('There is nothing to pick from.');
    return item;
  }

  /** The same items in another order. */
  shuffle<Item>(items: readonly Item[]): Item[] {
    const keyed = items.map((item) => ({item, key: this.next()}));
    return keyed.sort((a, b) => a.key - b.key).map(({item}) => item);
  }

  /** Written like a version 4 UUID. */
  uuid(): string {
    let digits = '';
    while (digits.length < 32) digits += this.integer(0, 0xffff).toString(16).padStart(4, '0');
    const variant = this.pick(['8', '9', 'a', 'b']);
    const groups = [digits.slice(0, 8), digits.slice(8, 12), `4${digits.slice(13, 16)}`];
    return [...groups, variant + digits.slice(17, 20), digits.slice(20, 32)].join('-');
  }
}

// FNV-1a with a final mix, so that seeds that look alike give streams that do not.
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  return (value ^ (value >>> 13)) | 0;
}
