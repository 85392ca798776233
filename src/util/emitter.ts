import {callOut} from './report-thrown.js';

interface Subscription<Event> {
  readonly listener: (event: Event) => void;
}

/**
 * Tells every listener of an event, in the order they subscribed. A listener that throws harms nobody: the others hear
 * the event all the same, whoever emits it goes on, and the error is reported like any uncaught one.
 */
export class Emitter<Event> {
  // An object of its own for every subscription: the same function may listen twice.
  readonly #subscriptions = new Set<Subscription<Event>>();

  /** How many listen. */
  get size(): number {
    return this.#subscriptions.size;
  }

  /** @returns how to stop listening; calling it again does nothing */
  subscribe(listener: (event: Event) => void): () => void {
    const subscription = {listener};
    this.#subscriptions.add(subscription);
    return () => {
      this.#subscriptions.delete(subscription);
    };
  }

  /** A listener that is added meanwhile does not hear this event; one that is removed meanwhile hears nothing more. */
  emit(event: Event): void {
    for (const subscription of [...this.#subscriptions]) {
      if (this.#subscriptions.has(subscription)) callOut(() => subscription.listener(event));
    }
  }
}
