/** Pages of the site, by the file that each of them shows. */
const PAGES: Readonly<Record<string, string>> = {
  'README.md': 'start-what-it-is',
  'stories/docs/frameworks.md': 'start-frameworks-and-servers',
  'src/providers/README.md': 'start-providers',
  'src/gateway/README.md': 'start-gateway',
  'stories/docs/make-it-yours.md': 'guides-make-it-yours',
  'stories/docs/theming.md': 'guides-theming',
  'stories/docs/languages.md': 'guides-languages',
  'stories/docs/write-to-somebody.md': 'guides-write-to-somebody',
  'stories/docs/several-accounts.md': 'guides-several-accounts',
  'stories/docs/beside-the-page.md': 'guides-in-a-page-about-something-else',
  'stories/docs/keys-and-commands.md': 'guides-keys-and-commands',
  'stories/docs/recipes.md': 'guides-recipes',
  'stories/docs/accessibility.md': 'guides-accessibility',
  'stories/docs/performance.md': 'guides-performance',
  'scripts/api.md': 'reference-public-surface',
  'stories/docs/versions.md': 'reference-versions',
  'CHANGELOG.md': 'reference-changelog',
  'SECURITY.md': 'reference-security',
  'CONTRIBUTING.md': 'reference-contributing',
};

/** Where a link of a file leads to, as a path from the top of the repository. */
const pathFrom = (file: string, link: string): string => new URL(link, `https://repository/${file}`).pathname.slice(1);

/** Links of the repository's own documents: `[words](path#anchor)` and `![words](path)`. */
const LINK = /(!?)\[([^\]]*)\]\((?![a-z]+:|#)([^)#\s]+)(#[^)\s]*)?\)/g;

/**
 * A document of the repository as a page of the site: what it links to is another page, a picture that is served beside
 * it, or, where that is a file of the sources, only its name.
 */
export function guide(file: string, text: string): string {
  return text.replace(/<!--.*?-->\n*/gs, '').replace(LINK, (_whole, picture, words, link, anchor = '') => {
    const path = pathFrom(file, String(link));
    if (picture) return `![${String(words)}](${path.replace('stories/', './')})`;
    const page = PAGES[path];
    return page ? `[${String(words)}](./?path=/docs/${page}--docs${String(anchor)})` : `${String(words)} (\`${path}\`)`;
  });
}
