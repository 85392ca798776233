import {defineConfig} from '@playwright/test';

/** Without a browser: the adapters ask hand-written servers, over real HTTP. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/awkward',
  fullyParallel: true,
  workers: 2,
  reporter: [['list'], ['json', {outputFile: '../../test-results/awkward.json'}]],
});
