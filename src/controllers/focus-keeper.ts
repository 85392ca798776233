import type {LitElement, ReactiveController} from 'lit';

/** Which of what an element draws itself has the focus. happy-dom throws where what had it has left the page: then nothing has it. */
export function activeIn(element: {readonly shadowRoot: ShadowRoot | null}): Element | null {
  try {
    return element.shadowRoot?.activeElement ?? null;
  } catch {
    return null;
  }
}

/**
 * Takes the focus along when what has it goes away: drawn away, hidden or disabled. Browsers let it fall back to the top
 * of the page, which loses the place of whoever uses the keyboard or listens.
 */
export class FocusKeeper implements ReactiveController {
  readonly #host: LitElement;
  readonly #next: () => Element | null | undefined;
  #focused: Element | null = null;

  /** @param next where the focus goes instead; asked after drawing */
  constructor(host: LitElement, next: () => Element | null | undefined) {
    this.#host = host;
    this.#next = next;
    host.addController(this);
  }

  /** What in the element has the focus, while it draws. */
  get focused(): Element | null {
    return this.#focused;
  }

  hostConnected(): void {
    this.#host.addEventListener('focusout', this.#onFocusOut);
  }

  hostDisconnected(): void {
    this.#host.removeEventListener('focusout', this.#onFocusOut);
  }

  hostUpdate(): void {
    this.#focused = activeIn(this.#host);
  }

  hostUpdated(): void {
    const focused = this.#focused;
    this.#focused = null;
    this.#follow(focused);
  }

  /** For what goes without being drawn anew, such as by a change of size. */
  readonly check = (): void => this.#follow(activeIn(this.#host));

  /** Browsers may take the focus from what is hidden before anybody hears of the change of size. */
  readonly #onFocusOut = (event: FocusEvent): void => {
    const root = this.#host.shadowRoot;
    const left = event.composedPath().find((target) => target instanceof Element && target.getRootNode() === root);
    if (event.relatedTarget === null && left instanceof Element && left.isConnected) this.#follow(left);
  };

  #follow(focused: Element | null): void {
    if (!focused || !isGone(focused) || !isFocusLost(focused)) return;
    // What comes next may be unable to take it for the moment: then all of the element has it.
    if (!takeFocus(this.#next())) takeFocus(this.#host.renderRoot.firstElementChild);
  }
}

/** What in an element has the focus, through all that is drawn in it. */
export function focusedIn(element: Element): Element | undefined {
  const inner = activeIn(element);
  return inner ? (focusedIn(inner) ?? inner) : undefined;
}

const isGone = (element: Element): boolean => !element.isConnected || element.matches(':disabled') || isHidden(element);

/** Tests outside of a browser have nothing to see. */
export function isHidden(element: Element | null): boolean {
  if (element?.checkVisibility?.({visibilityProperty: true}) !== false) return false;
  // An element without a box of its own, such as one that only opens a menu, is seen where what it has the focus in is.
  const inner = activeIn(element);
  return !inner || getComputedStyle(element).display !== 'contents' || isHidden(inner);
}

/** False where somebody has taken the focus elsewhere meanwhile. */
function isFocusLost(focused: Element): boolean {
  const {activeElement, body} = document;
  if (!activeElement || activeElement === body) return true;
  const root = focused.getRootNode();
  return root instanceof ShadowRoot && activeIn(root.host) === focused;
}

/** Focuses an element, also one that usually cannot be. Returns whether it has the focus. */
function takeFocus(element: Element | null | undefined): boolean {
  if (!(element instanceof HTMLElement)) return false;
  element.focus({preventScroll: true});
  if (element.matches(':focus-within')) return true;
  element.tabIndex = -1;
  element.addEventListener('blur', () => element.removeAttribute('tabindex'), {once: true});
  element.focus({preventScroll: true});
  return element.matches(':focus-within');
}
