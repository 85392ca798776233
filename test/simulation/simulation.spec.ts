import {expect, test} from '@playwright/test';
import fc from 'fast-check';
import type {ViolationKind} from './judge.js';
import {schedules, type Schedule} from './operations.js';
import {simulatedProviders} from './providers.js';
import {VirtualTime} from './virtual-time.js';
import {World, type FaultCounts} from './world.js';

// 300 schedules in every run of the tests, 10,000 by `npm run test:soak`.
const USUAL_RUNS = 300;
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? USUAL_RUNS);
/** The usual run is the same each time; the long one is another each time. A seed that failed can be given again. */
const SEED = Number(process.env['SIMULATION_SEED'] ?? (RUNS > USUAL_RUNS ? Date.now() % 1_000_000 : 4));
/** The `path` that a failure prints: runs that schedule alone. */
const PATH = process.env['SIMULATION_PATH'];
/** Set to look for the shortest schedule that fails. */
const SHRINK = process.env['SIMULATION_SHRINK'] !== undefined;
const names = Object.keys(simulatedProviders);
const share = Math.ceil(RUNS / names.length);

interface Violation {
  readonly kind: ViolationKind;
  readonly what: string;
}

interface Outcome {
  readonly violations: readonly Violation[];
  readonly faults: FaultCounts;
}

/** Reports of listeners that throw belong to the schedule; everything else is heard. */
const isExpected = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message === 'A listener of the page.';

async function live(name: string, schedule: Schedule): Promise<Outcome> {
  const time = new VirtualTime(Date.UTC(2026, 4, 4, 12));
  const violations: Violation[] = [];
  const violate = (kind: ViolationKind, what: string) => void violations.push({kind, what});
  time.install();
  // The runner's own listeners would wait for ever, by a clock that is not theirs.
  const listeners = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (thrown) => violate('broken', `nobody handles ${String(thrown)}`));
  time.replace(globalThis, 'reportError', (thrown: unknown) => {
    if (!isExpected(thrown)) violate('broken', thrown instanceof Error ? (thrown.stack ?? '') : String(thrown));
  });
  try {
    const world = new World(time, name, schedule, violate);
    await world.start();
    for (const operation of schedule.operations) await world.run(operation);
    await world.finish();
    return {violations, faults: world.faults};
  } finally {
    time.uninstall();
    process.removeAllListeners('unhandledRejection');
    for (const listener of listeners) process.on('unhandledRejection', listener);
  }
}

const sum = (counts: FaultCounts): number => Object.values(counts).reduce((total, count) => total + count, 0);
const list = (counts: FaultCounts, separator = ', ', between = ' '): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}${between}${count}`)
    .join(separator);
const add = (counts: FaultCounts, kind: string, count = 1): void => void (counts[kind] = (counts[kind] ?? 0) + count);

test.describe.configure({timeout: Math.max(600_000, share * 6000)});

for (const [place, name] of names.entries()) {
  test(`nothing lost, nothing doubled, nothing claimed over ${name}`, async () => {
    // Over each provider other schedules, unless one is asked for.
    const seed = PATH === undefined ? SEED + place : SEED;
    const worlds: FaultCounts = {};
    const storages: FaultCounts = {};
    const faults: FaultCounts = {};
    const found: Record<ViolationKind, number> = {
      ...{lost: 0, doubled: 0, 'false claim': 0, 'stale row': 0, 'stale thread': 0, 'sent without consent': 0},
      ...{'sent though forbidden': 0, 'out of order': 0, 'status went back': 0, 'told twice': 0},
      ...{'left after signing out': 0, broken: 0},
    };
    const failures: unknown[] = [];
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(schedules(RUNS > USUAL_RUNS), async (schedule) => {
        const {violations, faults: met} = await live(name, schedule);
        const path = PATH ?? String(runs);
        runs++;
        add(worlds, String(schedule.size));
        add(storages, schedule.isInDatabase ? 'database' : 'memory');
        for (const [kind, count] of Object.entries(met)) add(faults, kind, count);
        for (const {kind} of violations) found[kind]++;
        if (violations.length === 0) return;
        // Shrinking needs the failure where it happens; all others are counted.
        if (SHRINK) expect(violations).toEqual([]);
        failures.push({seed, path, violations: violations.slice(0, 5)});
      }),
      {numRuns: PATH === undefined ? share : 1, seed, endOnFailure: !SHRINK, ...(PATH !== undefined && {path: PATH})},
    );
    const {lost, doubled, 'false claim': claims, 'stale row': rows, ...others} = found;
    console.log(
      `${name}: ${runs} runs, ${sum(faults)} faults (${list(faults)}), ` +
        `worlds ${list(worlds, ' / ', ': ')}, storages ${list(storages)}, seed ${seed}; ` +
        `${lost} lost, ${doubled} doubled, ${claims} false claims, ${rows} stale rows; ` +
        Object.entries(others)
          .map(([kind, count]) => `${count} ${kind}`)
          .join(', '),
    );
    expect(failures).toEqual([]);
  });
}
