import {readdirSync, readFileSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {defineConfig, type Plugin, type UserConfig} from 'vite';
import {bundleReport} from './scripts/bundle-report.js';
import {chunkOfMoment} from './scripts/chunk-of-moment.js';
import {licenceNotices} from './scripts/licence-notices.js';
import {retriedImports} from './scripts/retried-imports.js';
import {tightTemplates} from './scripts/tight-templates.js';

const fromRoot = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Serves the msw worker straight from its package, so that no copy of it lives in the repository. */
function mockServiceWorker(): Plugin {
  const fileName = 'mockServiceWorker.js';
  const source = readFileSync(fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js')), 'utf8');
  return {
    name: 'mock-service-worker',
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_request, response) => {
        response.setHeader('content-type', 'text/javascript').end(source);
      });
    },
    generateBundle() {
      this.emitFile({type: 'asset', fileName, source});
    },
  };
}

/** The style sheets that a page can link beside the script. */
function themes(): Plugin {
  const folder = fromRoot('src/themes/');
  return {
    name: 'themes',
    generateBundle() {
      for (const name of readdirSync(folder)) {
        this.emitFile({type: 'asset', fileName: `themes/${name}`, source: readFileSync(folder + name)});
      }
    },
  };
}

const demo: UserConfig = {
  root: fromRoot('stories/demo'),
  base: './',
  plugins: [tightTemplates(fromRoot('src/')), mockServiceWorker()],
  build: {
    target: 'es2022',
    // Browsers that know `light-dark()`: what is made of it for others finds no `color-scheme` where only the page's `meta` says it.
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    outDir: fromRoot('node_modules/.cache/demo'),
    emptyOutDir: true,
  },
};

// In library mode `minify: true` alone would keep the white space of ES modules.
const minify = {compress: true, mangle: true, codegen: {removeWhitespace: true}} as const;

/** What the files weigh may only fall from here: the aim is 50 kB for the list and 78 kB with a conversation open. */
const stages = [
  {name: 'inbox + amplifi', chunks: ['amplifi'], budget: 103_200},
  {name: 'inbox + amplifi, a conversation open', chunks: ['thread'], budget: 142_600},
];

/** Of these files nearly every function runs for the first paint of an inbox with an open conversation. */
const isForFirstPaint = ({name, facadeModuleId}: {name: string; facadeModuleId: string | null}): boolean =>
  ['core', 'thread'].includes(name) || facadeModuleId?.includes('/conversation-actions/') === true;

/** Script-tag files: an entry with everything a first paint needs, and the providers in chunks loaded when asked for. */
const browser: UserConfig = {
  publicDir: false,
  plugins: [tightTemplates(fromRoot('src/')), retriedImports(), licenceNotices(), themes(), bundleReport({stages})],
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: true,
    // For hosts that want them; the package is a third smaller without.
    sourcemap: 'hidden',
    reportCompressedSize: false,
    lib: {entry: 'src/browser.ts', formats: ['es'], fileName: () => 'parlor.js'},
    rolldownOptions: {
      output: {
        minify,
        comments: false,
        // Browsers that know the hint compile the file while it arrives, beside the main thread. Elsewhere it is a comment.
        postBanner: (chunk) => (isForFirstPaint(chunk) ? '//# allFunctionsCalledOnLoad' : ''),
        codeSplitting: {groups: [{name: chunkOfMoment(fromRoot('src'))}]},
        chunkFileNames({facadeModuleId, name}) {
          if (facadeModuleId?.includes('/locales/')) return `chunks/locale-${name}-[hash].js`;
          // Many of these have the same name; their folders tell them apart.
          const isNamedByFolder = facadeModuleId && ['index', 'define', 'extras'].includes(name);
          return `chunks/${isNamedByFolder ? basename(dirname(facadeModuleId)) : name}-[hash].js`;
        },
      },
    },
  },
};

/** The same in one classic script, for hosts that can carry only one file. */
const browserAll: UserConfig = {
  publicDir: false,
  plugins: [tightTemplates(fromRoot('src/')), licenceNotices(), bundleReport()],
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: false,
    sourcemap: 'hidden',
    reportCompressedSize: false,
    lib: {entry: 'src/browser-all.ts', name: 'Parlor', formats: ['iife'], fileName: () => 'parlor.all.js'},
    rolldownOptions: {output: {minify, comments: false}},
  },
};

export default defineConfig(({mode}) => (mode === 'browser' ? browser : mode === 'browser-all' ? browserAll : demo));
