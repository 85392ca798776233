import {existsSync} from 'node:fs';
import {connect} from 'node:net';
import {fileURLToPath} from 'node:url';
import {expect, test} from '@playwright/test';
import {uploadMedia} from '../../src/adapter/gateway/problems.js';
import {ConversationError} from '../../src/model/conversation-error.js';
import {ACCOUNT_IDS, KEYS} from './accounts.js';
import {deliver, deliveriesOf, post} from './deliveries.js';
import {PROGRAMS, startHost, type RunningHost} from './hosts/host.js';
import type {Listening} from './pages.js';
import {ORIGIN, problemIn} from './servers.js';

const MESSAGES = `api/accounts/${ACCOUNT_IDS.surge.acme}/messages`;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 255, 10, 13]);
const {messageIn} = deliveriesOf('surge');

for (const program of PROGRAMS) {
  test.describe(`the example for ${program.name}`, () => {
    test.skip(
      !existsSync(fileURLToPath(new URL('../../dist/gateway/index.js', import.meta.url))),
      'the package is not built',
    );
    // One program for all of them, which the last one ends.
    test.describe.configure({mode: 'default'});

    let host: RunningHost;
    let cookie = '';

    test.beforeAll(async () => {
      let sent = 0;
      host = await startHost(program, ({method}) =>
        method === 'GET'
          ? Response.json({data: [{id: 'msg_1', body: 'Hello'}]})
          : Response.json({id: `msg_sent_${++sent}`}),
      );
      cookie = await host.signIn();
    });
    test.afterAll(() => host.close());

    const send = (key: string, body = 'Hi', headers: Readonly<Record<string, string>> = {}) =>
      host.ask(MESSAGES, cookie, {
        method: 'POST',
        headers: {'content-type': 'application/json', 'idempotency-key': key, ...headers},
        body: JSON.stringify({conversation: {id: 'cnv_1'}, body}),
      });
    const sends = () => host.provider.arrived.filter(({method}) => method === 'POST').length;
    const tell = async (message: string, secret = KEYS.acme.webhook) =>
      (await deliver(host.at('webhook'), post('surge', 'acme', message, {secret}))).status;
    const messages = (page: Listening) => page.payloads().map(messageIn);
    /** A stream, as soon as there is room for one: a host notices a moment later that a page is gone. */
    async function opened(who: string): Promise<Listening> {
      for (;;) {
        const page = await host.open(who);
        if (page.status === 200) return page;
        expect(page.status).toBe(429);
      }
    }

    test('lets in who signs in, and shows the inbox to nobody else', async () => {
      expect(await host.signIn('a guess')).toBe('');
      expect(cookie).toMatch(/^session=[\w-]{40,}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax; Secure$/);
      test.skip(!program.hasPage, 'Next renders its pages itself');
      expect(await (await fetch(host.url)).text()).not.toContain('parlor-inbox');
      expect(await (await fetch(host.url, {headers: {cookie}})).text()).toContain('<parlor-inbox provider="surge"');
      const script = await fetch(`${host.url}/parlor/parlor.js`);
      expect([script.status, script.headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8']);
    });

    test('lists through the proxy, with the key and without the cookie', async () => {
      const response = await host.ask(MESSAGES, cookie);
      expect(await response.json()).toEqual({data: [{id: 'msg_1', body: 'Hello'}]});
      const {headers, path} = host.provider.arrived.at(-1) ?? {};
      expect(path).toBe(`/accounts/${ACCOUNT_IDS.surge.acme}/messages`);
      expect(headers).toMatchObject({authorization: `Bearer ${KEYS.acme.api}`});
      expect(headers).not.toHaveProperty('cookie');
    });

    test('sends once, however often a page repeats it', async () => {
      const before = sends();
      const [first, second] = [await send('local-1'), await send('local-1')];
      expect(await second.json()).toEqual(await first.json());
      expect(second.headers.get('idempotent-replayed')).toBe('true');
      expect(await problemIn(await send('local-1', 'Something else'))).toBe('422 key-reused');
      expect(sends()).toBe(before + 1);
    });

    test('has nothing for a stranger, nor for another site', async () => {
      const before = host.provider.arrived.length;
      for (const stranger of [undefined, 'session=guess', `session=${'x'.repeat(43)}`]) {
        for (const place of [MESSAGES, 'events']) {
          expect(await problemIn(await host.ask(place, stranger)), place).toBe('401 unauthorized');
        }
        expect(await problemIn(await host.ask('media', stranger, {method: 'POST', body: PNG}))).toBe(
          '401 unauthorized',
        );
      }
      for (const origin of ['https://evil.example', 'null', 'http://app.example']) {
        const asked = {
          method: 'POST',
          headers: {cookie, origin, 'content-type': 'application/json'},
          body: '{"body":"Hi"}',
        };
        expect(await problemIn(await fetch(host.at(MESSAGES), asked)), origin).toBe('403 foreign-origin');
        expect(await problemIn(await fetch(host.at('events'), {headers: {cookie, origin}}))).toBe('403 foreign-origin');
      }
      expect(host.provider.arrived.length).toBe(before);
      expect(await host.stored()).toEqual([]);
    });

    test('takes a webhook as it was signed, also by the next secret, and brings it to the page', async () => {
      const page = await host.open(cookie);
      await page.until('live');
      expect(await tell('forged', KEYS.globex.webhook)).toBe(401);
      expect([await tell('m1'), await tell('m2', KEYS.rotated)]).toEqual([204, 204]);
      await page.until('webhook', 2);
      expect(messages(page)).toEqual(['m1', 'm2']);
    });

    test('tells a page that comes back what it missed, once and in order', async () => {
      const page = await host.open(cookie);
      await page.until('live');
      await tell('m3');
      await page.until('webhook');
      page.close();
      for (const message of ['m4', 'm5']) await tell(message);
      const back = await host.open(cookie, {after: page.lastId()});
      await back.until('live');
      expect(messages(back)).toEqual(['m4', 'm5']);
    });

    const upload = (name: string, type: string, content: Uint8Array<ArrayBuffer> | string) =>
      uploadMedia(
        new File([content], name, {type}),
        {url: 'media', fetch: (_url, init) => host.ask('media', cookie, init)},
        new AbortController().signal,
      );
    /** Where the address leads: the origin is the product's. */
    const served = (address: string, init?: RequestInit) => fetch(address.replace(ORIGIN, host.url), init);

    test('takes a file from the page’s uploader, and serves exactly its bytes, to the provider too', async () => {
      const address = await upload('roof.png', 'image/png', PNG);
      expect(address).toMatch(/^https:\/\/app\.example\/files\/[\w-]{32}\.png$/);
      const response = await served(address);
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(PNG);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        ...{'content-type': 'image/png', 'x-content-type-options': 'nosniff'},
        'content-disposition': `inline; filename="${address.split('/').at(-1)}"`,
        'content-security-policy': "default-src 'none'; sandbox",
      });
      const head = await served(address, {method: 'HEAD'});
      expect([head.status, head.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(
        (await served(await upload('a.pdf', 'application/pdf', '%PDF-1.7'))).headers.get('content-disposition'),
      ).toMatch(/^attachment; filename="[\w-]{32}\.pdf"$/);
    });

    test('names a file itself, whatever the page calls it', async () => {
      const before = (await host.stored()).length;
      const long = `${'long '.repeat(5000)}.png`;
      const zalgo = `Z${'\u0300\u0336\u035b'.repeat(500)}algo.png`;
      const names = [
        '../../gateway.mjs',
        '..\\..\\x.png',
        '/etc/passwd',
        'x.html',
        'x.png\0.html',
        '.png',
        'a"; b.png',
        '',
        zalgo,
        long,
      ];
      for (const name of names) {
        const address = await upload(name, 'image/png', PNG);
        expect(address, name).toMatch(/\/files\/[\w-]{32}\.png$/);
        expect((await served(address)).headers.get('content-type')).toBe('image/png');
      }
      const stored = await host.stored();
      expect(stored.length).toBe(before + names.length);
      for (const name of stored) expect(name).toMatch(/^[\w-]{32}\.(?:png|pdf)$/);
      for (const path of ['../gateway.mjs', '..%2fgateway.mjs', '%2e%2e/package.json', 'x.png', '.env', '']) {
        expect(await statusOf(host.url, `/files/${path}`), path).not.toBe(200);
      }
    });

    test('refuses what is empty, too large, of another type, or a lie, and names the limit', async () => {
      const before = await host.stored();
      const refused = async (...file: Parameters<typeof upload>): Promise<unknown> => {
        try {
          return await upload(...file);
        } catch (thrown) {
          if (!(thrown instanceof ConversationError)) throw thrown;
          const {kind, raw} = thrown;
          return {kind, raw};
        }
      };
      const large = new Uint8Array(5_000_001);
      large.set(PNG);
      const expected = (raw: Readonly<Record<string, unknown>>) => ({
        kind: 'validation',
        raw: expect.objectContaining(raw) as unknown,
      });
      const types = expect.arrayContaining(['image/jpeg', 'application/pdf']) as unknown;
      expect(await refused('0.png', 'image/png', '')).toEqual(expected({code: 'empty', status: 400}));
      expect(await refused('1.png', 'image/png', large)).toEqual(
        expected({code: 'too-large', status: 413, limit: 5_000_000}),
      );
      expect(await refused('1.html', 'text/html', '<p>')).toEqual(
        expected({code: 'unsupported-type', status: 415, types}),
      );
      expect(await refused('1.png', 'image/png', '<script>')).toEqual(expected({code: 'unreadable', status: 400}));
      expect(await host.stored()).toEqual(before);
    });

    test('frees the place of a page that goes away', async () => {
      const other = await host.signIn();
      const pages: Listening[] = [];
      const isFull = async () => {
        const page = await host.open(other);
        pages.push(page);
        return page.status === 429;
      };
      // What the other tests left goes away too, in its time.
      while (!(await isFull())) expect(pages.length).toBeLessThan(25);
      expect(pages.length).toBeGreaterThan(10);
      pages[0]?.close();
      await expect.poll(async () => (await host.open(other)).status).toBe(200);
      pages.forEach((page) => page.close());
    });

    test('ends the streams of who signs out, and no others', async () => {
      const leaving = await host.signIn();
      const [gone, left] = [await opened(leaving), await opened(cookie)];
      await fetch(`${host.url}/sign-out`, {method: 'POST', headers: {cookie: leaving}, redirect: 'manual'});
      await gone.ended;
      expect((await host.open(leaving)).status).toBe(401);
      await left.until('live');
      await tell('m6');
      await left.until('webhook');
    });

    test('ends its streams and itself when it is told to stop', async () => {
      const page = await opened(cookie);
      await page.until('live');
      const code = await host.stop();
      await page.ended;
      expect(page.text()).toMatch(/\n\n$/);
      expect(code).toBe(0);
    });
  });
}

/** Of a path that is sent as it is: a URL would tidy it up. */
async function statusOf(url: string, path: string): Promise<number> {
  const {hostname, port} = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}\r\nconnection: close\r\n\r\n`);
  let text = '';
  for await (const part of socket) text += String(part);
  return Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1]);
}
