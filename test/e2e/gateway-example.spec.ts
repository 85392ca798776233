import {createBackend} from '../../src/backend/scenarios/index.js';
import {createSurgeHandlers, relaySurgeWebhooks} from '../../src/providers/surge/mock.js';
import {ACCOUNT_IDS, KEYS} from '../gateway/accounts.js';
import {deliver, deliveriesOf} from '../gateway/deliveries.js';
import {PASSWORD, PROGRAMS, startHost} from '../gateway/hosts/host.js';
import {fromHandlers} from '../gateway/servers.js';
import {expect, InboxPage, test} from './inbox-page.js';

const [PROGRAM] = PROGRAMS;
const png = (size: number) => Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(size)]);

test.describe('the example of a host, in a browser', () => {
  // What was refused is also said on the console.
  test.use({expectedErrors: /Failed to load resource: .* (?:413|415) /});

  test('from signing in to a file that arrives, and the limits of those that do not', async ({page}) => {
    if (!PROGRAM) throw new Error('There is no example.');
    const backend = createBackend({scenario: 'busy-inbox'});
    const handlers = createSurgeHandlers(backend, {accountId: ACCOUNT_IDS.surge.acme});
    const host = await startHost(PROGRAM, fromHandlers(handlers, 'https://api.surge.app'), {ownOrigin: true});
    const stop = relaySurgeWebhooks(backend, (payload) => {
      const body = Buffer.from(JSON.stringify(payload));
      const headers = deliveriesOf('surge').sign(body, {secret: KEYS.acme.webhook});
      void deliver(host.at('webhook'), {body, headers});
    });
    try {
      await page.goto(host.url);
      await page.getByLabel('Password').fill(PASSWORD);
      await page.getByRole('button', {name: 'Sign in'}).click();
      const inbox = new InboxPage(page);
      await expect(inbox.rows.first()).toBeVisible();

      const [thread] = backend.threads();
      const contact = thread && backend.contact(thread.contactId);
      if (!thread || !contact) throw new Error('Nobody is there.');
      const live = () => page.evaluate(() => document.querySelector('parlor-inbox')?.store?.state.live);
      await expect.poll(live).toBe('live');
      backend.receive({phone: contact.phone, text: 'Over the webhook', ownNumberId: thread.ownNumberId});
      await inbox.row('Over the webhook').click();
      await expect(inbox.message('Over the webhook')).toBeVisible();

      const attach = async (name: string, mimeType: string, buffer: Buffer) => {
        const chooser = page.waitForEvent('filechooser');
        await page.getByRole('button', {name: 'Attach media'}).click();
        await (await chooser).setFiles({name, mimeType, buffer});
      };
      await attach('roof.png', 'image/png', png(5_000_000));
      await expect(page.getByText('The file is too large. It can have 5 MB at most.', {exact: true})).toBeVisible();
      await page.getByRole('button', {name: 'Remove roof.png'}).click();
      await attach('notes.txt', 'text/plain', Buffer.from('notes'));
      await expect(
        page.getByText('This type of file cannot be sent. These can: JPEG, PNG, GIF, WebP, MP4, 3GP, MP3, PDF.', {
          exact: true,
        }),
      ).toBeVisible();
      await page.getByRole('button', {name: 'Remove notes.txt'}).click();

      const picture = png(1000);
      await attach('../roof.png', 'image/png', picture);
      await inbox.reply('Here it is');
      await expect(inbox.message('Here it is')).toBeVisible();
      const sent = () =>
        host.provider.arrived.findLast(({method, body}) => method === 'POST' && body.includes('Here it is'));
      await expect.poll(sent).toBeTruthy();
      const [address = ''] = /http:[^"]+\/files\/[\w-]{32}\.png/.exec(sent()?.body ?? '') ?? [];
      expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(picture);

      await page.getByRole('button', {name: 'Sign out'}).click();
      await expect(page.getByLabel('Password')).toBeVisible();
    } finally {
      stop();
      await host.close();
      backend.close();
    }
  });
});
