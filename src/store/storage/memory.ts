import {callOut, reportThrown} from '../../util/report-thrown.js';
import type {Unsubscribe} from '../observable.js';
import {joinSends, type AnsweredSend, type OutboxEntry} from '../outbox/entry.js';
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
  type StoredConsent,
  type StoredDraft,
} from './port.js';
import {WatchedStorage} from './watched-storage.js';

/** A tab's turn to send, which comes when all those before it have ended. */
interface Turn {
  readonly tab: MemoryStorage;
  readonly start: () => void;
  readonly leave: () => Promise<void>;
}

/** What storages share that stand for tabs of one browser, or follow each other in one page. */
export class SharedMemory {
  readonly #tabs = new Set<MemoryStorage>();
  /** The first is the one that leads. */
  #turns: readonly Turn[] = [];
  #snapshot = EMPTY_SNAPSHOT;
  #removed: readonly string[] = [];

  /** @param durable whether it stands for a browser that keeps it when its tabs are gone */
  constructor(readonly durable = false) {}

  get snapshot(): StorageSnapshot {
    return this.#snapshot;
  }

  /** The tab whose turn it is to send. */
  get leader(): MemoryStorage | undefined {
    return this.#turns[0]?.tab;
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

  /** A tab is gone, and waits for no turn any more. */
  part(tab: MemoryStorage): void {
    this.#tabs.delete(tab);
    for (const turn of this.turnsOf(tab)) this.release(turn);
  }

  turnsOf(tab: MemoryStorage): readonly Turn[] {
    return this.#turns.filter((turn) => turn.tab === tab);
  }

  queue(turn: Turn): void {
    this.#turns = [...this.#turns, turn];
    if (this.#turns.length === 1) turn.start();
  }

  release(turn: Turn): void {
    const [leader] = this.#turns;
    this.#turns = this.#turns.filter((other) => other !== turn);
    if (leader === turn) this.#turns[0]?.start();
  }
}

/** What becomes of what is kept. */
export type Change = (snapshot: StorageSnapshot) => Partial<StorageSnapshot>;

/** Keeps everything for as long as the page lives: for pages that name no storage, private windows, other runtimes. */
export class MemoryStorage extends WatchedStorage implements InboxStorage {
  readonly #memory: SharedMemory;
  #end: 'cleared' | 'closed' | undefined;

  constructor(memory = new SharedMemory()) {
    super(memory.durable);
    this.#memory = memory;
    memory.join(this);
    this.tell(memory.snapshot);
  }

  async add(entry: OutboxEntry): Promise<OutboxEntry | undefined> {
    let result: OutboxEntry | undefined;
    await this.write(({entries}) => {
      result = entries.find(({localId}) => localId === entry.localId);
      if (result || this.#memory.wasRemoved(entry.localId)) return {};
      result = entry;
      return {entries: [...entries, entry]};
    });
    return result;
  }

  async update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined> {
    let result: OutboxEntry | undefined;
    await this.write(({entries}) => {
      const place = entries.findIndex((entry) => entry.localId === localId);
      result = entries[place];
      const next = result ? change(result) : 'keep';
      if (next === 'keep') return {};
      result = next === 'remove' ? undefined : next;
      if (result) return {entries: entries.with(place, result)};
      this.#memory.markRemoved(localId);
      return {entries: entries.toSpliced(place, 1)};
    });
    return result;
  }

  settle(send: AnsweredSend): Promise<void> {
    return this.write(({entries, answered}) => {
      const isMeant = ({localId}: {readonly localId: string}) => localId === send.localId;
      const place = answered.findIndex(isMeant);
      const all = place < 0 ? [...answered, send] : answered.with(place, joinSends(answered[place], send));
      const isQueued = entries.some(isMeant);
      if (isQueued) this.#memory.markRemoved(send.localId);
      return {
        entries: isQueued ? entries.filter((entry) => !isMeant(entry)) : entries,
        answered: all.slice(-KEPT_ANSWERED),
      };
    });
  }

  putDraft(conversationId: string, draft: StoredDraft): Promise<void> {
    const holds = ({editedAt}: StoredDraft) => editedAt > draft.editedAt;
    return this.write(({drafts}) => ({drafts: unlessHeld(drafts, conversationId, draft, holds)}));
  }

  putConsent(pair: string, consent: StoredConsent): Promise<void> {
    const holds = (kept: StoredConsent) => !isDecidedSince(kept, consent);
    return this.write(({consents}) => ({consents: unlessHeld(consents, pair, consent, holds)}));
  }

  putSeen(conversationId: string, mark: SeenMark): Promise<void> {
    const holds = (kept: SeenMark) => !isSeenFurther(kept, mark);
    return this.write(({seen}) => ({seen: unlessHeld(seen, conversationId, mark, holds)}));
  }

  lead(onTurn: () => () => Promise<void>): Unsubscribe {
    if (this.#end) return () => undefined;
    let finish: (() => Promise<void>) | undefined;
    let leaving: Promise<void> | undefined;
    const leave = async (): Promise<void> => {
      // Of a tab that is gone, nobody is there to finish anything.
      if (!this.#memory.turnsOf(this).includes(turn)) return;
      await finish?.().catch(reportThrown);
      this.#memory.release(turn);
    };
    const turn: Turn = {
      tab: this,
      start: () => (finish = callOut(onTurn)),
      leave: () => (leaving ??= leave()),
    };
    this.#memory.queue(turn);
    return () => void turn.leave();
  }

  clear(): Promise<void> {
    this.#memory.clear();
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.leaveTurns();
    this.#end = 'closed';
    this.silence();
    this.#memory.part(this);
  }

  /** Another tab changed something, or this one. */
  refresh(): void {
    if (!this.#end) this.tell(this.#memory.snapshot);
  }

  /** Somebody signed out. */
  onCleared(): void {
    this.#end = 'cleared';
    this.tell(EMPTY_SNAPSHOT, true);
    this.setState({cleared: true, trouble: undefined});
    void this.leaveTurns();
  }

  protected async leaveTurns(): Promise<void> {
    await Promise.all(this.#memory.turnsOf(this).map(({leave}) => leave()));
  }

  /** @throws StorageError */
  protected async write(change: Change): Promise<void> {
    if (this.#end) throw new StorageError(this.#end, false);
    let changes: Partial<StorageSnapshot>;
    try {
      changes = change(this.#memory.snapshot);
    } catch (thrown) {
      throw new StorageError('invalid', false, thrown);
    }
    this.#memory.change(changes);
  }
}

/** The map with another value, unless what is kept there stays. */
function unlessHeld<Value>(
  map: ReadonlyMap<string, Value>,
  key: string,
  value: Value,
  holds: (kept: Value) => boolean,
): ReadonlyMap<string, Value> {
  const kept = map.get(key);
  return kept !== undefined && holds(kept) ? map : new Map(map).set(key, value);
}
