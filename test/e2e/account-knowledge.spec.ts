import {Backend} from '../../src/backend/backend.js';
import {serveAccount} from './account-server.js';
import {expect, InboxPage, test} from './inbox-page.js';

/** A provider whose history does not say who wrote what: only this device knows what it sent. */
test('what was sent from this device is still its own after a reload, and forgotten at sign-out', async ({page}) => {
  const backend = new Backend({seed: 'knowledge', account: {credits: 1000}});
  backend.addOwnNumber({id: 'own', phone: '+12025550100', label: 'Desk'});
  const contact = backend.addContact({firstName: 'Ana', lastName: 'Example', phone: '+12025550111'});
  const at = backend.clock.now() - 3_600_000;
  backend.addThread({
    contactId: contact.id,
    createdAt: at,
    messages: [{direction: 'inbound', text: 'This is Ana', at}],
  });
  const account = await serveAccount('surge', backend);
  try {
    const url = new URL(account.url);
    const options = JSON.parse(url.searchParams.get('options') ?? '{}') as object;
    url.searchParams.set('options', JSON.stringify({...options, webhooks: false}));
    url.searchParams.set('webhooks', 'no');
    const inbox = new InboxPage(page);
    const stored = () =>
      page.evaluate(async () => {
        const databases = await indexedDB.databases();
        const texts = databases.map(
          ({name = ''}) =>
            new Promise<string>((resolve) => {
              const opening = indexedDB.open(name);
              opening.onsuccess = () => {
                const database = opening.result;
                const stores = [...database.objectStoreNames].filter((store) => store === 'knowledge');
                if (stores.length === 0) return resolve('');
                const reading = database.transaction(stores).objectStore('knowledge').getAll();
                reading.onsuccess = () => {
                  database.close();
                  resolve(JSON.stringify(reading.result));
                };
              };
            }),
        );
        return (await Promise.all(texts)).join('');
      });

    await page.goto(url.href);
    await inbox.rows.first().click();
    await inbox.reply('From this device');
    const sent = inbox.message('From this device');
    await expect(sent).toHaveAccessibleName(/^You,/);
    await expect.poll(stored).toMatch(/msg/);

    await page.reload();
    await inbox.rows.first().click();
    await expect(sent).toHaveAccessibleName(/^You,/);

    await page.evaluate(() => document.querySelector('parlor-inbox')?.removeAttribute('storage-key'));
    await expect.poll(stored).not.toMatch(/msg/);
  } finally {
    await account.close();
  }
});
