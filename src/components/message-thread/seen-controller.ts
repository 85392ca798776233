import type {LitElement, ReactiveController} from 'lit';

export interface SeenParts {
  /** The row of the newest message, when the reader is at it. */
  readonly newestRow: () => {readonly element: Element; readonly messageId: string} | undefined;
  readonly onSeen: (messageId: string) => void;
}

const LOOKING = ['pointerenter', 'focusin'] as const;

/** In its place, and not to be seen there: a drawer that is put away, a panel that fades in later. */
const isTransparent = (element: Partial<Element>): boolean =>
  element.checkVisibility?.({visibilityProperty: true, opacityProperty: true}) === false;

/**
 * Tells, once for each, when the newest message was on screen: in a page that is looked at, and in sight there, whatever
 * it stands in may hide it.
 */
export class SeenController implements ReactiveController {
  readonly #host: LitElement;
  readonly #parts: SeenParts;
  #observer: IntersectionObserver | undefined;
  #observed: Element | undefined;
  #isInSight = false;
  #seenId: string | undefined;

  constructor(host: LitElement, parts: SeenParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.check);
    // Nothing tells that what hid it with a style does not any more; whoever reads there does something in it.
    for (const type of LOOKING) this.#host.addEventListener(type, this.check);
    if (!globalThis.IntersectionObserver) return;
    this.#observer = new IntersectionObserver((entries) => {
      const entry = entries.findLast(({target}) => target === this.#observed);
      if (entry) this.#isInSight = entry.isIntersecting;
      this.check();
    });
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.check);
    for (const type of LOOKING) this.#host.removeEventListener(type, this.check);
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#observed = undefined;
  }

  /** Another conversation is shown. */
  reset(): void {
    this.#seenId = undefined;
  }

  /** To be called when rows or the reader's place changed. */
  readonly check = (): void => {
    const newest = this.#parts.newestRow();
    this.#observe(newest?.element);
    if (!newest || !this.#isInSight || document.visibilityState === 'hidden') return;
    if (newest.messageId === this.#seenId || isTransparent(newest.element)) return;
    this.#seenId = newest.messageId;
    this.#parts.onSeen(newest.messageId);
  };

  #observe(element: Element | undefined): void {
    if (element === this.#observed) return;
    this.#observer?.disconnect();
    this.#observed = element;
    // Where nobody can tell what is in sight, the place in the thread has to do.
    this.#isInSight = !globalThis.IntersectionObserver;
    if (element) this.#observer?.observe(element);
  }
}
