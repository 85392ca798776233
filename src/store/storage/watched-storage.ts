import {Emitter} from '../../util/emitter.js';
import {callOut} from '../../util/report-thrown.js';
import type {Unsubscribe} from '../observable.js';
import {EMPTY_SNAPSHOT, type StorageSnapshot, type StorageState} from './port.js';

/** The half of a storage that tells: its state, and what it holds. */
export class WatchedStorage {
  readonly #states = new Emitter<void>();
  readonly #contents = new Emitter<StorageSnapshot>();
  #state: StorageState;
  #snapshot: StorageSnapshot | undefined;
  #isSilent = false;

  constructor(durable: boolean) {
    this.#state = {durable, trouble: undefined, exclusive: true, setAside: 0, cleared: false};
  }

  get state(): StorageState {
    return this.#state;
  }

  subscribe(listener: () => void): Unsubscribe {
    return this.#states.subscribe(listener);
  }

  watch(listener: (snapshot: StorageSnapshot) => void): Unsubscribe {
    const unsubscribe = this.#contents.subscribe(listener);
    const snapshot = this.#snapshot;
    if (snapshot && !this.#isSilent) callOut(() => listener(snapshot));
    return unsubscribe;
  }

  /** Absent until the contents are known. */
  protected get snapshot(): StorageSnapshot | undefined {
    return this.#snapshot;
  }

  /** Listeners hear of real differences only. */
  protected setState(change: Partial<StorageState>): void {
    const next = {...this.#state, ...change};
    const keys = Object.keys(next) as (keyof StorageState)[];
    if (keys.every((key) => next[key] === this.#state[key])) return;
    this.#state = next;
    if (!this.#isSilent) this.#states.emit();
  }

  /**
   * Watchers hear of real differences only.
   *
   * @param always tells also that nothing is different
   */
  protected tell(change: Partial<StorageSnapshot>, always = false): void {
    if (this.#isSilent) return;
    const known = this.#snapshot ?? EMPTY_SNAPSHOT;
    const next = {...known, ...change};
    const isSame = (Object.keys(known) as (keyof StorageSnapshot)[]).every((key) => next[key] === known[key]);
    if (this.#snapshot && isSame && !always) return;
    this.#snapshot = isSame && this.#snapshot ? this.#snapshot : next;
    this.#contents.emit(this.#snapshot);
  }

  /** Nothing is told any more. */
  protected silence(): void {
    this.#isSilent = true;
  }
}
