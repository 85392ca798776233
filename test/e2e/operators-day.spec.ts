import type {Page} from '@playwright/test';
import {expect, InboxPage, test} from './inbox-page.js';
import {openHostPage} from './host-page.js';

/** A page of somebody's own with the script-tag files, and the embedded provider, which can do everything. */
async function openInbox(page: Page, scenario: string): Promise<InboxPage> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await openHostPage(page, {
    body: `<parlor-inbox provider="memory" adapter-options='{"scenario": "${scenario}"}'></parlor-inbox>`,
    css: 'html, body, parlor-inbox {height: 100%; margin: 0}',
    script: `
      window.called = [];
      document.addEventListener('parlor-call-request', (event) => {
        event.preventDefault();
        window.called.push(event.detail.number);
      });`,
  });
  const inbox = new InboxPage(page);
  await expect(inbox.rows.first()).toBeVisible();
  return inbox;
}

declare global {
  interface Window {
    called: string[];
  }
}

/** Real keys and clicks, counted. What is written in between (a reply, a name, a date) is somebody's work, and not. */
class Operator {
  count = 0;

  constructor(readonly page: Page) {}

  async press(key: string): Promise<void> {
    this.count++;
    await this.page.keyboard.press(key);
  }

  async write(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }
}

/** Whose conversation is open. */
const heading = (page: Page) => page.locator('parlor-inbox header h2').first();

interface Job {
  readonly name: string;
  /** Keys or clicks, beyond what is written. */
  readonly goal: number;
  readonly scenario?: string;
  readonly run: (operator: Operator, inbox: InboxPage, name: string) => Promise<void>;
}

const opened = 'Priya Venkataraghavan';

const JOBS: readonly Job[] = [
  {
    name: 'next unread',
    goal: 1,
    run: async (operator, inbox, name) => {
      await operator.press('Alt+Shift+ArrowDown');
      await expect(heading(inbox.page)).not.toHaveText(name);
      await expect(inbox.replyField).toBeFocused();
      // It was unread, and is so no longer once it was seen.
      await expect(inbox.list.locator('[aria-selected="true"]')).not.toHaveAccessibleName(/unread/);
    },
  },
  {
    name: 'reply, go to the next',
    goal: 2,
    run: async (operator, inbox, name) => {
      // Thanks are what she does not answer, so that this stays the newest.
      await operator.write('Thanks, see you on Friday');
      await operator.press('Control+Shift+Enter');
      await expect(heading(inbox.page)).not.toHaveText(name);
      await expect(inbox.replyField).toBeFocused();
      await expect(inbox.replyField).toHaveValue('');
      await expect(inbox.row(name)).toContainText('You: Thanks, see you on Friday');
    },
  },
  {
    name: 'archive, go to the next',
    goal: 1,
    run: async (operator, inbox, name) => {
      await operator.press('Alt+Shift+E');
      await expect(heading(inbox.page)).not.toHaveText(name);
      await expect(inbox.page.getByText(`${name} was archived`).first()).toBeVisible();
      await expect(inbox.replyField).toBeFocused();
      await expect(inbox.row(name)).toHaveCount(0);
    },
  },
  {
    name: 'archive three together',
    goal: 5,
    run: async (operator, inbox, name) => {
      await operator.press('Alt+Shift+V');
      await expect(inbox.list).toBeFocused();
      await expect(inbox.page.getByRole('group', {name: 'Selected conversations'})).toBeVisible();
      await operator.press('Space');
      await operator.press('Shift+ArrowDown');
      await operator.press('Shift+ArrowDown');
      await expect(inbox.page.getByText('3 selected').first()).toBeVisible();
      await operator.press('Alt+Shift+E');
      await expect(inbox.page.getByText('3 archived').first()).toBeVisible();
      await expect(inbox.row(name)).toHaveCount(0);
    },
  },
  {
    name: 'find a person',
    goal: 3,
    run: async (operator, inbox) => {
      await operator.press('Control+K');
      await expect(inbox.page.getByRole('combobox', {name: 'Find a person or a command'})).toBeFocused();
      await operator.write('greta');
      await operator.press('Enter');
      await expect(inbox.page.getByRole('heading', {name: 'Greta Lindqvist-Moreau'})).toBeVisible();
    },
  },
  {
    name: 'mark unread',
    goal: 1,
    run: async (operator, inbox, name) => {
      await operator.press('Alt+Shift+U');
      await expect(inbox.row(name)).toHaveAccessibleName(/unread/i);
      await expect(inbox.page.getByText('Marked as unread, on this device only').first()).toBeVisible();
    },
  },
  {
    name: 'star',
    goal: 1,
    run: async (operator, inbox, name) => {
      await operator.press('Alt+Shift+S');
      await expect(inbox.row(name)).toHaveAccessibleName(/starred/i);
    },
  },
  {
    name: 'jump to a date',
    goal: 2,
    scenario: 'long-history',
    run: async (operator, inbox) => {
      const day = await inbox.page.evaluate(() => {
        const date = new Date(Date.now() - 120 * 24 * 3600 * 1000);
        const two = (value: number) => String(value).padStart(2, '0');
        return {typed: `${two(date.getMonth() + 1)}${two(date.getDate())}${date.getFullYear()}`, at: date.getTime()};
      });
      await operator.press('Alt+Shift+G');
      await expect(inbox.page.getByLabel('Date', {exact: true})).toBeFocused();
      await operator.write(day.typed);
      await operator.press('Enter');
      await expect(inbox.page.getByRole('dialog')).toHaveCount(0);
      const shown = inbox.page.locator('li.day time');
      // A day near the one that was asked for: nobody wrote on every one.
      await expect(async () => {
        const days = await shown.evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''));
        expect(days.some((each) => Math.abs(Date.parse(each) - day.at) < 15 * 24 * 3600 * 1000)).toBe(true);
      }).toPass();
    },
  },
  {
    name: 'find a message',
    goal: 2,
    run: async (operator, inbox) => {
      await operator.press('Alt+Shift+F');
      await expect(inbox.page.getByRole('searchbox', {name: 'Search messages'})).toBeFocused();
      await operator.write('e');
      await operator.press('Enter');
      await expect(inbox.page.locator('[aria-current="true"]')).toBeVisible();
    },
  },
  {
    name: 'copy the number',
    goal: 1,
    run: async (operator, inbox) => {
      await operator.press('Alt+Shift+Y');
      await expect(inbox.page.getByText('Number copied').first()).toBeVisible();
      await expect.poll(() => inbox.page.evaluate(() => navigator.clipboard.readText())).toMatch(/^\+\d{8,}$/);
    },
  },
  {
    name: 'call back',
    goal: 1,
    run: async (operator, inbox) => {
      await operator.press('Alt+Shift+P');
      await expect.poll(() => inbox.page.evaluate(() => window.called)).toEqual([expect.stringMatching(/^\+\d{8,}$/)]);
    },
  },
];

for (const {name, goal, scenario = 'busy-inbox', run} of JOBS) {
  test(`from the reply box: ${name}, in ${goal} or fewer keys`, async ({page}) => {
    const inbox = await openInbox(page, scenario);
    const who = scenario === 'busy-inbox' ? opened : 'Marguerite Longfellow-Adeyemi';
    await inbox.open(who);
    await inbox.replyField.click();
    const operator = new Operator(page);
    await run(operator, inbox, who);
    console.log(`${name.padEnd(26)} goal ${goal}, counted ${operator.count}`);
    expect(operator.count).toBeLessThanOrEqual(goal);
  });
}

test('keys pressed alone work beside the fields, and never in them', async ({page}) => {
  const inbox = await openInbox(page, 'busy-inbox');
  await inbox.open(opened);
  await inbox.replyField.click();
  await page.keyboard.type('use jk?');
  await expect(inbox.replyField).toHaveValue('use jk?');
  await page.keyboard.press('Escape');
  await expect(inbox.thread(opened)).toBeFocused();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', {name: 'Keyboard shortcuts'});
  await expect(sheet).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(inbox.thread(opened), 'the focus is back').toBeFocused();
  await page.keyboard.press('j');
  await expect(heading(page)).not.toHaveText(opened);
  await page.keyboard.press('k');
  await expect(heading(page)).toHaveText(opened);
  await page.keyboard.press('Escape');
  await expect(inbox.list).toBeFocused();
  await page.keyboard.press('/');
  const search = page.getByRole('searchbox', {name: 'Search conversations'});
  await expect(search).toBeFocused();
  await expect(search, 'the key itself is not typed').toHaveValue('');
  await page.keyboard.type('noor');
  await page.keyboard.press('Enter');
  await expect(inbox.list).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(heading(page)).toHaveText('Noor Haddad');
});

test('the first key of all opens the palette, and keeps it from the browser', async ({page}) => {
  const inbox = await openInbox(page, 'busy-inbox');
  await inbox.list.focus();
  await page.keyboard.press('Control+K');
  const search = page.getByRole('combobox', {name: 'Find a person or a command'});
  await expect(search).toBeFocused();
  await page.keyboard.press('Control+K');
  await expect(search).toHaveCount(0);
  await expect(inbox.list).toBeFocused();
});

test('the first Escape of all is one step back, and nothing that the page hears', async ({page}) => {
  const inbox = await openInbox(page, 'busy-inbox');
  await inbox.open(opened);
  await inbox.replyField.click();
  await page.evaluate(() => {
    window.called = [];
    document.addEventListener('keydown', ({key}) => window.called.push(key));
  });
  await page.keyboard.press('Escape');
  await expect(inbox.thread(opened)).toBeFocused();
  expect(await page.evaluate(() => window.called)).toEqual([]);
});
