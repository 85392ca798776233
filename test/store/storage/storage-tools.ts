import {expect} from '@open-wc/testing';
import type {AnsweredSend, OutboxEntry} from '../../../src/store/outbox/entry.js';
import {
  EMPTY_SNAPSHOT,
  StorageError,
  type InboxStorage,
  type StorageSnapshot,
} from '../../../src/store/storage/port.js';
import {aMessage} from '../../model/builders.js';

let names = 0;
export const freshName = (): string => `test-storage-${Date.now()}-${++names}`;

export const anEntry = (localId: string, fields: Partial<OutboxEntry> = {}): OutboxEntry => ({
  ...{localId, state: 'queued', createdAt: 1, attempts: 0},
  outgoing: {conversationId: 'c1', text: `text of ${localId}`},
  ...fields,
});

export const anAnswer = (localId: string, fields: Partial<AnsweredSend> = {}): AnsweredSend => ({
  ...{localId, conversationId: 'c1', answeredId: `m-${localId}`, mediaCount: 0, sentAt: 1, answeredAt: Date.now()},
  text: `text of ${localId}`,
  message: aMessage({id: `m-${localId}`, localId, raw: undefined}),
  ...fields,
});

export const aDraft = (text: string, editedAt = 1) => ({text, mediaUrls: [], editedAt});

/** What a tab was told last, and how often it was told anything. */
export function watching(storage: InboxStorage): {readonly now: StorageSnapshot; readonly count: number} {
  const seen = {now: EMPTY_SNAPSHOT, count: 0};
  storage.watch((snapshot) => {
    seen.now = snapshot;
    seen.count++;
  });
  return seen;
}

export const ids = (items: readonly {readonly localId: string}[]): string =>
  items.map(({localId}) => localId).join(' ');

/** The error of a write that must not go well. */
export async function failureOf(write: Promise<unknown>): Promise<StorageError> {
  const thrown: unknown = await write.then(
    () => 'It went well.',
    (error: unknown) => error,
  );
  expect(thrown).to.be.instanceOf(StorageError);
  if (!(thrown instanceof StorageError)) throw new TypeError('No storage error');
  return thrown;
}

export const promised = <Result>(request: IDBRequest<Result>): Promise<Result> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('failed'));
  });

/** Opens a database by hand, as another version or another program would. */
export function openByHand(
  name: string,
  version?: number,
  upgrade?: (database: IDBDatabase, transaction: IDBTransaction) => void,
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.onupgradeneeded = () => {
    if (request.transaction) upgrade?.(request.result, request.transaction);
  };
  return promised(request);
}

/** Does something to the stores of a database, on a connection of its own. */
export async function byHand<Result>(name: string, work: (transaction: IDBTransaction) => Result): Promise<Result> {
  const database = await openByHand(name);
  try {
    const transaction = database.transaction([...database.objectStoreNames], 'readwrite');
    const result = work(transaction);
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error ?? new Error('aborted'));
    });
    return result;
  } finally {
    database.close();
  }
}

/** Everything a database holds, as text. */
export async function contentOf(name: string): Promise<string> {
  const rows = await byHand(name, (transaction) =>
    [...transaction.objectStoreNames].map((store): IDBRequest<unknown[]> => transaction.objectStore(store).getAll()),
  );
  return JSON.stringify(rows.map(({result}) => result));
}

/** Puts something in place of a method until the returned function is called. */
export function replace(target: object, name: string, value: unknown): () => void {
  const original = Object.getOwnPropertyDescriptor(target, name);
  Object.defineProperty(target, name, {value, configurable: true, writable: true});
  return () => {
    if (original) Object.defineProperty(target, name, original);
    else Reflect.deleteProperty(target, name);
  };
}

export const lostError = () =>
  new DOMException('Connection to Indexed Database server lost. Refresh the page to try again', 'UnknownError');
export const fullError = () => new DOMException('The disk is full.', 'QuotaExceededError');

/** Lets a method of the browser's database throw until the returned function is called. */
export const failing = (target: object, name: string, error: () => unknown): (() => void) =>
  replace(target, name, () => {
    throw error();
  });

/** Puts something around a method of the browser's database until the returned function is called. */
export function around<This, Result>(
  target: object,
  name: string,
  wrap: (call: () => Result, self: This) => Result,
): () => void {
  const original: unknown = Reflect.get(target, name);
  if (typeof original !== 'function') throw new TypeError(`There is no method ${name}.`);
  return replace(target, name, function (this: This, ...parameters: unknown[]): Result {
    const call = (): Result =>
      Reflect.apply<This, unknown[], Result>(original as (...all: unknown[]) => Result, this, parameters);
    return wrap(call, this);
  });
}

/** Collects every connection that is opened meanwhile, so that a test can break it. */
export function captureConnections(): {readonly opened: IDBDatabase[]; readonly restore: () => void} {
  const opened: IDBDatabase[] = [];
  const restore = around(IDBFactory.prototype, 'open', (open: () => IDBOpenDBRequest) => {
    const request = open();
    request.addEventListener('success', () => opened.push(request.result));
    return request;
  });
  return {opened, restore};
}
