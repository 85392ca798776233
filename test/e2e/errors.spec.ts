import type {Page} from '@playwright/test';
import {expect, openDemo, test, type InboxPage} from './inbox-page.js';

// A browser logs every refused request by itself.
test.use({expectedErrors: /^Failed to load resource:/});

interface Refusal {
  readonly because: string;
  readonly status: number;
  readonly contact: string;
  /** Brings the refusal about, after the text was typed. */
  readonly cause?: (inbox: InboxPage) => Promise<void>;
  readonly words: string;
  readonly providerWords: string;
  readonly blockTitle: string;
  readonly blockReopens: string;
  /** Takes the reason away, the way the words say. */
  readonly mend?: (inbox: InboxPage) => Promise<void>;
}

const TEXT = 'It is ready, come by any time before seven.';

const checkAgain = ({page}: InboxPage) => page.getByRole('button', {name: 'Check again'}).click();

/** A contact writes to us, as START or otherwise. */
const receive = ({page}: InboxPage, contact: string, text: string) =>
  page.evaluate(
    ([contact, text]) => {
      const {backend} = window.parlorDemo;
      const sender = backend.contacts().find(({firstName, lastName}) => `${firstName} ${lastName}` === contact);
      backend.receive({phone: sender?.phone ?? '', text});
    },
    [contact, text] as const,
  );

const REFUSALS: readonly Refusal[] = [
  {
    because: 'the contact opted out',
    status: 400,
    contact: 'Opted Out',
    words: 'The contact has opted out and cannot be texted. They can text START, YES or UNSTOP to opt in again.',
    providerWords: 'The contact has opted out and cannot receive messages.',
    blockTitle: 'This contact has opted out of texts',
    blockReopens: 'You can reply again after they text START, YES or UNSTOP.',
    mend: (inbox) => receive(inbox, 'Opted Out', 'START'),
  },
  {
    because: 'the number takes no texts',
    status: 400,
    contact: 'Land Line',
    words: 'This number cannot receive texts. Call the contact, or use another number.',
    providerWords: "The contact's number is confirmed non-textable.",
    blockTitle: 'This number cannot receive texts',
    blockReopens: 'It may be a landline. Call the contact, or reach them on another number.',
  },
  {
    because: 'the organisation has no default number',
    status: 400,
    contact: 'Works Fine',
    cause: ({page}) => page.evaluate(() => window.parlorDemo.backend.setDefaultNumber(null)),
    words: 'Your organisation has no number to send from. Set a default number, then send again.',
    providerWords: 'Your organization has no default phone number configured.',
    blockTitle: 'There is no number to send from',
    blockReopens: 'Set a default number for your organisation, then check again.',
    async mend(inbox) {
      await inbox.page.evaluate(() => {
        const {backend} = window.parlorDemo;
        backend.setDefaultNumber(backend.ownNumbers()[0]?.id ?? null);
      });
      await checkAgain(inbox);
    },
  },
  {
    because: 'the credits are used up',
    status: 402,
    contact: 'Works Fine',
    cause: ({page}) => page.evaluate(() => window.parlorDemo.backend.setCredits(0)),
    words: 'There are not enough credits to send this. Add credits, then send again.',
    providerWords: 'Insufficient credits to send the message.',
    blockTitle: 'There are not enough credits to send',
    blockReopens: 'Add credits to your account, then check again.',
    async mend(inbox) {
      await inbox.page.evaluate(() => window.parlorDemo.backend.setCredits(100));
      await checkAgain(inbox);
    },
  },
  {
    because: 'no contact has the number',
    status: 400,
    contact: '(202) 555-0177',
    words: 'No contact exists with this number. Create the contact first.',
    providerWords: 'No contact exists with this phone number.',
    blockTitle: 'No contact exists with this number',
    blockReopens: 'Create the contact, then check again.',
    async mend(inbox) {
      await inbox.page.evaluate(() =>
        window.parlorDemo.backend.addContact({firstName: 'New', lastName: 'Contact', phone: '+12025550177'}),
      );
      await checkAgain(inbox);
    },
  },
];

/** What stands above the field; the inbox announces it in words of its own. */
const errorLine = (page: Page) => page.locator('parlor-reply-box [part="error"]');

for (const refusal of REFUSALS) {
  test(`says that ${refusal.because}, and keeps what was typed`, async ({page}) => {
    const {contact, cause, mend, words, providerWords} = refusal;
    const inbox = await openDemo(page, {provider: 'amplifi', scenario: 'send-fails'});
    if (contact.startsWith('(')) {
      await page.evaluate(() => {
        window.parlorDemo.inbox.conversationId = '+12025550177';
      });
    } else {
      await inbox.open(contact);
    }
    await inbox.replyField.fill(TEXT);
    await cause?.(inbox);
    const answered = page.waitForResponse((response) => response.url().endsWith('/reply'));
    await inbox.replyField.press('Enter');
    expect((await answered).status()).toBe(refusal.status);

    const alert = page.getByRole('alert').filter({hasText: 'Not sent to'});
    await expect(alert, 'announced, once').toHaveCount(1);
    await expect(alert).toContainText(words);
    const block = inbox.block(refusal.blockTitle);
    await expect(block).toContainText(refusal.blockReopens);
    await expect(block).toContainText(providerWords);
    await expect(errorLine(page), 'what the block says is said once').toHaveCount(0);
    await expect(block).toContainText('Your text is kept.');
    await expect(block).toBeFocused();
    await expect(inbox.replyField).toHaveCount(0);
    await expect(inbox.message(TEXT)).toHaveCount(0);

    if (mend) {
      await mend(inbox);
      await expect(inbox.replyField).toHaveValue(TEXT);
      await expect(block).toHaveCount(0);
      await inbox.replyField.press('Enter');
      await expect(inbox.message(TEXT)).toContainText(/Sent|Delivered/);
      await expect(errorLine(page)).toHaveCount(0);
    } else {
      // Elsewhere in the inbox it is a draft.
      await inbox.open('Works Fine');
      await expect(await inbox.find(contact)).toContainText(`Draft: ${TEXT}`);
    }
  });
}

test('says that the look-up of the number is pending, and keeps the message in the thread', async ({page}) => {
  const name = 'Lookup Pending';
  const inbox = await openDemo(page, {provider: 'amplifi', scenario: 'send-fails'});
  await inbox.open(name);
  await inbox.reply(TEXT);
  const block = inbox.block('This number is still being checked');
  await expect(block).toContainText(
    'Replies open when the check finds that it can receive texts, or when the contact texts you.',
  );
  await expect(block).toContainText("The contact's number lookup is pending.");
  await expect(inbox.message(TEXT)).toContainText('Failed');

  await receive(inbox, name, 'Hello, this is a mobile phone.');
  await inbox.message(TEXT).getByRole('button', {name: 'Try again'}).click();
  await expect(inbox.message(TEXT)).toContainText(/Sent|Delivered/);
  await expect(inbox.replyField).toBeEditable();
  await expect(errorLine(page)).toHaveCount(0);
});

test('says that a sending number belongs to somebody else, and keeps what was to be sent', async ({page}) => {
  const inbox = await openDemo(page, {provider: 'amplifi', scenario: 'send-fails'});
  await inbox.open('Works Fine');
  const answered = page.waitForResponse((response) => response.url().endsWith('/reply'));
  await page.evaluate((text) => {
    const {conversationId = '', store} = window.parlorDemo.inbox;
    store?.send({conversationId, text, ownEndpointId: '9b2d3c4e-5f60-4718-8293-a4b5c6d7e8f9'});
  }, TEXT);
  expect((await answered).status()).toBe(403);
  const alert = errorLine(page).filter({hasText: 'Not sent. Your text is still here.'});
  await expect(alert).toContainText(
    'This sending number does not belong to your organisation. Choose another sending number.',
  );
  await expect(inbox.replyField).toHaveValue(TEXT);

  await inbox.replyField.press('Enter');
  await expect(inbox.message(TEXT)).toContainText(/Sent|Delivered/);
  await expect(alert).toHaveCount(0);
});

test('never calls a message unsent whose answer was lost, and sends it twice only when told to', async ({page}) => {
  const inbox = await openDemo(page, {provider: 'amplifi', scenario: 'send-fails'});
  await inbox.open('Lost Request');
  await inbox.reply(TEXT);
  const message = inbox.message(TEXT);
  await expect(message).toContainText('Unconfirmed');
  await expect(message).toContainText('It may or may not have been sent; sending again may send it twice.');
  await expect(page.getByText('Not sent.')).toHaveCount(0);
  await message.getByRole('button', {name: 'Discard'}).click();
  await expect(inbox.replyField).toHaveValue(TEXT);

  await inbox.open('Lost Answer');
  await inbox.reply(TEXT);
  await expect(message).toContainText('Delivered');
  await expect(message).toHaveCount(1);
});

test('waits out a rate limit with the message in sight', async ({page}) => {
  const inbox = await openDemo(page, {provider: 'amplifi', scenario: 'send-fails'});
  await inbox.open('Works Fine');
  await page.evaluate(() =>
    window.parlorDemo.backend.setFaults({rateLimit: {next: 1, only: 'send', retryAfter: 2000}}),
  );
  const refused = page.waitForResponse((response) => response.status() === 429);
  await inbox.reply(TEXT);
  await refused;
  await expect(inbox.message(TEXT)).toContainText('Sending');
  await expect(inbox.message(TEXT)).toContainText(/Sent|Delivered/);
  await expect(inbox.message(TEXT)).toHaveCount(1);
});
