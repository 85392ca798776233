// Runs the tests that stand on the engine itself in the engines besides Chromium: all, or those that are named.
import {spawn} from 'node:child_process';
import {existsSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {ENGINES} from '../test/support/engines.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const results = `${root}test-results`;
const given = process.argv.slice(2);
const named = given.filter((word) => word in ENGINES);
const others = given.filter((word) => !(word in ENGINES));
const names = named.length > 0 ? named : Object.keys(ENGINES);

const run = (name) =>
  new Promise((done) => {
    const options = {cwd: root, stdio: 'inherit', env: {...process.env, ENGINE: name}};
    const config = 'test/support/engines.config.mjs';
    const child = spawn(`${root}node_modules/.bin/wtr`, ['--config', config, ...others], options);
    child.on('error', () => done(false));
    child.on('close', (code) => done(code === 0));
  });

const all = {passed: 0, failed: 0, leftOut: 0, notInstalled: []};
const lines = [];
mkdirSync(results, {recursive: true});
for (const name of names) {
  if (!ENGINES[name].isInstalled()) {
    all.notInstalled.push(name);
    lines.push(`${name}: left out, it is not installed`);
    continue;
  }
  const file = `${results}/${name}.json`;
  rmSync(file, {force: true});
  const start = Date.now();
  const ok = await run(name);
  const count = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {passed: 0, failed: 1, leftOut: {}};
  const failed = ok ? count.failed : Math.max(count.failed, 1);
  const reasons = Object.entries(count.leftOut);
  const leftOut = reasons.reduce((sum, [, tests]) => sum + tests, 0);
  all.passed += count.passed;
  all.failed += failed;
  all.leftOut += leftOut;
  const why = reasons.map(([reason, tests]) => `${tests}: ${reason}`).join('; ');
  const seconds = ((Date.now() - start) / 1000).toFixed(0);
  lines.push(
    `${name}: ${count.passed} passed, ${failed} failed, ${leftOut} left out${why && ` (${why})`}, in ${seconds} s`,
  );
}
writeFileSync(`${results}/engines.json`, JSON.stringify(all));
console.log(`\n${lines.join('\n')}`);
process.exitCode = all.failed > 0 ? 1 : 0;
