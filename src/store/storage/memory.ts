import {reportThrown} from '../../util/report-thrown.js';
import type {Unsubscribe} from '../observable.js';
import type {AnsweredSend, OutboxEntry} from '../outbox/entry.js';
import {
  EMPTY_SNAPSHOT,
  isDecidedSince,
  isSeenFurther,
  KEPT_ANSWERED,
  KEPT_REMOVED,
  StorageError,
  type EntryChange,
  type InboxStorage,
  type SeenMark,
  type StorageSnapshot,
  type StorageTrouble,
  type StoredConsent,
  type StoredDraft,
} from './port.js';
import {WatchedStorage} from './watched-storage.js';

/** A failure that a test orders. */
export interface MemoryFailure {
  readonly trouble: 'lost' | 'full';
  /** How many writes go well before; none without it. */
  readonly after?: number;
  /** The write that fails happens all the same, and only its answer is lost. */
  readonly happens?: boolean;
}

interface Turn {
  readonly owner: MemoryStorage;
  readonly start: () => void;
}

/** What several memory storages share when they stand for tabs of one browser. */
export class SharedMemory {
  readonly #tabs = new Set<MemoryStorage>();
  readonly #waiting: Turn[] = [];
  #snapshot = EMPTY_SNAPSHOT;
  #removed: readonly string[] = [];
  #leader: Turn | undefined;
  /** Awaited before every write, so that other things can happen in between; without it a write is done at once. */
  delay: (() => Promise<void>) | undefined;

  /** @param durable whether it stands for a browser that keeps it when its tabs are gone */
  constructor(readonly durable = false) {}

  get snapshot(): StorageSnapshot {
    return this.#snapshot;
  }

  /** The tab whose turn it is to send. */
  get leader(): MemoryStorage | undefined {
    return this.#leader?.owner;
  }

  change(change: Partial<StorageSnapshot>): void {
    this.#snapshot = {...this.#snapshot, ...change};
    for (const tab of [...this.#tabs]) tab.refresh();
  }

  /** Whether an entry was there and was taken out. */
  wasRemoved(localId: string): boolean {
    return this.#removed.includes(localId);
  }

  markRemoved(localId: string): void {
    this.#removed = [...this.#removed, localId].slice(-KEPT_REMOVED);
  }

  /** Everything is gone, and so is every tab that had it open. */
  clear(): void {
    this.#snapshot = EMPTY_SNAPSHOT;
    this.#removed = [];
    for (const tab of [...this.#tabs]) tab.onCleared();
    this.#tabs.clear();
  }

  join(tab: MemoryStorage): void {
    this.#tabs.add(tab);
  }

  part(tab: MemoryStorage): void {
    this.#tabs.delete(tab);
  }

  queue(turn: Turn): void {
    this.#waiting.push(turn);
    this.#next();
  }

  /** The turn goes to whoever waits longest. */
  release(turn: Turn): void {
    const place = this.#waiting.indexOf(turn);
    if (place >= 0) this.#waiting.splice(place, 1);
    if (this.#leader !== turn) return;
    this.#leader = undefined;
    this.#next();
  }

  #next(): void {
    if (this.#leader) return;
    this.#leader = this.#waiting.shift();
    this.#leader?.start();
  }
}

type Change = (snapshot: StorageSnapshot) => Partial<StorageSnapshot>;

/**
 * Keeps everything for as long as the page lives: for pages that name no storage, private windows, other runtimes, and
 * tests, which can order every failure that a database has.
 */
export class MemoryStorage extends WatchedStorage implements InboxStorage {
  readonly #memory: SharedMemory;
  /** How to leave every turn that is waited for or held. */
  readonly #turns = new Map<Turn, () => Promise<void>>();
  readonly #failures: MemoryFailure[] = [];
  readonly #writing = new Set<Promise<void>>();
  #end: 'cleared' | 'closed' | undefined;
  #isDead = false;

  constructor(memory = new SharedMemory()) {
    super(memory.durable);
    this.#memory = memory;
    memory.join(this);
    this.tell(memory.snapshot);
  }

  // What a test can order

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
    if (!this.#end) this.tell(this.#memory.snapshot, true);
    this.setState({trouble: undefined});
  }

  /** Dies without a word, as a page whose process is killed: no write is answered any more, and its turn is free. */
  kill(): void {
    this.#isDead = true;
    this.silence();
    this.#memory.part(this);
    for (const turn of [...this.#turns.keys()]) this.#memory.release(turn);
    this.#turns.clear();
  }

  // The storage

  async add(entry: OutboxEntry): Promise<OutboxEntry | undefined> {
    let result: OutboxEntry | undefined;
    await this.#write(({entries}) => {
      result = entries.find(({localId}) => localId === entry.localId);
      if (result || this.#memory.wasRemoved(entry.localId)) return {};
      result = entry;
      return {entries: [...entries, entry]};
    });
    return result;
  }

  async update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined> {
    let result: OutboxEntry | undefined;
    await this.#write(({entries}) => {
      const current = entries.find((entry) => entry.localId === localId);
      const next = current ? change(current) : 'keep';
      result = next === 'keep' ? current : next === 'remove' ? undefined : next;
      if (next === 'keep') return {};
      if (next === 'remove') this.#memory.markRemoved(localId);
      return {entries: entries.flatMap((entry) => (entry !== current ? [entry] : next === 'remove' ? [] : [next]))};
    });
    return result;
  }

  settle(send: AnsweredSend): Promise<void> {
    return this.#write(({entries, answered}) => {
      const others = entries.filter(({localId}) => localId !== send.localId);
      if (others.length < entries.length) this.#memory.markRemoved(send.localId);
      const isKnown = answered.some(({localId}) => localId === send.localId);
      const all = isKnown
        ? answered.map((known) => (known.localId === send.localId ? send : known))
        : [...answered, send];
      return {entries: others.length === entries.length ? entries : others, answered: all.slice(-KEPT_ANSWERED)};
    });
  }

  putDraft(conversationId: string, draft: StoredDraft): Promise<void> {
    return this.#write(({drafts}) => {
      const kept = drafts.get(conversationId);
      return kept && kept.editedAt > draft.editedAt ? {} : {drafts: new Map(drafts).set(conversationId, draft)};
    });
  }

  putConsent(pair: string, consent: StoredConsent): Promise<void> {
    return this.#write(({consents}) => {
      const kept = consents.get(pair);
      return kept && !isDecidedSince(kept, consent) ? {} : {consents: new Map(consents).set(pair, consent)};
    });
  }

  putSeen(conversationId: string, mark: SeenMark): Promise<void> {
    return this.#write(({seen}) => {
      const kept = seen.get(conversationId);
      return kept && !isSeenFurther(kept, mark) ? {} : {seen: new Map(seen).set(conversationId, mark)};
    });
  }

  lead(onTurn: () => () => Promise<void>): Unsubscribe {
    if (this.#end || this.#isDead) return () => undefined;
    let finish: (() => Promise<void>) | undefined;
    const start = () => {
      try {
        finish = onTurn();
      } catch (thrown) {
        reportThrown(thrown);
      }
    };
    const turn: Turn = {owner: this, start};
    const leave = async (): Promise<void> => {
      if (!this.#turns.delete(turn)) return;
      try {
        await finish?.();
      } catch (thrown) {
        reportThrown(thrown);
      }
      if (!this.#isDead) this.#memory.release(turn);
    };
    this.#turns.set(turn, leave);
    this.#memory.queue(turn);
    return () => void leave();
  }

  clear(): Promise<void> {
    this.#memory.clear();
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.#leaveTurns();
    await Promise.allSettled(this.#writing);
    this.#end = 'closed';
    this.silence();
    this.#memory.part(this);
  }

  // What the memory tells its tabs

  /** Another tab changed something, or this one. */
  refresh(): void {
    if (this.state.trouble === undefined && !this.#end) this.tell(this.#memory.snapshot);
  }

  /** Somebody signed out. */
  onCleared(): void {
    this.#end = 'cleared';
    this.tell(EMPTY_SNAPSHOT, true);
    this.setState({cleared: true, trouble: undefined});
    void this.#leaveTurns();
  }

  async #leaveTurns(): Promise<void> {
    await Promise.all([...this.#turns.values()].map((leave) => leave()));
  }

  async #write(change: Change): Promise<void> {
    if (this.#end) throw new StorageError(this.#end, false);
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
    if (this.#end) throw new StorageError(this.#end, false);
    if (trouble !== undefined) throw new StorageError(trouble, false);
    const failure = this.#nextFailure();
    if (failure) this.break(failure.trouble);
    if (!failure || failure.happens) this.#memory.change(attempt(change, this.#memory.snapshot));
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

function attempt(change: Change, snapshot: StorageSnapshot): Partial<StorageSnapshot> {
  try {
    return change(snapshot);
  } catch (thrown) {
    throw new StorageError('invalid', false, thrown);
  }
}
