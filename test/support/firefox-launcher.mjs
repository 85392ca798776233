import {existsSync} from 'node:fs';
import {chromeLauncher} from '@web/test-runner-chrome';
import {keysOf} from './engine-page.mjs';

export const firefoxBrowser = () => ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((file) => existsSync(file));

/**
 * Runs tests in Firefox, over WebDriver BiDi. One page at a time: those in the background are slowed down. To the
 * runner's commands it is a page of Playwright, the one kind of page that knows keys held together.
 */
export function firefoxLauncher() {
  const launcher = chromeLauncher({
    concurrency: 1,
    launchOptions: {browser: 'firefox', executablePath: firefoxBrowser()},
  });
  const puppeteerPage = launcher.getPage.bind(launcher);
  const getPage = (id) => {
    const page = puppeteerPage(id);
    const {keyboard, mouse} = page;
    const press = async (chord) => {
      const keys = keysOf(chord).map((key) => (key === 'Space' ? ' ' : key));
      for (const key of keys) await keyboard.down(key);
      for (const key of keys.reverse()) await keyboard.up(key);
    };
    return {
      url: () => page.url(),
      keyboard: {
        type: (text) => keyboard.type(text),
        press,
        down: (key) => keyboard.down(key),
        up: (key) => keyboard.up(key),
      },
      mouse,
      setViewportSize: (size) => page.setViewport(size),
    };
  };
  return Object.assign(launcher, {name: 'Firefox', type: 'playwright', getPage});
}
