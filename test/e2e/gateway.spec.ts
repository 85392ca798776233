import {type BrowserContext} from '@playwright/test';
import {serveProduct, type GatewayServer} from './gateway-server.js';
import {expect, InboxPage, test} from './inbox-page.js';

/** The contact of the first row, who writes. */
function firstContact({backend}: GatewayServer) {
  const [thread] = backend.threads();
  const contact = thread && backend.contact(thread.contactId);
  if (!thread || !contact) throw new Error('Nobody is there.');
  return {phone: contact.phone, ownNumberId: thread.ownNumberId, threadId: thread.id};
}

async function openTab(context: BrowserContext, {url}: GatewayServer): Promise<InboxPage> {
  const page = await context.newPage();
  await page.goto(url);
  const inbox = new InboxPage(page);
  await expect(inbox.rows.first()).toBeVisible();
  const live = () => page.evaluate(() => document.querySelector('parlor-inbox')?.store?.state.live);
  await expect.poll(live).toBe('live');
  return inbox;
}

test.describe('a page with a gateway', () => {
  let server: GatewayServer;

  test.beforeEach(async () => {
    server = await serveProduct();
  });
  test.afterEach(() => server.close());

  const says = (text: string) => {
    const {phone, ownNumberId} = firstContact(server);
    server.backend.receive({phone, text, ownNumberId});
  };

  test('two tabs share one stream, and the other goes on when one is closed: each event once, none missing', async ({
    context,
  }) => {
    const [first, second] = [await openTab(context, server), await openTab(context, server)];
    const received = (inbox: InboxPage) =>
      inbox.page.evaluate(() => {
        const heard: string[] = [];
        document.querySelector('parlor-inbox')?.addEventListener('parlor-message-received', (event) => {
          heard.push((event as CustomEvent<{message: {text: string}}>).detail.message.text);
        });
        Object.assign(window, {heard});
      });
    const heard = (inbox: InboxPage) => inbox.page.evaluate(() => (window as unknown as {heard: string[]}).heard);
    await received(first);
    await received(second);
    await expect.poll(() => server.streams).toBe(1);
    says('The first of three');
    await expect(first.row('The first of three')).toBeVisible();
    await expect(second.row('The first of three')).toBeVisible();
    expect(server.streamsAsked).toBe(1);
    await first.page.close();
    says('The second of three');
    await expect(second.row('The second of three')).toBeVisible();
    await expect.poll(() => server.streams).toBe(1);
    says('The third of three');
    await expect(second.row('The third of three')).toBeVisible();
    expect((await heard(second)).filter((text) => text.endsWith('of three'))).toEqual([
      ...['The first of three', 'The second of three', 'The third of three'],
    ]);
    expect(server.streamsAsked).toBe(2);
  });

  test('says when the stream is cut, looks by itself meanwhile, and misses nothing', async ({context}) => {
    const inbox = await openTab(context, server);
    await expect.poll(() => server.streams).toBe(1);
    server.cutStreams(true);
    await expect(inbox.page.getByText('Live updates are interrupted.')).toBeVisible();
    says('While there is no stream');
    await expect(inbox.row('While there is no stream')).toBeVisible();
    server.cutStreams(false);
    await expect(inbox.page.getByText('Live updates are interrupted.')).toBeHidden({timeout: 40_000});
    says('When it is back');
    await expect(inbox.row('When it is back')).toBeVisible();
  });

  test('says that the session has ended, asks no more, and goes on after signing in', async ({context}) => {
    const inbox = await openTab(context, server);
    await expect.poll(() => server.streams).toBe(1);
    server.signOut(true);
    await expect(inbox.page.getByText('You are signed out.')).toBeVisible();
    server.signOut(false);
    await inbox.page.getByRole('button', {name: 'Try again'}).click();
    await expect(inbox.page.getByText('You are signed out.')).toBeHidden();
    await expect.poll(() => server.streams).toBe(1);
    says('Signed in again');
    await expect(inbox.row('Signed in again')).toBeVisible();
  });

  test('a send whose answers are lost arrives once, and is not in doubt', async ({context}) => {
    const inbox = await openTab(context, server);
    await inbox.rows.first().click();
    await expect(inbox.replyField).toBeVisible();
    const threads = () => server.backend.threads().flatMap(({id}) => server.backend.messagesOf(id));
    server.loseAnswers(2);
    await inbox.replyField.fill('Once, whatever happens');
    await inbox.replyField.press('Enter');
    await expect.poll(() => threads().filter(({text}) => text === 'Once, whatever happens').length).toBe(1);
    await expect(inbox.message('Once, whatever happens')).toHaveCount(1);
    await expect(inbox.message('Once, whatever happens')).toContainText(/Sent|Delivered/, {timeout: 30_000});
    await expect(inbox.page.getByText('Unconfirmed')).toHaveCount(0);
    expect(threads().filter(({text}) => text === 'Once, whatever happens')).toHaveLength(1);
  });
});
