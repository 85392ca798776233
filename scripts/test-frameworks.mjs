// Every framework with the packed library: types, build, and one suite in a browser. `npm run test:frameworks -- svelte solid`
// runs some. Needs `npm run build`, and a registry to install from; what was installed stays in the system's temporary folder.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !existsSync(`${root}test/consumers/${name}/package.json`));
if (unknown.length > 0) {
  console.error(`There is no host in test/consumers called ${unknown.join(', ')}.`);
  process.exit(1);
}
const {status} = spawnSync('npx', ['playwright', 'test', '--config', 'test/hosts/playwright.config.ts'], {
  cwd: root,
  stdio: 'inherit',
  env: {...process.env, HOSTS: wanted.join(' ')},
});
process.exitCode = status ?? 1;
