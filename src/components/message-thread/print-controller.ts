import type {LitElement, ReactiveController} from 'lit';

/** Has everything that is loaded drawn while the page is printed, also what is out of sight. */
export class PrintController implements ReactiveController {
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
  }
}
