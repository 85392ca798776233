import {expect, test as base, type Locator, type Page} from '@playwright/test';
import type {Backend} from '../../src/backend/backend.js';
import type {ParlorInbox} from '../../src/components/inbox/inbox.js';
import {addresses} from './servers.js';

declare global {
  interface Window {
    /** What the demo page offers to its console. */
    parlorDemo: {readonly backend: Backend; readonly inbox: ParlorInbox};
  }
}

interface PageOptions {
  /** Console errors that belong to the test; any other fails it. */
  expectedErrors: RegExp | undefined;
}

/** Playwright's test, failing also when the page logs an error, throws, or opens a dialogue. */
export const test = base.extend<PageOptions>({
  expectedErrors: [undefined, {option: true}],
  page: async ({page, expectedErrors}, use, testInfo) => {
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !expectedErrors?.test(message.text())) problems.push(message.text());
    });
    page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
    page.on('dialog', (dialog) => {
      problems.push(`dialogue: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await use(page);
    // The screenshot of a failed test styles the page, which its policy may forbid.
    const isFailed = testInfo.status !== testInfo.expectedStatus;
    const own = problems.filter((problem) => !isFailed || !problem.startsWith('Applying inline style'));
    expect(own, 'errors in the page').toEqual([]);
  },
});

export {expect};

/** The providers that the same steps are run on. */
export const PROVIDERS = ['memory', 'amplifi'] as const;

export const EVERY_PROVIDER = [...PROVIDERS, 'surge', 'bird', 'digivault', 'agentphone'] as const;

export interface DemoSettings {
  readonly provider?: (typeof EVERY_PROVIDER)[number];
  readonly scenario?: string;
}

/** Opens the demo and waits for its conversations. */
export async function openDemo(page: Page, {provider = 'memory', scenario = 'busy-inbox'}: DemoSettings = {}) {
  await page.goto(`${addresses.demo()}/?provider=${provider}&scenario=${scenario}`);
  const inbox = new InboxPage(page);
  await expect(inbox.rows.first()).toBeVisible();
  return inbox;
}

/** What things are called in English. */
const ENGLISH = {
  conversations: 'Conversations',
  reply: /^Reply to /,
  send: 'Send',
  back: 'Back to conversations',
} as const;

/** An inbox as a person meets it: by what things are and what they are called. */
export class InboxPage {
  readonly list: Locator;
  readonly rows: Locator;
  readonly replyField: Locator;
  readonly sendButton: Locator;
  readonly backButton: Locator;
  /** Every message of the open conversation, oldest first. */
  readonly messages: Locator;

  /** @param names what things are called in another language */
  constructor(
    readonly page: Page,
    names: Partial<Record<keyof typeof ENGLISH, string | RegExp>> = {},
  ) {
    const called = {...ENGLISH, ...names};
    this.list = page.getByRole('listbox', {name: called.conversations});
    this.rows = this.list.getByRole('option');
    this.replyField = page.getByRole('textbox', {name: called.reply});
    this.sendButton = page.getByRole('button', {name: called.send, exact: true});
    this.backButton = page.getByRole('button', {name: called.back});
    this.messages = page.getByRole('article');
  }

  row(name: string | RegExp): Locator {
    return this.rows.filter({hasText: name});
  }

  /** The scrolling region with the messages of a contact. */
  thread(name: string): Locator {
    return this.page.getByRole('region', {name: `Messages with ${name}`}).last();
  }

  message(text: string | RegExp): Locator {
    return this.messages.filter({hasText: text});
  }

  /** The panel in place of a reply field that is closed. */
  block(title: string): Locator {
    return this.page.getByRole('group', {name: title});
  }

  /** The row of a conversation wherever it is in the list: those far out of sight are drawn when scrolled to. */
  async find(name: string): Promise<Locator> {
    const row = this.row(name);
    const isThere = async (): Promise<boolean> => {
      if ((await row.count()) > 0) return true;
      await this.list.evaluate(({parentElement: scroller}) => {
        if (!scroller) return;
        const {scrollTop, clientHeight, scrollHeight} = scroller;
        scroller.scrollTop = scrollTop + clientHeight >= scrollHeight - 1 ? 0 : scrollTop + clientHeight;
      });
      return false;
    };
    await expect.poll(isThere, {message: `the row of ${name}`, intervals: [60]}).toBe(true);
    return row;
  }

  /** The message at a place of the open thread, counted from 1, wherever that is: those far out of sight are not drawn. */
  async messageAt(place: number): Promise<Locator> {
    const item = this.page.locator(`li[aria-posinset="${place}"]`);
    const isThere = async (): Promise<boolean> => {
      if ((await item.count()) > 0) return true;
      await this.page.getByRole('region', {name: /^Messages with /}).evaluate((scroller) => {
        const {scrollTop, clientHeight, scrollHeight} = scroller;
        scroller.scrollTop = scrollTop <= 0 ? scrollHeight : scrollTop - clientHeight / 2;
      });
      return false;
    };
    await expect.poll(isThere, {message: `message ${place}`, intervals: [60]}).toBe(true);
    return item;
  }

  async open(name: string): Promise<void> {
    // Names and conversations that come meanwhile move rows, also out of what is drawn: then it is looked for again.
    await expect(async () => (await this.find(name)).click({timeout: 3000})).toPass();
    await expect(this.page.getByRole('heading', {name})).toBeVisible();
  }

  async reply(text: string): Promise<void> {
    await this.replyField.fill(text);
    await this.replyField.press('Enter');
  }
}
