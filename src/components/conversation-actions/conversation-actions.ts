import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {LateElements} from '../../controllers/late-elements.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {actionsWords} from '../../i18n/words/actions.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import {shownName} from '../../model/shown-name.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import {
  actionsFor,
  type ActionFailure,
  type ConversationAction,
  type RequestedAction,
} from '../../model/conversation-action.js';
import {completeConversation} from '../../model/complete.js';
import type {Conversation} from '../../model/conversation.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {dialogs} from '../../styles/dialog.styles.js';
import {notices} from '../error-notice.js';
import {actionParts, actionProperties} from './actions-binding.js';
import {detailsIcon, moreIcon} from './action-icons.js';
import {conversationActionsStyles} from './conversation-actions.styles.js';
import {renderDeleteQuestion} from './delete-dialog.js';
import {
  ACTION_LOOKS,
  entryButton,
  entryMenuItem,
  isOwn,
  type Entry,
  type EntryContext,
  type OwnEntry,
} from './entries.js';
import {MenuController, placeBelow} from './menu.js';
import {Countdown, renderNotice, type ArchivedNotice} from './notice.js';

export type * from './conversation-actions.events.js';

/** As many buttons as stand in a row; with more to do, the last one opens a menu. */
const MOST_BUTTONS = 2;

/**
 * What can be done to the open conversation, for the header above it: star, archive, close, delete, showing its details,
 * searching its messages, and inside an inbox marking it unread, going to a date, and all commands. Two buttons at most; whatever does not fit goes into a menu. It offers only what the provider itself does.
 *
 * Inside an inbox it does what is asked unless a listener vetoes the request; alone, it asks by request events and
 * shows what its properties say. Showing the details is always up to the owner, and searching to the thread: one that
 * stands in the same document or shadow root opens its search.
 *
 * @tag parlor-conversation-actions
 *
 * @csspart base - The row of buttons.
 * @csspart button - A button of the row.
 * @csspart menu-button - The one that opens the menu.
 * @csspart menu - The menu.
 * @csspart menu-item - One of its items.
 * @csspart notice - What the last action came to, with undo or retry.
 * @csspart error - Why an action failed.
 * @csspart dialog - The question before deleting.
 * @csspart delete-button - The one that deletes.
 *
 * @fires {CustomEvent<ArchiveRequestDetail>} parlor-archive-request - The conversation should be archived, or moved back: `{conversationId, archived}`.
 * @fires {CustomEvent<StarRequestDetail>} parlor-star-request - Its star should change: `{conversationId, starred}`.
 * @fires {CustomEvent<CloseConversationRequestDetail>} parlor-close-conversation-request - It should be closed or reopened: `{conversationId, closed}`.
 * @fires {CustomEvent<DeleteRequestDetail>} parlor-delete-request - It should be deleted for ever, and the user confirmed that: `{conversationId}`.
 * @fires {CustomEvent<DetailsToggleRequestDetail>} parlor-details-toggle-request - Its details should be shown or hidden: `{conversationId, open}`.
 * @fires {CustomEvent<UnreadRequestDetail>} parlor-unread-request - It should be unread until it is opened again, on this device, or read: `{conversationId, unread}`.
 * @fires {CustomEvent<CommandsRequestDetail>} parlor-commands-request - All commands, or the choice of a date, should be shown: `{show}`.
 * @fires {CustomEvent<ThreadSearchRequestDetail>} parlor-thread-search-request - Its messages should be searched: `{conversationId}`.
 */
export class ParlorConversationActions extends LitElement {
  static override styles = [...baseStyles, buttons, dialogs, notices, conversationActionsStyles];

  /** The open conversation. */
  @property({attribute: false}) conversation?: Conversation;
  /** What the provider can do; nothing by default. */
  @property({attribute: false}) capabilities: Capabilities = NO_CAPABILITIES;
  /** Offers searching the messages. Where the details are offered, the thread is there too, so that is as well. */
  @property({type: Boolean, attribute: 'offers-search'}) offersSearch = false;
  /** Offers showing the conversation's details. */
  @property({type: Boolean, attribute: 'offers-details'}) offersDetails = false;
  /** The details are shown. */
  @property({type: Boolean, attribute: 'details-open'}) detailsOpen = false;
  /** What is being done to the conversation at the moment. */
  @property() pending?: ConversationAction;
  /** What did not work, to be explained until it is dismissed. */
  @property({attribute: false}) failure?: ActionFailure;
  /** The keys of commands that do the same, by the names of the commands; for assistive technology. */
  @property({attribute: false}) shortcuts?: ReadonlyMap<string, string>;
  /** How long undoing is offered, in milliseconds; `Infinity` until it is dismissed. */
  @property({type: Number, attribute: 'undo-duration'}) undoDuration = 10_000;

  @state() private notice?: ArchivedNotice;
  @state() private asking?: ArchivedNotice;
  @state() private announcement = '';

  @query('#menu') private readonly menuPopup!: HTMLElement | null;
  @query('#menu-button') private readonly menuButton!: HTMLButtonElement | null;
  @query('#notice') private readonly noticePopup!: HTMLElement | null;
  @query('dialog') private readonly dialog!: HTMLDialogElement | null;

  readonly #localize = new LocalizeController(this, actionsWords);
  readonly #inbox = new StoreController(this, actionParts, (store) => this.#follow(store));
  /** What the inbox said last of what was done, so that each is announced once. */
  #told: {readonly store: InboxStore; readonly done: RequestedAction | undefined} | undefined;
  readonly #menu = new MenuController(this, {menu: () => this.menuPopup, button: () => this.menuButton});
  readonly #commands = new LateElements(this, () => import('../command-palette/define.js'));
  readonly #countdown = new Countdown(() => (this.notice = undefined));
  #isNoticeShown = false;
  /** An archiving whose outcome shows in the properties, outside of an inbox. */
  #awaited: RequestedAction | undefined;

  /** Focuses the button of the details; without it, the last one of the row. */
  override focus(options?: FocusOptions): void {
    this.#homeButton?.focus(options);
  }

  get #homeButton(): HTMLElement | undefined {
    const buttons = [...(this.shadowRoot?.querySelectorAll<HTMLElement>('.base > button') ?? [])];
    return buttons.find((button) => button.matches('.details')) ?? buttons.at(-1);
  }

  constructor() {
    super();
    new FocusKeeper(this, () => this.#homeButton);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('resize', this.#place);
    window.addEventListener('scroll', this.#place, {capture: true, passive: true});
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('resize', this.#place);
    window.removeEventListener('scroll', this.#place, {capture: true});
    this.#countdown.stop();
    this.notice = undefined;
    this.asking = undefined;
    // What is out of the document is shown no more.
    this.#isNoticeShown = false;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.capabilities ??= NO_CAPABILITIES;
    this.conversation &&= completeConversation(this.conversation);
    const {conversation, asking} = this;
    const awaited = this.#awaited;
    if (awaited && conversation?.id === awaited.conversationId && conversation.status === 'archived') {
      this.#onDone(awaited);
    }
    // What the question is about may be gone, whoever deleted it.
    if (asking && conversation?.id !== asking.conversationId) this.asking = undefined;
    if (changed.has('pending') && changed.get('pending') === 'delete' && !this.pending) {
      const failed = this.failure?.action === 'delete' && this.failure.conversationId === asking?.conversationId;
      if (!failed) this.asking = undefined;
    }
    if (changed.has('failure') && this.failure) {
      this.notice = undefined;
      this.#awaited = undefined;
    }
  }

  protected override updated(): void {
    const {dialog, noticePopup: popup} = this;
    if (dialog && dialog.open !== !!this.asking) {
      if (this.asking) dialog.showModal?.();
      else dialog.close?.();
    }
    const isShown = !!this.notice || this.#shownFailure !== undefined;
    if (popup && this.#isNoticeShown !== isShown) {
      this.#isNoticeShown = isShown;
      this.#place();
      popup.togglePopover?.(isShown);
    }
  }

  override render(): TemplateResult {
    const {conversation} = this;
    const {strings} = this.#localize;
    const entries = conversation ? this.#entriesFor(conversation) : [];
    const detailsButtons = conversation && this.offersDetails ? 1 : 0;
    const fits = entries.length + detailsButtons <= MOST_BUTTONS;
    const inRow = fits ? entries : entries.slice(0, MOST_BUTTONS - 1 - detailsButtons);
    const inMenu = entries.slice(inRow.length);
    return html`
      <div part="base" class="base" aria-busy=${this.pending ? 'true' : 'false'}>
        ${detailsButtons ? this.#renderDetailsButton() : nothing}
        ${inRow.map((entry) => entryButton(entry, this.#entryContext))}
        ${inMenu.length > 0 ? this.#renderMenu(inMenu) : nothing}
        <div
          id="notice"
          part="notice"
          class=${this.#shownFailure ? 'popup failed' : 'popup'}
          .popover=${'manual'}
          @pointerenter=${() => this.#countdown.hold('pointer', true)}
          @pointerleave=${() => this.#countdown.hold('pointer', false)}
          @focusin=${() => this.#countdown.hold('focus', true)}
          @focusout=${() => this.#countdown.hold('focus', false)}
          @keydown=${this.#onNoticeKeyDown}
        >
          ${renderNotice({
            notice: this.notice,
            failure: this.#shownFailure,
            localizer: this.#localize.value,
            onUndo: this.#undo,
            onRetry: this.#retry,
            onDismiss: this.#dismiss,
          })}
        </div>
        <div role="status" class="visually-hidden">${this.pending ? strings.working : this.announcement}</div>
        <div role="alert" class="visually-hidden">${this.#failureWords}</div>
        <dialog
          part="dialog"
          role="alertdialog"
          aria-labelledby="delete-title"
          aria-describedby="delete-warning"
          @close=${this.#endQuestion}
        >
          ${this.asking ? this.#renderQuestion(this.asking) : nothing}
        </dialog>
      </div>
    `;
  }

  #entriesFor(conversation: Conversation): readonly Entry[] {
    const actions = actionsFor(conversation, this.capabilities);
    if (!this.offersSearch && !this.offersDetails) return actions;
    // Where the thread is, with what keys do in it, and a store that remembers.
    if (!this.offersDetails || !this.#inbox.store) return ['search', ...actions];
    return ['search', conversation.unread.has ? 'mark-read' : 'mark-unread', ...actions, 'date', 'commands'];
  }

  get #entryContext(): EntryContext {
    const {pending, shortcuts} = this;
    return {strings: this.#localize.strings, pending, shortcuts, onChoose: this.#choose};
  }

  #renderDetailsButton(): TemplateResult {
    const label = this.#localize.strings[this.conversation?.kind === 'group' ? 'groupDetails' : 'details'];
    return html`
      <button
        part="button"
        class="icon details"
        type="button"
        aria-label=${label}
        title=${label}
        aria-expanded=${this.detailsOpen ? 'true' : 'false'}
        aria-keyshortcuts=${this.shortcuts?.get('details') || nothing}
        @click=${this.#toggleDetails}
      >
        ${detailsIcon}
      </button>
    `;
  }

  #renderMenu(entries: readonly Entry[]): TemplateResult {
    const {strings} = this.#localize;
    const isWorking = this.pending !== undefined && entries.includes(this.pending);
    return html`
      <button
        id="menu-button"
        part="menu-button"
        class="icon"
        type="button"
        aria-label=${strings.moreActions}
        title=${strings.moreActions}
        aria-haspopup="menu"
        aria-expanded=${this.#menu.isOpen ? 'true' : 'false'}
        @keydown=${this.#menu.onButtonKeyDown}
      >
        ${isWorking ? html`<span class="spinner"></span>` : moreIcon}
      </button>
      <div
        id="menu"
        part="menu"
        class="popup menu"
        .popover=${'auto'}
        role="menu"
        aria-label=${strings.moreActions}
        @beforetoggle=${this.#place}
        @toggle=${this.#menu.onToggle}
        @keydown=${this.#menu.onKeyDown}
      >
        ${entries.map((entry) => entryMenuItem(entry, this.#entryContext))}
      </div>
    `;
  }

  #renderQuestion(asking: ArchivedNotice): TemplateResult {
    const {failure} = this;
    const isAbout = failure?.action === 'delete' && failure.conversationId === asking.conversationId;
    return renderDeleteQuestion({
      name: asking.name,
      isDeleting: this.pending === 'delete',
      error: isAbout ? failure.error : undefined,
      localizer: this.#localize.value,
      onCancel: this.#endQuestion,
      onConfirm: () => this.#perform({action: 'delete', ...asking}),
    });
  }

  /** A failed deletion is explained where it was asked for, while that is open. */
  get #shownFailure(): ActionFailure | undefined {
    const {failure, asking} = this;
    return failure?.action === 'delete' && failure.conversationId === asking?.conversationId ? undefined : failure;
  }

  get #failureWords(): string {
    const failure = this.#shownFailure;
    const {strings, value: localizer} = this.#localize;
    if (!failure) return '';
    const {action, name, error} = failure;
    const label = strings[ACTION_LOOKS[action].label];
    return `${localizer.fill(strings.actionFailed, {action: label, name: name || strings.unknownContact})} ${localizer.error(error)}`;
  }

  readonly #place = (): void => {
    // Not the element: a page may stretch that beyond its buttons.
    const anchor = [...this.renderRoot.querySelectorAll('.base > button')].at(-1) ?? this;
    for (const popup of [this.menuPopup, this.noticePopup]) if (popup) placeBelow(popup, anchor);
  };

  readonly #toggleDetails = (): void => {
    const conversationId = this.conversation?.id;
    if (conversationId !== undefined) {
      request(this, 'parlor-details-toggle-request', {conversationId, open: !this.detailsOpen});
    }
  };

  readonly #choose = (action: Entry): void => {
    const {conversation} = this;
    if (!conversation) return;
    if (isOwn(action)) {
      this.#menu.close();
      void this.#doOwn(action, conversation.id);
      return;
    }
    if (this.pending) return;
    this.#menu.close();
    const about = {conversationId: conversation.id, name: this.#nameOf(conversation)};
    if (action !== 'delete') {
      // What goes on to the next conversation has to be there.
      if (this.#advances) void this.#commands.load().then(() => this.#perform({action, ...about}));
      else this.#perform({action, ...about});
      return;
    }
    this.#dismissFailure();
    this.asking = about;
  };

  get #advances(): boolean {
    const root = this.getRootNode();
    return root instanceof ShadowRoot && root.host.hasAttribute('auto-advance');
  }

  async #doOwn(action: OwnEntry, conversationId: string): Promise<void> {
    switch (action) {
      case 'search':
        request(this, 'parlor-thread-search-request', {conversationId});
        return;
      case 'mark-unread':
      case 'mark-read': {
        const {strings} = this.#localize;
        const unread = action === 'mark-unread';
        const isAsked = request(this, 'parlor-unread-request', {conversationId, unread});
        if (isAsked) this.announcement = unread ? strings.markedUnread : strings.markedRead;
        return;
      }
      case 'date':
      case 'commands':
        await this.#commands.load();
        request(this, 'parlor-commands-request', {show: action});
    }
  }

  #perform(requested: RequestedAction): void {
    const {action, conversationId} = requested;
    if (this.pending && this.conversation?.id === conversationId) return;
    this.announcement = '';
    this.notice = undefined;
    const isAlone = this.#inbox.store === undefined;
    this.#awaited = action === 'archive' && isAlone ? requested : undefined;
    this.#ask(action, conversationId);
    const endQuestion = () => {
      if (action === 'delete' && this.pending !== 'delete') this.asking = undefined;
    };
    // An inbox acts once every listener has had its turn. Where nothing is on its way then, as outside of an inbox or
    // after a veto, there is nothing that the question could wait for.
    if (isAlone) endQuestion();
    else queueMicrotask(endQuestion);
  }

  #follow(store: InboxStore): void {
    const {done} = store.pending.state;
    const isNews = this.#told?.store === store && done !== this.#told.done;
    this.#told = {store, done};
    Object.assign(this, actionProperties(store));
    if (isNews && done) this.#onDone(done);
  }

  #dismissFailure(): void {
    if (this.failure) {
      request(this, 'parlor-action-failure-dismiss-request', {conversationId: this.failure.conversationId});
    }
    this.failure = undefined;
  }

  #ask(action: ConversationAction, conversationId: string): void {
    switch (action) {
      case 'star':
      case 'unstar':
        request(this, 'parlor-star-request', {conversationId, starred: action === 'star'});
        return;
      case 'archive':
      case 'unarchive':
        request(this, 'parlor-archive-request', {conversationId, archived: action === 'archive'});
        return;
      case 'close':
      case 'reopen':
        request(this, 'parlor-close-conversation-request', {conversationId, closed: action === 'close'});
        return;
      case 'delete':
        request(this, 'parlor-delete-request', {conversationId});
        return;
    }
  }

  #onDone({action, conversationId, name}: RequestedAction): void {
    const {strings, value: localizer} = this.#localize;
    this.#awaited = undefined;
    this.announcement = strings[ACTION_LOOKS[action].done];
    if (action !== 'archive') return;
    this.announcement = localizer.fill(strings.conversationArchived, {name: name || strings.unknownContact});
    this.notice = {conversationId, name};
    this.#countdown.start(this.undoDuration);
  }

  readonly #undo = (): void => {
    const {notice} = this;
    this.#dismiss();
    if (notice) this.#perform({action: 'unarchive', ...notice});
  };

  readonly #retry = (): void => {
    const {failure} = this;
    this.#dismiss();
    if (failure) this.#perform(failure);
  };

  readonly #dismiss = (): void => {
    this.#countdown.stop();
    // Hiding what has the focus must not drop the keyboard at the top of the page.
    if (this.noticePopup?.matches(':focus-within')) this.focus();
    this.notice = undefined;
    this.#dismissFailure();
  };

  readonly #onNoticeKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#dismiss();
  };

  /** A deletion that failed was explained in the question, and goes with it. */
  readonly #endQuestion = (): void => {
    if (this.failure && this.#shownFailure === undefined) this.#dismissFailure();
    this.asking = undefined;
  };

  #nameOf(conversation: Conversation): string {
    return shownName(conversation) || this.#localize.strings.unknownContact;
  }
}
