import {ContextProvider} from '@lit/context';
import {LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {loadAdapter, onRegistration, type AdapterOptions} from '../../adapter/adapter-registry.js';
import {gatewayAddress} from '../../adapter/gateway/over-gateway.js';
import type {HeaderSupplier} from '../../adapter/http.js';
import type {MessagingAdapter} from '../../adapter/messaging-adapter.js';
import {ClockController} from '../../controllers/clock-controller.js';
import {CustomStates} from '../../controllers/custom-states.js';
import {localizerContext, mediaContext, renderersContext} from '../../controllers/contexts.js';
import {isServer, serverDrawing, serverWords} from '../../controllers/server-drawing.js';
import {NamedLanguage} from '../../controllers/named-language.js';
import type {AttachmentRenderer, MessageRenderer, Renderers, RowRenderer} from '../../controllers/renderers.js';
import {ConversationError} from '../../model/conversation-error.js';
import {displayLabel} from '../../model/display-text.js';
import type {MediaMode} from '../../model/media-mode.js';
import {isEqual} from '../../util/equal.js';
import {formatPhone} from '../../model/phone-number.js';
import type {OpenOutcome, OpenTarget} from '../../store/find-person.js';
import type {UnreadCount} from '../../store/inbox-state.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {InboxStorage} from '../../store/storage/port.js';
import {loadLanguage, onLanguage} from '../../i18n/languages.js';
import {Localizer} from '../../i18n/localizer.js';
import type {PartialStrings} from '../../i18n/catalogue.js';
import {inboxWords, type InboxWords} from '../../i18n/words/inbox.js';
import type {UploadMedia} from '../reply-box/attachments.js';
import {guardDrops} from '../stray-drops.js';
import {Announcer} from './announcer.js';
import {DevelopmentChecks} from './development-checks.js';
import {dispatchInboxEvent} from './inbox.events.js';
import {InboxController} from './inbox-controller.js';
import {addressOf, mayBeSetUp, optionsConverter, readableOptions} from './set-up.js';

export type * from './inbox.events.js';

/** What every element that owns an inbox has in common: where its data comes from, what is open, and its words. */
export abstract class InboxElement extends LitElement implements Renderers {
  /** Where conversations come from. Takes precedence over `provider`. */
  @property({attribute: false}) adapter: MessagingAdapter | undefined;
  /** Name of a registered adapter, for pages without a build step. */
  @property() provider: string | undefined;
  /** Address of the provider's API, usually a proxy of your own that adds the secret key. For `provider`. */
  @property({attribute: 'base-url'}) baseUrl: string | undefined;
  /**
   * Where your server mounts `parlor/gateway`, such as `/messaging`, in place of `base-url`: requests, live updates, sends that
   * can be repeated, and files. For `provider`.
   */
  @property() gateway: string | undefined;
  /** Further options of the adapter, such as an account id; JSON as an attribute. For `provider`. Never put a secret here. */
  @property({
    attribute: 'adapter-options',
    converter: optionsConverter,
    hasChanged: (next, known) => !isEqual(next, known),
  })
  adapterOptions: Readonly<Record<string, unknown>> | undefined;
  /** Asked for request headers before every request; may be another function every time. For `provider`. */
  @property({attribute: false}) headers: HeaderSupplier | undefined;
  /**
   * Keeps drafts and unsent messages on this device, across reloads and tabs. Name the signed-in user, so that nobody
   * gets another's. Changing it, or taking it away, is signing out: what was kept under the old one is forgotten.
   */
  @property({attribute: 'storage-key'}) storageKey: string | undefined;
  /** How long texts that were sent are kept on this device, in milliseconds; an hour by default. With `storageKey`. */
  @property({type: Number, attribute: 'keep-sent-for'}) keepSentFor: number | undefined;
  /** The open conversation; follows the user's choice. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;
  /** Opens the conversation with this number, in any spelling, or offers to start one. See `openConversation`. */
  @property({attribute: 'open-phone'}) openPhone: string | undefined;
  /** The same with the contact that has this id at the provider. */
  @property({attribute: 'open-contact-id'}) openContactId: string | undefined;
  /** What that contact is called, for the form that starts a conversation. */
  @property({attribute: 'open-name'}) openName: string | undefined;
  /** What to begin the text with that is written there; it is not sent. */
  @property({attribute: 'open-text'}) openText: string | undefined;
  /** BCP 47 language for words, dates and numbers; the page's own language, its `lang`, without it. */
  @property() locale: string | undefined;
  /** Words to use in place of those of the language; any part of them. */
  @property({attribute: false}) strings: PartialStrings | undefined;

  /** Whether pictures that others sent load: by themselves, when they are asked for, or never. */
  @property() media: MediaMode = 'always';

  /** Draws the bodies of messages; what it leaves out is drawn as usual. `byKind` chooses by what they are. */
  @property({attribute: false}) renderMessage: MessageRenderer | undefined;
  /** Draws attachments; what it leaves out is drawn as usual. */
  @property({attribute: false}) renderAttachment: AttachmentRenderer | undefined;
  /** Draws what is seen of the rows of the list; what it leaves out is drawn as usual. */
  @property({attribute: false}) renderRow: RowRenderer | undefined;

  /** Why no adapter could be made. */
  @state() protected adapterError?: ConversationError;
  /** Why somebody asked for could not be opened: shown until something else is. */
  @state() protected openFailure = '';

  readonly #controller = new InboxController(this, {
    onEvent: (event) => {
      if (event.type === 'conversation-selected') {
        this.conversationId = event.conversationId;
        this.openFailure = '';
      }
      this.#announcer.take(event, this.store, this.localizer);
      if (event.type === 'error' && this.setUpHint) this.#warn(this.setUpHint);
      dispatchInboxEvent(this, event);
    },
    hasSource: () => !!(this.adapter ?? this.provider),
    onReturn: () => void this.#updateAdapter(),
  });
  // A provider of a context is not its own consumer: the owner's element reads both straight from here.
  readonly #words = new ContextProvider(this, {
    context: localizerContext,
    initialValue: isServer ? serverWords() : new Localizer(),
  });
  readonly #media = new ContextProvider(this, {context: mediaContext, initialValue: 'always'});
  // What is asked of it are its three properties.
  readonly #renderers = new ContextProvider<typeof renderersContext, LitElement>(this, {
    context: renderersContext,
    initialValue: this,
  });
  readonly #announcer = new Announcer(this);
  readonly #isAsServer = serverDrawing(this);
  /** An adapter is wanted once what a server drew, which had none, has come alive. */
  #wantsAdapter = false;
  readonly #named = new NamedLanguage(this);
  #language: string | undefined;
  #loading = 0;
  #toldUnread: UnreadCount | undefined;
  /** Draws again when somebody comes back to the page, who may have travelled. */
  protected readonly clock = new ClockController(this);
  /** What whoever builds the page was told, so that each is told once. */
  readonly #warnings = new Set<string>();
  /** Another one after each sign-out. */
  #signedIn: object = {};
  /** The keys under which something was kept and has not been forgotten. */
  readonly #keys = new Set<string>();
  /** Signing out goes before whatever is opened next. */
  #forgetting: Promise<void> | undefined;
  #stopListening: readonly (() => void)[] = [];
  #opening: object | undefined;
  /** Over once there is another store, or it is known why there is none. */
  #change: Promise<undefined> | undefined;
  #tellChange: ((nothing?: undefined) => void) | undefined;

  protected readonly customStates = new CustomStates(this, () => this.stateNames);

  /** See `CustomStates`. */
  protected get stateNames(): Readonly<Record<string, boolean>> {
    const {selectedId, connected = true} = this.store?.state ?? {};
    return {'thread-open': selectedId !== undefined, offline: !connected};
  }

  /** The store behind the elements, for pages that draw parts of it themselves. */
  get store(): InboxStore | undefined {
    return this.#controller.store;
  }

  /** How many conversations are unread, as far as that is known; for a badge of the page's own. */
  get unreadCount(): UnreadCount | undefined {
    return this.store?.unreadCount;
  }

  /**
   * Signs out: forgets everything of this inbox, on screen, in memory, and on this device in all tabs, also what was kept
   * under a `storageKey` that is no longer set. The inbox stays empty until it is given an adapter or a key anew.
   */
  async clearStorage(): Promise<void> {
    this.#loading++;
    this.conversationId = undefined;
    if (this.storageKey) this.#keys.add(this.storageKey);
    try {
      await this.#forget([...this.#keys]);
    } finally {
      this.requestUpdate();
    }
  }

  /**
   * Opens the conversation with somebody, once there is an adapter and its list was read: by number, by the provider's id
   * of the contact, or by its own id. Where there is none, and the provider can start one, the form for that is shown,
   * filled in. Nothing is sent, and nothing typed is replaced. The last of several wins.
   *
   * @returns what happened; what is not possible is said on screen as well
   */
  async openConversation(target: OpenTarget): Promise<OpenOutcome> {
    const opening = (this.#opening = {});
    const isLast = () => opening === this.#opening;
    this.openFailure = '';
    let outcome = await this.#openIn(target, isLast);
    const isMissing = outcome.outcome === 'not-opened' && outcome.reason === 'not-found';
    if (isLast() && isMissing && (await this.offerStart?.(target))) outcome = {outcome: 'form-shown'};
    if (!isLast()) return {outcome: 'superseded'};
    if (outcome.outcome === 'not-opened') {
      const who = displayLabel(formatPhone(target.phone ?? target.contactId ?? ''));
      const {error} = outcome;
      this.openFailure = error
        ? this.localizer.error(error)
        : this.localizer.fill(this.localizer.strings.openNotFound, {who});
    }
    return outcome;
  }

  /** In the store that there is, or in the next one while there is none, or it is replaced meanwhile. */
  async #openIn(target: OpenTarget, isLast: () => boolean): Promise<OpenOutcome> {
    while (isLast()) {
      const {store, adapterError: error} = this;
      if (!store && error) return {outcome: 'not-opened', reason: 'failed', error};
      const change = (this.#change ??= new Promise((resolve) => (this.#tellChange = resolve)));
      const outcome = await Promise.race([store?.openConversation(target) ?? change, change]);
      if (outcome) return outcome;
    }
    return {outcome: 'superseded'};
  }

  /** Shows the form for a new conversation, where there is one. @returns whether it is shown */
  protected offerStart?(target: OpenTarget): Promise<boolean>;

  /** Takes a webhook payload that your server received and verified, for adapters that understand them. */
  receiveWebhook(payload: unknown): void {
    this.store?.adapter.receiveWebhook?.(payload);
  }

  /** The words in use: those of `locale` and `strings`, in the provider's time zone once that is known. */
  protected get localizer(): Localizer<InboxWords> {
    const words = !isServer && this.#isAsServer() ? serverWords() : this.#words.value;
    return words.with(inboxWords);
  }

  /** Where to look when nothing could be read since the page was opened; undefined when the set-up is not in doubt. */
  protected get setUpHint(): string | undefined {
    const list = this.store?.conversationList.state;
    if (
      this.adapter ||
      this.#controller.isGuest ||
      list?.status !== 'error' ||
      list.conversations.length > 0 ||
      !mayBeSetUp(list.error)
    )
      return;
    const {strings} = this.localizer;
    const {status, message} = list.error;
    const place = this.gateway || this.baseUrl;
    const answer = status === undefined ? strings.setUpNoAnswer : String(status);
    const hint = this.localizer.fill(strings.setUpHint, {
      option: this.gateway ? 'gateway' : 'base-url',
      address: place ? addressOf(place) : strings.setUpNoAddress,
      answer,
    });
    return message === list.error.kind ? hint : `${hint} ${displayLabel(message)}`;
  }

  /** Where files go when the page says no other place. */
  protected get gatewayUpload(): UploadMedia | undefined {
    return this.gateway && !this.adapter ? this.#uploadToGateway : undefined;
  }

  readonly #uploadToGateway: UploadMedia = async (file, {signal}) => {
    const {gateway = '', provider = '', headers} = this;
    const {uploadMedia} = await import('../../adapter/gateway/problems.js');
    return uploadMedia(file, {url: gatewayAddress(gateway, provider, 'media'), ...(headers && {headers})}, signal);
  };

  #warn(words: string): void {
    if (this.#warnings.has(words)) return;
    this.#warnings.add(words);
    console.warn(`<${this.localName}>: ${words}`);
  }

  /** What became of messages, for screen readers. To be drawn from the beginning on: what comes later is announced. */
  protected renderAnnouncements(): TemplateResult | typeof nothing {
    return this.#controller.isGuest ? nothing : this.#announcer.render();
  }

  constructor() {
    super();
    new DevelopmentChecks(this, () => !!(this.adapter ?? this.provider) || this.#controller.isGuest);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    guardDrops(this);
    this.#updateLocalizer();
    // A page's scripts may register an adapter after the element is there.
    this.#stopListening = [
      onRegistration(() => {
        if (this.adapterError) void this.#updateAdapter();
      }),
      onLanguage(() => {
        void loadLanguage(this.#language);
        this.requestUpdate();
      }),
    ];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stopListening.forEach((stop) => stop());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#media.setValue(this.media);
    if (RENDERERS.some((name) => changed.has(name))) this.#renderers.setValue(this, true);
    const zoneChanged = this.store?.state.timeZone !== this.localizer.timeZone;
    const isOutdated = zoneChanged || this.localizer.isOutdated || this.#language !== this.#wantedLanguage;
    if (changed.has('locale') || changed.has('strings') || isOutdated) this.#updateLocalizer();
    this.#wantsAdapter ||= this.#wantsOtherAdapter(changed);
    if (this.#wantsAdapter && !this.#isAsServer()) {
      this.#wantsAdapter = false;
      // The ids of one adapter mean nothing to another.
      if (this.store && !changed.has('conversationId')) {
        this.store.select(undefined);
        this.conversationId = undefined;
      }
      void this.#updateAdapter();
    }
    if (changed.has('conversationId')) this.store?.select(this.conversationId || undefined);
    const {openPhone: phone, openContactId: contactId, openName: name, openText: text} = this;
    if ((changed.has('openPhone') || changed.has('openContactId')) && (phone || contactId))
      void this.openConversation({
        ...(phone && {phone}),
        ...(contactId && {contactId}),
        ...(name && {name}),
        ...(text && {text}),
      });
  }

  /** Also when another store takes the place of one, or none: what counts is told anew then. */
  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    const {unreadCount} = this;
    if (unreadCount === this.#toldUnread) return;
    this.#toldUnread = unreadCount;
    const detail = unreadCount ?? {count: 0, isComplete: false};
    this.dispatchEvent(new CustomEvent('parlor-unread-count-changed', {detail}));
  }

  /** A page may change its language while it is open. */
  get #wantedLanguage(): string | undefined {
    return this.locale || this.#named.ofPage;
  }

  #updateLocalizer(): void {
    const locale = this.#wantedLanguage;
    this.#language = locale;
    void loadLanguage(locale);
    this.#named.update(this.locale);
    const {timeZone} = this.store?.state ?? {};
    const unknown = isServer ? serverWords() : undefined;
    this.#words.setValue(
      new Localizer({
        locale: locale ?? unknown?.locale,
        strings: this.strings,
        timeZone: timeZone ?? unknown?.timeZone,
      }),
    );
  }

  #wantsOtherAdapter(changed: PropertyValues<this>): boolean {
    if (changed.has('adapter') || changed.has('storageKey')) return true;
    if (this.adapter) return false;
    const headersCameOrWent = changed.has('headers') && !changed.get('headers') !== !this.headers;
    const decisive = ['provider', 'baseUrl', 'gateway', 'adapterOptions'] as const;
    return decisive.some((name) => changed.has(name)) || headersCameOrWent;
  }

  async #updateAdapter(): Promise<void> {
    const turn = ++this.#loading;
    this.adapterError = undefined;
    try {
      const forgetting = this.#forgetOldKeys();
      if (forgetting) await forgetting;
      const adapter = this.adapter ?? (this.provider && (await loadAdapter(this.provider, this.#optionsForProvider())));
      const storage = adapter && this.storageKey ? await this.#openStorage(adapter, this.storageKey) : undefined;
      if (turn === this.#loading) this.#useAdapter(adapter || undefined, storage);
      else await storage?.close();
    } catch (thrown) {
      if (turn !== this.#loading) return;
      this.#useAdapter(undefined);
      this.adapterError = ConversationError.from(thrown, 'unsupported');
      this.#wake();
      this.#warn(this.adapterError.message);
      dispatchInboxEvent(this, {type: 'error', error: this.adapterError});
    }
  }

  /** Loaded only by pages that keep something. */
  async #openStorage(adapter: MessagingAdapter, key: string): Promise<InboxStorage> {
    const {openStorage} = await import('../../store/storage/indexed-db.js');
    const {keepSentFor} = this;
    return openStorage(`${PREFIX}${adapter.id}${suffixOf(key)}`, keepSentFor === undefined ? {} : {keepSentFor});
  }

  /** A key that changed or went away is a user who signed out. */
  #forgetOldKeys(): Promise<void> | undefined {
    const old = [...this.#keys].filter((key) => key !== this.storageKey);
    if (this.storageKey) this.#keys.add(this.storageKey);
    return old.length > 0 ? this.#forget(old) : this.#forgetting;
  }

  /** Forgets what the store has, and what was kept under these keys; each is tried, whatever becomes of the others. */
  #forget(keys: readonly string[]): Promise<void> {
    const {store} = this;
    keys.forEach((key) => this.#keys.delete(key));
    this.#signedIn = {};
    const forget = async (): Promise<void> => {
      const [cleared] = await Promise.allSettled([store?.clear()]);
      if (this.store === store) this.#controller.setAdapter(undefined);
      const results = [cleared, ...(await Promise.allSettled(keys.map(forgetKey)))];
      for (const result of results) if (result.status === 'rejected') throw result.reason;
    };
    const forgetting = (this.#forgetting ?? Promise.resolve()).then(forget);
    const settled = forgetting
      .catch(() => undefined)
      .then(() => {
        if (this.#forgetting === settled) this.#forgetting = undefined;
      });
    this.#forgetting = settled;
    return forgetting;
  }

  #optionsForProvider(): AdapterOptions {
    return {
      ...readableOptions(this.adapterOptions),
      ...(this.baseUrl ? {baseUrl: this.baseUrl} : {}),
      ...(this.gateway ? {gateway: this.gateway} : {}),
      ...(this.storageKey ? {viewer: this.storageKey, knowledge: this.#knowledgeFor(this.storageKey)} : {}),
      ...(this.headers ? {headers: (context) => this.headers?.(context) ?? {}} : {}),
    };
  }

  /** Where an adapter may keep what it learned about its account, for as long as this user stays signed in. */
  #knowledgeFor(key: string) {
    const account = encodeURIComponent(
      JSON.stringify([this.provider, this.gateway ?? this.baseUrl, this.adapterOptions]),
    );
    const signedIn = this.#signedIn;
    const isOver = () => signedIn !== this.#signedIn;
    const store = async () => {
      const {openAccountKnowledge} = await import('../../store/storage/indexed-db.js');
      return openAccountKnowledge(`${PREFIX}knowledge:${account}${suffixOf(key)}`, isOver);
    };
    return {
      load: async () => (await store()).load(),
      save: async (text: string) => (await store()).save(text),
    };
  }

  #useAdapter(adapter: MessagingAdapter | undefined, storage?: InboxStorage): void {
    this.#controller.setAdapter(adapter, storage);
    if (this.conversationId) this.store?.select(this.conversationId);
    this.#wake();
    this.requestUpdate();
  }

  #wake(): void {
    this.#change = undefined;
    this.#tellChange?.();
  }
}

const RENDERERS = ['renderMessage', 'renderAttachment', 'renderRow'] as const;

const PREFIX = 'parlor:';

/** No key ends with another one's suffix, so that forgetting one user forgets no other. */
const suffixOf = (key: string): string => `:${key.replace(/[%:]/g, encodeURIComponent)}`;

async function forgetKey(key: string): Promise<void> {
  const {deleteStorages} = await import('../../store/storage/indexed-db.js');
  await deleteStorages((name) => name.startsWith(PREFIX) && name.endsWith(suffixOf(key)));
}
