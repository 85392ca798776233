import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {existsSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from '@playwright/test';
import type {GatewayOptions} from '../../src/gateway/index.js';
import {listen} from './pages.js';
import {listening} from './servers.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a program said until it ended. */
interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** What it says first. */
  readonly first: Promise<string>;
}

test.describe('the program, from the packed package', () => {
  test.skip(!existsSync(join(root, 'dist/gateway/index.js')), 'the package is not built');

  let folder = '';
  const children: ChildProcess[] = [];

  test.beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parlor-program-'));
    const packed = execFileSync('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], {
      cwd: root,
    });
    execFileSync('tar', ['xf', packed.toString().trim()], {cwd: folder});
  });
  test.afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
  test.afterAll(() => rmSync(folder, {recursive: true, force: true}));

  /** Starts it where there is nothing. */
  function start(flags: readonly string[], environment: Readonly<Record<string, string>> = {}): Started {
    const path = join(folder, 'package/bin/parlor-gateway.mjs');
    const env = {PATH: process.env['PATH'], ...environment};
    const child = spawn(process.execPath, [path, ...flags], {cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe']});
    children.push(child);
    const said = {stdout: '', stderr: ''};
    const first = new Promise<string>((resolve) => {
      for (const name of ['stdout', 'stderr'] as const) {
        child[name].on('data', (data) => resolve((said[name] += String(data))));
      }
    });
    const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({code, ...said})));
    return {child, first, ended};
  }

  function config(name: string, text: string): string {
    writeFileSync(join(folder, name), text);
    return name;
  }

  /** Opens the address that the program prints. @returns where it is, and what a browser that is in sends */
  async function enter(said: string): Promise<{readonly origin: string; readonly headers: Record<string, string>}> {
    const address = /http\S+/.exec(said)?.[0] ?? '';
    const {origin} = new URL(address);
    const entered = await fetch(address, {redirect: 'manual'});
    return {origin, headers: {origin, cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? ''}};
  }

  test('lets in who opens the address that it prints, once, and nobody else', async () => {
    const address = /http\S+/.exec(await start(['--demo', '--port', '0']).first)?.[0] ?? '';
    const {origin} = new URL(address);
    const api = `${origin}/messaging/memory/api/listConversations?arguments=${encodeURIComponent('[{"limit":3}]')}`;
    for (const url of [origin, `${origin}/?token=guess`, api, `${origin}/messaging/memory/events`]) {
      expect((await fetch(url, {redirect: 'manual'})).status, url).toBe(401);
    }
    const entered = await fetch(address, {redirect: 'manual'});
    expect(entered.status).toBe(303);
    const again = await fetch(address, {redirect: 'manual'});
    expect(again.status).toBe(401);
    expect(await again.text()).toContain('it works once');
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
    // What is no address ends nothing.
    for (const path of ['//', '/parlor/%']) expect((await fetch(origin + path, {headers})).status, path).toBe(400);
    expect((await fetch(origin, {headers})).status).toBe(200);
  });

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    test(`ends its streams and itself on ${signal}`, async () => {
      const {child, first, ended} = start(['--demo', '--port', '0']);
      const {origin, headers} = await enter(await first);
      const page = await listen(`${origin}/messaging/memory/events`, {headers});
      await page.until('live');
      child.kill(signal);
      await page.ended;
      expect(await ended).toMatchObject({code: 0, stderr: ''});
    });
  }

  test('says how it is used, where it is asked to', async () => {
    const {code, stdout, stderr} = await start(['--help']).ended;
    expect({code, stderr}).toEqual({code: 0, stderr: ''});
    for (const name of ['--demo', '--config', '--port', '--host', 'PARLOR_ACCOUNTS']) expect(stdout).toContain(name);
  });

  test('says what is wrong with how it was started, and starts nothing', async () => {
    const surge = {PARLOR_PROVIDER: 'surge'};
    const secret = 'sk_live_do_not_print';
    const cases: readonly (readonly [words: string, flags: readonly string[], environment?: Record<string, string>])[] =
      [
        ["Unknown option '--dmo'", ['--dmo']],
        ['PARLOR_PROVIDER', []],
        ['nonsense is no port', ['--demo', '--port', 'nonsense']],
        ['70000 is no port', ['--demo'], {PORT: '70000'}],
        ['0.0.0.0 can be reached from elsewhere: that takes an authorize', ['--demo', '--host', '0.0.0.0']],
        ['there is no carrier-pigeon', [], {PARLOR_PROVIDER: 'carrier-pigeon'}],
        ['PARLOR_ACCOUNTS is missing', [], surge],
        ['PARLOR_ACCOUNTS is no JSON', [], {...surge, PARLOR_ACCOUNTS: `{"apiKey": "${secret}"`}],
        ['an account of surge lacks its key or its id', [], {...surge, PARLOR_ACCOUNTS: '{"accountId": "acct_1"}'}],
        ['there is no', ['--config', 'nowhere.mjs']],
        ['has no default export', ['--config', config('nothing.mjs', 'export const options = {};')]],
        ['has an option authorise', ['--config', config('typo.mjs', 'export default {authorise: () => null};')]],
        ['names no providers', ['--config', config('empty.mjs', 'export default {};')]],
        ['names no providers', ['--port', '0', '--config', config('later.mjs', 'export default () => ({});')]],
        ['syntax.mjs:2', ['--config', config('syntax.mjs', 'export default {\n  providers: {,\n};')]],
      ];
    for (const [words, flags, environment] of cases) {
      const {code, stdout, stderr} = await start(flags, environment).ended;
      expect(stderr, words).toContain(words);
      expect(stderr, words).not.toMatch(/node:internal|at async/);
      expect(stderr).not.toContain(secret);
      expect({code, stdout}, words).toEqual({code: 2, stdout: ''});
    }
  });

  test('says which port is taken', async () => {
    const taken = await listening(createServer());
    const {port} = new URL(taken.url);
    const {code, stderr} = await start(['--demo', '--port', port]).ended;
    expect({code, stderr}).toEqual({
      ...{code: 1, stderr: `Port ${port} is taken: use another --port, or 0 for any that is free.\n`},
    });
    await taken.close();
  });

  test('takes every option of the gateway from a config file, also from a function that is told where it is', async () => {
    const known = {
      ...{providers: 1, authorize: 1, publicUrl: 1, log: 1, storeMedia: 1, media: 1, limits: 1, timeout: 1},
      ...{sendsWithoutLog: 1, streams: 1, report: 1, fetch: 1},
    } satisfies Record<keyof GatewayOptions, number>;
    const options = Object.keys(known).map((name) => `${name}: undefined`);
    const {stderr} = await start(['--config', config('all.mjs', `export default {${options.join()}};`)]).ended;
    expect(stderr).toContain('names no providers');

    const text = `import {memoryGateway} from './package/dist/providers/memory/gateway.js';
      import {createMemoryAdapter} from './package/dist/providers/memory/index.js';
      export default ({publicUrl}) => {
        console.log('at ' + publicUrl);
        return {providers: {memory: memoryGateway({adapter: createMemoryAdapter()})}};
      };`;
    const said = await start(['--port', '0', '--config', config('told.mjs', text)]).first;
    expect(said).toMatch(/^at http:\/\/127\.0\.0\.1:\d+\/messaging\n/);
  });
});
