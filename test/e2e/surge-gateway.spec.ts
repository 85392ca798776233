import type {Locator, Page} from '@playwright/test';
import {serveProduct, type GatewayServer} from './gateway-server.js';
import {expect, InboxPage, test} from './inbox-page.js';
import {surgeAccount, type Posted} from './surge-account.js';

const NAME = 'Noor Haddad';
const INTERRUPTED = 'Live updates are interrupted. This page looks for new messages by itself.';
/** From the moment that a webhook leaves the provider until its words are on screen, in milliseconds. */
const AT_MOST = 1000;
/** A busy machine may stand still for as long; what waits by a rule is late every time. */
const TRIES = 5;

/** Has something happen until it showed in time. @param turn says how long it took, in milliseconds */
async function expectInTime(turn: (count: number) => Promise<number>): Promise<void> {
  const took: number[] = [];
  while (took.length < TRIES && !took.some((time) => time < AT_MOST)) took.push(await turn(took.length));
  expect(Math.min(...took), `each time: ${took.join(', ')} ms`).toBeLessThan(AT_MOST);
}

test.describe('a product on Surge, over the gateway', () => {
  let server: GatewayServer;
  let posted: Posted[];
  let inbox: InboxPage;

  /** Opens the product's page, whose adapter looks by itself as often as `polling` says where nothing is pushed. */
  async function open(page: Page, polling: object): Promise<void> {
    posted = [];
    server = await serveProduct(surgeAccount(posted, polling));
    await page.goto(server.url);
    inbox = new InboxPage(page);
    await inbox.open(NAME);
    await expect(inbox.replyField).toBeEditable();
    await expect.poll(() => server.streams).toBe(1);
  }
  test.afterEach(() => server.close());

  function contactSays(text: string): void {
    const contact = server.backend.contacts().find(({firstName, lastName}) => `${firstName} ${lastName}` === NAME);
    server.backend.receive({phone: contact?.phone ?? '', text});
  }

  /** Waits until words are on screen, or gone. @returns how long ago the last webhook of a kind left by then */
  async function sinceWebhook(type: string, words: Locator, state: 'visible' | 'hidden' = 'visible'): Promise<number> {
    await words.waitFor({state});
    return Date.now() - (posted.findLast((each) => each.type === type)?.at ?? NaN);
  }

  test('statuses move, and an opt-out and an opt-in show, within a second of the webhook', async ({page}) => {
    // It does not look by itself before this test is over: what shows was pushed.
    await open(page, {conversations: 3_600_000, messages: 3_600_000});
    const answers = inbox.message(/Yes, that works for me\.|Let me check and get back to you in a minute\./);
    const waits: number[] = [];
    await expectInTime(async (count) => {
      const text = `Would noon suit you as well, on day ${count}?`;
      await inbox.reply(text);
      // No answer of the provider's tells that one was delivered: its webhook alone does.
      const toDelivered = await sinceWebhook('message.delivered', inbox.message(text).getByText('Delivered'));
      waits.push(await sinceWebhook('message.received', answers.nth(count)));
      return toDelivered;
    });
    await expectInTime(async (count) => {
      const known = waits[count];
      if (known !== undefined) return known;
      const text = `Number ${count}`;
      contactSays(text);
      return sinceWebhook('message.received', inbox.message(text));
    });

    const block = inbox.block('This contact has opted out of texts');
    const stops: number[] = [];
    const starts: number[] = [];
    const stopAndStart = async () => {
      contactSays('STOP');
      stops.push(await sinceWebhook('contact.opted_out', block));
      await expect(block).toContainText('Reported by the provider');
      await expect(inbox.row(NAME)).toContainText('Opted out');
      await expect(inbox.replyField).toHaveCount(0);

      contactSays('START');
      starts.push(await sinceWebhook('contact.opted_in', block, 'hidden'));
      await expect(inbox.replyField).toBeEditable();
      await expect(inbox.row(NAME)).not.toContainText('Opted out');
    };
    for (const times of [stops, starts]) {
      await expectInTime(async (count) => {
        if (count >= times.length) await stopAndStart();
        return times[count] ?? Infinity;
      });
    }
    expect(server.streamsAsked).toBe(1);
  });

  test.describe(() => {
    // What the browser says of a stream that is cut.
    test.use({expectedErrors: /ERR_INCOMPLETE_CHUNKED_ENCODING|ERR_EMPTY_RESPONSE/});
    test('a stream that is cut is said to be, looked for instead, and goes on without a gap', async ({page}) => {
      await open(page, {conversations: 1500, messages: 700});
      const heard = await heardBy(inbox);
      contactSays('The first of four');
      await expect(inbox.message('The first of four')).toBeVisible();

      server.cutStreams(true);
      const notice = page.getByText(INTERRUPTED);
      await expect(notice).toBeVisible();
      const text = 'Written while the stream is cut';
      await inbox.reply(text);
      await expect.poll(() => posted.map(({type}) => type)).toContain('message.delivered');
      contactSays('The second of four');
      contactSays('The third of four');
      await expect(inbox.message('The third of four')).toBeVisible();
      await expect(notice).toBeVisible();
      // What the page reads by itself says nothing of deliveries.
      await expect(inbox.message(text)).not.toContainText('Delivered');

      server.cutStreams(false);
      await expect(notice).toBeHidden({timeout: 40_000});
      await expect(inbox.message(text)).toContainText('Delivered');
      contactSays('The fourth of four');
      await expect(inbox.message('The fourth of four')).toBeVisible();
      for (const which of ['first', 'second', 'third', 'fourth']) {
        await expect(inbox.message(`The ${which} of four`)).toHaveCount(1);
      }
      expect((await heard()).filter((said) => said.endsWith('of four'))).toEqual([
        ...['The first of four', 'The second of four', 'The third of four', 'The fourth of four'],
      ]);
    });
  });
});

/** What contacts said, as the page's own code is told of it. */
async function heardBy({page}: InboxPage): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    document.querySelector('parlor-inbox')?.addEventListener('parlor-message-received', ({detail}) => {
      heard.push(detail.message.text ?? '');
    });
    Object.assign(globalThis, {heard});
  });
  return () => page.evaluate(() => (globalThis as unknown as {readonly heard: string[]}).heard);
}
