import type {ParlorMessageThread} from '../../src/components/message-thread/message-thread.js';
import type {Capabilities} from '../../src/model/capabilities.js';
import {readThrough} from './read-through.js';
import {EVERY_PROVIDER, expect, openDemo, test} from './inbox-page.js';
import {recordStatuses} from './record-statuses.js';

const EVERY_NUMBER = Array.from({length: 3000}, (_, index) => index + 1);

/** What a message that arrives shows at last, as far as each provider tells. */
const LAST_STATUS = {
  memory: 'Delivered',
  amplifi: 'Delivered',
  surge: 'Delivered',
  bird: 'Delivered',
  digivault: 'Sent',
  agentphone: 'Sent',
} as const;

const STATUSES = ['Sending', 'Accepted', 'Processing', 'Sent', 'Delivered', 'Read'];

for (const provider of EVERY_PROVIDER) {
  test.describe(`on ${provider}`, () => {
    test.describe.configure({timeout: 240_000});

    test('reads back to the first of 3,000 messages, and returns', async ({page}) => {
      const name = 'Marguerite Longfellow-Adeyemi';
      const inbox = await openDemo(page, {provider, scenario: 'long-history'});
      await inbox.open(name);
      await expect(inbox.message('(3000)')).toBeInViewport();

      await inbox.thread(name).focus();
      // Found by tag here: among thousands of messages, asking for roles takes long.
      const thread = page.locator('parlor-message-thread');
      const state = () =>
        thread.evaluate(({messages, hasOlder}: ParlorMessageThread) => ({count: messages?.length ?? 0, hasOlder}));
      for (let before = await state(); before.hasOlder; before = await state()) {
        await page.keyboard.press('Home');
        await expect.poll(async () => (await state()).count, {intervals: [25]}).toBeGreaterThan(before.count);
      }
      await page.keyboard.press('Home');
      await expect(page.getByText('This is the start of the conversation')).toBeInViewport();
      await expect(inbox.message(/\(1\)/)).toBeInViewport();

      expect(await readThrough(thread)).toEqual(EVERY_NUMBER);

      await page.keyboard.press('Home');
      await expect(inbox.message(/\(1\)/)).toBeInViewport();
      await page.getByRole('button', {name: 'Jump to the newest message'}).click();
      await expect(inbox.message('(3000)')).toBeInViewport();
    });

    test('sends, shows the statuses it tells of, and offers nothing it cannot', async ({page}) => {
      const name = 'Noor Haddad';
      const inbox = await openDemo(page, {provider});
      await inbox.open(name);
      await expect(inbox.messages.first()).toContainText('the commuter you asked about has arrived');

      const text = 'See you at noon, then.';
      await recordStatuses(page, text);
      await inbox.reply(text);
      await expect.poll(() => page.evaluate(() => window.recordedStatuses?.at(-1))).toBe(LAST_STATUS[provider]);
      const recorded = (await page.evaluate(() => window.recordedStatuses)) ?? [];
      expect(recorded, 'no status goes backwards').toEqual(STATUSES.filter((status) => recorded.includes(status)));
      await expect(inbox.message(text)).toHaveCount(1);

      const capabilities: Capabilities = await page.evaluate(() => {
        const {store} = window.parlorDemo.inbox;
        if (!store) throw new Error('The demo has no store.');
        return {...store.adapter.capabilities};
      });
      const controls = {
        searchConversations: page.getByRole('searchbox', {name: 'Search conversations'}),
        filterUnread: page.getByRole('button', {name: 'Unread', exact: true}),
        filterNeedsReply: page.getByRole('button', {name: 'Needs reply', exact: true}),
        includeArchived: page.getByRole('button', {name: 'Archived too', exact: true}),
        sendMedia: page.getByRole('button', {name: 'Attach media'}),
        startConversation: page.getByRole('button', {name: 'New conversation'}),
      };
      for (const [capability, control] of Object.entries(controls)) {
        const isOffered = capabilities[capability as keyof typeof controls] !== 'none';
        await expect(control, capability).toHaveCount(isOffered ? 1 : 0);
      }
    });
  });
}
