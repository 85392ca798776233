import {defineConfig} from '@playwright/test';

/** Without a browser: the adapters ask hand-written servers, over real HTTP. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/awkward',
  fullyParallel: true,
  workers: 2,
  retries: Number(process.env['RETRIES'] ?? 0),
  // For machines that do much else at the same time; nothing here waits without a reason.
  timeout: 120_000,
  expect: {timeout: 30_000},
  reporter: [['list'], ['json', {outputFile: '../../test-results/awkward.json'}]],
});
