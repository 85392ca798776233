import {existsSync, readdirSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {expect, test} from '@playwright/test';

const root = fileURLToPath(new URL('../../', import.meta.url));
const file = join(root, 'dist/custom-elements.json');

interface Named {
  readonly name: string;
  readonly description?: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[];
  readonly cssStates?: readonly Named[];
  readonly cssProperties?: readonly Named[];
}

interface Manifest {
  readonly modules: readonly {readonly path: string; readonly declarations?: readonly Declaration[]}[];
}

const sources = readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'})
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({path, text: readFileSync(join(root, 'src', path), 'utf8')}));

/** The elements, by the folder that each has to itself. */
function elements(): ReadonlyMap<string, Declaration> {
  expect(existsSync(file), 'run `npm run build` first').toBe(true);
  const {modules} = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  return new Map(
    modules.flatMap(({path, declarations = []}) =>
      declarations.filter(({tagName}) => tagName).map((declaration) => [basename(dirname(path)), declaration] as const),
    ),
  );
}

/** What matches in the code of a folder, its comments left out. */
function namesIn(folder: string, pattern: RegExp): readonly string[] {
  const code = sources
    .filter(({path}) => dirname(path) === join('components', folder))
    .map(({text}) => text.replace(/^ *\*.*$/gm, ''))
    .join('\n');
  const found = [...code.matchAll(pattern)].flatMap(([, names = '']) => names.split(/[\s,]+/));
  return [...new Set(found)].sort();
}

const missing = (names: readonly string[], documented: readonly Named[] = []): readonly string[] =>
  names.filter((name) => !documented.some((entry) => entry.name === name && entry.description));

test('every slot of an element is documented', () => {
  for (const [folder, {slots}] of elements()) {
    expect(missing(namesIn(folder, /<slot name="([\w-]+)"/g), slots), folder).toEqual([]);
  }
});

test('every state of an element is documented, and no other', () => {
  const all = elements();
  expect(all.size).toBeGreaterThan(15);
  for (const [folder, {cssStates = []}] of all) {
    const code = sources
      .filter(({path}) => dirname(path) === join('components', folder))
      .map(({text}) => text)
      .join('');
    if (!/CustomStates\(|extends InboxElement/.test(code)) expect(cssStates, folder).toEqual([]);
    else expect(cssStates.length, folder).toBeGreaterThan(0);
    for (const {name, description} of cssStates) {
      expect(description, name).toBeTruthy();
      const told = sources.some(({path, text}) => path.startsWith('components/') && text.includes(`${name}`));
      expect(told, name).toBe(true);
    }
  }
});

test('every part that an inbox hands on is documented with it', () => {
  const inbox = elements().get('inbox');
  expect(missing(namesIn('inbox', /exportparts="([\w ,-]+)"/g), inbox?.cssParts)).toEqual([]);
});

test('every custom property that a page can set is documented', () => {
  const documented = [...elements().values()].flatMap(({cssProperties = []}) => cssProperties);
  const read = new Set(sources.flatMap(({text}) => text.match(/var\(\s*--parlor-[\w-]+/g) ?? []));
  const names = [...read].map((use) => use.replace(/^var\(\s*/, ''));
  expect(names.length).toBeGreaterThan(30);
  expect(missing(names, documented)).toEqual([]);
});

interface EditorTag {
  readonly name: string;
  readonly attributes: readonly {readonly name: string; readonly values: readonly Named[]}[];
}

test('editors are told of every element, and of the words that its attributes take', () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, 'dist', name), 'utf8'));
  const {tags} = read('vscode.html-custom-data.json') as {readonly tags: readonly EditorTag[]};
  const {contributions} = read('web-types.json') as {
    readonly contributions: {readonly html: {readonly elements: readonly Named[]}};
  };
  const names = [...elements().values()].map(({tagName = ''}) => tagName).sort();
  expect(tags.map(({name}) => name).sort()).toEqual(names);
  expect(contributions.html.elements.map(({name}) => name).sort()).toEqual(names);

  const wordsOf = (tag: string, attribute: string): readonly string[] | undefined =>
    tags
      .find(({name}) => name === tag)
      ?.attributes.find(({name}) => name === attribute)
      ?.values.map(({name}) => name)
      .sort();
  expect(wordsOf('parlor-inbox', 'theme')).toEqual(['auto', 'dark', 'light']);
  expect(wordsOf('parlor-launcher', 'send-key'), 'also of what it inherits').toEqual([
    'auto',
    'enter',
    'modifier-enter',
  ]);
  // The name of a type is none.
  const all = tags.flatMap(({attributes}) => attributes.flatMap(({values}) => values.map(({name}) => name)));
  expect(all.filter((word) => !/^[a-z-]+$/.test(word))).toEqual([]);

  const css = read('vscode.css-custom-data.json') as {readonly properties: readonly Named[]};
  const properties = css.properties.map(({name}) => name);
  expect(properties).toContain('--parlor-font-family');
  expect(properties.length, 'each once').toBe(new Set(properties).size);
});
