import {createServer as createTcp, connect} from 'node:net';
import {expect, test} from '@playwright/test';
import {createGateway, memoryLog, type Gateway, type GatewayOptions, type Viewer} from '../../src/gateway/index.js';
import {redisLog} from '../../src/gateway/redis.js';
import {HALVES, KEYS, type TenantName} from './accounts.js';
import {deliver, deliveriesOf, post} from './deliveries.js';
import {listen, type Listening} from './pages.js';
import {HAS_REDIS, startRedis} from './redis.js';
import {ORIGIN, PUBLIC_URL, serveFetch, serveGateway, type RunningGateway} from './servers.js';

const {messageIn} = deliveriesOf('digivault');
const secret = KEYS.acme.webhook;

function half() {
  const made = HALVES['digivault']?.({baseUrl: 'http://127.0.0.1:9'});
  if (!made) throw new Error('digivault');
  return made;
}

/** Who the header `x-user` says: `TENANT/USER`. */
function authorize({headers}: Request): Viewer | null {
  const [tenant = 'acme', user = 'anna'] = (headers.get('x-user') ?? 'acme/anna').split('/');
  return tenant === 'nobody' ? null : {tenant, user};
}

const all: {close(): void | Promise<void>}[] = [];
test.afterEach(async () => {
  for (const each of all.splice(0).reverse()) await each.close();
});

type Options = Partial<GatewayOptions>;
/** The same gateway on a host of each kind. */
const HOSTS: Readonly<Record<string, (options: Options) => Promise<RunningGateway>>> = {
  'node:http': (options) => serveGateway({providers: {digivault: half()}, authorize, ...options}),
  'a host that knows Responses alone': (options) => serveFetch({providers: {digivault: half()}, authorize, ...options}),
};

const open = async (gateway: RunningGateway, options: Parameters<typeof listen>[1] = {}): Promise<Listening> => {
  const page = await listen(gateway.at('digivault/events'), options);
  all.push(page);
  return page;
};
const say = async (gateway: RunningGateway, message: string, tenant: TenantName = 'acme', text = 'Hello') =>
  (
    await deliver(
      gateway.at('digivault/webhook'),
      post('digivault', tenant, message, {secret: KEYS[tenant].webhook}, text),
    )
  ).status;
const messages = (page: Listening) => page.payloads().map(messageIn);
const names = (page: Listening) => page.events.map(({event}) => event);

for (const [host, serve] of Object.entries(HOSTS)) {
  test.describe(`events on ${host}`, () => {
    const start = async (options: Options = {}) => {
      const gateway = await serve(options);
      all.push(gateway);
      return gateway;
    };

    test('a stream begins with how soon to come back, and with a place to come back to', async () => {
      const gateway = await start();
      const page = await open(gateway);
      await page.until('live');
      expect(page.text()).toMatch(/^retry: 3000\n\nid: \S+\nevent: live\ndata: \{\}\n\n$/);
      const {headers} = await fetch(gateway.at('digivault/events'), {headers: {origin: ORIGIN}});
      expect(headers.get('content-type')).toBe('text/event-stream');
      expect(headers.get('cache-control')).toBe('no-store, no-transform');
      expect(headers.get('x-accel-buffering')).toBe('no');
    });

    test('what was missed is told when a page comes back, each once and in order', async () => {
      const gateway = await start();
      const first = await open(gateway);
      await first.until('live');
      await say(gateway, 'm1');
      await first.until('webhook');
      first.close();
      for (const each of ['m2', 'm3', 'm4']) await say(gateway, each);
      const second = await open(gateway, {after: first.lastId()});
      await second.until('live');
      await say(gateway, 'm5');
      await second.until('webhook', 4);
      expect(messages(first)).toEqual(['m1']);
      expect(messages(second)).toEqual(['m2', 'm3', 'm4', 'm5']);
      expect(names(second).indexOf('live')).toBe(3);
      // A connection that was cut before its first event has a place all the same.
      const third = await open(gateway, {after: (await open(gateway)).lastId() ?? first.lastId()});
      await third.until('live');
    });

    test('a page that was away for too long, or comes from another process, is told to read again', async () => {
      const gateway = await start({log: memoryLog({events: 3})});
      const page = await open(gateway);
      await page.until('live');
      for (const each of ['m1', 'm2', 'm3', 'm4', 'm5']) await say(gateway, each);
      await page.until('webhook', 5);
      const ids = page.events.filter(({event}) => event === 'webhook').map(({id}) => id);
      for (const [after, expected] of [
        [page.events[0]?.id, ['resync', 'live']],
        [ids[0], ['resync', 'live']],
        [ids[1], ['webhook', 'webhook', 'webhook', 'live']],
        ['other-3', ['resync', 'live']],
        ['../../etc', ['resync', 'live']],
      ] as const) {
        const back = await open(gateway, {after});
        await back.until('live');
        expect(names(back), after).toEqual(expected);
      }
    });

    test('a page sees what its viewer may see at that moment, also of what was missed', async () => {
      let seen = ['c-1'];
      const gateway = await start({
        authorize: (request) => {
          const viewer = authorize(request);
          return viewer && {...viewer, sees: ({conversationId = ''}) => seen.includes(conversationId)};
        },
      });
      const about = async (conversation: string, message: string) => {
        const {sign} = deliveriesOf('digivault');
        const object = {id: message, conversation_id: conversation};
        const payload = {id: `w-${message}`, type: 'conversation.message.created', data: {object}};
        const body = Buffer.from(JSON.stringify(payload));
        await deliver(gateway.at('digivault/webhook'), {body, headers: sign(body, {secret})});
      };
      const page = await open(gateway);
      await page.until('live');
      const place = page.lastId();
      await about('c-1', 'm1');
      await about('c-2', 'm2');
      await page.until('webhook');
      seen = ['c-2'];
      await about('c-1', 'm3');
      await about('c-2', 'm4');
      await page.until('webhook', 2);
      expect(messages(page)).toEqual(['m1', 'm4']);
      const back = await open(gateway, {after: place});
      await back.until('live');
      expect(messages(back)).toEqual(['m2', 'm4']);
    });

    test('a rule of the host that throws ends the stream it is about, and no other', async () => {
      const gateway = await start({
        authorize: (request) => {
          const viewer = authorize(request);
          const isBroken = viewer?.user === 'berta';
          const sees = () => {
            if (isBroken) throw new Error('no such table');
            return true;
          };
          return viewer && {...viewer, sees};
        },
      });
      const [berta, anna] = [await open(gateway, {user: 'acme/berta'}), await open(gateway)];
      await Promise.all([berta.until('live'), anna.until('live')]);
      expect(await say(gateway, 'm1')).toBe(204);
      await Promise.all([berta.ended, anna.until('webhook')]);
      expect([messages(berta), messages(anna)]).toEqual([[], ['m1']]);
    });

    test('whoever is signed out gets nothing more, and is told so when they come back', async () => {
      const sessions = new Set(['anna', 'berta']);
      const gateway = await start({
        authorize: (request) => {
          const viewer = authorize(request);
          const expires = request.headers.get('x-expires');
          if (!viewer || !sessions.has(viewer.user)) return null;
          return {...viewer, ...(expires !== null && {expiresAt: Number(expires)})};
        },
        streams: {keepAlive: 0.05, recheck: 0.05},
      });
      const expiring = await open(gateway, {headers: {'x-expires': String(Date.now() + 300)}});
      const [anna, berta] = [await open(gateway), await open(gateway, {user: 'acme/berta'})];
      await berta.until('live');
      await expiring.ended;
      gateway.gateway.endStreams(({user}) => user === 'berta');
      await berta.ended;
      sessions.delete('anna');
      await anna.ended;
      await say(gateway, 'm1');
      expect([expiring, anna, berta].flatMap(messages)).toEqual([]);
      expect(anna.text()).toContain(':\n\n');
      expect((await open(gateway)).status).toBe(401);
      const expired = {'x-user': 'acme/berta', 'x-expires': String(Date.now() - 1)};
      expect((await open(gateway, {headers: expired})).status).toBe(401);
    });

    test('a stream ends by itself where the host wants it, and goes on where it was', async () => {
      const gateway = await start({streams: {keepAlive: 0.05, seconds: 0.2}});
      const page = await open(gateway);
      await page.ended;
      await say(gateway, 'm1');
      const back = await open(gateway, {after: page.lastId()});
      await back.until('webhook');
      expect(messages(back)).toEqual(['m1']);
    });

    test('a viewer has so many streams and no more; one that is closed makes room', async () => {
      const gateway = await start({streams: {perViewer: 2}});
      const pages = [await open(gateway), await open(gateway)];
      expect((await open(gateway)).status).toBe(429);
      expect((await open(gateway, {user: 'acme/berta'})).status).toBe(200);
      pages[0]?.close();
      await expect.poll(async () => (await open(gateway)).status).toBe(200);
    });

    test('a page that left before it was let in leaves no stream behind', async () => {
      const gates: (() => void)[] = [];
      const gateway = await start({
        streams: {perViewer: 1},
        authorize: async (request) => {
          await new Promise<void>((resolve) => {
            if (gates.push(resolve) > 1) resolve();
          });
          return authorize(request);
        },
      });
      const left = new AbortController();
      const asking = fetch(gateway.at('digivault/events'), {headers: {origin: ORIGIN}, signal: left.signal});
      await expect.poll(() => gates.length).toBe(1);
      left.abort();
      await asking.catch(() => undefined);
      // The server hears of it by what comes after it.
      await say(gateway, 'm1');
      gates[0]?.();
      await expect.poll(() => gateway.reports.length).toBe(2);
      expect((await open(gateway)).status).toBe(200);
    });

    test('readers that stop reading are sent away; the others hear everything, and so do those who come back', async () => {
      test.setTimeout(180_000);
      const [waiting, count, size, stopped] = [65_536, 320, 20_000, 10];
      const gateway = await start({streams: {waiting, perViewer: 50}, log: memoryLog({events: 1000})});
      const good = await open(gateway);
      await good.until('live');
      const slow = await Promise.all(
        Array.from({length: stopped}, () => stoppedReader(gateway.at('digivault/events'))),
      );
      const before = process.memoryUsage().rss;
      for (let number = 0; number < count; number++) await say(gateway, `m${number}`, 'acme', 'x'.repeat(size));
      await good.until('webhook', count);
      const grown = (process.memoryUsage().rss - before) / 1e6;
      const expected = Array.from({length: count}, (_, number) => `m${number}`);
      expect(messages(good)).toEqual(expected);
      // What each was offered is more than what the systems in between swallow.
      expect(count * size).toBeGreaterThan(5_000_000);
      const texts = await Promise.all(slow.map((each) => each.readOn()));
      const evicted = texts.filter(({isCut}) => isCut).length;
      console.log(
        `${host}: ${stopped} stopped readers offered ${(count * size) / 1e6} MB each: ${evicted} sent away, rss +${grown.toFixed(0)} MB`,
      );
      expect(evicted).toBe(stopped);
      for (const {text} of texts) {
        const got = [...text.matchAll(/"id":"(m\d+)"/g)].map(([, id]) => id ?? '');
        // The last one may have been cut in the middle.
        const ids = [...text.matchAll(/^id: (\S+)\nevent: webhook\ndata: .*\n\n/gm)].map(([, id]) => id);
        const back = await open(gateway, {after: ids.at(-1) ?? /^id: (\S+)/m.exec(text)?.[1]});
        await back.until('live');
        expect([...got.slice(0, ids.length), ...messages(back)]).toEqual(expected);
        back.close();
      }
    });
  });
}

/** A connection that is opened and not read from until later. */
async function stoppedReader(url: string) {
  const {hostname, port, pathname} = new URL(url);
  const socket = connect({host: hostname, port: Number(port)});
  socket.write(`GET ${pathname} HTTP/1.1\r\nhost: x\r\norigin: ${ORIGIN}\r\nlast-event-id:\r\n\r\n`);
  await new Promise((resolve) => socket.once('readable', resolve));
  socket.on('error', () => undefined);
  return {
    async readOn(): Promise<{readonly text: string; readonly isCut: boolean}> {
      let raw = '';
      socket.setEncoding('utf8');
      socket.on('data', (part) => (raw += String(part)));
      const isCut = await Promise.race([
        new Promise<boolean>((resolve) => socket.once('close', () => resolve(true))),
        new Promise<boolean>((resolve) => setTimeout(() => resolve(false), 30_000)),
      ]);
      socket.destroy();
      // Without the sizes of the chunks.
      const text = raw.slice(raw.indexOf('\r\n\r\n') + 4).replace(/\r?\n?[\da-f]+\r\n/g, '');
      return {text: text.replaceAll('\r\n', ''), isCut};
    },
  };
}

test('a gateway that is closed ends its streams', async () => {
  const gateway: Gateway = createGateway({providers: {digivault: half()}, authorize, publicUrl: PUBLIC_URL});
  const response = await gateway.fetch(new Request(`${PUBLIC_URL}/digivault/events`, {headers: {origin: ORIGIN}}));
  const reading = response.text();
  await gateway.close();
  expect(await reading).toContain('event: live');
});

test.describe('with Redis', () => {
  test.skip(!HAS_REDIS, 'there is no redis-server on this machine');

  test('a Redis that forgot everything has pages read again', async () => {
    test.setTimeout(180_000);
    const redis = await startRedis();
    all.push(redis);
    const client = redis.client();
    const gateway = await serveGateway({providers: {digivault: half()}, authorize, log: redisLog(client)});
    all.push(gateway);
    const page = await open(gateway);
    await page.until('live');
    await say(gateway, 'm1');
    await page.until('webhook');
    await client.sendCommand(['FLUSHALL']);
    await redis.kill();
    await page.until('poll');
    expect(await say(gateway, 'm2')).toBe(503);
    await redis.start();
    await page.until('resync');
    await page.until('live', 2);
    expect(await say(gateway, 'm2')).toBe(204);
    await page.until('webhook', 2);
    expect(messages(page)).toEqual(['m1', 'm2']);
    client.destroy();
  });

  test('a page that connects while Redis is gone polls, and is live once it is back', async () => {
    test.setTimeout(180_000);
    const redis = await startRedis();
    all.push(redis);
    await redis.kill();
    const gateway = await serveGateway({providers: {digivault: half()}, authorize, log: redisLog(redis.client())});
    all.push(gateway);
    const page = await open(gateway);
    await page.until('poll');
    await redis.start();
    await page.until('live');
    await say(gateway, 'm1');
    await page.until('webhook');
  });
});

test('a client whose connection is cut in the middle of an event leaves no trace', async () => {
  const gateway = await serveGateway({providers: {digivault: half()}, authorize});
  all.push(gateway);
  const {port} = new URL(gateway.url);
  // Something in between that cuts.
  const between = createTcp((socket) => {
    const onward = connect(Number(port), '127.0.0.1');
    socket.pipe(onward);
    onward.on('data', (data) => (data.includes('webhook') ? socket.destroy() : socket.write(data)));
    for (const each of [socket, onward]) each.on('error', () => undefined);
    socket.on('close', () => onward.destroy());
  });
  await new Promise<void>((resolve) => between.listen(0, '127.0.0.1', resolve));
  const address = between.address();
  const cut = typeof address === 'object' && address ? address.port : 0;
  const page = await listen(`http://127.0.0.1:${cut}/messaging/digivault/events`);
  await page.until('live');
  await say(gateway, 'm1');
  await page.ended;
  const back = await open(gateway, {after: page.lastId()});
  await back.until('webhook');
  expect(messages(back)).toEqual(['m1']);
  await new Promise((resolve) => between.close(resolve));
});
