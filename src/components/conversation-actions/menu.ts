import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {activeIn} from '../../controllers/focus-keeper.js';
import {placeAfterKey, TypeAhead} from '../list-keys.js';

interface MenuParts {
  readonly menu: () => HTMLElement | null;
  readonly button: () => HTMLElement | null;
  /** What gets the focus back in place of the button. */
  readonly home?: () => HTMLElement | undefined;
}

/** The keyboard and the focus of a menu in a popover; opening by pointer and light dismissal are the browser's. */
export class MenuController implements ReactiveController {
  readonly #host: ReactiveControllerHost & {readonly shadowRoot: ShadowRoot | null};
  readonly #parts: MenuParts;
  readonly #typeAhead = new TypeAhead();
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
    const menu = this.#parts.menu();
    // Pressing the button of an open menu closes it: only the browser can tell that from light dismissal.
    if (button instanceof HTMLButtonElement && button.getRootNode() === menu?.getRootNode()) {
      button.popoverTargetElement = menu;
    }
  }

  /** Closes the menu, with the focus back on its button. */
  close(): void {
    const menu = this.#parts.menu();
    if (!menu?.matches(':popover-open')) return;
    const home = this.#parts.home?.() ?? this.#parts.button();
    menu.hidePopover();
    home?.focus();
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
    const {length: count} = items;
    const place = items.findIndex((item) => item === activeIn(this.#host));
    const next =
      placeAfterKey(event.key, place, {count, isRound: true}) ??
      this.#typeAhead.placeAfter(event, place, count, (each) => items[each]?.innerText ?? '');
    const item = items[next];
    if (!item) return;
    event.preventDefault();
    item.focus();
  };

  get #items(): readonly HTMLElement[] {
    return [...(this.#parts.menu()?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
  }
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

/** A place of the window, in pixels: a popup begins there, or ends there. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly isEnd?: boolean;
}

/** The corner where an element ends. */
export function endOf(element: Element): Place {
  const {left, right, bottom} = element.getBoundingClientRect();
  return {x: element.matches(':dir(rtl)') ? left : right, y: bottom, isEnd: true};
}

/** Puts an element of the top layer at a place, and within the window. */
export function placeAt(popup: HTMLElement, {x, y, isEnd = false}: Place): void {
  const {clientWidth, clientHeight} = document.documentElement;
  const set = (end: number, start: number): void => {
    popup.style.setProperty('--_popup-end', `${end}px`);
    popup.style.setProperty('--_popup-start', `${start}px`);
  };
  // As large as it would be anywhere.
  set(GAP, GAP);
  const {width, height} = popup.getBoundingClientRect();
  const fromEnd = popup.matches(':dir(rtl)') ? x : clientWidth - x;
  const within = (value: number, size: number, all: number): number => Math.max(GAP, Math.min(value, all - size - GAP));
  set(within(isEnd ? fromEnd : fromEnd - width, width, clientWidth), within(y, height, clientHeight));
}
