import type {ReactiveController, ReactiveControllerHost} from 'lit';

interface MenuParts {
  readonly menu: () => HTMLElement | null;
  readonly button: () => HTMLButtonElement | null;
}

/** The keyboard and the focus of a menu in a popover; opening by pointer and light dismissal are the browser's. */
export class MenuController implements ReactiveController {
  readonly #host: ReactiveControllerHost & {readonly shadowRoot: ShadowRoot | null};
  readonly #parts: MenuParts;
  isOpen = false;

  constructor(host: ReactiveControllerHost & {readonly shadowRoot: ShadowRoot | null}, parts: MenuParts) {
    this.#host = host;
    this.#parts = parts;

    host.addController(this);
  }

  hostDisconnected(): void {
    this.isOpen = false;
  }

  hostUpdated(): void {
    const button = this.#parts.button();
    // Pressing the button of an open menu closes it: only the browser can tell that from light dismissal.
    if (button) button.popoverTargetElement = this.#parts.menu();
  }

  /** Closes the menu, with the focus back on its button. */
  close(): void {
    const menu = this.#parts.menu();
    if (!menu?.matches(':popover-open')) return;
    menu.hidePopover();
    this.#parts.button()?.focus();
  }

  readonly onToggle = (event: ToggleEvent): void => {
    this.isOpen = event.newState === 'open';
    this.#host.requestUpdate();
    // Whoever opened it with the up arrow is on the last item already.
    if (this.isOpen && !this.#parts.menu()?.matches(':focus-within')) this.#items[0]?.focus();
  };

  readonly onButtonKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#parts.menu()?.showPopover?.();
    this.#items.at(event.key === 'ArrowDown' ? 0 : -1)?.focus();
  };

  readonly onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Tab') return this.close();
    if (event.key === 'Escape') {
      // Escape is for the menu only, not for what it stands in.
      event.preventDefault();
      event.stopPropagation();
      return this.close();
    }
    const items = this.#items;
    const place = items.findIndex((item) => item === this.#host.shadowRoot?.activeElement);
    const labels = items.map((item) => item.innerText.trim());
    const next = placeAfterKey(event.key, place, labels);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };

  get #items(): readonly HTMLElement[] {
    return [...(this.#parts.menu()?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }
}

/** Where a key leads in a menu, round and round; `undefined` when it leads nowhere. */
export function placeAfterKey(key: string, place: number, labels: readonly string[]): number | undefined {
  const count = labels.length;
  if (count === 0) return undefined;
  switch (key) {
    case 'ArrowDown':
      return (place + 1) % count;
    case 'ArrowUp':
      return (place - 1 + count) % count;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
  }
  if ([...key].length !== 1 || key === ' ') return undefined;
  // The next item that begins with the letter.
  for (let step = 1; step <= count; step++) {
    const candidate = (place + step) % count;
    if (labels[candidate]?.toLocaleLowerCase().startsWith(key.toLocaleLowerCase())) return candidate;
  }
  return undefined;
}

/** Between a popup and what it belongs to, and the edge of the window, in pixels. */
const GAP = 4;

/** Puts an element of the top layer below another, with their ends in line. It reads both from these properties. */
export function placeBelow(popup: HTMLElement, anchor: Element): void {
  const {left, right, bottom} = anchor.getBoundingClientRect();
  const end = anchor.matches(':dir(rtl)') ? left : document.documentElement.clientWidth - right;
  popup.style.setProperty('--_popup-end', `${Math.max(end, GAP)}px`);
  popup.style.setProperty('--_popup-start', `${bottom + GAP}px`);
}
