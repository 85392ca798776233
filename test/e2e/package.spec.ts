import {execFile, spawn} from 'node:child_process';
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, relative} from 'node:path';
import {promisify} from 'node:util';
import {build, type Rolldown} from 'vite';
import {serve} from '../../scripts/static-server.mjs';
import {installApp, packLibrary, runScript, serveApp} from '../hosts/app.js';
import {IN_END_TO_END} from '../hosts/hosts.js';
import {watchPage} from '../hosts/left-behind.js';
import {giveAndTake, leavesNothing, passSuite} from '../hosts/suite.js';
import {expect, InboxPage, test} from './inbox-page.js';

// One after the other in one process: they share what is packed and installed.
test.describe.configure({mode: 'default', timeout: 180_000});

const execute = promisify(execFile);
let folder: string;
let tarball: string;

test.beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'parlor-'));
  tarball = await packLibrary(folder);
});

test.afterAll(() => rm(folder, {recursive: true, force: true}));

/** A fresh copy of an app, with its own locked versions and the packed library. */
async function install(app: string): Promise<string> {
  const copy = join(folder, app);
  if (!existsSync(copy)) await installApp(app, tarball, copy);
  return copy;
}

for (const host of IN_END_TO_END) {
  test(`a ${host.name} app builds with the package, gives and takes, and leaves nothing`, async ({page}) => {
    const copy = await install(host.folder);
    await runScript(copy, 'types');
    await runScript(copy, 'build');
    const served = await serveApp(copy, host);
    try {
      await passSuite(page, served.url, host.name);
    } finally {
      await served.close();
    }
  });
}

test('what React rendered on a server gets its properties and events once the page takes it over', async ({page}) => {
  const copy = await install('react');
  if (!existsSync(join(copy, 'dist-server'))) await runScript(copy, 'build');
  const {renderPage} = (await import(join(copy, 'dist-server/server.js'))) as {readonly renderPage: () => string};
  const rendered = renderPage();
  expect(rendered).toContain('<parlor-inbox></parlor-inbox>');
  const file = join(copy, 'dist/server.html');
  await writeFile(file, (await readFile(file, 'utf8')).replace('<!--page-->', rendered));
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', ({message}) => complaints.push(message));
  const server = await serve({dirs: [join(copy, 'dist')]});
  try {
    await watchPage(page);
    await page.goto(`${server.url}/server.html`);
    await giveAndTake(page, 'a server');
    await leavesNothing(page);
    expect(complaints).toEqual([]);
  } finally {
    await server.close();
  }
});

test('in an empty directory, `npx parlor-gateway --demo` runs an inbox that works, for whoever has its address', async ({
  page,
  browser,
}) => {
  const empty = join(folder, 'empty');
  await mkdir(empty);
  await execute('npm', ['install', tarball, '--no-audit', '--no-fund', '--prefer-offline'], {cwd: empty});
  // As in a terminal, where Ctrl-C reaches all that was started there.
  const program = spawn('npx', ['parlor-gateway', '--demo', '--port', '0'], {cwd: empty, detached: true});
  const ended = new Promise((resolve) => program.on('close', resolve));
  const interrupt = () => process.kill(-(program.pid ?? 0), 'SIGINT');
  const said = await new Promise((resolve) => program.stdout.once('data', (data) => resolve(String(data))));
  const address = /http:\S+token=\S+/.exec(String(said))?.[0] ?? '';
  try {
    await page.goto(address);
    expect(page.url()).toBe(new URL('/', address).href);
    const inbox = new InboxPage(page);
    const name = 'Noor Haddad';
    await inbox.open(name);
    const text = 'Would noon suit you as well?';
    await inbox.reply(text);
    await expect(inbox.message(text)).toContainText('Delivered');
    await expect(inbox.messages.last()).toContainText(/Yes, that works for me\.|Let me check and get back to you/);
    await expect(inbox.rows.first()).toHaveAccessibleName(new RegExp(`^${name}, `));

    const stranger = await browser.newContext();
    for (const path of [address, '/', '/parlor/parlor.js', '/messaging/memory/events']) {
      const answer = await stranger.request.get(new URL(path, address).href);
      expect(answer.status(), path).toBe(401);
    }
    await stranger.close();
    // Nobody is left to complain that the program is gone.
    await page.close();
  } finally {
    interrupt();
  }
  await ended;
  await expect(fetch(address)).rejects.toThrow();
});

/** Every address that can be imported, as `exports` and the folders it points to say; mocks need a package of their own. */
async function entries(installed: string): Promise<string[]> {
  const {exports} = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    readonly exports: Readonly<Record<string, string | {readonly default: string}>>;
  };
  const found: string[] = [];
  for (const [address, target] of Object.entries(exports)) {
    if (typeof target === 'string' || address === './browser' || address.startsWith('./mocks/')) continue;
    const [before = '', after] = target.default.split('*');
    if (after === undefined) {
      found.push(address);
      continue;
    }
    for (const name of await readdir(join(installed, before))) {
      if (existsSync(join(installed, before, name + after))) found.push(address.replace('*', name));
    }
  }
  return found.map((address) => address.replace(/^\./, 'parlor'));
}

test('every entry can be imported where there is no page, without the mocks’ package', async () => {
  const copy = await install('react');
  const installed = join(copy, 'node_modules/parlor');
  const addresses = await entries(installed);
  for (const expected of ['parlor', 'parlor/define', 'parlor/store', 'parlor/backend', 'parlor/components/inbox']) {
    expect(addresses).toContain(expected);
  }
  expect(existsSync(join(copy, 'node_modules/msw'))).toBe(false);
  await writeFile(
    join(copy, 'import-all.mjs'),
    `const sizes = {};
for (const address of ${JSON.stringify(addresses)}) sizes[address] = Object.keys(await import(address)).length;
console.log(JSON.stringify(sizes));`,
  );
  const {stdout, stderr} = await execute('node', ['import-all.mjs'], {cwd: copy, timeout: 30_000});
  expect(stderr).toBe('');
  const sizes = JSON.parse(stdout) as Record<string, number>;
  expect(Object.keys(sizes)).toEqual(addresses);
  // Those hold nothing but types, and one tells where the languages are.
  const empty = Object.keys(sizes).filter((address) => sizes[address] === 0);
  expect(empty.sort()).toEqual(['parlor/locales', 'parlor/preact', 'parlor/solid', 'parlor/svelte', 'parlor/vue']);
});

/**
 * Which modules of which packages have any code left in a bundle of one import; what the bundler adds is its own.
 *
 * @param atOnce leaves out what is fetched when it is needed
 */
async function bundled(code: string, {atOnce = false} = {}): Promise<string[]> {
  const copy = await install('react');
  const entry = join(copy, `only-${Math.random().toString(36).slice(2)}.js`);
  await writeFile(entry, code);
  const built = await build({
    root: copy,
    configFile: false,
    logLevel: 'error',
    build: {write: false, rolldownOptions: {input: entry, preserveEntrySignatures: 'strict'}},
  });
  const {output} = built as Rolldown.RolldownOutput;
  const chunks = output.filter((file) => file.type === 'chunk');
  const needed = new Set(chunks.filter(({isEntry}) => isEntry));
  for (const {imports} of needed) for (const chunk of chunks) if (imports.includes(chunk.fileName)) needed.add(chunk);
  return (atOnce ? [...needed] : chunks)
    .flatMap(({modules}) => Object.entries(modules))
    .filter(([id, {renderedLength}]) => renderedLength > 0 && !id.startsWith('\0'))
    .map(([id]) => relative(join(copy, 'node_modules'), id));
}

test('who imports the reply box alone gets no adapter, no store, no provider', async () => {
  const modules = await bundled("import 'parlor/components/reply-box';");
  expect(modules).toContain('parlor/dist/components/reply-box/reply-box.js');
  // What reads data of a page's own leniently is the toolkit's, and no adapter.
  const own = modules.filter((id) => id.startsWith('parlor/') && id !== 'parlor/dist/adapter/toolkit/fields.js');
  const folders = new Set(own.map((id) => id.split('/')[2]));
  for (const unwanted of ['adapter', 'store', 'providers', 'backend']) expect([...folders]).not.toContain(unwanted);
  expect(modules.filter((id) => /components\/(inbox|message-thread|conversation-list)\//.test(id))).toEqual([]);
});

test('who imports one adapter alone gets no element, no library, no other provider', async () => {
  const modules = await bundled("export {createAmplifiAdapter} from 'parlor/providers/amplifi';");
  expect(modules).toContain('parlor/dist/providers/amplifi/adapter.js');
  const own = /^parlor\/dist\/(providers\/amplifi|adapter|model|util)\//;
  expect(modules.filter((id) => !own.test(id) && id.includes('/'))).toEqual([]);
});

test('who imports a class alone registers nothing', async () => {
  const modules = await bundled("export {ParlorReplyBox} from 'parlor';", {atOnce: true});
  expect(modules).toContain('parlor/dist/components/reply-box/reply-box.js');
  expect(modules.filter((id) => id.endsWith('/define.js'))).toEqual([]);
  expect(modules.filter((id) => id.startsWith('parlor/dist/providers/'))).toEqual([]);
});
