import {expect, nextFrame, waitUntil} from '@open-wc/testing';
import {openStorage} from '../../../src/store/storage/indexed-db.js';
import type {InboxStorage, StorageTrouble} from '../../../src/store/storage/port.js';
import {
  aDraft,
  anAnswer,
  anEntry,
  around,
  captureConnections,
  failing,
  failureOf,
  freshName,
  fullError,
  ids,
  lostError,
  openByHand,
  replace,
  watching,
} from './storage-tools.js';

describe('A database that fails under way', () => {
  let name: string;
  let connections: ReturnType<typeof captureConnections>;
  const ends: (() => void)[] = [];
  const opened: InboxStorage[] = [];
  const open = async (): Promise<InboxStorage> => {
    const storage = await openStorage(name);
    opened.push(storage);
    return storage;
  };
  /** Lets a method of the browser's database throw until the returned function is called, or the test ends. */
  const breaking = (target: object, method: string, error: () => unknown): (() => void) => {
    const end = failing(target, method, error);
    ends.push(end);
    return end;
  };
  const troublesOf = (storage: InboxStorage): (StorageTrouble | undefined)[] => {
    const troubles: (StorageTrouble | undefined)[] = [];
    storage.subscribe(() => troubles.push(storage.state.trouble));
    return troubles;
  };
  const well = (storage: InboxStorage) => waitUntil(() => storage.state.trouble === undefined, 'well');

  beforeEach(() => {
    name = freshName();
    connections = captureConnections();
  });
  afterEach(async () => {
    ends.splice(0).forEach((end) => end());
    connections.restore();
    await Promise.all(opened.splice(0).map((storage) => storage.close()));
  });

  it('rejects, says that the connection is lost, and goes on by itself when it is back', async () => {
    const storage = await open();
    const seen = watching(storage);
    await storage.add(anEntry('a'));
    const troubles = troublesOf(storage);
    const heal = breaking(IDBDatabase.prototype, 'transaction', lostError);
    const error = await failureOf(storage.add(anEntry('b')));
    expect(error).to.include({trouble: 'lost', outcomeUnknown: false});
    expect(error.cause).to.be.instanceOf(DOMException);
    expect(storage.state).to.include({trouble: 'lost', durable: true});
    expect(troubles, 'said before the write was answered').to.deep.equal(['lost']);
    expect(ids(seen.now.entries), 'nothing is pretended').to.equal('a');
    expect((await failureOf(storage.update('a', () => 'remove'))).trouble).to.equal('lost');
    heal();
    const told = seen.count;
    await well(storage);
    expect(seen.count, 'watchers are told what is there').to.be.greaterThan(told);
    expect(ids(seen.now.entries)).to.equal('a');
    await storage.add(anEntry('b'));
    expect(ids(watching(await open()).now.entries)).to.equal('a b');
  });

  it('notices a connection that was closed under it', async () => {
    const storage = await open();
    connections.opened.forEach((database) => database.close());
    expect(await failureOf(storage.putDraft('c1', aDraft('x')))).to.include({trouble: 'lost', outcomeUnknown: false});
    await well(storage);
    await storage.putDraft('c1', aDraft('x'));
  });

  it('hears that the browser closed the connection before anything is written', async () => {
    const storage = await open();
    const troubles = troublesOf(storage);
    const [database] = connections.opened;
    database?.close();
    database?.dispatchEvent(new Event('close'));
    expect(storage.state.trouble).to.equal('lost');
    await well(storage);
    expect(troubles).to.deep.equal(['lost', undefined]);
  });

  it('tells after an outage what other tabs did meanwhile', async () => {
    const [one, two] = [await open(), await open()];
    await one.add(anEntry('a'));
    const seen = watching(one);
    const [database] = connections.opened;
    database?.close();
    database?.dispatchEvent(new Event('close'));
    await two.update('a', () => 'remove');
    await two.add(anEntry('b'));
    await well(one);
    expect(ids(seen.now.entries)).to.equal('b');
  });

  it('says that nobody knows when the commit was not answered, and then tells what is there', async () => {
    const storage = await open();
    const seen = watching(storage);
    await storage.add(anEntry('a'));
    // The requests go well, then the transaction ends with an error: as when the database's process dies in between.
    ends.push(
      around(IDBDatabase.prototype, 'transaction', (begin: () => IDBTransaction) => {
        const begun = begin();
        begun.addEventListener('complete', (event) => {
          event.stopImmediatePropagation();
          begun.dispatchEvent(new Event('abort'));
        });
        return begun;
      }),
    );
    const error = await failureOf(storage.putDraft('c1', aDraft('x')));
    expect(error).to.include({trouble: 'lost', outcomeUnknown: true});
    ends.splice(0).forEach((end) => end());
    await well(storage);
    expect(seen.now.drafts.get('c1')?.text, 'it had happened').to.equal('x');
  });

  for (const method of ['add', 'put', 'delete'] as const) {
    it(`says that the device is full when "${method}" says so, undoes the step, and goes on when there is room`, async () => {
      const storage = await open();
      const seen = watching(storage);
      await storage.add(anEntry('a'));
      const heal = breaking(IDBObjectStore.prototype, method, fullError);
      const write = {
        add: () => storage.add(anEntry('b')),
        put: () => storage.settle(anAnswer('a')),
        delete: () => storage.update('a', () => 'remove'),
      }[method];
      expect(await failureOf(write())).to.include({trouble: 'full', outcomeUnknown: false});
      expect(storage.state.trouble).to.equal('full');
      expect(ids(seen.now.entries)).to.equal('a');
      expect(ids(watching(await open()).now.entries), 'what is on the device is still told').to.equal('a');
      heal();
      await well(storage);
      await write();
    });
  }

  it('knows a full disk that shows only when the transaction ends', async () => {
    const storage = await open();
    const heal = around(IDBObjectStore.prototype, 'add', (add: () => IDBRequest, {transaction}: IDBObjectStore) => {
      const request = add();
      Object.defineProperty(transaction, 'error', {value: fullError()});
      transaction.abort();
      return request;
    });
    ends.push(heal);
    expect(await failureOf(storage.add(anEntry('a')))).to.include({trouble: 'full', outcomeUnknown: false});
    heal();
    await well(storage);
  });

  it('waits longer and longer between attempts, and tries at once when the page is looked at or has a connection', async () => {
    const storage = await open();
    const attempts: number[] = [];
    const heal = breaking(IDBFactory.prototype, 'open', () => {
      attempts.push(performance.now());
      return lostError();
    });
    connections.opened[0]?.dispatchEvent(new Event('close'));
    await waitUntil(() => attempts.length === 3, 'three attempts');
    const [first = 0, second = 0, third = 0] = attempts;
    // Half a second and a whole one; a busy machine lengthens either, and a timer is never early.
    expect(second - first).to.be.greaterThan(450);
    expect(third - second).to.be.greaterThan(900);
    const wakes = [
      () => window.dispatchEvent(new Event('online')),
      () => window.dispatchEvent(new Event('pageshow')),
      () => document.dispatchEvent(new Event('visibilitychange')),
    ];
    for (const wake of wakes) {
      // The attempt before this one has ended.
      await nextFrame();
      const before = attempts.length;
      wake();
      expect(attempts).to.have.length(before + 1);
    }
    await nextFrame();
    heal();
    window.dispatchEvent(new Event('online'));
    // By itself, it would try again after sixteen seconds.
    await waitUntil(() => storage.state.trouble === undefined, 'well', {timeout: 10_000});
  });

  it('refuses what no database can keep, and is well all the same', async () => {
    const storage = await open();
    const seen = watching(storage);
    const odd = {conversationId: 'c1', text: 'x', providerOptions: {odd: () => 1}};
    expect((await failureOf(storage.add(anEntry('a', {outgoing: odd})))).trouble).to.equal('invalid');
    expect((await failureOf(storage.add(anEntry('half \ud83d')))).trouble).to.equal('invalid');
    expect((await failureOf(storage.add(anEntry('a', {createdAt: 9e15})))).trouble).to.equal('invalid');
    expect((await failureOf(storage.putDraft('c1', aDraft('x', Number.NaN)))).trouble).to.equal('invalid');
    await storage.add(anEntry('b'));
    const thrown = failureOf(
      storage.update('b', () => {
        throw new Error('of the caller');
      }),
    );
    expect((await thrown).trouble).to.equal('invalid');
    expect(storage.state.trouble).to.equal(undefined);
    expect(ids(seen.now.entries)).to.equal('b');
  });

  it('keeps lists and options that a framework wrapped in proxies', async () => {
    const storage = await open();
    const wrap = <Value extends object>(value: Value): Value => new Proxy(value, {});
    const outgoing = {
      ...{conversationId: 'c1', text: 'x'},
      mediaUrls: wrap(['https://example.com/a.png']),
      template: wrap({id: 'welcome', parameters: wrap({name: 'Ann'})}),
      providerOptions: wrap({nested: wrap({list: wrap([1])})}),
    };
    await storage.add(anEntry('a', {outgoing}));
    await storage.putDraft('c1', {text: '', mediaUrls: wrap(['u']), editedAt: 1});
    const {entries, drafts} = watching(await open()).now;
    expect(entries[0]?.outgoing.providerOptions).to.deep.equal({nested: {list: [1]}});
    expect(entries[0]?.outgoing.template).to.deep.equal({id: 'welcome', parameters: {name: 'Ann'}});
    expect(drafts.get('c1')?.mediaUrls).to.deep.equal(['u']);
  });

  it('opens in trouble, not empty, when the database cannot be had at the moment', async () => {
    await (await open()).add(anEntry('a'));
    const kinds = [
      ['lost', lostError],
      ['full', fullError],
    ] as const;
    for (const [trouble, error] of kinds) {
      const heal = breaking(IDBFactory.prototype, 'open', error);
      const storage = await open();
      const seen = watching(storage);
      expect(storage.state).to.include({trouble, durable: true});
      expect(seen.count, 'no empty queue is claimed').to.equal(0);
      expect((await failureOf(storage.add(anEntry('b')))).trouble).to.equal(trouble);
      heal();
      await well(storage);
      expect(ids(seen.now.entries)).to.equal('a');
    }
  });

  it('reads what is there on a device that was full from the start', async () => {
    await (await open()).add(anEntry('a'));
    const heal = breaking(IDBObjectStore.prototype, 'put', fullError);
    const storage = await open();
    expect(storage.state.trouble).to.equal('full');
    expect(ids(watching(storage).now.entries)).to.equal('a');
    heal();
    await well(storage);
  });

  it('lives as long as the page where the browser keeps nothing, and says so', async () => {
    const refusals = [
      () => new DOMException('Storage is switched off', 'InvalidStateError'),
      () => new DOMException('Denied', 'SecurityError'),
    ];
    for (const refusal of refusals) {
      const heal = breaking(IDBFactory.prototype, 'open', refusal);
      const storage = await open();
      expect(storage.state.durable).to.equal(false);
      expect(storage.state.trouble).to.equal(undefined);
      await storage.add(anEntry('a'));
      expect(ids(watching(storage).now.entries)).to.equal('a');
      heal();
    }
    ends.push(replace(globalThis, 'indexedDB', undefined));
    const storage = await open();
    expect(storage.state.durable).to.equal(false);
  });

  it('does not hang when the browser never answers, and is there when it does at last', async () => {
    const release: (() => void)[] = [];
    ends.push(
      around(IDBFactory.prototype, 'open', (begin: () => IDBOpenDBRequest) => {
        const request = begin();
        const late = new EventTarget();
        release.push(() => void late.dispatchEvent(new Event('success')));
        const listen = request.addEventListener.bind(request);
        Object.defineProperty(request, 'addEventListener', {
          value: (type: string, listener: () => void) =>
            type === 'success' ? late.addEventListener(type, listener) : listen(type, listener),
        });
        return request;
      }),
    );
    const storage = await open();
    expect(storage.state.trouble).to.equal('lost');
    release.forEach((answer) => answer());
    await waitUntil(() => storage.state.trouble === undefined, 'well');
    await storage.add(anEntry('a'));
  });

  it('is not the one that sends before it knows what is kept', async () => {
    const heal = breaking(IDBFactory.prototype, 'open', lostError);
    const storage = await open();
    const turns: string[] = [];
    const seen = watching(storage);
    storage.lead(() => {
      turns.push(`after ${seen.count}`);
      return () => Promise.resolve();
    });
    heal();
    await waitUntil(() => turns.length === 1, 'a turn');
    expect(turns[0]).to.not.equal('after 0');
  });

  it('leaves no connection behind it', async () => {
    const storage = await open();
    await storage.close();
    const other = await openByHand(name, 3);
    other.close();
  });
});
