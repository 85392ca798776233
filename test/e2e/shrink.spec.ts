import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {build, type Rolldown} from 'vite';
import {shrinkSources} from '../support/shrink-plugin.js';
import {shrinkCss, shrinkHtml} from '../support/shrink-templates.js';
import {expect, test} from './inbox-page.js';

const ELEMENT = `
  import {css, LitElement} from 'lit';
  import {property, query, state} from 'lit/decorators.js';
  import {html} from './tight-html.js';
  import {ROOM, Tally} from './tally.js';

  class ShrunkExample extends LitElement {
    static styles = css\`
      :host {
        --_room: 4px;
        display: block;
        padding: var(--_room);
      }
    \`;
    @property({type: Boolean, reflect: true}) wide = false;
    @state() private isOpened = false;
    @query('.box') private readonly boxElement!: HTMLElement | null;
    private readonly tally = new Tally();

    private raiseVoice(text: string): string {
      return text.toUpperCase();
    }

    open(): void {
      this.isOpened = true;
    }

    override render() {
      const {isOpened} = this;
      return html\`
        <div class="box">
          <b>\${this.raiseVoice('a')}</b> <i>\${isOpened ? 'open' : 'shut'} \${this.tally.add(2).total}</i>
        </div>
      \`;
    }

    override updated(): void {
      this.style.setProperty(ROOM, this.boxElement && this.isOpened ? '9px' : '');
    }
  }

  customElements.define('shrunk-example', ShrunkExample);
`;

const TALLY = `
  export const ROOM = '--_room';

  export class Tally {
    // Somebody else's property has this name too, so that it must stay.
    private total = 0;

    add(amount: number): {readonly total: number} {
      const next = {total: this.total + amount};
      this.total = next.total;
      return next;
    }
  }
`;

let code: string;

test.beforeAll(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'parlor-shrink-'));
  try {
    await writeFile(join(folder, 'element.ts'), ELEMENT);
    await writeFile(join(folder, 'tally.ts'), TALLY);
    await writeFile(join(folder, 'tsconfig.json'), '{"compilerOptions": {"experimentalDecorators": true}}');
    const output = (await build({
      configFile: false,
      logLevel: 'error',
      plugins: [shrinkSources(folder)],
      resolve: {alias: {lit: join(process.cwd(), 'node_modules/lit')}},
      build: {
        target: 'es2022',
        write: false,
        minify: false,
        lib: {entry: join(folder, 'element.ts'), formats: ['es'], fileName: 'element'},
      },
    })) as Rolldown.RolldownOutput[];
    code = output[0]?.output[0].code ?? '';
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
});

test('private names are shortened, public ones stay, and so do those that another object has', () => {
  // Without Lit, which comes first.
  const own = code.slice(code.indexOf('Tally'));
  for (const name of ['this.isOpened', 'boxElement', 'raiseVoice', '--_room']) expect(own).not.toContain(name);
  for (const name of ['ShrunkExample', 'wide', 'open()', 'this.total', 'next.total']) expect(own).toContain(name);
});

test('a shrunk element does what its source says', async ({page}) => {
  await page.setContent('<shrunk-example></shrunk-example>');
  await page.addScriptTag({type: 'module', content: code});
  const element = page.locator('shrunk-example');
  await expect(element).toHaveText('A shut 2');
  await expect(element).toHaveCSS('padding-left', '4px');
  await element.evaluate((example: HTMLElement & {wide?: boolean; open?: () => void}) => {
    example.wide = true;
    example.open?.();
  });
  await expect(element).toHaveText(/^A open/);
  await expect(element).toHaveCSS('padding-left', '9px');
  await expect(element).toHaveAttribute('wide', '');
});

test('white space goes where nobody sees it, and stays where it is a space', () => {
  const shrink = (template: string): string => shrinkHtml([template]).join('');
  expect(shrink('\n  <div class="a">\n    <p>one  two</p>\n  </div>\n')).toBe('<div class=a><p>one two</p></div>');
  expect(shrink('<b>one</b>\n  <i>two</i>')).toBe('<b>one</b> <i>two</i>');
  expect(shrink('<p title="a > b">x</p> <span>y</span>')).toBe('<p title="a > b">x</p><span>y</span>');
  expect(shrink('<path d="m1 1" />')).toBe('<path d="m1 1"/>');
  expect(shrink('<a href="a/">x</a>')).toBe('<a href="a/">x</a>');
  expect(shrinkHtml(['<b>', '</b> <i>', '</i>'])).toEqual(['<b>', '</b> <i>', '</i>']);
});

test('style sheets lose white space and comments, and nothing is translated', () => {
  expect(shrinkCss('/* why */ a { color: light-dark(#111, #eee); inset-inline: 0 }')).toBe(
    'a{color:light-dark(#111,#eee);inset-inline:0}',
  );
});
