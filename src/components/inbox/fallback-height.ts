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
        void this.#fit().catch(() => undefined);
        this.#onResize(entry?.contentRect.width ?? 0);
      });
    this.#observer?.observe(this.#host);
    // Rules of a page for every element may leave it without a box: it has no size then, and its parts have no place.
    if (this.#observer && /^(?:inline|contents)$/.test(getComputedStyle(this.#host).display)) {
      this.#host.style.cssText += ';display:block;block-size:100%';
    }
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
  }

  /** What is needed for it is loaded only here: most containers have a height. */
  async #fit(): Promise<void> {
    const host = this.#host;
    if (Math.abs(host.getBoundingClientRect().height - FALLBACK_HEIGHT) > 0.1) return;
    const {roomAround, tellOfFallback} = await import('./without-height.js');
    const room = roomAround(host);
    if (room < FALLBACK_HEIGHT) host.style.setProperty('--_most-room', `${room}px`);
    if (this.#isTold) return;
    this.#isTold = true;
    tellOfFallback(host);
  }
}
