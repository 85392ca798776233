import type {LitElement, ReactiveController} from 'lit';
import type {InboxStore} from '../store/inbox-store.js';
import type {Observable, Unsubscribe} from '../store/observable.js';
import {inboxContext, InheritedValue} from './contexts.js';

type Observed = Pick<Observable<unknown>, 'subscribe'>;

/** Gives an element its properties from the store around it, and again whenever the parts of it that it shows change. */
export class StoreController implements ReactiveController {
  private readonly consumer: InheritedValue<InboxStore | undefined>;
  private observed: readonly Observed[] = [];
  private unsubscribes: readonly Unsubscribe[] = [];
  private connected = false;

  /**
   * @param parts the parts to watch; asked again after every change, since another conversation has another timeline
   * @param bind sets the element's properties; without it the element is only drawn again
   */
  constructor(
    private readonly host: LitElement,
    private readonly parts: (store: InboxStore) => readonly Observed[],
    private readonly bind?: (store: InboxStore) => void,
  ) {
    this.consumer = new InheritedValue(host, inboxContext, this.onChange);
    host.addController(this);
  }

  /** The store of the inbox around the element; `undefined` when it stands alone. */
  get store(): InboxStore | undefined {
    return this.consumer.value;
  }

  hostConnected(): void {
    this.connected = true;
    this.onChange();
  }

  hostDisconnected(): void {
    this.connected = false;
    this.observe();
  }

  private observe(): void {
    const next = this.connected && this.store ? this.parts(this.store) : [];
    if (next.length === this.observed.length && next.every((part, index) => part === this.observed[index])) return;
    this.unsubscribes.forEach((unsubscribe) => unsubscribe());
    this.observed = next;
    this.unsubscribes = next.map((part) => part.subscribe(this.onChange));
  }

  private readonly onChange = (): void => {
    if (!this.connected) return;
    this.observe();
    // Properties that did not change draw nothing.
    if (!this.bind) this.host.requestUpdate();
    else if (this.store) this.bind(this.store);
  };
}
