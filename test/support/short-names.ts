import ts from 'typescript';

/** Short names for what nothing outside of the sources can know by its name. */
export interface ShortNames {
  /** Of `private` members of classes. */
  readonly members: ReadonlyMap<string, string>;
  /** Of the custom properties that begin with `--_`. */
  readonly customProperties: ReadonlyMap<string, string>;
}

/**
 * Names the private parts of all sources, the most used ones shortest. A private member keeps its name when anything
 * else in the sources has the same: another object's property, a key, or a text.
 */
export function shortNamesFor(sources: readonly string[]): ShortNames {
  const uses = new Map<string, number>();
  const privates = new Set<string>();
  const others = new Set<string>();
  const customProperties = new Map<string, number>();
  for (const source of sources) {
    for (const [name] of source.matchAll(/--_[\w-]+/g))
      customProperties.set(name, (customProperties.get(name) ?? 0) + 1);
    visit(ts.createSourceFile('source.ts', source, ts.ScriptTarget.Latest, true));
  }

  function visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node)) {
      const {text} = node.name;
      if (node.expression.kind === ts.SyntaxKind.ThisKeyword) uses.set(text, (uses.get(text) ?? 0) + 1);
      else others.add(text);
    } else if (ts.isClassElement(node) || ts.isTypeElement(node) || ts.isObjectLiteralElement(node)) {
      if (node.name) (isPrivate(node) ? privates : others).add(node.name.getText());
    } else if (ts.isParameter(node) && ts.isParameterPropertyDeclaration(node, node.parent)) {
      (isPrivate(node) ? privates : others).add(node.name.getText());
    } else if (ts.isBindingElement(node) && !isTakenFromThis(node)) {
      others.add((node.propertyName ?? node.name).getText());
    } else if (ts.isStringLiteralLike(node)) {
      others.add(node.text);
    }
    ts.forEachChild(node, visit);
  }

  const members = [...privates].filter((name) => !others.has(name));
  return {
    members: shortened(members, (name) => uses.get(name) ?? 0, '_'),
    customProperties: shortened([...customProperties.keys()], (name) => customProperties.get(name) ?? 0, '--'),
  };
}

const isPrivate = (node: ts.Node): boolean =>
  ts.canHaveModifiers(node) && !!node.modifiers?.some(({kind}) => kind === ts.SyntaxKind.PrivateKeyword);

/** `const {name} = this` */
function isTakenFromThis({parent: {parent}}: ts.BindingElement): boolean {
  return ts.isVariableDeclaration(parent) && parent.initializer?.kind === ts.SyntaxKind.ThisKeyword;
}

function shortened(names: string[], usesOf: (name: string) => number, prefix: string): Map<string, string> {
  // The same sources give the same names on every machine.
  names.sort((a, b) => usesOf(b) - usesOf(a) || (a < b ? -1 : 1));
  return new Map(names.map((name, index) => [name, prefix + letters(index)]));
}

/** a, b, … z, aa, ab, … */
const letters = (index: number): string =>
  (index < 26 ? '' : letters(Math.floor(index / 26) - 1)) + String.fromCharCode(97 + (index % 26));
