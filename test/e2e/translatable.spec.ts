import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {expect, test} from '@playwright/test';
import {addresses} from './servers.js';
import {stories, watchStory} from './storybook.js';
import {PSEUDO} from '../../stories/support/pseudo-language.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** What people, conversations and hosts of the stories are called and say: written down there, and no words of ours. */
const data = ['src/backend', 'src/providers', 'stories']
  .flatMap((folder) => readdirSync(root + folder, {recursive: true, withFileTypes: true}))
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(({parentPath, name}) => readFileSync(`${parentPath}/${name}`, 'utf8'))
  .join('\n')
  .replaceAll("\\'", "'")
  .replace(/\s+/g, ' ');

/** What is made while a story runs. */
const MADE = [
  // Ids.
  /^[\da-f]{8}-[\da-f-]{27}$/,
  // Fields that a host keeps of a contact.
  /^\[".*"\]$/,
  // A text as long as can be, and one with half a character.
  /(.)\1{50}|\u{FFFD}/u,
  // White space that is drawn as it is typed.
  /^spaces in front/,
  // Saved replies, filled in.
  /^Thank you, \w+!/,
  // Said to whoever builds the page.
  /^No adapter is registered as/,
];

/** Names of people are put together from their parts. */
const isName = (text: string): boolean => text.split(' ').every((word) => /^\p{Lu}/u.test(word) && data.includes(word));

/** Texts of ours would stand there as a whole: what is one has to stand there as one. */
const isWritten = (text: string): boolean =>
  text.split(' ').length > 2
    ? data.includes(text)
    : ["'", '"', '`'].some((mark) => data.includes(mark + text + mark)) || data.includes(` ${text}: `);

/** What is put together from data has its parts there. */
const isMadeOfData = (text: string): boolean =>
  text
    .split(/[^\p{Script=Latin}'’ -]+/u)
    .map((run) => run.trim())
    .every((run) => run.length < 3 || (run === text ? isWritten(run) : data.includes(run)));

const isData = (text: string): boolean =>
  !/[A-Za-z]{3}/.test(text) || isName(text) || isMadeOfData(text) || MADE.some((made) => made.test(text));

/** Runs in the page: all that is seen or heard of what has words of ours, through shadow roots. */
function textsOf(): string[] {
  const found = new Set<string>();
  const take = (text: string | null | undefined): void => {
    const line = text?.replace(/\s+/g, ' ').trim();
    if (line) found.add(line);
  };
  const visit = (node: Node): void => {
    if (node instanceof HTMLElement && /^(?:STYLE|SCRIPT|TEMPLATE)$/.test(node.tagName)) return;
    if (node instanceof Text && node.getRootNode() instanceof ShadowRoot) take(node.data);
    if (node instanceof Element) {
      if (node.getRootNode() instanceof ShadowRoot)
        for (const name of ['aria-label', 'aria-description', 'aria-roledescription', 'title', 'placeholder', 'alt'])
          take(node.getAttribute(name));
      node.shadowRoot?.childNodes.forEach(visit);
    }
    node.childNodes.forEach(visit);
  };
  visit(document.body);
  return [...found];
}

/** What stands outside of the brackets, in pieces. */
function outside(text: string): readonly string[] {
  let rest = text;
  // Words within words, from the inside out.
  for (let before = ''; before !== rest;) [before, rest] = [rest, rest.replace(/⟦[^⟦⟧]*⟧/g, '\n')];
  return rest.split('\n').map((piece) => piece.replace(/^[\s,:·.]+|[\s,:·]+$/g, ''));
}

/** As a whole, or each of what a row joins by commas. */
const isForeign = (text: string): boolean => !isData(text) && !text.split(', ').every(isData);

/** Without texts that are made to break what shows them, and without the inbox that is in Arabic whatever the switch says. */
const readable = stories.filter(({id, name}) => !name.startsWith('Hostile') && id !== 'inbox-inbox--right-to-left');

for (const {id, title, name} of readable) {
  test(`${title} › ${name} has no English of its own`, async ({page}) => {
    await page.addInitScript(watchStory);
    await page.goto(`${addresses.storybook()}/iframe.html?viewMode=story&id=${id}&globals=locale:${PSEUDO}`);
    // Stories press what they find by its English name, and end early where they find nothing.
    await page.evaluate(() => window.storyOutcome);
    const texts = await page.evaluate(textsOf);
    const english = texts.flatMap(outside).filter(isForeign);
    expect(english).toEqual([]);
  });
}
