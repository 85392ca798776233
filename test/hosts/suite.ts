import type {Page} from '@playwright/test';
import {expect, InboxPage} from '../e2e/inbox-page.js';
import {watchPage, whatIsLeft} from './left-behind.js';

const CONTACT = 'Noor Haddad';

/** What every app must pass: a conversation is opened, a veto holds, a message is sent and told of, a property is set. */
export async function giveAndTake(page: Page, name: string): Promise<void> {
  const inbox = new InboxPage(page);
  const status = page.getByRole('status').filter({hasText: 'sent:'});
  await expect(status).toHaveText('No conversation is open, sent: nothing');
  await expect(inbox.rows.first()).toBeVisible();
  await inbox.open(CONTACT);
  await expect(status).toHaveText('A conversation is open, sent: nothing');
  await expect(inbox.replyField).toHaveAttribute('placeholder', `Write from ${name}`);
  await inbox.reply('Not this');
  await expect(inbox.replyField).toHaveValue('Not this');
  await inbox.reply('Hello');
  await expect(status).toHaveText('A conversation is open, sent: Hello');
  await expect(inbox.message('Hello')).toContainText('Delivered');
  await page.getByRole('button', {name: 'Close conversation'}).click();
  await expect(inbox.replyField).toHaveCount(0);
  await expect(page.getByText('No conversation selected')).toBeVisible();
  await expect(status).toHaveText('No conversation is open, sent: Hello');
}

/** Shows the inbox, opens a conversation with a half-written reply, and takes the inbox out of the page again. */
async function comeAndGo(page: Page): Promise<void> {
  const inbox = new InboxPage(page);
  await page.getByRole('button', {name: 'Show inbox'}).click();
  await inbox.open(CONTACT);
  await inbox.replyField.fill('Half a reply');
  await page.getByRole('button', {name: 'Remove inbox'}).click();
  await expect(page.locator('parlor-inbox')).toHaveCount(0);
  await expect(page.getByRole('status').filter({hasText: 'sent:'})).toBeVisible();
}

/**
 * What every app must pass after that: an inbox that its framework took out of the page leaves no timer, lock or channel,
 * and no listener more each time. Asks for {@link watchPage} before the page is opened.
 */
export async function leavesNothing(page: Page): Promise<void> {
  await expect.poll(async () => (await whatIsLeft(page)).locks, 'a lock, while the inbox is there').not.toEqual([]);
  await page.getByRole('button', {name: 'Remove inbox'}).click();
  await expect(page.locator('parlor-inbox')).toHaveCount(0);
  const nothing = {timers: [], locks: [], channels: 0};
  await expect.poll(() => whatIsLeft(page)).toMatchObject(nothing);
  await comeAndGo(page);
  await expect.poll(() => whatIsLeft(page)).toMatchObject(nothing);
  const {listeners} = await whatIsLeft(page);
  await comeAndGo(page);
  await expect.poll(() => whatIsLeft(page)).toEqual({...nothing, listeners});
}

/** The whole suite, on an app that somebody serves. */
export async function passSuite(page: Page, url: string, name: string): Promise<void> {
  await watchPage(page);
  await page.goto(url);
  await giveAndTake(page, name);
  await leavesNothing(page);
}
