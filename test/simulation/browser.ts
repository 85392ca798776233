import 'fake-indexeddb/auto';
import {forceCloseDatabase, IDBFactory, IDBOpenDBRequest, IDBVersionChangeEvent} from 'fake-indexeddb';
import {contentsOf, readRows} from '../../src/store/storage/contents.js';
import {IndexedDbStorage} from '../../src/store/storage/indexed-db-storage.js';
import {ALL_STORES, type Database} from '../../src/store/storage/schema.js';
import {EMPTY_SNAPSHOT, type StorageSnapshot} from '../../src/store/storage/port.js';
import {openDB} from 'idb';
import {leftBehind, type Device, type DeviceStorage} from './device.js';
import type {StorageBreaks} from './operations.js';
import type {VirtualTime} from './virtual-time.js';

/** The database's name as a page gives it: every page has one of its own, so that it is known whose call it is. */
const NAME = 'inbox';
const nameOf = (page: number): string => `${NAME}@${page}`;
const pageOf = (name: string): number => Number(/@(\d+)/.exec(name)?.[1] ?? -1);

/** The parts of the stand-in's transactions that have to fail. */
interface Transaction extends IDBTransaction {
  error: DOMException;
  _requests: readonly unknown[];
  _state: string;
  _start: () => void;
  _abort: (name: string | null) => void;
}

/** One page's way to the database. */
class Page implements DeviceStorage {
  readonly storage: IndexedDbStorage;
  readonly #browser: Browser;
  readonly #databases = new Set<IDBDatabase>();
  readonly #held: {readonly request: IDBOpenDBRequest; readonly version: number | undefined}[] = [];
  readonly #failures: {readonly breaks: StorageBreaks; left: number}[] = [];
  #trouble: StorageBreaks | undefined;
  #isDead = false;

  constructor(browser: Browser, id: number) {
    this.#browser = browser;
    browser.pages.set(id, this);
    this.storage = new IndexedDbStorage(nameOf(id), {});
    void this.storage.start();
  }

  // What a schedule orders

  break(breaks: StorageBreaks, after: number): void {
    if (breaks === 'blocked') this.#begin(breaks);
    else this.#failures.push({breaks, left: after});
  }

  heal(): void {
    this.#failures.length = 0;
    this.#trouble = undefined;
    for (const {request, version} of this.#held.splice(0)) {
      const real = this.open(version);
      real.addEventListener('success', () => {
        Object.assign(request, {result: real.result, readyState: 'done'});
        request.dispatchEvent(new IDBVersionChangeEvent('success'));
      });
    }
  }

  /** What was not committed did not happen, and nothing is answered any more. */
  kill(): void {
    this.#isDead = true;
    for (const database of this.#databases) {
      for (const transaction of transactionsOf(database)) transaction._abort(null);
      database.close();
    }
    this.#browser.locks.releaseAll(this);
  }

  // What the page asks of its browser

  open(version: number | undefined): IDBOpenDBRequest {
    if (this.#isDead || this.#trouble === 'blocked') return this.#hold(version);
    if (this.#trouble === 'lost' || this.#trouble === 'answer-lost') return this.#refuse();
    const request = this.#browser.factory.open(NAME, version);
    request.addEventListener('success', () => this.#watch(request.result));
    return request;
  }

  /** Never answers, or only when the page heals; an older page keeps the database from being upgraded. */
  #hold(version: number | undefined): IDBOpenDBRequest {
    const request = new IDBOpenDBRequest();
    if (this.#isDead) return request;
    this.#held.push({request, version});
    setImmediate(() => request.dispatchEvent(new IDBVersionChangeEvent('blocked')));
    return request;
  }

  #refuse(): IDBOpenDBRequest {
    const request = new IDBOpenDBRequest();
    setImmediate(() => {
      Object.assign(request, {error: new DOMException('The connection was lost.', 'UnknownError'), readyState: 'done'});
      request.dispatchEvent(new IDBVersionChangeEvent('error'));
    });
    return request;
  }

  #watch(database: IDBDatabase): void {
    this.#databases.add(database);
    const begin = database.transaction.bind(database);
    database.transaction = (...args) => {
      const transaction = begin(...args);
      if (transaction.mode === 'readwrite') this.#meet(transaction as Transaction);
      return transaction;
    };
  }

  #meet(transaction: Transaction): void {
    const breaks = this.#trouble === 'full' ? 'full' : this.#nextFailure();
    if (breaks === undefined) return;
    const start = transaction._start.bind(transaction);
    transaction._start = () => {
      const isEnding = transaction._requests.length === 0 && transaction._state !== 'finished';
      if (!isEnding) return start();
      if (breaks === 'answer-lost') {
        const tell = transaction.dispatchEvent.bind(transaction);
        transaction.dispatchEvent = (event) => {
          if (event.type !== 'complete') return tell(event);
          transaction.error = new DOMException('The connection was lost.', 'UnknownError');
          return tell(new IDBVersionChangeEvent('abort'));
        };
        start();
      } else transaction._abort(breaks === 'full' ? 'QuotaExceededError' : 'UnknownError');
      this.#begin(breaks);
    };
  }

  #nextFailure(): StorageBreaks | undefined {
    const [next] = this.#failures;
    if (!next) return undefined;
    if (next.left-- > 0) return undefined;
    this.#failures.shift();
    return next.breaks;
  }

  #begin(breaks: StorageBreaks): void {
    if (this.#trouble !== breaks) this.#browser.onFault(`storage ${breaks}`);
    this.#trouble = breaks;
    if (breaks === 'full') return;
    // Its words are of another type: the class, not what it makes.
    for (const database of this.#databases) forceCloseDatabase(database as unknown as typeof IDBDatabase);
    this.#databases.clear();
  }
}

const transactionsOf = (database: IDBDatabase): readonly Transaction[] => {
  const {_rawDatabase: raw} = database as unknown as {_rawDatabase: {transactions: readonly Transaction[]}};
  return raw.transactions.filter(({db, _state}) => db === database && _state !== 'finished');
};

interface Request {
  readonly owner: Page | undefined;
  readonly start: () => void;
}

/** One lock: pages wait for it in their order. */
class Locks {
  readonly #browser: Browser;
  #held: Request | undefined;
  #waiting: Request[] = [];

  constructor(browser: Browser) {
    this.#browser = browser;
  }

  request = async <Result>(
    name: string,
    {signal}: {readonly signal?: AbortSignal},
    work: () => Promise<Result>,
  ): Promise<Result> => {
    const owner = this.#browser.pages.get(pageOf(name));
    let request: Request | undefined;
    await new Promise<void>((resolve, reject) => {
      request = {owner, start: resolve};
      this.#waiting.push(request);
      signal?.addEventListener('abort', () => {
        this.#waiting = this.#waiting.filter((other) => other !== request);
        reject(signal.reason as Error);
      });
      this.#next();
    });
    try {
      return await work();
    } finally {
      if (this.#held === request) this.#held = undefined;
      this.#next();
    }
  };

  releaseAll(owner: Page): void {
    this.#waiting = this.#waiting.filter((request) => request.owner !== owner);
    if (this.#held?.owner === owner) this.#held = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#held) return;
    this.#held = this.#waiting.shift();
    this.#held?.start();
  }
}

/** What the pages of one browser tell each other. */
class Channels {
  readonly #channels = new Set<{onmessage: ((event: {data: unknown}) => void) | null}>();

  get Channel() {
    const channels = this.#channels;
    return class {
      onmessage: ((event: {data: unknown}) => void) | null = null;
      constructor() {
        channels.add(this);
      }
      postMessage(message: unknown): void {
        const data = structuredClone(message);
        for (const other of channels) if (other !== this) setImmediate(() => other.onmessage?.({data}));
      }
      close(): void {
        channels.delete(this);
        this.onmessage = null;
      }
    };
  }
}

/** A browser with its own database, locks and channels, in which the storage is the real one. */
export class Browser implements Device {
  readonly factory = new IDBFactory();
  readonly pages = new Map<number, Page>();
  readonly locks = new Locks(this);
  readonly onFault: (kind: string) => void;
  #opened = 0;

  constructor(time: VirtualTime, onFault: (kind: string) => void, hasChannels: boolean) {
    this.onFault = onFault;
    time.replace(globalThis, 'indexedDB', {
      open: (name: string, version?: number) =>
        this.pages.get(pageOf(name))?.open(version) ?? this.factory.open(NAME, version),
    });
    const {Channel} = new Channels();
    const Missing = class {
      constructor() {
        throw new DOMException('There are none here.', 'SecurityError');
      }
    };
    time.replace(globalThis, 'BroadcastChannel', hasChannels ? Channel : Missing);
  }

  open(): DeviceStorage {
    return new Page(this, ++this.#opened);
  }

  async read(): Promise<StorageSnapshot> {
    const database: Database = await openDB(NAME);
    try {
      const transaction = database.transaction([...ALL_STORES]);
      return {...EMPTY_SNAPSHOT, ...contentsOf(await readRows(transaction))};
    } finally {
      database.close();
    }
  }

  async putOddRows(now: number): Promise<void> {
    this.onFault('corrupt row');
    const database = await openDB(NAME);
    try {
      const stores = ['entries', 'answered', 'drafts', 'seen', 'consents'] as const;
      const transaction = database.transaction(stores, 'readwrite');
      const put = (store: (typeof stores)[number], value: unknown, key?: string) =>
        transaction.objectStore(store).put?.(value, key);
      await put('entries', leftBehind(now));
      await put('entries', {localId: `corrupt-${now}`, outgoing: 'none', state: 7});
      await put('entries', {id: 1});
      await put('answered', {localId: `corrupt-${now}`, message: {id: '\ud83d'}});
      await put('drafts', {text: 'Typed once', mediaUrls: [], editedAt: 8.64e15}, 'no-such-conversation');
      await put('drafts', 'nothing', 'corrupt');
      await put('seen', {activityAt: now + 1e12, count: -3}, 'no-such-conversation');
      await put('consents', null, 'nonsense');
      await transaction.done;
    } finally {
      database.close();
    }
  }

  renew(): void {
    // The database stays, empty.
  }
}
