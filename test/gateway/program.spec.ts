import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from '@playwright/test';
import {listen} from './pages.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

test.describe('the program, from the packed package', () => {
  test.skip(!existsSync(join(root, 'dist/gateway/index.js')), 'the package is not built');

  let folder = '';
  let program: ChildProcess | undefined;

  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parlor-program-'));
    const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
    });
    execFileSync('tar', ['xf', packed.toString().trim()], {cwd: folder});
  });
  test.afterEach(() => void program?.kill());
  test.afterAll(() => rmSync(folder, {recursive: true, force: true}));

  /** Starts it where there is nothing, and waits for what it says first. */
  async function start(...flags: readonly string[]): Promise<string> {
    const path = join(folder, 'package/bin/parlor-gateway.mjs');
    const started = spawn(process.execPath, [path, ...flags], {cwd: folder, stdio: ['ignore', 'pipe', 'pipe']});
    program = started;
    return new Promise((resolve) => {
      started.stdout.once('data', (data) => resolve(String(data)));
      started.stderr.once('data', (data) => resolve(String(data)));
    });
  }

  test('lets in who opens the address that it prints, once, and nobody else', async () => {
    const address = /http\S+/.exec(await start('--demo', '--port', '0'))?.[0] ?? '';
    const {origin} = new URL(address);
    const api = `${origin}/messaging/memory/api/listConversations?arguments=${encodeURIComponent('[{"limit":3}]')}`;
    for (const url of [origin, `${origin}/?token=guess`, api, `${origin}/messaging/memory/events`]) {
      expect((await fetch(url, {redirect: 'manual'})).status, url).toBe(401);
    }
    const entered = await fetch(address, {redirect: 'manual'});
    expect(entered.status).toBe(303);
    expect((await fetch(address, {redirect: 'manual'})).status).toBe(401);
    const cookie = entered.headers.get('set-cookie') ?? '';
    expect(cookie).toContain('HttpOnly; SameSite=Strict');

    const headers = {cookie: cookie.split(';')[0] ?? '', origin};
    expect(await (await fetch(origin, {headers})).text()).toContain('<parlor-inbox provider="memory"');
    const {result} = (await (await fetch(api, {headers})).json()) as {
      result: {items: readonly {readonly id: string}[]};
    };
    expect(result.items.length).toBe(3);
    const page = await listen(`${origin}/messaging/memory/events`, {headers});
    await page.until('live');
    const sent = await fetch(`${origin}/messaging/memory/api/sendMessage`, {
      method: 'POST',
      headers: {...headers, 'content-type': 'application/json', 'idempotency-key': 'local-1'},
      body: JSON.stringify({arguments: [{conversationId: result.items[0]?.id, text: 'Hello from the program'}]}),
    });
    expect(sent.status).toBe(200);
    await page.until('webhook');
    expect(page.text()).toContain('Hello from the program');
    page.close();
  });

  test('is not to be reached from elsewhere without a host that says who may', async () => {
    expect(await start('--demo', '--host', '0.0.0.0')).toContain('authorize');
  });

  test('says how it is used', async () => {
    expect(await start()).toContain('PARLOR_PROVIDER');
  });
});
