import {ConversationError, type ErrorKind} from '../../model/conversation-error.js';
import type {OutboxEntry} from '../outbox-entry.js';

/** What a database can keep of an error. */
interface ErrorRow {
  readonly kind: ErrorKind;
  readonly message: string;
  readonly adapter?: string;
  readonly status?: number;
  readonly code?: string;
  readonly retryAfter?: number;
  readonly outcomeUnknown: boolean;
}

/** An outbox entry as plain data. */
export type EntryRow = Omit<OutboxEntry, 'error'> & {readonly error?: ErrorRow};

export function rowFromEntry({error, ...entry}: OutboxEntry): EntryRow {
  // The provider's answer stays out: it may hold anything, also what cannot be stored.
  const plain = structuredClone(entry);
  if (!error) return plain;
  const {kind, message, adapter, status, code, retryAfter, outcomeUnknown} = error;
  return {...plain, error: {kind, message, adapter, status, code, retryAfter, outcomeUnknown}};
}

export function entryFromRow({error, ...entry}: EntryRow): OutboxEntry {
  return error ? {...entry, error: new ConversationError(error.kind, error)} : entry;
}
