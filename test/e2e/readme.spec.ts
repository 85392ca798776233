import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {expect, test, type Page} from '@playwright/test';
import {openHostPage} from './host-page.js';
import {InboxPage} from './inbox-page.js';
import type {Capabilities, CapabilityName} from '../../src/model/capabilities.js';
import type {MessagingAdapter} from '../../src/adapter/messaging-adapter.js';
import {createAgentPhoneAdapter} from '../../src/providers/agentphone/index.js';
import {createAmplifiAdapter} from '../../src/providers/amplifi/index.js';
import {createBirdAdapter} from '../../src/providers/bird/index.js';
import {createDigivaultAdapter} from '../../src/providers/digivault/index.js';
import {createMemoryAdapter} from '../../src/providers/memory/index.js';
import {createSurgeAdapter} from '../../src/providers/surge/index.js';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));
const GATEWAY_README = fileURLToPath(new URL('../../src/gateway/README.md', import.meta.url));
const DOCS = new URL('../../stories/docs/', import.meta.url);
const [BEGIN, END] = ['<!-- capabilities: npm run readme -->', '<!-- /capabilities -->'];

/** Set up as a product would: with webhooks relayed and with what a provider needs for sending. */
const adapters: readonly (readonly [string, MessagingAdapter])[] = [
  ['Embedded', createMemoryAdapter()],
  ['Surge', createSurgeAdapter({accountId: 'acct', webhooks: true})],
  ['Amplifi', createAmplifiAdapter()],
  [
    'Bird',
    createBirdAdapter({
      ...{workspaceId: 'workspace', participantId: 'key', channels: [{id: 'channel'}]},
      templates: [{id: 't', name: 'Welcome', projectId: 'p', version: 'v', locale: 'en'}],
    }),
  ],
  ['DigiVault', createDigivaultAdapter()],
  ['AgentPhone', createAgentPhoneAdapter({numberId: 'num'})],
];

/** All but what every provider can through the gateway, and none without. */
const WORDS: Readonly<Record<Exclude<CapabilityName, 'repeatableSends'>, string>> = {
  listConversations: 'List conversations',
  searchConversations: 'Search',
  filterUnread: 'Filter: unread',
  filterNeedsReply: 'Filter: needs reply',
  includeArchived: 'Filter: archived too',
  unreadCount: 'Unread',
  markRead: 'Mark as read',
  starred: 'Star',
  consent: 'Opt-out state',
  messageHistory: 'History',
  messageDirections: 'Who wrote a message',
  newerMessages: 'Pages towards newer messages',
  messagesAround: 'Open at a message or moment',
  deliveryStatus: 'Delivery status',
  readReceipts: 'Read receipts',
  insight: 'Sentiment and the like',
  timeZone: 'Time zone',
  sendText: 'Send text',
  sendMedia: 'Send media',
  replyToMessage: 'Reply to one message',
  reactToMessage: 'React to a message',
  sendTemplates: 'Send templates',
  chooseOwnEndpoint: 'Choose the sending number',
  normalizeText: 'Plain characters on sending',
  startConversation: 'Start a conversation',
  archiveConversation: 'Archive',
  deleteConversation: 'Delete',
  deleteMessage: 'Delete a message',
  closeConversation: 'Close and reopen',
  editMetadata: 'Edit metadata',
  contactDetails: 'Contact details',
  liveUpdates: 'Live updates',
};

const SIGNS = {native: '●', derived: '◐', local: '○', none: ''} as const;

function capabilityTable(): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const rows = Object.entries(WORDS).map(([name, words]) =>
    row([
      words,
      ...adapters.map(([, {capabilities}]) => SIGNS[capabilities[name as keyof Capabilities & CapabilityName]]),
    ]),
  );
  return [
    row(['Capability', ...adapters.map(([name]) => name)]),
    row(['---', ...adapters.map(() => ':-:')]),
    ...rows,
  ].join('\n');
}

/** Cells of a Markdown table, whatever white space a formatter puts around them. */
const cellsOf = (table: string): string[][] =>
  table
    .trim()
    .split('\n')
    .filter((line) => !/^\|[\s:|-]+\|$/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

test('the README’s table of capabilities is what the adapters say', () => {
  const readme = readFileSync(README, 'utf8');
  const [before = '', rest = ''] = readme.split(BEGIN);
  const [table = '', after = ''] = rest.split(END);
  if (process.env['UPDATE_README']) {
    writeFileSync(README, `${before}${BEGIN}\n\n${capabilityTable()}\n\n${END}${after}`);
    return;
  }
  expect(cellsOf(table)).toEqual(cellsOf(capabilityTable()));
});

/** A file that a README shows, which is a program that the tests run: `<!-- PATH: npm run readme -->`. */
const SHOWN = /<!-- (\S+): npm run readme -->\n\n```(\w+)\n(.*?)```\n\n<!-- \/\1 -->/gs;

/** Compares what a page shows with the files, or writes them there. */
function expectShown(page: string, text: string): void {
  const filled = text.replace(SHOWN, (_whole, path: string, language: string) => {
    const code = readFileSync(new URL(path, pathToFileURL(page)), 'utf8');
    return `<!-- ${path}: npm run readme -->\n\n\`\`\`${language}\n${code}\`\`\`\n\n<!-- /${path} -->`;
  });
  if (process.env['UPDATE_README']) writeFileSync(page, filled);
  else expect(text).toBe(filled);
}

test('the page about frameworks shows what is built and driven with each', () => {
  const file = fileURLToPath(new URL('frameworks.md', DOCS));
  const text = readFileSync(file, 'utf8');
  const shown = [...text.matchAll(SHOWN)].map(([, path = '']) => path.split('consumers/')[1]);
  expect(shown).toEqual([
    ...['react/src/five-lines.tsx', 'react/src/app.tsx', 'react-18/src/app.tsx', 'next/app/inbox.tsx'],
    ...['vue/src/App.vue', 'vue/vite.config.js', 'nuxt/nuxt.config.ts', 'svelte/src/App.svelte', 'solid/src/app.tsx'],
    ...['preact/src/app.tsx', 'angular/src/app.ts', 'typescript/src/main.ts'],
  ]);
  expectShown(file, text);
});

test('the gateway’s README shows the examples as they are', () => {
  const readme = readFileSync(GATEWAY_README, 'utf8');
  const shown = [...readme.matchAll(SHOWN)].map(([, path = '']) => path);
  expect(shown.map((path) => path.split('examples/')[1])).toEqual([
    ...['gateway.mjs', 'node.mjs', 'express.mjs', 'hono.mjs', 'next/app/messaging/[...path]/route.js'],
  ]);
  expectShown(GATEWAY_README, readme);
});

/** The pages that the README and what it links to write out, as they stand there, by file. */
const pagesOf = (file: string, folder: string | URL): [string, string][] =>
  [...readFileSync(new URL(file, folder), 'utf8').matchAll(/```html\n(.*?)```/gs)].map(([, code = ''], place) => [
    `page ${place + 1} of ${file}`,
    code,
  ]);
const docs = readdirSync(DOCS).filter((file) => file.endsWith('.md'));
const pages = new Map([
  ...pagesOf('README.md', new URL('../../', import.meta.url)),
  ...docs.flatMap((file) => pagesOf(file, DOCS)),
]);

/** What pages in other languages call things. */
const NAMES: Readonly<Record<string, ConstructorParameters<typeof InboxPage>[1]>> = {
  de: {conversations: 'Unterhaltungen', reply: /^Antwort an /},
  sv: {conversations: 'Konversationer', reply: /^Svara /},
};

/** What the text around them says: the files are copied to /parlor, and a proxy is at /messaging. */
async function openWritten(page: Page, name: string): Promise<InboxPage> {
  const code = pages.get(name) ?? '';
  await page.route('**/messaging/**', (route) =>
    route.continue({url: route.request().url().replace('/messaging/', '/amplifi/')}),
  );
  const files = /<script/.test(code) ? [] : (['parlor.js'] as const);
  await openHostPage(page, {body: code.replace(/(["'])\/parlor\//g, '$1/'), files});
  return new InboxPage(page, NAMES[/ locale="(\w+)"/.exec(code)?.[1] ?? '']);
}

test('the page that draws parts of the inbox itself does as is written', async ({page}) => {
  const inbox = await openWritten(page, 'page 1 of make-it-yours.md');
  await expect(inbox.row('Maya Okonjo').getByText('VIP')).toBeVisible();
  await inbox.row('Noor Haddad').click();
  await expect(page.getByText('We answer from 9 to 5.')).toBeVisible();
  await inbox.replyField.fill('Order  is ready');
  await inbox.replyField.press('Home');
  for (let steps = 0; steps < 'Order '.length; steps++) await inbox.replyField.press('ArrowRight');
  await page.getByRole('button', {name: 'Insert order number'}).click();
  await expect(inbox.replyField).toHaveValue('Order W-2041 is ready');
  await expect(inbox.replyField).toBeFocused();
  await inbox.replyField.press('Enter');
  await expect(inbox.message('Order W-2041 is ready').getByRole('link', {name: 'Order W-2041'})).toBeVisible();
  const unread = page.locator('parlor-conversation-item:state(unread)').first();
  await expect(unread).toHaveCSS('font-style', 'italic');
});

test('the page with a theme looks like that, in rows that are lower', async ({page}) => {
  const inbox = await openWritten(page, 'page 2 of theming.md');
  await expect(inbox.rows.first()).toBeVisible();
  await expect(page.locator('parlor-inbox')).toHaveCSS('background-color', 'rgb(255, 250, 243)');
  await expect.poll(async () => (await inbox.rows.first().boundingBox())?.height).toBe(58);
});

test('the page in another language says what it replaces in its own words', async ({page}) => {
  const inbox = await openWritten(page, 'page 1 of languages.md');
  await inbox.row('Noor Haddad').click();
  await expect(page.getByRole('button', {name: 'Abschicken', exact: true})).toBeVisible();
  await expect(page.getByRole('searchbox', {name: 'Unterhaltungen suchen'})).toBeVisible();
  await expect(page.locator('parlor-inbox')).toHaveAttribute('lang', 'de');
});

test('the page whose address follows opens what a link names, and tells what is open', async ({page}) => {
  const inbox = await openWritten(page, 'page 1 of recipes.md');
  await inbox.row('Noor Haddad').click();
  await expect.poll(() => new URL(page.url()).hash.length).toBeGreaterThan(1);
  const {hash} = new URL(page.url());
  await inbox.row('Maya Okonjo').click();
  await expect(page.getByRole('heading', {name: 'Maya Okonjo'})).toBeVisible();
  await page.evaluate((link) => void (location.hash = link), hash);
  await expect(page.getByRole('heading', {name: 'Noor Haddad'})).toBeVisible();
});

test('the page with a rule of its own keeps what it refuses in the field', async ({page}) => {
  const inbox = await openWritten(page, 'page 2 of recipes.md');
  await inbox.row('Noor Haddad').click();
  await inbox.reply('Yes: 4111 1111 1111 1111');
  await expect(page.getByRole('alert').filter({hasText: 'Card numbers do not belong in a text.'})).toBeVisible();
  await expect(inbox.replyField).toHaveValue('Yes: 4111 1111 1111 1111');
  await expect(inbox.message('4111')).toHaveCount(0);
  await inbox.reply('Yes: by card');
  await expect(inbox.message('Yes: by card')).toContainText('Delivered');
});

test('the page that tells other systems tells them of each message once', async ({page}) => {
  const notes: {kind: string; text: string}[] = [];
  await page.route('**/crm/notes', (route) => {
    notes.push(JSON.parse(route.request().postData() ?? '{}') as {kind: string; text: string});
    return route.fulfill({status: 204});
  });
  const inbox = await openWritten(page, 'page 3 of recipes.md');
  await inbox.row('Noor Haddad').click();
  await inbox.reply('For the record');
  await expect(inbox.message('For the record')).toContainText('Delivered');
  await expect.poll(() => notes.filter(({text}) => text === 'For the record')).toHaveLength(1);
  expect(notes.find(({text}) => text === 'For the record')?.kind).toBe('sent');
});

test('what is written out is found', () => {
  expect([...pages.keys()].map((name) => name.split(' of ')[1])).toEqual(
    expect.arrayContaining([
      'README.md',
      'beside-the-page.md',
      'languages.md',
      'make-it-yours.md',
      'recipes.md',
      'write-to-somebody.md',
    ]),
  );
});

for (const [name, code] of pages) {
  test(`${name} works as it stands`, async ({page}) => {
    const inbox = await openWritten(page, name);
    // There, the inbox comes with a press.
    if (code.includes('<parlor-launcher')) await page.getByRole('button', {name: /^Messages, /}).click();
    await inbox.row('Noor Haddad').click();
    await expect(inbox.messages.last()).toBeInViewport();
    await expect(inbox.replyField).toBeInViewport();
    await inbox.reply('As it stands');
    await expect(inbox.message('As it stands')).toBeInViewport();
  });
}

test('every link from the README and what it links to leads to a file', () => {
  const root = new URL('../../', import.meta.url);
  const written = [['README.md', root] as const, ...docs.map((file) => [file, DOCS] as const)];
  for (const [file, folder] of written) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    const links = [...text.matchAll(/\]\(([^)#]+)\)/g)]
      .map(([, link = '']) => link)
      .filter((link) => !/^https?:/.test(link));
    for (const link of links) expect(existsSync(new URL(link, folder)), `${file}: ${link}`).toBe(true);
  }
});
