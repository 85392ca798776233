import type {Locator, Page} from '@playwright/test';
import {openHostPage} from './host-page.js';
import {expect, InboxPage, openDemo, test} from './inbox-page.js';

/** The element that has the focus, however deep, as a person would call it. */
const focusedName = (page: Page) =>
  page.evaluate(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent?.trim() ?? element?.localName;
  });

async function pressUntilFocused(page: Page, key: string, target: Locator): Promise<void> {
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press(key);
    if (await target.evaluate((element) => element.matches(':focus'))) return;
  }
  throw new Error(`${key} does not lead there.`);
}

test('moving past the list by keyboard leaves the list and its active row where they were', async ({page}) => {
  const inbox = await openDemo(page);
  await inbox.rows.first().click();
  await expect(inbox.replyField).toBeVisible();
  const count = await inbox.rows.first().getAttribute('aria-setsize');
  await pressUntilFocused(page, 'Tab', inbox.replyField);
  const scrollTop = () => inbox.list.evaluate(({parentElement}) => parentElement?.scrollTop);
  expect(await scrollTop()).toBe(0);
  await pressUntilFocused(page, 'Shift+Tab', inbox.list);
  expect(await scrollTop()).toBe(0);
  expect(await inbox.rows.first().getAttribute('aria-setsize')).toBe(count);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(inbox.rows.nth(1)).toHaveAttribute('aria-selected', 'true');
});

test('a message that is tried again keeps the keyboard in its thread', async ({page}) => {
  test.slow();
  const inbox = await openDemo(page);
  await inbox.open('Noor Haddad');
  await page.evaluate(() => window.parlorDemo.backend.setFaults({offline: true}));
  await inbox.reply('Try me again');
  const retry = inbox.message('Try me again').getByRole('button', {name: /Try again|Send again/});
  await expect(retry).toBeVisible();
  await page.evaluate(() => window.parlorDemo.backend.setFaults({offline: false}));
  await retry.focus();
  await page.keyboard.press('Enter');
  await expect(inbox.message('Try me again')).toContainText('Delivered');
  await expect(retry).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.activeElement?.localName)).toBe('parlor-inbox');
});

for (const width of [390, 800, 1000, 1280]) {
  test(`the details take the focus only where they cover everything, and give it back, ${width} px wide`, async ({
    page,
  }) => {
    await page.setViewportSize({width, height: 740});
    const inbox = await openDemo(page);
    await inbox.open('Noor Haddad');
    const toggle = page.getByRole('button', {name: 'Contact details'});
    const panel = page.getByRole('region', {name: 'Contact details'});
    await toggle.focus();
    await page.keyboard.press('Enter');
    await expect(panel).toBeVisible();
    if (width < 720) {
      await expect(panel.getByRole('button', {name: 'Close'})).toBeFocused();
    } else {
      await expect(toggle).toBeFocused();
      await expect(inbox.replyField).toBeInViewport({ratio: 1});
      await expect(page.getByRole('heading', {name: 'Noor Haddad'}).first()).toBeInViewport();
      await expect(async () => {
        const [thread, details] = [await inbox.thread('Noor Haddad').boundingBox(), await panel.boundingBox()];
        expect(thread?.width).toBeGreaterThan(380);
        expect((thread?.x ?? 0) + (thread?.width ?? 0)).toBeLessThanOrEqual((details?.x ?? 0) + 1);
      }).toPass({timeout: 30_000});
      await panel.getByRole('button', {name: 'Close'}).focus();
    }
    await page.keyboard.press('Escape');
    await expect(panel).toHaveCount(0);
    await expect(toggle).toBeFocused();

    await page.keyboard.press('Enter');
    await expect(panel).toBeVisible();
    await panel.getByRole('button', {name: 'Close'}).focus();
    await page.keyboard.press('Enter');
    await expect(panel).toHaveCount(0);
    await expect(toggle).toBeFocused();

    // Where they take the place of something else, Escape puts them away from anywhere.
    if (width >= 720 && width < 960) {
      await page.keyboard.press('Enter');
      await inbox.replyField.focus();
      await page.keyboard.press('Escape');
      await expect(panel).toHaveCount(0);
      await expect(inbox.replyField).toBeFocused();
      await expect(inbox.list).toBeVisible();
    }
  });
}

test('what leaves a filter by being opened stays until another is opened', async ({page}) => {
  const inbox = await openDemo(page);
  await page.getByRole('button', {name: 'Unread'}).click();
  await expect(page.getByRole('button', {name: 'Unread'})).toHaveAttribute('aria-pressed', 'true');
  await expect(inbox.row('Noor Haddad')).toHaveCount(0);
  const names = () => inbox.rows.evaluateAll((rows) => rows.slice(0, 4).map((row) => row.getAttribute('data-id')));
  const before = await names();
  await inbox.rows.nth(1).click();
  await expect(inbox.replyField).toBeVisible();
  await expect(inbox.rows.nth(1)).not.toHaveAccessibleName(/unread/i);
  await page.evaluate(() => window.parlorDemo.inbox.store?.refresh());
  expect(await names()).toEqual(before);
  await inbox.rows.nth(2).click();
  await expect.poll(names).toEqual([before[0], ...before.slice(2), expect.anything()].slice(0, 4));
});

test('a group says who is in it', async ({page}) => {
  const inbox = await openDemo(page, {provider: 'digivault'});
  await inbox.open('Saturday ride');
  const header = page.locator('parlor-inbox header').first();
  await expect(header).not.toContainText('+1');
  await expect(header.locator('.address')).toContainText(/\w+.*, .*\w+/);
});

for (const [what, size] of Object.entries({
  'a phone whose keyboard is open': {width: 360, height: 400},
  'a page at 400 %': {width: 320, height: 256},
})) {
  test(`${what} shows the whole name and some of the thread`, async ({page}) => {
    await page.setViewportSize(size);
    const inbox = await openDemo(page);
    const name = 'Desmond Achterberg';
    await (await inbox.find(name)).click();
    const heading = page.getByRole('heading', {name});
    await expect(heading).toBeVisible();
    await expect(inbox.replyField).toBeInViewport();
    const isCut = () =>
      heading.evaluate(
        (element) => element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight + 1,
      );
    await expect.poll(isCut).toBe(false);
    const height = async () => (await inbox.thread(name).boundingBox())?.height ?? NaN;
    await expect.poll(height).toBeGreaterThan(size.height < 300 ? 44 : 90);
  });
}

test('copying says that it worked, for a moment', async ({page, context}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const inbox = await openDemo(page);
  await inbox.open('Noor Haddad');
  await page.getByRole('button', {name: 'Contact details'}).click();
  const panel = page.getByRole('region', {name: 'Contact details'});
  await panel.getByRole('button', {name: /^Copy/}).click();
  await expect(panel.getByText('Copied').first()).toBeInViewport();
  await expect(panel.locator('.copied')).toHaveCount(0);
});

test('whoever starts a conversation goes on in its reply field', async ({page}) => {
  await openDemo(page, {provider: 'agentphone'});
  await page.getByRole('button', {name: 'New conversation'}).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', {name: 'Phone number or address'}).fill('+1 202 555 0143');
  await dialog.getByRole('textbox', {name: /^Message/}).fill('Hello there');
  await dialog.getByRole('button', {name: 'Start', exact: true}).click();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => focusedName(page)).toMatch(/^Reply to /);
});

test('the second press of a double click in a dialog is meant for nothing beneath it', async ({page}) => {
  await openHostPage(page, {body: '<div style="height: 600px"><parlor-inbox provider="memory"></parlor-inbox></div>'});
  const inbox = new InboxPage(page);
  await inbox.open('Noor Haddad');
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', {name: 'New conversation'}).click();
  await dialog.getByRole('textbox', {name: 'Phone number or address'}).fill('+1 202 555 0143');
  await dialog.getByRole('textbox', {name: /^Message/}).fill('Hello there');
  await dialog.getByRole('button', {name: 'Start', exact: true}).dblclick();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => focusedName(page)).toMatch(/^Reply to /);

  // Closed at once, over a row that would be opened.
  await inbox.open('Noor Haddad');
  await page.getByRole('button', {name: 'New conversation'}).click();
  const cancel = dialog.getByRole('button', {name: 'Cancel'});
  const {x = 0, y = 0} = (await inbox.row('Li Wen').boundingBox()) ?? {};
  await cancel.evaluate(
    (button, [left, top]) =>
      Object.assign(button.style, {position: 'fixed', insetInlineStart: `${left}px`, insetBlockStart: `${top}px`}),
    [x + 80, y + 10] as const,
  );
  await cancel.dblclick();
  await expect(dialog).toHaveCount(0);
  await expect.poll(() => focusedName(page)).toBe('New conversation');
  await expect(page.getByRole('heading', {name: 'Noor Haddad'})).toBeVisible();
  await inbox.row('Li Wen').click();
  await expect(page.getByRole('heading', {name: 'Li Wen'})).toBeVisible();
});

test('a row is one thing with one name, and typing a search says only what was found', async ({page}) => {
  const inbox = await openDemo(page);
  await expect(inbox.list.getByRole('img')).toHaveCount(0);
  await expect(inbox.row('Noor Haddad')).toHaveAccessibleName(/^Noor Haddad, /);
  await page.evaluate(() => {
    const status = document
      .querySelector('parlor-inbox')
      ?.shadowRoot?.querySelector('parlor-conversation-list')
      ?.shadowRoot?.querySelector('[role=status]');
    const heard: string[] = [];
    Object.assign(window, {heard});
    if (!status) throw new Error('Nothing announces.');
    new MutationObserver(() => heard.push(status.textContent.trim())).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  const search = page.getByRole('searchbox', {name: 'Search conversations'});
  for (const letter of 'noor') {
    await search.press(letter);
    await page.waitForFunction(
      (typed) => document.querySelector('parlor-inbox')?.store?.conversationList.state.query.search?.endsWith(typed),
      letter,
    );
  }
  await expect(inbox.rows).toHaveCount(1);
  await expect(page.getByRole('status').filter({hasText: '1 conversation'})).toHaveCount(1);
  expect(await page.evaluate(() => (window as unknown as {heard: string[]}).heard)).not.toContain('Loading…');
});
