import {ReactiveElement, type LitElement, type ReactiveController} from 'lit';

/** Has everything that is loaded drawn while the page is printed, also what is out of sight. */
export class PrintController implements ReactiveController, EventListenerObject {
  isPrinting = false;
  readonly #host: LitElement;

  constructor(host: LitElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    globalThis.addEventListener('beforeprint', this);
    globalThis.addEventListener('afterprint', this);
  }

  hostDisconnected(): void {
    globalThis.removeEventListener('beforeprint', this);
    globalThis.removeEventListener('afterprint', this);
  }

  handleEvent({type}: Event): void {
    this.isPrinting = type === 'beforeprint';
    this.#host.requestUpdate();
    if (this.isPrinting) drawNow(this.#host);
  }
}

/** Draws an element and all in it at once: a page that prints by script goes on only after printing. */
function drawNow(element: ReactiveElement): void {
  // Elements do so to themselves only; nothing public draws at once.
  if (element.isUpdatePending) element['performUpdate']();
  for (const inner of element.renderRoot.querySelectorAll('*')) if (inner instanceof ReactiveElement) drawNow(inner);
}
