import type {Instant} from '../model/capability-level.js';

/** A pause that ends by itself, whatever somebody does to the device's clock meanwhile, and however long it was to be. */
export class Pause {
  readonly #now: () => Instant;
  readonly #longest: number;
  #begunAt: Instant = 0;
  #length = 0;

  /** @param longest in milliseconds */
  constructor(now: () => Instant, longest: number) {
    this.#now = now;
    this.#longest = longest;
  }

  get isOver(): boolean {
    const passed = this.#now() - this.#begunAt;
    // A clock that was set back says nothing of how long it has been; nor does a length that is no number.
    return !(passed >= 0 && passed < this.#length);
  }

  begin(length: number): void {
    this.#begunAt = this.#now();
    this.#length = Math.min(this.#longest, length);
  }

  end(): void {
    this.#length = 0;
  }
}
