import {hasDatabases, keepName} from './delete-storage.js';
import {IndexedDbStorage, type StorageOptions} from './indexed-db-storage.js';
import {MemoryStorage} from './memory.js';
import type {InboxStorage} from './port.js';

export {openAccountKnowledge, type AccountKnowledgeStore} from './account-knowledge.js';
export {deleteStorage, deleteStorages} from './delete-storage.js';
export type {StorageOptions} from './indexed-db-storage.js';

/**
 * Opens the storage of that name, shared by every tab of this origin.
 *
 * Where the browser keeps nothing at all (a private window, storage switched off), the answer is a storage that lives as
 * long as the page, and says so in `state.durable`. Where the database cannot be had at the moment, the answer is a
 * storage in trouble: it tells no contents until it knows them, and gets the database by itself.
 *
 * @param name of the database; one for every adapter and signed-in user. Holds no secret
 */
export async function openStorage(name: string, options: StorageOptions = {}): Promise<InboxStorage> {
  if (!hasDatabases()) return new MemoryStorage();
  keepName(name);
  const storage = new IndexedDbStorage(name, options);
  if (await storage.start()) return storage;
  await storage.close();
  return new MemoryStorage();
}
