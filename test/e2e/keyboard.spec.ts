import {expect, openDemo, test} from './inbox-page.js';
import type {Locator, Page} from '@playwright/test';

/** Presses Tab until an element has the focus; never far, so that nothing traps or loses the keyboard unseen. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 16; presses++) {
    await page.keyboard.press(key);
    if (!(await target.evaluate((element) => element.matches(':focus')))) continue;
    expect(await showsFocus(target), 'shows that it has the focus').toBe(true);
    return;
  }
  throw new Error(`${key} does not lead there.`);
}

/** Whether a ring is drawn: round the element, round the box that it is the whole content of, or round the active row. */
const showsFocus = (element: Locator) =>
  element.evaluate((focused) => {
    const active = focused.getAttribute('aria-activedescendant') ?? '';
    const row = (focused.getRootNode() as Document | ShadowRoot).getElementById(active);
    return [
      getComputedStyle(focused),
      ...(focused.parentElement ? [getComputedStyle(focused.parentElement)] : []),
      ...(row ? [getComputedStyle(row, '::after')] : []),
    ].some(({outlineStyle, outlineWidth}) => outlineStyle !== 'none' && outlineWidth !== '0px');
  });

/** The row that the keyboard is on, as assistive technology is told. */
const activeRow = (list: Locator) =>
  list.evaluate((element) => {
    const id = element.getAttribute('aria-activedescendant') ?? '';
    return (element.getRootNode() as ShadowRoot).getElementById(id)?.getAttribute('aria-posinset');
  });

test('everything from the first Tab to a sent reply is done with the keyboard', async ({page}) => {
  const inbox = await openDemo(page);
  await tabTo(page, page.getByRole('searchbox', {name: 'Search conversations'}));
  await tabTo(page, page.getByRole('button', {name: 'Unread'}));
  await page.keyboard.press('Space');
  await expect(page.getByRole('button', {name: 'Unread'})).toHaveAttribute('aria-pressed', 'true');
  await expect(inbox.row('Noor Haddad')).toHaveCount(0);
  await page.keyboard.press('Space');
  await expect(await inbox.find('Noor Haddad')).toHaveCount(1);

  await tabTo(page, inbox.list);
  await expect.poll(() => activeRow(inbox.list)).toBe('1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => activeRow(inbox.list)).toBe('3');
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => activeRow(inbox.list)).toBe('2');
  await page.keyboard.press('PageDown');
  await expect.poll(async () => Number(await activeRow(inbox.list))).toBeGreaterThan(4);
  await page.keyboard.press('Home');
  await expect.poll(() => activeRow(inbox.list)).toBe('1');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const name = 'Desmond Achterberg';
  await expect(page.getByRole('heading', {name})).toBeVisible();
  await expect(inbox.list, 'stays where it is while both panes fit').toBeFocused();

  await tabTo(page, inbox.thread(name));
  await tabTo(page, inbox.replyField);
  await page.keyboard.type('A new wheel is $60.');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('Shall we order one?');
  await expect(inbox.replyField).toHaveValue('A new wheel is $60.\nShall we order one?');
  await page.keyboard.press('Enter');
  const sent = inbox.message('A new wheel is $60.');
  await expect(sent).toContainText('Shall we order one?');
  await expect(sent).toContainText('Delivered');
  await expect(inbox.replyField).toHaveValue('');
  await expect(inbox.replyField).toBeFocused();

  await page.keyboard.type('Or a used one');
  await tabTo(page, inbox.sendButton);
  await page.keyboard.press('Enter');
  await expect(inbox.message('Or a used one')).toBeVisible();
  await expect(inbox.replyField).toBeFocused();
});

test.describe('at phone width', () => {
  test.use({viewport: {width: 390, height: 844}});

  test('the focus goes along into a conversation and back to its row', async ({page}) => {
    const inbox = await openDemo(page);
    const name = 'Priya Venkataraghavan';
    await tabTo(page, inbox.list);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(inbox.list).toBeHidden();
    await expect(page.getByRole('heading', {name})).toBeFocused();

    await tabTo(page, inbox.replyField);
    await page.keyboard.type('See you on Friday');
    await page.keyboard.press('Enter');
    await expect(inbox.message('See you on Friday')).toContainText('Delivered');

    await tabTo(page, inbox.backButton, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(inbox.list).toBeFocused();
    await expect(inbox.replyField).toHaveCount(0);
    const active = Number(await activeRow(inbox.list)) - 1;
    await expect(inbox.rows.nth(active)).toContainText(name);
    await expect(inbox.rows.nth(active)).toBeInViewport();
  });

  test('the focus goes along with a mouse or a finger too', async ({page}) => {
    const inbox = await openDemo(page);
    await (await inbox.find('Tom Villareal')).click();
    await expect(page.getByRole('heading', {name: 'Tom Villareal'})).toBeFocused();
    await inbox.backButton.click();
    await expect(inbox.list).toBeFocused();
  });
});
