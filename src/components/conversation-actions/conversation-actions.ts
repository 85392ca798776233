import {html, LitElement, nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property, state} from 'lit/decorators.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {LateElements} from '../../controllers/late-elements.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {actionsWords} from '../../i18n/words/actions.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import {shownName} from '../../model/shown-name.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {ActionFailure, ConversationAction, RequestedAction} from '../../model/conversation-action.js';
import {completeConversation} from '../../model/complete.js';
import type {Conversation} from '../../model/conversation.js';
import type {InboxStore} from '../../store/inbox-store.js';
import {callOut} from '../../util/report-thrown.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {dialogs, questions} from '../../styles/dialog.styles.js';
import {menuItems} from '../../styles/menu.styles.js';
import {offeredActions, type ActionItems} from '../action-list.js';
import {notices} from '../error-notice.js';
import {detailsIcon} from './action-icons.js';
import {actionParts, actionProperties} from './actions-binding.js';
import {ActionsMenu} from './actions-menu.js';
import {conversationActionsStyles} from './conversation-actions.styles.js';
import {
  ACTION_LOOKS,
  DEFAULT_CONVERSATION_ACTIONS,
  DEFAULT_ROW_ACTIONS,
  type ConversationActionContext,
  type ConversationActionItem,
} from './default-actions.js';
import {DeleteConversation} from './delete-conversation.js';
import {entryButton, waitsForProvider, type EntryOptions} from './entries.js';
import type {Place} from './menu.js';
import {NoticeController} from './notice.js';
import {requestAction} from './request-action.js';

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
 * @since 0.1.0
 * @status stable
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
  static override styles = [...baseStyles, buttons, dialogs, questions, menuItems, notices, conversationActionsStyles];

  /** The open conversation. */
  @property({attribute: false}) conversation: Conversation | undefined;
  /** Inside an inbox, which conversation it is about, as for a row of the list; the open one without it. */
  @property({attribute: 'conversation-id'}) conversationId: string | undefined;
  /** Shows no buttons, only the menu once it is asked for, and what came of an action. */
  @property({type: Boolean, reflect: true}) idle = false;
  /** What the provider can do; nothing by default. */
  @property({attribute: false}) capabilities: Capabilities = NO_CAPABILITIES;
  /** Offers searching the messages. Where the details are offered, the thread is there too, so that is as well. */
  @property({type: Boolean, attribute: 'offers-search'}) offersSearch = false;
  /** Offers showing the conversation's details. */
  @property({type: Boolean, attribute: 'offers-details'}) offersDetails = false;
  /** The details are shown. */
  @property({type: Boolean, attribute: 'details-open'}) detailsOpen = false;
  /** Changes what is offered: receives the defaults, `DEFAULT_CONVERSATION_ACTIONS`, answers what to offer in their place. */
  @property({attribute: false}) conversationActions: ActionItems<ConversationActionContext> | undefined;
  /** What is being done to the conversation at the moment. */
  @property() pending: ConversationAction | undefined;
  /** What did not work, to be explained until it is dismissed. */
  @property({attribute: false}) failure: ActionFailure | undefined;
  /** The keys of commands that do the same, by the names of the commands; for assistive technology. */
  @property({attribute: false}) shortcuts: ReadonlyMap<string, string> | undefined;
  /** How long undoing is offered, in milliseconds; `Infinity` until it is dismissed. */
  @property({type: Number, attribute: 'undo-duration'}) undoDuration = 10_000;

  @state() private announcement = '';
  /** The dialog for files was asked for: it stays, with what was chosen in it. */
  @state() private offersExport = false;

  readonly #localize = new LocalizeController(this, actionsWords);
  readonly #inbox = new StoreController(this, actionParts, (store) => this.#follow(store));
  /** What the inbox said last of what was done, so that each is announced once. */
  #told: {readonly store: InboxStore; readonly done: RequestedAction | undefined} | undefined;
  readonly #menu = new ActionsMenu(this);
  readonly #question = new DeleteConversation(this, {
    localizer: () => this.#localize.value,
    onConfirm: (asked) => this.#perform({action: 'delete', ...asked}),
    onDismiss: () => this.#dismissFailure(),
  });
  readonly #export = new LateElements(this, () => import('../export/define.js'));
  readonly #commands = new LateElements(this, () => import('../command-palette/define.js'));
  readonly #notice = new NoticeController(this, {
    failure: () => this.#shownFailure,
    localizer: () => this.#localize.value,
    onUndo: (archived) => this.#perform({action: 'unarchive', ...archived}),
    onRetry: (failure) => this.#perform(failure),
    onDismiss: () => this.#dismissFailure(),
    place: this.#menu.place,
  });
  /** An archiving whose outcome shows in the properties, outside of an inbox. */
  #awaited: RequestedAction | undefined;

  /** Focuses the button of the details; without it, the last one of the row. */
  override focus(options?: FocusOptions): void {
    this.#homeButton?.focus(options);
  }

  /** The menu is open, or a question is. */
  get isBusy(): boolean {
    return this.#menu.isOpen || this.#question.isOpen;
  }

  /** Opens the menu at a place of the window; the focus goes back to `home` from it. */
  openMenu(place: Place, home?: HTMLElement): void {
    this.#menu.open(place, home);
  }

  get #homeButton(): HTMLElement | undefined {
    const buttons = [...(this.shadowRoot?.querySelectorAll<HTMLElement>('.base > button') ?? [])];
    return buttons.find((button) => button.matches('.details')) ?? buttons.at(-1);
  }

  constructor() {
    super();
    new FocusKeeper(this, () => this.#homeButton);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('conversationId') && this.#inbox.store) this.#follow(this.#inbox.store);
    this.capabilities ??= NO_CAPABILITIES;
    this.conversation &&= completeConversation(this.conversation);
    const {conversation} = this;
    const awaited = this.#awaited;
    if (awaited && conversation?.id === awaited.conversationId && conversation.status === 'archived') {
      this.#onDone(awaited);
    }
    this.#question.follow(changed.get('pending') === 'delete' && !this.pending);
    if (changed.has('failure') && this.failure) {
      this.#notice.hide();
      this.#awaited = undefined;
    }
  }

  protected override updated(): void {
    this.#notice.follow();
  }

  override render(): TemplateResult {
    const {conversation} = this;
    const {strings} = this.#localize;
    const options = conversation && this.#optionsFor(conversation);
    const items = options
      ? offeredActions(
          this.#isForRow ? DEFAULT_ROW_ACTIONS : DEFAULT_CONVERSATION_ACTIONS,
          this.conversationActions,
          options.context,
        )
      : [];
    const detailsButtons = conversation && this.offersDetails ? 1 : 0;
    const fits = items.length + detailsButtons <= MOST_BUTTONS;
    // The menu of a row is opened without its buttons as well, and has everything.
    const inRow = this.#isForRow
      ? items.slice(0, MOST_BUTTONS)
      : fits
        ? items
        : items.slice(0, MOST_BUTTONS - 1 - detailsButtons);
    const inMenu = this.#isForRow ? items : items.slice(inRow.length);
    return html`
      <div part="base" class="base" aria-busy=${this.pending ? 'true' : 'false'}>
        ${detailsButtons ? this.#renderDetailsButton() : nothing}
        ${options ? inRow.map((item) => entryButton(item, options)) : nothing}
        ${options && inMenu.length > 0 ? this.#menu.render(inMenu, options, strings) : nothing} ${this.#notice.render()}
        <div role="status" class="visually-hidden">${this.pending ? strings.working : this.announcement}</div>
        <div role="alert" class="visually-hidden">${this.#failureWords}</div>
        ${this.#question.render()}
        ${this.offersExport ? html`<parlor-export conversation-id=${conversation?.id ?? ''}></parlor-export>` : nothing}
      </div>
    `;
  }

  #optionsFor(conversation: Conversation): EntryOptions {
    const {capabilities, offersDetails, pending, shortcuts} = this;
    const context: ConversationActionContext = {
      conversation,
      capabilities,
      strings: this.#localize.strings,
      element: this,
      store: this.#inbox.store,
      // Where the details are offered, the thread is there too.
      offersSearch: this.offersSearch || offersDetails,
      isOpen: offersDetails,
      isRow: this.#isForRow,
      perform: (action) => this.#choose(action, conversation),
      announce: (words) => (this.announcement = words),
      loadCommands: this.#commands.load,
      showExport: this.#showExport,
    };
    return {context, pending, shortcuts, onChoose: (item) => this.#run(item, context)};
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

  /** What is not explained in the question. */
  get #shownFailure(): ActionFailure | undefined {
    return this.#question.explains(this.failure) ? undefined : this.failure;
  }

  get #failureWords(): string {
    const failure = this.#shownFailure;
    const {strings, value: localizer} = this.#localize;
    if (!failure) return '';
    const {action, name, error} = failure;
    const label = strings[ACTION_LOOKS[action].label];
    return `${localizer.fill(strings.actionFailed, {action: label, name: name || strings.unknownContact})} ${localizer.error(error)}`;
  }

  get #isForRow(): boolean {
    return this.conversationId !== undefined;
  }

  readonly #toggleDetails = (): void => {
    const conversationId = this.conversation?.id;
    if (conversationId !== undefined) {
      request(this, 'parlor-details-toggle-request', {conversationId, open: !this.detailsOpen});
    }
  };

  #run(item: ConversationActionItem, context: ConversationActionContext): void {
    if (this.pending && waitsForProvider(item)) return;
    this.#menu.close();
    callOut(() => item.run(context));
  }

  #choose(action: ConversationAction, conversation: Conversation): void {
    if (this.pending) return;
    const about = {conversationId: conversation.id, name: this.#nameOf(conversation)};
    if (action !== 'delete') {
      // What goes on to the next conversation has to be there.
      if (this.#advances) void this.#commands.load().then(() => this.#perform({action, ...about}));
      else this.#perform({action, ...about});
      return;
    }
    this.#dismissFailure();
    this.#question.ask(about);
  }

  get #advances(): boolean {
    const root = this.getRootNode();
    return root instanceof ShadowRoot && root.host.hasAttribute('auto-advance');
  }

  readonly #showExport = async (): Promise<void> => {
    this.offersExport = true;
    await this.#export.load();
    await this.updateComplete;
    // What could not be loaded is loaded by the next press.
    this.renderRoot.querySelector('parlor-export')?.show?.();
  };

  #perform(requested: RequestedAction): void {
    const {action, conversationId} = requested;
    if (this.pending && this.conversation?.id === conversationId) return;
    this.announcement = '';
    this.#notice.hide();
    const isAlone = this.#inbox.store === undefined;
    this.#awaited = action === 'archive' && isAlone ? requested : undefined;
    requestAction(this, action, {conversationId});
    if (action !== 'delete') return;
    // An inbox acts once every listener has had its turn. Where nothing is on its way then, as outside of an inbox or
    // after a veto, there is nothing that the question could wait for.
    if (isAlone) this.#question.endUnlessPending();
    else queueMicrotask(() => this.#question.endUnlessPending());
  }

  #follow(store: InboxStore): void {
    const {done} = store.pending.state;
    const isNews = this.#told?.store === store && done !== this.#told.done;
    this.#told = {store, done};
    // Beside the open conversation, its own buttons tell of everything.
    const isSilent = this.#isForRow && store.state.selectedId !== undefined;
    const properties = actionProperties(store, this.conversationId ?? store.state.selectedId);
    Object.assign(this, properties, isSilent && {failure: undefined});
    if (isNews && done && !isSilent) this.#onDone(done);
  }

  #dismissFailure(): void {
    if (this.failure) {
      request(this, 'parlor-action-failure-dismiss-request', {conversationId: this.failure.conversationId});
    }
    this.failure = undefined;
  }

  #onDone({action, conversationId, name}: RequestedAction): void {
    const {strings, value: localizer} = this.#localize;
    this.#awaited = undefined;
    this.announcement = strings[ACTION_LOOKS[action].done];
    if (action !== 'archive') return;
    this.announcement = localizer.fill(strings.conversationArchived, {name: name || strings.unknownContact});
    this.#notice.show({conversationId, name}, this.undoDuration);
  }

  #nameOf(conversation: Conversation): string {
    return shownName(conversation) || this.#localize.strings.unknownContact;
  }
}
