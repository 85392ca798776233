import {createGateway, type Gateway, type GatewayLog} from '../../src/gateway/index.js';
import {ACCOUNT_IDS, HALVES} from './accounts.js';
import type {Death} from './deaths.js';
import {ANNA, ORIGIN, PUBLIC_URL, type Respond} from './servers.js';

/** What the provider does with the first attempt that it gets. */
export const MOODS = [
  'takes it',
  'takes it and cuts the line',
  'takes it and breaks',
  'is busy',
  'refuses it',
] as const;
export type Mood = (typeof MOODS)[number];

export interface Run {
  readonly text: string;
  readonly death?: Death;
  readonly mood: Mood;
  /** The first answer is lost between gateway and page. */
  readonly losesAnswer: boolean;
  /** Another tab sends the same at the same time. */
  readonly twoTabs: boolean;
  /** Sent again after everything was over. */
  readonly reloads: boolean;
}

/** What a page says to its reader in the end. */
export type Verdict = 'sent' | 'refused' | 'unconfirmed' | 'never';

/** The messages that went out, by their text, and how often the provider was asked. */
export class ProviderRecord {
  readonly sent = new Map<string, number>();
  readonly #asked = new Map<string, number>();
  readonly #moods = new Map<string, Mood>();
  readonly #arrived = new Map<string, () => void>();

  /** @returns settles when the send has arrived for the first time */
  expect({text, mood}: Run): Promise<void> {
    this.#moods.set(text, mood);
    return new Promise((resolve) => this.#arrived.set(text, resolve));
  }

  readonly respond: Respond = ({body}) => {
    const {body: text} = JSON.parse(body) as {readonly body: string};
    const count = (this.#asked.get(text) ?? 0) + 1;
    this.#asked.set(text, count);
    this.#arrived.get(text)?.();
    const mood = count === 1 ? this.#moods.get(text) : 'takes it';
    if (mood === 'is busy') return Response.json({}, {status: 429, headers: {'retry-after': '1'}});
    if (mood === 'refuses it') return Response.json({error: {type: 'opted_out', message: 'No.'}}, {status: 422});
    this.sent.set(text, (this.sent.get(text) ?? 0) + 1);
    if (mood === 'takes it and cuts the line') return undefined;
    if (mood === 'takes it and breaks') return Response.json({}, {status: 500});
    return Response.json({id: `msg_${text}`, body: text}, {status: 201});
  };
}

/** A gateway that can die in the middle of a send. */
export interface SendNode {
  readonly isDead: boolean;
  /** The provider itself took too long on a busy machine, or was not reached: nobody can know then. */
  readonly wasLate: boolean;
  /** @param lost settles when the line to the page is cut; the page hears nothing more in any case then */
  ask(request: SendRequest, lost: Promise<void> | undefined): Promise<Response>;
  /** The provider has what the run sends. */
  tellArrived(): void;
  close(): Promise<void>;
}

export interface SendRequest {
  readonly path: string;
  readonly method: 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** One in this process: nothing that it waits for ever comes back. */
export class LocalNode implements SendNode {
  wasLate = false;
  readonly #gateway: Gateway;
  readonly #died: Promise<never>;
  #isDead = false;
  #die: () => void = () => undefined;

  constructor(log: GatewayLog, provider: string, timeout: number, death: Death | undefined) {
    let left = death;
    this.#died = new Promise((_, reject) => {
      this.#die = () => {
        this.#isDead = true;
        reject(new Error('The node is gone.'));
      };
    });
    this.#died.catch(() => undefined);
    const dies = (at: Death): void => {
      if (left !== at) return;
      left = undefined;
      this.#die();
    };
    const alive = async <Value>(work: () => Promise<Value>, after?: Death, before?: Death): Promise<Value> => {
      if (before) dies(before);
      if (this.#isDead) return new Promise<never>(() => undefined);
      const value = await work();
      if (after) dies(after);
      return this.#isDead ? new Promise<never>(() => undefined) : value;
    };
    const half = HALVES['surge']?.({baseUrl: provider});
    if (!half) throw new Error('surge');
    this.#gateway = createGateway({
      ...{providers: {surge: half}, authorize: () => ANNA, publicUrl: PUBLIC_URL, timeout},
      log: {
        ...log,
        claim: (...given) => alive(() => log.claim(...given), 'claimed'),
        put: (...given) => alive(() => log.put(...given), 'kept'),
        get: (...given) => alive(() => log.get(...given)),
        drop: (...given) => alive(() => log.drop(...given)),
      },
      fetch: (input, init) =>
        alive(
          () => {
            const asking = fetch(input, init);
            // Also where the node dies before it could report that.
            asking.catch(() => (this.wasLate ||= init?.signal?.aborted === true));
            dies('at the provider');
            return asking;
          },
          'answered',
          'leaving',
        ),
    });
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  async ask({path, ...request}: SendRequest, lost: Promise<void> | undefined): Promise<Response> {
    const response = await Promise.race([this.#gateway.fetch(new Request(PUBLIC_URL + path, request)), this.#died]);
    if (lost) throw new TypeError('Failed to fetch');
    return response;
  }

  tellArrived(): void {}

  close(): Promise<void> {
    return this.#isDead ? Promise.resolve() : this.#gateway.close();
  }
}

export interface World {
  /** The one that dies, if any does, and another one. */
  readonly nodesFor: (run: Run) => Promise<readonly SendNode[]>;
  readonly record: ProviderRecord;
}

/** Milliseconds after which a page gives up. */
const PATIENCE = 30_000;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends one message through all that goes wrong in a run. @returns what each page said in the end, and whether it may */
export async function play(
  run: Run,
  {nodesFor, record}: World,
): Promise<{readonly verdicts: readonly Verdict[]; readonly isUnknowable: boolean}> {
  const arrived = record.expect(run);
  const nodes = await nodesFor(run);
  void arrived.then(() => nodes.forEach((node) => node.tellArrived()));
  const request: SendRequest = {
    path: `/surge/api/accounts/${ACCOUNT_IDS.surge.acme}/messages`,
    method: 'POST',
    headers: {origin: ORIGIN, 'content-type': 'application/json', 'idempotency-key': `local-${run.text}`},
    body: JSON.stringify({conversation: {id: 'cnv_1'}, body: run.text}),
  };
  let losses = run.losesAnswer ? 1 : 0;

  /** As the outbox does: repeats what may be repeated, until it knows. */
  async function page(first: number): Promise<Verdict> {
    const until = Date.now() + PATIENCE;
    for (let attempt = 0; Date.now() < until; attempt++) {
      const alive = nodes.filter(({isDead}) => !isDead);
      const node = alive[(first + attempt) % alive.length];
      const lost = losses-- > 0 ? arrived : undefined;
      const response = await node?.ask(request, lost).catch(() => undefined);
      if (response?.ok) return 'sent';
      const {code} = ((await response?.json().catch(() => ({}))) as {readonly code?: string}) ?? {};
      if (code === 'outcome-unknown') return 'unconfirmed';
      if (response?.status === 422) return 'refused';
      await pause(20);
    }
    return 'never';
  }

  const verdicts = await Promise.all(run.twoTabs ? [page(0), page(1)] : [page(0)]);
  const after = run.reloads ? [await page(1)] : [];
  await Promise.all(nodes.map((node) => node.close()));
  const wasLate = nodes.some((node) => node.wasLate);
  return {verdicts: [...verdicts, ...after], isUnknowable: isUnknowable(run) || wasLate};
}

/** Whether the gateway itself could not know how a run's send ended. */
const isUnknowable = ({death, mood}: Run): boolean =>
  (death !== undefined && death !== 'kept') || mood === 'takes it and cuts the line' || mood === 'takes it and breaks';
