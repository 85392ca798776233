/**
 * Registers an element, unless its tag is taken: a page may hold two copies of this library, and the first one stays.
 * Does nothing where there are no elements, as on a server.
 */
export function defineElement(tag: string, element: CustomElementConstructor): void {
  const {customElements} = globalThis;
  if (customElements && !customElements.get(tag)) customElements.define(tag, element);
}
