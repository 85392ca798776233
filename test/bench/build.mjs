// Bundles the pages in peers/ into dist/, all or those named, and weighs what each loads at once.
import {cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {brotliCompressSync, constants, gzipSync} from 'node:zlib';
import {build} from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const dist = join(here, 'dist');
const sizesFile = join(dist, 'sizes.json');

const ASSETS = ['svg', 'png', 'gif', 'mp3', 'woff', 'woff2', 'ttf', 'eot'];
const common = {
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  jsx: 'automatic',
  legalComments: 'none',
  external: ['./script-tag/*'],
  logLevel: 'error',
  define: {'process.env.NODE_ENV': '"production"'},
  loader: Object.fromEntries(ASSETS.map((type) => [`.${type}`, 'file'])),
  // For the project's own sources.
  tsconfigRaw: {compilerOptions: {experimentalDecorators: true, useDefineForClassFields: false, target: 'es2022'}},
};

/**
 * Puts the project's script-tag files beside its page, as they are shipped. `later.js` imports those that come when a
 * conversation is opened, so that they are weighed as well.
 */
function copyScriptTag(folder) {
  const shipped = join(here, '../../dist/browser');
  if (!existsSync(shipped)) throw new Error('There are no script-tag files yet: run `npm run build` first.');
  cpSync(shipped, folder, {recursive: true, filter: (file) => !file.endsWith('.map')});
  const later = readdirSync(join(folder, 'chunks')).filter((file) => LATER.test(file));
  writeFileSync(join(folder, 'later.js'), later.map((file) => `import './chunks/${file}';\n`).join(''));
}

const LATER = /^(?:thread|conversation-actions)-[\w-]{8}\.js$/;

/** A shipped file and all that it imports statically. */
function shippedWithImports(file, found = new Set()) {
  if (found.has(file)) return found;
  found.add(file);
  const code = readFileSync(join(here, file), 'utf8');
  for (const [, path] of code.matchAll(/(?:from|import)\s*["'](\.[^"']+)["']/g)) {
    shippedWithImports(join(dirname(file), path), found);
  }
  return found;
}

/** The entry, what it imports statically, and its stylesheet; the rest is loaded when it is needed. */
function loadedAtOnce(outputs, entry) {
  const seen = new Set();
  const visit = (file) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const {kind, path, external} of outputs[file].imports) {
      if (external) for (const shipped of shippedWithImports(join(dirname(file), path))) seen.add(shipped);
      else if (kind === 'import-statement') visit(path);
    }
  };
  visit(entry);
  if (outputs[entry].cssBundle) seen.add(outputs[entry].cssBundle);
  return [...seen];
}

function weigh(files) {
  const total = {min: 0, gzip: 0, brotli: 0};
  for (const file of files) {
    const bytes = readFileSync(join(here, file));
    total.min += bytes.length;
    total.gzip += gzipSync(bytes, {level: 9}).length;
    total.brotli += brotliCompressSync(bytes, {params: {[constants.BROTLI_PARAM_QUALITY]: 11}}).length;
  }
  return total;
}

const page = (name, stylesheet) => `<!doctype html>
<meta charset="utf-8" />
<title>${name}</title>
<link rel="icon" href="data:," />
<style>${readFileSync(join(here, 'page/page.css'), 'utf8')}</style>
${stylesheet ? `<link rel="stylesheet" href="${stylesheet}" />` : ''}
<div id="app"></div>
<script type="module" src="page.js"></script>
<script type="module" src="../harness.js"></script>
`;

const only = process.argv.slice(2);
mkdirSync(dist, {recursive: true});
await build({...common, entryPoints: ['page/harness.js'], outfile: join(dist, 'harness.js')});
const sizes = existsSync(sizesFile) ? JSON.parse(readFileSync(sizesFile, 'utf8')) : {};
for (const file of readdirSync(join(here, 'peers'))) {
  const name = file.replace(/\.jsx?$/, '');
  if (only.length > 0 && !only.includes(name)) continue;
  const outdir = join(dist, name);
  rmSync(outdir, {recursive: true, force: true});
  if (name === 'parlor') copyScriptTag(join(outdir, 'script-tag'));
  const {metafile} = await build({
    ...common,
    entryPoints: {page: `peers/${file}`},
    outdir,
    splitting: true,
    metafile: true,
  });
  const {outputs} = metafile;
  const [entry] = Object.entries(outputs).find(([, {entryPoint}]) => entryPoint === `peers/${file}`);
  sizes[name] = {total: weigh(loadedAtOnce(outputs, entry))};
  const {cssBundle} = outputs[entry];
  writeFileSync(join(outdir, 'index.html'), page(name, cssBundle && relative(`dist/${name}`, cssBundle)));
  console.log(name.padEnd(18), sizes[name].total);
}
writeFileSync(sizesFile, JSON.stringify(sizes, null, 1));
