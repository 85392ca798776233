import {defineConfig} from '@playwright/test';

/** Without a browser: the stores, the adapters and the providers' mocks run in Node. */
export default defineConfig({testDir: '.', outputDir: '../../test-results/simulation', workers: 2, reporter: 'list'});
