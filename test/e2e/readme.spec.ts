import {readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {expect, test} from '@playwright/test';
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
  sendTemplates: 'Send templates',
  chooseOwnEndpoint: 'Choose the sending number',
  normalizeText: 'Plain characters on sending',
  startConversation: 'Start a conversation',
  archiveConversation: 'Archive',
  deleteConversation: 'Delete',
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
  return [row(['', ...adapters.map(([name]) => name)]), row(['---', ...adapters.map(() => ':-:')]), ...rows].join('\n');
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

test('the gateway’s README shows the examples as they are', () => {
  const readme = readFileSync(GATEWAY_README, 'utf8');
  const shown = [...readme.matchAll(SHOWN)].map(([, path = '']) => path);
  expect(shown.map((path) => path.split('examples/')[1])).toEqual([
    ...['gateway.mjs', 'node.mjs', 'express.mjs', 'hono.mjs', 'next/app/messaging/[...path]/route.js'],
  ]);
  const filled = readme.replace(SHOWN, (_whole, path: string, language: string) => {
    const file = new URL(path, pathToFileURL(GATEWAY_README));
    const code = readFileSync(file, 'utf8');
    return `<!-- ${path}: npm run readme -->\n\n\`\`\`${language}\n${code}\`\`\`\n\n<!-- /${path} -->`;
  });
  if (process.env['UPDATE_README']) writeFileSync(GATEWAY_README, filled);
  else expect(readme).toBe(filled);
});

/** The pages that the README writes out, as they stand there. */
const pages = [...readFileSync(README, 'utf8').matchAll(/```html\n(.*?)```/gs)].map(([, code = '']) => code);

for (const [place, code] of pages.entries()) {
  test(`page ${place + 1} of the README works as it stands`, async ({page}) => {
    // What the text around them says: the files are copied to /parlor, and a proxy is at /messaging.
    await page.route('**/messaging/**', async (route) => {
      const response = await route.fetch({url: route.request().url().replace('/messaging/', '/amplifi/')});
      await route.fulfill({response});
    });
    const files = /<script/.test(code) ? [] : (['parlor.js'] as const);
    await openHostPage(page, {body: code.replaceAll('/parlor/parlor.js', '/parlor.js'), files});
    const inbox = new InboxPage(page);
    await inbox.row('Noor Haddad').click();
    await expect(inbox.messages.last()).toBeInViewport();
    await expect(inbox.replyField).toBeInViewport();
    await inbox.reply('As it stands');
    await expect(inbox.message('As it stands')).toBeInViewport();
  });
}
