import {html, nothing, type LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {gatewayAddress} from '../../adapter/gateway/over-gateway.js';
import {FocusKeeper, isHidden} from '../../controllers/focus-keeper.js';
import {LateElements} from '../../controllers/late-elements.js';
import {memberNames, shownAddress, shownName} from '../../model/shown-name.js';
import {UNKNOWN_CONSENT} from '../../model/consent.js';
import {can} from '../../model/capabilities.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {backIcon, conversationIcon, newConversationIcon, warningIcon} from '../icons.js';
import type {UploadMedia} from '../reply-box/attachments.js';
import {FallbackHeight} from './fallback-height.js';
import type {SendKey} from '../reply-box/text-entry.js';
import {InboxElement} from './inbox-element.js';
import {inboxStyles} from './inbox.styles.js';

/** With less than this, in CSS pixels, the details stand in place of the list or the thread; as in the styles. */
const ROOM_FOR_ALL = 960;

/**
 * The whole inbox: conversations, the open thread and a reply box. Side by side where its container has room, one at
 * a time with a way back where it has not. Fills its container; give that a height: without one it is 640 px high, or as
 * high as the view.
 *
 * @tag parlor-inbox
 *
 * @slot empty - Shown in place of the thread while no conversation is open.
 * @slot header-actions - At the end of the thread's header.
 *
 * @csspart base - The whole.
 * @csspart list-pane - The side with the conversations.
 * @csspart thread-pane - The side with the open conversation.
 * @csspart header - The bar above the thread.
 * @csspart back-button - Leads back to the list where both do not fit.
 * @csspart connection - The line that says that reading fails.
 * @csspart conversation-list - The `parlor-conversation-list`.
 * @csspart message-thread - The `parlor-message-thread`.
 * @csspart reply-box - The `parlor-reply-box`.
 * @csspart contact-panel - The `parlor-contact-panel`.
 * @csspart start-button - Opens the form for a new conversation.
 *
 * @cssprop [--parlor-inbox-list-size=clamp(336px, 30%, 380px)] - Width of the conversation list where both fit.
 * @cssprop [--parlor-inbox-details-size=320px] - Width of the contact's details where all three fit.
 *
 * @fires {CustomEvent<{conversationId: string | undefined}>} parlor-conversation-selected - Another conversation was opened, or none.
 * @fires {CustomEvent<{message: Message}>} parlor-message-sent - The provider took a message.
 * @fires {CustomEvent<{message: Message, error: ConversationError}>} parlor-message-failed - A message was refused, or its outcome is unknown.
 * @fires {CustomEvent<{message: Message}>} parlor-message-undelivered - A message left, and the provider says later that it did not arrive.
 * @fires {CustomEvent<{message: Message}>} parlor-message-waiting - A message has to wait before it can leave.
 * @fires {CustomEvent<{message: Message}>} parlor-message-received - A contact wrote.
 * @fires {CustomEvent<{conversationId: string, text: string}>} parlor-draft-changed - What is typed for a conversation changed.
 * @fires {CustomEvent<{error: ConversationError}>} parlor-error - Reading from the provider failed, or no adapter could be made.
 */
export class ParlorInbox extends InboxElement {
  static override styles = [...baseStyles, buttons, inboxStyles];

  /** `light` or `dark`; without it the inbox follows the page's `color-scheme`. `auto` follows the device. */
  @property({reflect: true}) theme?: 'light' | 'dark' | 'auto';
  /** Only for reading: no reply box. */
  @property({type: Boolean, reflect: true}) readonly = false;

  /** The contact's details are shown beside the thread. */
  @property({type: Boolean, attribute: 'details-open', reflect: true}) detailsOpen = false;
  /** Lets files be attached: takes one, resolves with the public address it got. With `gateway`, they go there without it. */
  @property({attribute: false}) uploadMedia?: UploadMedia;

  /** What Enter does in the reply box; by default it sends, and breaks the line on a touch screen. */
  @property({attribute: 'send-key'}) sendKey: SendKey = 'auto';

  /** The form for a new conversation was used: it stays, since it holds what was typed. */
  @state() private offersStart = false;

  @query('.list-pane') private readonly listPane!: HTMLElement | null;
  @query('.thread-header h2') private readonly threadHeading!: HTMLElement | null;
  @query('parlor-conversation-list') private readonly list!: HTMLElement | null;
  @query('parlor-conversation-actions') private readonly actions!: HTMLElement | null;
  @query('parlor-contact-panel') private readonly contactPanel!: HTMLElement | null;

  // A list draws without what follows; each loads when it is about to be seen.
  readonly #thread = new LateElements(
    this,
    () => Promise.all([import('../message-thread/define.js'), import('../reply-box/define.js')]),
    () => this.#isOpen,
  );
  readonly #actions = new LateElements(
    this,
    () => import('../conversation-actions/define.js'),
    () => this.#isOpen,
  );
  readonly #details = new LateElements(
    this,
    () => import('../contact-panel/define.js'),
    () => this.#isOpen && this.detailsOpen,
  );
  readonly #start = new LateElements(this, () => import('../start-conversation/define.js'));
  #shownId: string | undefined;
  #hadFocus = false;
  /** The store whose connection was lost. */
  #lostStore: InboxStore | undefined;
  /** A conversation is being started with the form: whoever does so goes on writing in it. */
  #isStarting = false;

  constructor() {
    super();
    // What covers the thread has the focus, and gives it back.
    const focus = new FocusKeeper(this, () =>
      this.#isThreadCovered ? this.contactPanel : (this.actions ?? this.list),
    );
    // With less room, a pane goes with what is in it.
    new FallbackHeight(this, focus.check);
    this.addEventListener('parlor-details-toggle-request', this.#onDetailsToggle);
  }

  override render(): TemplateResult {
    return html`${this.#renderBase()}${this.renderAnnouncements()}`;
  }

  #renderBase(): TemplateResult {
    const {store} = this;
    const {strings} = this.localizer;
    if (this.adapterError) {
      const {message, cause} = this.adapterError;
      // What the browser could not load is no fault of the set-up.
      const isMissing = cause instanceof TypeError;
      return html`
        <div part="base" class="base">
          ${
            isMissing
              ? this.#renderMissing(() => location.reload())
              : this.#renderTrouble(strings.setUpFailed, html`<p>${message}</p>`)
          }
        </div>
      `;
    }
    if (!store) return html`<div part="base" class="base idle"></div>`;
    const conversation = store.selected;
    const isOpen = this.#isOpen;
    const threadLabel = isOpen ? this.#nameOf(conversation) : strings.noConversationSelected;
    return html`
      <div
        part="base"
        class="base ${isOpen ? 'showing-thread' : 'showing-list'}"
        @keydown=${this.#onKeyDown}
        @parlor-conversation-start-request=${() => (this.#isStarting = true)}
      >
        ${this.#renderConnection(store)}
        <div class="panes ${isOpen && this.detailsOpen ? 'with-details' : ''}">
          <section
            part="list-pane"
            class="list-pane"
            aria-label=${strings.conversations}
            @pointerenter=${this.#thread.load}
            @pointerdown=${this.#thread.load}
            @focusin=${this.#thread.load}
          >
            <parlor-conversation-list part="conversation-list"
              >${this.#renderListHeader(store)}</parlor-conversation-list
            >
            ${this.#renderListFooter(store)}
          </section>
          <section part="thread-pane" class="thread-pane" aria-label=${threadLabel}>
            ${isOpen ? this.#renderThread(conversation) : this.#renderNothingOpen(store)}
          </section>
          ${isOpen && this.detailsOpen ? this.#renderDetails() : nothing}
        </div>
        ${this.offersStart ? html`<parlor-start-conversation></parlor-start-conversation>` : nothing}
      </div>
    `;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const {connected = true, live} = this.store?.state ?? {};
    if (!connected || live === 'interrupted') this.#lostStore = this.store;
    // Asked before drawing: the button that leads back goes with the conversation it was in.
    this.#hadFocus = this.matches(':focus-within');
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#moveFocus();
  }

  #renderThread(conversation: Conversation | undefined): TemplateResult {
    return html`
      ${this.#renderHeader(conversation)}
      ${
        this.#thread.hasFailed
          ? this.#renderMissing(this.#retryThread)
          : html`<parlor-message-thread part="message-thread"></parlor-message-thread>`
      }
      ${
        this.readonly
          ? nothing
          : keyed(
              this.store?.state.selectedId,
              html`<parlor-reply-box
                part="reply-box"
                send-key=${this.sendKey}
                .uploadMedia=${this.uploadMedia ?? (this.gateway && !this.adapter ? this.#uploadToGateway : undefined)}
              ></parlor-reply-box>`,
            )
      }
    `;
  }

  #renderHeader(conversation: Conversation | undefined): TemplateResult {
    const {strings} = this.localizer;
    // One notice is enough when the thread is missing as well; trying again fetches both.
    const lacksActions = this.#actions.hasFailed && !this.#thread.hasFailed;
    const name = this.#nameOf(conversation);
    const contact = conversation && contactOf(conversation);
    const about = conversation && this.#aboutContact(conversation);
    return html`
      <header part="header" class="thread-header">
        <button part="back-button" class="icon back" type="button" aria-label=${strings.back} @click=${this.#goBack}>
          ${backIcon}
        </button>
        <parlor-avatar name=${name} .src=${contact?.avatarUrl} kind=${conversation?.kind ?? 'direct'}></parlor-avatar>
        <div class="who">
          <h2 tabindex="-1"><bdi>${name}</bdi></h2>
          <div class="facts">
            ${about ? html`<p class="address" title=${about.words}><bdi dir=${about.dir}>${about.words}</bdi></p>` : nothing}
            <parlor-opt-out-badge .consent=${conversation?.consent ?? UNKNOWN_CONSENT}></parlor-opt-out-badge>
          </div>
        </div>
        <slot name="header-actions"></slot>
        ${lacksActions ? this.#renderMissingLine(this.#actions) : nothing}
        <parlor-conversation-actions offers-details ?details-open=${this.detailsOpen}></parlor-conversation-actions>
      </header>
    `;
  }

  /** Below the name: the number of a contact, the members of a group; nothing that the name itself says. */
  #aboutContact(conversation: Conversation): {readonly words: string; readonly dir: 'ltr' | 'auto'} | undefined {
    if (conversation.kind === 'group') {
      const words = conversation.title ? memberNames(conversation) : '';
      return words ? {words, dir: 'auto'} : undefined;
    }
    const words = shownAddress(contactOf(conversation)?.address);
    return words && words !== shownName(conversation) ? {words, dir: 'ltr'} : undefined;
  }

  #renderListHeader({capabilities}: InboxStore): TemplateResult | typeof nothing {
    if (!can(capabilities, 'startConversation') || this.readonly) return nothing;
    const {strings} = this.localizer;
    return html`
      <div slot="header" class="list-header">
        <h2>${strings.conversations}</h2>
        <button
          part="start-button"
          type="button"
          class="icon"
          title=${strings.startConversation}
          aria-label=${strings.startConversation}
          @click=${this.#openStart}
        >
          ${newConversationIcon}
        </button>
        ${this.#start.hasFailed ? this.#renderMissingLine(this.#start, this.#openStart) : nothing}
      </div>
    `;
  }

  /** What is incomplete or weaker than usual, below the list. */
  #renderListFooter({state: {detailsRemaining, storage}, conversationList}: InboxStore): TemplateResult {
    const {localizer} = this;
    const {strings} = localizer;
    return html`
      <div class="list-footer" role="status">
        ${this.setUpHint ? html`<p class="trouble set-up">${this.setUpHint}</p>` : nothing}
        ${conversationList.state.incomplete ? html`<p>${strings.listIncomplete}</p>` : nothing}
        ${detailsRemaining > 0 ? html`<p>${localizer.count(strings.detailsLoading, detailsRemaining)}</p>` : nothing}
        ${this.storageKey && !storage.durable ? html`<p>${strings.thisTabOnly}</p>` : nothing}
        ${storage.trouble ? html`<p class="trouble">${strings.storageTrouble[storage.trouble]}</p>` : nothing}
        ${this.storageKey && !storage.exclusive ? html`<p>${strings.storageShared}</p>` : nothing}
        ${storage.setAside > 0 ? html`<p>${localizer.count(strings.storageSetAside, storage.setAside)}</p>` : nothing}
      </div>
    `;
  }

  #renderNothingOpen({conversationList}: InboxStore): TemplateResult {
    const {strings} = this.localizer;
    const {status, conversations} = conversationList.state;
    // With nothing to choose from, the list says all there is to say.
    const canChoose = status !== 'ready' || conversations.length > 0;
    return html`
      <div class="nothing-open">
        <slot name="empty">
          ${conversationIcon}
          ${
            canChoose
              ? html`
                  <p class="title">${strings.noConversationSelected}</p>
                  <p>${strings.noConversationSelectedHint}</p>
                `
              : nothing
          }
        </slot>
      </div>
    `;
  }

  #renderConnection(store: InboxStore): TemplateResult {
    const {localizer} = this;
    const {strings} = localizer;
    const {connected, connectionError, selectedId, live} = store.state;
    // A list that could not be loaded says so in its own place.
    const isSaidByList = selectedId === undefined && store.conversationList.state.status === 'error';
    return html`
      <div part="connection" class="connection" role="status">
        ${
          connected || isSaidByList
            ? live === 'interrupted'
              ? html`${warningIcon} <span>${strings.liveInterrupted}</span>`
              : this.#renderBackOnline(connected)
            : html`
                ${warningIcon}
                <span>${strings.offline} ${connectionError ? localizer.error(connectionError) : nothing}</span>
                <button type="button" @click=${() => void store.refresh()}>${strings.retry}</button>
              `
        }
      </div>
    `;
  }

  /** Announced only: sighted users see the banner disappear. */
  #renderBackOnline(connected: boolean): TemplateResult | typeof nothing {
    if (!connected || this.#lostStore !== this.store) return nothing;
    return html`<span class="visually-hidden">${this.localizer.strings.backOnline}</span>`;
  }

  #renderDetails(): TemplateResult {
    const close = (): void => this.#showDetails(false);
    if (!this.#details.hasFailed) {
      return html`<parlor-contact-panel
        part="contact-panel"
        @parlor-close-request=${this.#onDetailsClose}
      ></parlor-contact-panel>`;
    }
    // Where it covers the thread, closing it is the only way back.
    const closeButton = html`<button type="button" @click=${close}>${this.localizer.strings.close}</button>`;
    return html`<div class="missing-details">${this.#renderMissing(this.#details.load, closeButton)}</div>`;
  }

  /** In place of elements that could not be loaded. */
  #renderMissing(retry: () => unknown, more: TemplateResult | typeof nothing = nothing): TemplateResult {
    const {strings} = this.localizer;
    const buttons = html`<button type="button" @click=${retry}>${strings.retry}</button>${more}`;
    return this.#renderTrouble(strings.paneFailed, buttons);
  }

  /** The same where there is room for one line. */
  #renderMissingLine(elements: LateElements, retry: () => unknown = elements.load): TemplateResult {
    const {strings} = this.localizer;
    return html`
      <p class="missing" role="alert">
        ${strings.paneFailed} <button type="button" class="link" @click=${retry}>${strings.retry}</button>
      </p>
    `;
  }

  #renderTrouble(title: string, more: TemplateResult): TemplateResult {
    return html`
      <div class="nothing-open" role="alert">
        ${warningIcon}
        <p class="title">${title}</p>
        ${more}
      </div>
    `;
  }

  #nameOf(conversation: Conversation | undefined): string {
    return shownName(conversation) || this.localizer.strings.unknownContact;
  }

  /** Where files go when the page says no other place. */
  readonly #uploadToGateway: UploadMedia = async (file, {signal}) => {
    const {gateway = '', provider = '', headers} = this;
    const {uploadMedia} = await import('../../adapter/gateway/gateway.js');
    return uploadMedia(file, {url: gatewayAddress(gateway, provider, 'media'), ...(headers && {headers})}, signal);
  };

  get #isOpen(): boolean {
    return this.store !== undefined && this.store.state.selectedId !== undefined;
  }

  get #isThreadCovered(): boolean {
    return isHidden(this.threadHeading);
  }

  readonly #retryThread = (): void => {
    void this.#thread.load();
    void this.#actions.load();
    void this.store?.refresh();
  };

  readonly #openStart = async (): Promise<void> => {
    this.offersStart = true;
    await this.#start.load();
    await this.updateComplete;
    if (!this.#start.hasFailed) this.renderRoot.querySelector('parlor-start-conversation')?.show();
  };

  /** Also from a button of the page's own. After the event has passed every listener, so that each could veto it. */
  readonly #onDetailsToggle = (event: HTMLElementEventMap['parlor-details-toggle-request']): void => {
    queueMicrotask(() => {
      // Without a word of which, the other of the two.
      const open: unknown = event.detail?.open;
      if (!event.defaultPrevented) this.#showDetails(typeof open === 'boolean' ? open : !this.detailsOpen);
    });
  };

  readonly #onDetailsClose = (event: Event): void => {
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#showDetails(false);
    });
  };

  #showDetails(open: boolean): void {
    this.detailsOpen = open;
    if (open) void this.#followDetails();
  }

  /** Where the details cover what opened them, the focus goes along. */
  async #followDetails(): Promise<void> {
    await this.#details.load();
    await this.updateComplete;
    if (!this.#isThreadCovered) return;
    await (this.contactPanel as LitElement | null)?.updateComplete;
    this.contactPanel?.focus();
  }

  /** Escape puts the details away: from within them, and from anywhere while they take the place of something else. */
  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.defaultPrevented || !this.#isOpen || !this.detailsOpen) return;
    const isInside = event.composedPath().some((target) => target === this.contactPanel);
    if (!isInside && this.clientWidth >= ROOM_FOR_ALL) return;
    event.preventDefault();
    event.stopPropagation();
    this.#showDetails(false);
  };

  readonly #goBack = (): void => this.store?.select(undefined);

  /** Where only one pane fits, opening and leaving a conversation hides what had the focus: take it along. */
  #moveFocus(): void {
    const shownId = this.store?.state.selectedId;
    if (shownId === this.#shownId) return;
    const wasOpen = this.#shownId !== undefined;
    this.#shownId = shownId;
    if (this.#isStarting && shownId !== undefined) void this.#focusReply();
    this.#isStarting = false;
    if (!this.#hadFocus) return;
    if (shownId !== undefined && isHidden(this.listPane)) this.threadHeading?.focus();
    if (shownId === undefined && wasOpen) this.list?.focus();
  }

  async #focusReply(): Promise<void> {
    await this.#thread.load();
    await this.updateComplete;
    const replyBox = this.renderRoot.querySelector('parlor-reply-box');
    await replyBox?.updateComplete;
    replyBox?.focus();
  }
}
