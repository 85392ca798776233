import {KEEP_SENT_FOR, KEPT_ANSWERED} from './port.js';
import {isUnderstood, type StoreRows} from './contents.js';
import {isAnsweredSend, isAsideRow, isEmptyDraft, isStoredDraft} from './rows.js';
import {CONTENT_STORES, rowsOf, type ContentStore, type Row, type WriteTransaction} from './schema.js';

/** That a draft was emptied is remembered for a day: longer than a tab holds back what it could not write. */
const KEEP_EMPTY_FOR = 86_400_000;
/** Rows that were not understood are kept for a week, for whoever looks into it. */
const KEEP_ASIDE_FOR = 7 * 86_400_000;

/** Whether something of that age is to be forgotten. Of a time that lies ahead, the device's clock was set back since. */
export const isPast = (at: number, keepFor: number, now: number): boolean => now - at >= keepFor || at - now > keepFor;

/** How long sent texts are kept, whatever somebody wrote there. */
export const keepingTime = (keepSentFor: number | undefined): number =>
  keepSentFor === undefined || Number.isNaN(keepSentFor) ? KEEP_SENT_FOR : Math.max(0, keepSentFor);

/** Forgets sent texts that are too old or too many. @returns whether there were any */
export async function pruneAnswered(
  transaction: WriteTransaction,
  keepSentFor: number,
  now = Date.now(),
): Promise<boolean> {
  const store = transaction.objectStore('answered');
  const range = (key: unknown) => IDBKeyRange.only(key);
  const rows = await rowsOf(transaction, 'answered');
  const surplus = rows.length - KEPT_ANSWERED;
  const old = rows.filter(
    ({value}, index) => index < surplus || (isAnsweredSend(value) && isPast(value.answeredAt, keepSentFor, now)),
  );
  await Promise.all(old.map(({key}) => store.delete(range(key))));
  return old.length > 0;
}

/** What is done whenever a database is opened; writes at least something, which proves that writing works. */
export async function keepHouse(transaction: WriteTransaction, keepSentFor: number): Promise<void> {
  const now = Date.now();
  await transaction.objectStore('meta').put(now, 'probe');
  for (const store of CONTENT_STORES) await setAside(transaction, store, now);
  await pruneAnswered(transaction, keepSentFor, now);
  for (const {key, value} of await rowsOf(transaction, 'drafts')) {
    if (isStoredDraft(value) && isEmptyDraft(value) && isPast(value.editedAt, KEEP_EMPTY_FOR, now)) {
      await transaction.objectStore('drafts').delete(IDBKeyRange.only(key));
    }
  }
  for (let cursor = await transaction.objectStore('aside').openCursor(); cursor; cursor = await cursor.continue()) {
    const {value} = cursor;
    const keepFor = isAsideRow(value) && value.store !== 'answered' ? KEEP_ASIDE_FOR : keepSentFor;
    if (!isAsideRow(value) || isPast(value.at, keepFor, now)) await cursor.delete();
  }
}

async function setAside(transaction: WriteTransaction, store: ContentStore, at: number): Promise<void> {
  for (const row of oddRows(store, await rowsOf(transaction, store))) {
    await transaction.objectStore('aside').add({store, at, ...row});
    await transaction.objectStore(store).delete(IDBKeyRange.only(row.key));
  }
}

const oddRows = (store: ContentStore, rows: readonly Row[]): Row[] => rows.filter((row) => !isUnderstood(store, row));

/** How many of these rows are not understood, by their store. */
export const countOdd = (rows: StoreRows): ReadonlyMap<ContentStore, number> =>
  new Map(
    CONTENT_STORES.flatMap((store) => {
      const read = rows[store];
      return read ? [[store, oddRows(store, read).length] as const] : [];
    }),
  );
