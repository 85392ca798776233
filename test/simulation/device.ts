import type {InboxStorage, StorageSnapshot} from '../../src/store/storage/port.js';
import type {OutboxEntry} from '../../src/store/outbox/entry.js';
import {FaultyStorage, SlowMemory} from '../support/faulty-memory.js';
import type {StorageBreaks} from './operations.js';

/** What the pages of one browser keep there, and share. */
export interface Device {
  /** Another page opens it. */
  open(isInsecure: boolean): DeviceStorage;
  /** What it holds by now. */
  read(): Promise<StorageSnapshot>;
  /** Rows that an older build, a page that died, or a hand left behind. */
  putOddRows(now: number): Promise<void>;
  /** After somebody signed out; whoever goes on opens it anew. */
  renew(): void;
}

/** One page's way to it. */
export interface DeviceStorage {
  readonly storage: InboxStorage;
  /** Breaks after so many writes, until it heals. */
  break(breaks: StorageBreaks, after: number): void;
  heal(): void;
  /** The page's process is gone. */
  kill(): void;
}

/** A message whose page died while it was under way, in a time that lies ahead and a conversation that is gone. */
export const leftBehind = (now: number): OutboxEntry => ({
  ...{localId: `odd-${now}`, state: 'sending', attempts: 7, createdAt: now + 1e12, claim: 'page-that-died:1'},
  outgoing: {conversationId: 'no-such-conversation', text: 'Left behind'},
});

/** A browser that cannot tell tabs apart safely. */
class InsecureStorage extends FaultyStorage {
  constructor(memory: SlowMemory) {
    super(memory);
    this.setState({exclusive: false});
  }
}

class MemoryDeviceStorage implements DeviceStorage {
  readonly storage: FaultyStorage;
  readonly #onFault: (kind: string) => void;

  constructor(memory: SlowMemory, isInsecure: boolean, onFault: (kind: string) => void) {
    this.storage = isInsecure ? new InsecureStorage(memory) : new FaultyStorage(memory);
    this.#onFault = onFault;
  }

  break(breaks: StorageBreaks, after: number): void {
    this.#onFault(`storage ${breaks}`);
    if (breaks === 'blocked') this.storage.break('blocked');
    else if (breaks === 'answer-lost') this.storage.failNext({trouble: 'lost', happens: true, after});
    else this.storage.failNext({trouble: breaks, after});
  }

  heal(): void {
    this.storage.heal();
  }

  kill(): void {
    this.storage.kill();
  }
}

/** Kept in this process: the same rules as a database's, in no time. */
export class MemoryDevice implements Device {
  readonly #onFault: (kind: string) => void;
  #memory = new SlowMemory(true);

  constructor(onFault: (kind: string) => void) {
    this.#onFault = onFault;
  }

  open(isInsecure: boolean): DeviceStorage {
    return new MemoryDeviceStorage(this.#memory, isInsecure, this.#onFault);
  }

  read(): Promise<StorageSnapshot> {
    return Promise.resolve(this.#memory.snapshot);
  }

  putOddRows(now: number): Promise<void> {
    const {entries, drafts, seen, consents} = this.#memory.snapshot;
    this.#memory.change({
      entries: [leftBehind(now), ...entries],
      drafts: new Map(drafts).set('no-such-conversation', {text: 'Typed once', mediaUrls: [], editedAt: 8.64e15}),
      seen: new Map(seen).set('no-such-conversation', {activityAt: now + 1e12, count: -3}),
      consents: new Map(consents).set('nonsense', {consent: {state: 'unknown', source: 'derived'}}),
    });
    return Promise.resolve();
  }

  renew(): void {
    this.#memory = new SlowMemory(true);
  }
}
