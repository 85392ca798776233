import {Emitter} from '../../util/emitter.js';
import type {AdapterEvent} from '../adapter-event.js';
import type {AdapterSubscription} from '../messaging-adapter.js';
import {subscribeByPolling, type PollingOptions} from '../polling.js';

export interface LiveNewsOptions {
  /** How often to look besides; absent for providers that push all their news. */
  readonly polling?: PollingOptions;
  /** Hears which conversation a subscriber has on screen. */
  readonly onWatch?: (conversationId: string | undefined) => void;
  /** Called when the last subscriber has gone: background work is for nobody then. */
  readonly onUnheard?: () => void;
}

/** The subscribers of one adapter: what it tells reaches each of them, and each is polled for on its own. */
export class LiveNews {
  readonly #emitter = new Emitter<AdapterEvent>();
  readonly #options: LiveNewsOptions;

  constructor(options: LiveNewsOptions = {}) {
    this.#options = options;
  }

  /** Whether anybody would hear. */
  get isHeard(): boolean {
    return this.#emitter.size > 0;
  }

  tell(...events: readonly AdapterEvent[]): void {
    for (const event of events) this.#emitter.emit(event);
  }

  /** For `MessagingAdapter.subscribe`. */
  subscribe(listener: (event: AdapterEvent) => void): AdapterSubscription {
    const {polling, onWatch, onUnheard} = this.#options;
    const stop = this.#emitter.subscribe(listener);
    const looks = polling && subscribeByPolling(listener, polling);
    let isOpen = true;
    return {
      watch(conversationId) {
        looks?.watch(conversationId);
        onWatch?.(conversationId);
      },
      setPollMode: (pollMode) => looks?.setPollMode(pollMode),
      close: () => {
        if (!isOpen) return;
        isOpen = false;
        looks?.close();
        stop();
        if (!this.isHeard) onUnheard?.();
      },
    };
  }
}
