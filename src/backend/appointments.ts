import type {Cancel, Clock} from './clock.js';

/** What is still to come by itself, so that all of it can be called off. */
export class Appointments {
  readonly #clock: Clock;
  readonly #pending = new Set<Cancel>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get any(): boolean {
    return this.#pending.size > 0;
  }

  later(delay: number, task: () => void): void {
    const cancel = this.#clock.schedule(delay, () => {
      this.#pending.delete(cancel);
      task();
    });
    this.#pending.add(cancel);
  }

  callOff(): void {
    for (const cancel of this.#pending) cancel();
    this.#pending.clear();
  }
}
