import {TabChannel, watchPage} from '../../util/tabs.js';
import {startTimer} from '../../util/timer.js';
import {joinSends, type AnsweredSend, type OutboxEntry} from '../outbox/entry.js';
import type {Unsubscribe} from '../observable.js';
import {Connection} from './connection.js';
import {contentsOf, readRows, type StoreRows} from './contents.js';
import {deleteStorage} from './delete-storage.js';
import {countOdd, isPast, keepHouse, keepingTime, pruneAnswered} from './housekeeping.js';
import {Leadership} from './leadership.js';
import {
  EMPTY_SNAPSHOT,
  isDecidedSince,
  isSeenFurther,
  StorageError,
  type EntryChange,
  type InboxStorage,
  type SeenMark,
  type StorageSnapshot,
  type StoredConsent,
  type StoredDraft,
} from './port.js';
import {
  entryFromRow,
  isAnsweredSend,
  isId,
  isSeenMark,
  isStoredConsent,
  isStoredDraft,
  rowFromAnswered,
  rowFromEntry,
} from './rows.js';
import {
  CONTENT_STORES,
  removedIds,
  removeEntry,
  type ContentStore,
  type Database,
  type ReadTransaction,
  type WriteTransaction,
} from './schema.js';
import {SentMemory} from './sent-memory.js';
import {messageFrom, type TabMessage} from './tab-message.js';
import {WatchedStorage} from './watched-storage.js';

/** How often tabs that cannot tell each other anything look what the others did, in milliseconds. */
const LOOK = 5000;

export interface StorageOptions {
  /**
   * How long the texts of answered sends stay on the device, in milliseconds; `KEEP_SENT_FOR` without it. With 0 none is
   * written there; this page's memory alone holds what recognising them in the history needs.
   */
  readonly keepSentFor?: number;
}

/** What is kept in the browser's database, and shared with every tab that has it open. */
export class IndexedDbStorage extends WatchedStorage implements InboxStorage {
  readonly #name: string;
  readonly #keepSentFor: number;
  readonly #connection: Connection;
  readonly #channel: TabChannel<TabMessage>;
  readonly #leadership: Leadership;
  readonly #stopWatching: () => void;
  readonly #sent = new SentMemory();
  /** Stores that other tabs changed since they were read here. */
  readonly #stale = new Set<ContentStore>();
  #odd: ReadonlyMap<ContentStore, number> = new Map();
  #reloading: Promise<boolean> | undefined;
  #isClosed = false;
  #stopPruning: () => void = () => undefined;
  #stopLooking: () => void = () => undefined;

  constructor(name: string, {keepSentFor}: StorageOptions) {
    super(true);
    this.#name = name;
    this.#keepSentFor = keepingTime(keepSentFor);
    this.#connection = new Connection(name, {
      readAll: (database) => this.#readAll(database),
      maintain: (transaction) => keepHouse(transaction, this.#keepSentFor),
      onTrouble: (trouble) => this.setState({trouble}),
      onEnd: (end) => this.#onEnd(end),
    });
    this.#channel = new TabChannel(name, (data) => this.#onMessage(messageFrom(data)));
    this.#leadership = new Leadership({
      name,
      ready: (signal) => this.#ready(signal),
      write: (work) => this.#connection.write(work),
      onFree: () => this.#channel.post({type: 'turn-free'}),
    });
    this.#stopWatching = watchPage({onWake: () => this.#wake(), onHide: () => this.#leadership.hide()});
    if (!this.#channel.works) this.#lookAgain();
  }

  start(): Promise<boolean> {
    return this.#connection.start();
  }

  async add(entry: OutboxEntry): Promise<OutboxEntry | undefined> {
    const row = checked(() => rowFromEntry(entry), isEntry);
    return this.#change(['entries'], async (transaction) => {
      const store = transaction.objectStore('entries');
      const known = await store.index('localId').get(entry.localId);
      if (known !== undefined) return entryFromRow(known);
      if ((await removedIds(transaction)).includes(entry.localId)) return undefined;
      await store.add(row);
      return entry;
    });
  }

  async update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined> {
    return this.#change(['entries'], async (transaction) => {
      const store = transaction.objectStore('entries');
      const key = await store.index('localId').getKey(localId);
      const current = key === undefined ? undefined : entryFromRow(await store.get(key));
      if (key === undefined || !current) return undefined;
      const next = checked(
        () => change(current),
        () => true,
      );
      if (next === 'keep') return current;
      if (next === 'remove') await removeEntry(transaction, key, localId);
      else
        await store.put(
          checked(() => rowFromEntry(next), isEntry),
          key,
        );
      return next === 'remove' ? undefined : next;
    });
  }

  async settle(send: AnsweredSend): Promise<void> {
    const row = checked(() => rowFromAnswered(send), isAnsweredSend);
    const isKept = this.#keepSentFor > 0;
    const forget = this.#sent.add(row);
    try {
      await this.#change(
        ['entries', 'answered'],
        async (transaction) => {
          const entry = await transaction.objectStore('entries').index('localId').getKey(row.localId);
          if (entry !== undefined) await removeEntry(transaction, entry, row.localId);
          const answered = transaction.objectStore('answered');
          const key = await answered.index('localId').getKey(row.localId);
          const known: unknown = key === undefined ? undefined : await answered.get(key);
          if (isKept) await answered.put(joinSends(isAnsweredSend(known) ? known : undefined, row), key);
          else if (key !== undefined) await answered.delete(key);
          await pruneAnswered(transaction, this.#keepSentFor);
        },
        isKept ? undefined : row,
      );
    } catch (thrown) {
      if (!(thrown instanceof StorageError && thrown.outcomeUnknown)) forget();
      throw thrown;
    }
  }

  async putDraft(conversationId: string, draft: StoredDraft): Promise<void> {
    const row = checked(() => ({...draft, mediaUrls: [...draft.mediaUrls]}), isStoredDraft);
    await this.#put('drafts', conversationId, row, (kept) => isStoredDraft(kept) && kept.editedAt > row.editedAt);
  }

  async putConsent(pair: string, consent: StoredConsent): Promise<void> {
    const row = checked(() => ({...consent, consent: {...consent.consent}}), isStoredConsent);
    await this.#put('consents', pair, row, (kept) => isStoredConsent(kept) && !isDecidedSince(kept, row));
  }

  async putSeen(conversationId: string, seen: SeenMark): Promise<void> {
    const row = checked(() => ({...seen}), isSeenMark);
    await this.#put('seen', conversationId, row, (kept) => isSeenMark(kept) && !isSeenFurther(kept, row));
  }

  lead(onTurn: () => () => Promise<void>): Unsubscribe {
    return this.#isClosed || this.state.cleared ? () => undefined : this.#leadership.lead(onTurn);
  }

  async clear(): Promise<void> {
    // At once, so that nothing is written behind its back.
    this.#connection.end('cleared');
    await deleteStorage(this.#name);
  }

  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#isClosed = true;
    // Whoever leads has an answer to write down first.
    await this.#leadership.leave();
    this.#stopWatching();
    this.#stopLooking();
    await this.#connection.close();
    await this.#reloading;
    this.silence();
    this.#stopPruning();
    this.#channel.close();
  }

  /** @param holds whether what is kept there stays */
  async #put(
    name: 'drafts' | 'consents' | 'seen',
    key: string,
    row: StoredDraft | StoredConsent | SeenMark,
    holds: (kept: unknown) => boolean,
  ): Promise<void> {
    checked(() => key, isId);
    await this.#change([name], async (transaction) => {
      const store = transaction.objectStore(name);
      if (holds(await store.get(key))) return;
      // Not waited for: a page that is loaded again this very moment keeps only what was asked to be committed. The
      // transaction tells when it failed.
      store.put(row, key).catch(() => undefined);
    });
  }

  /**
   * One step: the work, and a look at what the stores hold then.
   *
   * @param sent what other tabs are told, because no store keeps it
   */
  async #change<Result>(
    stores: readonly ContentStore[],
    work: (transaction: WriteTransaction) => Promise<Result>,
    sent?: AnsweredSend,
  ): Promise<Result> {
    // Queues are what a message is sent twice by, if a power cut takes them back.
    const isCareful = stores.includes('entries');
    const {result, rows} = await this.#connection.write(async (transaction) => {
      const done = await work(transaction);
      const reading = readRows(transaction, stores);
      // Nothing else follows: what was asked for is done also when the page is gone before it hears of that.
      transaction.commit();
      return {result: done, rows: await reading};
    }, isCareful);
    this.#show(rows);
    this.#channel.post({type: 'changed', stores, ...(sent && {sent})});
    return result;
  }

  async #readAll(database: Database): Promise<void> {
    this.#stale.clear();
    const [rows, aside] = await this.#connection.readFrom(database, (transaction) => this.#everything(transaction));
    this.#show(rows, aside, this.state.trouble !== undefined);
  }

  #everything(transaction: ReadTransaction, stores = CONTENT_STORES): Promise<[StoreRows, number]> {
    return Promise.all([readRows(transaction, stores), transaction.objectStore('aside').count()]);
  }

  #show(rows: StoreRows, aside?: number, always = false): void {
    if (this.state.cleared) return;
    this.#odd = new Map([...this.#odd, ...countOdd(rows)]);
    if (aside !== undefined) {
      this.setState({setAside: [...this.#odd.values()].reduce((sum, count) => sum + count, aside)});
    }
    const contents = contentsOf(rows, this.snapshot);
    this.tell({...contents, ...this.#answered(contents)}, always);
    this.#schedulePruning();
  }

  /** The answered sends that are still to be known: those of the database that are young enough, and those of memory. */
  #answered(contents: Partial<StorageSnapshot>): Partial<StorageSnapshot> {
    const known = this.snapshot ?? EMPTY_SNAPSHOT;
    const {answered = known.answered, entries = known.entries} = contents;
    if (!contents.answered && !contents.entries) return {};
    const now = Date.now();
    const young = answered.filter(({answeredAt}) => !isPast(answeredAt, this.#keepSentFor, now));
    return {answered: this.#sent.join(known.answered, young, entries)};
  }

  /** Reads what other tabs changed. Changes that are heard of meanwhile are read with the next look. */
  #reload(stores: readonly ContentStore[] = CONTENT_STORES): Promise<boolean> {
    stores.forEach((store) => this.#stale.add(store));
    this.#reloading ??= this.#readStale().finally(() => (this.#reloading = undefined));
    return this.#reloading;
  }

  async #readStale(): Promise<boolean> {
    try {
      while (this.#stale.size > 0) {
        const stores = [...this.#stale];
        this.#stale.clear();
        const [rows, aside] = await this.#connection.read((transaction) => this.#everything(transaction, stores));
        this.#show(rows, aside);
      }
      return true;
    } catch {
      // The connection knows, and reads everything when it is back.
      return false;
    }
  }

  /** What is kept was read just now, and nothing is in the way of writing. */
  async #ready(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      if (this.snapshot && this.state.trouble === undefined && (await this.#reload())) return;
      await this.#nextState(signal);
    }
  }

  async #nextState(signal: AbortSignal): Promise<void> {
    if (signal.aborted || (this.snapshot && this.state.trouble === undefined)) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        unsubscribe();
        signal.removeEventListener('abort', end);
        resolve();
      };
      const unsubscribe = this.subscribe(end);
      signal.addEventListener('abort', end);
    });
  }

  #onMessage(message: TabMessage): void {
    if (message.type === 'turn-free') return this.#leadership.look();
    if (message.type === 'changed') {
      if (message.sent) this.#sent.add(message.sent);
      void this.#reload(message.stores);
      return;
    }
    const {epoch} = this.#connection;
    if (epoch !== undefined && epoch === message.epoch) return;
    // Nobody can look into a database that is not there: what was written meanwhile belongs to whoever signed out.
    if (this.state.trouble !== undefined) this.#connection.end('cleared');
    else if (epoch !== undefined) void this.#reload();
  }

  /** The page is looked at again: what was missed meanwhile is read, what was lost is opened. */
  #wake(): void {
    if (this.state.trouble !== undefined) this.#connection.recover();
    else void this.#reload();
    this.#leadership.look();
  }

  #lookAgain(): void {
    this.#stopLooking = startTimer(LOOK, () => {
      const isHidden = typeof document !== 'undefined' && document.visibilityState === 'hidden';
      if (!isHidden && this.state.trouble === undefined) void this.#reload();
      this.#leadership.look();
      this.#lookAgain();
    });
  }

  #schedulePruning(): void {
    this.#stopPruning();
    if (this.#isClosed) return;
    const now = Date.now();
    const ends = (this.snapshot?.answered ?? []).map(({answeredAt}) => answeredAt + this.#keepSentFor);
    const next = ends.filter((end) => end > now);
    if (next.length > 0)
      this.#stopPruning = startTimer(Math.max(1000, Math.min(...next) - now), () => void this.#prune());
  }

  async #prune(): Promise<void> {
    try {
      await this.#change(['answered'], (transaction) => pruneAnswered(transaction, this.#keepSentFor));
    } catch {
      // It is done when the database is back.
    }
  }

  #onEnd(end: 'outdated' | 'cleared' | 'closed'): void {
    this.#stopPruning();
    if (end === 'cleared') {
      this.#sent.clear();
      this.tell(EMPTY_SNAPSHOT, true);
      this.setState({cleared: true, setAside: 0});
    }
    // Another tab has to send from now on.
    if (end !== 'closed') void this.#leadership.leave();
  }
}

const isEntry = (row: unknown): boolean => entryFromRow(row) !== undefined;

/** @throws StorageError where the value cannot be made, or would not be understood when it is read again */
function checked<Value>(make: () => Value, isUnderstood: (value: unknown) => boolean): Value {
  let value: Value;
  try {
    value = make();
  } catch (thrown) {
    throw new StorageError('invalid', false, thrown);
  }
  if (!isUnderstood(value)) throw new StorageError('invalid', false);
  return value;
}
