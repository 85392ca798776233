import type {LitElement, ReactiveController} from 'lit';
import {matchIn} from '../../model/find-messages.js';

/** The name by which styles draw what was found. */
const NAME = 'parlor-match';

/** The page has one for all that is found in it; nothing where the browser knows none. */
function pageHighlight(): Highlight | undefined {
  const registry = globalThis.CSS?.highlights as HighlightRegistry | undefined;
  if (!registry) return undefined;
  const known = registry.get(NAME);
  if (known) return known;
  const made = new Highlight();
  registry.set(NAME, made);
  return made;
}

/** Marks what a search found in the text of a message, without changing the text. */
export class MatchMark implements ReactiveController {
  readonly #host: LitElement & {readonly searched: string};
  #range: Range | undefined;

  constructor(host: LitElement & {readonly searched: string}) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated(): void {
    this.#clear();
    const {searched, renderRoot} = this.#host;
    const text = searched ? renderRoot.querySelector('.text') : null;
    this.#range = text ? rangeIn(text, searched) : undefined;
    if (this.#range) pageHighlight()?.add(this.#range);
  }

  hostDisconnected(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#range) pageHighlight()?.delete(this.#range);
    this.#range = undefined;
  }
}

function rangeIn(element: Element, searched: string): Range | undefined {
  const match = matchIn(element.textContent ?? '', searched);
  if (!match) return undefined;
  const range = document.createRange();
  const nodes = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let from = 0;
  for (let node = nodes.nextNode(); node instanceof Text; node = nodes.nextNode()) {
    const to = from + node.length;
    if (match.start >= from && match.start < to) range.setStart(node, match.start - from);
    if (match.end > from && match.end <= to) range.setEnd(node, match.end - from);
    from = to;
  }
  return range;
}
