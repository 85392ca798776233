import {basename} from 'node:path';
import {gzipSync} from 'node:zlib';
import type {Plugin, Rolldown} from 'vite';

/** What must never reach a browser: decorators the compiler passed through, and Node's environment. */
const UNTRANSFORMED = /@customElement\(|\baccessor [\w$#]|process\.env/;

export interface BundleReportOptions {
  /** Bytes, gzipped: the most that a page may load for the entry and `budgetedChunk` together. */
  readonly budget?: number;
  /** The lazy chunk counted against the budget, named without its hash. */
  readonly budgetedChunk?: string;
}

/** Prints what the script-tag files weigh on the wire, and fails the build on broken or overweight output. */
export function bundleReport({budget, budgetedChunk}: BundleReportOptions = {}): Plugin {
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

      let total = 0;
      if (budget && budgetedChunk) {
        const lazy = chunks.find((chunk) => basename(chunk.fileName).startsWith(`${budgetedChunk}-`));
        if (!lazy) this.error(`There is no chunk "${budgetedChunk}" to hold against the budget.`);
        total = gzipSize(new Set([...firstLoad, ...withStaticImports(lazy, bundle)]));
        rows.push([`first load + ${budgetedChunk}, of ${kilobytes(budget)} allowed`, total]);
      }
      console.log(`\ngzip\n${rows.map(([name, size]) => `${kilobytes(size).padStart(9)}  ${name}`).join('\n')}\n`);
      if (budget && total > budget) this.error(`${kilobytes(total)} is over the budget of ${kilobytes(budget)}.`);
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
