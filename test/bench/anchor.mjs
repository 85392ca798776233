// Does the thread keep the reader's place? Pages of older messages, with texts of all lengths and pictures that load
// late, come in front of what is read, at the top of the thread and in its middle; every painted frame is measured.
// In Chromium, and in the Firefox that FIREFOX names. Options:
//   --pages n              100 by default, at each of the two places
//   --frames n             measured for each page, 45 by default
//   --browsers a,b         of chromium, firefox
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import puppeteer from 'puppeteer-core';
import {chromiumArgs, chromiumPath} from '../../scripts/chromium-path.mjs';
import {serve} from './serve.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const option = (name, fallback) => {
  const place = process.argv.indexOf(`--${name}`);
  return place < 0 ? fallback : process.argv[place + 1];
};
const pages = Number(option('pages', 100));
const frames = Number(option('frames', 45));
const names = option('browsers', process.env.FIREFOX ? 'chromium,firefox' : 'chromium').split(',');
/** What a page brings. */
const SIZE = 50;
/** What a message may be away from its place in any frame, in CSS pixels. */
const MOST = 1;

const launch = async (name) =>
  name === 'firefox'
    ? puppeteer.launch({browser: 'firefox', executablePath: process.env.FIREFOX})
    : puppeteer.launch({
        browser: 'chrome',
        headless: 'shell',
        executablePath: process.env.CHROMIUM ?? (await chromiumPath()),
        args: chromiumArgs,
      });

async function measure(page, at) {
  const total = {pages: 0, frames: 0, moved: 0, step: 0, over: 0, lost: 0, blank: 0, resized: 0};
  const failures = [];
  for (let i = 0; i < pages; i++) {
    const result = await page.evaluate((options) => window.H.run('keepPlace', options), {at, size: SIZE, frames});
    if (!result.ok) {
      failures.push(result.why);
      continue;
    }
    if (result.moved > MOST || result.lost > 0 || result.blank > 0) failures.push(JSON.stringify(result));
    total.pages++;
    for (const key of ['frames', 'over', 'lost', 'blank', 'resized']) total[key] += result[key];
    for (const key of ['moved', 'step']) total[key] = Math.max(total[key], result[key]);
  }
  return {total, failures};
}

const {base, close} = await serve(join(here, 'dist'));
let isKept = true;
for (const name of names) {
  const browser = await launch(name);
  try {
    console.log(await browser.version());
    for (const at of ['top', 'middle']) {
      const page = await browser.newPage();
      await page.setViewport({width: 1280, height: 800});
      page.on('pageerror', (error) => console.log(`  ${error}`));
      page.on('console', (message) => message.type() === 'error' && console.log(`  ${message.text()}`));
      await page.goto(`${base}/parlor/`);
      await page.waitForFunction(() => window.bench && window.H);
      await page.evaluate(() => window.H.run('mount', {n: 20, m: 200, limit: 20_000, latePictures: true}));
      const {total, failures} = await measure(page, at);
      console.log(
        `  ${at.padEnd(7)} ${total.pages} pages, ${total.frames} frames, ${total.resized} changes of size above: ` +
          `at most ${total.moved.toFixed(2)} px from its place, ${total.step.toFixed(2)} px from frame to frame; ` +
          `${total.over} frames over ${MOST} px, ${total.lost} without the message, ${total.blank} with undrawn room`,
      );
      for (const failure of failures.slice(0, 10)) console.log(`    ${failure}`);
      if (failures.length > 0 || total.pages < pages) isKept = false;
      await page.close();
    }
  } finally {
    await browser.close();
  }
}
close();
process.exitCode = isKept ? 0 : 1;
