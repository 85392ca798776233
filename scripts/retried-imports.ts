import MagicString from 'magic-string';
import type {Plugin} from 'vite';

/** The helper of a chunk, hoisted whole since a chunk may import while it runs; the minifier shortens its name. */
const HELPER = `
function importAgain(path) {
  const again = (importAgain.again ??= {});
  return import(path).catch(() => again[path] ??= import(path + '?' + Date.now()).catch((error) => {
    delete again[path];
    throw error;
  }));
}
`;

/**
 * Lets a later file that did not arrive be asked for again. A browser keeps the failure for as long as the page lives,
 * under that address: the second attempt, and every later one that fails, has an address of its own. Whoever asks after
 * a success gets what it brought, or the page would have the same module twice.
 */
export function retriedImports(): Plugin {
  return {
    name: 'retried-imports',
    apply: 'build',
    renderChunk(code) {
      const output = new MagicString(code);
      output.replaceAll(/\bimport\((["'`]\.\/[^"'`]+["'`])\)/g, 'importAgain($1)');
      if (!output.hasChanged()) return undefined;
      output.append(HELPER);
      return {code: output.toString(), map: output.generateMap({hires: 'boundary'})};
    },
  };
}
