import {mkdirSync, writeFileSync} from 'node:fs';

/**
 * Prints `N passed, N failed` alone on a line, and leaves the numbers where `npm run verify` adds them up, with the names
 * of what failed and the files it is in.
 */
export function countReporter({file, more = {}}) {
  return {
    onTestRunFinished({sessions}) {
      const count = {passed: 0, failed: 0, skipped: 0};
      const failures = [];
      const failedFiles = [];
      const add = (suite, path = []) => {
        for (const test of suite?.tests ?? []) {
          count[test.skipped ? 'skipped' : test.passed ? 'passed' : 'failed']++;
          if (!test.skipped && !test.passed) failures.push([...path, test.name].join(' › '));
        }
        for (const inner of suite?.suites ?? []) add(inner, [...path, inner.name]);
      };
      for (const session of sessions) {
        const failedBefore = count.failed;
        add(session.testResults);
        // A file that does not load, or throws outside its tests, has no failed test to count.
        if (!session.passed && count.failed === failedBefore) count.failed++;
        if (!session.passed) failedFiles.push(session.testFile);
      }
      mkdirSync(new URL('.', file), {recursive: true});
      writeFileSync(file, JSON.stringify({...count, failures, failedFiles, ...more}));
      const skipped = count.skipped ? `, ${count.skipped} skipped` : '';
      setTimeout(() => console.log(`\n${count.passed} passed, ${count.failed} failed${skipped}`));
    },
  };
}
