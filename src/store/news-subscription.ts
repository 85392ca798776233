import type {AdapterEvent} from '../adapter/adapter-event.js';
import type {AdapterSubscription, MessagingAdapter, PollMode} from '../adapter/messaging-adapter.js';
import type {Unsubscribe} from './observable.js';

/** Listens to an adapter, and tells it what is looked at and how closely; what was said before it listens holds then. */
export class NewsSubscription {
  readonly #adapter: MessagingAdapter;
  readonly #onEvent: (event: AdapterEvent) => void;
  #subscription: AdapterSubscription | undefined;
  #mode: PollMode = 'active';
  readonly #hiddenListeners = new Set<object>();
  #rows: readonly string[] = [];

  constructor(adapter: MessagingAdapter, onEvent: (event: AdapterEvent) => void) {
    this.#adapter = adapter;
    this.#onEvent = onEvent;
  }

  get isOpen(): boolean {
    return this.#subscription !== undefined;
  }

  /** @param selectedId the conversation that is open */
  open(selectedId: string | undefined): void {
    this.#subscription = this.#adapter.subscribe?.(this.#onEvent);
    this.watch(selectedId);
    this.#subscription?.showRows?.(this.#rows);
    this.#followMode();
  }

  close(): void {
    this.#subscription?.close();
    this.#subscription = undefined;
  }

  watch(conversationId: string | undefined): void {
    this.#subscription?.watch(conversationId);
  }

  showRows(conversationIds: readonly string[]): void {
    this.#rows = conversationIds;
    this.#subscription?.showRows?.(conversationIds);
  }

  setPollMode(mode: PollMode): void {
    this.#mode = mode;
    this.#followMode();
  }

  /** Looks as seldom as in a page left alone while it is hidden, until what it returns is called. */
  listenWhileHidden(): Unsubscribe {
    const listener = {};
    this.#hiddenListeners.add(listener);
    this.#followMode();
    return () => {
      this.#hiddenListeners.delete(listener);
      this.#followMode();
    };
  }

  #followMode(): void {
    const isListening = this.#mode === 'hidden' && this.#hiddenListeners.size > 0;
    this.#subscription?.setPollMode(isListening ? 'idle' : this.#mode);
  }
}
