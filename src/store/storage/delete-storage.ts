import {openDB} from 'idb';
import {randomId} from '../../util/random-id.js';
import {TabChannel} from '../../util/tabs.js';
import {startTimer} from '../../util/timer.js';
import {StorageError} from './port.js';
import type {TabMessage} from './tab-message.js';
import {nameOf, toStorageError} from './trouble.js';

/** How long a sign-out waits for a database that is being upgraded or does not answer, in milliseconds. */
const LIMIT = 5000;

/**
 * Forgets for good what is kept under that name, as when a user signs out while no store is there. Tabs that have it
 * open are told, and can write nothing any more; an empty database of that name stays.
 *
 * @throws StorageError when it cannot be said that nothing is left
 */
export async function deleteStorage(name: string): Promise<void> {
  if (!hasDatabases()) return;
  const channel = new TabChannel<TabMessage>(name);
  try {
    channel.post({type: 'cleared', epoch: await wipe(name)});
  } finally {
    channel.close();
  }
}

export function hasDatabases(): boolean {
  try {
    const factory: IDBFactory | undefined = globalThis.indexedDB;
    return typeof factory?.open === 'function';
  } catch {
    // Some browsers throw at the mere question.
    return false;
  }
}

/**
 * Deletes every row of a database, of whatever version it is, and gives it a new epoch. It is not deleted itself: that
 * would have to wait for every tab that has it open, asleep ones too, and whoever opens it anew would wait behind.
 *
 * @returns the new epoch; nothing when there is no database, or one from before there were epochs
 * @throws StorageError when it is not known to be done. One that is only late goes on
 */
async function wipe(name: string): Promise<string | undefined> {
  let stop: () => void = () => undefined;
  const late = new Promise<never>((_resolve, reject) => {
    stop = startTimer(LIMIT, () => reject(new StorageError('blocked', true)));
  });
  try {
    return await Promise.race([wipeAll(name), late]);
  } catch (thrown) {
    throw toStorageError(thrown, true);
  } finally {
    stop();
  }
}

async function wipeAll(name: string): Promise<string | undefined> {
  let isMissing = false;
  try {
    // Without a version it opens as what it is.
    const database = await openDB(name, undefined, {
      upgrade(_database, _from, _to, transaction) {
        isMissing = true;
        transaction.done.catch(() => undefined);
        transaction.abort();
      },
      blocking: () => database.close(),
    });
    try {
      const stores = [...database.objectStoreNames];
      if (stores.length === 0) return undefined;
      const transaction = database.transaction(stores, 'readwrite', {durability: 'strict'});
      const epoch = stores.includes('meta') ? randomId() : undefined;
      const clearing = stores.map((store) => transaction.objectStore(store).clear());
      if (epoch !== undefined)
        clearing.push(
          transaction
            .objectStore('meta')
            .put(epoch, 'epoch')
            .then(() => undefined),
        );
      await Promise.all([...clearing, transaction.done]);
      return epoch;
    } finally {
      database.close();
    }
  } catch (thrown) {
    // An opening that was called off made nothing, and where nothing may be kept nothing is.
    if (isMissing || nameOf(thrown) === 'SecurityError') return undefined;
    throw thrown;
  }
}

/** Forgets for good every storage of this origin whose name is meant; see `deleteStorage`. */
export async function deleteStorages(isMeant: (name: string) => boolean): Promise<void> {
  if (!hasDatabases()) return;
  const databases = (await globalThis.indexedDB.databases?.()) ?? [];
  const names = [...databases.flatMap(({name}) => (name === undefined ? [] : [name])), ...keptNames()];
  const meant = [...new Set(names)].filter(isMeant);
  await Promise.all(meant.map(deleteStorage));
  keepNames(keptNames().filter((name) => !meant.includes(name)));
}

const NAMES = 'parlor-storages';

/** Some browsers do not list their databases: there the names are kept beside them. */
export function keepName(name: string): void {
  if (hasDatabases() && typeof globalThis.indexedDB.databases !== 'function') {
    keepNames([...new Set([...keptNames(), name])]);
  }
}

function keptNames(): readonly string[] {
  try {
    const names: unknown = JSON.parse(globalThis.localStorage.getItem(NAMES) ?? '[]');
    return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
  } catch {
    // Not there, not allowed, or not ours.
    return [];
  }
}

function keepNames(names: readonly string[]): void {
  try {
    if (names.length > 0) globalThis.localStorage.setItem(NAMES, JSON.stringify(names));
    else globalThis.localStorage.removeItem(NAMES);
  } catch {
    // Whoever opened one still deletes it by its name.
  }
}
