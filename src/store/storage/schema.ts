import type {DBSchema, IDBPDatabase, IDBPTransaction} from 'idb';
import {randomId} from '../../util/random-id.js';
import {KEPT_REMOVED, type StorageSnapshot} from './port.js';

/** What a row holds is checked when it is read: whoever wrote it may have been another version, or somebody else. */
interface Schema extends DBSchema {
  /** In the order they were written. */
  entries: {key: number; value: unknown; indexes: {localId: string}};
  answered: {key: number; value: unknown; indexes: {localId: string}};
  drafts: {key: string; value: unknown};
  consents: {key: string; value: unknown};
  seen: {key: string; value: unknown};
  /**
   * `epoch`: a new one with every sign-out. `lease`: who sends, where there are no locks. `probe`: can be written.
   * `removed`: the local ids of entries that were taken out.
   */
  meta: {key: string; value: unknown};
  /** Rows that were not understood. */
  aside: {key: number; value: unknown};
}

/** The stores whose rows make up a snapshot, by its fields' names. */
export type ContentStore = keyof StorageSnapshot;
type StoreName = ContentStore | 'meta' | 'aside';
export type Database = IDBPDatabase<Schema>;
export type ReadTransaction = IDBPTransaction<Schema, StoreName[]>;
export type WriteTransaction = IDBPTransaction<Schema, StoreName[], 'readwrite'>;
export type UpgradeTransaction = IDBPTransaction<Schema, StoreName[], 'versionchange'>;

export interface Row {
  readonly key: unknown;
  readonly value: unknown;
}

export const VERSION = 2;
export const CONTENT_STORES: readonly ContentStore[] = ['entries', 'answered', 'drafts', 'consents', 'seen'];
export const ALL_STORES: readonly StoreName[] = [...CONTENT_STORES, 'meta', 'aside'];
const QUEUES = ['entries', 'answered'] as const;
const TABLES = ['drafts', 'consents', 'seen', 'meta'] as const;

/** Makes what is missing, and turns the rows of version 1 into what they are now. */
export async function upgrade(database: Database, from: number, transaction: UpgradeTransaction): Promise<void> {
  const isMissing = (name: StoreName) => !database.objectStoreNames.contains(name);
  for (const name of QUEUES.filter(isMissing)) {
    database.createObjectStore(name, {autoIncrement: true}).createIndex('localId', 'localId', {unique: true});
  }
  for (const name of TABLES.filter(isMissing)) database.createObjectStore(name);
  if (isMissing('aside')) database.createObjectStore('aside', {autoIncrement: true});
  await transaction.objectStore('meta').put(randomId(), 'epoch');
  if (from === 1) await convertFirstVersion(transaction);
}

async function convertFirstVersion(transaction: UpgradeTransaction): Promise<void> {
  const now = Date.now();
  await convert(transaction, 'entries', ({searched, ...entry}) => ({
    attempts: 0,
    ...entry,
    ...(searched === true && {search: 'not-found'}),
  }));
  await convert(transaction, 'answered', (send) => ({answeredAt: now, ...send}));
  await convert(transaction, 'drafts', (draft) => ({editedAt: 0, ...draft}));
  // They were kept by conversation, and belong to a pair of addresses, which this floor does not know.
  const consents = transaction.objectStore('consents');
  for (const {key, value} of await rowsOf(transaction, 'consents')) {
    if (typeof key !== 'string') continue;
    await consents.delete(key);
    await consents.put(value, `conversation:${key}`);
  }
}

/** Rows that are no objects stay as they are, and are set aside when they are read. */
async function convert(
  transaction: UpgradeTransaction,
  name: ContentStore,
  change: (row: Readonly<Record<string, unknown>>) => unknown,
): Promise<void> {
  for (let cursor = await transaction.objectStore(name).openCursor(); cursor; cursor = await cursor.continue()) {
    const {value} = cursor;
    if (isRecord(value)) await cursor.update(change(value));
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** All rows of a store, in the order of their keys. */
export async function rowsOf(
  transaction: ReadTransaction | WriteTransaction | UpgradeTransaction,
  name: ContentStore,
): Promise<Row[]> {
  const store = transaction.objectStore(name);
  const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()]);
  return keys.map((key, index) => ({key, value: values[index]}));
}

/** The database's epoch: everything that was opened under another one is over. */
export async function epochOf(transaction: ReadTransaction | WriteTransaction): Promise<string | undefined> {
  const epoch = await transaction.objectStore('meta').get('epoch');
  return typeof epoch === 'string' ? epoch : undefined;
}

/** The local ids of entries that were taken out, so that no tab adds them again. */
export async function removedIds(transaction: ReadTransaction | WriteTransaction): Promise<readonly string[]> {
  const ids: unknown = await transaction.objectStore('meta').get('removed');
  return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
}

export async function removeEntry(transaction: WriteTransaction, key: number, localId: string): Promise<void> {
  await transaction.objectStore('entries').delete(key);
  const ids = [...(await removedIds(transaction)), localId];
  await transaction.objectStore('meta').put(ids.slice(-KEPT_REMOVED), 'removed');
}
