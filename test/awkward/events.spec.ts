import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import {expect, test} from '@playwright/test';
import type {AdapterEvent} from '../../src/adapter/adapter-event.js';
import {subscribeByEvents} from '../../src/adapter/gateway/event-feed.js';
import type {PollMode} from '../../src/adapter/messaging-adapter.js';

/** What a stream's server does with the nth request for it. */
type Respond = (response: ServerResponse, request: IncomingMessage) => void;

const HEAD = {'content-type': 'text/event-stream', 'cache-control': 'no-store'};
const LIVE = 'event: live\ndata: {}\n\n';
const webhook = (payload: unknown, id: string) => `id: ${id}\nevent: webhook\ndata: ${JSON.stringify({payload})}\n\n`;
const TIMES = {silence: 60_000, grace: 20, catchUp: 0, shortest: 0, pause: () => 10};

/** Streams over real HTTP, each as the test has it; the last one goes on. */
async function open(responses: readonly Respond[], times: Partial<typeof TIMES> = {}) {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    responses[Math.min(asked.length, responses.length) - 1]?.(response, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/events`;
  const heard: unknown[] = [];
  const events: AdapterEvent[] = [];
  const modes: PollMode[] = [];
  const subscription = subscribeByEvents((event) => events.push(event), {
    ...{url, times: {...TIMES, ...times}},
    receive: (payload) => heard.push(payload),
    fallback: {watch: () => undefined, setPollMode: (mode) => void modes.push(mode), close: () => undefined},
  });
  const told = () => events.flatMap((event) => (event.type === 'live-changed' ? [event] : []));
  return {
    ...{asked, heard, events, modes, told},
    places: () => asked.map(({headers}) => headers['last-event-id']),
    async close() {
      subscription.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const stream =
  (...pieces: readonly (string | Uint8Array)[]): Respond =>
  (response) => {
    response.writeHead(200, HEAD);
    for (const piece of pieces) response.write(piece);
  };

const cutAfter =
  (...pieces: readonly string[]): Respond =>
  (response) => {
    response.writeHead(200, HEAD);
    response.write(pieces.join(''), () => setTimeout(() => response.destroy(), 20));
  };

test('a stream that is cut in the middle of an event goes on where it was', async () => {
  const half = webhook({n: 2}, '2').slice(0, 35);
  const page = await open([
    cutAfter(LIVE, webhook({n: 1}, '1'), half),
    stream(webhook({n: 1}, '1'), webhook({n: 2}, '2'), LIVE, webhook({n: 3}, '3')),
  ]);
  await expect.poll(() => page.heard).toEqual([{n: 1}, {n: 2}, {n: 3}]);
  expect(page.places()).toEqual([undefined, '1']);
  await page.close();
});

test('characters that are cut in two arrive whole', async () => {
  const bytes = new TextEncoder().encode(LIVE + webhook({text: 'Grüße 👩‍👩‍👧‍👦'}, '1'));
  const place = bytes.indexOf(0xf0) + 2;
  const page = await open([
    (response) => {
      response.writeHead(200, HEAD);
      response.write(bytes.subarray(0, place), () => setTimeout(() => response.write(bytes.subarray(place)), 20));
    },
  ]);
  await expect.poll(() => page.heard).toEqual([{text: 'Grüße 👩‍👩‍👧‍👦'}]);
  await page.close();
});

test('a half-open connection is given up, and another one made', async () => {
  const page = await open([stream(LIVE, webhook(1, '1')), stream(LIVE, webhook(2, '2'))], {silence: 150});
  await expect.poll(() => page.heard).toEqual([1, 2]);
  expect(page.places().slice(0, 2)).toEqual([undefined, '1']);
  await page.close();
});

test('a server that accepts and never answers is given up', async () => {
  const page = await open([() => undefined, stream(LIVE)], {silence: 150});
  await expect.poll(() => page.told().at(-1)?.state).toBe('live');
  expect(page.asked.length).toBeGreaterThan(1);
  await page.close();
});

for (const [what, respond, kind] of [
  ['a page', (response) => response.writeHead(200, {'content-type': 'text/html'}).end('<html>'), 'decode'],
  ['the page to sign in', (response, {url}) => signIn(response, url), 'decode'],
  ['nothing at all', (response) => response.destroy(), 'network'],
  ['an error', (response) => response.writeHead(502).end(), 'server'],
  ['bytes that are no text', stream(new Uint8Array(200_000).fill(0xff)), undefined],
] as readonly (readonly [string, Respond, string | undefined])[]) {
  test(`${what} instead of a stream: an error of a kind, polling, and another try`, async () => {
    const page = await open([respond]);
    if (kind === undefined) await expect.poll(() => page.asked.length).toBe(1);
    else await expect.poll(() => page.told().at(-1)?.error?.kind).toBe(kind);
    expect(page.modes.at(-1)).toBe('active');
    if (kind !== undefined) await expect.poll(() => page.asked.length).toBeGreaterThan(2);
    await page.close();
  });
}

function signIn(response: ServerResponse, url: string | undefined): void {
  if (url === '/events') response.writeHead(302, {location: '/sign-in'}).end();
  else response.writeHead(200, {'content-type': 'text/html'}).end('<html>');
}

test('an event of 100 MB is not taken in, and what it was is read otherwise', async () => {
  let written = 0;
  let isClosed = false;
  const page = await open([
    (response) => {
      response.writeHead(200, HEAD);
      response.write(LIVE + webhook(1, '1') + 'event: webhook\ndata: ');
      response.on('close', () => (isClosed = true));
      const part = 'x'.repeat(1_000_000);
      const more = (): void => {
        if (isClosed || written === 100) return;
        written++;
        response.write(part, () => setImmediate(more));
      };
      more();
    },
    stream(LIVE, webhook(2, '2')),
  ]);
  await expect.poll(() => page.heard).toEqual([1, 2]);
  expect(isClosed).toBe(true);
  expect(written).toBeLessThan(60);
  expect(page.places()).toEqual([undefined, undefined]);
  expect(page.events.filter(({type}) => type === 'conversations-invalidated').length).toBeGreaterThan(1);
  await page.close();
});

test('ten thousand events at once arrive, each once and in order', async () => {
  const numbers = Array.from({length: 10_000}, (_, number) => number);
  const page = await open([stream(LIVE, numbers.map((number) => webhook(number, `n-${number}`)).join(''))]);
  await expect.poll(() => page.heard.length).toBe(numbers.length);
  expect(page.heard).toEqual(numbers);
  await page.close();
});
