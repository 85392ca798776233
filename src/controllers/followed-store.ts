import type {LitElement, ReactiveController} from 'lit';
import type {InboxStore} from '../store/inbox-store.js';
import type {Unsubscribe} from '../store/observable.js';
import {inboxContext, InheritedValue} from './contexts.js';

/** An element that may stand anywhere in the page, and says which inbox it is about. */
export interface Follower extends LitElement {
  /** The store itself. */
  readonly store?: InboxStore | undefined;
  /** The id of the element that owns the inbox, in the same document or shadow root. */
  readonly for?: string | undefined;
}

type InboxOwner = HTMLElement & {readonly store?: InboxStore};

/** What an owner tells whenever another store takes the place of its own. */
const STORE_CHANGE = 'parlor-unread-count-changed';

/**
 * The inbox that an element outside of it follows: the store it was given, that of the element its `for` names, whenever
 * that comes into the page, or else the inbox around it.
 */
export class FollowedStore implements ReactiveController {
  readonly #host: Follower;
  readonly #follow: (store: InboxStore) => Unsubscribe;
  readonly #around: InheritedValue<InboxStore | undefined>;
  #observer: MutationObserver | undefined;
  #owner: InboxOwner | undefined;
  #store: InboxStore | undefined;
  #stop: Unsubscribe = () => undefined;

  /** @param follow called with each store that is followed; what it returns is called when that ends */
  constructor(host: Follower, follow: (store: InboxStore) => Unsubscribe) {
    this.#host = host;
    this.#follow = follow;
    this.#around = new InheritedValue(host, inboxContext, () => this.#look());
    host.addController(this);
  }

  get store(): InboxStore | undefined {
    return this.#store;
  }

  /** Where requests about the inbox are dispatched, so that it hears of them. */
  get target(): HTMLElement {
    return this.#owner ?? this.#host;
  }

  hostConnected(): void {
    this.#look();
  }

  hostDisconnected(): void {
    this.#observer?.disconnect();
    this.#observer = undefined;
    this.#setOwner(undefined);
    this.#use(undefined);
  }

  hostUpdate(): void {
    if (this.#host.isConnected) this.#look();
  }

  readonly #look = (): void => {
    const {store, for: id} = this.#host;
    const isNamed = !store && !!id;
    if (isNamed) this.#watchTree();
    this.#setOwner(isNamed ? this.#find(id) : undefined);
    this.#use(store ?? (isNamed ? this.#owner?.store : this.#around.value));
  };

  #find(id: string): InboxOwner | undefined {
    const root = this.#host.getRootNode();
    const found = root instanceof Document || root instanceof ShadowRoot ? root.getElementById(id) : null;
    return found ?? undefined;
  }

  /** A framework may draw the named element later, or another one in its place. */
  #watchTree(): void {
    if (this.#observer) return;
    this.#observer = new MutationObserver(this.#look);
    this.#observer.observe(this.#host.getRootNode(), {childList: true, subtree: true});
  }

  #setOwner(owner: InboxOwner | undefined): void {
    if (owner === this.#owner) return;
    this.#owner?.removeEventListener(STORE_CHANGE, this.#look);
    this.#owner = owner;
    owner?.addEventListener(STORE_CHANGE, this.#look);
  }

  #use(store: InboxStore | undefined): void {
    if (store === this.#store) return;
    this.#stop();
    this.#store = store;
    this.#stop = store ? this.#follow(store) : () => undefined;
    this.#host.requestUpdate();
  }
}
