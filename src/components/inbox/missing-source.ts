import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {isServer} from '../../controllers/server-drawing.js';

/** A page may fetch what it makes its adapter of. */
const GRACE = 3000;

const WORDS =
  'it was given no adapter and no provider, and shows nothing. Set the property `adapter`, or the attributes `provider` ' +
  'and `gateway` or `base-url`. Where React rendered the page on a server, properties get lost: use `componentFor`.';

interface MissingSourceParts {
  readonly hasSource: () => boolean;
  readonly warn: (words: string) => void;
}

/** Tells whoever builds a page why its inbox stays empty. */
export class MissingSource implements ReactiveController {
  readonly #parts: MissingSourceParts;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, parts: MissingSourceParts) {
    this.#parts = parts;
    host.addController(this);
  }

  hostConnected(): void {
    if (isServer) return;
    this.#timer = setTimeout(() => {
      if (!this.#parts.hasSource()) this.#parts.warn(WORDS);
    }, GRACE);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }
}
