import MagicString from 'magic-string';
import type {Plugin} from 'vite';

/** The helper of a chunk; the minifier shortens its name. */
const HELPER = `
function importAgain(path) {
  return import(path).catch(() => import(path + '?' + Date.now()));
}
`;

/**
 * Lets a later file that did not arrive be asked for again. A browser keeps the failure for as long as the page lives,
 * under that address: the second attempt, and every later one, has an address of its own.
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
