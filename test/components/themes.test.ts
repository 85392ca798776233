import {expect, fixture, html} from '@open-wc/testing';
import '../../src/components/conversation-list/define.js';
import {contrast} from '../support/contrast.js';

const THEMES = {quiet: 4.5, warm: 4.5, 'high-contrast': 7} as const;
const SURFACES = ['surface', 'surface-sunken', 'surface-hover', 'surface-selected'];
/** What is written, and behind it. */
const WORDS: readonly (readonly [string, string])[] = [
  ...SURFACES.flatMap((surface) =>
    ['text', 'text-muted', 'accent', 'danger'].map((words) => [words, surface] as const),
  ),
  ...['danger', 'text', 'text-muted'].map((words) => [words, 'danger-surface'] as const),
  ...['warning', 'text', 'text-muted'].map((words) => [words, 'warning-surface'] as const),
];
/** @see https://www.w3.org/TR/WCAG22/#non-text-contrast */
const LEAST_OF_LINES = 3;

const sheet = async (name: string): Promise<HTMLStyleElement> => {
  const answer = await fetch(`/src/themes/${name}.css`);
  const style = document.createElement('style');
  style.textContent = await answer.text();
  document.head.append(style);
  return style;
};

/** As an element of the library has it, which takes a default where the page gives nothing. */
function colourOf(element: Element, token: string): string {
  const probe = document.createElement('i');
  probe.style.color = `var(${token})`;
  element.shadowRoot?.append(probe);
  const {color} = getComputedStyle(probe);
  probe.remove();
  return color;
}

for (const [name, least] of Object.entries(THEMES)) {
  for (const scheme of ['light', 'dark']) {
    describe(`the theme ${name}, in ${scheme} colours`, () => {
      let style: HTMLStyleElement;
      let element: Element;

      before(async () => {
        style = await sheet(name);
      });
      after(() => style.remove());
      beforeEach(async () => {
        const around = await fixture(html`
          <div style="color-scheme: ${scheme}"><parlor-conversation-list></parlor-conversation-list></div>
        `);
        element = around.firstElementChild ?? around;
      });

      for (const [words, surface] of WORDS) {
        it(`can be read: ${words} on ${surface}`, () => {
          const [front, behind] = [colourOf(element, `--_color-${words}`), colourOf(element, `--_color-${surface}`)];
          expect(contrast(front, behind), `${front} on ${behind}`).to.be.at.least(least);
        });
      }

      for (const direction of ['inbound', 'outbound']) {
        it(`can be read: what is ${direction}`, () => {
          const behind = colourOf(element, `--_bubble-${direction}-background`);
          const front = colourOf(element, `--_bubble-${direction}-text`);
          expect(contrast(front, behind), `${front} on ${behind}`).to.be.at.least(least);
        });
      }

      it('has words on its colour that can be read, and lines around fields that can be seen', () => {
        const accent = colourOf(element, '--_color-accent');
        expect(contrast(colourOf(element, '--_color-on-accent'), accent)).to.be.at.least(least);
        const line = colourOf(element, '--_color-border-strong');
        expect(contrast(line, colourOf(element, '--_color-surface'))).to.be.at.least(LEAST_OF_LINES);
      });
    });
  }
}

describe('compact', () => {
  it('has lower rows, and so more of them on the same screen', async () => {
    const list = await fixture(html`<parlor-conversation-list style="block-size: 400px"></parlor-conversation-list>`);
    const sizeOf = (): number => {
      const probe = document.createElement('i');
      Object.assign(probe.style, {display: 'block', blockSize: 'var(--_row-size)'});
      list.shadowRoot?.append(probe);
      const {height} = probe.getBoundingClientRect();
      probe.remove();
      return height;
    };
    const usual = sizeOf();
    const style = await sheet('compact');
    try {
      expect(usual).to.equal(72);
      expect(sizeOf()).to.equal(58);
    } finally {
      style.remove();
    }
  });
});
