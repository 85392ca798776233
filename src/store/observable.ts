import {Emitter} from '../util/emitter.js';

export type Unsubscribe = () => void;

/**
 * A value that tells its listeners when it was replaced. States are never changed in place. A listener that throws is
 * reported as its own fault, and harms neither the others nor whoever changed the value.
 */
export class Observable<State> {
  readonly #changes = new Emitter<void>();
  #state: State;

  constructor(state: State) {
    this.#state = state;
  }

  get state(): State {
    return this.#state;
  }

  /** Calls the listener after every change until the returned function is called. */
  subscribe(listener: () => void): Unsubscribe {
    return this.#changes.subscribe(listener);
  }

  /** Resolves as soon as the state is such. */
  when(isMet: (state: State) => boolean): Promise<void> {
    if (isMet(this.#state)) return Promise.resolve();
    return new Promise((resolve) => {
      const stop = this.subscribe(() => {
        if (!isMet(this.#state)) return;
        stop();
        resolve();
      });
    });
  }

  /** Replaces some fields; listeners hear only of real differences. */
  protected patch(change: Partial<State>): void {
    const keys = Object.keys(change) as (keyof State)[];
    if (keys.every((key) => Object.is(change[key], this.#state[key]))) return;
    this.#state = {...this.#state, ...change};
    this.#changes.emit();
  }
}

/** A copy of a map with one entry set, last in order, or removed. */
export function withEntry<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value | undefined,
): ReadonlyMap<string, Value> {
  const copy = new Map(map);
  copy.delete(key);
  if (value !== undefined) copy.set(key, value);
  return copy;
}
