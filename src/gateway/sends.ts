import {backoff} from '../adapter/rate-limit.js';
import {startTimer} from '../util/timer.js';
import type {GatewayLog} from './log/log.js';
import {Problem} from './problem.js';

/** What a provider answered, as it can be kept. */
export interface KeptAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * How a request to the provider ended: answered, refused before it was done, or nobody knows. A `refused` one may be asked
 * again; what is `unknown` never is.
 */
export type Outcome =
  | {readonly kind: 'done'; readonly answer: KeptAnswer}
  | {readonly kind: 'refused' | 'unknown'; readonly answer: KeptAnswer | Problem};

export interface SendsOptions {
  readonly log: GatewayLog;
  /** Milliseconds that a request to the provider takes at most. */
  readonly timeout: number;
  /** Goes on without the log, as if there were no key. */
  readonly unprotected?: boolean;
}

/** What a key's place holds. */
interface KeyRecord {
  readonly digest: string;
  /** Whose attempt it is. */
  readonly attempt: string;
  /** When whoever claimed it has to know how it ended. */
  readonly until: number;
  readonly state: 'asking' | 'done' | 'unknown';
  readonly answer?: KeptAnswer;
}

const DAY = 24 * 3_600_000;
/** What a node that asks may take besides the request itself. */
const GRACE = 3000;
const LOOK_AGAIN = 100;
/** How often something is tried again that the log did not take. */
const ATTEMPTS = 12;

/**
 * Makes requests repeatable. A key is claimed in the log before the provider is asked, so one request leaves for each key,
 * whichever node, tab or reload repeats it; what came of it is kept for a day.
 */
export class Sends {
  readonly #options: SendsOptions;
  /** Requests of this node that are under way. */
  readonly #underWay = new Set<Promise<unknown>>();
  /** Attempts of this node that never left, although the log may hold their claim. */
  readonly #withdrawn = new Set<string>();

  constructor(options: SendsOptions) {
    this.#options = options;
  }

  /**
   * @param key unique among all viewers
   * @param digest of everything that makes it this request
   * @param ask leaves for the provider; called once at most
   * @throws Problem
   */
  async once(key: string, digest: string, ask: () => Promise<Outcome>): Promise<Outcome | {readonly kept: KeptAnswer}> {
    const {log, timeout, unprotected} = this.#options;
    for (;;) {
      const claim: KeyRecord = {
        digest,
        attempt: crypto.randomUUID(),
        until: Date.now() + timeout + GRACE,
        state: 'asking',
      };
      const isClaimed = await log.claim(key, JSON.stringify(claim), DAY).catch(() => undefined);
      if (isClaimed) return this.#ask(key, claim, ask);
      if (isClaimed === undefined) {
        // The log may have taken the claim all the same.
        this.#withdraw(key, claim.attempt);
        if (unprotected) return ask();
        throw new Problem('log-unavailable');
      }
      const kept = await this.#outcomeOf(key, digest);
      if (kept) return {kept};
    }
  }

  /** Waits for what is under way, so that its outcome is kept. */
  async close(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  async #ask(key: string, claim: KeyRecord, ask: () => Promise<Outcome>): Promise<Outcome> {
    const work = (async () => {
      const outcome = await ask().catch((): Outcome => ({kind: 'unknown', answer: new Problem('outcome-unknown')}));
      await this.#keep(key, claim, outcome);
      return outcome;
    })();
    this.#underWay.add(work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(work);
    }
  }

  /** The log may be gone by now; then it is told as soon as it is back, and whoever asked gets the answer meanwhile. */
  async #keep(key: string, claim: KeyRecord, outcome: Outcome): Promise<void> {
    const {log} = this.#options;
    const {kind} = outcome;
    const tell = () => {
      if (kind === 'refused') return log.drop(key);
      const record: KeyRecord = {...claim, state: kind, ...(kind === 'done' && {answer: outcome.answer})};
      return log.put(key, JSON.stringify(record), DAY);
    };
    await tell().catch(() => persist(tell));
  }

  /** Takes a claim back that is of no use to anybody, so that the key can be used. */
  #withdraw(key: string, attempt: string): void {
    const {log} = this.#options;
    this.#withdrawn.add(attempt);
    persist(
      async () => {
        const record = read(await log.get(key));
        if (record?.attempt === attempt && record.state === 'asking') await log.drop(key);
      },
      () => this.#withdrawn.delete(attempt),
    );
  }

  /**
   * What is kept of a key that somebody has.
   *
   * @returns `undefined` when nobody has it any more
   * @throws Problem
   */
  async #outcomeOf(key: string, digest: string): Promise<KeptAnswer | undefined> {
    const {log, timeout} = this.#options;
    const patience = Date.now() + timeout + GRACE;
    for (;;) {
      const text = await log.get(key).catch(() => {
        throw new Problem('log-unavailable');
      });
      if (text === undefined) return undefined;
      const record = read(text);
      if (record && record.digest !== digest) throw new Problem('key-reused');
      if (record?.answer) return record.answer;
      if (record && this.#withdrawn.has(record.attempt)) throw new Problem('log-unavailable');
      if (record?.state !== 'asking' || Date.now() > Math.min(record.until, patience)) {
        throw new Problem('outcome-unknown');
      }
      await new Promise<void>((resolve) => setTimeout(resolve, LOOK_AGAIN));
    }
  }
}

function read(text: string | undefined): KeyRecord | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as KeyRecord);
}

/** Tries again, later and later, what the log did not take. */
function persist(work: () => Promise<unknown>, done: () => void = () => undefined, attempt = 1): void {
  startTimer(backoff(attempt), () => {
    work().then(done, () => (attempt < ATTEMPTS ? persist(work, done, attempt + 1) : done()));
  });
}
