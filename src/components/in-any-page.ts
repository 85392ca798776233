import {LitElement} from 'lit';

const dressAnew = (element: LitElement): void =>
  void import('./moved-styles.js').then(({dress}) => dress(element)).catch(() => undefined);

/** What every element does of its own where a page moves it into another document, such as that of a frame or a window. */
class Movable extends LitElement {
  protected override createRenderRoot(): HTMLElement | DocumentFragment {
    try {
      return super.createRenderRoot();
    } catch (thrown) {
      if (!this.shadowRoot) throw thrown;
      // Browsers refuse the sheets that Lit puts on, which are those of the document that it is in itself.
      dressAnew(this);
      return this.shadowRoot;
    }
  }

  adoptedCallback(): void {
    dressAnew(this);
  }
}

/**
 * Tools that translate pages put each text into a `<font>`. Lit would go on writing into the text that stood there, and
 * what is read would stay as it was translated first: the name of somebody else, or "Sending" over what has failed.
 */
function takeBackTexts(root: ParentNode): void {
  for (const words of root.querySelectorAll('font:not([color])')) {
    // In the place of what is written there; a page's own, which has a colour, and what only stands beside our text stays.
    if (words.previousSibling?.nodeType === Node.COMMENT_NODE) words.replaceWith(words.textContent);
  }
}

/** Makes an element hold in pages that do to it what Lit does not expect. */
export function holdInAnyPage(element: typeof LitElement): void {
  for (const name of ['createRenderRoot', 'adoptedCallback']) {
    const method = Object.getOwnPropertyDescriptor(Movable.prototype, name);
    if (method) Object.defineProperty(element.prototype, name, method);
  }
  element.addInitializer((host) => host.addController({hostUpdate: () => takeBackTexts(host.renderRoot)}));
}
