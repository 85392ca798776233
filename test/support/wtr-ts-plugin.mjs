import {existsSync} from 'node:fs';
import {dirname, join, resolve} from 'node:path';
import {transformWithOxc} from 'vite';

/** As the build compiles: legacy decorators, class fields set by assignment. */
export const compileTypeScript = (code, file) =>
  transformWithOxc(code, file, {
    lang: 'ts',
    target: 'es2022',
    sourcemap: true,
    decorator: {legacy: true},
    assumptions: {setPublicClassFields: true},
    typescript: {removeClassFieldsWithoutInitializer: true, onlyRemoveTypeImports: true},
  });

/**
 * Compiles TypeScript for @web/test-runner with the compiler `vite build` uses. Not with esbuild: its source maps
 * leave methods out of the coverage.
 */
export function tsPlugin() {
  let root;
  const isTypeScript = ({path}) => /\.[cm]?ts$/.test(path);
  return {
    name: 'typescript',
    serverStart({config}) {
      root = config.rootDir;
    },
    resolveMimeType(context) {
      return isTypeScript(context) ? 'js' : undefined;
    },
    resolveImport({source, context}) {
      if (!isTypeScript(context) || !/^\.{0,2}\/.*\.js$/.test(source)) return undefined;
      const file = source.startsWith('/') ? join(root, source) : resolve(join(root, dirname(context.path)), source);
      const typed = (path) => path.replace(/\.js$/, '.ts');
      return !existsSync(file) && existsSync(typed(file)) ? typed(source) : undefined;
    },
    async transform(context) {
      if (!isTypeScript(context)) return undefined;
      const file = join(root, decodeURI(context.path));
      const {code, map} = await compileTypeScript(context.body, file);
      const inlineMap = Buffer.from(JSON.stringify({...map, sources: [file], sourcesContent: [context.body]}));
      return {
        body: `${code}\n//# sourceMappingURL=data:application/json;base64,${inlineMap.toString('base64')}`,
        transformCache: true,
      };
    },
  };
}
