import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {defaultReporter} from '@web/test-runner';
import {playwrightLauncher} from '@web/test-runner-playwright';
import {chromiumArgs, chromiumPath} from '../../scripts/chromium-path.mjs';
import {countReporter} from './count-reporter.mjs';
import {floorCoverageReporter} from './floor-coverage-reporter.mjs';
import {commonjsPlugin} from './wtr-commonjs-plugin.mjs';
import {patientWaitsPlugin} from './wtr-patient-waits-plugin.mjs';
import {tsPlugin} from './wtr-ts-plugin.mjs';

const rootDir = fileURLToPath(new URL('../../', import.meta.url));
const files = ['test/**/*.test.ts', '!test/e2e/**', '!test/bench/**', '!test/consumers/**'];
const mockServiceWorker = readFileSync(new URL(import.meta.resolve('msw/mockServiceWorker.js')));

export default {
  rootDir,
  files,
  nodeResolve: {exportConditions: ['development', 'browser']},
  concurrency: 2,
  // For machines that do much else at the same time: nothing waits for as long without a reason.
  testFramework: {config: {timeout: '60000'}},
  // The contract suites have more than a thousand tests each.
  testsFinishTimeout: 400_000,
  plugins: [patientWaitsPlugin({timeout: 20_000}), tsPlugin(), commonjsPlugin(['sms-segments-calculator'])],
  middleware: [
    (context, next) => {
      if (context.path !== '/mockServiceWorker.js') return next();
      context.type = 'text/javascript';
      context.body = mockServiceWorker;
      return undefined;
    },
    // A real server that redirects, and tells which method arrived in the end.
    (context, next) => {
      const [, status] = /^\/redirects\/(\d+)$/.exec(context.path) ?? [];
      if (status) {
        context.redirect('/redirects/end');
        context.status = Number(status);
        return undefined;
      }
      if (context.path !== '/redirects/end') return next();
      context.body = {method: context.method};
      return undefined;
    },
  ],
  browsers: [
    playwrightLauncher({
      product: 'chromium',
      launchOptions: {executablePath: await chromiumPath(), args: chromiumArgs},
    }),
  ],
  filterBrowserLogs: ({args: [text]}) => !/Lit is in dev mode/.test(String(text)),
  coverage: true,
  coverageConfig: {include: ['src/**/*.ts'], reporters: ['text-summary', 'lcovonly'], reportDir: `${rootDir}coverage`},
  reporters: [
    defaultReporter({reportTestProgress: Boolean(process.stdout.isTTY)}),
    floorCoverageReporter({
      rootDir,
      files,
      report: ['model', 'adapter', 'store', 'providers', 'backend', 'conformance'],
      required: {model: 90, adapter: 90, store: 90, providers: 90},
    }),
    countReporter({file: new URL('../../test-results/unit.json', import.meta.url)}),
  ],
};
