import type {LitElement} from 'lit';
import {pageShared} from '../util/page-shared.js';
import {holdInAnyPage} from './in-any-page.js';

/**
 * Registers an element, unless its tag is taken: a page may hold two copies of this library, and of each element the
 * first one stays. Does nothing where there are no elements, as on a server.
 */
export function defineElement(tag: string, element: typeof LitElement): void {
  const {customElements} = globalThis;
  if (!customElements) return;
  const known = customElements.get(tag);
  if (!known) {
    holdInAnyPage(element);
    customElements.define(tag, element);
  } else if (known !== element) tellOfCopies(tag);
}

/** Both work together, but twice the code is loaded, and what differs between versions shows. */
function tellOfCopies(tag: string): void {
  const told = pageShared('told-of-copies', () => ({isTold: false}));
  if (told.isTold) return;
  told.isTold = true;
  console.warn(`This page holds two copies of Parlor: <${tag}> is defined already. Load it once.`);
}
