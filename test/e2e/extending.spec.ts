import {randomUUID} from 'node:crypto';
import {openHostPage} from './host-page.js';
import {expect, InboxPage, test} from './inbox-page.js';
import {addresses} from './servers.js';

declare global {
  interface Window {
    policyViolations?: string[];
  }
}

const BODY = `
  <div style="block-size: 600px">
    <parlor-inbox provider="amplifi" base-url="/amplifi">
      <p slot="list-footer">Of the shop</p>
      <button slot="reply-actions" type="button">Order</button>
      <p slot="reply-footer">Replies are kept for a year.</p>
    </parlor-inbox>
  </div>
`;

test('what a page puts beside the field waits for the field', async ({page}) => {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/chunks/thread-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await openHostPage(page, {body: BODY});
  const inbox = new InboxPage(page);
  await expect(page.getByText('Of the shop')).toBeVisible();
  await inbox.row('Li Wen').click();
  await expect(page.getByRole('heading', {name: 'Li Wen'})).toBeVisible();
  const own = [page.getByRole('button', {name: 'Order'}), page.getByText('Replies are kept for a year.')];
  await expect(page.locator('parlor-reply-box')).toBeAttached();
  for (const each of own) await expect(each).toBeHidden();
  release();
  await expect(inbox.replyField).toBeVisible();
  for (const each of own) await expect(each).toBeVisible();
});

test.describe('a renderer that throws', () => {
  test.use({expectedErrors: /No such order/});

  test('is reported to the page like any uncaught error, and costs nothing', async ({page}) => {
    const heard: string[] = [];
    page.removeAllListeners('pageerror');
    page.on('pageerror', ({message}) => heard.push(message));
    await openHostPage(page, {body: BODY});
    const inbox = new InboxPage(page);
    await expect(inbox.rows.first()).toBeVisible();
    await page.locator('parlor-inbox').evaluate((element) => {
      const fail = (): never => {
        throw new Error('No such order');
      };
      Object.assign(element, {renderMessage: fail, renderAttachment: fail, renderRow: fail});
    });
    await inbox.open('Tom Villareal');
    await expect(inbox.message('Running about 20 minutes late')).toBeVisible();
    // Thanks are what he does not answer, so that this stays the newest.
    await inbox.reply('Thanks, all is well');
    await expect(inbox.message('Thanks, all is well')).toContainText('Delivered');
    await expect(inbox.row('Tom Villareal')).toContainText('Thanks, all is well');
    expect(new Set(heard)).toEqual(new Set(['No such order']));
  });
});

test('a page with a strict policy draws parts of the inbox', async ({page}) => {
  await page.addInitScript(() => {
    const violations: string[] = [];
    window.policyViolations = violations;
    document.addEventListener('securitypolicyviolation', ({violatedDirective}) => violations.push(violatedDirective));
  });
  await page.goto(`${addresses.host()}/?visit=${randomUUID()}`);
  const inbox = new InboxPage(page);
  await expect(inbox.rows.first()).toBeVisible();
  await page.locator('parlor-inbox').evaluate((element) => {
    const renderMessage = ({text}: {readonly text: string | null}, context: {readonly fallback: () => HTMLElement}) => {
      const body = document.createElement('section');
      body.append(context.fallback(), `${text?.length ?? 0} characters`);
      return body;
    };
    const button = Object.assign(document.createElement('button'), {textContent: 'Order', slot: 'reply-start'});
    element.append(button);
    Object.assign(element, {renderMessage, renderRow: () => 'One of ours'});
  });
  await inbox.rows.first().click();
  await expect(page.getByText(/\d+ characters/).last()).toBeVisible();
  await expect(page.getByRole('button', {name: 'Order'})).toBeVisible();
  await expect(inbox.rows.first()).toContainText('One of ours');
  await expect(inbox.rows.first(), 'what is heard').toHaveAccessibleName(/^Maya Okonjo, /);
  expect(await page.evaluate(() => window.policyViolations)).toEqual([]);
});
