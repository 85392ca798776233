import {expect, openDemo, PROVIDERS, test, type InboxPage} from './inbox-page.js';

declare global {
  interface Window {
    /** Set by any of the texts that is run. */
    hostileTextRan?: boolean;
  }
}

const RUN = 'window.hostileTextRan=true;alert(1)';
const OVERRIDE = '\u202e';
const REPLACED = '\ufffd';

interface HostileText {
  readonly what: string;
  readonly sent: string;
  /** What is to be read; as it was sent by default. */
  readonly shown?: string;
}

const HOSTILE: readonly HostileText[] = [
  {what: 'an image that fails', sent: `<img src=x onerror="${RUN}">`},
  {what: 'a script', sent: `</div></template><script>${RUN}</script>`},
  {what: 'a vector image', sent: `<svg onload="${RUN}"><style>*{display:none!important}</style></svg>`},
  {what: 'a frame', sent: `<iframe srcdoc="<script>parent.${RUN}</script>"></iframe>`},
  {what: 'script addresses', sent: `javascript:${RUN} JaVaScRiPt:${RUN} data:text/html,<script>${RUN}</script>`},
  {what: 'a link in other notations', sent: `[click](javascript:${RUN}) <a href="javascript:${RUN}">click</a>`},
  {
    what: 'templates',
    sent: '${alert(1)} {{constructor.constructor("alert(1)")()}} &lt;b&gt; %3Cscript%3E {text} {name}',
  },
  {what: 'an address with markup in it', sent: `https://larkspur-cycles.example/?q=<b>&x="'onclick="${RUN}"`},
  {what: 'turned-round letters', sent: `invoice${OVERRIDE}gpj.exe`, shown: 'invoicegpj.exe'},
  {
    what: 'control characters',
    sent: 'zero\u0000byte \u001b[31mred\u0007',
    shown: `zero${REPLACED}byte ${REPLACED}[31mred${REPLACED}`,
  },
  {what: 'piled-up accents', sent: `Z${'\u0351\u0363\u0342'.repeat(60)}algo`},
  {what: '10,000 letters without a space', sent: 'W'.repeat(10_000)},
  {what: 'an address without an end', sent: `https://larkspur-cycles.example/${'a'.repeat(3000)}`},
];

/** A stranger writes every one of the texts, and carries one in their name. */
const receiveAll = ({page}: InboxPage) =>
  page.evaluate(
    ([texts, lastName]) => {
      const {backend} = window.parlorDemo;
      const {phone} = backend.addContact({firstName: 'Hostile', lastName, phone: '+12025550188'});
      for (const text of texts) backend.receive({phone, text});
    },
    [HOSTILE.map(({sent}) => sent), `<img src=x onerror="${RUN}">${OVERRIDE}`] as const,
  );

/** The page and every element of the inbox whose content is wider than itself, except for what is cut off. */
const tooWide = ({page}: InboxPage) =>
  page.evaluate(() => {
    const found: string[] = [];
    const look = (element: Element): void => {
      const {overflowX} = getComputedStyle(element);
      if (overflowX === 'clip' || element instanceof HTMLTextAreaElement) return;
      const {localName, className, clientWidth, scrollWidth} = element;
      // Said only to those who hear the page.
      if (overflowX === 'hidden' && clientWidth === 1) return;
      // An inline element has no width of its own.
      if (overflowX !== 'hidden' && clientWidth > 0 && scrollWidth > clientWidth + 1) {
        found.push(`${localName} ${className}: ${scrollWidth} > ${clientWidth}`);
      }
      for (const child of [...element.children, ...(element.shadowRoot?.children ?? [])]) look(child);
    };
    look(window.parlorDemo.inbox);
    const {clientWidth, scrollWidth} = document.documentElement;
    return scrollWidth > clientWidth ? [`the page: ${scrollWidth} > ${clientWidth}`, ...found] : found;
  });

for (const width of [1280, 320]) {
  for (const provider of PROVIDERS) {
    test.describe(`${width} px wide, on ${provider}`, () => {
      test.use({viewport: {width, height: 720}});

      test('shows hostile texts as texts', async ({page}) => {
        const inbox = await openDemo(page, {provider, scenario: 'emoji'});
        await receiveAll(inbox);
        const row = await inbox.find('Hostile');
        await expect(row).toContainText('<img src=x onerror=');
        await expect(row).toContainText('https://larkspur-cycles.example/aaa');
        await expect(row).not.toContainText(OVERRIDE);
        await expect(row).not.toHaveAccessibleName(new RegExp(OVERRIDE));
        await expect.poll(() => tooWide(inbox), {message: 'in the list'}).toEqual([]);

        await row.click();
        const protocols = new Set<string>();
        for (const [index, {what, sent, shown = sent}] of HOSTILE.entries()) {
          const message = await inbox.messageAt(index + 1);
          await expect(message, what).toContainText(shown);
          await expect(message, what).toHaveAttribute('aria-setsize', String(HOSTILE.length));
          await expect.poll(() => tooWide(inbox), {message: `${what}, in the thread`}).toEqual([]);
          await expect(message.locator('img, script, iframe, style'), what).toHaveCount(0);
          for (const link of await message.getByRole('link').all()) {
            protocols.add(await link.evaluate((element) => (element as HTMLAnchorElement).protocol));
          }
        }
        expect(protocols).toEqual(new Set(['https:']));

        // One after the other as the newest, so that each is the list's preview as well.
        if (provider === 'memory') {
          if (await inbox.backButton.isVisible()) await inbox.backButton.click();
          for (const {what, sent, shown = sent} of HOSTILE) {
            await page.evaluate((text) => window.parlorDemo.backend.receive({phone: '+12025550188', text}), sent);
            await expect(row, what).toContainText(shown.slice(0, 40));
            await expect.poll(() => tooWide(inbox), {message: `${what}, in the list`}).toEqual([]);
          }
        }
        expect(await page.evaluate(() => window.hostileTextRan)).toBeUndefined();
      });

      test('takes hostile texts for a reply', async ({page}) => {
        const inbox = await openDemo(page, {provider});
        await (await inbox.find('Noor Haddad')).click();
        for (const text of [`<img src=x onerror="${RUN}">`, 'W'.repeat(1500)]) {
          await inbox.reply(text);
          await expect(inbox.message(text)).toContainText(/Sent|Delivered/);
          await expect.poll(() => tooWide(inbox)).toEqual([]);
        }
        expect(await page.evaluate(() => window.hostileTextRan)).toBeUndefined();
      });
    });
  }
}
