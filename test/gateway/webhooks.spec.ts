import {Surge} from '@surgeapi/node';
import {expect, test} from '@playwright/test';
import {Webhook} from 'standardwebhooks';
import {memoryLog, type GatewayLog, type GatewayOptions} from '../../src/gateway/index.js';
import {HALVES, KEYS, type TenantName} from './accounts.js';
import {deliver, DELIVERIES, deliveriesOf, post, type Post} from './deliveries.js';
import {listen, type Listening} from './pages.js';
import {problemIn, serveGateway, type RunningGateway} from './servers.js';

const MINUTE = 60_000;
const secret = KEYS.acme.webhook;

let gateway: RunningGateway;
let pages: Listening[] = [];

async function start(name: string, options: Partial<GatewayOptions> = {}): Promise<void> {
  const half = HALVES[name]?.({baseUrl: 'http://127.0.0.1:9'});
  if (!half) throw new Error(name);
  const authorize = ({headers}: Request) => {
    const tenant = headers.get('x-user') ?? 'acme';
    return {tenant, user: tenant};
  };
  gateway = await serveGateway({providers: {[name]: half}, authorize, ...options});
}

async function page(name: string, tenant: TenantName = 'acme', after?: string): Promise<Listening> {
  const opened = await listen(gateway.at(`${name}/events`), {user: tenant, after});
  pages.push(opened);
  await opened.until('live');
  return opened;
}

test.afterEach(async () => {
  pages.forEach((each) => each.close());
  pages = [];
  await gateway.close();
});

for (const [name, {isTimed, namesTenant, messageIn, sign}] of Object.entries(DELIVERIES)) {
  test.describe(name, () => {
    const at = () => gateway.at(`${name}/webhook`);
    const answers = async (posts: readonly Post[]) =>
      Promise.all(posts.map(async (each) => (await deliver(at(), each)).status));
    const messages = (seen: Listening) => seen.payloads().map(messageIn);

    test('a valid one reaches the pages of its tenant, and no others', async () => {
      await start(name);
      const [ours, theirs] = [await page(name), await page(name, 'globex')];
      expect((await deliver(at(), post(name, 'acme', 'm1', {secret}))).status).toBe(204);
      await ours.until('webhook');
      expect((await deliver(at(), post(name, 'globex', 'm2', {secret: KEYS.globex.webhook}))).status).toBe(204);
      await theirs.until('webhook');
      expect(messages(ours)).toEqual(['m1']);
      expect(messages(theirs)).toEqual(['m2']);
    });

    test('a doubled one is told once, and acknowledged each time', async () => {
      await start(name);
      const seen = await page(name);
      const [one, two] = [post(name, 'acme', 'm1', {secret}), post(name, 'acme', 'm2', {secret})];
      expect(await answers([one])).toEqual([204]);
      expect(await answers([one, two])).toEqual([204, 204]);
      await seen.until('webhook', 2);
      expect(messages(seen)).toEqual(['m1', 'm2']);
    });

    test('late ones and ones out of order are told as they come', async () => {
      await start(name);
      const seen = await page(name);
      const late = post(name, 'acme', 'm0', {secret, at: Date.now() - 4 * MINUTE});
      for (const each of [post(name, 'acme', 'm2', {secret}), post(name, 'acme', 'm1', {secret}), late]) {
        expect(await answers([each])).toEqual([204]);
      }
      await seen.until('webhook', 3);
      expect(messages(seen)).toEqual(['m2', 'm1', 'm0']);
    });

    test('a forged one is refused in whatever way it is forged', async () => {
      await start(name);
      const seen = await page(name);
      const real = post(name, 'acme', 'm1', {secret});
      const other = Buffer.from(String(real.body).replace('Hello', 'Hallo'));
      const signature = Object.keys(real.headers).find((each) => each.endsWith('signature')) ?? '';
      const withSignature = (value: string) => ({...real, headers: {...real.headers, [signature]: value}});
      const forged: readonly Post[] = [
        {...real, body: other},
        {...real, headers: {}},
        post(name, 'acme', 'm1', {secret: `whsec_${btoa('guessed')}`}),
        post(name, 'acme', 'm1', {secret: 'whsec_'}),
        ...['v1,', 'v1,AAAA', 'sha256=', 'sha256=zz', '', '00', 'v1,!!!'].map(withSignature),
      ];
      for (const each of forged) expect(await problemIn(await deliver(at(), each))).toBe('401 unauthorized');
      expect(messages(seen)).toEqual([]);
    });

    test('one that is sent again after five minutes is refused, or known', async () => {
      await start(name);
      const seen = await page(name);
      const old = post(name, 'acme', 'm1', {secret, at: Date.now() - 5 * MINUTE - 2000});
      const ahead = post(name, 'acme', 'm2', {secret, at: Date.now() + 5 * MINUTE + 2000});
      if (isTimed) {
        expect(await answers([old, ahead])).toEqual([401, 401]);
        expect(messages(seen)).toEqual([]);
      } else {
        expect(await answers([old])).toEqual([204]);
        expect(await answers([old])).toEqual([204]);
        await seen.until('webhook');
        expect(messages(seen)).toEqual(['m1']);
      }
    });

    test('one that is signed for a tenant and about another is told to nobody of the other', async () => {
      await start(name);
      const [ours, theirs] = [await page(name), await page(name, 'globex')];
      const crossed = post(name, 'globex', 'm1', {secret});
      expect((await deliver(at(), crossed)).status).toBe(namesTenant ? 403 : 204);
      if (!namesTenant) await ours.until('webhook');
      expect(messages(theirs)).toEqual([]);
    });

    test('the old and the new secret are good while a key is replaced', async () => {
      await start(name);
      const seen = await page(name);
      expect(await answers([post(name, 'acme', 'm1', {secret})])).toEqual([204]);
      expect(await answers([post(name, 'acme', 'm2', {secret: KEYS.rotated})])).toEqual([204]);
      await seen.until('webhook', 2);
    });

    test('a body of 2 MB is not taken', async () => {
      await start(name);
      const large = post(name, 'acme', 'm1', {secret}, 'x'.repeat(2_000_000));
      expect(await problemIn(await deliver(at(), large))).toBe('413 too-large');
      // Nor one that does not say how large it is.
      const stream = new ReadableStream({
        pull(controller) {
          controller.enqueue(new Uint8Array(100_000));
        },
      });
      const init = {method: 'POST', headers: large.headers, body: stream, duplex: 'half'};
      expect((await fetch(at(), init as RequestInit)).status).toBe(413);
    });

    test('broken UTF-8 costs a character, and not the message', async () => {
      await start(name);
      const seen = await page(name);
      const {body: whole} = post(name, 'acme', 'm1', {secret}, 'Hel?o');
      const body = Buffer.from(whole);
      body[body.indexOf('Hel?o') + 3] = 0xff;
      expect(await answers([{body, headers: sign(body, {secret})}])).toEqual([204]);
      await seen.until('webhook');
      expect(JSON.stringify(seen.payloads())).toContain('Hel\ufffdo');
    });

    test('what is signed and is no JSON is not acknowledged', async () => {
      await start(name);
      const body = Buffer.from('{"id": ');
      expect(await problemIn(await deliver(at(), {body, headers: sign(body, {secret})}))).toBe('400 unreadable');
    });

    test('an event that nobody knows is passed on as it is', async () => {
      await start(name);
      const seen = await page(name);
      const body = Buffer.from('{"new": ["kind", null, 7]}');
      expect(await answers([{body, headers: sign(body, {secret})}])).toEqual([204]);
      await seen.until('webhook');
      expect(seen.payloads()).toEqual([{new: ['kind', null, 7]}]);
    });

    test('while the log is down nothing is acknowledged, and nothing that is acknowledged is lost', async () => {
      const {log, fail} = failing();
      await start(name, {log});
      const seen = await page(name);
      fail.append = 2;
      const one = post(name, 'acme', 'm1', {secret});
      expect(await answers([one])).toEqual([503]);
      expect(await answers([one])).toEqual([503]);
      expect(messages(seen)).toEqual([]);
      expect(await answers([one])).toEqual([204]);
      await seen.until('webhook');
      expect(messages(seen)).toEqual(['m1']);
    });
  });
}

test('a node that died before it kept an event leaves nothing that would pass for a kept one', async () => {
  const {log, fail} = failing();
  await start('digivault', {log});
  const seen = await page('digivault');
  const one = post('digivault', 'acme', 'm1', {secret});
  const {signal, abort} = stopping();
  fail.append = 'hang';
  const lost = fetch(gateway.at('digivault/webhook'), {method: 'POST', ...one, signal}).catch(() => undefined);
  await expect.poll(() => fail.hanging).toBe(1);
  abort();
  await lost;
  fail.append = 0;
  expect((await deliver(gateway.at('digivault/webhook'), one)).status).toBe(204);
  await seen.until('webhook');
});

test('the independent checkers agree about what Surge signs, either way', async () => {
  await start('surge');
  const body = JSON.stringify(deliveriesOf('surge').payload('acme', 'm1', 'Hello'));
  const at = new Date();
  const id = 'msg_checked';
  const headers = {
    ...{'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1000))},
    'webhook-signature': new Webhook(secret).sign(id, at, body),
  };
  expect((await deliver(gateway.at('surge/webhook'), {headers, body: Buffer.from(body)})).status).toBe(204);

  const ours = post('surge', 'acme', 'm2', {secret});
  expect(new Webhook(secret).verify(ours.body, {...ours.headers})).toEqual(JSON.parse(String(ours.body)));
  const client = new Surge({apiKey: 'x', webhookSigningKey: secret} as ConstructorParameters<typeof Surge>[0]);
  const unwrapped = client.webhooks.unwrap(String(ours.body), {headers: {...ours.headers}, key: secret});
  expect(unwrapped).toEqual(JSON.parse(String(ours.body)));
  expect((await deliver(gateway.at('surge/webhook'), ours)).status).toBe(204);
});

test('a provider without webhooks has no address for them, and no stream', async () => {
  await start('amplifi');
  expect((await fetch(gateway.at('amplifi/webhook'), {method: 'POST', body: '{}'})).status).toBe(404);
  expect((await listen(gateway.at('amplifi/events'))).status).toBe(204);
});

function stopping(): {readonly signal: AbortSignal; readonly abort: () => void} {
  const controller = new AbortController();
  return {signal: controller.signal, abort: () => controller.abort()};
}

/** A log that fails the next so many times. */
function failing() {
  const log = memoryLog();
  const fail: {append: number | 'hang'; hanging: number} = {append: 0, hanging: 0};
  const failingLog: GatewayLog = {
    ...log,
    async append(...given) {
      if (fail.append === 'hang') {
        fail.hanging++;
        await new Promise(() => undefined);
      } else if (fail.append-- > 0) throw new Error('The log is down.');
      return log.append(...given);
    },
  };
  return {log: failingLog, fail};
}
