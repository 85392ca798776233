// The compiler has to refuse the one template in src/wrong.ts, and nothing else.
import {spawnSync} from 'node:child_process';

const {stdout, stderr} = spawnSync('npx', ['ngc', '-p', 'tsconfig.wrong.json', '--noEmit'], {encoding: 'utf8'});
const said = `${stdout}${stderr}`.replace(/\u001B\[\d+m/g, '');
const errors = said.match(/error *TS.*/g) ?? [];
if (errors.length !== 1 || !errors[0].includes("Property 'text' does not exist")) {
  console.error(`Expected one error about text, got:\n${said}`);
  process.exit(1);
}
