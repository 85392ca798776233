import {openDB} from 'idb';
import {randomId} from '../../util/random-id.js';
import {startTimer} from '../../util/timer.js';
import {StorageError, type StorageTrouble} from './port.js';
import {
  ALL_STORES,
  epochOf,
  upgrade,
  VERSION,
  type Database,
  type ReadTransaction,
  type UpgradeTransaction,
  type WriteTransaction,
} from './schema.js';
import {isRefusal, nameOf, toStorageError} from './trouble.js';

/** Between two attempts to get the database back, in milliseconds: doubled from the first to the last. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 30_000;
/** How long an opening may take before that is called trouble, in milliseconds. It goes on all the same. */
const OPENING_LIMIT = 5000;
const BLOCKED_LIMIT = 1000;
/** A transaction that does not end for that long, in milliseconds, never will. */
const TRANSACTION_LIMIT = 30_000;

/** Why a connection is over for good. */
type End = 'outdated' | 'cleared' | 'closed';

/** What the connection needs of the storage. */
interface Owner {
  /** Reads everything and tells it, whenever the database is there (again). */
  readonly readAll: (database: Database) => Promise<void>;
  /** Called after that: housekeeping, and the proof that something can be written. */
  readonly maintain: (transaction: WriteTransaction) => Promise<void>;
  readonly onTrouble: (trouble: StorageTrouble | undefined) => void;
  readonly onEnd: (end: End) => void;
}

/** The way to one database: opened again by itself whenever it is lost, and never over a newer version. */
export class Connection {
  readonly #name: string;
  readonly #owner: Owner;
  readonly #writing = new Set<Promise<unknown>>();
  #database: Database | undefined;
  #opening: Promise<Database> | undefined;
  #isBlocked = false;
  #epoch: string | undefined;
  #trouble: StorageTrouble | undefined;
  #end: End | undefined;
  #recovering: Promise<void> | undefined;
  #failures = 0;
  #wasOpen = false;
  readonly #over = new AbortController();
  #stopWaiting: () => void = () => undefined;

  constructor(name: string, owner: Owner) {
    this.#name = name;
    this.#owner = owner;
  }

  /** Of the database as it was first seen. */
  get epoch(): string | undefined {
    return this.#epoch;
  }

  /**
   * Opens the database, or begins to: it may end in trouble.
   *
   * @returns false when the browser keeps no databases here
   */
  async start(): Promise<boolean> {
    try {
      await this.#establish();
    } catch (thrown) {
      if (!this.#wasOpen && !this.#end && isRefusal(thrown)) return false;
      this.#failed(thrown);
    }
    return true;
  }

  /** Tries at once, where it waits for the next attempt. */
  recover(): void {
    if (this.#end || this.#recovering) return;
    this.#stopWaiting();
    this.#recovering = this.#establish()
      .catch((thrown: unknown) => this.#failed(thrown))
      .finally(() => (this.#recovering = undefined));
  }

  async read<Result>(work: (transaction: ReadTransaction) => Promise<Result>): Promise<Result> {
    const database = this.#present();
    try {
      return await this.readFrom(database, work);
    } catch (thrown) {
      this.#failed(thrown, database);
      throw toStorageError(thrown);
    }
  }

  async readFrom<Result>(database: Database, work: (transaction: ReadTransaction) => Promise<Result>): Promise<Result> {
    const transaction = database.transaction([...ALL_STORES]);
    const reading = Promise.all([epochOf(transaction), work(transaction), transaction.done]);
    const [epoch, result] = await within(TRANSACTION_LIMIT, reading, () => new StorageError('lost', false));
    if (this.#epoch !== undefined && epoch !== this.#epoch) throw new StorageError('cleared', false);
    this.#epoch = epoch;
    return result;
  }

  /**
   * Does the work in one transaction, unless somebody signed out since this was opened.
   *
   * @param isCareful waits until it is on the disk, so that not even a power cut undoes it
   * @throws StorageError
   */
  async write<Result>(work: (transaction: WriteTransaction) => Promise<Result>, isCareful = false): Promise<Result> {
    const database = this.#present();
    const writing = this.#transact(database, work, isCareful);
    this.#writing.add(writing);
    try {
      const result = await writing;
      this.#failures = 0;
      // The device has room again.
      if (this.#trouble === 'full') this.#setTrouble(undefined);
      return result;
    } catch (thrown) {
      const error = toStorageError(thrown);
      if (error.trouble !== 'invalid') this.#failed(error, database);
      throw error;
    } finally {
      this.#writing.delete(writing);
    }
  }

  /** For good. What is under way is finished. */
  end(end: End): void {
    // An outdated page can still be signed out.
    if (this.#end && this.#end !== 'outdated') return;
    this.#end = end;
    this.#over.abort();
    this.#stopWaiting();
    this.#drop();
    if (end !== 'closed') this.#setTrouble(end === 'outdated' ? 'outdated' : undefined);
    this.#owner.onEnd(end);
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#writing);
    // What comes from now on rejects as closed, whatever ended before.
    if (this.#end) this.#end = 'closed';
    this.end('closed');
    await this.#recovering;
  }

  #present(): Database {
    if (this.#end) throw new StorageError(this.#end, false);
    if (!this.#database) throw new StorageError(this.#trouble ?? 'lost', false);
    return this.#database;
  }

  async #establish(): Promise<void> {
    const database = this.#database ?? (await this.#open());
    await this.#owner.readAll(database);
    let epoch = this.#epoch;
    const proof = async (transaction: WriteTransaction): Promise<void> => {
      epoch ??= await epochOf(transaction);
      if (epoch === undefined) await transaction.objectStore('meta').put((epoch = randomId()), 'epoch');
      await this.#owner.maintain(transaction);
    };
    await this.#transact(database, proof, false);
    this.#epoch = epoch;
    if (!this.#end && this.#database === database) this.#setTrouble(undefined);
  }

  async #open(): Promise<Database> {
    const database = await this.#inTime((this.#opening ??= this.#beginOpening()));
    if (this.#end) throw new StorageError(this.#end, false);
    return database;
  }

  /** One request at a time: a blocked one cannot be taken back, and others would queue behind it. */
  #beginOpening(): Promise<Database> {
    const opening = this.#request();
    const onEnd = () => {
      this.#opening = undefined;
      // Whoever asked may have stopped waiting long ago.
      if (this.#trouble) this.recover();
    };
    opening.then(onEnd, onEnd);
    return opening;
  }

  async #request(): Promise<Database> {
    this.#isBlocked = false;
    const database: Database = await openDB(this.#name, VERSION, {
      upgrade: (opened, from, _to, transaction) => void upgradeWhole(opened, from, transaction),
      blocked: () => (this.#isBlocked = true),
      blocking: (_from, to) => this.#giveWay(database, to),
      terminated: () => this.#failed(new StorageError('lost', false), database),
    });
    this.#wasOpen = true;
    if (this.#end) database.close();
    else this.#database = database;
    return database;
  }

  /** Waits for an opening only so long: `openStorage` must not hang on an old tab, or on a browser that never answers. */
  async #inTime(opening: Promise<Database>): Promise<Database> {
    const waiting = new AbortController();
    const {signal} = waiting;
    const limit = new Promise<never>((_resolve, reject) => {
      const give = () => reject(new StorageError(this.#isBlocked ? 'blocked' : 'lost', false));
      const stops = [startTimer(BLOCKED_LIMIT, () => this.#isBlocked && give()), startTimer(OPENING_LIMIT, give)];
      signal.addEventListener('abort', () => stops.forEach((stop) => stop()));
      this.#over.signal.addEventListener('abort', give, {signal});
    });
    try {
      return await Promise.race([opening, limit]);
    } finally {
      waiting.abort();
    }
  }

  async #transact<Result>(
    database: Database,
    work: (transaction: WriteTransaction) => Promise<Result>,
    isCareful: boolean,
  ): Promise<Result> {
    const durability = isCareful ? 'strict' : 'relaxed';
    const transaction = database.transaction([...ALL_STORES], 'readwrite', {durability});
    const ending = transaction.done.then(
      () => undefined,
      (thrown: unknown) => ({thrown}),
    );
    const running = async (): Promise<Result> => {
      const result = await this.#work(transaction, work, ending);
      const failed = await ending;
      if (failed) throw toStorageError(failed.thrown, true);
      return result;
    };
    return within(TRANSACTION_LIMIT, running(), () => new StorageError('lost', true));
  }

  /** The work itself; when it fails, nothing of it happened. */
  async #work<Result>(
    transaction: WriteTransaction,
    work: (transaction: WriteTransaction) => Promise<Result>,
    ending: Promise<{thrown: unknown} | undefined>,
  ): Promise<Result> {
    try {
      // Asked first, so answered before anything of the work can be committed; the work does not wait for that.
      const [, result] = await Promise.all([this.#checkEpoch(transaction), work(transaction)]);
      return result;
    } catch (thrown) {
      abort(transaction);
      const failed = await ending;
      // A full disk makes requests fail as "aborted"; only the transaction knows why.
      throw toStorageError(failed && nameOf(failed.thrown) === 'QuotaExceededError' ? failed.thrown : thrown);
    }
  }

  /** @throws StorageError when somebody signed out since this was opened */
  async #checkEpoch(transaction: WriteTransaction): Promise<void> {
    const known = this.#epoch;
    if (known !== undefined && (await epochOf(transaction)) !== known) throw new StorageError('cleared', false);
  }

  #giveWay(database: Database, to: number | null): void {
    database.close();
    // Without a version it is not upgraded but deleted, as by a host that signs the user out in its own way.
    this.end(to === null ? 'cleared' : 'outdated');
  }

  /** @param database where it happened; one that was left behind meanwhile is no news */
  #failed(thrown: unknown, database = this.#database): void {
    if (this.#end || database !== this.#database) return;
    const {trouble} = toStorageError(thrown);
    if (trouble === 'cleared' || trouble === 'outdated' || trouble === 'closed') return this.end(trouble);
    // Not even its own housekeeping can be written: no better than lost.
    const known = trouble === 'invalid' ? 'lost' : trouble;
    if (known !== 'full') this.#drop();
    this.#setTrouble(known);
    this.#stopWaiting();
    const pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(this.#failures, 20));
    this.#failures++;
    this.#stopWaiting = startTimer(pause, () => this.recover());
  }

  #drop(): void {
    this.#database?.close();
    this.#database = undefined;
  }

  #setTrouble(trouble: StorageTrouble | undefined): void {
    this.#trouble = trouble;
    this.#owner.onTrouble(trouble);
  }
}

/** All of the upgrade or nothing: one that fails makes the opening fail, and is tried again. */
async function upgradeWhole(database: Database, from: number, transaction: UpgradeTransaction): Promise<void> {
  transaction.done.catch(() => undefined);
  try {
    await upgrade(database, from, transaction);
  } catch {
    abort(transaction);
  }
}

function abort(transaction: WriteTransaction | UpgradeTransaction): void {
  try {
    transaction.abort();
  } catch {
    // It ended by itself.
  }
}

async function within<Result>(limit: number, work: Promise<Result>, late: () => StorageError): Promise<Result> {
  let stop: () => void = () => undefined;
  const limited = new Promise<never>((_resolve, reject) => {
    stop = startTimer(limit, () => reject(late()));
  });
  try {
    return await Promise.race([work, limited]);
  } finally {
    stop();
  }
}
