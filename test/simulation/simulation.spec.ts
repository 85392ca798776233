import FakeTimers from '@sinonjs/fake-timers';
import {expect, test} from '@playwright/test';
import fc from 'fast-check';
import {operations, type Operation} from './operations.js';
import {simulatedProviders} from './providers.js';
import {World} from './world.js';

// 300 schedules in every run of the tests, 10,000 by `npm run test:soak`.
const RUNS = Number(process.env['SIMULATION_RUNS'] ?? 300);
/** The usual run is the same each time; the long one is another each time. A seed that failed can be given again. */
const SEED = Number(process.env['SIMULATION_SEED'] ?? (RUNS > 300 ? Date.now() % 1_000_000 : 4));
/** The `path` that a failure prints: runs that schedule alone. */
const PATH = process.env['SIMULATION_PATH'] ?? '';
/** Set to look for the shortest schedule that fails. */
const SHRINK = process.env['SIMULATION_SHRINK'] !== undefined;
const names = Object.keys(simulatedProviders);
const share = Math.ceil(RUNS / names.length);

async function live(
  name: string,
  schedule: readonly Operation[],
  seed: number,
): Promise<{violations: string[]; faults: number}> {
  const time = FakeTimers.install({
    now: Date.UTC(2026, 4, 4, 12),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  try {
    const world = new World(time, name, seed);
    await world.start();
    for (const operation of schedule) await world.run(operation);
    await world.finish();
    return {violations: world.violations, faults: world.faults};
  } finally {
    time.uninstall();
  }
}

test.describe.configure({timeout: Math.max(60_000, share * 2000)});

for (const name of names) {
  test(`nothing lost, nothing doubled, nothing claimed over ${name}`, async () => {
    let runs = 0;
    let faults = 0;
    await fc.assert(
      fc.asyncProperty(operations, fc.nat(), async (schedule, worldSeed) => {
        const outcome = await live(name, schedule, worldSeed);
        runs++;
        faults += outcome.faults;
        expect(outcome.violations).toEqual([]);
      }),
      {numRuns: share, seed: SEED, endOnFailure: !SHRINK, path: PATH},
    );
    console.log(`${name}: ${runs} runs, ${faults} faults injected, seed ${SEED}`);
  });
}
