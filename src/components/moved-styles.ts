import type {CSSResultOrNative, LitElement} from 'lit';

/** A style sheet belongs to the document that made it: in another one, elements wear copies that were made there. */
const copies = new WeakMap<Document, Map<CSSResultOrNative, CSSStyleSheet>>();

function copyIn(page: Document & {defaultView: typeof globalThis}, style: CSSResultOrNative): CSSStyleSheet {
  const known = copies.get(page) ?? new Map<CSSResultOrNative, CSSStyleSheet>();
  copies.set(page, known);
  const sheet = known.get(style) ?? new page.defaultView.CSSStyleSheet();
  if (!known.has(style)) {
    known.set(style, sheet);
    sheet.replaceSync('cssRules' in style ? [...style.cssRules].map(({cssText}) => cssText).join('') : style.cssText);
  }
  return sheet;
}

const isShown = (page: Document): page is Document & {defaultView: typeof globalThis} => page.defaultView !== null;

/** Puts on an element's styles as the document takes them that it is in. */
export function dress({constructor, shadowRoot, ownerDocument: page}: LitElement): void {
  if (!shadowRoot || !isShown(page)) return;
  const {elementStyles} = constructor as typeof LitElement;
  shadowRoot.adoptedStyleSheets = elementStyles.flatMap((style) =>
    page === document ? ('styleSheet' in style ? (style.styleSheet ?? []) : style) : copyIn(page, style),
  );
}
