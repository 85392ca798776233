import {buildProgram, startNode, type NodeProcess} from './processes.js';
import {freePort} from './redis.js';
import {expectNoSecret} from './secrecy.js';
import type {Run, SendNode, SendRequest} from './send-runs.js';

/** A node in a process of its own, for one run. */
class ProcessNode implements SendNode {
  readonly #node: NodeProcess;
  readonly #lateBefore: number;
  readonly #release: () => void;

  constructor(node: NodeProcess, release: () => void) {
    this.#node = node;
    this.#lateBefore = node.late;
    this.#release = release;
  }

  get isDead(): boolean {
    return this.#node.isDead;
  }

  get wasLate(): boolean {
    return this.#node.late > this.#lateBefore;
  }

  async ask({path, headers, ...request}: SendRequest, lost: Promise<void> | undefined): Promise<Response> {
    const cut = new AbortController();
    // The connection itself is cut while the send is under way, or with the first byte of its answer.
    void lost?.then(() => cut.abort());
    const session = {'x-session': `acme/anna/${Date.now() + 3_600_000}`};
    const response = await fetch(this.#node.settings.publicUrl + path, {
      ...{...request, signal: cut.signal},
      // A node of its own has an origin of its own.
      headers: {...headers, ...session, origin: new URL(this.#node.settings.publicUrl).origin},
    });
    if (lost) cut.abort();
    const text = await response.text();
    expectNoSecret(JSON.stringify([...response.headers]) + text);
    return new Response(text === '' ? null : text, response);
  }

  tellArrived(): void {
    this.#node.tellArrived();
  }

  async close(): Promise<void> {
    this.#release();
  }
}

export interface SendProcesses {
  /** Two nodes that nobody else uses meanwhile, alive both. */
  readonly nodesFor: (run: Run) => Promise<readonly SendNode[]>;
  /** How often a process was killed. */
  readonly deaths: number;
  close(): Promise<void>;
}

/** Pairs of nodes, each node in a process that is really killed, with nothing but Redis between them. */
export async function startSendProcesses(
  pairs: number,
  settings: {readonly redisPort: number; readonly provider: string; readonly timeout: number},
): Promise<SendProcesses> {
  const program = await buildProgram();
  const nodes: NodeProcess[] = [];
  const free: (readonly NodeProcess[])[] = [];
  const waiting: ((pair: readonly NodeProcess[]) => void)[] = [];
  let deaths = 0;

  const start = async () => {
    const port = await freePort();
    const node = await startNode(program.path, {
      ...{...settings, port, files: ''},
      publicUrl: `http://127.0.0.1:${port}/messaging`,
    });
    nodes.push(node);
    return node;
  };
  const give = (pair: readonly NodeProcess[]) => {
    const next = waiting.shift();
    if (next) next(pair);
    else free.push(pair);
  };
  for (let count = 0; count < pairs; count++) free.push([await start(), await start()]);

  return {
    async nodesFor() {
      const pair = free.shift() ?? (await new Promise<readonly NodeProcess[]>((resolve) => waiting.push(resolve)));
      for (const node of pair) {
        if (await node.answers()) continue;
        deaths++;
        await node.kill();
        await node.start();
      }
      let open = pair.length;
      return pair.map(
        (node) =>
          new ProcessNode(node, () => {
            if (--open === 0) give(pair);
          }),
      );
    },
    get deaths() {
      return deaths + nodes.filter(({isDead}) => isDead).length;
    },
    async close() {
      for (const node of nodes) await node.close();
      program.remove();
    },
  };
}
