import type {Locator, Page} from '@playwright/test';
import {openHostPage} from './host-page.js';
import {expect, InboxPage, test} from './inbox-page.js';

const room = (inbox: string): string => `<div style="height: 600px">${inbox}</div>`;

const warningsOf = (page: Page): readonly string[] => {
  const warnings: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'warning') warnings.push(message.text());
  });
  return warnings;
};

test.describe('an inbox that is not set up', () => {
  test.use({expectedErrors: /Failed to load resource|CORS|ERR_/});

  const BROKEN = {
    'without an option that its provider needs': {inbox: 'provider="surge"', says: /accountId|account id/},
    'with options that are no JSON': {
      inbox: `provider="surge" adapter-options="{accountId: 1}"`,
      says: /adapter-options/,
    },
    'with options that are no object': {inbox: `provider="surge" adapter-options="acct_1"`, says: /adapter-options/},
    'with a provider that nobody registered': {inbox: 'provider="srge"', says: /srge/},
  };

  for (const [what, {inbox, says}] of Object.entries(BROKEN)) {
    test(`${what} says so and where, once`, async ({page}) => {
      const warnings = warningsOf(page);
      await openHostPage(page, {body: room(`<parlor-inbox ${inbox}></parlor-inbox>`)});
      const alert = page.getByRole('alert').filter({hasText: 'This inbox is not set up correctly.'});
      await expect(alert).toContainText(says);
      await expect(alert).not.toContainText('Change the message');
      await expect.poll(() => warnings.filter((text) => says.test(text))).toHaveLength(1);
    });
  }

  const ANSWERS = {
    'nothing there': {status: 404, body: 'Not found', says: 'There is no messaging service at the address'},
    'a page of somebody else': {status: 200, body: '<html></html>', says: 'is not the messaging service'},
    'a refused sign-in': {status: 401, body: '{}', says: 'You are signed out.'},
  };

  for (const [what, {status, body, says}] of Object.entries(ANSWERS)) {
    test(`with an address that answers with ${what} names the address, the answer and the option`, async ({page}) => {
      const warnings = warningsOf(page);
      await page.route('**/wrong/**', (route) => route.fulfill({status, body}));
      await openHostPage(page, {body: room('<parlor-inbox provider="amplifi" base-url="/wrong"></parlor-inbox>')});
      await expect(page.getByRole('alert').filter({hasText: says})).toBeVisible();
      const hint = page.getByRole('status').filter({hasText: 'base-url'});
      await expect(hint).toContainText('/wrong');
      await expect(hint).toContainText(String(status));
      await expect.poll(() => warnings.filter((text) => text.includes('base-url'))).toHaveLength(1);
    });
  }

  test('with an address that this page may not read says so', async ({page}) => {
    await openHostPage(page, {
      body: room('<parlor-inbox provider="amplifi" base-url="https://provider.example/v1"></parlor-inbox>'),
    });
    await expect(page.getByRole('alert').filter({hasText: 'cannot be reached'})).toBeVisible();
    await expect(page.getByRole('status').filter({hasText: 'https://provider.example/v1'})).toBeVisible();
  });

  test('says that a file is gone after an upgrade, and loads the page again', async ({page}) => {
    await page.route(/chunks\/amplifi-/, (route) => route.fulfill({status: 404, body: 'Not found'}));
    await openHostPage(page, {body: room('<parlor-inbox provider="amplifi" base-url="/amplifi"></parlor-inbox>')});
    const alert = page.getByRole('alert').filter({hasText: 'This part could not be loaded.'});
    await expect(alert).toBeVisible();
    await page.unroute(/chunks\/amplifi-/);
    await alert.getByRole('button', {name: 'Try again'}).click();
    await expect(new InboxPage(page).rows.first()).toBeVisible();
  });
});

test('elements take what a page writes by hand', async ({page}) => {
  await openHostPage(page, {
    body: `
      <parlor-conversation-list style="height: 200px"></parlor-conversation-list>
      <parlor-message-thread style="height: 300px"></parlor-message-thread>`,
    script: `addEventListener('load', async () => {
      await Promise.all(['list', 'thread'].map((name) => customElements.whenDefined(
        name === 'list' ? 'parlor-conversation-list' : 'parlor-message-thread')));
      document.querySelector('parlor-conversation-list').conversations = [
        {id: 'a', title: 'Ada', lastActivityAt: '2026-03-01T10:00:00Z', lastMessage: {text: 'Hello', at: new Date()}},
        {id: 'b'},
      ];
      document.querySelector('parlor-message-thread').messages = [
        {id: '1', text: 'From me', direction: 'outbound', at: '2026-03-01T10:00:00Z'},
        {id: '2', text: 'From them', direction: 'inbound', at: new Date('2026-03-01T10:05:00Z')},
        {id: '3', text: 'Whenever', direction: 'inbound'},
      ];
    });`,
  });
  const inbox = new InboxPage(page);
  await expect(inbox.row('Ada')).toContainText('Hello');
  await expect(inbox.rows).toHaveCount(2);
  for (const text of ['From me', 'From them', 'Whenever']) await expect(inbox.message(text)).toBeVisible();
});

test('a page’s old script library and its odd inherited styles change nothing', async ({page}) => {
  await openHostPage(page, {
    body: room('<parlor-inbox provider="memory"></parlor-inbox>'),
    css: `body {
      user-select: none; -webkit-text-fill-color: red; writing-mode: vertical-rl; word-break: break-all;
      font-variant: small-caps; hyphens: auto; text-align-last: center; -webkit-text-security: disc;
      caret-color: transparent; font-size-adjust: 2; font-kerning: none; text-wrap: balance; tab-size: 40;
      stroke-opacity: 0.1; image-rendering: pixelated; text-underline-offset: 20px; -webkit-user-modify: read-write;
    }
    parlor-inbox {height: 600px; width: 1000px}`,
    script: `
      Array.from = (things) => {
        const list = [];
        for (let index = 0; index < (things ? things.length : 0); index++) list.push(things[index]);
        return list;
      };`,
  });
  const inbox = new InboxPage(page);
  await expect(inbox.row('Noor Haddad')).toBeVisible();
  await inbox.open('Noor Haddad');
  await expect(inbox.messages.last()).toBeVisible();
  const style = await inbox.messages
    .last()
    .locator('[part=text]')
    .evaluate((element) => {
      const {userSelect, webkitTextFillColor, color, writingMode, wordBreak, fontVariant} = getComputedStyle(element);
      const {fontSizeAdjust, fontKerning, tabSize, strokeOpacity, imageRendering, textUnderlineOffset} =
        getComputedStyle(element);
      return {
        ...{userSelect, isOwnColour: webkitTextFillColor === color, writingMode, wordBreak, fontVariant},
        ...{fontSizeAdjust, fontKerning, tabSize, strokeOpacity, imageRendering, textUnderlineOffset},
      };
    });
  expect(style).toMatchObject({
    userSelect: 'text',
    isOwnColour: true,
    writingMode: 'horizontal-tb',
    fontVariant: 'normal',
    fontSizeAdjust: 'none',
    fontKerning: 'auto',
    tabSize: '8',
    strokeOpacity: '1',
    imageRendering: 'auto',
    textUnderlineOffset: 'auto',
  });
});

test('works where only named policies may make scripts', async ({page}) => {
  await openHostPage(page, {
    body: room('<parlor-inbox provider="memory"></parlor-inbox>'),
    headers: {'content-security-policy': "require-trusted-types-for 'script'; trusted-types mine lit-html"},
  });
  const inbox = new InboxPage(page);
  await inbox.open('Noor Haddad');
  await inbox.reply('Trusted');
  await expect(inbox.message('Trusted')).toBeVisible();
});

test('an inbox that is removed while it sends still tells what became of it', async ({page}) => {
  await openHostPage(page, {body: room('<parlor-inbox provider="amplifi" base-url="/amplifi"></parlor-inbox>')});
  const inbox = new InboxPage(page);
  await inbox.open('Noor Haddad');
  let letGo = () => {};
  const held = new Promise<void>((resolve) => (letGo = resolve));
  await page.route(/\/amplifi\//, async (route) => {
    if (route.request().method() === 'POST') await held;
    await route.continue();
  });
  await page.evaluate(() => {
    const element = document.querySelector('parlor-inbox');
    element?.addEventListener('parlor-message-sent', () => (document.title = 'It was sent'));
  });
  const leaves = page.waitForRequest((request) => request.method() === 'POST');
  await inbox.reply('On its way');
  await leaves;
  await page.evaluate(() => document.querySelector('parlor-inbox')?.remove());
  letGo();
  await expect(page).toHaveTitle('It was sent');
});

test('an inbox that a page moves into a frame looks and works there as before', async ({page}) => {
  await openHostPage(page, {
    body: `${room('<parlor-inbox provider="memory"></parlor-inbox>')}<iframe width="1000" height="700"></iframe>`,
  });
  await new InboxPage(page).open('Noor Haddad');
  const place = async (part: Locator) => {
    const {width, height} = (await part.boundingBox()) ?? {};
    return {width, height};
  };
  const send = page.getByRole('button', {name: 'Send', exact: true});
  const before = await place(send);
  await page.evaluate(() => {
    const inbox = document.querySelector('parlor-inbox');
    if (inbox) document.querySelector('iframe')?.contentDocument?.body.append(inbox);
  });

  const frame = page.frameLocator('iframe');
  await frame.getByRole('option').filter({hasText: 'Li Wen'}).click();
  await expect(frame.getByRole('heading', {name: 'Li Wen'})).toBeVisible();
  const field = frame.getByRole('textbox', {name: 'Reply to Li Wen'});
  await field.fill('From the frame');
  await field.press('Enter');
  await expect(frame.getByRole('article').filter({hasText: 'From the frame'})).toContainText(/Sent|Delivered/);
  await expect.poll(() => place(frame.getByRole('button', {name: 'Send', exact: true}))).toEqual(before);
});

test('a page whose words a translator replaced still shows who is open and what became of messages', async ({page}) => {
  await openHostPage(page, {body: room('<parlor-inbox provider="memory"></parlor-inbox>')});
  const inbox = new InboxPage(page);
  await inbox.open('Noor Haddad');
  await expect(inbox.messages.last()).toBeVisible();
  await page.evaluate(() => {
    const translate = (node: Node): void => {
      if (node instanceof Element && node.shadowRoot) translate(node.shadowRoot);
      for (const child of [...node.childNodes]) {
        if (child instanceof Text && child.data.trim() && !(node instanceof HTMLStyleElement)) {
          const words = document.createElement('font');
          words.append(document.createElement('font'));
          words.firstElementChild?.append(`‹${child.data}›`);
          child.replaceWith(words);
        } else translate(child);
      }
    };
    translate(document.body);
  });
  await expect(inbox.row('‹Noor Haddad›')).toBeVisible();

  await inbox.row('Li Wen').click();
  await expect(page.getByRole('heading', {name: 'Li Wen'})).toBeVisible();
  await expect(page.getByRole('heading', {name: 'Noor Haddad'})).toHaveCount(0);
  await inbox.reply('Said after the translation');
  await expect(inbox.message('Said after the translation')).toContainText('Delivered');
  await expect(inbox.row('Li Wen')).toContainText('Said after the translation');
});
