import {firefoxBrowser, firefoxLauncher} from './firefox-launcher.mjs';
import {webkitBrowser, webkitLauncher} from './webkit-launcher.mjs';

/** The engines besides Chromium, and what their drivers can do: `commands.ts` leaves out the tests that need more. */
export const ENGINES = {
  firefox: {
    isInstalled: () => Boolean(firefoxBrowser()),
    launcher: firefoxLauncher,
    driver: {emulatesMedia: false, narrowest: 0},
  },
  webkit: {
    isInstalled: () => Boolean(webkitBrowser()),
    launcher: webkitLauncher,
    // What the buttons of its window need.
    driver: {emulatesMedia: false, narrowest: 300},
  },
};
