import type {Random} from './random.js';

export type OperationKind = 'read' | 'send';

/** How often something goes wrong. */
export interface Chance {
  /** Goes wrong for this many operations, then stops. */
  readonly next: number;
  /** From then on, goes wrong this often: 0 never, 1 always. */
  readonly probability: number;
  /** Spares the other kind of operation. */
  readonly only?: OperationKind;
}

/** What is wrong between the backend and whoever asks it. */
export interface FaultPlan {
  /** Milliseconds a whole exchange takes. */
  readonly latency: {readonly minimum: number; readonly maximum: number};
  readonly offline: boolean;
  /** The operation is processed and its answer lost. */
  readonly loseAnswer: Chance;
  /** The operation is never processed, and nobody says so. */
  readonly loseRequest: Chance;
  /** Refused, not processed. `retryAfter` is milliseconds. */
  readonly rateLimit: Chance & {readonly retryAfter: number};
  /** `processed` tells whether the server broke after doing the work. */
  readonly serverError: Chance & {readonly processed: boolean};
  /** News that is pushed comes twice. */
  readonly duplicateNews: Chance;
  /** News that is pushed comes up to `delay` milliseconds late, and so after what happened later. */
  readonly lateNews: Chance & {readonly delay: number};
  /** Milliseconds the backend's clock is ahead of everybody else's; negative when it is behind. */
  readonly clockSkew: number;
}

/** What to change of a plan; a chance that is named starts from "never". */
export interface FaultChange {
  readonly latency?: FaultPlan['latency'];
  readonly offline?: boolean;
  readonly loseAnswer?: Partial<Chance>;
  readonly loseRequest?: Partial<Chance>;
  readonly rateLimit?: Partial<FaultPlan['rateLimit']>;
  readonly serverError?: Partial<FaultPlan['serverError']>;
  readonly duplicateNews?: Partial<Chance>;
  readonly lateNews?: Partial<FaultPlan['lateNews']>;
  readonly clockSkew?: number;
}

const NEVER: Chance = {next: 0, probability: 0};

export const NO_FAULTS: FaultPlan = {
  latency: {minimum: 0, maximum: 0},
  offline: false,
  loseAnswer: NEVER,
  loseRequest: NEVER,
  rateLimit: {...NEVER, retryAfter: 2000},
  serverError: {...NEVER, processed: false},
  duplicateNews: NEVER,
  lateNews: {...NEVER, delay: 3000},
  clockSkew: 0,
};

export type FaultKind = 'offline' | 'lost-answer' | 'rate-limited' | 'server';

/** An exchange with the backend that went wrong for reasons that are not in the request. */
export class BackendFault extends Error {
  override readonly name = 'BackendFault';

  constructor(
    readonly kind: FaultKind,
    /** Whether the operation was done all the same. Whoever asked cannot know this; tests can. */
    readonly processed: boolean,
    /** Milliseconds, of `rate-limited`. */
    readonly retryAfter?: number,
  ) {
    super(kind);
  }
}

type ChanceName = 'loseAnswer' | 'loseRequest' | 'rateLimit' | 'serverError' | 'duplicateNews' | 'lateNews';

/** Keeps the plan and decides what happens to each operation. */
export class Faults {
  #plan: FaultPlan = NO_FAULTS;
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  get plan(): FaultPlan {
    return this.#plan;
  }

  change(change: FaultChange): void {
    const {loseAnswer, loseRequest, rateLimit, serverError, duplicateNews, lateNews, ...rest} = change;
    this.#plan = {
      ...this.#plan,
      ...rest,
      ...(loseAnswer && {loseAnswer: {...NO_FAULTS.loseAnswer, ...loseAnswer}}),
      ...(loseRequest && {loseRequest: {...NO_FAULTS.loseRequest, ...loseRequest}}),
      ...(rateLimit && {rateLimit: {...NO_FAULTS.rateLimit, ...rateLimit}}),
      ...(serverError && {serverError: {...NO_FAULTS.serverError, ...serverError}}),
      ...(duplicateNews && {duplicateNews: {...NO_FAULTS.duplicateNews, ...duplicateNews}}),
      ...(lateNews && {lateNews: {...NO_FAULTS.lateNews, ...lateNews}}),
    };
  }

  /** Milliseconds the next exchange takes. */
  latency(): number {
    const {minimum, maximum} = this.#plan.latency;
    return maximum > 0 ? this.#random.integer(minimum, maximum) : 0;
  }

  /** What goes wrong with an operation that just arrived, if anything. */
  draw(kind: OperationKind): BackendFault | undefined {
    if (this.#plan.offline) return new BackendFault('offline', false);
    if (this.#strikes('rateLimit', kind)) {
      return new BackendFault('rate-limited', false, this.#plan.rateLimit.retryAfter);
    }
    if (this.#strikes('loseRequest', kind)) return new BackendFault('lost-answer', false);
    if (this.#strikes('serverError', kind)) return new BackendFault('server', this.#plan.serverError.processed);
    if (this.#strikes('loseAnswer', kind)) return new BackendFault('lost-answer', true);
    return undefined;
  }

  /** When pushed news arrives, in milliseconds from now: once for every time that it is told. */
  arrivals(): readonly number[] {
    const {delay} = this.#plan.lateNews;
    const times = this.#strikes('duplicateNews') ? 2 : 1;
    return Array.from({length: times}, () => (this.#strikes('lateNews') ? this.#random.integer(1, delay) : 0));
  }

  #strikes(name: ChanceName, kind?: OperationKind): boolean {
    const chance = this.#plan[name];
    if (chance.only && chance.only !== kind) return false;
    if (chance.next > 0) {
      this.#plan = {...this.#plan, [name]: {...chance, next: chance.next - 1}};
      return true;
    }
    return chance.probability > 0 && this.#random.chance(chance.probability);
  }
}

/** Plans with a name, for demonstrations: each starts from a good network. */
export const faultPlans = {
  none: {},
  slow: {latency: {minimum: 1500, maximum: 5000}},
  'answers-lost': {loseAnswer: {probability: 0.5, only: 'send'}},
  'requests-lost': {loseRequest: {probability: 0.5, only: 'send'}},
  'server-errors': {serverError: {probability: 0.4}},
  'rate-limited': {rateLimit: {probability: 0.3, retryAfter: 5000}},
  'late-and-doubled': {duplicateNews: {probability: 0.5}, lateNews: {probability: 0.5}},
  'clock-ahead': {clockSkew: 5 * 60_000},
  offline: {offline: true},
} satisfies Record<string, FaultChange>;

export type FaultPlanName = keyof typeof faultPlans;

export const isFaultPlanName = (name: string): name is FaultPlanName => Object.hasOwn(faultPlans, name);
