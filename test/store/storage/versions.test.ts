import {expect, waitUntil} from '@open-wc/testing';
import {deleteStorage, openStorage} from '../../../src/store/storage/indexed-db.js';
import {aMessage} from '../../model/builders.js';
import {
  aDraft,
  anAnswer,
  anEntry,
  byHand,
  contentOf,
  failureOf,
  freshName,
  ids,
  openByHand,
  watching,
} from './storage-tools.js';

/** The database that version 1 of the schema made. */
const makeFirstVersion = (name: string, fill: (transaction: IDBTransaction) => void = () => undefined) =>
  openByHand(name, 1, (database, transaction) => {
    for (const store of ['entries', 'answered']) {
      database.createObjectStore(store, {autoIncrement: true}).createIndex('localId', 'localId', {unique: true});
    }
    database.createObjectStore('drafts');
    database.createObjectStore('consents');
    fill(transaction);
  });

describe('Versions of the database', () => {
  it('takes over what the first version kept', async () => {
    const name = freshName();
    const outgoing = {conversationId: 'c1', text: 'hello'};
    const error = {kind: 'timeout', message: 'timeout', outcomeUnknown: true};
    const old = await makeFirstVersion(name, (transaction) => {
      const entries = transaction.objectStore('entries');
      entries.add({localId: 'a', outgoing, state: 'queued', createdAt: 1});
      entries.add({localId: 'b', outgoing, state: 'unconfirmed', createdAt: 2, searched: true, error});
      transaction.objectStore('drafts').put({text: 'half', mediaUrls: []}, 'c1');
      const consent = {consent: {state: 'opted-out', source: 'native'}, refusedAfter: 9};
      transaction.objectStore('consents').put(consent, 'c2');
      transaction.objectStore('answered').add({
        ...{localId: 'z', conversationId: 'c1', answeredId: 'm1', text: 'x', mediaCount: 0, sentAt: 1},
        message: aMessage({id: 'm1', localId: 'z', raw: undefined}),
      });
    });
    old.close();

    let from = Date.now();
    // The old connection closes when it is done.
    await waitUntil(async () => {
      from = Date.now();
      const storage = await openStorage(name);
      const {now} = watching(storage);
      const isThere = storage.state.trouble === undefined;
      if (isThere) {
        expect(storage.state.setAside).to.equal(0);
        expect(now.entries.map(({localId, attempts, search}) => [localId, attempts, search])).to.deep.equal([
          ['a', 0, undefined],
          ['b', 0, 'not-found'],
        ]);
        expect(now.entries[1]?.error).to.include({kind: 'timeout', outcomeUnknown: true});
        expect('searched' in (now.entries[1] ?? {})).to.equal(false);
        expect(now.drafts.get('c1')).to.deep.equal({text: 'half', mediaUrls: [], editedAt: 0});
        expect([...now.consents.keys()]).to.deep.equal(['conversation:c2']);
        expect(now.consents.get('conversation:c2')?.refusedAfter).to.equal(9);
        expect(now.answered[0]?.answeredAt).to.be.within(from, Date.now());
        await storage.add(anEntry('c'));
        expect(ids(watching(storage).now.entries)).to.equal('a b c');
      }
      await storage.close();
      return isThere;
    });
  });

  it('upgrades past rows that make no sense', async () => {
    const name = freshName();
    const old = await makeFirstVersion(name, (transaction) => {
      const entries = transaction.objectStore('entries');
      entries.add('no entry');
      entries.add(null);
      entries.add({localId: 'a', outgoing: {conversationId: 'c1', text: 'x'}, state: 'queued', createdAt: 1});
      entries.add({localId: 'b', outgoing: 7, state: 'queued', createdAt: 1});
      transaction.objectStore('drafts').put(7, 'c1');
      transaction.objectStore('consents').put({consent: {state: 'opted-out', source: 'native'}}, 5);
      transaction.objectStore('answered').add([1]);
    });
    old.close();
    const storage = await openStorage(name);
    expect(ids(watching(storage).now.entries)).to.equal('a');
    expect(storage.state).to.include({setAside: 6, trouble: undefined});
    await storage.close();
  });

  it('does not hang on a tab of the first version, says so, and goes on when that is gone', async () => {
    const name = freshName();
    const old = await makeFirstVersion(name);
    const storage = await openStorage(name);
    const seen = watching(storage);
    expect(storage.state).to.include({trouble: 'blocked', durable: true});
    expect(seen.count).to.equal(0);
    expect(await failureOf(storage.add(anEntry('a')))).to.include({trouble: 'blocked', outcomeUnknown: false});
    old.close();
    await waitUntil(() => storage.state.trouble === undefined, 'upgraded');
    await storage.add(anEntry('a'));
    expect(ids(seen.now.entries)).to.equal('a');
    await storage.close();
  });

  it('closes without waiting for the tab that blocks it', async () => {
    const name = freshName();
    const old = await makeFirstVersion(name);
    const storage = await openStorage(name);
    await storage.close();
    expect((await failureOf(storage.add(anEntry('a')))).trouble).to.equal('closed');
    old.close();
    // Whatever was opened late is closed again: nothing is in the way of the next version.
    const next = await openByHand(name, 3);
    expect(next.version).to.equal(3);
    next.close();
  });

  it('makes way for a newer version at once, and never opens an old one over it', async () => {
    const name = freshName();
    const storage = await openStorage(name);
    await storage.add(anEntry('a'));
    let isFinished = false;
    let isLeading = false;
    storage.lead(() => {
      isLeading = true;
      return async () => void (isFinished = true);
    });
    await waitUntil(() => isLeading);
    const newer = await openByHand(name, 3);
    expect(storage.state.trouble).to.equal('outdated');
    expect(await failureOf(storage.add(anEntry('b')))).to.include({trouble: 'outdated', outcomeUnknown: false});
    await waitUntil(() => isFinished, 'the newer page sends');
    window.dispatchEvent(new Event('online'));
    expect(storage.state.trouble).to.equal('outdated');
    newer.close();
    await storage.close();
  });

  it('touches nothing in a database of a newer version, and says that the page is outdated', async () => {
    const name = freshName();
    const made = await openByHand(name, 3, (database) => database.createObjectStore('entries').put('new', 1));
    made.close();
    const storage = await openStorage(name);
    const seen = watching(storage);
    expect(storage.state).to.include({trouble: 'outdated', durable: true});
    expect(seen.count).to.equal(0);
    expect((await failureOf(storage.putDraft('c1', aDraft('x')))).trouble).to.equal('outdated');
    await storage.close();
    expect(await contentOf(name)).to.equal('[["new"]]');
  });

  it('signs out of a newer version too', async () => {
    const name = freshName();
    const made = await openByHand(name, 3, (database) => {
      database.createObjectStore('entries').put('secret', 1);
      database.createObjectStore('future').put('secret', 1);
    });
    made.close();
    const storage = await openStorage(name);
    const seen = watching(storage);
    await storage.clear();
    expect(storage.state.cleared).to.equal(true);
    expect(seen.now.entries).to.deep.equal([]);
    expect(await contentOf(name)).to.equal('[[],[]]');
    await storage.close();
  });

  it('signs out of the first version while a tab of it is open', async () => {
    const name = freshName();
    const old = await makeFirstVersion(name, (transaction) => {
      transaction.objectStore('drafts').put({text: 'secret', mediaUrls: []}, 'c1');
    });
    await deleteStorage(name);
    old.close();
    expect(await contentOf(name)).to.not.contain('secret');
  });

  it('is over when somebody deletes the database', async () => {
    const name = freshName();
    const storage = await openStorage(name);
    const seen = watching(storage);
    await storage.add(anEntry('a'));
    await new Promise((resolve) => {
      indexedDB.deleteDatabase(name).onsuccess = resolve;
    });
    expect(storage.state.cleared).to.equal(true);
    expect(seen.now.entries).to.deep.equal([]);
    expect((await failureOf(storage.settle(anAnswer('a')))).trouble).to.equal('cleared');
    await storage.close();
  });
});

describe('Rows that are not what was written', () => {
  const entry = {localId: 'x', outgoing: {conversationId: 'c1', text: 'x'}, state: 'queued', createdAt: 1, attempts: 0};
  const odd: readonly (readonly [store: string, value: unknown, key?: IDBValidKey])[] = [
    ['entries', 'no entry'],
    ['entries', {...entry, localId: 'no text', outgoing: {conversationId: 'c1'}}],
    ['entries', {...entry, localId: 'half \ud83d'}],
    ['entries', {...entry, localId: 'half conversation', outgoing: {conversationId: '\ude00', text: 'x'}}],
    ['entries', {...entry, localId: 'beyond the calendar', createdAt: 8.65e15}],
    ['entries', {...entry, localId: 'no number', createdAt: Number.NaN}],
    ['entries', {...entry, localId: 'unknown state', state: 'teleported'}],
    ['entries', {...entry, localId: 5}],
    ['entries', {...entry, localId: 'media', outgoing: {conversationId: 'c1', text: 'x', mediaUrls: 'one'}}],
    ['answered', {...anAnswer('y'), answeredAt: 'yesterday'}],
    ['answered', {...anAnswer('no message'), message: null}],
    ['answered', {...anAnswer('odd message'), message: {...anAnswer('z').message, attachments: [{}]}}],
    ['drafts', 'text', 'c2'],
    ['drafts', {text: 5, mediaUrls: [], editedAt: 1}, 'c3'],
    ['drafts', {text: 'x', mediaUrls: [], editedAt: 1}, 7],
    ['drafts', {text: 'x', mediaUrls: [], editedAt: 1}, ['c', 1]],
    ['consents', {consent: {state: 'maybe', source: 'native'}}, 'p2'],
    ['consents', {consent: 'opted-out'}, '\ud83d'],
    ['seen', {activityAt: Infinity, count: 1}, 'c2'],
    ['seen', null, 'c3'],
  ];

  it('sets each of them aside, alone, and goes on with the others', async () => {
    const name = freshName();
    const first = await openStorage(name);
    await first.add(anEntry('a'));
    await first.putDraft('c1', aDraft('half'));
    await first.putConsent('p1', {consent: {state: 'opted-in', source: 'local'}});
    await first.putSeen('c1', {activityAt: 1, count: 1});
    await first.settle(anAnswer('z'));
    await first.close();
    await byHand(name, (transaction) =>
      odd.forEach(([store, value, key]) => transaction.objectStore(store).put(value, key)),
    );
    for (const visit of ['first', 'second']) {
      const storage = await openStorage(name);
      const {now} = watching(storage);
      expect(storage.state, visit).to.include({setAside: odd.length, trouble: undefined});
      expect(ids(now.entries), visit).to.equal('a');
      expect(ids(now.answered), visit).to.equal('z');
      expect([...now.drafts.keys(), ...now.consents.keys(), ...now.seen.keys()]).to.deep.equal(['c1', 'p1', 'c1']);
      await storage.close();
    }
    const storage = await openStorage(name);
    // The place of an odd row is free again.
    await storage.add(anEntry('no text'));
    await storage.putDraft('c2', aDraft('x'));
    expect(ids(watching(storage).now.entries)).to.equal('a no text');
    await storage.clear();
    expect(await contentOf(name)).to.not.contain('no entry');
    await storage.close();
  });

  it('opens and can be written whatever is in its own tables, too', async () => {
    for (const odd of [null, undefined, 0, 'text', [], {}, {store: 5, at: 'yesterday'}]) {
      const name = freshName();
      const first = await openStorage(name);
      await first.add(anEntry('a'));
      await first.close();
      await byHand(name, (transaction) => {
        transaction.objectStore('aside').put(odd, 77);
        for (const key of ['lease', 'removed', 'probe', 'epoch']) transaction.objectStore('meta').put(odd, key);
      });
      const storage = await openStorage(name);
      expect(storage.state, JSON.stringify(odd)).to.include({trouble: undefined});
      await storage.add(anEntry('b'));
      expect(ids(watching(storage).now.entries), JSON.stringify(odd)).to.equal('a b');
      await storage.clear();
      await storage.close();
    }
  });

  it('leaves out one that comes while the storage is open', async () => {
    const name = freshName();
    const [one, two] = [await openStorage(name), await openStorage(name)];
    const seen = watching(one);
    await byHand(name, (transaction) => transaction.objectStore('entries').add({localId: 'odd'}));
    await two.add(anEntry('a'));
    await waitUntil(() => ids(seen.now.entries) === 'a');
    expect(one.state.setAside).to.equal(1);
    expect(await one.update('odd', () => 'remove')).to.equal(undefined);
    await Promise.all([one.close(), two.close()]);
  });

  it('builds errors again as well as it can', async () => {
    const name = freshName();
    await (await openStorage(name)).close();
    const errors: readonly unknown[] = [{kind: 'of the future', message: 'M', status: 'x'}, 'in words', {}, null];
    await byHand(name, (transaction) =>
      errors.forEach((error, index) =>
        transaction.objectStore('entries').add({...entry, localId: `e${index}`, state: 'failed', error}),
      ),
    );
    const storage = await openStorage(name);
    const built = watching(storage).now.entries.map(({error}) => error && `${error.kind}: ${error.message}`);
    expect(built).to.deep.equal(['server: M', 'server: in words', 'server: server', undefined]);
    expect(storage.state.setAside).to.equal(0);
    await storage.close();
  });
});
