import {expect, test} from '@playwright/test';
import fc from 'fast-check';
import {schedules, type Schedule} from './operations.js';
import {simulatedProviders} from './providers.js';
import {VirtualTime} from './virtual-time.js';
import {World, type FaultCounts} from './world.js';

// 90 schedules in every run of the tests, 10,000 by `npm run test:soak`.
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 90);
/** The usual run is the same each time; the long one is another each time. A seed that failed can be given again. */
const SEED = Number(process.env['SIMULATION_SEED'] ?? (RUNS > 90 ? Date.now() % 1_000_000 : 4));
/** The `path` that a failure prints: runs that schedule alone. */
const PATH = process.env['SIMULATION_PATH'] ?? '';
/** Set to look for the shortest schedule that fails. */
const SHRINK = process.env['SIMULATION_SHRINK'] !== undefined;
const names = Object.keys(simulatedProviders);
const share = Math.ceil(RUNS / names.length);

/** Reports of listeners that throw belong to the schedule; everything else is heard. */
const isExpected = (thrown: unknown): boolean =>
  thrown instanceof Error && thrown.message === 'A listener of the page.';

async function live(name: string, schedule: Schedule): Promise<{violations: string[]; faults: FaultCounts}> {
  const time = new VirtualTime(Date.UTC(2026, 4, 4, 12));
  const reported: string[] = [];
  time.install();
  time.replace(globalThis, 'reportError', (thrown: unknown) => {
    if (!isExpected(thrown))
      reported.push(`broken: ${thrown instanceof Error ? (thrown.stack ?? '') : String(thrown)}`);
  });
  try {
    const world = new World(time, name, schedule);
    await world.start();
    for (const operation of schedule.operations) await world.run(operation);
    await world.finish();
    return {violations: [...world.violations, ...reported], faults: world.faults};
  } finally {
    time.uninstall();
  }
}

const sum = (counts: FaultCounts): number => Object.values(counts).reduce((total, count) => total + count, 0);
const list = (counts: FaultCounts, separator: string, between: string): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name}${between}${count}`)
    .join(separator);

test.describe.configure({timeout: Math.max(600_000, share * 6000)});

for (const name of names) {
  test(`nothing lost, nothing doubled, nothing claimed over ${name}`, async () => {
    const worlds: FaultCounts = {};
    const faults: FaultCounts = {};
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const outcome = await live(name, schedule);
        worlds[schedule.size] = (worlds[schedule.size] ?? 0) + 1;
        for (const [kind, count] of Object.entries(outcome.faults)) faults[kind] = (faults[kind] ?? 0) + count;
        expect(outcome.violations).toEqual([]);
      }),
      {numRuns: share, seed: SEED, endOnFailure: !SHRINK, path: PATH},
    );
    console.log(
      `${name}: ${sum(worlds)} runs, ${sum(faults)} faults (${list(faults, ', ', ' ')}), ` +
        `worlds ${list(worlds, ' / ', ': ')}, seed ${SEED}; 0 lost, 0 doubled, 0 false claims, 0 stale rows`,
    );
  });
}
