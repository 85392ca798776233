import type {LitElement, ReactiveController} from 'lit';

/**
 * Takes the focus along when what has it goes away: drawn away, hidden or disabled. Browsers let it fall back to the top
 * of the page, which loses the place of whoever uses the keyboard or listens.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #next: () => HTMLElement | null | undefined;
  #focused: Element | null = null;

  /** @param next where the focus goes instead; asked after drawing */
  constructor(host: LitElement, next: () => HTMLElement | null | undefined) {
    this.#host = host;
    this.#next = next;
    host.addController(this);
  }

  /** What in the element has the focus, while it draws. */
  get focused(): Element | null {
    return this.#focused;
  }

  hostUpdate(): void {
    this.#focused = this.#host.shadowRoot?.activeElement ?? null;
  }

  hostUpdated(): void {
    const focused = this.#focused;
    this.#focused = null;
    if (focused && isGone(focused) && isFocusLost(focused)) takeFocus(this.#next());
  }
}

const isGone = (element: Element): boolean =>
  !element.isConnected || element.matches(':disabled') || !element.checkVisibility({visibilityProperty: true});

/** False where somebody has taken the focus elsewhere meanwhile. */
function isFocusLost(focused: Element): boolean {
  const {activeElement, body} = document;
  if (!activeElement || activeElement === body) return true;
  const root = focused.getRootNode();
  return root instanceof ShadowRoot && root.activeElement === focused;
}

/** Focuses an element, also one that usually cannot be. */
function takeFocus(element: HTMLElement | null | undefined): void {
  if (!element) return;
  element.focus({preventScroll: true});
  if (element.matches(':focus-within')) return;
  element.tabIndex = -1;
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), {once: true});
  element.focus({preventScroll: true});
}
