import manifest from '../../dist/custom-elements.json';

export interface Token {
  readonly name: string;
  readonly default?: string;
  readonly description?: string;
}

interface Declaration {
  readonly tagName?: string;
  readonly cssProperties?: readonly Token[];
  readonly cssStates?: readonly Token[];
}

const elements = (manifest as {readonly modules: readonly {readonly declarations?: readonly Declaration[]}[]}).modules
  .flatMap(({declarations = []}) => declarations)
  .filter(({tagName}) => tagName !== undefined);

/** What `:state()` tells of an element. */
export const statesOf = (tag: string | undefined): readonly Token[] =>
  elements.find(({tagName}) => tagName === tag)?.cssStates ?? [];

export interface DocumentedToken extends Token {
  /** The tags that read it; of what all of them read, none is named. */
  readonly readBy: readonly string[];
}

/** Every custom property that a page can set, once, as the manifest of the package lists it. */
export function documentedTokens(): readonly DocumentedToken[] {
  const tokens = new Map<string, DocumentedToken>();
  for (const {tagName = '', cssProperties = []} of elements) {
    for (const token of cssProperties) {
      const known = tokens.get(token.name) ?? {...token, readBy: []};
      tokens.set(token.name, {...known, readBy: [...known.readBy, tagName]});
    }
  }
  return [...tokens.values()].map((token) => ({
    ...token,
    readBy: token.readBy.length === elements.length ? [] : token.readBy,
  }));
}

/** The two colours of `light-dark(LIGHT, DARK)`, each as `#rrggbb`. */
export function colourPair(value = ''): readonly [light: string, dark: string] | undefined {
  const [, light, dark] = /^light-dark\((#[\da-f]{6}), (#[\da-f]{6})\)$/i.exec(value) ?? [];
  return light && dark ? [light, dark] : undefined;
}

/** What a style sheet sets. */
export const declarationsOf = (sheet: string): ReadonlyMap<string, string> =>
  new Map([...sheet.matchAll(/(--parlor-[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]));
