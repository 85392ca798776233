import {expect, fixture, html as staticHtml, waitUntil} from '@open-wc/testing';
import {css, html, LitElement, type TemplateResult} from 'lit';
import {LazyController} from '../../src/controllers/lazy-controller.js';
import {LazyPart} from '../../src/model/lazy-part.js';

interface Part {
  readonly words: string;
  readonly styles: ReturnType<typeof css>;
}

const arrived: Part = {
  words: 'arrived',
  styles: css`
    p {
      color: rgb(1, 2, 3);
    }
  `,
};

let fetchPart: () => Promise<Part>;
let part: LazyPart<Part>;

class LazyHost extends LitElement {
  needs = false;
  readonly lazy = new LazyController(this, part, () => this.needs);

  override render(): TemplateResult {
    return html`<p>${this.lazy.value?.words ?? (this.lazy.hasFailed ? 'without' : 'waiting')}</p>`;
  }
}
customElements.define('lazy-host', LazyHost);

const words = (element: Element): string | undefined => element.shadowRoot?.querySelector('p')?.innerText;

describe('LazyController', () => {
  let fetched = 0;

  beforeEach(() => {
    fetched = 0;
    part = new LazyPart(() => {
      fetched++;
      return fetchPart();
    });
  });

  const make = async (): Promise<LazyHost> => {
    const element = await fixture<LazyHost>(staticHtml`<lazy-host></lazy-host>`);
    element.needs = true;
    element.requestUpdate();
    return element;
  };

  it('loads nothing until it is needed', async () => {
    fetchPart = async () => arrived;
    const element = await fixture<LazyHost>(staticHtml`<lazy-host></lazy-host>`);
    expect(words(element)).to.equal('waiting');
    expect(fetched).to.equal(0);
  });

  it('draws every element that needs it once it is there, with its styles, and fetches it once', async () => {
    fetchPart = async () => arrived;
    const elements = [await make(), await make()];
    await waitUntil(() => elements.every((element) => words(element) === 'arrived'));
    for (const element of elements) {
      const paragraph = element.shadowRoot?.querySelector('p');
      expect(paragraph && getComputedStyle(paragraph).color).to.equal('rgb(1, 2, 3)');
    }
    expect(fetched).to.equal(1);
  });

  it('lets its element do without after a failure, and tries again when it is drawn again', async () => {
    fetchPart = () => Promise.reject(new TypeError('Failed to fetch'));
    const element = await make();
    await waitUntil(() => words(element) === 'without');
    fetchPart = async () => arrived;
    element.requestUpdate();
    await waitUntil(() => words(element) === 'arrived');
  });
});
