export type Unsubscribe = () => void;

/** A value that tells its listeners when it was replaced. States are never changed in place. */
export class Observable<State> {
  private readonly listeners = new Set<() => void>();

  constructor(private current: State) {}

  get state(): State {
    return this.current;
  }

  /** Calls the listener after every change until the returned function is called. */
  subscribe(listener: () => void): Unsubscribe {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Replaces some fields; listeners hear only of real differences. */
  protected patch(change: Partial<State>): void {
    const keys = Object.keys(change) as (keyof State)[];
    if (keys.every((key) => Object.is(change[key], this.current[key]))) return;
    this.current = {...this.current, ...change};
    for (const listener of [...this.listeners]) listener();
  }
}
