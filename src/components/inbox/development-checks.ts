import type {ReactiveController} from 'lit';
import {isServer} from '../../controllers/server-drawing.js';
import {pageShared} from '../../util/page-shared.js';
import type {CheckedInbox} from './page-faults.js';

/** A page may fetch what it makes its adapter of. */
const GRACE = 3000;

/** A page that comes from this machine is one that is being built. */
const THIS_MACHINE = /^(?:|localhost|.+\.(?:localhost|local|test)|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Tells whoever builds a page what is wrong with how it uses the inbox, each fault once. What looks for faults loads
 * only there: nobody else pays for it.
 */
export class DevelopmentChecks implements ReactiveController {
  readonly #host: CheckedInbox;
  readonly #hasSource: () => boolean;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param hasSource whether it has an adapter or names a provider, or stands in an inbox that has */
  constructor(host: CheckedInbox, hasSource: () => boolean) {
    this.#host = host;
    this.#hasSource = hasSource;
    host.addController(this);
  }

  hostConnected(): void {
    if (!isServer && THIS_MACHINE.test(location.hostname)) this.#timer = setTimeout(() => void this.#check(), GRACE);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
  }

  async #check(): Promise<void> {
    // Where the file does not arrive, there is nothing to tell.
    const {pageFaults} = await import('./page-faults.js').catch(() => ({pageFaults: () => []}));
    const told = pageShared('told-faults', () => new Set<string>());
    for (const {code, words} of pageFaults(this.#host, this.#hasSource())) {
      if (told.has(code)) continue;
      told.add(code);
      console.warn(`<${this.#host.localName}>: ${words} (${code})`);
    }
  }
}
