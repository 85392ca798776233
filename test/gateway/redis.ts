import {spawn, spawnSync, type ChildProcess} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {connect, createServer, type Socket} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';

/** Whether there is a Redis to try things with. */
export const HAS_REDIS = spawnSync('redis-server', ['--version']).status === 0;

/** A client of the kind that `redisLog` takes, in as few lines as RESP needs. */
export class RespClient {
  readonly #port: number;
  #socket: Socket | undefined;
  #buffer = Buffer.alloc(0);
  #waiting: {readonly resolve: (value: unknown) => void; readonly reject: (reason: Error) => void}[] = [];

  constructor(port: number) {
    this.#port = port;
  }

  sendCommand(command: string[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({resolve, reject});
      const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
      this.#connected().write(`*${command.length}\r\n${parts.join('')}`);
    });
  }

  duplicate(): RespClient {
    return new RespClient(this.#port);
  }

  destroy(): void {
    this.#socket?.destroy();
  }

  #connected(): Socket {
    if (this.#socket) return this.#socket;
    const socket = connect(this.#port, '127.0.0.1');
    this.#socket = socket;
    socket.on('data', (data) => {
      this.#buffer = Buffer.concat([this.#buffer, data]);
      for (let read = parse(this.#buffer, 0); read; read = parse(this.#buffer, 0)) {
        this.#buffer = this.#buffer.subarray(read.end);
        const {resolve, reject} = this.#waiting.shift() ?? {};
        if (read.value instanceof Error) reject?.(read.value);
        else resolve?.(read.value);
      }
    });
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#socket = undefined;
      this.#buffer = Buffer.alloc(0);
      this.#waiting.splice(0).forEach(({reject}) => reject(new Error('The connection is gone.')));
    });
    return socket;
  }
}

interface Parsed {
  readonly value: unknown;
  readonly end: number;
}

/** One value of RESP 2; nothing while it is not all there. */
function parse(buffer: Buffer, from: number): Parsed | undefined {
  const lineEnd = buffer.indexOf('\r\n', from);
  if (lineEnd < 0) return undefined;
  const text = buffer.toString('utf8', from + 1, lineEnd);
  const end = lineEnd + 2;
  switch (String.fromCharCode(buffer[from] ?? 0)) {
    case '+':
      return {value: text, end};
    case '-':
      return {value: new Error(text), end};
    case ':':
      return {value: Number(text), end};
    case '$': {
      const size = Number(text);
      if (size < 0) return {value: null, end};
      if (buffer.length < end + size + 2) return undefined;
      return {value: buffer.toString('utf8', end, end + size), end: end + size + 2};
    }
    default: {
      const values: unknown[] = [];
      let at = end;
      for (let left = Number(text); left > 0; left--) {
        const item = parse(buffer, at);
        if (!item) return undefined;
        values.push(item.value);
        at = item.end;
      }
      return {value: Number(text) < 0 ? null : values, end: at};
    }
  }
}

export interface RunningRedis {
  readonly client: () => RespClient;
  readonly port: number;
  /** As when somebody pulls the plug. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stands still, as when the network is cut. */
  freeze(isFrozen: boolean): void;
  close(): Promise<void>;
}

/** A Redis that writes down all it is told. */
export async function startRedis(): Promise<RunningRedis> {
  const port = await freePort();
  const dir = mkdtempSync(join(tmpdir(), 'parlor-redis-'));
  let server: ChildProcess | undefined;

  async function start(): Promise<void> {
    const options = [
      '--port',
      String(port),
      '--dir',
      dir,
      '--appendonly',
      'yes',
      '--appendfsync',
      'always',
      '--save',
      '',
    ];
    server = spawn('redis-server', options, {stdio: 'ignore'});
    for (let tries = 0; tries < 1200; tries++) {
      const client = new RespClient(port);
      const answer = await client.sendCommand(['PING']).catch(() => undefined);
      client.destroy();
      if (answer === 'PONG') return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('Redis did not start.');
  }

  async function kill(): Promise<void> {
    const gone = new Promise((resolve) => server?.once('exit', resolve));
    server?.kill('SIGKILL');
    await gone;
    server = undefined;
  }

  await start();
  return {
    ...{port, start, kill},
    client: () => new RespClient(port),
    freeze: (isFrozen) => void server?.kill(isFrozen ? 'SIGSTOP' : 'SIGCONT'),
    async close() {
      if (server) await kill();
      rmSync(dir, {recursive: true, force: true});
    },
  };
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
