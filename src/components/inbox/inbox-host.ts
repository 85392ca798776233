import {ContextProvider} from '@lit/context';
import {LitElement, type PropertyValues} from 'lit';
import {property, state} from 'lit/decorators.js';
import {loadAdapter, onRegistration, type AdapterOptions} from '../../adapter/adapter-registry.js';
import type {HeaderSupplier} from '../../adapter/http.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {localizerContext} from '../../controllers/contexts.js';
import {ConversationError} from '../../model/conversation-error.js';
import {isEqual} from '../../util/equal.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {Journal} from '../../store/journal.js';
import {Localizer} from '../../i18n/localizer.js';
import type {PartialStrings} from '../../i18n/catalogue.js';
import {dispatchFact} from './inbox.events.js';
import {InboxOwner} from './inbox-owner.js';

export type * from './inbox.events.js';

/** What every element that owns an inbox has in common: where its data comes from, what is open, and its words. */
export abstract class InboxHost extends LitElement {
  /** Where conversations come from. Takes precedence over `provider`. */
  @property({attribute: false}) adapter?: MessagingAdapter;
  /** Name of a registered adapter, for pages without a build step. */
  @property() provider?: string;
  /** Address of the provider's API, usually a proxy of your own that adds the secret key. For `provider`. */
  @property({attribute: 'base-url'}) baseUrl?: string;
  /** Further options of the adapter, such as an account id; JSON as an attribute. For `provider`. Never put a secret here. */
  @property({attribute: 'adapter-options', type: Object, hasChanged: (next, known) => !isEqual(next, known)})
  adapterOptions?: Readonly<Record<string, unknown>>;
  /** Asked for request headers before every request; may be another function every time. For `provider`. */
  @property({attribute: false}) headers?: HeaderSupplier;
  /**
   * Keeps drafts and unsent messages on this device, across reloads and tabs. Name the signed-in user, so that nobody
   * gets another's; change it, or call `clearStorage`, when they sign out.
   */
  @property({attribute: 'storage-key'}) storageKey?: string;
  /** The open conversation; follows the user's choice. */
  @property({attribute: 'conversation-id'}) conversationId?: string;
  /** BCP 47 language for dates and numbers; the page's own language without it. */
  @property() locale?: string;
  /** Words to use in place of the English ones; any part of them. */
  @property({attribute: false}) strings?: PartialStrings;

  /** Why no adapter could be made. */
  @state() protected adapterError?: ConversationError;

  protected readonly owner = new InboxOwner(this, (fact) => {
    if (fact.type === 'conversation-selected') this.conversationId = fact.conversationId;
    dispatchFact(this, fact);
  });
  // A provider of a context is not its own consumer: the owner's element reads both straight from here.
  readonly #words = new ContextProvider(this, {context: localizerContext, initialValue: new Localizer()});
  #loading = 0;
  #stopListening: (() => void) | undefined;

  /** The store behind the elements, for pages that draw parts of it themselves. */
  get store(): InboxStore | undefined {
    return this.owner.store;
  }

  /** Forgets the drafts, unsent messages and consent kept on this device for `storageKey`. */
  async clearStorage(): Promise<void> {
    await this.store?.clear();
  }

  /** Takes a webhook payload that your server received and verified, for adapters that understand them. */
  receiveWebhook(payload: unknown): void {
    this.store?.adapter.receiveWebhook?.(payload);
  }

  /** The words in use: those of `locale` and `strings`, in the provider's time zone once that is known. */
  protected get localizer(): Localizer {
    return this.#words.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#updateLocalizer();
    // A page's scripts may register an adapter after the element is there.
    this.#stopListening = onRegistration(() => {
      if (this.adapterError) void this.#updateAdapter();
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening?.();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const zoneChanged = this.store?.state.timeZone !== this.localizer.timeZone;
    if (changed.has('locale') || changed.has('strings') || zoneChanged) this.#updateLocalizer();
    if (this.#wantsOtherAdapter(changed)) {
      // The ids of one adapter mean nothing to another.
      if (this.store && !changed.has('conversationId')) {
        this.store.select(undefined);
        this.conversationId = undefined;
      }
      void this.#updateAdapter();
    }
    if (changed.has('conversationId')) this.store?.select(this.conversationId || undefined);
  }

  #updateLocalizer(): void {
    const locale = this.locale || this.closest<HTMLElement>('[lang]')?.lang || undefined;
    const {timeZone} = this.store?.state ?? {};
    this.#words.setValue(new Localizer({locale, strings: this.strings, timeZone}));
  }

  #wantsOtherAdapter(changed: PropertyValues<this>): boolean {
    if (changed.has('adapter') || changed.has('storageKey')) return true;
    if (this.adapter) return false;
    const headersCameOrWent = changed.has('headers') && !changed.get('headers') !== !this.headers;
    return changed.has('provider') || changed.has('baseUrl') || changed.has('adapterOptions') || headersCameOrWent;
  }

  async #updateAdapter(): Promise<void> {
    const turn = ++this.#loading;
    this.adapterError = undefined;
    if (!this.storageKey && (this.adapter || !this.provider)) return this.#useAdapter(this.adapter);
    try {
      const adapter = this.adapter ?? (this.provider && (await loadAdapter(this.provider, this.#optionsForProvider())));
      const journal = adapter && this.storageKey ? await openStorage(adapter, this.storageKey) : undefined;
      if (turn === this.#loading) this.#useAdapter(adapter || undefined, journal);
      else journal?.close();
    } catch (thrown) {
      if (turn !== this.#loading) return;
      this.#useAdapter(undefined);
      this.adapterError = ConversationError.from(thrown, 'unsupported');
      dispatchFact(this, {type: 'error', error: this.adapterError});
    }
  }

  #optionsForProvider(): AdapterOptions {
    return {
      ...this.adapterOptions,
      ...(this.baseUrl ? {baseUrl: this.baseUrl} : {}),
      ...(this.headers ? {headers: (context) => this.headers?.(context) ?? {}} : {}),
    };
  }

  #useAdapter(adapter: MessagingAdapter | undefined, journal?: Journal): void {
    this.owner.setAdapter(adapter, journal);
    if (this.conversationId) this.store?.select(this.conversationId);
    this.requestUpdate();
  }
}

/** Loaded only by pages that keep something. */
async function openStorage(adapter: MessagingAdapter, key: string): Promise<Journal> {
  const {openJournal} = await import('../../store/storage/indexed-db-journal.js');
  return openJournal(`parlor:${adapter.id}:${key}`);
}
