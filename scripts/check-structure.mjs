// What keeps the sources readable: no import cycles, no module-level state without a reason, no file too long to read.
import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';
import ts from 'typescript';

const OF_THE_PAGE = 'the page has one';
const EXPENSIVE = 'costly to make and never changes: made with its first use';
const WITH_ITS_KEY = 'goes with the object that it belongs to, which cannot hold it itself';

/** State that modules hold, and why. Where it can be a field of an object, it is one, and is not listed here. */
const STATE_WITH_A_REASON = {
  'src/components/moved-styles.ts copies': WITH_ITS_KEY,
  'src/controllers/clock-controller.ts ticking': `${OF_THE_PAGE} timer for all relative times: these are its elements`,
  'src/controllers/clock-controller.ts timer': `${OF_THE_PAGE} timer for all relative times`,
  'src/controllers/clock-controller.ts wakesAt': 'when that timer fires',
  'src/controllers/contexts.ts rooted': 'documents that have their context root',
  'src/controllers/server-drawing.ts words': EXPENSIVE,
  'src/i18n/localizer.ts englishForms': 'marks words of the modules, of which there is one each',
  'src/model/calendar-day.ts zones': EXPENSIVE,
  'src/controllers/renderers.ts places': 'marks nodes of the page, which has each of them once',
  'src/controllers/renderers.ts reported': 'marks functions of the page whose faults were reported',
  'src/controllers/request.ts taken': 'marks events of the DOM, which cross inboxes',
  'src/controllers/send-holds.ts holds': 'what belongs to a store, for parts that know only that',
  'src/model/find-messages.ts folded': 'messages never change: the folded text of one is worked out once',
  'src/model/gsm-text.ts SEPTETS': 'a table, filled while the module loads',
  'src/model/message-list.ts MessageList.#empty': 'a list never changes: made with its first use',
  'src/providers/bird/mock/workspace.ts workspaces': WITH_ITS_KEY,
  'src/providers/surge/mock/ids.ts PROMISED': WITH_ITS_KEY,
  'src/providers/surge/mock/to-wire.ts EXTRAS': WITH_ITS_KEY,
  'src/util/graphemes.ts segmenter': EXPENSIVE,
};

/** Lines that can be read in one sitting. */
const LONGEST = {src: 400, test: 500};
/** Whether longer files fail the check or are only listed. */
const LENGTH_FAILS = false;

/** Values that nothing can change, or that are as good as that. */
const STATELESS = /^(?:Intl\.\w+|RegExp|TextEncoder|TextDecoder|URL|Error)$/;
/** What Lit and the platform read from a class. */
const OF_LIT = new Set(['styles', 'shadowRootOptions', 'formAssociated']);
const COLLECTION = /^(?:Weak)?(?:Map|Set)$/;

const root = resolve(import.meta.dirname, '..');

const filesIn = (folder) =>
  readdirSync(join(root, folder), {recursive: true, withFileTypes: true})
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .filter((file) => !file.includes('node_modules'))
    .sort();

const read = (file) => readFileSync(join(root, file), 'utf8');
const parse = (file) => ts.createSourceFile(file, read(file), ts.ScriptTarget.ES2022, true);

const sources = new Map(filesIn('src').map((file) => [file, parse(file)]));

/** What a file imports from the start. Types count: a cycle of types is as hard to read. */
function importsOf(file, source) {
  return source.statements
    .filter((node) => ts.isImportDeclaration(node) || ts.isExportDeclaration(node))
    .map((node) => node.moduleSpecifier?.text)
    .filter((path) => path?.startsWith('.'))
    .map((path) => join(dirname(file), path).replace(/\.js$/, '.ts'))
    .filter((target) => sources.has(target));
}

/** Groups of files of which each reaches every other: Tarjan's algorithm. */
function cyclesIn(graph) {
  const order = new Map();
  const low = new Map();
  const stack = [];
  const cycles = [];
  const visit = (file) => {
    order.set(file, order.size);
    low.set(file, order.get(file));
    stack.push(file);
    for (const target of graph.get(file)) {
      if (!order.has(target)) visit(target);
      if (stack.includes(target)) low.set(file, Math.min(low.get(file), low.get(target)));
    }
    if (low.get(file) !== order.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1 || graph.get(file).includes(file)) cycles.push(group.sort());
  };
  for (const file of graph.keys()) if (!order.has(file)) visit(file);
  return cycles;
}

/** Names of what a module can change while it runs. A collection that nothing is put into is a table. */
function* stateIn(source) {
  for (const node of source.statements) {
    if (ts.isVariableStatement(node)) {
      const canBeSet = !(node.declarationList.flags & ts.NodeFlags.Const);
      for (const {name, initializer} of node.declarationList.declarations) {
        if (canBeSet || holdsState(name, initializer, source)) yield name.getText(source);
      }
    } else if (ts.isClassDeclaration(node)) {
      for (const member of node.members) {
        if (!ts.isPropertyDeclaration(member)) continue;
        const flags = ts.getCombinedModifierFlags(member);
        if (!(flags & ts.ModifierFlags.Static) || OF_LIT.has(member.name.getText(source))) continue;
        if (!(flags & ts.ModifierFlags.Readonly) || holdsState(member.name, member.initializer, source)) {
          yield `${node.name?.text}.${member.name.getText(source)}`;
        }
      }
    }
  }
}

function holdsState(name, value, source) {
  if (!value) return false;
  const created = ts.isNewExpression(value) ? value.expression.getText(source) : undefined;
  if (created !== undefined && !COLLECTION.test(created)) return !STATELESS.test(created);
  if (created === undefined && !ts.isArrayLiteralExpression(value) && !ts.isObjectLiteralExpression(value))
    return false;
  const text = name.getText(source).replaceAll('$', '\\$');
  const change = `\\b${text}(?:\\.(?:set|add|delete|clear|push|pop|shift|unshift|splice|sort)\\(|(?:\\.\\w+|\\[[^\\]]+\\])\\s*=[^=>])`;
  return new RegExp(change).test(source.text) || new RegExp(`Object\\.assign\\(${text}\\b`).test(source.text);
}

const linesOf = (text) => text.split('\n').length - 1;
/** A language is one table, which nobody reads in one sitting. */
const isLanguage = (file) => file.startsWith('src/locales/');
const tooLong = (folder) =>
  filesIn(folder)
    .filter((file) => !isLanguage(file))
    .map((file) => ({file, lines: linesOf(read(file))}))
    .filter(({lines}) => lines > LONGEST[folder])
    .sort((a, b) => b.lines - a.lines);

const failures = [];

const cycles = cyclesIn(new Map([...sources].map(([file, source]) => [file, importsOf(file, source)])));
for (const cycle of cycles) failures.push(`Import cycle: ${cycle.join(', ')}`);

const state = [...sources].flatMap(([file, source]) => [...stateIn(source)].map((name) => `${file} ${name}`));
console.log('Module-level state');
for (const place of state) {
  const reason = STATE_WITH_A_REASON[place];
  console.log(`  ${place}: ${reason ?? 'no reason given'}`);
  if (!reason)
    failures.push(
      `${place} is module-level state: move it into an object, or give its reason in scripts/check-structure.mjs.`,
    );
}
for (const place of Object.keys(STATE_WITH_A_REASON)) {
  if (!state.includes(place)) failures.push(`${place} is gone: take it off the list in scripts/check-structure.mjs.`);
}

for (const folder of Object.keys(LONGEST)) {
  for (const {file, lines} of tooLong(folder)) {
    const text = `${file} has ${lines} lines, more than ${LONGEST[folder]}.`;
    if (LENGTH_FAILS) failures.push(text);
    else console.log(text);
  }
}

console.log(
  `${sources.size} files in src, ${cycles.length} import cycles, ${state.length} places with module-level state`,
);
for (const failure of failures) console.error(failure);
process.exitCode = failures.length > 0 ? 1 : 0;
