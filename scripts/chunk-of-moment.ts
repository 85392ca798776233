import {readdirSync} from 'node:fs';
import {join} from 'node:path';

interface ModuleGraph {
  getModuleInfo(id: string): {
    readonly importedIds: readonly string[];
    readonly dynamicallyImportedIds: readonly string[];
  } | null;
}

/** The entry of the script-tag files. */
const ENTRY = 'browser.ts';
/** The elements that an inbox loads when a conversation is about to be opened. */
const THREAD = ['components/message-thread/define.ts', 'components/reply-box/define.ts'];

/**
 * Puts what pages load at one moment into one chunk: that compresses better, and is one request. `core` is what the
 * entry needs from the start and what every provider over HTTP needs; `thread` is what opening a conversation adds, unless
 * a provider needs it as well. Everything else is left to the bundler.
 *
 * @param src the folder of the sources
 */
export function chunkOfMoment(src: string): (id: string, graph: ModuleGraph) => string | null {
  let chunks: ReadonlyMap<string, string> | undefined;
  return (id, graph) => (chunks ??= chunksOf(src, graph)).get(id) ?? null;
}

function chunksOf(src: string, graph: ModuleGraph): Map<string, string> {
  const core = withImports([join(src, ENTRY)], graph);
  const late = [...core].flatMap((id) => graph.getModuleInfo(id)?.dynamicallyImportedIds ?? []);
  const elements = THREAD.map((file) => join(src, file));
  const opening = late.filter((id) => elements.some((element) => withImports([id], graph).has(element)));
  const providers = readdirSync(join(src, 'providers'), {withFileTypes: true})
    .filter((entry) => entry.isDirectory())
    .map(({name}) => withImports([join(src, 'providers', name, 'index.ts')], graph));
  // The embedded provider speaks no HTTP.
  const overHttp = providers.filter((modules) => modules.has(join(src, 'adapter/http.ts')));
  const usersOf = (id: string): number => providers.filter((modules) => modules.has(id)).length;

  const chunks = new Map<string, string>();
  for (const id of withImports(opening, graph)) if (usersOf(id) === 0) chunks.set(id, 'thread');
  const [first = new Set<string>(), ...others] = overHttp;
  for (const id of first) if (others.every((modules) => modules.has(id))) chunks.set(id, 'core');
  for (const id of core) chunks.set(id, 'core');
  return chunks;
}

/** The modules, and all that they import statically. */
function withImports(ids: readonly string[], graph: ModuleGraph): Set<string> {
  const found = new Set<string>();
  const waiting = [...ids];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    waiting.push(...(graph.getModuleInfo(next)?.importedIds ?? []));
  }
  return found;
}
