import type {BrowserContext} from '@playwright/test';
import {Backend} from '../../src/backend/backend.js';
import {NO_FAULTS} from '../../src/backend/faults.js';
import {serveAccount, type AccountServer} from './account-server.js';
import {EVERY_PROVIDER, expect, InboxPage, test} from './inbox-page.js';

const PHONE = '+12025550111';

function createAccount(): Backend {
  const backend = new Backend({seed: 'reliability', account: {credits: 1000}});
  backend.addOwnNumber({id: 'own', phone: '+12025550100', label: 'Desk'});
  const contact = backend.addContact({firstName: 'Ana', lastName: 'Example', phone: PHONE});
  const now = backend.clock.now();
  backend.addThread({
    contactId: contact.id,
    createdAt: now - 86_400_000,
    messages: [
      {direction: 'outbound', text: 'Hello Ana', at: now - 7_200_000},
      {direction: 'inbound', text: 'This is Ana', at: now - 3_600_000},
    ],
  });
  return backend;
}

/** A tab of the account with its only conversation open. */
async function openTab(context: BrowserContext, {url}: AccountServer): Promise<InboxPage> {
  const page = await context.newPage();
  await page.goto(url);
  const inbox = new InboxPage(page);
  await inbox.rows.first().click();
  await expect(inbox.message('This is Ana')).toBeVisible();
  return inbox;
}

const textsAt = ({backend}: AccountServer): string[] => {
  const thread = backend.threadWithPhone(PHONE);
  return thread ? backend.messagesOf(thread.id).map(({text}) => text ?? '') : [];
};

const shownIn = (inbox: InboxPage): Promise<string[]> =>
  inbox.page.locator('parlor-message-bubble [part=text]').allInnerTexts();

test.describe.configure({timeout: 120_000});

for (const provider of EVERY_PROVIDER) {
  test(`a page over ${provider} that dies while it sends loses nothing and doubles nothing`, async ({context}) => {
    const account = await serveAccount(provider, createAccount());
    const {backend} = account;
    const fault = (change: object) => backend.setFaults({...NO_FAULTS, ...change});
    const sent: string[] = [];
    /** Every tab shows exactly what the provider has, and that is exactly what was sent. */
    const settled = async (...tabs: readonly InboxPage[]) => {
      await expect.poll(() => textsAt(account)).toEqual(['Hello Ana', 'This is Ana', ...sent]);
      for (const tab of tabs) {
        await expect.poll(() => shownIn(tab)).toEqual(textsAt(account));
        await expect(tab.messages.filter({hasText: /Unconfirmed|Sending|Not sent/})).toHaveCount(0);
      }
    };
    try {
      // Of several tabs the oldest one sends.
      const first = await openTab(context, account);
      const second = await openTab(context, account);

      // Killed while the request is on its way; the provider takes it all the same.
      fault({latency: {minimum: 1500, maximum: 1500}});
      await first.reply('Killed on the way');
      await expect.poll(() => account.sends()).toBe(1);
      await first.page.close();
      sent.push('Killed on the way');
      fault({});
      await settled(second);
      expect(account.sends()).toBe(1);

      // The request never arrives, and the page dies before it can say so. The other tab was not even asked to send it.
      const third = await openTab(context, account);
      fault({latency: {minimum: 1500, maximum: 1500}, loseRequest: {next: 1, only: 'send'}});
      await third.reply('Lost on the way');
      await expect.poll(() => account.sends()).toBe(2);
      await second.page.close();
      await expect.poll(() => backend.faults.loseRequest.next).toBe(0);
      fault({});
      const doubtful = third.message('Lost on the way');
      await expect(doubtful).toContainText('Unconfirmed');
      await expect(doubtful.getByRole('button', {name: 'Send again'})).toBeVisible();
      expect(account.sends(), 'nothing is repeated by itself').toBe(2);
      await third.page.reload();
      await third.rows.first().click();
      await doubtful.getByRole('button', {name: 'Send again'}).click();
      sent.push('Lost on the way');
      await settled(third);

      // Equal texts in a queue; the page reloads while the first of them travels.
      const fourth = await openTab(context, account);
      fault({latency: {minimum: 1200, maximum: 1200}});
      const before = account.sends();
      await third.reply('ok');
      await third.reply('ok');
      await third.reply('And this after them');
      // What another tab shows is written down, and so outlives this one.
      await expect(fourth.message('And this after them')).toBeVisible();
      await expect.poll(() => account.sends()).toBe(before + 1);
      await third.page.reload();
      await third.rows.first().click();
      fault({});
      sent.push('ok', 'ok', 'And this after them');
      await settled(third, fourth);
      expect(account.sends()).toBe(before + 3);

      // Both tabs write at once, both die, and a new one finds everything.
      fault({latency: {minimum: 1200, maximum: 1200}});
      await third.reply('From one tab');
      await fourth.reply('From the other tab');
      await expect(third.message('From the other tab')).toBeVisible();
      await expect.poll(() => account.sends()).toBeGreaterThan(before + 3);
      await Promise.all([third.page.close(), fourth.page.close()]);
      fault({});
      const last = await openTab(context, account);
      sent.push('From one tab', 'From the other tab');
      await settled(last);
      expect(account.sends()).toBe(before + 5);
      // What was typed and not sent waits as well.
      await last.replyField.fill('Not finished');
      // What another tab shows is written down.
      const witness = await openTab(context, account);
      await expect(witness.replyField).toHaveValue('Not finished');
      await last.page.reload();
      await last.rows.first().click();
      await expect(last.replyField).toHaveValue('Not finished');
    } finally {
      await account.close();
    }
  });
}
