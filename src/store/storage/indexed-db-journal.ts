import {openDB, type DBSchema, type IDBPDatabase} from 'idb';
import type {Draft} from '../drafts.js';
import {KEPT_ANSWERED, type EntryChange, type Journal, type JournalConsent, type JournalSnapshot} from '../journal.js';
import {JournalMemory, MemoryJournal} from '../memory-journal.js';
import type {Unsubscribe} from '../observable.js';
import type {AnsweredSend, OutboxEntry} from '../outbox-entry.js';
import {entryFromRow, rowFromEntry, type EntryRow} from './entry-row.js';

interface Schema extends DBSchema {
  entries: {key: number; value: EntryRow; indexes: {localId: string}};
  answered: {key: number; value: AnsweredSend; indexes: {localId: string}};
  drafts: {key: string; value: Draft};
  consents: {key: string; value: JournalConsent};
}

const VERSION = 1;

/**
 * Opens the journal of that name, shared by every tab of this origin.
 *
 * Where the browser keeps nothing (a private window, storage switched off, a full disk), the answer is a journal that
 * lives as long as the page, and says so.
 */
export async function openJournal(name: string): Promise<Journal> {
  try {
    const database = await openDB<Schema>(name, VERSION, {
      upgrade(fresh) {
        fresh.createObjectStore('entries', {autoIncrement: true}).createIndex('localId', 'localId', {unique: true});
        fresh.createObjectStore('answered', {autoIncrement: true}).createIndex('localId', 'localId', {unique: true});
        fresh.createObjectStore('drafts');
        fresh.createObjectStore('consents');
      },
    });
    const journal = new IndexedDbJournal(name, database);
    await journal.reload();
    return journal;
  } catch {
    return new MemoryJournal();
  }
}

/** Falls back to the page's own memory when the database fails under way, so that sending goes on and nothing is lost. */
class IndexedDbJournal implements Journal {
  private readonly channel: BroadcastChannel;
  private readonly listeners = new Set<(snapshot: JournalSnapshot) => void>();
  private readonly closing = new AbortController();
  private snapshot: JournalSnapshot | undefined;
  private fallback: MemoryJournal | undefined;
  private turn: Promise<void> = Promise.resolve();
  private reloading: Promise<void> | undefined;
  private reloadAgain = false;

  constructor(
    private readonly name: string,
    private readonly database: IDBPDatabase<Schema>,
  ) {
    this.channel = new BroadcastChannel(name);
    this.channel.onmessage = () => void this.reload();
  }

  get durable(): boolean {
    return !this.fallback;
  }

  watch(listener: (snapshot: JournalSnapshot) => void): Unsubscribe {
    this.listeners.add(listener);
    if (this.snapshot) listener(this.snapshot);
    return () => this.listeners.delete(listener);
  }

  add(entry: OutboxEntry): Promise<void> {
    return this.attempt(
      async () => {
        await this.database.add('entries', rowFromEntry(entry));
        await this.changed();
      },
      (memory) => memory.add(entry),
    );
  }

  update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined> {
    return this.attempt(
      () => this.updateRow(localId, change),
      (memory) => memory.update(localId, change),
    );
  }

  putAnswered(send: AnsweredSend): Promise<void> {
    return this.attempt(
      () => this.putAnsweredRow(send),
      (memory) => memory.putAnswered(send),
    );
  }

  putDraft(conversationId: string, draft: Draft | undefined): Promise<void> {
    return this.attempt(
      async () => {
        if (draft) await this.database.put('drafts', draft, conversationId);
        else await this.database.delete('drafts', conversationId);
        await this.changed();
      },
      (memory) => memory.putDraft(conversationId, draft),
    );
  }

  putConsent(conversationId: string, consent: JournalConsent): Promise<void> {
    return this.attempt(
      async () => {
        await this.database.put('consents', consent, conversationId);
        await this.changed();
      },
      (memory) => memory.putConsent(conversationId, consent),
    );
  }

  private async updateRow(localId: string, change: EntryChange): Promise<OutboxEntry | undefined> {
    const transaction = this.database.transaction('entries', 'readwrite');
    const cursor = await transaction.store.index('localId').openCursor(localId);
    if (!cursor) return undefined;
    const current = entryFromRow(cursor.value);
    const next = change(current);
    if (next === 'remove') await cursor.delete();
    else if (next !== 'keep') await cursor.update(rowFromEntry(next));
    await transaction.done;
    if (next !== 'keep') await this.changed();
    if (next === 'remove') return undefined;
    return next === 'keep' ? current : next;
  }

  private async putAnsweredRow(send: AnsweredSend): Promise<void> {
    const {store, done} = this.database.transaction('answered', 'readwrite');
    const cursor = await store.index('localId').openCursor(send.localId);
    if (cursor) await cursor.update(send);
    else await store.add(send);
    const surplus = (await store.count()) - KEPT_ANSWERED;
    if (surplus > 0) for (const key of await store.getAllKeys(undefined, surplus)) await store.delete(key);
    await done;
    await this.changed();
  }

  lead(onTurn: () => () => Promise<void>): Unsubscribe {
    const leaving = new AbortController();
    const turn = async (): Promise<void> => {
      // Only now is it certain that no other tab changes entries as the sender.
      await this.reload();
      const finish = onTurn();
      await new Promise<void>((resolve) => {
        if (leaving.signal.aborted) resolve();
        leaving.signal.addEventListener('abort', () => resolve());
      });
      await finish();
    };
    const {signal} = this.closing;
    this.turn = navigator.locks.request(`${this.name}:sender`, {signal}, turn).catch(() => {
      // Called off while waiting for the turn.
    });
    return () => {
      leaving.abort();
      this.closing.abort();
    };
  }

  clear(): Promise<void> {
    return this.attempt(
      async () => {
        const stores = ['entries', 'answered', 'drafts', 'consents'] as const;
        const transaction = this.database.transaction(stores, 'readwrite');
        await Promise.all(stores.map((store) => transaction.objectStore(store).clear()));
        await transaction.done;
        await this.changed();
      },
      (memory) => memory.clear(),
    );
  }

  close(): void {
    this.listeners.clear();
    this.closing.abort();
    // A request that is still under way has its answer to write down.
    void this.turn.then(() => {
      this.channel.close();
      this.database.close();
    });
  }

  /** Reads everything again. Reads that are asked for meanwhile are answered by one more. */
  async reload(): Promise<void> {
    if (this.fallback) return;
    if (this.reloading) {
      this.reloadAgain = true;
      return this.reloading;
    }
    this.reloading = (async () => {
      do {
        this.reloadAgain = false;
        this.snapshot = await this.readAll();
        for (const listener of [...this.listeners]) listener(this.snapshot);
      } while (this.reloadAgain);
    })();
    try {
      await this.reloading;
    } finally {
      this.reloading = undefined;
    }
  }

  private async readAll(): Promise<JournalSnapshot> {
    const transaction = this.database.transaction(['entries', 'answered', 'drafts', 'consents']);
    const [entries, answered, draftIds, drafts, consentIds, consents] = await Promise.all([
      transaction.objectStore('entries').getAll(),
      transaction.objectStore('answered').getAll(),
      transaction.objectStore('drafts').getAllKeys(),
      transaction.objectStore('drafts').getAll(),
      transaction.objectStore('consents').getAllKeys(),
      transaction.objectStore('consents').getAll(),
    ]);
    return {
      entries: entries.map(entryFromRow),
      answered,
      drafts: pair(draftIds, drafts),
      consents: pair(consentIds, consents),
    };
  }

  /** Does it in the database, or from the first failure on in memory. */
  private async attempt<Result>(
    durably: () => Promise<Result>,
    inMemory: (memory: MemoryJournal) => Promise<Result>,
  ): Promise<Result> {
    if (this.fallback) return inMemory(this.fallback);
    try {
      return await durably();
    } catch {
      return inMemory(this.fallBack());
    }
  }

  private fallBack(): MemoryJournal {
    if (this.fallback) return this.fallback;
    const memory = new JournalMemory();
    if (this.snapshot) memory.snapshot = this.snapshot;
    const fallback = new MemoryJournal(memory);
    this.fallback = fallback;
    fallback.watch((snapshot) => {
      this.snapshot = snapshot;
      for (const listener of [...this.listeners]) listener(snapshot);
    });
    return fallback;
  }

  private async changed(): Promise<void> {
    this.channel.postMessage('changed');
    await this.reload();
  }
}

function pair<Value>(ids: readonly string[], values: readonly Value[]): ReadonlyMap<string, Value> {
  const paired = new Map<string, Value>();
  ids.forEach((id, index) => {
    const value = values[index];
    if (value !== undefined) paired.set(id, value);
  });
  return paired;
}
