import type {LitElement, ReactiveController} from 'lit';

/** What an inbox takes where its container has no height, in CSS pixels; a size that no page gives by itself. */
export const FALLBACK_HEIGHT = 639.5;

/**
 * Keeps an inbox whose container has no height within the greatest height of what is around it, and tells whoever builds
 * the page.
 */
export class FallbackHeight implements ReactiveController {
  readonly #host: LitElement;
  readonly #onResize: (inlineSize: number) => void;
  #observer: ResizeObserver | undefined;
  #isTold = false;

  /** @param onResize called with the width of what is in it, after the inbox changed its size */
  constructor(host: LitElement, onResize: (inlineSize: number) => void) {
    this.#host = host;
    this.#onResize = onResize;
    host.addController(this);
  }

  hostConnected(): void {
    this.#observer =
      globalThis.ResizeObserver &&
      new ResizeObserver(([entry]) => {
        this.#fit();
        this.#onResize(entry?.contentRect.width ?? 0);
      });
    this.#observer?.observe(this.#host);
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  #fit(): void {
    const host = this.#host;
    if (Math.abs(host.getBoundingClientRect().height - FALLBACK_HEIGHT) > 0.1) return;
    const room = roomAround(host);
    if (room < FALLBACK_HEIGHT) host.style.setProperty('--_most-room', `${room}px`);
    if (this.#isTold) return;
    this.#isTold = true;
    console.warn(
      `<${host.localName}>: its container has no height, so that it takes 640 px. Give the container a height.`,
    );
  }
}

/** The least of the greatest heights that the elements around allow for their content. */
function roomAround(host: Element): number {
  let room = Infinity;
  for (let element = parentOf(host); element; element = parentOf(element)) {
    const {maxHeight, boxSizing, ...style} = getComputedStyle(element);
    const greatest = maxHeight.endsWith('px') ? parseFloat(maxHeight) : Infinity;
    const edges = [style.paddingTop, style.paddingBottom, style.borderTopWidth, style.borderBottomWidth];
    const frame = boxSizing === 'border-box' ? edges.reduce((sum, edge) => sum + parseFloat(edge), 0) : 0;
    room = Math.min(room, greatest - frame);
  }
  return room;
}

const parentOf = (element: Element): Element | null => {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};
