import {openHostPage} from './host-page.js';
import {expect, InboxPage, openDemo, test} from './inbox-page.js';

const LONG = `<parlor-inbox provider="memory" adapter-options='{"scenario":"long-history"}'></parlor-inbox>`;
const SOME = '<parlor-inbox provider="memory"></parlor-inbox>';

const countLoaded = (inbox: InboxPage) =>
  inbox.page.evaluate(() => {
    const {store} = document.querySelector('parlor-inbox') ?? {};
    const id = store?.state.selectedId;
    return id === undefined ? 0 : store?.timeline(id).state.messages.length;
  });

const WITHOUT_HEIGHT = {
  'no height': '',
  'only a least height': 'min-height: 200px',
  'only a greatest height': 'max-height: 500px; overflow: hidden',
  'a greatest height and a border of its own': 'max-height: 60vh; overflow: auto; padding: 20px; border: 5px solid',
  'a flex column': 'display: flex; flex-direction: column',
  'a flex column with a greatest height': 'display: flex; flex-direction: column; max-height: 70vh',
  'a grid': 'display: grid',
};

for (const [what, css] of Object.entries(WITHOUT_HEIGHT)) {
  test(`an inbox in a container with ${what} is no taller than the view, and loads no history by itself`, async ({
    page,
  }) => {
    await openHostPage(page, {body: `<div class="box">${LONG}</div>`, css: `.box {${css}}`});
    const inbox = new InboxPage(page);
    await inbox.rows.first().click();
    await expect(inbox.messages.last()).toBeVisible();
    await expect(inbox.replyField).toBeInViewport({ratio: 1});
    const height = async () => (await page.locator('parlor-inbox').boundingBox())?.height ?? NaN;
    await expect.poll(height).toBeLessThanOrEqual(720);
    await expect.poll(height).toBeGreaterThan(300);
    // Whoever scrolls nowhere reads the newest messages only.
    await page.waitForFunction(() => document.visibilityState === 'visible');
    await expect.poll(() => countLoaded(inbox)).toBeLessThanOrEqual(100);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    expect(await countLoaded(inbox)).toBeLessThanOrEqual(100);
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(800);
  });
}

test('an inbox without a height of its own says so to whoever builds the page, once', async ({page}) => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  await openHostPage(page, {body: `<div>${SOME}</div>`});
  const inbox = new InboxPage(page);
  await inbox.rows.first().click();
  await expect(inbox.replyField).toBeVisible();
  await expect.poll(() => warnings.filter((text) => text.includes('height'))).toHaveLength(1);
});

const SHRUNK = {
  'a flex row': '.box {display: flex; height: 600px}',
  'a flex row beside something': '.box {display: flex; height: 600px} .box::before {content: "Menu"; flex: 0 0 200px}',
  'a float': '.box {height: 600px} parlor-inbox {float: left}',
  'an inline block': '.box {height: 600px} parlor-inbox {display: inline-block}',
  'an absolute place': '.box {position: relative; height: 600px} parlor-inbox {position: absolute}',
  'a centred grid': '.box {display: grid; place-items: center; height: 600px}',
};

for (const [what, css] of Object.entries(SHRUNK)) {
  for (const width of [1280, 400]) {
    test(`an inbox in ${what} has a usable width, ${width} px wide`, async ({page}) => {
      await page.setViewportSize({width, height: 720});
      await openHostPage(page, {body: `<div class="box">${SOME}</div>`, css: `body {margin: 0} ${css}`});
      const inbox = new InboxPage(page);
      await expect(inbox.rows.first()).toBeVisible();
      const own = async () => (await page.locator('parlor-inbox').boundingBox())?.width ?? NaN;
      await expect.poll(own).toBeGreaterThan(width === 400 ? 190 : 700);
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    });
  }
}

const RESETS = {
  'unset everything': '.box * {all: unset}',
  'begin everything anew': '.box * {all: initial}',
  'let the inbox begin anew': 'parlor-inbox {all: initial; display: block}',
  'let nothing contain anything': '.box * {contain: none !important; container-type: normal !important}',
  'draw no box for it': 'parlor-inbox {display: contents}',
  'run from top to bottom': '.box * {writing-mode: vertical-rl !important}',
};

for (const [what, css] of Object.entries(RESETS)) {
  test(`an inbox keeps to its place under styles that ${what}`, async ({page}) => {
    const box = '.box {margin: 40px; height: 640px; width: 1000px}';
    await openHostPage(page, {body: `<div class="box">${SOME}</div>`, css: `body {margin: 0} ${box} ${css}`});
    const inbox = new InboxPage(page);
    await inbox.open('Noor Haddad');
    // Side by side, and nothing beside the place that it was given.
    const search = page.getByRole('searchbox', {name: 'Search conversations'});
    for (const part of [search, inbox.thread('Noor Haddad'), inbox.replyField]) {
      await expect(part).toBeVisible();
      const {x = 0, y = 0, width = 0, height = 0} = (await part.boundingBox()) ?? {};
      expect(x).toBeGreaterThanOrEqual(40);
      expect(x + width).toBeLessThanOrEqual(1040);
      expect(y).toBeGreaterThanOrEqual(40);
      expect(y + height).toBeLessThanOrEqual(680);
    }
  });
}

const SHORTCUTS = `
  addEventListener('keydown', (event) => {
    if (/input|textarea/i.test(event.target.tagName) || event.ctrlKey) return;
    if (/^[a-z/?]$/i.test(event.key) || event.key === 'Enter') {
      event.preventDefault();
      (window.shortcuts ??= []).push(event.key);
    }
  });
  addEventListener('keypress', (event) => (window.pressed ??= []).push(event.key));`;

declare global {
  interface Window {
    shortcuts?: string[];
    pressed?: string[];
  }
}

test('a page’s own shortcuts take no key that is typed in any of the fields', async ({page}) => {
  await openHostPage(page, {body: `<div style="height: 700px">${SOME}</div>`, script: SHORTCUTS});
  const inbox = new InboxPage(page);
  const search = page.getByRole('searchbox', {name: 'Search conversations'});
  await search.pressSequentially('noor/?');
  await expect(search).toHaveValue('noor/?');
  await search.fill('');
  await search.press('Enter');
  await inbox.open('Noor Haddad');
  await inbox.replyField.pressSequentially('ok, just asking/joking?');
  await expect(inbox.replyField).toHaveValue('ok, just asking/joking?');
  await inbox.replyField.press('Shift+Enter');
  await expect(inbox.replyField).toHaveValue('ok, just asking/joking?\n');
  await inbox.thread('Noor Haddad').focus();
  await page.keyboard.press('Control+F');
  const inThread = page.getByRole('searchbox', {name: 'Search messages'});
  await inThread.pressSequentially('chain/?');
  await expect(inThread).toHaveValue('chain/?');
  await page.keyboard.press('Escape');

  expect(await page.evaluate(() => window.shortcuts)).toBeUndefined();
  expect(await page.evaluate(() => window.pressed)).toBeUndefined();

  // What is pressed elsewhere is the page's, and so are shortcuts with a modifier.
  await page.locator('body').click({position: {x: 5, y: 715}, force: true});
  await page.keyboard.press('j');
  expect(await page.evaluate(() => window.shortcuts)).toEqual(['j']);
});

test('nor any that is typed in a form', async ({page}) => {
  await page.addInitScript(SHORTCUTS);
  const inbox = await openDemo(page, {provider: 'agentphone'});
  await inbox.open('Noor Haddad');
  await page.getByRole('button', {name: 'Contact details'}).click();
  await page.getByRole('button', {name: 'Edit', exact: true}).click();
  await page.getByRole('button', {name: 'Add a field'}).click();
  await page.keyboard.type('job/?');
  await expect(page.getByRole('textbox', {name: 'Name'}).last()).toHaveValue('job/?');
  await page.getByRole('button', {name: 'Cancel'}).click();

  await page.getByRole('button', {name: 'New conversation'}).click();
  const title = page.getByRole('dialog').getByRole('textbox').first();
  await title.pressSequentially('ja/?');
  await expect(title).toHaveValue('ja/?');
  expect(await page.evaluate(() => window.shortcuts)).toBeUndefined();
  expect(await page.evaluate(() => window.pressed)).toBeUndefined();
});
