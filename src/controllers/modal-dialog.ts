import type {LitElement, ReactiveController} from 'lit';

interface ModalDialogParts {
  /** Whether its element says that it is open. */
  readonly isOpen: () => boolean;
  /** It is no longer open, or about to be: also where its element said so itself, and more than once. */
  readonly onClosed: () => void;
  /** After it was opened, such as for where the focus goes. */
  readonly onOpened?: () => void;
  /** Escape was pressed; by itself that closes it. */
  readonly onEscape?: () => void;
}

/**
 * Opens and closes the `<dialog>` of an element as that says. Only what changes counts: a browser closes a dialog at once
 * and tells of it later, and whatever is drawn in between must not open it again.
 */
export class ModalDialog implements ReactiveController {
  readonly #host: LitElement;
  readonly #parts: ModalDialogParts;
  #wasOpen = false;

  constructor(host: LitElement, parts: ModalDialogParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  hostUpdated(): void {
    const dialog = this.#dialog;
    const isOpen = this.#parts.isOpen();
    if (!dialog || isOpen === this.#wasOpen) return;
    this.#wasOpen = isOpen;
    if (!isOpen) {
      dialog.close?.();
      return callOffRest();
    }
    dialog.showModal?.();
    this.#parts.onOpened?.();
  }

  hostDisconnected(): void {
    this.#dialog?.close?.();
    this.#wasOpen = false;
    this.#parts.onClosed();
  }

  /** For `cancel` of the dialog. What is inside may have an event of the same name, as a file chooser has. */
  readonly onCancel = (event: Event): void => {
    if (event.target !== event.currentTarget) return;
    event.preventDefault();
    if (this.#parts.onEscape) return this.#parts.onEscape();
    this.#dialog?.close?.();
    this.#parts.onClosed();
  };

  /** For `close` of the dialog: the browser may close it without asking. It may be open anew by the time it is told. */
  readonly onClose = (): void => {
    if (!this.#dialog?.open) this.#parts.onClosed();
  };

  get #dialog(): HTMLDialogElement | null | undefined {
    return this.#host.shadowRoot?.querySelector('dialog');
  }
}

/** What is left of a double click whose first press closed a dialog is meant for nothing that lay beneath. */
function callOffRest(): void {
  const listening = new AbortController();
  const {signal} = listening;
  const take = (event: MouseEvent): void => {
    // A press of its own.
    if (event.type === 'mousedown' && event.detail <= 1) listening.abort();
    if (event.detail <= 1) return;
    // The focus stays as well.
    event.preventDefault();
    event.stopPropagation();
  };
  for (const type of ['mousedown', 'mouseup', 'click', 'dblclick'] as const)
    addEventListener(type, take, {capture: true, signal});
}
