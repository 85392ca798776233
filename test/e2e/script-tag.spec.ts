import {randomUUID} from 'node:crypto';
import {existsSync, readdirSync} from 'node:fs';
import {expect, InboxPage, test} from './inbox-page.js';
import {addresses} from './servers.js';

declare global {
  interface Window {
    policyViolations?: string[];
  }
}

/** The address of a page that nobody has visited before: it meets a world of its own. */
const visit = (path: string): string => `${addresses.host()}${path}?visit=${randomUUID()}`;

test.beforeEach(async ({page}) => {
  const built = existsSync(new URL('../../dist/browser/parlor.all.js', import.meta.url));
  expect(built, 'run `npm run build` first').toBe(true);
  await page.addInitScript(() => {
    const violations: string[] = [];
    window.policyViolations = violations;
    document.addEventListener('securitypolicyviolation', ({violatedDirective, blockedURI, sourceFile}) => {
      violations.push(`${violatedDirective}: ${blockedURI} (${sourceFile})`);
    });
  });
});

const providers = readdirSync(new URL('../../src/providers', import.meta.url), {withFileTypes: true}).flatMap(
  (entry) => (entry.isDirectory() && entry.name !== 'amplifi' ? [entry.name] : []),
);
/** The file of another provider, or of a mock. */
const foreign = new RegExp(`/(?:${providers.join('|')})-[\\w-]{8}\\.js$|mock|msw`);

const PAGES = [
  {path: '/', what: 'a module that loads its provider', files: [/^\/parlor\.js$/, /^\/chunks\/amplifi-/]},
  {path: '/all.html', what: 'one classic script', files: [/^\/parlor\.all\.js$/, /^\/all\.js$/]},
];

for (const {path, what, files} of PAGES) {
  test(`${what} is all that a page needs, under a strict policy`, async ({page}) => {
    const scripts: string[] = [];
    const outside: string[] = [];
    page.on('request', (request) => {
      const {origin, pathname} = new URL(request.url());
      if (request.resourceType() === 'script') scripts.push(pathname);
      if (origin !== addresses.host() && !request.url().startsWith('data:')) outside.push(request.url());
      expect(request.headers()['authorization']).toBeUndefined();
    });
    await page.goto(visit(path));
    const inbox = new InboxPage(page);
    await inbox.open('Li Wen');
    await expect(inbox.message('The new chain makes a clicking noise')).toBeVisible();

    const text = 'That is good to hear, thank you!';
    await inbox.reply(text);
    await expect(inbox.message(text)).toContainText('Delivered');
    if (path === '/all.html') await expect(page).toHaveTitle(`Sent: ${text}`);
    await inbox.open('Desmond Achterberg');
    await expect(page.getByRole('button', {name: 'Open image front-wheel'})).toBeVisible();

    expect(await page.evaluate(() => window.policyViolations)).toEqual([]);
    expect(outside, 'asked of other origins').toEqual([]);
    // What chunks share may be files of their own.
    for (const file of files) expect(scripts.filter((script) => file.test(script))).toHaveLength(1);
    expect(scripts.filter((script) => foreign.test(script))).toEqual([]);
  });
}

const OPTIONS: Readonly<Record<string, object>> = {
  surge: {accountId: 'acct_1'},
  bird: {workspaceId: 'workspace', participantId: 'key'},
};

test.describe('a page that names its provider by an attribute', () => {
  // The other providers have no server behind this page.
  test.use({expectedErrors: /Failed to load resource/});

  for (const provider of providers) {
    test(`loads ${provider} and no other`, async ({page}) => {
      const loaded: string[] = [];
      await page.goto(visit('/'));
      await expect(new InboxPage(page).rows.first()).toBeVisible();
      page.on('request', (request) => {
        if (request.resourceType() === 'script') loaded.push(new URL(request.url()).pathname);
      });
      await page.evaluate(
        ([name, options]) => {
          const inbox = document.querySelector('parlor-inbox');
          inbox?.setAttribute('adapter-options', JSON.stringify(options));
          inbox?.setAttribute('provider', name);
        },
        [provider, OPTIONS[provider] ?? {}] as const,
      );
      const own = new RegExp(`/${provider}-[\\w-]{8}\\.js$`);
      await expect.poll(() => loaded.filter((path) => own.test(path)).length).toBe(1);
      const others = loaded.filter((path) => foreign.test(path) && !own.test(path));
      expect(others).toEqual([]);
    });
  }
});

const THREAD = /\/chunks\/thread-[\w-]{8}\.js/;

test('a page loads the thread when somebody comes near the list, and not before', async ({page}) => {
  const scripts: string[] = [];
  page.on('request', (request) => {
    if (request.resourceType() === 'script') scripts.push(request.url());
  });
  await page.goto(visit('/'));
  const inbox = new InboxPage(page);
  await expect(inbox.rows.first()).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(scripts.filter((url) => THREAD.test(url))).toEqual([]);
  await inbox.rows.first().hover();
  await expect.poll(() => scripts.filter((url) => THREAD.test(url)).length).toBe(1);
});

const LOCALE = /\/chunks\/locale-([\w-]+)-[\w-]{8}\.js/;

test('a page loads the language that it names, and no other', async ({page}) => {
  const languages: string[] = [];
  page.on('request', (request) => {
    const [, language] = LOCALE.exec(request.url()) ?? [];
    if (language) languages.push(language);
  });
  await page.goto(visit('/'));
  await expect(new InboxPage(page).rows.first()).toBeVisible();
  expect(languages).toEqual([]);
  await page.evaluate(() => document.querySelector('parlor-inbox')?.setAttribute('locale', 'pt'));
  await expect(page.getByRole('searchbox', {name: 'Pesquisar conversas'})).toBeVisible();
  expect(languages).toEqual(['pt-BR']);
  await page.evaluate(() => document.querySelector('parlor-inbox')?.setAttribute('locale', 'ar'));
  await expect(page.getByRole('searchbox', {name: 'البحث في المحادثات'})).toBeVisible();
  await expect(page.locator('parlor-inbox')).toHaveCSS('direction', 'rtl');
  expect(languages).toEqual(['pt-BR', 'ar']);
  expect(await page.evaluate(() => window.policyViolations)).toEqual([]);
});

test.describe('a page whose later files do not arrive', () => {
  test.use({expectedErrors: /Failed to load resource|Failed to fetch dynamically imported module/});

  test('says that a thread could not be loaded, and loads it when asked again', async ({page}) => {
    await page.route(THREAD, (route) => route.abort());
    await page.goto(visit('/'));
    const inbox = new InboxPage(page);
    await inbox.open('Noor Haddad');
    const missing = page.getByRole('alert').filter({hasText: 'This part could not be loaded.'});
    await expect(missing).toBeVisible();
    await expect(page.getByRole('heading', {name: 'Noor Haddad'})).toBeVisible();
    await page.unroute(THREAD);
    // Coming near the list asks as well, so that the notice may be gone before it is pressed.
    await expect(async () => {
      const again = missing.getByRole('button', {name: 'Try again'});
      if (await again.isVisible()) await again.click({timeout: 1000});
      await expect(inbox.message('the commuter you asked about has arrived')).toBeVisible({timeout: 500});
    }).toPass();
    await inbox.reply('Here again');
    await expect(inbox.message('Here again')).toContainText('Delivered');
  });

  test('stays English where its language does not, and says so once', async ({page}) => {
    const said: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'warning') said.push(message.text());
    });
    await page.route(LOCALE, (route) => route.abort());
    await page.goto(visit('/'));
    await page.evaluate(() => document.querySelector('parlor-inbox')?.setAttribute('locale', 'de'));
    await expect.poll(() => said.filter((text) => text.includes('"de" could not be loaded')).length).toBe(1);
    const inbox = new InboxPage(page);
    await inbox.open('Noor Haddad');
    await inbox.reply('In English, then');
    await expect(inbox.message('In English, then')).toContainText('Delivered');
    expect(said.filter((text) => text.includes('"de" could not be loaded'))).toHaveLength(1);
  });

  const SHARED = /\/chunks\/(thread|notice\.styles|dialog\.styles)-[\w-]{8}\.js/;

  /** So often is everything drawn again; without a pause, each would ask. */
  const DRAWINGS = 50;

  test('asks again for what several of them share, until it is there', async ({page}) => {
    const requests: string[] = [];
    await page.route(SHARED, (route) => {
      requests.push(route.request().url());
      return route.abort();
    });
    // What failed twice is left alone for four seconds at least; on this clock, the whole stretch takes half of one.
    const start = Date.now();
    await page.clock.setFixedTime(start);
    await page.goto(visit('/'));
    const inbox = new InboxPage(page);
    await inbox.open('Noor Haddad');
    const missing = page.getByRole('alert').filter({hasText: 'This part could not be loaded.'});
    await expect(missing).toBeVisible();
    const asked = requests.length;
    for (let drawing = 1; drawing <= DRAWINGS; drawing++) {
      await page.clock.setFixedTime(start + drawing * 10);
      await page.evaluate(async () => {
        const element = document.querySelector('parlor-inbox');
        element?.requestUpdate();
        await element?.updateComplete;
      });
    }
    // Thread, actions and those of a row are asked for twice each, and each time for three files at most.
    expect(requests.length - asked, 'nothing is asked for without end').toBeLessThanOrEqual(3 * 2 * 3);
    await page.clock.setSystemTime(Date.now());
    await missing.getByRole('button', {name: 'Try again'}).click();
    await expect(missing).toBeVisible();
    await page.unroute(SHARED);
    // What several share may have been asked for by each of them.
    await expect(async () => {
      const again = missing.getByRole('button', {name: 'Try again'});
      if (await again.isVisible()) await again.click({timeout: 1000});
      await expect(page.getByRole('button', {name: 'Contact details'})).toBeVisible({timeout: 500});
    }).toPass();
    await expect(inbox.message('the commuter you asked about has arrived')).toBeVisible();
    await page.getByRole('button', {name: 'Contact details'}).click();
    await expect(page.getByRole('complementary').or(page.locator('parlor-contact-panel')).first()).toBeVisible();
    await inbox.reply('Here again');
    await expect(inbox.message('Here again')).toContainText('Delivered');
  });

  test('can still be read and replied to, and says what is missing until it is there', async ({page}) => {
    const actions = /\/chunks\/conversation-actions-/;
    await page.route(actions, (route) => route.abort());
    await page.goto(visit('/'));
    const inbox = new InboxPage(page);
    await inbox.open('Noor Haddad');
    const missing = page.getByRole('alert').filter({hasText: 'This part could not be loaded.'});
    await expect(missing).toBeVisible();
    await expect(inbox.message('the commuter you asked about has arrived')).toContainText('/bikes/commuter-8');
    await inbox.reply('Still here, see example.com');
    await expect(inbox.message('Still here')).toContainText(/Sent|Delivered/);
    await page.unroute(actions);
    await missing.getByRole('button', {name: 'Try again'}).click();
    await expect(page.getByRole('button', {name: 'Contact details'})).toBeVisible();
    await expect(missing).toHaveCount(0);
  });
});

test('styles of the page that reach everything do not reach into the inbox', async ({page}) => {
  const inbox = new InboxPage(page);
  const looks = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => {
        const {color, boxSizing, letterSpacing, wordSpacing, textAlign, textTransform, whiteSpace, ...style} =
          getComputedStyle(element);
        const lineHeight = (parseFloat(style.lineHeight) / parseFloat(style.fontSize)).toFixed(1);
        const {borderRadius, display} = style;
        return {
          ...{color, boxSizing, letterSpacing, wordSpacing, textAlign, textTransform, whiteSpace},
          ...{lineHeight, borderRadius, display},
        };
      });
  const look = async (path: string) => {
    await page.goto(visit(path));
    await inbox.open('Noor Haddad');
    await expect(inbox.messages.last()).toBeVisible();
    return {
      row: await looks('parlor-conversation-list [role=option]'),
      preview: await looks('parlor-conversation-item [part=preview]'),
      name: await looks('parlor-inbox h2'),
      bubble: await looks('parlor-message-bubble [part=bubble]'),
      time: await looks('parlor-message-bubble [part=timestamp]'),
      field: await looks('parlor-reply-box textarea'),
      send: await looks('parlor-reply-box [part=send-button]'),
    };
  };
  const usual = await look('/');
  expect(await look('/odd.html')).toEqual(usual);

  // A root of 10 px makes it smaller, never too small to read.
  for (const text of ['Noor Haddad', 'Bring a helmet, or borrow one of ours.']) {
    const size = await page
      .getByText(text)
      .last()
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(size).toBeGreaterThanOrEqual(14);
  }
  await expect(inbox.replyField).toBeInViewport();
  await inbox.reply('Still here');
  await expect(inbox.message('Still here')).toContainText(/Sent|Delivered/);
});

test('the licences of what the files hold come with them', async ({page}) => {
  const licences = await page.request.get(`${addresses.host()}/THIRD-PARTY-LICENSES.txt`);
  const text = await licences.text();
  for (const notice of ['lit-html (BSD-3-Clause)', 'Google LLC', 'idb (ISC)', 'Jake Archibald']) {
    expect(text).toContain(notice);
  }
  for (const file of ['parlor.js', 'parlor.all.js']) {
    const code = await (await page.request.get(`${addresses.host()}/${file}`)).text();
    expect(code).toContain('BSD-3-Clause');
    expect(code).toContain('THIRD-PARTY-LICENSES.txt');
  }
});
