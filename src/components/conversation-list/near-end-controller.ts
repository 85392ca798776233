import type {ReactiveController, ReactiveControllerHost} from 'lit';

/** Tells when the end of a list comes near, by an element that stands there. */
export class NearEndController implements ReactiveController {
  readonly #onNear: () => void;
  #observer: IntersectionObserver | undefined;

  constructor(host: ReactiveControllerHost, onNear: () => void) {
    this.#onNear = onNear;
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
  }

  /** Looks afresh: an element that is in sight already is reported again. */
  observe(sentinel: Element | null): void {
    this.#observer?.disconnect();
    // Tests outside of a browser have none: then the button below the rows is the way on.
    if (!sentinel || !globalThis.IntersectionObserver) return;
    this.#observer ??= new IntersectionObserver((entries) => {
      if (entries.at(-1)?.isIntersecting) this.#onNear();
    });
    this.#observer.observe(sentinel);
  }
}
