import {defineConfig} from '@playwright/test';
import {chromiumArgs, chromiumPath} from '../../scripts/chromium-path.mjs';

/** One host at a time: installing and building one fills a small machine. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/hosts',
  workers: 1,
  retries: 0,
  expect: {timeout: 15_000},
  forbidOnly: true,
  reporter: [['list'], ['./table.ts']],
  use: {
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    launchOptions: {executablePath: await chromiumPath(), args: chromiumArgs},
  },
});
