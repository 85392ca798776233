import {expect, waitUntil} from '@open-wc/testing';
import {openStorage} from '../../../src/store/storage/indexed-db.js';
import {aDraft, around, contentOf, freshName} from './storage-tools.js';

describe('A draft', () => {
  it('is asked to be committed with its write, so that a page which is gone before the answer keeps it', async () => {
    const name = freshName();
    const storage = await openStorage(name);
    const order: string[] = [];
    const ends = [
      around(IDBObjectStore.prototype, 'put', (put: () => IDBRequest) => {
        const request = put();
        order.push('write');
        request.addEventListener('success', () => order.push('answer'));
        return request;
      }),
      around(IDBTransaction.prototype, 'commit', (commit: () => void) => {
        order.push('commit');
        commit();
      }),
    ];
    try {
      await storage.putDraft('c1', aDraft('Typed at the last moment'));
    } finally {
      ends.forEach((end) => end());
    }
    expect(order).to.deep.equal(['write', 'commit', 'answer']);
    await storage.close();
    await waitUntil(async () => (await contentOf(name)).includes('Typed at the last moment'));
  });
});
