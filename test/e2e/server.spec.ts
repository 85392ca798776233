import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {expect, test, type Browser, type BrowserContextOptions, type Locator, type Page} from '@playwright/test';
import {build} from 'vite';
import {serve} from '../../scripts/static-server.mjs';

// One after the other in one process: they share what is built.
test.describe.configure({mode: 'default'});

const from = fileURLToPath(new URL('./server-page/', import.meta.url));
const execute = promisify(execFile);
let folder: string;
let server: {readonly url: string; close(): Promise<unknown>};

async function onServer(environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const env = {...process.env, TZ: 'UTC', ...environment};
  const {stdout, stderr} = await execute(process.execPath, [join(from, 'render.js')], {env, maxBuffer: 2 ** 26});
  expect(stderr).toBe('');
  return stdout;
}

/** A page as a server sends it, and all its scripts: what has elements taken over comes before them. */
const pageOf = (content: string, lang: string): string => `<!doctype html>
<html lang="${lang}">
  <head>
    <meta charset="utf-8" />
    <title>Drawn on a server</title>
    <style>
      .tall {
        inline-size: 400px;
        block-size: 600px;
      }
    </style>
    <script type="module" src="/support.js"></script>
    <script type="module" src="/client.js"></script>
  </head>
  <body>
    <main>${content}</main>
  </body>
</html>`;

async function publish(name: string, {lang = 'en', ...environment}: Record<string, string> = {}): Promise<string> {
  await writeFile(join(folder, name), pageOf((await onServer(environment)).trim(), lang));
  return `${server.url}/${name}`;
}

test.beforeAll(async () => {
  expect(existsSync(new URL('../../dist/define.js', import.meta.url)), 'run `npm run build` first').toBe(true);
  folder = await mkdtemp(join(tmpdir(), 'parlor-'));
  await build({
    root: from,
    configFile: false,
    logLevel: 'error',
    build: {
      target: 'esnext',
      outDir: folder,
      rolldownOptions: {
        input: [join(from, 'support.js'), join(from, 'client.js')],
        output: {entryFileNames: '[name].js'},
      },
    },
  });
  server = await serve({dirs: [folder]});
});

test.afterAll(async () => {
  await server.close();
  await rm(folder, {recursive: true, force: true});
});

/** Opens a page, and collects what the console says of it. */
async function open(browser: Browser, url: string, options: BrowserContextOptions & {readonly now?: number} = {}) {
  const {now, ...contextOptions} = options;
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...contextOptions});
  const page = await context.newPage();
  if (now !== undefined) await page.clock.setFixedTime(now);
  const said: string[] = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`error: ${error.message}`));
  await page.goto(url);
  return {page, said, [Symbol.asyncDispose]: () => context.close()};
}

const hydrated = (page: Page): Promise<unknown> =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('main > :not(section), section > *')].every(
      (element) => customElements.get(element.localName) && 'hasUpdated' in element && element.hasUpdated,
    ),
  );

/** All of them are to be read, each at a place of its own. */
async function expectApart(items: Locator, count: number): Promise<void> {
  await expect(items).toHaveCount(count);
  const boxes = await Promise.all((await items.all()).map((item) => item.boundingBox()));
  let end = -Infinity;
  for (const box of boxes) {
    expect(box?.height).toBeGreaterThan(10);
    expect(box?.y).toBeGreaterThanOrEqual(end - 0.5);
    end = (box?.y ?? 0) + (box?.height ?? 0);
  }
}

test('every element is drawn on a server', async () => {
  const drawn = JSON.parse(await onServer({SERVER_RENDERS: 'tags'})) as Record<string, string>;
  expect(Object.keys(drawn).length).toBeGreaterThan(25);
  for (const [tag, markup] of Object.entries(drawn)) {
    expect(markup, tag).toContain(`<${tag}`);
    expect(markup, tag).toContain('<template shadowroot="open" shadowrootmode="open">');
  }
});

test('a thread and a list that a server drew can be read without script', async ({browser}) => {
  const url = await publish('plain.html');
  await using opened = await open(browser, url, {javaScriptEnabled: false});
  const thread = opened.page.locator('main > parlor-message-thread');
  const list = opened.page.locator('main > parlor-conversation-list');
  await expectApart(thread.locator('parlor-message-bubble'), 20);
  await expectApart(list.getByRole('option'), 10);
  for (let index = 0; index < 20; index++) {
    await expect(thread.getByText(`Message number ${index}.`, {exact: true})).toBeVisible();
  }
  for (let index = 0; index < 10; index++) {
    await expect(list.getByText(`Person ${index}`, {exact: true})).toBeVisible();
    await expect(list.getByText(`Preview number ${index}.`, {exact: true})).toBeVisible();
  }
  const long = opened.page.locator('section > parlor-message-thread');
  await expect(long.getByText('Long ago 299.', {exact: true})).toBeVisible();
  await expect(long.getByText('This is the start of the conversation'), 'most of it is not drawn').toHaveCount(0);
  // The zone that was given holds on a server as well.
  await expect(long.getByText('6:00 PM').first()).toBeVisible();
  // What opens over the page stays closed.
  for (const popup of await opened.page.locator('[popover], dialog').all()) await expect(popup).toBeHidden();
});

test('what a server drew is taken over as it is, and comes alive', async ({browser}) => {
  const url = await publish('alive.html');
  await using before = await open(browser, url, {javaScriptEnabled: false});
  await using opened = await open(browser, url, {timezoneId: 'UTC'});
  const {page, said} = opened;
  await hydrated(page);
  await page.waitForFunction(() =>
    [...document.querySelectorAll('parlor-message-thread')].every(
      ({shadowRoot}) => shadowRoot?.querySelector('.scroller')?.scrollTop !== 0,
    ),
  );
  const given = ['message-thread', 'conversation-list', 'conversation-item', 'message-bubble', 'timestamp'];
  for (const name of given) {
    const elements = `main > parlor-${name} *`;
    await expect(page.locator(elements), name).toHaveCount(await before.page.locator(elements).count());
  }
  const list = page.locator('main > parlor-conversation-list');
  const asked = page.evaluate(
    () =>
      new Promise((resolve) =>
        document.addEventListener('parlor-conversation-select-request', (event) =>
          resolve(event instanceof CustomEvent ? event.detail : undefined),
        ),
      ),
  );
  await list.getByText('Person 3', {exact: true}).click();
  expect(await asked).toEqual({conversationId: 'c3'});
  // What stands in an inbox gets its store once it is alive.
  await expect(page.locator('parlor-inbox-context').getByText('Loading…')).toBeVisible();
  await expect(page.locator('main > parlor-reply-box').getByRole('textbox')).toHaveValue('Hello');
  expect(said).toEqual([]);
});

/** Every time that is shown, and its tool tip, with what this page's own zone and `locale` make of it. */
const timesOf = (page: Page, locale: string, selector = 'main') =>
  page.locator(selector).evaluate((element, language) => {
    const times = (root: ParentNode): HTMLTimeElement[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element instanceof HTMLTimeElement && element.dateTime.includes('T') ? [element] : []),
        ...(element.shadowRoot ? times(element.shadowRoot) : []),
      ]);
    const full = new Intl.DateTimeFormat(language, {dateStyle: 'full', timeStyle: 'short'});
    const clock = new Intl.DateTimeFormat(language, {hour: 'numeric', minute: '2-digit'});
    return times(element.shadowRoot ?? element).map((time) => {
      const at = new Date(time.dateTime);
      const isClock = /\d:\d\d/.test(time.innerText);
      return {
        shown: [time.innerText.trim(), time.title.split(' (')[0]],
        right: [isClock ? clock.format(at) : time.innerText.trim(), full.format(at)],
      };
    });
  }, locale);

const NOON_THERE = Date.UTC(2026, 4, 5, 3);

test('after a server far away, a day ago, all words are those of the reader', async ({browser}) => {
  const url = await publish('far.html', {SERVER_NOW: String(Date.UTC(2026, 4, 4, 17)), lang: 'en'});
  await using before = await open(browser, url, {javaScriptEnabled: false});
  const days = (page: Page) => page.locator('main > parlor-message-thread .day time').allInnerTexts();
  expect(await days(before.page)).toEqual(['Today']);
  await using opened = await open(browser, url, {timezoneId: 'Asia/Tokyo', now: NOON_THERE});
  await hydrated(opened.page);
  await expect.poll(() => days(opened.page)).toEqual(['Yesterday', 'Today']);
  await expect(opened.page.locator('main > parlor-timestamp').last()).toHaveText('Yesterday');
  const times = await timesOf(opened.page, 'en');
  expect(times.length).toBeGreaterThan(30);
  for (const {shown, right} of times) expect(shown).toEqual(right);
  expect(opened.said).toEqual([]);
});

test('a page in another language than the server knew ends in that language', async ({browser}) => {
  const url = await publish('german.html', {lang: 'de'});
  await using opened = await open(browser, url, {timezoneId: 'Europe/Berlin'});
  await hydrated(opened.page);
  await expect(opened.page.locator('main > parlor-conversation-list [role=listbox]')).toHaveAccessibleName(
    'Unterhaltungen',
  );
  const hidden = await opened.page.locator('main').evaluate((main) => {
    const all = (root: ParentNode): string =>
      [...root.querySelectorAll('*')]
        .map(
          (element) =>
            [...element.attributes].map(({value}) => value).join() +
            [...element.childNodes].map((node) => (node instanceof Text ? node.data : '')).join('') +
            (element.shadowRoot ? all(element.shadowRoot) : ''),
        )
        .join('');
    return all(main).includes('\u200B');
  });
  expect(hidden, 'what stands for the words of a server is nowhere').toBe(false);
  const times = await timesOf(opened.page, 'de', 'main > parlor-message-thread');
  for (const {shown, right} of times) expect(shown).toEqual(right);
  expect(opened.said).toEqual([]);
});

test('what is typed before the field comes alive is not lost', async ({browser}) => {
  const url = await publish('typed.html');
  const context = await browser.newContext();
  const page = await context.newPage();
  const held: (() => void)[] = [];
  await page.route('**/client.js', async (route) => {
    await new Promise<void>((resolve) => held.push(resolve));
    await route.continue();
  });
  await page.goto(url, {waitUntil: 'commit'});
  const field = page.locator('main > parlor-reply-box').getByRole('textbox');
  await field.fill('Typed early. ');
  await expect.poll(() => held.length).toBe(1);
  held.forEach((letGo) => letGo());
  await hydrated(page);
  await expect(field).toHaveValue('HelloTyped early. ');
  await context.close();
});
