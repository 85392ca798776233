import type {Page} from '@playwright/test';
import {openHostPage} from './host-page.js';
import {expect, InboxPage, test} from './inbox-page.js';

const COMMANDS = '**/chunks/command-palette-*.js';

const BODY = `
  <div style="inline-size: 1000px; block-size: 600px">
    <parlor-inbox provider="memory"></parlor-inbox>
  </div>
`;

/** An inbox with an open conversation, whose file for what keys do is on its way until it is let go. */
async function openHeld(page: Page) {
  let letGo = (): void => undefined;
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(COMMANDS, async (route) => {
    await held;
    await route.continue();
  });
  await openHostPage(page, {body: BODY});
  const inbox = new InboxPage(page);
  await inbox.rows.first().click();
  await expect(inbox.replyField).toBeVisible();
  const asked = page.waitForRequest(COMMANDS);
  return {inbox, letGo, asked, search: page.getByRole('combobox', {name: 'Find a person or a command'})};
}

test.describe('before what keys do has arrived', () => {
  test('what is typed after the key for the palette stands in its field, and not in the reply', async ({page}) => {
    const {inbox, letGo, asked, search} = await openHeld(page);
    await inbox.replyField.pressSequentially('Half a reply');
    await page.keyboard.press('Control+k');
    await asked;
    await page.keyboard.type('stax');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('r ');
    letGo();
    await expect(search).toBeFocused();
    await expect(search).toHaveValue('star ');
    await page.keyboard.type('it');
    await expect(search).toHaveValue('star it');
    await page.keyboard.press('Escape');
    await expect(inbox.replyField).toBeFocused();
    await expect(inbox.replyField).toHaveValue('Half a reply');
  });

  test('Escape calls the palette off, and leads back to where the reader was', async ({page}) => {
    const {inbox, letGo, asked, search} = await openHeld(page);
    await inbox.replyField.focus();
    await page.keyboard.press('Control+k');
    await asked;
    await page.keyboard.type('star');
    await page.keyboard.press('Escape');
    await expect(inbox.replyField).toBeFocused();
    await page.keyboard.type('On we go');
    letGo();
    // The next key finds everything there.
    await expect(async () => {
      await page.keyboard.press('Control+k');
      await expect(search).toBeFocused({timeout: 500});
    }).toPass();
    await expect(search).toHaveValue('');
    await expect(inbox.replyField).toHaveValue('On we go');
  });

  test('a press elsewhere calls it off as well', async ({page}) => {
    const {inbox, letGo, asked, search} = await openHeld(page);
    await page.keyboard.press('Control+k');
    await asked;
    await inbox.replyField.click();
    await page.keyboard.type('Hello');
    const loaded = page.waitForResponse(COMMANDS);
    letGo();
    await (await loaded).finished();
    await expect(inbox.replyField).toHaveAttribute('aria-keyshortcuts', /./);
    await page.keyboard.type(' again');
    await expect(inbox.replyField).toHaveValue('Hello again');
    await expect(search).toHaveCount(0);
  });

  test('what is typed after the key for the search is searched for, and no command', async ({page}) => {
    const {inbox, letGo, asked} = await openHeld(page);
    const count = await inbox.rows.count();
    await inbox.list.focus();
    await page.keyboard.press('/');
    await asked;
    await page.keyboard.type('e');
    letGo();
    await expect(page.getByRole('searchbox', {name: 'Search conversations'})).toHaveValue('e');
    await expect(page.getByRole('button', {name: 'Move back to the inbox'})).toHaveCount(0);
    expect(count).toBeGreaterThan(0);
  });
});
