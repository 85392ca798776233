import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtemp, readdir, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ACCOUNT_IDS, KEYS} from '../accounts.js';
import {listen, type Listening} from '../pages.js';
import {expectNoSecret} from '../secrecy.js';
import {fromPage, ORIGIN, PUBLIC_URL, serveProvider, type Respond, type RunningProvider} from '../servers.js';

export const PASSWORD = 'correct horse battery staple';
const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A built app of Next's own, made of the example: its route handlers are then run by Next. */
const nextApp = process.env['NEXT_APP'];

interface Program {
  readonly name: string;
  readonly command: (port: string) => readonly string[];
  readonly cwd?: string | undefined;
  /** Whether the example has the page too, and not only what is below it. */
  readonly hasPage: boolean;
}

const example = (name: string, file: string): Program => ({
  name,
  command: () => [at(`../../../src/gateway/examples/${file}`)],
  hasPage: true,
});

export const PROGRAMS: readonly Program[] = [
  example('node:http', 'node.mjs'),
  example('Express', 'express.mjs'),
  example('Hono', 'hono.mjs'),
  {
    name: nextApp ? 'Next itself' : 'Next’s route handlers',
    command: (port) => (nextApp ? ['node_modules/next/dist/bin/next', 'start', '-p', port] : [at('app-router.mjs')]),
    cwd: nextApp,
    hasPage: false,
  },
];

/** An example that runs as a program of its own, and what a test needs of it. */
export interface RunningHost {
  readonly url: string;
  readonly at: (rest: string) => string;
  readonly provider: RunningProvider;
  /** Of a page of its own, signed in as the header says. */
  readonly ask: (rest: string, cookie: string | undefined, init?: RequestInit) => Promise<Response>;
  readonly open: (cookie: string, options?: {readonly after?: string | undefined}) => Promise<Listening>;
  /** @returns the cookie */
  readonly signIn: (password?: string) => Promise<string>;
  readonly stored: () => Promise<readonly string[]>;
  /** Asks it to end, as a host's platform does. @returns its exit code */
  readonly stop: () => Promise<number | null>;
  readonly close: () => Promise<void>;
}

async function freePort(): Promise<string> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return String(typeof address === 'object' && address ? address.port : 0);
}

interface StartOptions {
  /** For a browser, whose pages are really where they think they are. */
  readonly ownOrigin?: boolean;
}

export async function startHost(
  {command, cwd}: Program,
  respond: Respond,
  {ownOrigin = false}: StartOptions = {},
): Promise<RunningHost> {
  const [provider, port, folder] = [
    await serveProvider(respond),
    await freePort(),
    await mkdtemp(join(tmpdir(), 'host-')),
  ];
  const media = join(folder, 'media');
  const url = `http://127.0.0.1:${port}`;
  const publicUrl = ownOrigin ? `${url}/messaging` : PUBLIC_URL;
  const child = spawn(process.execPath, ['--import', at('to-provider.mjs'), ...command(port)], {
    cwd: cwd ?? folder,
    env: {
      ...process.env,
      ...{PORT: port, PROVIDER: provider.url, PUBLIC_URL: publicUrl, PASSWORD, MEDIA_FOLDER: media},
      ...{SURGE_ACCOUNT: ACCOUNT_IDS.surge.acme, SURGE_KEY: KEYS.acme.api},
      SURGE_WEBHOOK_SECRETS: `${KEYS.rotated},${KEYS.acme.webhook}`,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += String(data)));
  const ended = once(child, 'exit');
  const isUp = () =>
    fetch(`${url}/messaging/`).then(
      () => true,
      () => false,
    );
  while (!(await isUp())) {
    if (child.exitCode !== null) throw new Error(`The example ended: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const open: Listening[] = [];
  return {
    ...{url, provider},
    at: (rest) => `${url}/messaging/surge/${rest}`,
    ask(rest, cookie, init = {}) {
      const headers = new Headers(init.headers);
      if (cookie !== undefined) headers.set('cookie', cookie);
      return fromPage(`${url}/messaging/surge/${rest}`, {...init, headers});
    },
    async open(cookie, {after} = {}) {
      const page = await listen(`${url}/messaging/surge/events`, {after, headers: {cookie}});
      open.push(page);
      return page;
    },
    async signIn(password = PASSWORD) {
      const body = new URLSearchParams({password});
      const response = await fetch(`${url}/sign-in`, {
        method: 'POST',
        body,
        headers: {origin: ORIGIN},
        redirect: 'manual',
      });
      return response.headers.get('set-cookie') ?? '';
    },
    stored: () => readdir(media).catch(() => []),
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await ended) as [number | null];
      return code;
    },
    async close() {
      open.forEach((page) => page.close());
      if (child.exitCode === null) child.kill('SIGKILL');
      await ended;
      await provider.close();
      await rm(folder, {recursive: true, force: true});
      expectNoSecret(said);
    },
  };
}
