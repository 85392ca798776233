import {ContextProvider} from '@lit/context';
import type {LitElement, ReactiveController} from 'lit';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {inboxContext, InheritedValue} from '../../controllers/contexts.js';
import {takeOn} from '../../controllers/request.js';
import {isHeldBack} from '../../controllers/send-holds.js';
import type {InboxEvent} from '../../store/inbox-event.js';
import {InboxStore} from '../../store/inbox-store.js';
import type {Unsubscribe} from '../../store/observable.js';
import {MemoryStorage, SharedMemory} from '../../store/storage/memory.js';
import type {InboxStorage} from '../../store/storage/port.js';
import {Attention} from './attention.js';
import {REQUEST_HANDLERS, takeRequest} from './requests.js';

/** The element that owns an inbox, as its controller needs it. */
export interface InboxOwner {
  /** Something happened. */
  readonly onEvent: (event: InboxEvent) => void;
  /** Whether the element names where its data comes from; one that does not draws the inbox around it. */
  readonly hasSource: () => boolean;
  /** The element is back in a document after its store was let go of: it needs another one. */
  readonly onReturn: () => void;
}

/**
 * Owns a store for the elements below its host: hands it down as context, does what they, or the page's own buttons,
 * request, slows it down while nobody looks, and lets go of it when its host leaves the document for good. A host that
 * is only moved within the page keeps its store. A host that names no adapter draws the inbox around it, if there is one.
 *
 * A page can veto any request with `preventDefault()`, from a listener anywhere up to the document.
 */
export class InboxController implements ReactiveController {
  readonly #host: LitElement;
  readonly #owner: InboxOwner;
  readonly #provider: ContextProvider<typeof inboxContext, LitElement>;
  /** The store of the inbox around the host. */
  readonly #around: InheritedValue<InboxStore | undefined>;
  readonly #warned = new Set<string>();
  readonly #attention = new Attention((mode) => this.store?.setPollMode(mode));
  #stops: readonly Unsubscribe[] = [];
  #isConnected = false;
  /** The store is that of the inbox around the host, which goes on with it. */
  #isGuest = false;
  /** The store was let go of because its host had left. */
  #wasReleased = false;
  /** What was written without a storage outlives an adapter that is replaced by another one of the same account. */
  #memory: {readonly adapterId: string; readonly shared: SharedMemory} | undefined;

  constructor(host: LitElement, owner: InboxOwner) {
    this.#host = host;
    this.#owner = owner;
    this.#provider = new ContextProvider(host, {context: inboxContext});
    this.#around = new InheritedValue(host, inboxContext, () => this.#drawAround());
    host.addController(this);
  }

  /** Whether the host draws the inbox around it, whose own element then tells what happens in it. */
  get isGuest(): boolean {
    return this.#isGuest;
  }

  get store(): InboxStore | undefined {
    return this.#provider.value;
  }

  /**
   * Starts over on another adapter. Nothing leaves through the old one any more; what waits stays in its storage, and
   * goes on from there.
   *
   * @throws ConversationError when the adapter is of another version of the contract
   */
  setAdapter(adapter: MessagingAdapter | undefined, storage?: InboxStorage): void {
    if (this.store?.adapter === adapter && !storage) return;
    this.#release();
    // Who left while this was made ready has no use for it, and nobody would let go of it: it is made anew on return.
    this.#wasReleased = !this.#isConnected && adapter !== undefined;
    if (this.#wasReleased) return void storage?.close();
    if (adapter) this.#provider.setValue(new InboxStore(adapter, {storage: storage ?? this.#memoryFor(adapter)}));
    else this.#drawAround();
    if (this.#isConnected) this.#attach();
  }

  #drawAround(): void {
    const {value: store} = this.#around;
    if (store === this.store || this.#owner.hasSource()) return;
    this.#release();
    this.#isGuest = store !== undefined;
    this.#wasReleased = false;
    this.#provider.setValue(store);
    if (this.#isConnected) this.#attach();
  }

  hostConnected(): void {
    this.#isConnected = true;
    for (const type of Object.keys(REQUEST_HANDLERS)) this.#host.addEventListener(type, this.#onRequest);
    this.#attention.start();
    window.addEventListener('online', this.#onOnline);
    if (this.#wasReleased) this.#owner.onReturn();
    else this.#attach();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    for (const type of Object.keys(REQUEST_HANDLERS)) this.#host.removeEventListener(type, this.#onRequest);
    this.#attention.stop();
    window.removeEventListener('online', this.#onOnline);
    // A move takes an element out and puts it back at once: only who stays out has left.
    queueMicrotask(() => {
      if (this.#isConnected || !this.store) return;
      this.#release();
      this.#wasReleased = true;
    });
  }

  #attach(): void {
    const {store} = this;
    if (!store || this.#stops.length > 0) return;
    const redraw = () => this.#host.requestUpdate();
    this.#stops = [
      store.onEvent((event) => this.#owner.onEvent(event)),
      store.subscribe(redraw),
      store.conversationList.subscribe(redraw),
    ];
    store.setPollMode(this.#attention.mode);
    store.open();
  }

  /** A request that is under way is still answered, and what comes of it is told. */
  #release(): void {
    const {store} = this;
    if (!store) return;
    const stops = this.#stops;
    this.#stops = [];
    this.#provider.setValue(undefined);
    if (this.#isGuest) stops.forEach((stop) => stop());
    else void store.dispose().finally(() => stops.forEach((stop) => stop()));
    this.#isGuest = false;
  }

  #memoryFor(adapter: MessagingAdapter): InboxStorage {
    if (this.#memory?.adapterId !== adapter.id) this.#memory = {adapterId: adapter.id, shared: new SharedMemory()};
    return new MemoryStorage(this.#memory.shared);
  }

  readonly #onRequest = (event: Event): void => {
    // What an owner below has taken on is left alone.
    if (!takeOn(event)) return;
    const path = event.composedPath();
    // After the event has passed every listener, so that each of them could veto it.
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#take(event, path);
    });
  };

  #take(event: Event, path: readonly EventTarget[]): void {
    const {store} = this;
    if (!store) return;
    const detail: unknown = (event instanceof CustomEvent ? event.detail : undefined) ?? {};
    const again = (): void => {
      if (this.store === store) this.#take(event, path);
    };
    const {type} = event;
    if (typeof detail === 'object' && detail && isHeldBack(store, {type, detail}, {path, again})) return;
    const fault = takeRequest(store, type, detail);
    if (fault !== undefined) this.#warn(type, fault);
  }

  /** Once for each kind of request: a page that asks wrongly does so every time. */
  #warn(type: string, fault: string): void {
    if (this.#warned.has(type)) return;
    this.#warned.add(type);
    console.warn(`Parlor: a ${type} was ignored. What it needs of its detail is missing or of another type: ${fault}.`);
  }

  readonly #onOnline = (): void => {
    void this.store?.refresh();
  };
}
