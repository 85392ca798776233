import {mkdirSync, writeFileSync} from 'node:fs';

/** Prints `N passed, N failed` alone on a line, and leaves the numbers where `npm run verify` adds them up. */
export function countReporter({file, more = {}}) {
  return {
    onTestRunFinished({sessions}) {
      const count = {passed: 0, failed: 0, skipped: 0};
      const add = (suite) => {
        for (const test of suite?.tests ?? []) count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
        for (const inner of suite?.suites ?? []) add(inner);
      };
      for (const session of sessions) {
        const failedBefore = count.failed;
        add(session.testResults);
        // A file that does not load, or throws outside its tests, has no failed test to count.
        if (!session.passed && count.failed === failedBefore) count.failed++;
      }
      mkdirSync(new URL('.', file), {recursive: true});
      writeFileSync(file, JSON.stringify({...count, ...more}));
      const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
      setTimeout(() => console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`));
    },
  };
}
