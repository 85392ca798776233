import {existsSync, readdirSync} from 'node:fs';
import {dirname, join, relative, resolve} from 'node:path';

const root = resolve(import.meta.dirname, '..');
const providersFolder = join(root, 'src/providers');

/** The vendors, as the folders name them: adding one changes nothing here. */
export const vendors = existsSync(providersFolder)
  ? readdirSync(providersFolder, {withFileTypes: true})
      .filter((entry) => entry.isDirectory() && entry.name !== 'memory')
      .map((entry) => entry.name)
  : [];

/** What each floor may import besides its own folder. */
const FLOORS = {
  util: [],
  model: ['util'],
  adapter: ['util', 'model'],
  backend: ['util', 'model'],
  providers: ['util', 'model', 'adapter'],
  store: ['util', 'model', 'adapter'],
  gateway: ['util', 'model', 'adapter'],
  conformance: ['util', 'model', 'adapter'],
  i18n: ['util', 'model'],
  locales: ['i18n'],
  styles: [],
  virtual: ['util'],
  controllers: ['util', 'model', 'adapter', 'store', 'i18n', 'virtual'],
  components: ['util', 'model', 'adapter', 'store', 'i18n', 'styles', 'virtual', 'controllers'],
};

/** The floors that run where there is no page: no packages, no globals of the DOM. */
export const FRAMEWORK_FREE = [
  'util',
  'model',
  'adapter',
  'backend',
  'providers',
  'store',
  'gateway',
  'conformance',
  'i18n',
  'locales',
];

/** A provider's `mock.ts`, and what it is split into: `mock-*.ts` or `mock/*.ts`. */
const isMock = (path) => /^providers\/[^/]+\/mock[-./]/.test(path);
/** The half of a provider that runs on the host's server. */
const isServerHalf = (path) => /^providers\/[^/]+\/gateway\.ts$/.test(path.replace(/\.js$/, '.ts'));
const usesBackend = (path) => isMock(path) || path.startsWith('providers/memory/');

/** @returns why `file` may not import `target` (both relative to src), or nothing */
function objection(file, target) {
  const [floor] = file.split('/');
  const [targetFloor] = target.split('/');
  // The entries (index, define, browser) sit above every floor; they load providers by glob, never by name.
  if (!(floor in FLOORS)) {
    if (['providers', 'backend'].includes(targetFloor)) return `an entry does not import ${targetFloor}`;
    return undefined;
  }
  if (floor === 'providers' && targetFloor === 'providers') {
    const own = dirname(file).split('/')[1];
    if (target.split('/')[1] !== own) return 'one provider does not know another';
    if (isMock(target) && !isMock(file)) return 'an adapter does not import its mock';
    if (isServerHalf(target)) return 'a page does not load what runs on the server';
    return undefined;
  }
  if (floor === targetFloor || FLOORS[floor].includes(targetFloor)) return undefined;
  if (floor === 'providers' && targetFloor === 'gateway') {
    return isServerHalf(file) ? undefined : 'only the server half of a provider uses the gateway';
  }
  if (floor === 'providers' && targetFloor === 'backend') {
    return usesBackend(file) ? undefined : 'only mocks and the memory provider use the backend';
  }
  return `${floor} does not import ${targetFloor}`;
}

/** @returns why `file` may not import the package, or nothing */
function packageObjection(file, name) {
  const [floor] = file.split('/');
  if (/^msw(\/|$)/.test(name)) return isMock(file) ? undefined : 'only mocks import msw';
  // What is kept on a device is kept by the browser; the rest of the store runs anywhere.
  if (file.startsWith('store/storage/')) return name === 'idb' ? undefined : 'storage imports idb and no other package';
  return FRAMEWORK_FREE.includes(floor) ? `${floor} imports no package` : undefined;
}

/** An ESLint rule: a file in src imports only from its own folder or a floor below. */
export const importFloors = {
  meta: {type: 'problem', schema: [], messages: {floor: '{{reason}} (imports "{{source}}").'}},
  create(context) {
    const src = join(root, 'src');
    const file = relative(src, context.filename);
    const check = (node) => {
      const source = node?.value;
      if (typeof source !== 'string') return;
      const reason = source.startsWith('.')
        ? objection(file, relative(src, resolve(dirname(context.filename), source)))
        : packageObjection(file, source);
      if (reason) context.report({node, messageId: 'floor', data: {reason, source}});
    };
    return {
      ImportDeclaration: (node) => check(node.source),
      ExportNamedDeclaration: (node) => check(node.source),
      ExportAllDeclaration: (node) => check(node.source),
      ImportExpression: (node) => check(node.source),
      TSImportType: (node) => check(node.source ?? node.argument?.literal),
    };
  },
};
