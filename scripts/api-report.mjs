// Prints the public surface of every entry in `exports`, as the built declarations say it.
//   node scripts/api-report.mjs          fails when scripts/api.md says anything else
//   node scripts/api-report.mjs --write  updates scripts/api.md
// Options: --root FOLDER, another checkout with its dist; --out FILE, another report.
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join, resolve} from 'node:path';
import {parseArgs} from 'node:util';
import {format, resolveConfig} from 'prettier';
import ts from 'typescript';

const here = import.meta.dirname;
const {values: options} = parseArgs({
  options: {
    write: {type: 'boolean', default: false},
    root: {type: 'string', default: join(here, '..')},
    out: {type: 'string', default: join(here, 'api.md')},
  },
});
const root = resolve(options.root);
const dist = join(root, 'dist');

/** Every address that can be imported, with its declarations: `./providers/*` once for each provider. */
function* entriesOf({exports}) {
  for (const [address, target] of Object.entries(exports)) {
    if (!target.types) continue;
    const [before, after] = target.types.split('*');
    const names = after === undefined ? [''] : readdirSync(join(root, before)).sort();
    for (const name of names) {
      const file = after === undefined ? join(root, before) : join(root, before, name + after);
      const isThere = after === undefined || existsSync(file);
      if (isThere) yield {name: address.replace('*', name).replace(/^\./, 'parlor'), file};
    }
  }
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const entries = [...entriesOf(manifest)];
for (const {file} of entries) {
  if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` first.`);
}
const program = ts.createProgram(
  entries.map(({file}) => file),
  {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2022,
    skipLibCheck: true,
    types: [],
  },
);
const checker = program.getTypeChecker();
const printer = ts.createPrinter({removeComments: true, newLine: ts.NewLineKind.LineFeed});

const isOwn = (node) => node.getSourceFile().fileName.startsWith(dist);
const resolved = (symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
const byName = (a, b) => (a.name < b.name ? -1 : 1);

/** A declaration that stands alone: of a variable, the whole statement. */
const statementOf = (node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node);
const ownStatements = (symbol) =>
  (symbol.declarations ?? [])
    .map(statementOf)
    .filter((node) => isOwn(node) && ts.isSourceFile(node.parent) && !ts.isModuleDeclaration(node));

const UNSEEN = new Set([ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.ProtectedKeyword]);
/** What users do not meet: members that are not public, and the constructor of a class that is exported as a type. */
const isHidden = (member) =>
  (member.name && ts.isPrivateIdentifier(member.name)) ||
  (ts.isConstructorDeclaration(member) && typesOnly.has(member.parent.symbol)) ||
  (ts.canHaveModifiers(member) && ts.getModifiers(member)?.some(({kind}) => UNSEEN.has(kind)) === true);

function shown(node) {
  if (!ts.isClassDeclaration(node)) return node;
  const members = node.members.filter((member) => !isHidden(member));
  const {modifiers, name, typeParameters, heritageClauses} = node;
  return ts.factory.updateClassDeclaration(node, modifiers, name, typeParameters, heritageClauses, members);
}

const textOf = (symbol) =>
  ownStatements(symbol)
    .map((node) => printer.printNode(ts.EmitHint.Unspecified, shown(node), node.getSourceFile()))
    .join('\n');

/** What declarations mention of this package, and whether only as what a class extends. */
function mentionsIn(nodes) {
  const found = new Map();
  const visit = (node, isBase) => {
    if (isHidden(node)) return;
    const extendsIt = isBase || (ts.isHeritageClause(node) && node.token === ts.SyntaxKind.ExtendsKeyword);
    if (ts.isIdentifier(node)) {
      const at = checker.getSymbolAtLocation(node);
      const target = at && resolved(at);
      if (target && ownStatements(target).length > 0) {
        found.set(target, (found.get(target) ?? true) && extendsIt && ts.isExpressionWithTypeArguments(node.parent));
      }
    }
    ts.forEachChild(node, (child) => visit(child, extendsIt));
  };
  for (const node of nodes) visit(node, false);
  return found;
}

/** What an entry exports; `export * as name` is not used. */
const exportsOf = ({file}) =>
  checker
    .getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)))
    .map((symbol) => ({name: symbol.name, symbol: resolved(symbol), isType: symbol.declarations.every(isTypeExport)}))
    .sort(byName);
const isTypeExport = (node) => ts.isExportSpecifier(node) && (node.isTypeOnly || node.parent.parent.isTypeOnly);

// A name is printed in full where it is at home: the entry of its own floor, not the one that has everything.
const collections = ['parlor', 'parlor/define'];
const exported = new Map(entries.map((entry) => [entry.name, exportsOf(entry)]));
const homes = new Map();
const typesOnly = new Set([...exported.values()].flat().map(({symbol}) => symbol));
for (const {symbol, isType} of [...exported.values()].flat()) if (!isType) typesOnly.delete(symbol);
for (const isCollection of [false, true]) {
  for (const [entry, names] of exported) {
    if (collections.includes(entry) !== isCollection) continue;
    for (const {symbol} of names) if (!homes.has(symbol)) homes.set(symbol, entry);
  }
}

const code = (text) => `\`\`\`ts\n${text}\n\`\`\`\n`;
const parts = [
  '# The public surface',
  'Generated by `npm run api`. A change here is a change for users: see CHANGELOG.md.',
];
for (const [entry, names] of exported) {
  parts.push(`## \`${entry}\``);
  const elsewhere = new Map();
  const own = [];
  for (const {name, symbol} of names) {
    const home = homes.get(symbol);
    if (home === entry) own.push(`${name === symbol.name ? '' : `// as ${name}:\n`}${textOf(symbol)}`);
    else elsewhere.set(home, [...(elsewhere.get(home) ?? []), `\`${name}\``]);
  }
  for (const [home, list] of [...elsewhere].sort()) parts.push(`From \`${home}\`: ${list.join(', ')}`);
  if (own.length > 0) parts.push(code(own.join('\n\n')));
}

const globals = program
  .getSourceFiles()
  .filter((file) => isOwn(file))
  .flatMap((file) =>
    file.statements.filter((node) => ts.isModuleDeclaration(node) && ts.isGlobalScopeAugmentation(node)),
  );

// Classes that exported ones extend have members of theirs; any other type that users meet has to be exported.
const bases = new Set();
const forgotten = new Map();
const seen = new Set(homes.keys());
const waiting = [{user: 'global', nodes: globals}];
for (const symbol of seen) waiting.push({user: symbol.name, nodes: ownStatements(symbol)});
for (const {user, nodes} of waiting) {
  for (const [mentioned, isBase] of mentionsIn(nodes)) {
    if (isBase) bases.add(mentioned);
    else if (!homes.has(mentioned) && !bases.has(mentioned) && !forgotten.has(mentioned))
      forgotten.set(mentioned, user);
    if (seen.has(mentioned)) continue;
    seen.add(mentioned);
    waiting.push({user: mentioned.name, nodes: ownStatements(mentioned)});
  }
}
for (const base of bases) forgotten.delete(base);
const listed = (symbols) => code([...symbols].sort(byName).map(textOf).join('\n\n'));
const unexported = [...bases].filter((base) => !homes.has(base));
if (unexported.length > 0) parts.push('## Extended, not exported', listed(unexported));
if (forgotten.size > 0) parts.push('## Mentioned, not exported', listed(forgotten.keys()));
parts.push(
  '## Global',
  code(
    globals
      .map((node) => printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()))
      .sort()
      .join('\n\n'),
  ),
);

const config = await resolveConfig(join(here, 'api.md'));
const report = await format(parts.join('\n\n'), {...config, parser: 'markdown'});

for (const [{name}, user] of [...forgotten].sort(([a], [b]) => byName(a, b))) {
  console.error(`${user} mentions ${name}, which no entry exports.`);
}
if (options.write) {
  writeFileSync(options.out, report);
  console.log(`${homes.size} names in ${entries.length} entries: ${options.out}`);
} else if (!existsSync(options.out) || readFileSync(options.out, 'utf8') !== report) {
  console.error(
    'The public surface is not what scripts/api.md says. Meant? Run `npm run api`, and say it in CHANGELOG.md.',
  );
  process.exitCode = 1;
}
if (!options.write && forgotten.size > 0) process.exitCode = 1;
