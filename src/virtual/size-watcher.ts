/** Tells when elements change their size; what is drawn for that in the same frame is no news. */
export class SizeWatcher {
  readonly #onResize: () => boolean;
  readonly #observed = new Set<Element>();
  #observer: ResizeObserver | undefined;
  #isPaused = false;
  #wanted: readonly Element[] = [];

  /** @param onResize returns whether anything was drawn for it */
  constructor(onResize: () => boolean) {
    this.#onResize = onResize;
  }

  connect(): void {
    // Tests outside of a browser have none.
    this.#observer = globalThis.ResizeObserver && new ResizeObserver(() => this.#resized());
    this.watch(this.#wanted);
  }

  disconnect(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#observed.clear();
  }

  watch(elements: readonly Element[]): void {
    this.#wanted = elements;
    if (this.#isPaused) return;
    for (const element of this.#observed) {
      if (elements.includes(element)) continue;
      this.#observer?.unobserve(element);
      this.#observed.delete(element);
    }
    for (const element of elements) {
      if (!this.#observer || this.#observed.has(element)) continue;
      this.#observed.add(element);
      this.#observer.observe(element);
    }
  }

  #resized(): void {
    if (!this.#onResize()) return;
    // Browsers call it an error when sizes change once more in the frame in which that was told.
    this.#observer?.disconnect();
    this.#observed.clear();
    this.#isPaused = true;
    requestAnimationFrame(() => {
      this.#isPaused = false;
      this.watch(this.#wanted);
    });
  }
}
