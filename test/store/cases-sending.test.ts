import {expect, waitUntil} from '@open-wc/testing';
import {InboxStore} from '../../src/store/inbox-store.js';
import {openStorage} from '../../src/store/storage/indexed-db.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import {aConversation, aMessage} from '../model/builders.js';
import {phoneOf} from './large-world.js';
import {ALL, conversationOf, openedOn, openThread, provider, watchPosts, WIRED} from './provider-scene.js';
import {at, ScriptedAdapter, settle} from './scripted-adapter.js';
import {failing, freshName, fullError, lostError} from './storage/storage-tools.js';

const LONG = {timeout: 9000};
const phases = (store: InboxStore, id: string) =>
  store.outbox.queue(id).map(({localId}) => store.outbox.phaseOf(localId)?.name);
const isThrough = (store: InboxStore) => waitUntil(() => store.outbox.state.unsent.count === 0, 'all is through', LONG);

describe('a page that is offline', () => {
  for (const name of ALL) {
    it(`sends what was written there once, in its order, also after a reload (${name})`, async function () {
      this.timeout(30_000);
      const {world, connect, stored} = provider(name);
      const posts = watchPosts(world, 'Written offline');
      const database = freshName();
      const offline = await openedOn(connect(), {storage: await openStorage(database)});
      const ids = [0, 1].map((person) => conversationOf(offline, person));
      offline.outbox.setOnline(false);
      const texts = Array.from({length: 30}, (_, place) => `Written offline ${String(place).padStart(2, '0')}`);
      texts.forEach((text, place) => offline.send({conversationId: ids[place % 2] ?? '', text}));
      await waitUntil(() => phases(offline, ids[0] ?? '')[0] === 'waiting-for-connection');
      expect(phases(offline, ids[0] ?? '')).not.to.include('unconfirmed');
      expect(posts.count).to.equal(0);
      await offline.dispose();
      const online = await openedOn(connect(), {storage: await openStorage(database)});
      await isThrough(online);
      for (const text of texts) expect(stored(text), text).to.equal(1);
      const written = world.backend
        .threads()
        .map(({id}) => world.backend.messagesOf(id).flatMap(({text}) => (text?.startsWith('Written') ? [text] : [])));
      for (const thread of written) expect(thread).to.deep.equal([...thread].sort());
      await online.clear();
      await online.dispose();
    });
  }
});

const ASKED = ['0', '-1', new Date(0).toUTCString(), '1767225600', 'soon', '', undefined, '3'];

describe('a provider that says “not now”', () => {
  for (const name of WIRED) {
    it(`is asked a few times only, whatever it says of when (${name})`, async function () {
      this.timeout(30_000);
      const sends = ASKED.map(async (retryAfter) => {
        const {world, connect} = provider(name);
        const posts = watchPosts(world, 'Not now', () => {
          const headers = new Headers(retryAfter === undefined ? undefined : {'retry-after': retryAfter});
          return Promise.resolve(Response.json({error: 'rate limited'}, {status: 429, headers}));
        });
        const store = await openedOn(connect());
        const id = conversationOf(store, 0);
        store.send({conversationId: id, text: 'Not now'});
        await waitUntil(() => posts.count > 0, 'it is asked', LONG);
        await new Promise((resolve) => setTimeout(resolve, 2500));
        expect(posts.count, `Retry-After: ${retryAfter}`).to.be.at.most(2);
        const [entry] = store.outbox.queue(id);
        expect(entry?.outgoing.text ?? store.drafts.get(id).text, 'the text is there').to.equal('Not now');
        expect(entry?.state).not.to.equal('unconfirmed');
        await store.dispose();
      });
      await Promise.all(sends);
    });
  }
});

describe('a contact who texted STOP while a reply waited', () => {
  for (const name of ALL) {
    for (const word of ['STOP', 'Unsubscribe']) {
      it(`gets nothing when the page is opened again, and the text is kept (${name}, ${word})`, async function () {
        this.timeout(20_000);
        const {world, connect, stored} = provider(name);
        const database = freshName();
        const before = await openedOn(connect(), {storage: await openStorage(database)});
        const id = conversationOf(before, 1);
        before.outbox.setOnline(false);
        before.send({conversationId: id, text: 'Too late'});
        await waitUntil(() => phases(before, id)[0] === 'waiting-for-connection');
        await before.dispose();
        world.clock.advance(60_000);
        world.backend.receive({phone: phoneOf(1), text: word});
        const after = await openedOn(connect(), {storage: await openStorage(database)});
        const isKept = () => after.drafts.get(id).text === 'Too late' || phases(after, id)[0] === 'refused';
        await waitUntil(isKept, 'it is held back', LONG);
        expect(stored('Too late')).to.equal(0);
        expect(after.blockOf(id)?.reason).to.match(/opted-out/);
        await after.clear();
        await after.dispose();
      });
    }

    it(`gets nothing when the connection is back (${name})`, async function () {
      this.timeout(20_000);
      const {world, connect, stored} = provider(name);
      const store = await openedOn(connect());
      const id = conversationOf(store, 1);
      await openThread(store, id);
      store.outbox.setOnline(false);
      store.send({conversationId: id, text: 'Too late'});
      world.clock.advance(60_000);
      world.backend.receive({phone: phoneOf(1), text: 'stop'});
      store.outbox.setOnline(true);
      await waitUntil(() => store.drafts.get(id).text === 'Too late' || phases(store, id)[0] === 'refused', '', LONG);
      expect(stored('Too late')).to.equal(0);
      await store.dispose();
    });
  }

  for (const name of WIRED) {
    it(`gets nothing when a rate limit has ended (${name})`, async function () {
      this.timeout(20_000);
      const {world, connect, stored} = provider(name);
      const posts = watchPosts(world, 'Too late', (post, ask) =>
        post > 0 ? ask() : Promise.resolve(Response.json({}, {status: 429, headers: {'retry-after': '1'}})),
      );
      const store = await openedOn(connect());
      const id = conversationOf(store, 1);
      store.send({conversationId: id, text: 'Too late'});
      await waitUntil(() => posts.count === 1, 'it is refused for now', LONG);
      world.clock.advance(60_000);
      world.backend.receive({phone: phoneOf(1), text: 'STOP'});
      await waitUntil(() => store.drafts.get(id).text === 'Too late' || phases(store, id)[0] === 'refused', '', LONG);
      expect(posts.count).to.equal(1);
      expect(stored('Too late')).to.equal(0);
      await store.dispose();
    });
  }
});

describe('a request that its adapter holds', () => {
  it('does not leave once STOP is on screen', async () => {
    const adapter = new ScriptedAdapter();
    let letGo: () => void = () => undefined;
    let leaving: Promise<unknown> | undefined;
    let hasLeft = false;
    adapter.sendMessage = (_message, options) => {
      const held = new Promise<void>((resolve) => (letGo = resolve)).then(async () => {
        await options?.beforeLeave?.();
        hasLeft = true;
        return aMessage({conversationId: 'one', direction: 'outbound'});
      });
      leaving = held.catch(() => undefined);
      return held;
    };
    const store = new InboxStore(adapter, {now: () => 5000});
    store.open();
    at(adapter.lists, 0).answer({items: [aConversation({id: 'one', consent: {state: 'unknown', source: 'derived'}})]});
    await settle();
    store.select('one');
    at(adapter.pages, 0).answer({messages: [aMessage({conversationId: 'one', id: 'hi', at: 1000})]});
    await settle();
    store.send({conversationId: 'one', text: 'Held'});
    await settle();
    const stop = aMessage({conversationId: 'one', id: 'stop', at: 2000, text: 'Stop'});
    adapter.emit({type: 'message-created', message: stop});
    expect(store.blockOf('one')?.reason).to.match(/opted-out/);
    letGo();
    await leaving;
    await settle();
    expect(hasLeft).to.equal(false);
    expect(store.drafts.get('one').text === 'Held' || phases(store, 'one')[0] === 'refused').to.equal(true);
    await store.dispose();
  });
});

const SPELLINGS = ['(202) 555-0001', '202.555.0001', '+1 202 555 0001', '1-202-555-0001', ' 2025550001 '];

describe('consent of a pair of numbers', () => {
  for (const name of ALL) {
    it(`is asked however the number is written in the form (${name})`, async function () {
      this.timeout(20_000);
      const {world, connect, stored} = provider(name);
      world.backend.receive({phone: phoneOf(1), text: 'STOP'});
      const store = await openedOn(connect());
      if (store.capabilities.startConversation !== 'native') return store.dispose();
      await openThread(store, conversationOf(store, 1));
      await store.pending.loadStartForm();
      const numbers = store.pending.state.start.form?.recipients;
      for (const spelling of numbers ? [] : SPELLINGS) {
        const recipient = {kind: 'address', value: spelling} as const;
        const id = await store.pending.start({recipient, text: 'Around the corner'});
        expect(id, spelling).to.equal(undefined);
        expect(store.pending.state.start.startError?.kind, spelling).to.equal('opted-out');
      }
      expect(stored('Around the corner')).to.equal(0);
      await store.dispose();
    });
  }

  it('is that of the number chosen to send from, and stays there', async () => {
    const {world, connect, stored} = provider('memory');
    const other = world.backend.addOwnNumber({id: 'other', phone: '+12025550200', label: 'Other'});
    const id = world.backend.threadWithPhone(phoneOf(1))?.id ?? '';
    world.backend.optOut(id, other.id);
    const store = await openedOn(connect());
    await openThread(store, id);
    await store.pending.loadEndpoints();
    store.chooseEndpoint(id, 'other');
    store.send({conversationId: id, text: 'From the other', ownEndpointId: 'other'});
    await waitUntil(() => phases(store, id)[0] === 'refused' || store.drafts.get(id).text === 'From the other');
    expect(stored('From the other')).to.equal(0);
    expect(store.blockOf(id)?.reason).to.match(/opted-out/);
    store.chooseEndpoint(id, undefined);
    expect(store.blockOf(id)).to.equal(undefined);
    store.setDraft(id, '');
    for (const {localId} of store.outbox.queue(id)) await store.discard(localId);
    store.send({conversationId: id, text: 'From our own'});
    await isThrough(store);
    expect(stored('From our own')).to.equal(1);
    await store.dispose();
  });
});

describe('a conversation started from a number the contact opted out of', () => {
  it('is refused, however the number is written, and the thread with our own number stays open', async () => {
    const adapter = new ScriptedAdapter({startConversation: 'native', chooseOwnEndpoint: 'native'});
    const own = {id: 'own', address: '+12025550100'};
    const other = {id: 'other', address: '+12025550200'};
    const started: unknown[] = [];
    Object.assign(adapter, {
      listOwnEndpoints: () => Promise.resolve([own, other]),
      describeStart: () => Promise.resolve({recipientKinds: ['address'], firstMessage: 'optional', asksTitle: false}),
      startConversation: (request: unknown) => {
        started.push(request);
        return Promise.resolve(aConversation({id: 'new'}));
      },
    });
    const store = new InboxStore(adapter, {now: () => 5000});
    store.open();
    const participants = [{role: 'contact', address: phoneOf(1)}] as const;
    const optedOut = {state: 'opted-out', source: 'native'} as const;
    const items = [
      aConversation({id: 'ours', ownEndpoint: own, participants, consent: {state: 'unknown', source: 'native'}}),
      aConversation({id: 'theirs', ownEndpoint: other, participants, consent: optedOut}),
    ];
    at(adapter.lists, 0).answer({items});
    await store.pending.loadStartForm();
    await settle();
    for (const value of SPELLINGS) {
      const request = {recipient: {kind: 'address', value}, text: 'Hello', ownEndpointId: 'other'} as const;
      expect(await store.pending.start(request), value).to.equal(undefined);
      expect(store.pending.state.start.startError?.kind, value).to.equal('opted-out');
    }
    expect(started).to.have.length(0);
    expect(store.blockOf('theirs')?.reason).to.equal('opted-out');
    expect(store.blockOf('ours')).to.equal(undefined);
    const recipient = {kind: 'address', value: '(202) 555-0001'} as const;
    expect(await store.pending.start({recipient, text: 'Hello', ownEndpointId: 'own'})).to.equal('new');
    await store.dispose();
  });
});

describe('a database that fails while replies wait', () => {
  const BREAKS = {
    'the connection is lost': () => [failing(IDBDatabase.prototype, 'transaction', lostError)],
    'the connection is lost for good': () => [
      failing(IDBDatabase.prototype, 'transaction', lostError),
      failing(IDBFactory.prototype, 'open', lostError),
    ],
    'the disk is full': () => [
      failing(IDBObjectStore.prototype, 'add', fullError),
      failing(IDBObjectStore.prototype, 'put', fullError),
    ],
  };
  for (const [what, breaks] of Object.entries(BREAKS)) {
    for (const isHealed of [true, false]) {
      it(`sends each once, or later: ${what}, ${isHealed ? 'and is back' : 'until the page is loaded again'}`, async function () {
        this.timeout(30_000);
        const {world, connect, stored} = provider('surge');
        const posts = watchPosts(world, 'Waits', (post, ask) =>
          post > 0 ? ask() : Promise.resolve(Response.json({}, {status: 429, headers: {'retry-after': '1'}})),
        );
        const database = freshName();
        const store = await openedOn(connect(), {storage: await openStorage(database)});
        const id = conversationOf(store, 0);
        const texts = ['Waits one', 'Waits two', 'Waits three'];
        texts.forEach((text) => store.send({conversationId: id, text}));
        await waitUntil(() => phases(store, id)[0] === 'waiting-for-rate-limit', 'it has to wait', LONG);
        const ends = breaks();
        try {
          store.setDraft(id, 'Notices the trouble');
          await waitUntil(() => store.state.storage.trouble !== undefined, 'the trouble is known', LONG);
          await new Promise((resolve) => setTimeout(resolve, 1500));
          expect(posts.count, 'what is kept does not leave unless that can be written down').to.equal(1);
          expect(phases(store, id)[0]).to.equal('waiting-for-storage');
          if (!isHealed) await store.dispose();
        } finally {
          ends.forEach((end) => end());
        }
        if (isHealed) await waitUntil(() => texts.every((text) => stored(text) === 1), 'all are sent');
        if (isHealed) await isThrough(store);
        if (isHealed) await store.dispose();
        const next = await openedOn(connect(), {storage: await openStorage(database)});
        await waitUntil(() => texts.every((text) => stored(text) === 1), 'all are sent once');
        await isThrough(next);
        expect(texts.map(stored)).to.deep.equal([1, 1, 1]);
        await next.clear();
        await next.dispose();
      });
    }
  }

  it('sends nothing that was taken back meanwhile', async function () {
    this.timeout(30_000);
    const {world, connect, stored} = provider('surge');
    watchPosts(world, 'Waits', (post, ask) =>
      post > 0 ? ask() : Promise.resolve(Response.json({}, {status: 429, headers: {'retry-after': '1'}})),
    );
    const database = freshName();
    const store = await openedOn(connect(), {storage: await openStorage(database)});
    const id = conversationOf(store, 0);
    store.send({conversationId: id, text: 'Waits and goes'});
    store.send({conversationId: id, text: 'Waits and is taken back'});
    await waitUntil(() => phases(store, id)[0] === 'waiting-for-rate-limit', 'it has to wait', LONG);
    const second = store.outbox.queue(id)[1]?.localId ?? '';
    const heal = failing(IDBDatabase.prototype, 'transaction', lostError);
    let discarding: Promise<void> | undefined;
    try {
      discarding = store.discard(second);
      await waitUntil(() => store.state.storage.trouble !== undefined, 'the trouble is known', LONG);
    } finally {
      heal();
    }
    await waitUntil(() => stored('Waits and goes') === 1, 'the other is sent');
    await discarding;
    await store.dispose();
    const next = await openedOn(connect(), {storage: await openStorage(database)});
    await isThrough(next);
    expect(stored('Waits and is taken back')).to.equal(0);
    expect(stored('Waits and goes')).to.equal(1);
    await next.clear();
    await next.dispose();
  });
});

describe('a message of which the answer was lost', () => {
  for (const name of WIRED) {
    for (const minutes of [6, -6, 0, 600]) {
      it(`is recognised where the provider’s clock is ${minutes} minutes ahead (${name})`, async function () {
        this.timeout(20_000);
        const {world, connect, stored} = provider(name);
        watchPosts(world, 'Answer lost', async (_post, ask) => {
          await ask();
          return Response.json({}, {status: 504});
        });
        const now = () => world.clock.now() - minutes * 60_000;
        const store = await openedOn(connect(), {now});
        const id = conversationOf(store, 0);
        await openThread(store, id);
        store.send({conversationId: id, text: 'Answer lost'});
        await waitUntil(() => stored('Answer lost') === 1, 'it arrived', LONG);
        const entry = () => store.outbox.queue(id)[0];
        const tellsDirections = store.capabilities.messageDirections === 'native';
        const isKnown = () => !entry() || entry()?.search === 'cannot-tell' || entry()?.possibleEcho !== undefined;
        const reads = async () => {
          await store.refresh();
          return tellsDirections ? !entry() : isKnown();
        };
        await waitUntil(reads, 'it is recognised, or the reader is told that nobody can tell', LONG);
        if (!entry()) {
          const shown = store.threadMessages(id).filter(({text}) => text === 'Answer lost');
          expect(shown).to.have.length(1);
        }
        expect(stored('Answer lost')).to.equal(1);
        await store.dispose();
      });
    }
  }
});

describe('two tabs of one user', () => {
  it('hold one draft: what one finished and sent is gone in the other', async () => {
    const {connect, stored} = provider('memory');
    const shared = new SharedMemory();
    const [a, b] = await Promise.all([
      openedOn(connect(), {storage: new MemoryStorage(shared)}),
      openedOn(connect(), {storage: new MemoryStorage(shared)}),
    ]);
    const id = conversationOf(a, 0);
    b.setDraft(id, 'Begun in', ['https://files.example/a.png']);
    await waitUntil(() => a.drafts.get(id).text === 'Begun in');
    a.setDraft(id, 'Begun in the other');
    a.send({conversationId: id, text: 'Begun in the other'});
    await waitUntil(() => b.drafts.isEmpty(id), 'the other is empty');
    await isThrough(a);
    expect(stored('Begun in the other')).to.equal(1);
    await Promise.all([a.dispose(), b.dispose()]);
  });
});
