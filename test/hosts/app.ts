import {execFile, spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {cp, mkdir, readdir, rm} from 'node:fs/promises';
import {createServer} from 'node:net';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {serve} from '../../scripts/static-server.mjs';
import type {Host} from './hosts.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const execute = promisify(execFile);

/** What builders would tell their makers or look up elsewhere. */
const QUIET: NodeJS.ProcessEnv = {
  NEXT_TELEMETRY_DISABLED: '1',
  NUXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  NG_CLI_ANALYTICS: 'false',
  CI: '1',
};

/** Runs a program in a folder; what it said is in the error when it fails. */
async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const env = {...process.env, ...QUIET};
  // What Playwright says about its own run would reach test runners of hosts.
  for (const name of ['NODE_OPTIONS', 'FORCE_COLOR', 'TEST_WORKER_INDEX']) delete env[name];
  try {
    return (await execute(program, args, {cwd, env, maxBuffer: 64 * 1024 * 1024})).stdout;
  } catch (error) {
    const {stdout, stderr} = error as {readonly stdout?: string; readonly stderr?: string};
    throw new Error(`${program} ${args.join(' ')} failed.\n${stdout}\n${stderr}`, {cause: error});
  }
}

/** Packs what was built, as npm would publish it. */
export async function packLibrary(folder: string): Promise<string> {
  if (!existsSync(join(root, 'dist/index.js'))) throw new Error('Run `npm run build` first.');
  await mkdir(folder, {recursive: true});
  const packed = await run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], root);
  return join(folder, packed.trim());
}

const NOT_COPIED = /[/\\](node_modules|dist|dist-server)$/;

/** An app in a folder elsewhere, with its own locked versions and the packed library. What was installed there before stays. */
export async function installApp(app: string, tarball: string, copy: string): Promise<void> {
  await mkdir(copy, {recursive: true});
  const before = (await readdir(copy)).filter((name) => name !== 'node_modules');
  for (const name of [...before, 'node_modules/parlor']) await rm(join(copy, name), {recursive: true, force: true});
  const from = join(root, 'test/consumers', app);
  await cp(from, copy, {recursive: true, filter: (path) => !NOT_COPIED.test(path)});
  const options = ['--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
  await run('npm', ['install', tarball, ...options], copy);
}

/** Runs a script of an app. */
export const runScript = (copy: string, script: 'types' | 'build' | 'test'): Promise<string> =>
  run('npm', ['run', '--silent', script], copy);

export interface Served {
  readonly url: string;
  close(): Promise<unknown>;
}

/** Serves what an app has built: the files of its own, or by its own server. */
export const serveApp = (copy: string, {served = 'dist', isDrawnOnServer = false}: Host): Promise<Served> =>
  isDrawnOnServer ? start(copy) : serve({dirs: [join(copy, served)]});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (address === null || typeof address === 'string') throw new Error('No port is free.');
  return address.port;
}

/** Waits until something answers. */
async function answers(url: string, isOver: () => boolean): Promise<boolean> {
  while (!isOver()) {
    if (
      await fetch(url).then(
        () => true,
        () => false,
      )
    )
      return true;
    await new Promise((later) => setTimeout(later, 100));
  }
  return false;
}

async function start(copy: string): Promise<Served> {
  const port = await freePort();
  const env = {...process.env, ...QUIET, PORT: String(port), HOST: '127.0.0.1', NODE_ENV: 'production'};
  // A group of its own, so that what npm starts ends with it.
  const program = spawn('npm', ['run', '--silent', 'start'], {cwd: copy, env, detached: true});
  let said = '';
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (data) => (said += String(data)));
  let isOver = false;
  const ended = new Promise<void>((resolve) => {
    program.on('close', () => {
      isOver = true;
      resolve();
    });
  });
  const url = `http://127.0.0.1:${port}`;
  if (!(await answers(url, () => isOver))) throw new Error(`The server ended.\n${said}`);
  return {
    url,
    close: () => {
      if (!isOver && program.pid !== undefined) process.kill(-program.pid, 'SIGTERM');
      return ended;
    },
  };
}
