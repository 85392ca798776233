import {defineConfig} from '@playwright/test';

/** Without a browser: the adapters and the providers' mocks run in Node. Hours may pass. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/switches',
  fullyParallel: true,
  workers: Number(process.env['SWITCHES_WORKERS'] ?? 2),
  timeout: 0,
  reporter: 'list',
});
