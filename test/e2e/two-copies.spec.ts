import type {Page} from '@playwright/test';
import {openHostPage} from './host-page.js';
import {expect, InboxPage, test} from './inbox-page.js';

const BODY = '<div style="height: 600px"><parlor-inbox provider="amplifi" base-url="/amplifi"></parlor-inbox></div>';

/** A second copy of the files, which a browser takes for other modules. */
const serveCopy = (page: Page) =>
  page.route('**/copy/**', async (route) => {
    const response = await route.fetch({url: route.request().url().replace('/copy/', '/')});
    await route.fulfill({response});
  });

async function useInbox(page: Page): Promise<void> {
  const inbox = new InboxPage(page);
  await inbox.open('Noor Haddad');
  await expect(inbox.message('the commuter you asked about has arrived')).toBeVisible();
  await inbox.reply('From whichever came first');
  await expect(inbox.message('From whichever came first')).toContainText(/Sent|Delivered/);
  await page.getByRole('button', {name: 'Contact details'}).click();
  await expect(page.getByRole('region', {name: 'Contact details'})).toBeVisible();
}

const collectWarnings = (page: Page): readonly string[] => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  return warnings;
};

for (const files of [
  ['parlor.js', 'parlor.all.js'],
  ['parlor.all.js', 'parlor.js'],
] as const) {
  test(`${files.join(' and then ')} on one page work, with a word to whoever builds it`, async ({page}) => {
    const warnings = collectWarnings(page);
    await openHostPage(page, {body: BODY, files});
    await useInbox(page);
    await expect.poll(() => warnings.filter((text) => /two copies/i.test(text))).toHaveLength(1);
  });
}

test('a second copy that comes first with all elements works with the first', async ({page}) => {
  await serveCopy(page);
  const warnings = collectWarnings(page);
  await openHostPage(page, {body: BODY});
  await expect(new InboxPage(page).rows.first()).toBeVisible();
  await page.evaluate(async () => {
    const file: string = '/copy/parlor.js';
    const {loadElements} = (await import(file)) as {loadElements: () => Promise<void>};
    await loadElements();
  });
  await useInbox(page);
  await expect.poll(() => warnings.filter((text) => /two copies/i.test(text))).toHaveLength(1);
});

test('a second copy that opens a conversation first works with the first', async ({page}) => {
  await serveCopy(page);
  await openHostPage(page, {
    body: BODY,
    files: [],
    script: `import('/copy/parlor.js').then((copy) => copy.loadElements()).then(() => import('/parlor.js'));`,
  });
  await useInbox(page);
});
