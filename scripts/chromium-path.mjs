import {createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, renameSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {pipeline} from 'node:stream/promises';
import {fileURLToPath} from 'node:url';
import {createBrotliDecompress} from 'node:zlib';

export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--hide-scrollbars',
];

/**
 * The Chromium to test with: $CHROME_PATH, or else the one in the npm tree, unpacked once per version. On machines
 * that one is not built for: undefined, which leaves the choice to Playwright.
 */
export async function chromiumPath() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;

  let dir = dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium')));
  while (!existsSync(join(dir, 'bin/chromium.br'))) dir = dirname(dir);
  const {version} = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
  const cache = fileURLToPath(new URL(`../node_modules/.cache/chromium-${version}/`, import.meta.url));
  const executable = join(cache, 'chrome-headless-shell');
  if (existsSync(executable)) return executable;

  // Renaming makes it appear whole, whoever else unpacks it at the same moment.
  const partial = `${executable}.${process.pid}`;
  mkdirSync(cache, {recursive: true});
  await pipeline(
    createReadStream(join(dir, 'bin/chromium.br')),
    createBrotliDecompress(),
    createWriteStream(partial, {mode: 0o755}),
  );
  renameSync(partial, executable);
  return executable;
}
