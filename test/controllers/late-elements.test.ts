import {expect, fixture, html as staticHtml, waitUntil} from '@open-wc/testing';
import {html, LitElement, type TemplateResult} from 'lit';
import {LateElements} from '../../src/controllers/late-elements.js';

class LatePart extends LitElement {
  override render(): TemplateResult {
    return html`arrived`;
  }
}

let define: () => Promise<unknown>;
let asked = 0;

class LateHost extends LitElement {
  needs = false;
  readonly late = new LateElements(
    this,
    () => {
      asked++;
      return define();
    },
    () => this.needs,
  );

  override render(): TemplateResult {
    return this.late.hasFailed ? html`<p>without</p>` : html`<late-part></late-part>`;
  }
}
customElements.define('late-host', LateHost);

const words = (element: Element): string | undefined => {
  const [child] = element.shadowRoot?.children ?? [];
  return (child?.shadowRoot ?? child)?.textContent?.trim();
};

describe('LateElements', () => {
  beforeEach(() => {
    asked = 0;
  });

  const make = async (): Promise<LateHost> => {
    const element = await fixture<LateHost>(staticHtml`<late-host></late-host>`);
    element.needs = true;
    element.requestUpdate();
    return element;
  };

  it('are not loaded until they are needed', async () => {
    define = async () => undefined;
    const element = await fixture<LateHost>(staticHtml`<late-host></late-host>`);
    element.requestUpdate();
    await element.updateComplete;
    expect(asked).to.equal(0);
  });

  it('are done without after a failure, and tried again when their host is drawn again', async () => {
    define = () => Promise.reject(new TypeError('Failed to fetch'));
    const element = await make();
    await waitUntil(() => words(element) === 'without');
    expect(asked, 'attempts before anything changed').to.equal(1);
    define = async () => customElements.get('late-part') ?? customElements.define('late-part', LatePart);
    element.requestUpdate();
    await waitUntil(() => words(element) === 'arrived');
    expect(asked).to.equal(2);
  });

  it('are not asked for without end where two of one host fail, each of which draws it', async () => {
    define = () => Promise.reject(new TypeError('Failed to fetch'));
    const element = await make();
    let others = 0;
    new LateElements(
      element,
      () => {
        others++;
        return Promise.reject(new TypeError('Failed to fetch'));
      },
      () => true,
    );
    // Four seconds after the second failure they are asked for again; here, those do not pass.
    const {now} = Date;
    const start = now();
    try {
      Date.now = () => start;
      for (let turn = 0; turn < 20; turn++) {
        element.requestUpdate();
        await new Promise((resolve) => setTimeout(resolve));
      }
    } finally {
      Date.now = now;
    }
    expect(asked).to.be.at.most(2);
    expect(others).to.be.at.most(2);
  });

  it('are tried again by hand, and loaded once', async () => {
    define = () => Promise.reject(new TypeError('Failed to fetch'));
    const element = await fixture<LateHost>(staticHtml`<late-host></late-host>`);
    await element.late.load();
    expect(element.late.hasFailed).to.equal(true);
    define = async () => undefined;
    await Promise.all([element.late.load(), element.late.load()]);
    expect(element.late.hasFailed).to.equal(false);
    await element.late.load();
    expect(asked).to.equal(2);
  });

  it('are tried once more where they are asked for during an attempt that fails', async () => {
    let fail: (reason: Error) => void = () => undefined;
    define = () => new Promise((_, reject) => (fail = reject));
    const element = await make();
    await waitUntil(() => asked === 1);
    const pressed = element.late.load();
    define = async () => undefined;
    fail(new TypeError('Failed to fetch'));
    await pressed;
    expect(element.late.hasFailed).to.equal(false);
    expect(asked).to.equal(2);
  });

  it('are not tried once more for drawings during an attempt that fails', async () => {
    let fail: (reason: Error) => void = () => undefined;
    define = () => new Promise((_, reject) => (fail = reject));
    const element = await make();
    await waitUntil(() => asked === 1);
    element.requestUpdate();
    await element.updateComplete;
    fail(new TypeError('Failed to fetch'));
    await waitUntil(() => element.late.hasFailed);
    expect(asked).to.equal(1);
  });
});
