import type {Page} from '@playwright/test';
import {expect, openDemo, PROVIDERS, test} from './inbox-page.js';
import {recordStatuses} from './record-statuses.js';

for (const provider of PROVIDERS) {
  test.describe(`on ${provider}`, () => {
    test('follows a reply until the contact has answered, without a reload', async ({page}) => {
      const name = 'Noor Haddad';
      const inbox = await openDemo(page, {provider});
      await expect(await inbox.find(name)).toBeVisible();
      await expect(inbox.rows.first()).not.toContainText(name);
      await inbox.open(name);
      await expect(page.getByText('This is the start of the conversation')).toBeVisible();
      await expect(inbox.messages.first()).toContainText('the commuter you asked about has arrived');
      // As far away as a server is, so that every step can be seen.
      await page.evaluate(() => window.parlorDemo.backend.setFaults({latency: {minimum: 600, maximum: 600}}));

      const text = 'Would noon suit you as well?';
      await recordStatuses(page, text);
      await inbox.reply(text);
      const sent = inbox.message(text);
      await expect.poll(() => page.evaluate(() => window.recordedStatuses)).toEqual(['Sending', 'Sent', 'Delivered']);
      await expect(sent).toHaveCount(1);
      await expect(inbox.replyField).toHaveValue('');

      const answer = /Yes, that works for me\.|Let me check and get back to you in a minute\./;
      await expect(inbox.messages.last()).toContainText(answer);
      await expect(inbox.rows.first()).toHaveAccessibleName(new RegExp(`^${name}, `));
      await expect(inbox.rows.first()).toContainText(answer);
      await expect(inbox.rows.first()).toHaveAttribute('aria-selected', 'true');
      await expect(inbox.rows.first()).not.toHaveAccessibleName(/unread/);
    });

    test('closes the reply box for a contact who opted out, until they opt in again', async ({page}) => {
      const name = 'Greta Lindqvist-Moreau';
      const inbox = await openDemo(page, {provider});
      await inbox.open(name);

      const badge = page.locator('parlor-inbox header').getByText('Opted out', {exact: true});
      await expect(badge).toBeVisible();
      await expect(inbox.row(name)).toContainText('Opted out');
      const block = inbox.block('This contact has opted out of texts');
      await expect(block).toContainText('You can reply again after they text START, YES or UNSTOP.');
      await expect(inbox.replyField).toHaveCount(0);
      await expect(inbox.sendButton).toHaveCount(0);

      await page.evaluate(() => {
        const {backend} = window.parlorDemo;
        const greta = backend.contacts().find(({firstName}) => firstName === 'Greta');
        backend.receive({phone: greta?.phone ?? '', text: 'START'});
      });
      await expect(inbox.replyField).toBeEditable();
      await expect(block).toHaveCount(0);
      await expect(badge).toHaveCount(0);
      await expect(inbox.row(name)).not.toContainText('Opted out');
    });
  });
}

test.describe('the bar of the demo', () => {
  const setting = (page: Page, name: string) => page.getByRole('form', {name: 'Demo settings'}).getByLabel(name);

  test('has fields that can be seen, whatever the theme', async ({page}) => {
    await openDemo(page);
    for (const theme of ['auto', 'light', 'dark']) {
      await setting(page, 'Theme').selectOption(theme);
      await expect(setting(page, 'Provider')).toHaveCSS('border-top-width', '1px');
      await expect(page.getByRole('banner')).toHaveCSS('border-bottom-width', '1px');
    }
  });

  test('has Surge over a gateway, with its contact’s consent and a stream that can be cut', async ({page}) => {
    const inbox = await openDemo(page);
    await expect(setting(page, 'Events')).toBeHidden();
    await setting(page, 'Provider').selectOption('Surge over a gateway');
    // Until then there is the world from before.
    await expect(page.getByText('Worked out from recent messages')).toBeVisible();
    await expect(page.getByRole('button', {name: 'texts STOP'})).toBeDisabled();
    await inbox.open('Noor Haddad');
    const text = 'Would noon suit you as well?';
    await inbox.reply(text);
    await expect(inbox.message(text)).toContainText('Delivered');

    const block = inbox.block('This contact has opted out of texts');
    await page.getByRole('button', {name: 'texts STOP'}).click();
    await expect(block).toContainText('Reported by the provider');
    await page.getByRole('button', {name: 'texts START'}).click();
    await expect(inbox.replyField).toBeEditable();

    const notice = page.getByText('Live updates are interrupted.');
    await setting(page, 'Events').selectOption('Stream cut');
    await expect(notice).toBeVisible();
    const later = 'Written while the stream is cut';
    await inbox.reply(later);
    await expect(inbox.message(later)).toContainText('Accepted');
    await setting(page, 'Events').selectOption('Live');
    await expect(notice).toBeHidden();
    await expect(inbox.message(later)).toContainText('Delivered');
  });
});
