import {joinSends, type AnsweredSend, type OutboxEntry} from '../../../src/store/outbox/entry.js';
import {
  EMPTY_SNAPSHOT,
  StorageError,
  type EntryChange,
  type InboxStorage,
  type StorageSnapshot,
  type StorageState,
  type StorageTrouble,
} from '../../../src/store/storage/port.js';

/** How a write goes wrong: certainly not taken, or nobody knows, whether it was taken or not. */
export type Failure = 'refused' | 'unknown-taken' | 'unknown-lost' | 'cleared';
export type Operation = 'add' | 'update' | 'settle';

interface Turn {
  readonly tab: FakeStorage;
  readonly onTurn: () => () => Promise<void>;
  finish?: () => Promise<void>;
}

/** What the tabs of one browser share, and what outlives them. */
export class FakeDatabase {
  snapshot: StorageSnapshot = EMPTY_SNAPSHOT;
  readonly tabs = new Set<FakeStorage>();
  readonly turns: Turn[] = [];
  leader: Turn | undefined;
  readonly removed = new Set<string>();

  change(change: Partial<StorageSnapshot>): void {
    this.snapshot = {...this.snapshot, ...change};
    for (const tab of [...this.tabs]) tab.tellSnapshot();
  }

  lead(turn: Turn): void {
    this.turns.push(turn);
    this.next();
  }

  leave(turn: Turn): void {
    const place = this.turns.indexOf(turn);
    if (place >= 0) this.turns.splice(place, 1);
    if (this.leader === turn) this.leader = undefined;
    this.next();
  }

  next(): void {
    if (this.leader) return;
    this.leader = this.turns.shift();
    if (this.leader) this.leader.finish = this.leader.onTurn();
  }
}

/** A storage in memory that fails when a test says so. */
export class FakeStorage implements InboxStorage {
  state: StorageState = {durable: true, exclusive: true, setAside: 0};
  /** Asked before every write. */
  failure: (operation: Operation) => Failure | undefined = () => undefined;
  readonly #database: FakeDatabase;
  readonly #watchers = new Set<(snapshot: StorageSnapshot) => void>();
  readonly #listeners = new Set<() => void>();

  constructor(database = new FakeDatabase()) {
    this.#database = database;
    database.tabs.add(this);
  }

  get entries(): readonly OutboxEntry[] {
    return this.#database.snapshot.entries;
  }

  get answered(): readonly AnsweredSend[] {
    return this.#database.snapshot.answered;
  }

  /** Begins or ends a trouble; what is really there is told when it ends. */
  setTrouble(trouble: StorageTrouble | undefined): void {
    this.state = {...this.state, trouble};
    for (const listener of [...this.#listeners]) listener();
    if (!trouble) this.tellSnapshot();
  }

  setExclusive(exclusive: boolean): void {
    this.state = {...this.state, exclusive};
  }

  tellSnapshot(): void {
    if (this.state.trouble) return;
    for (const watcher of [...this.#watchers]) watcher(this.#database.snapshot);
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  watch(listener: (snapshot: StorageSnapshot) => void): () => void {
    this.#watchers.add(listener);
    if (!this.state.trouble) listener(this.#database.snapshot);
    return () => this.#watchers.delete(listener);
  }

  add(entry: OutboxEntry): Promise<OutboxEntry | undefined> {
    return this.#write('add', () => {
      const {entries} = this.#database.snapshot;
      const known = entries.find(({localId}) => localId === entry.localId);
      if (known || this.#database.removed.has(entry.localId)) return known;
      this.#database.change({entries: [...entries, entry]});
      return entry;
    });
  }

  update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined> {
    return this.#write('update', () => {
      const {entries} = this.#database.snapshot;
      const current = entries.find((entry) => entry.localId === localId);
      if (!current) return undefined;
      const next = change(current);
      if (next === 'keep') return current;
      if (next === 'remove') {
        this.#database.removed.add(localId);
        this.#database.change({entries: entries.filter((entry) => entry !== current)});
        return undefined;
      }
      this.#database.change({entries: entries.map((entry) => (entry === current ? next : entry))});
      return next;
    });
  }

  settle(send: AnsweredSend): Promise<void> {
    return this.#write('settle', () => {
      const {entries, answered} = this.#database.snapshot;
      if (entries.some(({localId}) => localId === send.localId)) this.#database.removed.add(send.localId);
      this.#database.change({
        entries: entries.filter(({localId}) => localId !== send.localId),
        answered: [
          ...answered.filter(({localId}) => localId !== send.localId),
          joinSends(
            answered.find(({localId}) => localId === send.localId),
            send,
          ),
        ],
      });
    });
  }

  putDraft = (): Promise<void> => Promise.resolve();
  putConsent = (): Promise<void> => Promise.resolve();
  putSeen = (): Promise<void> => Promise.resolve();

  lead(onTurn: () => () => Promise<void>): () => void {
    const turn: Turn = {tab: this, onTurn};
    this.#database.lead(turn);
    return () => {
      const leave = () => this.#database.leave(turn);
      if (this.#database.leader === turn && turn.finish) void turn.finish().then(leave);
      else leave();
    };
  }

  clear(): Promise<void> {
    this.#database.change(EMPTY_SNAPSHOT);
    return Promise.resolve();
  }

  /** Hears nothing more, and lets the next tab lead: also when its page dies without a word. */
  close(): Promise<void> {
    this.#watchers.clear();
    this.#listeners.clear();
    this.#database.tabs.delete(this);
    this.failure = () => 'refused';
    const {leader, turns} = this.#database;
    for (const turn of turns.filter(({tab}) => tab === this)) this.#database.leave(turn);
    if (leader?.tab === this) this.#database.leave(leader);
    return Promise.resolve();
  }

  async #write<Result>(operation: Operation, work: () => Result): Promise<Result> {
    await Promise.resolve();
    const failure = this.failure(operation);
    const {trouble} = this.state;
    if (failure === 'unknown-taken') work();
    if (failure) {
      const isUnknown = failure === 'unknown-taken' || failure === 'unknown-lost';
      throw new StorageError(failure === 'cleared' ? 'cleared' : (trouble ?? (isUnknown ? 'lost' : 'full')), isUnknown);
    }
    if (trouble) throw new StorageError(trouble, false);
    return work();
  }
}
