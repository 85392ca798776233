import {readdirSync} from 'node:fs';
import {gzipSync} from 'node:zlib';
import {fileURLToPath} from 'node:url';
import {build} from 'vite';

const dist = fileURLToPath(new URL('../dist', import.meta.url));

/** What is loaded at once for some of the package's entries, with Lit, minified and gzipped; in bytes. */
const BUDGETS = [
  // A thread that draws only what is near the reader, and everything to write with.
  {entries: ['components/message-thread', 'components/reply-box'], budget: 75_700},
  // Half of it is Lit, words and styles that the other elements share.
  {entries: ['components/conversation-list'], budget: 42_900},
  // The thread and the reply box come when a conversation is about to be opened.
  {entries: ['components/inbox'], budget: 97_100},
  // On servers, workers among them.
  {entries: ['gateway'], budget: 9_100},
];

const entryId = 'virtual:entry';

/** An element registers itself, and so does a language; of anything else all that is exported counts. */
const lineOf = (name) =>
  name.startsWith('locales/')
    ? `import '${dist}/${name}';`
    : name.startsWith('components/')
      ? `import '${dist}/${name}/define.js';`
      : `import * as all from '${dist}/${name}/index.js'; globalThis.all = all;`;

async function firstLoadOf(entries) {
  const {output} = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entryId ? id : undefined),
        load: (id) => (id === entryId ? entries.map(lineOf).join('\n') : undefined),
      },
    ],
    build: {write: false, target: 'es2022', modulePreload: false, rolldownOptions: {input: entryId}},
  });
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set();
  const need = (fileName) => {
    if (needed.has(fileName)) return;
    needed.add(fileName);
    chunks.get(fileName).imports.forEach(need);
  };
  need(output.find(({isEntry}) => isEntry).fileName);
  return [...needed].reduce((sum, fileName) => sum + gzipSync(chunks.get(fileName).code, {level: 9}).length, 0);
}

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(1)} kB`;

for (const {entries, budget} of BUDGETS) {
  const size = await firstLoadOf(entries);
  console.log(`${kilobytes(size).padStart(9)}  parlor/${entries.join(' + ')}, of ${kilobytes(budget)} allowed`);
  if (size > budget) process.exitCode = 1;
}

// What a language adds, once it is asked for; next to nothing of it is code.
const LANGUAGE_BUDGET = 12_000;
const languages = readdirSync(`${dist}/locales`).filter((file) => file.endsWith('.js') && file !== 'index.js');
for (const file of languages) {
  const size = await firstLoadOf([`locales/${file}`]);
  console.log(`${kilobytes(size).padStart(9)}  parlor/locales/${file.replace('.js', '')}`);
  if (size > LANGUAGE_BUDGET) process.exitCode = 1;
}
