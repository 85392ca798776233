import {defineConfig} from '@playwright/test';
import {chromiumArgs, chromiumPath} from '../../scripts/chromium-path.mjs';

export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/e2e',
  globalSetup: './servers.ts',
  // Looks through every story for English, in six minutes; what people and conversations of stories say is told apart by guess.
  testIgnore: process.env['TRANSLATABLE'] ? [] : ['translatable.spec.ts'],
  fullyParallel: true,
  workers: 2,
  retries: Number(process.env['RETRIES'] ?? 0),
  // For machines that do much else at the same time; nothing here waits without a reason.
  timeout: 180_000,
  expect: {timeout: 30_000},
  forbidOnly: true,
  reporter: [['list'], ['json', {outputFile: '../../test-results/e2e.json'}]],
  use: {
    browserName: 'chromium',
    screenshot: 'only-on-failure',
    launchOptions: {executablePath: await chromiumPath(), args: chromiumArgs},
  },
});
