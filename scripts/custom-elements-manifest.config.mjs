import {readFileSync, writeFileSync} from 'node:fs';
import {resolve} from 'node:path';
import {customElementJetBrainsPlugin} from 'custom-element-jet-brains-integration';
import {customElementVsCodePlugin} from 'custom-element-vs-code-integration';

const tokensFile = new URL('../src/styles/tokens.styles.ts', import.meta.url);
const tokensSource = readFileSync(tokensFile, 'utf8');

/** What stands where the page gives nothing: `var(NAME, DEFAULT)`, with whatever parentheses the default has. */
function defaultOf(name) {
  const start = tokensSource.search(new RegExp(`var\\(\\s*${name},`));
  if (start < 0) throw new Error(`No default of ${name} is in ${tokensFile.pathname}: write it into the @cssprop.`);
  let depth = 0;
  let end = start;
  do {
    if (tokensSource[end] === '(') depth++;
    if (tokensSource[end++] === ')') depth--;
  } while (depth > 0 || tokensSource[end - 1] !== ')');
  const [, value] = /,(.*)\)$/s.exec(tokensSource.slice(start, end));
  return value.trim().replace(/\s+/g, ' ').replace(/\( /g, '(').replace(/ \)/g, ')').replaceAll('--_', '--parlor-');
}

/** What every element takes from the page: `@cssprop [NAME] - DESCRIPTION`. */
const tokens = [...tokensSource.matchAll(/@cssprop \[(?<name>[\w-]+)\] - (?<description>.+)/g)].map(
  ({groups: {name, description}}) => ({name, description, default: defaultOf(name)}),
);

const isPublic = ({name, privacy}) =>
  privacy !== 'private' && privacy !== 'protected' && !name.startsWith('#') && !name.startsWith('_');

/** Where the checkout lies: the names of modules begin with it, with or without the first slash. */
const here = `${process.cwd()}/`.slice(1);
/** Where the published package has the module: `src/x.ts` becomes `dist/x.js`. */
const published = (path) => path.replace(here, '').replace(/^\/*src\/(.*)\.[jt]s$/, 'dist/$1.js');

function publishPaths(node) {
  for (const [key, value] of Object.entries(node ?? {})) {
    if (typeof value === 'string') node[key] = published(value);
    else if (typeof value === 'object') publishPaths(value);
  }
}

/** The words that a property can be, such as `light` and `dark`, for editors to offer as values of its attribute. */
const words = new Map();

/** The analyzer itself reads one file at a time, and does not know what the names of types stand for. */
function learnWords(ts, program, file) {
  const checker = program.getTypeChecker();
  for (const node of file.statements.filter(ts.isClassDeclaration)) {
    for (const member of node.members.filter(ts.isPropertyDeclaration)) {
      const type = checker.getTypeAtLocation(member);
      const literals = (type.isUnion() ? type.types : [type]).filter((each) => each.isStringLiteral());
      if (literals.length === 0) continue;
      words.set(`${node.name.text}.${member.name.text}`, literals.map(({value}) => `'${value}'`).join(' | '));
    }
  }
}

/** What is promised of an element: `@since` and `@status` of its class. */
const promises = new Map();

function learnPromises(ts, file) {
  for (const node of file.statements.filter(ts.isClassDeclaration)) {
    const tags = ts.getJSDocTags(node).map(({tagName, comment}) => [tagName.text, String(comment).trim()]);
    const {tag, since, status} = Object.fromEntries(tags);
    if (!tag) continue;
    if (!since || !/^(?:stable|experimental)$/.test(status)) throw new Error(`${tag} needs @since and @status.`);
    promises.set(node.name.text, {since, status});
  }
}

export default {
  globs: ['src/components/**/*.ts'],
  exclude: ['**/*.styles.ts'],
  litelement: true,
  outdir: 'dist',
  overrideModuleCreation({ts, globs}) {
    const files = new Set(globs.map((path) => resolve(path)));
    const {options} = ts.parseJsonConfigFileContent({extends: './tsconfig.json'}, ts.sys, '.');
    const program = ts.createProgram([...files], options);
    const sources = program.getSourceFiles().filter(({fileName}) => files.has(fileName));
    for (const source of sources) {
      learnWords(ts, program, source);
      learnPromises(ts, source);
    }
    return sources;
  },
  plugins: [
    {
      name: 'public-and-published',
      packageLinkPhase({customElementsManifest}) {
        for (const {declarations = []} of customElementsManifest.modules) {
          for (const declaration of declarations) {
            if (declaration.members) declaration.members = declaration.members.filter(isPublic);
            if (!declaration.tagName) continue;
            const {since, status} = promises.get(declaration.name);
            Object.assign(declaration, {since, status});
            declaration.description += `\n\nStatus: ${status}, since ${since}.`;
            for (const property of declaration.cssProperties ?? []) property.default ??= defaultOf(property.name);
            declaration.cssProperties = [...(declaration.cssProperties ?? []), ...tokens];
            for (const attribute of declaration.attributes ?? []) {
              const owner = attribute.inheritedFrom?.name ?? declaration.name;
              const text = words.get(`${owner}.${attribute.fieldName}`);
              // Whatever else a property may be: its attribute is text.
              if (text || /\b[A-Z]/.test(attribute.type?.text ?? '')) attribute.parsedType = {text: text ?? 'string'};
            }
          }
        }
        publishPaths(customElementsManifest);
      },
    },
    // What editors offer while somebody writes a tag or its styles.
    customElementVsCodePlugin({outdir: 'dist', typesSrc: 'parsedType', hideLogs: true}),
    customElementJetBrainsPlugin({outdir: 'dist', typesSrc: 'parsedType', hideLogs: true, packageJson: false}),
    {
      name: 'each-property-once',
      packageLinkPhase() {
        // Every element takes the same ones from the page.
        const file = 'dist/vscode.css-custom-data.json';
        const data = JSON.parse(readFileSync(file, 'utf8'));
        data.properties = [...new Map(data.properties.map((property) => [property.name, property])).values()];
        writeFileSync(file, JSON.stringify(data, null, 2));
      },
    },
  ],
};
