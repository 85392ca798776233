import ts from 'typescript';

/** Short names for what nothing outside of the sources can know by its name. */
export interface ShortNames {
  /** Of `private` members of classes, by file. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Of the custom properties that begin with `--_`. */
  readonly customProperties: ReadonlyMap<string, string>;
}

/**
 * Names the private parts of all sources, the most used ones shortest. A private member keeps its name when anything
 * else in its file has the same: another object's property, a key, or a text. Equal names stay equal in all files, so
 * that no class takes a name of the one it extends for something else.
 */
export function shortNamesFor(sources: ReadonlyMap<string, string>): ShortNames {
  const memberUses = new Map<string, number>();
  const propertyUses = new Map<string, number>();
  const byFile = new Map<string, string[]>();
  for (const [file, source] of sources) {
    for (const [name] of source.matchAll(/--_[\w-]+/g)) count(propertyUses, name);
    const {names, uses} = privateNames(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true));
    byFile.set(file, names);
    for (const name of names) count(memberUses, name, uses.get(name));
  }
  const short = shortened(memberUses, '_');
  return {
    members: new Map(
      [...byFile].map(([file, names]) => [file, new Map(names.map((name) => [name, short.get(name) ?? name]))]),
    ),
    customProperties: shortened(propertyUses, '--'),
  };
}

function count(uses: Map<string, number>, name: string, more = 1): void {
  uses.set(name, (uses.get(name) ?? 0) + more);
}

function privateNames(file: ts.SourceFile): {names: string[]; uses: ReadonlyMap<string, number>} {
  const uses = new Map<string, number>();
  const privates = new Set<string>();
  const others = new Set<string>();
  const declare = (node: ts.Node, name: ts.Node): unknown => (isPrivate(node) ? privates : others).add(name.getText());

  function visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node)) {
      if (node.expression.kind === ts.SyntaxKind.ThisKeyword) count(uses, node.name.text);
      else others.add(node.name.text);
    } else if (ts.isClassElement(node) || ts.isTypeElement(node) || ts.isObjectLiteralElement(node)) {
      if (node.name) declare(node, node.name);
    } else if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) {
      declare(node, node.name);
    } else if (ts.isBindingElement(node) && !isTakenFromThis(node)) {
      others.add((node.propertyName ?? node.name).getText());
    } else if (ts.isStringLiteralLike(node)) {
      others.add(node.text);
    }
    ts.forEachChild(node, visit);
  }

  visit(file);
  return {names: [...privates].filter((name) => !others.has(name)), uses};
}

const isPrivate = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && !!node.modifiers?.some(({kind}) => kind === ts.SyntaxKind.PrivateKeyword);

/** `const {name} = this` */
function isTakenFromThis({parent: {parent}}: ts.BindingElement): boolean {
  return ts.isVariableDeclaration(parent) && parent.initializer?.kind === ts.SyntaxKind.ThisKeyword;
}

function shortened(uses: ReadonlyMap<string, number>, prefix: string): Map<string, string> {
  // The same sources give the same names on every machine.
  const names = [...uses].sort(([a, usesOfA], [b, usesOfB]) => usesOfB - usesOfA || (a < b ? -1 : 1));
  return new Map(names.map(([name], index) => [name, prefix + letters(index)]));
}

/** a, b, … z, aa, ab, … */
const letters = (index: number): string =>
  (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26));
