import {html, nothing, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import type {SendOption} from '../../adapter/messaging-adapter.js';
import {LateElements} from '../../controllers/late-elements.js';
import {holdSends, type AskedSend} from '../../controllers/send-holds.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {TextingHours, TimeZoneOf} from '../../model/texting-hours.js';
import type {SendOptions} from './send-options.js';

export interface ContactTimeHost extends LitElement {
  readonly conversationId?: string;
  readonly value: string;
  readonly sendOptions: readonly SendOption[];
  readonly textingHours?: TextingHours;
  readonly timeZoneOf?: TimeZoneOf;
  send(): unknown;
}

/**
 * What time it is for the contact, where that matters to the page: said above the field, and asked before anything is sent
 * in the conversation, from here or from elsewhere in the inbox.
 */
export class ContactTimeCheck implements ReactiveController {
  readonly #host: ContactTimeHost;
  readonly #store: () => InboxStore | undefined;
  readonly #chosen: SendOptions;
  readonly #late: LateElements;
  #heldIn: InboxStore | undefined;
  #stop: (() => void) | undefined;

  /** @param chosen where a later time to send at is put */
  constructor(host: ContactTimeHost, chosen: SendOptions, store: () => InboxStore | undefined) {
    this.#host = host;
    this.#store = store;
    this.#chosen = chosen;
    this.#late = new LateElements(
      host,
      () => import('../contact-time/define.js'),
      () => this.#isWanted,
    );
    host.addController(this);
  }

  hostUpdate(): void {
    const store = this.#isWanted ? this.#store() : undefined;
    if (store === this.#heldIn) return;
    this.#stop?.();
    this.#heldIn = store;
    this.#stop = store && holdSends(store, this.#holdsOther);
  }

  hostConnected(): void {
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#heldIn = this.#stop = undefined;
  }

  get #isWanted(): boolean {
    return !!(this.#host.textingHours ?? this.#host.timeZoneOf);
  }

  /** @param isForTemplate a template is about to be sent: that leaves at once, whatever time was chosen for a text */
  render({isForTemplate = false} = {}): TemplateResult | typeof nothing {
    if (!this.#isWanted) return nothing;
    const {sendOptions, textingHours, timeZoneOf} = this.#host;
    const time = isForTemplate ? undefined : sendOptions.find(({kind}) => kind === 'time');
    const schedule = (sendAt: string): void => {
      if (time) this.#chosen.choose(time, sendAt);
      // Once it is known to whoever asks whether this is a time to text.
      this.#sendAfter(this.#host.updateComplete, () => this.#host.send());
    };
    const sendAt = time && this.#chosen.valueOf(time);
    return html`<parlor-contact-time
      .textingHours=${textingHours}
      .timeZoneOf=${timeZoneOf}
      .sendAt=${typeof sendAt === 'string' ? sendAt : undefined}
      .onSchedule=${time && schedule}
    ></parlor-contact-time>`;
  }

  /**
   * Also by what is not there yet: it is asked as soon as it is.
   *
   * @param name names what is sent, where it is not what is being written
   */
  holdsBack(name?: string, again: () => void = () => this.#host.send()): boolean {
    const time = this.#host.renderRoot.querySelector('parlor-contact-time');
    if (!time || this.#late.hasFailed) return false;
    // Until its class has arrived, it can say nothing.
    if ('holdBack' in time) return time.holdBack(name);
    this.#sendAfter(this.#late.load(), again);
    return true;
  }

  /** What is asked for in this box was held back here before. */
  readonly #holdsOther = ({conversationId, name, path, again}: AskedSend): boolean => {
    const host = this.#host;
    const isHere = !conversationId || conversationId === host.conversationId;
    return isHere && !path.includes(host) && this.holdsBack(name, again);
  };

  /** What was pressed was pressed for this text, in this conversation. */
  #sendAfter(ready: Promise<unknown>, again: () => void): void {
    const host = this.#host;
    const {conversationId, value} = host;
    void ready.then(() => {
      if (host.conversationId === conversationId && host.value === value) again();
    });
  }
}
