import {mkdirSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {chromium} from 'playwright';
import {chromiumArgs, chromiumPath} from './chromium-path.mjs';
import {serve} from './static-server.mjs';

const fromRoot = (path) => fileURLToPath(new URL(`../${path}`, import.meta.url));
const folder = fromRoot('stories/images');
const LARGEST = 150_000;

const DESKTOP = {width: 1160, height: 680};
const PICTURES = [
  {
    name: 'light',
    query: 'theme=light',
    viewport: DESKTOP,
    contact: 'Maya Okonjo',
    typed: 'Yes, we are here until 7 tonight.',
  },
  {name: 'dark', query: 'theme=dark', viewport: DESKTOP, contact: 'Greta Lindqvist-Moreau'},
  {name: 'phone', query: 'theme=light', viewport: {width: 390, height: 760}, contact: 'Desmond Achterberg'},
  {
    name: 'rtl',
    query: 'theme=light&direction=rtl&scenario=right-to-left',
    viewport: DESKTOP,
    contact: 'ليلى المنصوري',
  },
];

for (const provider of ['surge', 'amplifi', 'bird', 'digivault', 'agentphone']) {
  PICTURES.push({
    name: provider,
    query: `theme=light&provider=${provider}`,
    viewport: {width: 960, height: 600},
    contact: 'Noor Haddad',
  });
}

PICTURES.push({
  name: 'gateway',
  query: 'theme=light&provider=surge-gateway',
  viewport: DESKTOP,
  contact: 'Desmond Achterberg',
  happens: writtenAndOptedOut,
});

PICTURES.push(
  {name: 'several', query: 'theme=light', viewport: DESKTOP, contact: 'Rosalind Abernathy', happens: severalSelected},
  {name: 'message-menu', query: 'theme=light', viewport: DESKTOP, contact: 'Maya Okonjo', happens: messageMenu},
);

/** Three rows are selected, from the second one on. */
async function severalSelected(page) {
  await page.getByRole('button', {name: 'Select', exact: true}).click();
  for (const place of [1, 2, 4]) await page.locator('[role=option]').nth(place).click();
  await page.getByRole('button', {name: 'Archive'}).first().waitFor();
}

async function messageMenu(page) {
  const message = page
    .getByRole('article')
    .filter({has: page.getByRole('button', {name: 'Message actions'})})
    .last();
  await message.hover();
  await message.getByRole('button', {name: 'Message actions'}).click();
  await page.getByRole('menuitem').first().waitFor();
}

/** What only webhooks tell of a provider whose history says nothing of it: a delivery, who wrote, and an opt-out. */
async function writtenAndOptedOut(page) {
  const field = page.getByRole('textbox', {name: /^Reply to/});
  await field.fill('It can be saved. The bike is ready tomorrow, $40 for the wheel.');
  await field.press('Enter');
  await page.getByText('Delivered').last().waitFor();
  await page
    .getByRole('article')
    .filter({hasText: /come by after work|On my way in/})
    .waitFor();
  await page.evaluate(() => {
    const {backend} = window.parlorDemo;
    const {phone} = backend.contacts().find(({firstName}) => firstName === 'Desmond');
    backend.receive({phone, text: 'STOP'});
  });
  await page.getByRole('group', {name: 'This contact has opted out of texts'}).waitFor();
}

/** Takes the README's pictures of the demo, or those that are named: `npm run screenshots -- gateway`. */
const named = process.argv.slice(2);
const server = await serve({dirs: [fromRoot('node_modules/.cache/demo')]});
const browser = await chromium.launch({executablePath: await chromiumPath(), args: chromiumArgs});
mkdirSync(folder, {recursive: true});
for (const {name, query, viewport, contact, typed, happens} of PICTURES) {
  if (named.length > 0 && !named.includes(name)) continue;
  const page = await browser.newPage({viewport, reducedMotion: 'reduce', timezoneId: 'America/New_York'});
  await page.goto(`${server.url}/?${query}`);
  // The demo's own bar is not part of the inbox.
  await page.addStyleTag({content: '.bar { display: none !important; }'});
  await page.locator('[role=option]').first().hover();
  const row = page.getByRole('option', {name: contact});
  // Only rows near the reader are drawn.
  for (let turns = 0; (await row.count()) === 0 && turns < 20; turns++) {
    await page.mouse.wheel(0, 300);
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  }
  await row.click();
  await page.getByRole('article').last().waitFor();
  if (typed) await page.getByRole('textbox', {name: /^Reply to/}).fill(typed);
  await happens?.(page);
  if (name !== 'message-menu') {
    await page.evaluate(() => document.activeElement?.shadowRoot && document.activeElement.blur());
  }
  await take(page, `inbox-${name}.png`, page.locator('parlor-inbox'));
}
await server.close();

if (named.length === 0 || named.includes('launcher')) {
  // A page of somebody's own is a story.
  const storybook = await serve({dirs: [fromRoot('storybook-static')]});
  const page = await browser.newPage({viewport: DESKTOP, reducedMotion: 'reduce', timezoneId: 'America/New_York'});
  await page.goto(`${storybook.url}/iframe.html?viewMode=story&id=hosts-a-shop--panel-open&globals=theme:light`);
  await page.locator('[role=option]').first().waitFor();
  await take(page, 'launcher.png', page);
  await storybook.close();
}
await browser.close();

async function take(page, file, what) {
  await page.waitForFunction(() => document.getAnimations().every(({playState}) => playState !== 'running'));
  const path = `${folder}/${file}`;
  await what.screenshot({path});
  const {size} = statSync(path);
  console.log(`${file} ${Math.round(size / 1000)} kB`);
  if (size > LARGEST) throw new Error(`${file} is larger than ${LARGEST / 1000} kB.`);
  await page.close();
}
