import {expect, waitUntil} from '@open-wc/testing';
import type {AdapterEvent} from '../../../src/adapter/adapter-event.js';
import {subscribeByEvents, type EventsOptions} from '../../../src/adapter/gateway/event-feed.js';
import type {AdapterSubscription, PollMode} from '../../../src/adapter/messaging-adapter.js';
import {randomId} from '../../../src/util/random-id.js';
import {LIVE, StreamServer, webhook} from './stream-server.js';

/** A turn of everything that waits. */
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

const LATER = 3_600_000;
const QUICK = {silence: LATER, grace: 5, catchUp: 0, shortest: 0, steady: LATER, pause: () => 5};
const PATIENT = {...QUICK, grace: LATER};

/** One tab's subscription, and all that it heard. */
function listen(server: StreamServer, options: Partial<EventsOptions> = {}) {
  const heard: unknown[] = [];
  const events: AdapterEvent[] = [];
  const modes: PollMode[] = [];
  let isFallbackClosed = false;
  const fallback: AdapterSubscription = {
    watch: () => undefined,
    setPollMode: (mode) => void (mode !== modes.at(-1) && modes.push(mode)),
    close: () => void (isFallbackClosed = true),
  };
  const subscription = subscribeByEvents((event) => events.push(event), {
    ...{url: '/events', fetch: server.fetch, fallback, times: QUICK, viewer: randomId()},
    receive: (payload) => heard.push(payload),
    ...options,
  });
  const count = (type: AdapterEvent['type']) => events.filter((event) => event.type === type).length;
  const states = () => events.flatMap((event) => (event.type === 'live-changed' ? [event.state] : []));
  const error = () => events.flatMap((event) => (event.type === 'live-changed' ? [event.error] : [])).at(-1);
  const isClosed = () => isFallbackClosed;
  return {heard, events, modes, subscription, count, states, error, isClosed};
}

describe('subscribeByEvents', () => {
  const open: {readonly subscription: AdapterSubscription}[] = [];
  let server = new StreamServer();
  const start = (options?: Partial<EventsOptions>) => {
    const tab = listen(server, options);
    open.push(tab);
    return tab;
  };

  beforeEach(() => (server = new StreamServer()));
  afterEach(() => open.splice(0).forEach(({subscription}) => subscription.close()));

  it('polls until there is a stream, rests while there is one, and catches up once at its beginning', async () => {
    const tab = start();
    tab.subscription.watch('c1');
    const connection = await server.connection(0);
    expect(connection.headers.get('accept')).to.equal('text/event-stream');
    expect(connection.headers.get('last-event-id')).to.equal(null);
    expect(tab.modes).to.deep.equal(['active']);
    connection.open('retry: 3000\n\n', LIVE);
    await waitUntil(() => tab.states().length === 1);
    expect(tab.modes.at(-1), 'until something comes, nobody knows that anything will').to.equal('idle');
    expect(tab.events).to.deep.equal([
      {type: 'live-changed', state: 'live'},
      {type: 'conversations-invalidated'},
      {type: 'messages-invalidated', conversationId: 'c1'},
    ]);
    connection.write(webhook({n: 1}, '1'));
    await waitUntil(() => tab.modes.at(-1) === 'hidden');
    expect(tab.events.at(-1)).to.deep.equal({type: 'live-changed', state: 'live'});
    expect(tab.count('conversations-invalidated')).to.equal(1);
  });

  it('hands each webhook on once, in the order they came', async () => {
    const tab = start();
    const connection = await server.connection(0);
    connection.open(LIVE, webhook({n: 3}, '3'), webhook({n: 1}, '1'), webhook({n: 3}, '3'), webhook({n: 2}, '2'));
    await waitUntil(() => tab.heard.length >= 3);
    connection.write(webhook({n: 1}, '1') + webhook('without an id') + webhook('without an id'));
    await waitUntil(() => tab.heard.length >= 5);
    expect(tab.heard).to.deep.equal([{n: 3}, {n: 1}, {n: 2}, 'without an id', 'without an id']);
  });

  it('goes on where it was after a cut in the middle of an event, without a gap, a doubled event or a read', async () => {
    const tab = start({times: PATIENT});
    (await server.connection(0)).open(LIVE, webhook({n: 1}, '1'), webhook({n: 2}, '2').slice(0, 30));
    await waitUntil(() => tab.heard.length === 1);
    const reads = tab.count('conversations-invalidated');
    server.connections[0]?.breakOff();
    const next = await server.connection(1);
    expect(next.headers.get('last-event-id')).to.equal('1');
    next.open(webhook({n: 1}, '1'), webhook({n: 2}, '2'), LIVE, webhook({n: 3}, '3'));
    await waitUntil(() => tab.heard.length === 3);
    expect(tab.heard).to.deep.equal([{n: 1}, {n: 2}, {n: 3}]);
    expect(tab.count('conversations-invalidated')).to.equal(reads);
  });

  it('reads again, once, where the log reaches back no longer', async () => {
    const tab = start();
    (await server.connection(0)).open(LIVE, webhook({n: 1}, '1'));
    await waitUntil(() => tab.heard.length === 1);
    server.connections[0]?.end();
    (await server.connection(1)).open('event: resync\ndata: {}\n\n', LIVE);
    await waitUntil(() => tab.count('conversations-invalidated') === 2);
    await turn();
    expect(tab.count('conversations-invalidated')).to.equal(2);
  });

  it('polls while nothing is promised, and catches up when it is again', async () => {
    const tab = start();
    const connection = await server.connection(0);
    connection.open(LIVE, 'event: poll\ndata: {"reason": "log-unavailable"}\n\n');
    await waitUntil(() => tab.states().at(-1) === 'interrupted');
    expect(tab.modes).to.deep.equal(['active', 'idle', 'active']);
    connection.write(webhook({n: 1}, '1') + LIVE);
    await waitUntil(() => tab.states().at(-1) === 'live');
    expect(tab.heard).to.deep.equal([{n: 1}]);
    expect(tab.modes.at(-1)).to.equal('hidden');
    expect(tab.count('conversations-invalidated')).to.equal(2);
  });

  it('says so when a cut lasts, polls meanwhile, and catches up once when the stream is back', async () => {
    const tab = start();
    (await server.connection(0)).open(LIVE, webhook({n: 1}, '1'));
    await waitUntil(() => tab.heard.length === 1);
    server.connections[0]?.breakOff();
    await waitUntil(() => tab.states().at(-1) === 'interrupted');
    expect(tab.error()?.kind).to.equal('network');
    expect(tab.modes.at(-1)).to.equal('active');
    (await server.connection(1)).open(LIVE);
    await waitUntil(() => tab.states().at(-1) === 'live');
    await turn();
    expect(tab.count('conversations-invalidated')).to.equal(2);
    expect(tab.modes.at(-1)).to.equal('hidden');
  });

  it('stops when the session has ended, and tries again when somebody comes back', async () => {
    const tab = start();
    (await server.connection(0)).answer(new Response('{}', {status: 401}));
    await waitUntil(() => tab.states().at(-1) === 'ended');
    expect(tab.modes.at(-1)).to.equal('hidden');
    await turn();
    expect(server.connections).to.have.lengthOf(1);
    window.dispatchEvent(new Event('online'));
    (await server.connection(1)).open(LIVE);
    await waitUntil(() => tab.states().at(-1) === 'live');
    expect(tab.count('conversations-invalidated')).to.equal(1);
  });

  it('asks for fresh headers once before it takes a session for ended', async () => {
    const asked: boolean[] = [];
    const headers = ({refused}: {readonly refused: boolean}) => {
      asked.push(refused);
      return {authorization: `Bearer ${asked.length}`};
    };
    const tab = start({headers});
    (await server.connection(0)).answer(new Response('', {status: 401}));
    const second = await server.connection(1);
    expect(second.headers.get('authorization')).to.equal('Bearer 2');
    second.answer(new Response('', {status: 401}));
    await waitUntil(() => tab.states().at(-1) === 'ended');
    expect(asked).to.deep.equal([false, true]);
  });

  it('polls for good where there is no stream', async () => {
    const tab = start();
    (await server.connection(0)).answer(new Response(null, {status: 204}));
    await waitUntil(() => tab.states().at(-1) === 'none');
    window.dispatchEvent(new Event('online'));
    await turn();
    expect(server.connections).to.have.lengthOf(1);
    expect(tab.modes).to.deep.equal(['active']);
  });

  const refusals: readonly (readonly [string, () => Response, string])[] = [
    ['a page instead of a stream', () => new Response('<html>', {headers: {'content-type': 'text/html'}}), 'decode'],
    ['an error of the server', () => new Response('', {status: 503}), 'server'],
    ['a limit', () => new Response('', {status: 429}), 'rate-limited'],
    ['nothing there', () => new Response('', {status: 404}), 'not-found'],
    ['JSON', () => Response.json({}), 'decode'],
  ];
  for (const [what, response, kind] of refusals) {
    it(`says which kind of trouble it is: ${what}`, async () => {
      const tab = start();
      (await server.connection(0)).answer(response());
      await waitUntil(() => tab.states().at(-1) === 'interrupted');
      expect(tab.error()).to.include({name: 'ConversationError', kind});
      expect(tab.modes.at(-1)).to.equal('active');
      await server.connection(1);
    });
  }

  it('pauses longer after each failure, and as long as it is asked to', async () => {
    const asked: unknown[] = [];
    start({times: {...QUICK, pause: (...request) => (asked.push(request), 1)}});
    (await server.connection(0)).answer(new Response('', {status: 503, headers: {'retry-after': '7'}}));
    (await server.connection(1)).open('retry: 400\n\n');
    server.connections[1]?.end();
    (await server.connection(2)).answer(new Response('', {status: 500}));
    await waitUntil(() => asked.length === 3);
    expect(asked).to.deep.equal([
      [1, {floor: 3000, retryAfter: 7000}],
      [2, {floor: 400, retryAfter: undefined}],
      [3, {floor: 400, retryAfter: undefined}],
    ]);
  });

  it('takes a stream that falls silent for one that is cut', async () => {
    const tab = start({times: {...QUICK, silence: 200}});
    const connection = await server.connection(0);
    connection.open(LIVE);
    await server.connection(1);
    expect(connection.isOver).to.equal(true);
    await waitUntil(() => tab.error()?.kind === 'timeout');
  });

  it('reads again what cannot be read, and goes on', async () => {
    const tab = start();
    const connection = await server.connection(0);
    connection.open(LIVE);
    await waitUntil(() => tab.count('conversations-invalidated') === 1);
    const odd = ['not JSON', '[]', 'null', '{"payload"', '{}'].map((data) => `event: webhook\ndata: ${data}\n\n`);
    odd.forEach((piece) => connection.write(piece));
    connection.write('event: unheard-of\ndata: {}\n\n' + webhook({n: 1}, '1'));
    await waitUntil(() => tab.heard.length === 1);
    expect(tab.count('conversations-invalidated')).to.be.greaterThan(1);
    expect(server.connections).to.have.lengthOf(1);
  });

  it('reads no more often than it may, however often it is told to', async () => {
    const tab = start({times: {...QUICK, catchUp: LATER}});
    const connection = await server.connection(0);
    connection.open(LIVE);
    for (let count = 0; count < 200; count++) connection.write('event: resync\ndata: {}\n\n');
    connection.write(webhook('last', '9'));
    await waitUntil(() => tab.heard.length === 1);
    expect(tab.count('conversations-invalidated')).to.equal(1);
  });

  it('gives up an event without an end, and what it was is read otherwise', async () => {
    const tab = start();
    const connection = await server.connection(0);
    connection.open(LIVE, webhook({n: 1}, '1'), 'data: ');
    const megabyte = 'x'.repeat(1_000_000);
    for (let count = 0; count < 6; count++) connection.write(megabyte);
    const next = await server.connection(1);
    expect(connection.isOver).to.equal(true);
    expect(next.headers.get('last-event-id')).to.equal(null);
    next.open(LIVE);
    await waitUntil(() => tab.count('conversations-invalidated') >= 2);
  });

  it('goes on when whoever takes a webhook throws', async () => {
    const thrown: unknown[] = [];
    const reported = globalThis.reportError;
    globalThis.reportError = (error) => void thrown.push(error);
    try {
      const heard: unknown[] = [];
      start({
        receive: (payload) => {
          heard.push(payload);
          throw new TypeError('no');
        },
      });
      (await server.connection(0)).open(LIVE, webhook(1, '1'), webhook(2, '2'));
      await waitUntil(() => heard.length === 2);
      expect(thrown).to.have.lengthOf(2);
    } finally {
      globalThis.reportError = reported;
    }
  });

  it('follows how closely anybody looks, as far as polling goes', async () => {
    const tab = start({whileLive: 'idle'});
    tab.subscription.setPollMode('hidden');
    (await server.connection(0)).open(LIVE);
    await waitUntil(() => tab.states().length === 1);
    expect(tab.modes.at(-1)).to.equal('hidden');
    tab.subscription.setPollMode('active');
    expect(tab.modes.at(-1)).to.equal('idle');
  });

  it('leaves nothing when it is closed', async () => {
    const tab = start();
    const connection = await server.connection(0);
    connection.open(LIVE);
    await waitUntil(() => tab.states().length === 1);
    tab.subscription.close();
    await waitUntil(() => connection.isOver);
    const before = tab.events.length;
    window.dispatchEvent(new Event('online'));
    await turn();
    expect(server.connections).to.have.lengthOf(1);
    expect(tab.events).to.have.lengthOf(before);
    expect(tab.isClosed()).to.equal(true);
  });

  it('lets go while the page is put aside, and reads again when it is back', async () => {
    const tab = start();
    const connection = await server.connection(0);
    connection.open(LIVE, webhook({n: 1}, '1'));
    await waitUntil(() => tab.heard.length === 1);
    window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}));
    await waitUntil(() => connection.isOver);
    const reads = tab.count('conversations-invalidated');
    window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
    const next = await server.connection(1);
    expect(next.headers.get('last-event-id')).to.equal('1');
    next.open(webhook({n: 2}, '2'), LIVE);
    await waitUntil(() => tab.heard.length === 2);
    expect(tab.count('conversations-invalidated')).to.equal(reads + 1);
  });

  describe('in several tabs', () => {
    const shared = () => ({viewer: randomId()});

    it('one listens, and all hear the same', async () => {
      const options = shared();
      const [first, second] = [start(options), start(options)];
      (await server.connection(0)).open(LIVE, webhook({n: 1}, '1'));
      await waitUntil(() => first.heard.length + second.heard.length === 2);
      const third = start(options);
      await waitUntil(() => third.states().at(-1) === 'live');
      server.connections[0]?.write(webhook({n: 2}, '2'));
      await waitUntil(() => first.heard.length + second.heard.length + third.heard.length === 5);
      expect(first.heard).to.deep.equal([{n: 1}, {n: 2}]);
      expect(second.heard).to.deep.equal([{n: 1}, {n: 2}]);
      expect(third.heard).to.deep.equal([{n: 2}]);
      expect(second.modes.at(-1)).to.equal('hidden');
      expect(server.connections).to.have.lengthOf(1);
    });

    it('when the one that listens goes, another goes on where it was: nothing is missed, nothing heard twice', async () => {
      const options = {...shared(), times: PATIENT};
      const first = start(options);
      (await server.connection(0)).open(LIVE, webhook({n: 1}, '1'));
      await waitUntil(() => first.heard.length === 1);
      const second = start(options);
      await waitUntil(() => second.states().at(-1) === 'live');
      server.connections[0]?.write(webhook({n: 2}, '2'));
      await waitUntil(() => second.heard.length === 1);
      const reads = second.count('conversations-invalidated');
      first.subscription.close();
      const next = await server.connection(1);
      expect(next.headers.get('last-event-id')).to.equal('2');
      next.open(webhook({n: 2}, '2'), webhook({n: 3}, '3'), LIVE);
      await waitUntil(() => second.heard.length === 2);
      expect(second.heard).to.deep.equal([{n: 2}, {n: 3}]);
      expect(new Set(second.states())).to.deep.equal(new Set(['live']));
      expect(second.count('conversations-invalidated')).to.equal(reads);
    });

    it('a tab that came before anything was said knows where the stream is all the same', async () => {
      const options = shared();
      const first = start(options);
      (await server.connection(0)).open('id: 40\n' + LIVE);
      await waitUntil(() => first.states().length === 1);
      const second = start(options);
      await waitUntil(() => second.states().length === 1);
      first.subscription.close();
      expect((await server.connection(1)).headers.get('last-event-id')).to.equal('40');
    });

    it('all are told when the session ends, and one that comes after signing in wakes the others', async () => {
      const options = shared();
      const [first, second] = [start(options), start(options)];
      (await server.connection(0)).answer(new Response('', {status: 401}));
      await waitUntil(() => [first, second].every((tab) => tab.states().at(-1) === 'ended'));
      const third = start(options);
      (await server.connection(1)).open(LIVE);
      await waitUntil(() => [first, second, third].every((tab) => tab.states().at(-1) === 'live'));
    });

    it('a tab that hears nothing of the one that listens polls by itself', async () => {
      const {viewer} = shared();
      let letGo = () => {};
      const held = new Promise<void>((resolve) => (letGo = resolve));
      const frozen = navigator.locks.request(`parlor:events:/events:${viewer}`, () => held);
      const tab = start({viewer, times: {...QUICK, silence: 300}});
      await waitUntil(() => tab.states().at(-1) === 'interrupted');
      expect(tab.modes.at(-1)).to.equal('active');
      expect(server.connections).to.have.lengthOf(0);
      letGo();
      await frozen;
      (await server.connection(0)).open(LIVE);
      await waitUntil(() => tab.states().at(-1) === 'live');
    });

    it('users who sign in with headers share nothing, unless they are named', async () => {
      const headers = () => ({authorization: 'Bearer of one of two'});
      start({headers, viewer: undefined});
      start({headers, viewer: undefined});
      await server.connection(1);
    });
  });
});
