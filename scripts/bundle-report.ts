import {basename} from 'node:path';
import {gzipSync} from 'node:zlib';
import type {Plugin, Rolldown} from 'vite';

/** What must never reach a browser: decorators the compiler passed through, and Node's environment. */
const UNTRANSFORMED = /@customElement\(|\baccessor [\w$#]|process\.env/;

export interface BundleReportOptions {
  /** What a page may load at each moment, on top of what it has by then. */
  readonly stages?: readonly Stage[];
}

export interface Stage {
  readonly name: string;
  /** The lazy chunks that come at this moment, named without their hash. */
  readonly chunks: readonly string[];
  /** Bytes, gzipped: the most that a page may have loaded by then. */
  readonly budget: number;
}

/** Prints what the script-tag files weigh on the wire, and fails the build on broken or overweight output. */
export function bundleReport({stages = []}: BundleReportOptions = {}): Plugin {
  return {
    name: 'bundle-report',
    apply: 'build',
    writeBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const {fileName, code} of chunks) {
        const found = UNTRANSFORMED.exec(code);
        if (found) this.error(`${fileName} contains "${found[0]}", which no browser runs.`);
      }

      const entry = chunks.find((chunk) => chunk.isEntry);
      if (!entry) return;
      const firstLoad = withStaticImports(entry, bundle);
      const rows: [string, number][] = [[`${entry.fileName} (first load)`, gzipSize(firstLoad)]];
      for (const chunk of chunks) if (!firstLoad.has(chunk)) rows.push([`  ${chunk.fileName}`, gzipSize([chunk])]);

      const loaded = new Set(firstLoad);
      const overweight: string[] = [];
      for (const {name, chunks: names, budget} of stages) {
        for (const wanted of names) {
          const file = new RegExp(`^${wanted}-[\\w-]{8}\\.js$`);
          const lazy = chunks.find((chunk) => file.test(basename(chunk.fileName)));
          if (!lazy) this.error(`There is no chunk "${wanted}" to hold against the budget.`);
          withStaticImports(lazy, bundle, loaded);
        }
        const total = gzipSize(loaded);
        rows.push([`${name}, of ${kilobytes(budget)} allowed`, total]);
        if (total > budget) overweight.push(`${name}: ${kilobytes(total)} is over the budget of ${kilobytes(budget)}.`);
      }
      console.log(`\ngzip\n${rows.map(([name, size]) => `${kilobytes(size).padStart(9)}  ${name}`).join('\n')}\n`);
      if (overweight.length > 0) this.error(overweight.join('\n'));
    },
  };
}

function withStaticImports(
  chunk: Rolldown.OutputChunk,
  bundle: Rolldown.OutputBundle,
  found = new Set<Rolldown.OutputChunk>(),
): Set<Rolldown.OutputChunk> {
  if (found.has(chunk)) return found;
  found.add(chunk);
  for (const name of chunk.imports) {
    const imported = bundle[name];
    if (imported?.type === 'chunk') withStaticImports(imported, bundle, found);
  }
  return found;
}

const gzipSize = (chunks: Iterable<Rolldown.OutputChunk>): number =>
  [...chunks].reduce((sum, {code}) => sum + gzipSync(code, {level: 9}).length, 0);

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;
