import {createGateway, type Gateway, type GatewayLog} from '../../src/gateway/index.js';
import {HALVES} from './accounts.js';
import {ANNA, ORIGIN, PUBLIC_URL, type Respond} from './servers.js';

/** Where a node dies in the middle of a send. */
export const DEATHS = ['claimed', 'leaving', 'at the provider', 'answered', 'kept'] as const;
export type Death = (typeof DEATHS)[number];

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

  expect({text, mood}: Run): void {
    this.#moods.set(text, mood);
  }

  readonly respond: Respond = ({body}) => {
    const {body: text} = JSON.parse(body) as {readonly body: string};
    const count = (this.#asked.get(text) ?? 0) + 1;
    this.#asked.set(text, count);
    const mood = count === 1 ? this.#moods.get(text) : 'takes it';
    if (mood === 'is busy') return Response.json({}, {status: 429, headers: {'retry-after': '1'}});
    if (mood === 'refuses it') return Response.json({error: {type: 'opted_out', message: 'No.'}}, {status: 422});
    this.sent.set(text, (this.sent.get(text) ?? 0) + 1);
    if (mood === 'takes it and cuts the line') return undefined;
    if (mood === 'takes it and breaks') return Response.json({}, {status: 500});
    return Response.json({id: `msg_${text}`, body: text}, {status: 201});
  };
}

/** A gateway that can die at any moment: nothing that it waits for ever comes back. */
class Node {
  readonly gateway: Gateway;
  readonly died: Promise<never>;
  /** The provider itself took too long on a busy machine, or was not reached: nobody can know then. */
  wasLate = false;
  #isDead = false;
  #die: () => void = () => undefined;

  constructor(log: GatewayLog, provider: string, timeout: number, death: Death | undefined) {
    let left = death;
    this.died = new Promise((_, reject) => {
      this.#die = () => {
        this.#isDead = true;
        reject(new Error('The node is gone.'));
      };
    });
    this.died.catch(() => undefined);
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
    this.gateway = createGateway({
      ...{providers: {surge: half}, authorize: () => ANNA, publicUrl: PUBLIC_URL, timeout},
      report: ({code}) => {
        if (code === 'provider-late') this.wasLate = true;
      },
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
            asking.catch(() => undefined);
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
}

export interface World {
  /** The log as a node of its own has it. */
  readonly logFor: () => GatewayLog;
  readonly provider: string;
  readonly record: ProviderRecord;
  /** Milliseconds that a provider may take. */
  readonly timeout: number;
}

const MOST_ATTEMPTS = 60;
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Sends one message through all that goes wrong in a run. @returns what each page said in the end, and whether it may */
export async function play(
  run: Run,
  {logFor, provider, record, timeout}: World,
): Promise<{readonly verdicts: readonly Verdict[]; readonly isUnknowable: boolean}> {
  record.expect(run);
  const nodes = [run.death, undefined].map((death) => new Node(logFor(), provider, timeout, death));
  let losses = run.losesAnswer ? 1 : 0;

  async function ask(node: Node): Promise<Response> {
    const body = JSON.stringify({conversation: {id: 'cnv_1'}, body: run.text});
    const headers = {origin: ORIGIN, 'content-type': 'application/json', 'idempotency-key': `local-${run.text}`};
    const url = `${PUBLIC_URL}/surge/api/accounts/acct_01j9a43avnfqzbjfch6pygv1td/messages`;
    const request = new Request(url, {method: 'POST', headers, body});
    const response = await Promise.race([node.gateway.fetch(request), node.died]);
    if (losses-- > 0) throw new TypeError('Failed to fetch');
    return response;
  }

  /** As the outbox does: repeats what may be repeated, until it knows. */
  async function page(first: number): Promise<Verdict> {
    for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      const alive = nodes.filter(({isDead}) => !isDead);
      const node = alive[(first + attempt) % alive.length];
      const response = node && (await ask(node).catch(() => undefined));
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
  await Promise.all(nodes.filter(({isDead}) => !isDead).map(({gateway}) => gateway.close()));
  return {verdicts: [...verdicts, ...after], isUnknowable: isUnknowable(run) || nodes.some(({wasLate}) => wasLate)};
}

/** Whether the gateway itself could not know how a run's send ended. */
const isUnknowable = ({death, mood}: Run): boolean =>
  (death !== undefined && death !== 'kept') || mood === 'takes it and cuts the line' || mood === 'takes it and breaks';
