import {reuseList, reuseMap} from '../../util/equal.js';
import type {AnsweredSend, OutboxEntry} from '../outbox/entry.js';
import {EMPTY_SNAPSHOT, type StorageSnapshot} from './port.js';
import {entryFromRow, isAnsweredSend, isId, isSeenMark, isStoredConsent, isStoredDraft} from './rows.js';
import {
  CONTENT_STORES,
  rowsOf,
  type ContentStore,
  type ReadTransaction,
  type Row,
  type WriteTransaction,
} from './schema.js';

/** The rows of some stores, as they are in the database. */
export type StoreRows = Partial<Record<ContentStore, readonly Row[]>>;

export async function readRows(
  transaction: ReadTransaction | WriteTransaction,
  stores: readonly ContentStore[] = CONTENT_STORES,
): Promise<StoreRows> {
  const rows = await Promise.all(stores.map(async (store) => [store, await rowsOf(transaction, store)] as const));
  return Object.fromEntries(rows);
}

/** Whether a row is what this library writes there. */
export function isUnderstood(store: ContentStore, {key, value}: Row): boolean {
  switch (store) {
    case 'entries':
      return entryFromRow(value) !== undefined;
    case 'answered':
      return isAnsweredSend(value);
    case 'drafts':
      return isId(key) && isStoredDraft(value);
    case 'consents':
      return isId(key) && isStoredConsent(value);
    case 'seen':
      return isId(key) && isSeenMark(value);
  }
}

/** What rows mean. What is equal to what was known keeps its identity; rows that are not understood are left out. */
export function contentsOf(rows: StoreRows, known: StorageSnapshot = EMPTY_SNAPSHOT): Partial<StorageSnapshot> {
  return {
    ...(rows.entries && {entries: reuseList(known.entries, rows.entries.flatMap(entryOf))}),
    ...(rows.answered && {answered: reuseList(known.answered, rows.answered.flatMap(answeredOf))}),
    ...(rows.drafts && {drafts: reuseMap(known.drafts, mapOf(rows.drafts, isStoredDraft))}),
    ...(rows.consents && {consents: reuseMap(known.consents, mapOf(rows.consents, isStoredConsent))}),
    ...(rows.seen && {seen: reuseMap(known.seen, mapOf(rows.seen, isSeenMark))}),
  };
}

const entryOf = ({value}: Row): OutboxEntry[] => [entryFromRow(value)].filter((entry) => entry !== undefined);
const answeredOf = ({value}: Row): AnsweredSend[] => [value].filter(isAnsweredSend);

function mapOf<Value>(rows: readonly Row[], isValue: (value: unknown) => value is Value): Map<string, Value> {
  const values = new Map<string, Value>();
  for (const {key, value} of rows) if (isId(key) && isValue(value)) values.set(key, value);
  return values;
}
