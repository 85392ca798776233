import {html, nothing, type LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {gatewayAddress} from '../../adapter/gateway/over-gateway.js';
import {FocusKeeper, isHidden} from '../../controllers/focus-keeper.js';
import {LateElements} from '../../controllers/late-elements.js';
import {can} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import type {ParlorCommandPalette} from '../command-palette/command-palette.js';
import type {Shortcuts} from '../command-palette/shortcut.js';
import type {UploadMedia} from '../reply-box/attachments.js';
import {FallbackHeight} from './fallback-height.js';
import type {SendKey} from '../reply-box/text-entry.js';
import {InboxElement} from './inbox-element.js';
import {inboxStyles} from './inbox.styles.js';
import {
  connectionView,
  listFooter,
  listHeader,
  missingView,
  nameOf,
  nothingOpen,
  threadHeader,
  troubleView,
} from './inbox-template.js';

/**
 * The whole inbox: conversations, the open thread and a reply box. Side by side where its container has room, one at
 * a time with a way back where it has not. Fills its container; give that a height: without one it is 640 px high, or as
 * high as the view.
 *
 * @tag parlor-inbox
 *
 * @attr {boolean} auto-advance - What is archived or closed with a button makes way for the next conversation, as with the command.
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

  /** Which keys do what: `modified` leaves out keys pressed alone, `off` all; or keys by command. See `Shortcuts`. */
  @property() shortcuts?: Shortcuts;

  /** The form for a new conversation was used: it stays, since it holds what was typed. */
  @state() private offersStart = false;

  @query('.list-pane') private readonly listPane!: HTMLElement | null;
  @query('.thread-header h2') private readonly threadHeading!: HTMLElement | null;
  @query('parlor-conversation-list') private readonly list!: HTMLElement | null;
  @query('parlor-conversation-actions') private readonly actions!: HTMLElement | null;
  @query('parlor-contact-panel') private readonly contactPanel!: HTMLElement | null;
  /** Until its class has arrived, it takes no keys. */
  @query('parlor-command-palette') private readonly commands!: Partial<ParlorCommandPalette> | null;

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
  readonly #commands = new LateElements(this, () => import('../command-palette/define.js'));
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
    const {store, localizer} = this;
    const {strings} = localizer;
    if (this.adapterError) {
      const {message, cause} = this.adapterError;
      // What the browser could not load is no fault of the set-up.
      const isMissing = cause instanceof TypeError;
      return html`
        <div part="base" class="base">
          ${
            isMissing
              ? missingView(localizer, () => location.reload())
              : troubleView(strings.setUpFailed, html`<p>${message}</p>`)
          }
        </div>
      `;
    }
    if (!store) return html`<div part="base" class="base idle"></div>`;
    const conversation = store.selected;
    const isOpen = this.#isOpen;
    const threadLabel = isOpen ? nameOf(conversation, localizer) : strings.noConversationSelected;
    return html`
      <div
        part="base"
        class="base ${isOpen ? 'showing-thread' : 'showing-list'}"
        @keydown=${this.#onFirstKeys}
        @parlor-conversation-start-request=${() => (this.#isStarting = true)}
      >
        ${connectionView({store, localizer, wasLost: this.#lostStore === store})}
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
            ${listFooter({store, localizer, setUpHint: this.setUpHint, isKept: !!this.storageKey})}
          </section>
          <section part="thread-pane" class="thread-pane" aria-label=${threadLabel}>
            ${isOpen ? this.#renderThread(conversation) : nothingOpen(store, localizer)}
          </section>
          ${isOpen && this.detailsOpen ? this.#renderDetails() : nothing}
        </div>
        ${this.offersStart ? html`<parlor-start-conversation></parlor-start-conversation>` : nothing}
        <parlor-command-palette .shortcuts=${this.shortcuts}></parlor-command-palette>
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
    const {localizer} = this;
    return html`
      ${threadHeader({
        conversation,
        localizer,
        detailsOpen: this.detailsOpen,
        // One notice is enough when the thread is missing as well; trying again fetches both.
        onRetry: this.#actions.hasFailed && !this.#thread.hasFailed ? this.#actions.load : undefined,
        onBack: this.#goBack,
      })}
      ${
        this.#thread.hasFailed
          ? missingView(localizer, this.#retryThread)
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

  #renderListHeader({capabilities}: InboxStore): TemplateResult | typeof nothing {
    if (!can(capabilities, 'startConversation') || this.readonly) return nothing;
    return listHeader({localizer: this.localizer, onStart: this.#openStart, isMissing: this.#start.hasFailed});
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
    return html`<div class="missing-details">${missingView(this.localizer, this.#details.load, closeButton)}</div>`;
  }

  /** Where files go when the page says no other place. */
  readonly #uploadToGateway: UploadMedia = async (file, {signal}) => {
    const {gateway = '', provider = '', headers} = this;
    const {uploadMedia} = await import('../../adapter/gateway/problems.js');
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

  /** What keys do comes with the first of them, which waits for it; also with one that nobody hears of outside its field. */
  readonly #onFirstKeys = {
    capture: true,
    handleEvent: async (event: KeyboardEvent): Promise<void> => {
      if (this.commands?.takeKey) return;
      const path = event.composedPath();
      // What the browser does with it cannot be called off later.
      if (event.key === 'k' && (event.ctrlKey || event.metaKey) && !this.shortcuts) event.preventDefault();
      await this.#commands.load();
      this.commands?.takeKey?.(event, path);
    },
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
