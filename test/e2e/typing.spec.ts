import type {CDPSession, Page} from '@playwright/test';
import {expect, openDemo, test} from './inbox-page.js';

const ENTER = {key: 'Enter', code: 'Enter'};

/** What an input method and its keyboard do, as Chromium hears it. */
class InputMethod {
  readonly #session: CDPSession;

  private constructor(session: CDPSession) {
    this.#session = session;
  }

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  async compose(text: string): Promise<void> {
    await this.#session.send('Input.imeSetComposition', {text, selectionStart: text.length, selectionEnd: text.length});
  }

  async commit(text: string): Promise<void> {
    await this.#session.send('Input.insertText', {text});
  }

  /** The Enter that the input method uses. */
  async usedEnter(): Promise<void> {
    await this.#session.send('Input.dispatchKeyEvent', {type: 'rawKeyDown', ...ENTER, windowsVirtualKeyCode: 229});
  }

  async releaseEnter(): Promise<void> {
    await this.#session.send('Input.dispatchKeyEvent', {type: 'keyUp', ...ENTER, windowsVirtualKeyCode: 13});
  }
}

test('sends a Korean text with the Enter that ends it, and leaves a Japanese one to its input method', async ({
  page,
}) => {
  const inbox = await openDemo(page);
  await inbox.open('Noor Haddad');
  await inbox.replyField.click();
  const method = await InputMethod.of(page);
  await method.compose('にほん');
  await method.usedEnter();
  await method.commit('日本');
  await method.releaseEnter();
  await expect(inbox.replyField).toHaveValue('日本');
  await expect(inbox.message('日本')).toHaveCount(0);
  await inbox.replyField.fill('');

  await method.compose('안녕');
  await method.usedEnter();
  await method.commit('안녕');
  await page.keyboard.press('Enter');
  await expect(inbox.message('안녕')).toHaveCount(1);
  await expect(inbox.replyField).toHaveValue('');
});

test.describe('on a touch screen', () => {
  test.use({hasTouch: true, isMobile: true, viewport: {width: 360, height: 740}});

  test('breaks lines with Enter and sends with the button', async ({page}) => {
    const inbox = await openDemo(page);
    await inbox.open('Noor Haddad');
    await inbox.replyField.click();
    await page.keyboard.type('One');
    await page.keyboard.press('Enter');
    await page.keyboard.type('two');
    await expect(inbox.replyField).toHaveValue('One\ntwo');
    await expect(inbox.replyField).toHaveAttribute('enterkeyhint', 'enter');
    await inbox.sendButton.click();
    await expect(inbox.message('two')).toHaveCount(1);
    await expect(inbox.replyField).toBeFocused();
  });
});

test('shows all times in one zone while the device travels', async ({page}) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setTimezoneOverride', {timezoneId: 'America/New_York'});
  // A provider that names no zone of its own.
  const inbox = await openDemo(page, {provider: 'agentphone'});
  await inbox.open('Noor Haddad');
  const times = page.locator('parlor-message-bubble time');
  const instants = async () =>
    times.evaluateAll((all) =>
      all.map((time) => {
        const [hour = 0, minute = 0] = (time.textContent ?? '').match(/\d+/g)?.map(Number) ?? [];
        const at = new Date(time.getAttribute('datetime') ?? 0);
        // How far the clock on screen is from Greenwich's, on a face of twelve hours.
        return (((hour * 60 + minute - at.getUTCHours() * 60 - at.getUTCMinutes()) % 720) + 720) % 720;
      }),
    );
  const zones = async () => new Set(await instants());
  await expect(times.first()).toBeVisible();
  const before = await zones();
  expect(before.size).toBe(1);
  await session.send('Emulation.setTimezoneOverride', {timezoneId: 'Asia/Kolkata'});
  await inbox.reply('Landed');
  await expect(inbox.message('Landed')).toHaveCount(1);
  expect((await zones()).size, 'one zone').toBe(1);
  await page.evaluate(() => window.dispatchEvent(new Event('focus')));
  await expect.poll(zones).not.toEqual(before);
  expect((await zones()).size, 'one zone again').toBe(1);
});
