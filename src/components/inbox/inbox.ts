import {html, nothing, type LitElement, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {keyed} from 'lit/directives/keyed.js';
import {focusedIn, FocusKeeper, isHidden} from '../../controllers/focus-keeper.js';
import {LateElements} from '../../controllers/late-elements.js';
import {isServer} from '../../controllers/server-drawing.js';
import {can} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import type {OpenTarget} from '../../store/find-person.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {TextingHours, TimeZoneOf} from '../../model/texting-hours.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import type {ActionItems} from '../action-list.js';
import type {ParlorCommandPalette} from '../command-palette/command-palette.js';
import type {Shortcuts} from '../command-palette/shortcut.js';
import type {ConversationActionContext} from '../conversation-actions/default-actions.js';
import type {UploadMedia} from '../reply-box/attachments.js';
import type {ParlorReplyBox} from '../reply-box/reply-box.js';
import type {MessageActionContext} from '../message-menu/default-actions.js';
import {FallbackHeight} from './fallback-height.js';
import {FirstKeys} from './first-keys.js';
import type {SendKey} from '../reply-box/text-entry.js';
import type {SavedReplies} from '../saved-replies/saved-reply.js';
import {InboxElement} from './inbox-element.js';
import {inboxStyles, WIDE} from './inbox.styles.js';
import {
  connectionView,
  listFooter,
  listHeader,
  listSlots,
  missingView,
  nameOf,
  nothingOpen,
  replySlots,
  threadSlots,
  threadHeader,
  troubleView,
} from './inbox-template.js';

/** Where Escape leads one step back. */
const STEPS_BACK = 'parlor-message-thread, parlor-reply-box, parlor-contact-panel';

/**
 * The whole inbox: conversations, the open thread and a reply box. Side by side where its container has room, one at
 * a time with a way back where it has not. Fills its container; give that a height: without one it is 640 px high, or as
 * high as the view.
 *
 * @tag parlor-inbox
 * @since 0.1.0
 * @status stable
 *
 * @attr {boolean} auto-advance - What is archived or closed with a button makes way for the next conversation, as with the command.
 *
 * @slot empty - Shown in place of the thread while no conversation is open.
 * @slot header-actions - At the end of the thread's header.
 * @slot list-header - Above search and filters.
 * @slot list-footer - Below the conversations.
 * @slot list-empty - In place of the words for an inbox without conversations.
 * @slot thread-above - Between the thread's header and the messages.
 * @slot thread-empty - In place of the words for a conversation without messages.
 * @slot reply-above - Above the field for a reply, and above the panel that may stand in its place.
 * @slot reply-start - In the field, before the text: buttons.
 * @slot reply-actions - In the field, between the text and the button that sends: buttons.
 * @slot reply-footer - Below the field.
 * @slot details - At the end of the contact's details.
 *
 * @csspart base - The whole.
 * @csspart list-pane - The side with the conversations.
 * @csspart thread-pane - The side with the open conversation.
 * @csspart header - The bar above the thread.
 * @csspart back-button - Leads back to the list where both do not fit.
 * @csspart connection - The line that says that reading fails, or why somebody could not be opened.
 * @csspart conversation-list - The `parlor-conversation-list`.
 * @csspart message-thread - The `parlor-message-thread`.
 * @csspart reply-box - The `parlor-reply-box`.
 * @csspart contact-panel - The `parlor-contact-panel`.
 * @csspart row - The `parlor-conversation-item` of a conversation.
 * @csspart message - The `parlor-message-bubble` of a message.
 * @csspart bubble - The coloured box of a message.
 * @csspart text - The words of a message.
 * @csspart attachment - A picture or file of a message.
 * @csspart foot - The line below a message.
 * @csspart sender - The sender's name, in groups.
 * @csspart timestamp - The time in a message's foot.
 * @csspart status - The delivery status in a message's foot.
 * @csspart field - The rounded field of the reply box, with the text and its buttons.
 * @csspart input - The text area of the reply box.
 * @csspart send-button - Sends.
 * @csspart start-button - Opens the form for a new conversation.
 *
 * @cssstate thread-open - A conversation is open.
 * @cssstate narrow - There is room for the list or the thread, not for both.
 * @cssstate offline - Reading from the provider fails.
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
 * @fires {CustomEvent<UnreadCount>} parlor-unread-count-changed - How many conversations are unread, as far as that is known: `{count, isComplete}`.
 * @fires {CustomEvent<{error: ConversationError}>} parlor-error - Reading from the provider failed, or no adapter could be made.
 */
export class ParlorInbox extends InboxElement {
  static override styles = [...baseStyles, buttons, inboxStyles];

  /** `light` or `dark`; without it the inbox follows the page's `color-scheme`. `auto` follows the device. */
  @property({reflect: true}) theme: 'light' | 'dark' | 'auto' | undefined;
  /** Only for reading: no reply box. */
  @property({type: Boolean, reflect: true}) readonly = false;

  /** The contact's details are shown beside the thread. */
  @property({type: Boolean, attribute: 'details-open', reflect: true}) detailsOpen = false;
  /** Lets files be attached: takes one, resolves with the public address it got. With `gateway`, they go there without it. */
  @property({attribute: false}) uploadMedia: UploadMedia | undefined;

  /** When contacts may be texted: out of these hours the first press on Send is held back, and said. */
  @property({attribute: false}) textingHours: TextingHours | undefined;
  /** Says where a contact lives, for the time there; without it, the area code does. */
  @property({attribute: false}) timeZoneOf: TimeZoneOf | undefined;

  /** What Enter does in the reply box; by default it sends, and breaks the line on a touch screen. */
  @property({attribute: 'send-key'}) sendKey: SendKey = 'auto';

  /** Replies written beforehand, for the reply box: a list, or a function that is asked with what is typed. */
  @property({attribute: false}) savedReplies: SavedReplies | undefined;

  /** Which keys do what: `modified` leaves out keys pressed alone, `off` all; or keys by command. See `Shortcuts`. */
  @property() shortcuts: Shortcuts | undefined;

  /** Changes what can be done to a conversation: receives the defaults, answers what to offer in their place. */
  @property({attribute: false}) conversationActions: ActionItems<ConversationActionContext> | undefined;
  /** The same for a message. */
  @property({attribute: false}) messageActions: ActionItems<MessageActionContext> | undefined;

  /** The form for a new conversation was used: it stays, since it holds what was typed. */
  @state() private offersStart = false;
  /** The message whose details were asked for last. */
  @state() private detailsOf?: string | undefined;

  @query('.list-pane') private readonly listPane!: HTMLElement | null;
  @query('.thread-header h2') private readonly threadHeading!: HTMLElement | null;
  @query('parlor-conversation-list') private readonly list!: HTMLElement | null;
  @query('parlor-conversation-actions') private readonly actions!: HTMLElement | null;
  @query('parlor-contact-panel') private readonly contactPanel!: HTMLElement | null;
  @query('.waiting') private readonly waiting!: HTMLElement | null;
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
  readonly #firstKeys = new FirstKeys({
    host: this,
    palette: () => this.commands,
    load: this.#commands.load,
    waiting: () => this.waiting,
  });
  readonly #keyListener: EventListenerObject = this.#firstKeys;
  #shownId: string | undefined;
  #hadFocus = false;
  /** The store whose connection was lost. */
  #lostStore: InboxStore | undefined;
  #isNarrow = false;
  #detailsOpener: Element | undefined;
  /** A conversation is being started with the form: whoever does so goes on writing in it. */
  #isStarting = false;

  constructor() {
    super();
    // What covers the thread has the focus, and gives it back.
    const focus = new FocusKeeper(this, () =>
      this.#isThreadCovered ? this.contactPanel : (this.#opener ?? this.actions ?? this.list),
    );
    // With less room, a pane goes with what is in it.
    new FallbackHeight(this, (inlineSize) => {
      focus.check();
      this.#isNarrow = inlineSize < WIDE;
      this.customStates.hostUpdated();
    });
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
        @keydown=${this.#keyListener}
        @parlor-conversation-start-request=${() => (this.#isStarting = true)}
      >
        ${connectionView({
          ...{
            store,
            localizer,
            wasLost: this.#lostStore === store,
            failure: this.openFailure || (this.#commands.hasFailed ? strings.paneFailed : ''),
          },
        })}
        <div @keydown=${this.#onEscape} class="panes ${isOpen && this.detailsOpen ? 'with-details' : ''}">
          <section
            part="list-pane"
            class="list-pane"
            aria-label=${strings.conversations}
            @pointerenter=${this.#thread.load}
            @pointerdown=${this.#thread.load}
            @focusin=${this.#thread.load}
          >
            <parlor-conversation-list
              part="conversation-list"
              exportparts="row"
              ?offers-actions=${!this.readonly}
              .conversationActions=${this.conversationActions}
              >${this.#renderListHeader()}${listSlots}</parlor-conversation-list
            >
            ${listFooter({store, localizer, setUpHint: this.setUpHint, isKept: !!this.storageKey})}
          </section>
          <section part="thread-pane" class="thread-pane" aria-label=${threadLabel}>
            ${isOpen ? this.#renderThread(conversation) : nothingOpen(store, localizer)}
          </section>
          ${isOpen && this.detailsOpen ? this.#renderDetails() : nothing}
        </div>
        ${
          this.offersStart
            ? html`<parlor-start-conversation
                .textingHours=${this.textingHours}
                .timeZoneOf=${this.timeZoneOf}
              ></parlor-start-conversation>`
            : nothing
        }
        <p class="waiting" tabindex="-1" data-words=${strings.loading}></p>
        <parlor-command-palette .shortcuts=${this.shortcuts}></parlor-command-palette>
      </div>
    `;
  }

  /**
   * Puts a text where the caret is in the reply to the open conversation, as if it had been typed: what is there stays, it
   * can be undone, and nothing is sent.
   *
   * @returns whether a field took it: not while no conversation is open, or replies are blocked
   */
  async insertText(text: string): Promise<boolean> {
    const id = this.store?.state.selectedId;
    if (id === undefined) return false;
    const replyBox = await this.#replyBox();
    // Meant for the conversation that was open.
    return id === this.store?.state.selectedId && (replyBox?.insertText?.(text) ?? false);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    const {connected = true, live} = this.store?.state ?? {};
    if (!connected || live === 'interrupted') this.#lostStore = this.store;
    // Asked before drawing: the button that leads back goes with the conversation it was in.
    this.#hadFocus = !isServer && this.matches(':focus-within');
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#moveFocus();
  }

  protected override get stateNames(): Readonly<Record<string, boolean>> {
    return {...super.stateNames, narrow: this.#isNarrow};
  }

  #renderThread(conversation: Conversation | undefined): TemplateResult {
    const {localizer} = this;
    return html`
      ${threadHeader({
        conversation,
        localizer,
        detailsOpen: this.detailsOpen,
        actions: this.conversationActions,
        // One notice is enough when the thread is missing as well; trying again fetches both.
        onRetry: this.#actions.hasFailed && !this.#thread.hasFailed ? this.#actions.load : undefined,
        onBack: this.#goBack,
      })}
      ${
        this.#thread.hasFailed
          ? missingView(localizer, this.#retryThread)
          : html`<parlor-message-thread
              part="message-thread"
              offers-details
              .messageActions=${this.messageActions}
              exportparts="message, bubble, text, attachment, foot, sender, timestamp, status"
              >${threadSlots}</parlor-message-thread
            >`
      }
      ${
        this.readonly
          ? nothing
          : keyed(
              this.store?.state.selectedId,
              html`<parlor-reply-box
                part="reply-box"
                exportparts="field, input, send-button"
                send-key=${this.sendKey}
                .savedReplies=${this.savedReplies}
                .textingHours=${this.textingHours}
                .timeZoneOf=${this.timeZoneOf}
                .uploadMedia=${this.uploadMedia ?? this.gatewayUpload}
                >${replySlots}</parlor-reply-box
              >`,
            )
      }
    `;
  }

  #renderListHeader(): TemplateResult | typeof nothing {
    if (!this.#canStart) return nothing;
    return listHeader({localizer: this.localizer, onStart: () => this.#openStart(), isMissing: this.#start.hasFailed});
  }

  #renderDetails(): TemplateResult {
    const close = (): void => this.#showDetails(false);
    if (!this.#details.hasFailed) {
      return html`<parlor-contact-panel
        part="contact-panel"
        .messageId=${this.detailsOf}
        @parlor-close-request=${this.#onDetailsClose}
        ><slot name="details"></slot
      ></parlor-contact-panel>`;
    }
    // Where it covers the thread, closing it is the only way back.
    const closeButton = html`<button type="button" @click=${close}>${this.localizer.strings.close}</button>`;
    return html`<div class="missing-details">${missingView(this.localizer, this.#details.load, closeButton)}</div>`;
  }

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

  readonly #openStart = async (target?: OpenTarget): Promise<boolean> => {
    this.offersStart = true;
    await this.#start.load();
    await this.updateComplete;
    if (!this.#start.hasFailed) this.renderRoot.querySelector('parlor-start-conversation')?.show(target);
    return !this.#start.hasFailed;
  };

  protected override async offerStart(target: OpenTarget): Promise<boolean> {
    return this.#canStart && this.#openStart(target);
  }

  get #canStart(): boolean {
    return this.store !== undefined && can(this.store.capabilities, 'startConversation') && !this.readonly;
  }

  /** Also from a button of the page's own. After the event has passed every listener, so that each could veto it. */
  readonly #onDetailsToggle = (event: HTMLElementEventMap['parlor-details-toggle-request']): void => {
    queueMicrotask(() => {
      if (event.defaultPrevented) return;
      // Without a word of which, the other of the two.
      const open: unknown = event.detail?.open;
      void this.#toggleDetails(typeof open === 'boolean' ? open : !this.detailsOpen, event.detail?.messageId);
    });
  };

  async #toggleDetails(open: boolean, messageId: string | undefined): Promise<void> {
    if (open) {
      this.#detailsOpener = focusedIn(this);
      this.detailsOf = undefined;
      // A message that is asked for again is shown again: the panel may have gone on to another.
      if (messageId !== undefined) await this.updateComplete;
      this.detailsOf = messageId;
    }
    this.#showDetails(open);
  }

  /** What asked for the details of a message. */
  get #opener(): Element | undefined {
    const opener = this.#detailsOpener;
    return this.detailsOf !== undefined && opener?.isConnected ? opener : undefined;
  }

  readonly #onDetailsClose = (event: Event): void => {
    queueMicrotask(() => {
      if (!event.defaultPrevented) this.#showDetails(false);
    });
  };

  #showDetails(open: boolean): void {
    this.detailsOpen = open;
    if (open) void this.#followDetails();
  }

  /** To a message that was asked for, and where the details cover what opened them, the focus goes along. */
  async #followDetails(): Promise<void> {
    await this.#details.load();
    await this.updateComplete;
    if (!this.#isThreadCovered && this.detailsOf === undefined) return;
    await (this.contactPanel as LitElement | null)?.updateComplete;
    this.contactPanel?.focus();
  }

  /** What Escape is for comes late with the first of them: what is around the inbox must not have it as well. */
  readonly #onEscape = (event: KeyboardEvent): void => {
    const isStep = event.key === 'Escape' && event.target instanceof Element && event.target.matches(STEPS_BACK);
    const isElsewhere = typeof this.shortcuts === 'object' && this.shortcuts.back !== undefined;
    if (!isStep || isElsewhere || this.commands?.takeKey || event.defaultPrevented || event.isComposing) return;
    this.#firstKeys.keptKey = event;
    event.preventDefault();
    event.stopPropagation();
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
    (await this.#replyBox())?.focus();
  }

  /** Once it is there. */
  async #replyBox(): Promise<ParlorReplyBox | null> {
    await this.#thread.load();
    await this.updateComplete;
    const replyBox = this.renderRoot.querySelector('parlor-reply-box');
    await replyBox?.updateComplete;
    return replyBox;
  }
}
