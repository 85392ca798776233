import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test, type Page} from '@playwright/test';
import manifest from '../../dist/custom-elements.json' with {type: 'json'};
import {addresses} from './servers.js';
import {pages} from './storybook.js';

declare global {
  interface Window {
    /** What the script of axe-core leaves. */
    axe: {
      run: (where: {
        include: string;
        exclude: string;
      }) => Promise<{violations: readonly {id: string; nodes: readonly {target: readonly string[]}[]}[]}>;
    };
  }
}

const root = new URL('../../', import.meta.url);
const guides = pages.filter(({title}) => /^(?:Start|Guides|Reference)\//.test(title));
const ids = new Set(pages.map(({id}) => id));

const openPage = (page: Page, id: string) => page.goto(`${addresses.storybook()}/iframe.html?viewMode=docs&id=${id}`);

test('every document is a page of the site', () => {
  const shown = readdirSync(new URL('stories/site/', root))
    .filter((name) => name.endsWith('.mdx'))
    .map(
      (name) => /from '(?:\.\.\/)+(.+)\?raw'/.exec(readFileSync(new URL(`stories/site/${name}`, root), 'utf8'))?.[1],
    );
  const written = readdirSync(new URL('stories/docs/', root))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `stories/docs/${name}`);
  const atTheTop = readdirSync(root).filter((name) => name.endsWith('.md'));
  for (const file of [...written, ...atTheTop]) expect(shown, file).toContain(file);
  expect(guides).toHaveLength(shown.length);
});

test('what is written for programs that read names every document, and nothing that is not there', () => {
  const folder = new URL('stories/docs/', root);
  const text = readFileSync(new URL('llms.txt', folder), 'utf8');
  const named = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, path = '']) => path);
  for (const path of named) expect(existsSync(new URL(path, folder)), path).toBe(true);
  for (const name of readdirSync(folder)) if (name.endsWith('.md')) expect(named).toContain(name);
});

for (const {id, title} of guides) {
  test(`${title} can be read, and leads nowhere that is not there`, async ({page}) => {
    await openPage(page, id);
    const text = page.locator('#storybook-docs');
    await expect(text.getByRole('heading').first()).toBeVisible();
    await expect(text).not.toContainText('<!--');
    const links = await text.getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
    for (const link of links) {
      const [, target] = /[?&]path=\/docs\/([\w-]+)/.exec(link) ?? [];
      if (target) expect(ids.has(target), `${link} is a page`).toBe(true);
      else expect(link, 'a link within the page or to elsewhere').toMatch(/^#|^https?:/);
    }
    for (const picture of await text.getByRole('img').all()) {
      await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
    }
  });
}

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'));

for (const theme of ['light', 'dark'] as const) {
  for (const {id, title} of guides) {
    test(`${title} has nothing that axe finds wrong [${theme}]`, async ({page}) => {
      await page.emulateMedia({colorScheme: theme});
      await page.goto(`${addresses.storybook()}/iframe.html?viewMode=docs&id=${id}&globals=theme:${theme}`);
      await expect(page.locator('#storybook-docs').getByRole('heading').first()).toBeVisible();
      await page.addScriptTag({path: AXE});
      const violations = await page.evaluate(async () => {
        // The colours of code are Storybook's own.
        const found = await window.axe.run({include: '#storybook-docs', exclude: 'pre'});
        return found.violations.map(({id, nodes}) => `${id}: ${nodes.map(({target}) => target.join(' ')).join(', ')}`);
      });
      expect(violations).toEqual([]);
    });
  }
}

interface Named {
  readonly name?: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly events?: readonly Named[];
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}

const elements = (manifest as {modules: readonly {declarations?: readonly Declaration[]}[]}).modules
  .flatMap(({declarations = []}) => declarations)
  .filter((declaration): declaration is Declaration & {tagName: string} => declaration.tagName !== undefined);

for (const {tagName, events = [], slots = [], cssParts = [], cssStates = [], cssProperties = []} of elements) {
  test(`the page of ${tagName} has its events, slots, parts, states and properties`, async ({page}) => {
    const own = pages.find(({id}) => id.endsWith(`-${tagName.replace('parlor-', '')}--docs`));
    expect(own).toBeDefined();
    await openPage(page, own?.id ?? '');
    const named = [...events, ...slots, ...cssParts, ...cssStates, ...cssProperties].map(({name}) => name || 'default');
    await expect(async () => {
      const reference = (await page.locator('.docblock-argstable').allInnerTexts()).join('\n');
      expect(named.filter((name) => !reference.includes(name))).toEqual([]);
    }).toPass();
  });
}
