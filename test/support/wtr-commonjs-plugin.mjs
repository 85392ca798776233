import {createRequire} from 'node:module';
import {build} from 'vite';

const require = createRequire(import.meta.url);

/** Serves the named CommonJS packages as ES modules, each bundled once: the runner itself serves ES modules only. */
export function commonjsPlugin(packages) {
  const prefix = '/__commonjs__/';
  const bundles = new Map();
  return {
    name: 'commonjs',
    resolveImport({source}) {
      return packages.includes(source) ? `${prefix}${source}.js` : undefined;
    },
    async serve({path}) {
      if (!path.startsWith(prefix)) return undefined;
      const name = path.slice(prefix.length, -'.js'.length);
      if (!bundles.has(name)) bundles.set(name, bundle(name));
      return {body: await bundles.get(name), type: 'js'};
    },
  };
}

async function bundle(name) {
  const entry = 'virtual:commonjs-entry';
  const names = Object.keys(require(name)).filter((key) => key !== 'default');
  const {output} = await build({
    configFile: false,
    logLevel: 'error',
    build: {write: false, minify: false, rolldownOptions: {input: entry, preserveEntrySignatures: 'strict'}},
    plugins: [
      {
        name: 'commonjs-entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) =>
          id === entry
            ? `import all from '${name}'; export const {${names.join(', ')}} = all; export default all;`
            : undefined,
      },
    ],
  });
  return output[0].code;
}
