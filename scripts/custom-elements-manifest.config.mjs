const isPublic = ({name, privacy}) =>
  privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#') && !name.startsWith('_');

/** Where the published package has the module: `src/x.ts` becomes `dist/x.js`. */
const published = (path) => path.replace(/^(\/?)src\/(.*)\.[jt]s$/, '$1dist/$2.js');

function publishPaths(node) {
  for (const [key, value] of Object.entries(node ?? {})) {
    if (typeof value === 'string') node[key] = published(value);
    else if (typeof value === 'object') publishPaths(value);
  }
}

export default {
  globs: ['src/components/**/*.ts'],
  exclude: ['**/*.styles.ts'],
  litelement: true,
  outdir: 'dist',
  plugins: [
    {
      name: 'public-and-published',
      packageLinkPhase({customElementsManifest}) {
        for (const {declarations = []} of customElementsManifest.modules) {
          for (const declaration of declarations) {
            if (declaration.members) declaration.members = declaration.members.filter(isPublic);
          }
        }
        publishPaths(customElementsManifest);
      },
    },
  ],
};
