import {defineConfig} from '@playwright/test';

/** Without a browser: gateways, providers and pages talk over real HTTP on this machine. */
export default defineConfig({
  testDir: '.',
  outputDir: '../../test-results/gateway',
  fullyParallel: true,
  workers: 2,
  reporter: [['list'], ['json', {outputFile: '../../test-results/gateway.json'}], ['./left-out.ts']],
});
