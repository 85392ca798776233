import {spawn} from 'node:child_process';
import {existsSync, readFileSync, rmSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const results = `${root}test-results`;

const STEPS = [
  'format:check',
  'types',
  'lint',
  'lint:structure',
  'lint:templates',
  'build',
  'api:check',
  'test:sizes',
  'test:package',
  'test:unit',
  'test:awkward',
  'test:gateway',
  'test:simulation',
  'build:demo',
  'build:storybook',
  'test:e2e',
];

const run = (script) =>
  new Promise((done) => {
    const child = spawn('npm', ['run', '--silent', script], {cwd: root, stdio: 'inherit'});
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });

const sum = (counts) => counts.reduce((total, count) => total + count, 0);

function readResults(name) {
  const file = `${results}/${name}.json`;
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

rmSync(results, {recursive: true, force: true});
let broken;
for (const step of STEPS) {
  console.log(`\n▶ ${step}`);
  const start = Date.now();
  const ok = await run(step);
  console.log(`${ok ? '✔' : '✘'} ${step} ${((Date.now() - start) / 1000).toFixed(1)} s`);
  if (!ok) {
    broken = step;
    break;
  }
}

/** Tests that were left out for a reason that is the machine's. */
function leftOut(suite, reason) {
  const {suites = [], specs = []} = suite;
  const isFor = ({annotations = []}) => annotations.some(({description}) => description === reason);
  return sum([...suites.map((each) => leftOut(each, reason)), ...specs.map(({tests}) => tests.filter(isFor).length)]);
}

const unit = readResults('unit') ?? {passed: 0, failed: 0};
const playwright = ['awkward', 'gateway', 'simulation', 'e2e'].flatMap((name) => readResults(name)?.stats ?? []);
const passed = unit.passed + sum(playwright.map(({expected}) => expected));
const failed = unit.failed + sum(playwright.map(({unexpected, flaky}) => unexpected + flaky));
const NO_REDIS = 'there is no redis-server on this machine';
const withoutRedis = leftOut(readResults('gateway') ?? {}, NO_REDIS);
if (withoutRedis > 0) console.log(`\n${withoutRedis} tests of the gateway were left out: ${NO_REDIS}.`);
if (broken) console.log(`\nStopped at ${broken}.`);
// A step can fail without a failed test (types, coverage): that counts as one.
console.log(`\n${passed} passed, ${broken ? Math.max(failed, 1) : failed} failed`);
process.exitCode = broken ? 1 : 0;
