import {openDB} from 'idb';
import {hasDatabases} from './delete-storage.js';

/** A text that an adapter keeps on the device about its account. */
export interface AccountKnowledgeStore {
  load(): Promise<string | undefined>;
  save(text: string): Promise<void>;
}

const STORE = 'knowledge';

/**
 * A place for what an adapter learned about its account and cannot ask for, such as who wrote a message, in a database of
 * its own: whoever signs out deletes it with the others of that user.
 *
 * @param name of the database. Holds no secret
 * @param isOver asked before every write: whoever has signed out leaves nothing
 */
export function openAccountKnowledge(name: string, isOver: () => boolean): AccountKnowledgeStore {
  // Opened for each use: an open connection would hold up whoever deletes it.
  const open = () => openDB(name, 1, {upgrade: (database) => void database.createObjectStore(STORE)});
  return {
    async load() {
      if (!hasDatabases() || isOver()) return undefined;
      const database = await open();
      try {
        const text: unknown = await database.get(STORE, 'text');
        return typeof text === 'string' ? text : undefined;
      } finally {
        database.close();
      }
    },
    async save(text) {
      if (!hasDatabases() || isOver()) return;
      const database = await open();
      try {
        // Signing out may have come in between.
        if (!isOver()) await database.put(STORE, text, 'text');
      } finally {
        database.close();
      }
    },
  };
}
