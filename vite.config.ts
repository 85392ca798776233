import {readdirSync, readFileSync} from 'node:fs';
import {basename, dirname} from 'node:path';
import {fileURLToPath} from 'node:url';
import {defineConfig, type Plugin, type UserConfig} from 'vite';
import {bundleReport} from './test/support/bundle-report.js';
import {retriedImports} from './test/support/retried-imports.js';
import {shrinkSources} from './test/support/shrink-plugin.js';

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

const demo: UserConfig = {
  root: fromRoot('stories/demo'),
  base: './',
  plugins: [mockServiceWorker()],
  build: {target: 'es2022', outDir: fromRoot('node_modules/.cache/demo'), emptyOutDir: true},
};

// In library mode `minify: true` alone would keep the white space of ES modules.
const minify = {compress: true, mangle: true, codegen: {removeWhitespace: true}} as const;

type ModuleInfo = {getModuleInfo(id: string): {importedIds: readonly string[]} | null};

/** The modules, and all that they import from the start. */
function withImports(files: readonly string[], context: ModuleInfo): Set<string> {
  const found = new Set<string>();
  const waiting = files.map(fromRoot);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(context.getModuleInfo(next)?.importedIds ?? []));
  }
  return found;
}

/**
 * What pages load at one moment is one chunk: that compresses better, and is one request. `core` is all that the entry
 * needs from the start, `thread` what opening a conversation adds, unless a provider needs it as well.
 */
function chunkOfMoment(): (id: string, context: ModuleInfo) => string | null {
  let moments: {readonly core: Set<string>; readonly thread: Set<string>; readonly providers: Set<string>} | undefined;
  return (id, context) => {
    moments ??= {
      // Every provider but the embedded one speaks HTTP.
      core: withImports(
        ['src/browser.ts', 'src/adapter/http.ts', 'src/adapter/polling.ts', 'src/model/page.ts'],
        context,
      ),
      thread: withImports(['src/components/inbox/thread-pane.ts', 'src/store/history-rules.ts'], context),
      providers: withImports(
        readdirSync(fromRoot('src/providers'), {withFileTypes: true}).flatMap((entry) =>
          entry.isDirectory() ? [`src/providers/${entry.name}/index.ts`] : [],
        ),
        context,
      ),
    };
    if (moments.core.has(id)) return 'core';
    return moments.thread.has(id) && !moments.providers.has(id) ? 'thread' : null;
  };
}

/**
 * Before a conversation is open, a page weighs less than a bare list and input of the next lightest kit (51 kB); whoever
 * opens one waits for little more than half as much again.
 */
const stages = [
  {name: 'inbox + amplifi', chunks: ['amplifi'], budget: 45_000},
  {name: 'inbox + amplifi, a conversation open', chunks: ['thread'], budget: 69_000},
];

/** Of these files nearly every function runs for the first paint of an inbox with an open conversation. */
const isForFirstPaint = ({name, facadeModuleId}: {name: string; facadeModuleId: string | null}): boolean =>
  ['core', 'thread'].includes(name) ||
  /(?:message-bubble.extras|conversation-actions.define)\./.test(facadeModuleId ?? '');

/** Script-tag files: an entry with everything a first paint needs, and the providers in chunks loaded when asked for. */
const browser: UserConfig = {
  publicDir: false,
  plugins: [shrinkSources(fromRoot('src')), retriedImports(), bundleReport({stages})],
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: true,
    sourcemap: true,
    reportCompressedSize: false,
    lib: {entry: 'src/browser.ts', formats: ['es'], fileName: () => 'parlor.js'},
    rolldownOptions: {
      output: {
        minify,
        comments: false,
        // Browsers that know the hint compile the file while it arrives, beside the main thread. Elsewhere it is a comment.
        postBanner: (chunk) => (isForFirstPaint(chunk) ? '//# allFunctionsCalledOnLoad' : ''),
        codeSplitting: {groups: [{name: chunkOfMoment()}]},
        chunkFileNames({facadeModuleId, name}) {
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
  plugins: [shrinkSources(fromRoot('src')), bundleReport()],
  build: {
    target: 'es2022',
    outDir: 'dist/browser',
    emptyOutDir: false,
    sourcemap: true,
    reportCompressedSize: false,
    lib: {entry: 'src/browser-all.ts', name: 'Parlor', formats: ['iife'], fileName: () => 'parlor.all.js'},
    rolldownOptions: {output: {minify, comments: false}},
  },
};

export default defineConfig(({mode}) => (mode === 'browser' ? browser : mode === 'browser-all' ? browserAll : demo));
