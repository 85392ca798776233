import type {SetUp} from './providers.js';
import {verdictOf, Verdicts, type Verdict} from './verdicts.js';

export interface TallyOptions {
  /**
   * Runs every case of every set-up, also where a set-up that had the same switches read went before. That both went
   * the same way is then checked.
   */
  readonly whole: boolean;
  /** Is told of the first set-up that fails each case. */
  readonly report: (failure: string) => void;
}

interface Failure {
  readonly first: string;
  readonly times: number;
  /** What all set-ups that fail have in common. */
  readonly common: readonly (readonly [name: string, value: unknown])[];
}

/** What became of the cases of many set-ups. */
export class Tally {
  setUps = 0;
  failed = 0;
  private passed = 0;
  private run = 0;
  private unlike = 0;
  private names: readonly string[] = [];
  private readonly skipped = new Map<string, number>();
  private readonly left = new Map<string, number>();
  private readonly verdicts: Verdicts[] = [];
  private readonly failures: Failure[] = [];

  constructor(
    private readonly name: string,
    private readonly options: TallyOptions,
  ) {}

  async tryOut(setUp: SetUp): Promise<void> {
    if (this.names.length === 0) this.names = setUp.cases(() => undefined).map(({name}) => name);
    const impossible = this.names.map((name) => setUp.impossible(name));
    if (impossible.every((why) => why !== undefined)) {
      add(this.left, impossible[0] ?? '');
      return;
    }
    this.setUps++;
    for (const [index, why] of impossible.entries()) {
      const verdicts = (this.verdicts[index] ??= new Verdicts());
      const known: Verdict | undefined = why === undefined ? verdicts.find(setUp.switches) : {kind: 'skipped', why};
      const isKnown = known && (why !== undefined || !this.options.whole);
      this.count(isKnown ? known : await this.judge(setUp, index, verdicts, known), index, setUp);
    }
  }

  /** Runs one case, in a world whose switches tell when they are read. */
  private async judge(setUp: SetUp, index: number, verdicts: Verdicts, known?: Verdict): Promise<Verdict> {
    const read = new Set<string>();
    const tried = setUp.cases((name) => void read.add(name))[index];
    if (!tried) throw new RangeError(`${this.name} has other cases in set-up ${setUp.index}.`);
    const verdict = await verdictOf(tried);
    this.run++;
    verdicts.keep(setUp.switches, read, verdict);
    const where = `${this.name} #${setUp.index} ${JSON.stringify(setUp.switches)}\n    ${tried.group}: ${tried.name}`;
    if (known && known.kind !== verdict.kind) {
      this.unlike++;
      this.options.report(`${where}\n    ${verdict.kind}, and ${known.kind} where the same switches were read`);
    }
    return verdict.kind === 'failed' ? {kind: 'failed', why: `${where}\n    ${verdict.why}`} : verdict;
  }

  private count(verdict: Verdict, index: number, {switches}: SetUp): void {
    if (verdict.kind === 'skipped') add(this.skipped, verdict.why);
    else this[verdict.kind]++;
    if (verdict.kind !== 'failed') return;
    const failure = this.failures[index];
    if (!failure) this.options.report(verdict.why);
    this.failures[index] = {
      first: failure?.first ?? verdict.why,
      times: (failure?.times ?? 0) + 1,
      common: Object.entries(switches).filter(([name, value]) => !failure || isIn(failure.common, name, value)),
    };
  }

  /** Whether everything was kept, and alike wherever it had to be. */
  get isGood(): boolean {
    return this.setUps > 0 && this.passed > 0 && this.failed === 0 && this.unlike === 0;
  }

  /** The result in one line, and what was left out in others. */
  toString(): string {
    const skipped = [...this.skipped.values()].reduce((sum, times) => sum + times, 0);
    const ran = this.options.whole
      ? `all ${count(this.run)} run, ${count(this.unlike)} unlike others with the same switches read`
      : `${count(this.run)} run, the others alike in every switch that was read`;
    return [
      `${this.name}: ${count(this.setUps)} set-ups, ${this.names.length} cases each, ${count(this.passed)} passed, ` +
        `${count(this.failed)} failed, ${count(skipped)} skipped (${ran})`,
      ...this.failures.flatMap(
        ({first, times, common}) =>
          `failed ${count(times)} times, all with ${JSON.stringify(Object.fromEntries(common))}; first ${first}`,
      ),
      ...whys('skipped', this.skipped),
      ...whys('set-ups left out', this.left),
    ].join('\n  ');
  }
}

const count = (value: number): string => value.toLocaleString('en');

const isIn = (entries: Failure['common'], name: string, value: unknown): boolean =>
  entries.some(([other, its]) => other === name && its === value);

const whys = (what: string, counts: ReadonlyMap<string, number>): readonly string[] =>
  [...counts].map(([why, times]) => `${what}, ${count(times)} times: ${why}`);

const add = (counts: Map<string, number>, key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
