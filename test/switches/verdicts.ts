import type {ConformanceCase} from '../../src/conformance/index.js';

export type Verdict =
  | {readonly kind: 'passed'}
  | {readonly kind: 'failed'; readonly why: string}
  | {readonly kind: 'skipped'; readonly why: string};

export async function verdictOf({skip, run}: ConformanceCase): Promise<Verdict> {
  if (skip !== undefined) return {kind: 'skipped', why: skip};
  try {
    const outcome = await run();
    return outcome.outcome === 'kept' ? {kind: 'passed'} : {kind: 'skipped', why: outcome.reason};
  } catch (thrown) {
    return {kind: 'failed', why: thrown instanceof Error ? thrown.message : String(thrown)};
  }
}

type Switches = Readonly<Record<string, unknown>>;

const valuesOf = (names: readonly string[], switches: Switches): string =>
  JSON.stringify(names.map((name) => switches[name]));

/**
 * The verdicts on one case. Worlds are made alike and time in them stands still, so that a case which read certain
 * switches goes the same way wherever those have the same values, whatever the switches are that it never read.
 */
export class Verdicts {
  private readonly byRead = new Map<string, {readonly names: readonly string[]; readonly of: Map<string, Verdict>}>();

  find(switches: Switches): Verdict | undefined {
    for (const {names, of} of this.byRead.values()) {
      const verdict = of.get(valuesOf(names, switches));
      if (verdict) return verdict;
    }
    return undefined;
  }

  keep(switches: Switches, read: ReadonlySet<string>, verdict: Verdict): void {
    const names = Object.keys(switches).filter((name) => read.has(name));
    const key = names.join();
    const known = this.byRead.get(key) ?? {names, of: new Map<string, Verdict>()};
    this.byRead.set(key, known);
    known.of.set(valuesOf(names, switches), verdict);
  }
}
