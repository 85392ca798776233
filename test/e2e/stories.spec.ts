import {expect, test} from '@playwright/test';
import {addresses} from './servers.js';
import {stories, watchStory} from './storybook.js';

test('Storybook is built and has stories', () => {
  expect(stories.length, 'run `npm run build:storybook` first').toBeGreaterThan(0);
});

for (const theme of ['light', 'dark'] as const) {
  for (const {id, title, name} of stories) {
    test(`${title} › ${name} [${theme}]`, async ({page}) => {
      await page.emulateMedia({colorScheme: theme});
      await page.addInitScript(watchStory);
      await page.goto(`${addresses.storybook()}/iframe.html?viewMode=story&id=${id}&globals=theme:${theme}`);
      const outcome = await page.evaluate(() => window.storyOutcome);
      expect(outcome).toEqual({event: 'storyFinished', details: 'success', violations: []});
    });
  }
}
