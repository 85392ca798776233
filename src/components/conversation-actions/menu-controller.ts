import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {placeAfterKey} from './menu-keys.js';

interface MenuParts {
  readonly menu: () => HTMLElement | null;
  readonly button: () => HTMLButtonElement | null;
}

/** The keyboard and the focus of a menu in a popover; opening by pointer and light dismissal are the browser's. */
export class MenuController implements ReactiveController {
  isOpen = false;

  constructor(
    private readonly host: ReactiveControllerHost & {readonly shadowRoot: ShadowRoot | null},
    private readonly parts: MenuParts,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.isOpen = false;
  }

  hostUpdated(): void {
    const button = this.parts.button();
    // Pressing the button of an open menu closes it: only the browser can tell that from light dismissal.
    if (button) button.popoverTargetElement = this.parts.menu();
  }

  /** Closes the menu, with the focus back on its button. */
  close(): void {
    const menu = this.parts.menu();
    if (!menu?.matches(':popover-open')) return;
    menu.hidePopover();
    this.parts.button()?.focus();
  }

  readonly onToggle = (event: ToggleEvent): void => {
    this.isOpen = event.newState === 'open';
    this.host.requestUpdate();
    // Whoever opened it with the up arrow is on the last item already.
    if (this.isOpen && !this.parts.menu()?.matches(':focus-within')) this.items[0]?.focus();
  };

  readonly onButtonKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.parts.menu()?.showPopover();
    this.items.at(event.key === 'ArrowDown' ? 0 : -1)?.focus();
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
    const {items} = this;
    const place = items.findIndex((item) => item === this.host.shadowRoot?.activeElement);
    const labels = items.map((item) => item.innerText.trim());
    const next = placeAfterKey(event.key, place, labels);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };

  private get items(): readonly HTMLElement[] {
    return [...(this.parts.menu()?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }
}
