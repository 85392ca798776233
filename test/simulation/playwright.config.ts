import {defineConfig} from '@playwright/test';

/** Without a browser: the stores, the adapters and the providers' mocks run in Node. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/simulation',
  // Each test has a clock of its own in place of the real one.
  fullyParallel: true,
  workers: 2,
  reporter: [['list'], ['json', {outputFile: '../../test-results/simulation.json'}]],
});
