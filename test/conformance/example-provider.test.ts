import {expect} from '@open-wc/testing';
import {conformanceCases} from '../../src/conformance/index.js';
import {hooks, setUp} from './example-provider/conformance.js';

describe('the adapter of the guide keeps the contract', () => {
  for (const {group, name, skip, run} of conformanceCases(setUp, hooks)) {
    if (skip) it.skip(`${group}: ${name} (${skip})`);
    else it(`${group}: ${name}`, run);
  }
});

describe('the guide', () => {
  const read = async (path: string) => (await fetch(new URL(path, import.meta.url))).text();

  /** TypeScript is served compiled; its source map still has the source. */
  async function sourceOf(path: string): Promise<string> {
    const [, map = ''] = /sourceMappingURL=data:application\/json;base64,(\S+)/.exec(await read(path)) ?? [];
    const bytes = Uint8Array.from(atob(map), (character) => character.charCodeAt(0));
    const {sourcesContent} = JSON.parse(new TextDecoder().decode(bytes)) as {readonly sourcesContent: string[]};
    return sourcesContent.join('\n');
  }

  /** Without indentation: a quoted method stands alone. */
  const linesOf = (code: string) => code.replace(/^ +/gm, '').trim();

  it('quotes code that is there, word for word', async () => {
    const guide = await read('../../src/providers/README.md');
    const quotes = [...guide.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => linesOf(code));
    const files = ['adapter', 'mapping', 'conformance', 'index'].map((name) => `./example-provider/${name}.ts`);
    const sources = (await Promise.all([...files, './example-provider.test.ts'].map(sourceOf))).map(linesOf);
    expect(quotes.length).to.be.greaterThan(8);
    const missing = quotes.filter((quote) => !sources.some((source) => source.includes(quote)));
    expect(missing).to.deep.equal([]);
  });

  it('names only files that are there', async () => {
    const guide = await read('../../src/providers/README.md');
    const links = [...guide.matchAll(/\]\((\.[^)]+\.ts)\)/g)].map(([, link = '']) => link);
    expect(links.length).to.be.greaterThan(1);
    for (const link of links) {
      const response = await fetch(new URL(link, new URL('../../src/providers/README.md', import.meta.url)));
      expect(response.ok, link).to.be.true;
    }
  });
});
