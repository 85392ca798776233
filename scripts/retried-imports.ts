import MagicString from 'magic-string';
import type {Plugin} from 'vite';

/**
 * The helper of a chunk, hoisted whole since a chunk may import while it runs; the minifier shortens its name. What one
 * chunk got at another address than its own is what every chunk gets, or the page would have the same module twice.
 */
const HELPER = `
function importAgain(path) {
  const {href} = new URL(path, import.meta.url);
  const again = (globalThis[Symbol.for('parlor-imports')] ??= {});
  return again[href] ?? import(href).catch(() => again[href] ??= import(href + '?' + Date.now()).catch((error) => {
    delete again[href];
    throw error;
  }));
}
`;

const LATE_IMPORT = /\bimport\((["'`]\.\/[^"'`]+["'`])\)/g;
const EARLY_IMPORT = /^import\s*(?:\{([^}]*)\}\s*from\s*)?(["']\.\/[^"']+["']);?$/gm;

interface ChunkGraph {
  readonly chunks: Readonly<Record<string, {readonly isEntry: boolean; readonly imports: readonly string[]}>>;
}

/**
 * Lets a later file that did not arrive be asked for again, also one that it shares with others. A browser keeps the
 * failure for as long as the page lives, under that address: the second attempt, and every later one that fails, has an
 * address of its own. A file that imports another the usual way could never ask for it anew, so that those that come
 * late wait for what they share instead.
 */
export function retriedImports(): Plugin {
  return {
    name: 'retried-imports',
    apply: 'build',
    renderChunk(code, {fileName}, _options, graph) {
      const output = new MagicString(code);
      const present = fromTheStart(graph);
      if (!present.has(fileName)) awaitShared(output, code, present);
      output.replaceAll(LATE_IMPORT, 'importAgain($1)');
      if (!output.hasChanged()) return undefined;
      output.append(HELPER);
      return {code: output.toString(), map: output.generateMap({hires: 'boundary'})};
    },
  };
}

/** The files that are there before anything else is asked for. */
function fromTheStart({chunks}: ChunkGraph): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = Object.entries(chunks).flatMap(([name, {isEntry}]) => (isEntry ? [name] : []));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(chunks[name]?.imports ?? []));
  }
  return found;
}

/** All at once: none of them needs another one that is not named here as well. */
function awaitShared(output: MagicString, code: string, present: ReadonlySet<string>): void {
  const names: string[] = [];
  const paths: string[] = [];
  for (const {0: statement, 1: bindings = '', 2: path = '', index} of code.matchAll(EARLY_IMPORT)) {
    const file = path.slice(3, -1);
    if ([...present].some((name) => name === file || name.endsWith(`/${file}`))) continue;
    output.remove(index, index + statement.length);
    names.push(`{${bindings.replace(/\s+as\s+/g, ': ')}}`);
    paths.push(`importAgain(${path})`);
  }
  if (paths.length > 0) output.prepend(`const [${names.join(', ')}] = await Promise.all([${paths.join(', ')}]);\n`);
}
