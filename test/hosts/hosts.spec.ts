import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import {rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from '../e2e/inbox-page.js';
import {installApp, packLibrary, runScript, serveApp} from './app.js';
import {HOSTS} from './hosts.js';
import {passSuite} from './suite.js';

// One after the other: each step of a host needs the one before, and machines are small.
test.describe.configure({mode: 'default', timeout: 600_000});

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What was installed stays here from run to run, for this copy of the repository. */
const cache = join(tmpdir(), `parlor-hosts-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`);

const wanted = (process.env['HOSTS'] ?? '').split(' ').filter((name) => name !== '');

for (const host of HOSTS) {
  const {folder, name, title, isDrawnOnServer, isTestRunner} = host;
  if (wanted.length > 0 && !wanted.includes(folder)) continue;
  const copy = join(cache, folder);
  const manifest = JSON.parse(readFileSync(join(root, 'test/consumers', folder, 'package.json'), 'utf8')) as {
    readonly engines?: {readonly node: string};
  };
  const [needed = 0] = /\d+/.exec(manifest.engines?.node ?? '')?.map(Number) ?? [];
  const here = Number(process.versions.node.split('.')[0]);

  test.describe(title, () => {
    test.skip(here < needed, `needs Node ${manifest.engines?.node}, this is ${process.versions.node}`);

    test('types', async () => {
      const packed = join(cache, `packed-${folder}`);
      await rm(packed, {recursive: true, force: true});
      await installApp(folder, await packLibrary(packed), copy);
      await runScript(copy, 'types');
    });

    test('build', async () => {
      await runScript(copy, isTestRunner ? 'types' : 'build');
    });

    test('suite', async ({page}) => {
      if (isTestRunner) {
        await runScript(copy, 'test');
        return;
      }
      const served = await serveApp(copy, host);
      try {
        if (isDrawnOnServer) expect(await (await fetch(served.url)).text()).toContain('<parlor-inbox');
        await passSuite(page, served.url, name);
      } finally {
        // Nobody is left to complain that the server is gone.
        await page.close();
        await served.close();
      }
    });
  });
}
