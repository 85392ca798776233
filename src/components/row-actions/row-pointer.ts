import type {Place} from '../conversation-actions/menu.js';

/** How long a finger rests on a row until its menu is meant, in milliseconds, and how far it may move meanwhile. */
const LONG_PRESS = 500;
const LONGEST_MOVE = 10;

export interface RowPointerParts {
  /** A mouse is over a row, or over none. */
  readonly onHover: (conversationId: string | undefined) => void;
  /** The menu of a row was asked for; by the keyboard without a row. */
  readonly onMenu: (conversationId: string | undefined, place: Place | undefined) => void;
  /** A row was pressed with a key that chooses several. */
  readonly onChoose: (conversationId: string, isRange: boolean) => boolean;
}

/** What a pointer asks for in the rows besides opening them. Nothing here stops a finger from scrolling. */
export class RowPointer {
  readonly #parts: RowPointerParts;
  #listening: AbortController | undefined;
  #press: {readonly id: string; readonly place: Place; readonly timer: ReturnType<typeof setTimeout>} | undefined;
  /** Pressed for long enough: the menu opens when the finger or the button is lifted, which would put it away again. */
  #meant: (() => void) | undefined;
  #swallowsClick = false;

  constructor(parts: RowPointerParts) {
    this.#parts = parts;
  }

  start(rows: HTMLElement): void {
    this.#listening = new AbortController();
    const {signal} = this.#listening;
    const listen = <Type extends keyof HTMLElementEventMap>(
      type: Type,
      listener: (event: HTMLElementEventMap[Type]) => void,
      options: AddEventListenerOptions = {},
    ) => rows.addEventListener(type, listener, {...options, signal});
    listen('pointerover', this.#onOver);
    listen('pointerleave', () => this.#parts.onHover(undefined));
    listen('contextmenu', this.#onContextMenu);
    listen('keydown', this.#onKey);
    listen('pointerdown', this.#onDown);
    listen('pointermove', this.#onMove);
    listen('pointercancel', this.#callOff);
    listen('click', this.#onClick, {capture: true});
    // Browsers would mark the text between two presses.
    listen('mousedown', (event) => event.shiftKey && idAt(event) !== undefined && event.preventDefault());
    window.addEventListener('pointerup', this.#onUp, {signal});
    rows.addEventListener('scroll', this.#callOff, {signal, passive: true});
    // The pointer came first, and brought this.
    const hovered = rows.querySelector<HTMLElement>('.row:hover');
    if (hovered && globalThis.matchMedia?.('(hover: hover)').matches) this.#parts.onHover(hovered.dataset['id']);
  }

  stop(): void {
    this.#listening?.abort();
    this.#callOff();
  }

  readonly #onOver = (event: PointerEvent): void => {
    if (event.pointerType !== 'mouse') return;
    const id = idAt(event);
    // Over the buttons of a row it is still that row.
    if (id !== undefined) this.#parts.onHover(id);
  };

  readonly #onContextMenu = (event: PointerEvent | MouseEvent): void => {
    const id = idAt(event);
    const isByKey = event.target instanceof Element && event.target.matches('[role=listbox]');
    if (id === undefined && !isByKey) return;
    event.preventDefault();
    if (id === undefined) return this.#parts.onMenu(undefined, undefined);
    const open = () => this.#parts.onMenu(id, {x: event.clientX, y: event.clientY});
    const isHeld = event.buttons > 0 || this.#press !== undefined;
    this.#callOff();
    if (isHeld) this.#meant = open;
    else open();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const isMenuKey = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
    if (!isMenuKey || !(event.target instanceof Element) || !event.target.matches('[role=listbox]')) return;
    event.preventDefault();
    this.#parts.onMenu(undefined, undefined);
  };

  readonly #onDown = (event: PointerEvent): void => {
    this.#callOff();
    this.#swallowsClick = false;
    const id = idAt(event);
    if (event.pointerType !== 'touch' || id === undefined) return;
    const place = {x: event.clientX, y: event.clientY};
    const timer = setTimeout(() => {
      this.#meant = () => this.#parts.onMenu(id, place);
    }, LONG_PRESS);
    this.#press = {id, place, timer};
  };

  readonly #onMove = ({clientX, clientY}: PointerEvent): void => {
    const {place} = this.#press ?? {};
    if (place && Math.hypot(clientX - place.x, clientY - place.y) > LONGEST_MOVE) this.#callOff();
  };

  readonly #onUp = (): void => {
    const open = this.#meant;
    this.#callOff();
    if (!open) return;
    this.#swallowsClick = true;
    // Lifting it puts away what is open by then.
    setTimeout(open);
  };

  readonly #callOff = (): void => {
    clearTimeout(this.#press?.timer);
    this.#press = undefined;
    this.#meant = undefined;
  };

  readonly #onClick = (event: MouseEvent): void => {
    const id = idAt(event);
    if (id === undefined) return;
    const isChosen =
      (event.ctrlKey || event.metaKey || event.shiftKey) &&
      !this.#swallowsClick &&
      this.#parts.onChoose(id, event.shiftKey);
    if (!isChosen && !this.#swallowsClick) return;
    this.#swallowsClick = false;
    event.preventDefault();
    event.stopPropagation();
  };
}

function idAt({target}: Event): string | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('.row') : null;
  return row?.dataset['id'];
}
