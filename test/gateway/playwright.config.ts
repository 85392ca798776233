import {defineConfig} from '@playwright/test';

/** Without a browser: gateways, providers and pages talk over real HTTP on this machine. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/gateway',
  fullyParallel: true,
  workers: 2,
  retries: Number(process.env['RETRIES'] ?? 0),
  // For machines that do much else at the same time; nothing here waits without a reason.
  timeout: 120_000,
  expect: {timeout: 30_000},
  reporter: [['list'], ['json', {outputFile: '../../test-results/gateway.json'}], ['./left-out.ts']],
});
