import {MemoryStorage, SharedMemory, type Change} from '../../src/store/storage/memory.js';
import {StorageError, type StorageTrouble} from '../../src/store/storage/port.js';

/** A failure that a test orders. */
export interface MemoryFailure {
  readonly trouble: 'lost' | 'full';
  /** How many writes go well before; none without it. */
  readonly after?: number;
  /** The write that fails happens all the same, and only its answer is lost. */
  readonly happens?: boolean;
}

/** A memory whose writes take time. */
export class SlowMemory extends SharedMemory {
  /** Awaited before every write, so that other things can happen in between; without it a write is done at once. */
  delay: (() => Promise<void>) | undefined;
}

/** A storage in memory that can be told to have every failure that a database has. */
export class FaultyStorage extends MemoryStorage {
  readonly #memory: SlowMemory;
  readonly #failures: MemoryFailure[] = [];
  readonly #writing = new Set<Promise<void>>();
  #isDead = false;

  constructor(memory = new SlowMemory()) {
    super(memory);
    this.#memory = memory;
  }

  /** From now on nothing can be written, nor is anything heard of other tabs, until `heal`. */
  break(trouble: StorageTrouble): void {
    this.setState({trouble});
  }

  /** A write to come fails like that, and trouble lasts from then until `heal`. Failures happen in their order. */
  failNext(failure: MemoryFailure): void {
    this.#failures.push(failure);
  }

  /** Trouble is over: watchers are told what is really there. Failures that did not happen are called off. */
  heal(): void {
    this.#failures.length = 0;
    if (this.state.trouble === undefined) return;
    this.tell(this.#memory.snapshot, true);
    this.setState({trouble: undefined});
  }

  /** Dies without a word, as a page whose process is killed: no write is answered any more, and its turn is free. */
  kill(): void {
    this.#isDead = true;
    this.silence();
    this.#memory.part(this);
  }

  override lead(onTurn: () => () => Promise<void>): () => void {
    return this.#isDead ? () => undefined : super.lead(onTurn);
  }

  override async close(): Promise<void> {
    await this.leaveTurns();
    await Promise.allSettled(this.#writing);
    await super.close();
  }

  override refresh(): void {
    if (this.state.trouble === undefined) super.refresh();
  }

  protected override async write(change: Change): Promise<void> {
    const writing = this.#writeSoon(change);
    this.#writing.add(writing);
    try {
      await writing;
    } finally {
      this.#writing.delete(writing);
    }
  }

  async #writeSoon(change: Change): Promise<void> {
    if (this.#memory.delay) await this.#memory.delay();
    if (this.#isDead) return new Promise<never>(() => undefined);
    const {trouble} = this.state;
    if (trouble !== undefined) throw new StorageError(trouble, false);
    const failure = this.#nextFailure();
    if (failure) this.break(failure.trouble);
    if (!failure || failure.happens) await super.write(change);
    if (failure) throw new StorageError(failure.trouble, failure.happens === true);
  }

  #nextFailure(): MemoryFailure | undefined {
    const [next] = this.#failures;
    if (!next) return undefined;
    if (next.after) this.#failures[0] = {...next, after: next.after - 1};
    else this.#failures.shift();
    return next.after ? undefined : next;
  }
}
