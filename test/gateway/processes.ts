import {fork, type ChildProcess} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';
import type {GatewayReport} from '../../src/gateway/index.js';
import {expectNoSecret} from './secrecy.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a node in a process of its own is told when it starts. */
export interface NodeSettings {
  /** The same after every restart. */
  readonly port: number;
  readonly publicUrl: string;
  readonly redisPort: number;
  /** Where the provider is. */
  readonly provider: string;
  /** Milliseconds that the provider may take. */
  readonly timeout: number;
  /** The folder of our files for browsers. */
  readonly files: string;
}

/** What a node says to who started it: a report of its gateway is looked through like everything else. */
export type NodeMessage = 'listening' | 'late' | GatewayReport;

export interface NodeProcess {
  readonly settings: NodeSettings;
  readonly isDead: boolean;
  /** How often the provider took too long. */
  readonly late: number;
  /** Whether it is there, which is sooner true than that its end was noticed. */
  answers(): Promise<boolean>;
  /** Lets a node that waits for the provider to have a send know that it has. */
  tellArrived(): void;
  /** Really: nothing of it runs any more. */
  kill(): Promise<void>;
  /** Starts it again where it was. */
  start(): Promise<void>;
  /** Ends it, and looks through all that it ever said. */
  close(): Promise<void>;
}

/** Our files for browsers, of which the tests with a browser need the latest. */
export const BROWSER_FILES = join(root, 'dist/browser');
export const IS_BUILT = existsSync(join(BROWSER_FILES, 'parlor.js'));

/** The program of a node, of the sources as they are. */
export async function buildProgram(): Promise<{readonly path: string; readonly remove: () => void}> {
  const cache = join(root, 'node_modules/.cache');
  mkdirSync(cache, {recursive: true});
  const folder = mkdtempSync(join(cache, 'gateway-node-'));
  await build({
    ...{root, configFile: false, publicDir: false, logLevel: 'silent'},
    build: {
      ...{ssr: join(import.meta.dirname, 'node-program.ts'), outDir: folder, target: 'node20'},
      rolldownOptions: {output: {entryFileNames: 'node.mjs'}},
    },
  });
  return {path: join(folder, 'node.mjs'), remove: () => rmSync(folder, {recursive: true, force: true})};
}

export async function startNode(program: string, settings: NodeSettings): Promise<NodeProcess> {
  let late = 0;
  let said = '';
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const started = fork(program, [JSON.stringify(settings)], {stdio: ['ignore', 'pipe', 'pipe', 'ipc']});
    child = started;
    for (const output of [started.stdout, started.stderr]) output?.on('data', (data) => (said += String(data)));
    started.once('exit', () => {
      if (child === started) child = undefined;
    });
    await new Promise<void>((resolve, reject) => {
      started.on('message', (message: NodeMessage) => {
        said += JSON.stringify(message);
        if (message === 'late') late++;
        if (message === 'listening') resolve();
      });
      started.once('exit', () => reject(new Error(`The node did not start: ${said}`)));
    });
  }

  async function kill(): Promise<void> {
    const dying = child;
    if (!dying) return;
    const gone = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    await gone;
  }

  await start();
  return {
    ...{settings, start, kill},
    get late() {
      return late;
    },
    get isDead() {
      return child === undefined;
    },
    async answers() {
      const response = await fetch(settings.publicUrl).catch(() => undefined);
      await response?.text();
      return response !== undefined;
    },
    // It may die meanwhile.
    tellArrived: () => void (child?.connected && child.send('arrived', () => undefined)),
    async close() {
      await kill();
      expectNoSecret(said);
    },
  };
}
