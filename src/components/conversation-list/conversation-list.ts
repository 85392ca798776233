import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {InheritedValue, renderersContext} from '../../controllers/contexts.js';
import {CustomStates} from '../../controllers/custom-states.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import type {Renderers, RowRenderer} from '../../controllers/renderers.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import {listWords} from '../../i18n/words/list.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {OwnEndpoint} from '../../model/participant.js';
import type {ConversationListQuery} from '../../store/conversation-list.js';
import type {LoadStatus} from '../../store/read-health.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import type {ActionItems} from '../action-list.js';
import {classNames} from '../common.js';
import type {ConversationActionContext} from '../conversation-actions/default-actions.js';
import {rowSize} from '../conversation-item/conversation-item.styles.js';
import type {RowDraft} from '../conversation-item/row-words.js';
import {ActiveRow} from './active-row.js';
import {Announcements} from './announcements.js';
import {conversationListStyles} from './conversation-list.styles.js';
import {DrawnRows} from './drawn-rows.js';
import {ListActions} from './list-actions.js';
import {listParts, listProperties} from './list-binding.js';
import {listStatesStyles} from './list-states.styles.js';
import {listHeader, missingAccounts, morePart, rowsView, stateView, unsentChip} from './list-template.js';
import {sameQuery, type ConversationListView} from './list-view.js';
import {NextPage} from './next-page.js';
import {SearchAndFilters} from './search-and-filters.js';
import {WithOpen} from './with-open.js';

export type * from './conversation-list.events.js';

/**
 * The conversations of an inbox: searched, filtered, paged, and one of them open. It draws what it is given and asks
 * for everything else by request events; it never changes its own properties.
 *
 * In the list, the arrow keys, Home, End, Page Up, Page Down and the beginning of a name move; Enter and Space open.
 *
 * @tag parlor-conversation-list
 * @since 0.1.0
 * @status stable
 *
 * @slot header - Above search and filters.
 * @slot empty - In place of the words for an inbox without conversations.
 * @slot footer - Below the rows; it stays while they scroll.
 *
 * @csspart header - Search and filters.
 * @csspart search - The search field.
 * @csspart filter - A filter button.
 * @csspart own-number - The choice of one of our own numbers.
 * @csspart list - The rows.
 * @csspart item - The place of a row.
 * @csspart row - The `parlor-conversation-item` in it.
 * @csspart select-button - Lets several be chosen.
 * @csspart bulk-actions - What can be done to those that are chosen: a `parlor-bulk-actions`.
 * @csspart row-actions - What can be done to one row: a `parlor-row-actions`.
 * @csspart unsent-button - Says how many messages have not left, and leads to the first of them.
 * @csspart missing - Says which of several accounts cannot be read.
 * @csspart more-button - Asks for the next page.
 * @csspart empty - What is shown without conversations.
 * @csspart error - What is shown when loading failed.
 *
 * @cssstate loading - The first conversations are on their way.
 * @cssstate empty - There are none.
 * @cssstate failed - Loading failed.
 *
 * @cssprop [--parlor-conversation-row-size=72px] - Height of a row; grows with the reader's font size.
 * @cssprop [--parlor-conversation-row-size-compact=56px] - Height of a compact row.
 *
 * @fires {CustomEvent<ConversationSelectRequestDetail>} parlor-conversation-select-request - A conversation should be opened.
 * @fires {CustomEvent<QueryChangeRequestDetail>} parlor-query-change-request - Search or filters should change.
 * @fires {CustomEvent<null>} parlor-more-conversations-request - The next page should be loaded.
 * @fires {CustomEvent<ShowUnsentRequestDetail>} parlor-show-unsent-request - The first conversation with messages that have not left should be opened: `{conversationId}`.
 * @fires {CustomEvent<RowDetailsRequestDetail>} parlor-row-details-request - Other rows are in sight, of which the provider's list may not tell everything: `{conversationIds}`.
 * @fires {CustomEvent<ReloadRequestDetail>} parlor-reload-request - Loading failed and should be tried again.
 */
export class ParlorConversationList extends LitElement {
  static override styles = [...baseStyles, buttons, rowSize, conversationListStyles, listStatesStyles];

  /** What to show, in this order. */
  @property({attribute: false}) conversations: readonly Conversation[] | undefined;
  /** The conversation that is open. */
  @property({attribute: 'selected-id'}) selectedId: string | undefined;
  /** The same as it is now: in a list of unread ones it stays until another is opened. */
  @property({attribute: false}) selected: Conversation | undefined;
  /** Which search and filters to offer; none by default. */
  @property({attribute: false}) capabilities: Capabilities = NO_CAPABILITIES;
  /** What was asked for. */
  @property({attribute: false}) query: ConversationListQuery = {};
  /** How far loading got. */
  @property() status: LoadStatus = 'ready';
  /** Why loading failed, with the status `error`. */
  @property({attribute: false}) error: ConversationError | undefined;
  /** True when there is another page. */
  @property({type: Boolean, attribute: 'has-more'}) hasMore = false;
  /** True while the next page is on its way. */
  @property({type: Boolean, attribute: 'loading-more'}) loadingMore = false;
  /** Why the next page failed. */
  @property({attribute: false}) moreError: ConversationError | undefined;
  /** What was begun and not sent, by conversation id: a text, or `{text, mediaUrls}`. */
  @property({attribute: false}) drafts: ReadonlyMap<string, string | RowDraft> | undefined;
  /** How many messages have not left, in all conversations; a button leads to them. */
  @property({type: Number, attribute: 'unsent-count'}) unsentCount = 0;
  /** How many conversations there are in all, when known. */
  @property({type: Number}) total: number | undefined;
  /** Our own numbers that the conversations run over: with several, the list can be narrowed down to one. */
  @property({attribute: false}) ownEndpoints: readonly OwnEndpoint[] | undefined;
  /** Accounts whose conversations cannot be read at the moment, where several are one inbox. */
  @property({attribute: false}) missing: readonly string[] | undefined;
  /** Lower rows with smaller pictures. */
  @property({type: Boolean, reflect: true}) compact = false;

  /** Draws what is seen of the rows, as that of the inbox around it does without this; what it leaves out is drawn as usual. */
  @property({attribute: false}) renderRow: RowRenderer | undefined;
  /** Offers what can be done to a row, beside it and in a menu, and to several at once. For lists inside an inbox. */
  @property({type: Boolean, attribute: 'offers-actions'}) offersActions = false;
  /** Changes what is offered for a row, as `conversationActions` of `parlor-conversation-actions`. */
  @property({attribute: false}) conversationActions: ActionItems<ConversationActionContext> | undefined;
  /** Several are being chosen. Changed by the reader. */
  @property({type: Boolean, reflect: true}) selecting = false;
  /** Which were chosen, by conversation id. Changed by the reader. */
  @property({attribute: false}) checkedIds: ReadonlySet<string> = new Set();

  @state() private hasHeaderSlot = false;

  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('[role=listbox]') private readonly listbox!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, listWords);
  readonly #renderers = new InheritedValue<Renderers | undefined>(this, renderersContext);
  readonly #store: StoreController;
  readonly #withOpen = new WithOpen();
  readonly #asked = new SearchAndFilters(this);
  readonly #nextPage = new NextPage(this);
  readonly #announcements = new Announcements();
  readonly #rows = new DrawnRows(this, {scroller: () => this.scroller, list: () => this.listbox});
  readonly #active = new ActiveRow(
    this,
    () => this.listbox,
    () => this.#rows.virtualizer.pageSize,
  );
  readonly #actions = new ListActions(this);
  /** What is on screen, to be compared with what comes. */
  #drawn?: ConversationListView;

  constructor() {
    super();
    keepTyping(this);
    new CustomStates(this, () => {
      const {status, conversations} = this.#drawn ?? this.view;
      const bare = conversations.length === 0;
      const failed = status === 'error';
      return {loading: bare && status !== 'ready' && !failed, empty: bare && status === 'ready', failed};
    });
    new FocusKeeper(this, () => this.#main);
    this.#store = new StoreController(this, listParts, (store) => Object.assign(this, listProperties(store)));
  }

  /** Focuses the rows; the search while there are none. */
  override focus(options?: FocusOptions): void {
    this.#main?.focus(options);
  }

  /** The conversation that the keyboard is on. */
  get activeConversationId(): string | undefined {
    return this.#active.id;
  }

  set activeConversationId(id: string | undefined) {
    this.#active.id = id;
    this.requestUpdate();
  }

  /** Begins choosing several, or ends it: what is under way is stopped first, so that what came of it is seen. */
  toggleSelecting(): void {
    this.#actions.toggleSelecting();
  }

  /** Everything there is to draw. */
  protected get view(): ConversationListView {
    const {capabilities, query, status, error, hasMore, loadingMore, moreError, drafts, total} = this;
    const {unsentCount} = this;
    const missing = this.missing ?? [];
    const ownEndpoints = this.ownEndpoints ?? [];
    const selectedId = this.selectedId ?? undefined;
    const open = this.selected?.id === selectedId ? (this.selected ?? undefined) : undefined;
    const listed = {conversations: this.conversations ?? [], open, query};
    const conversations = this.#withOpen.of(listed, this.#drawn, this.#store.store !== undefined);
    const isWaiting = !this.conversations && status === 'ready';
    return {
      ...{conversations, selectedId, capabilities, query, error, hasMore, loadingMore, moreError, drafts, total},
      ...{unsentCount, ownEndpoints, missing},
      status: isWaiting ? 'idle' : status,
    };
  }

  protected override willUpdate(): void {
    // Frameworks set nothing where they have nothing to say.
    this.capabilities ??= NO_CAPABILITIES;
    this.query ??= {};
    const previous = this.#drawn;
    const next = this.view;
    this.#drawn = next;

    const isOtherList = !!previous && previous.query !== next.query && !sameQuery(previous.query, next.query);
    if (!previous || previous.query.search !== next.query.search) this.#asked.follow(next.query.search);
    this.#nextPage.follow(next, isOtherList);
    this.#announcements.follow(previous, next, isOtherList, this.#localize.value);
    this.#active.follow(next);
    this.#rows.follow(next.conversations, this.#active, isOtherList);
  }

  override render(): TemplateResult {
    const view = this.#drawn ?? this.view;
    const localizer = this.#localize.value;
    const hasRows = view.conversations.length > 0;
    const isLoading = view.status === 'loading' || view.status === 'idle';
    const parts = {
      view,
      localizer,
      asked: this.#asked,
      actions: this.#actions,
      ranges: this.#rows.virtualizer.ranges,
      active: this.#active,
      compact: this.compact,
      renderRow: this.renderRow ?? this.#renderers.value?.renderRow,
      onReload: this.#requestReload,
    };
    const tools = listHeader(parts);
    const bare = tools === nothing && view.unsentCount <= 0 && !this.hasHeaderSlot;
    return html`
      <div class=${classNames({header: true, bare})} part="header">
        <slot name="header" @slotchange=${this.#onHeaderSlotChange}></slot>
        ${tools} ${unsentChip(view, localizer, this.#onShowUnsent)} ${this.#actions.renderBulk(view, localizer)}
        ${hasRows && isLoading ? html`<div class="progress"></div>` : nothing}
      </div>
      <div class="visually-hidden" role="status">${this.#announcements.words}</div>
      ${missingAccounts(view.missing ?? [], localizer)}
      <div
        class="scroller"
        tabindex="-1"
        aria-busy=${isLoading && !hasRows ? 'true' : 'false'}
        @scroll=${this.#rows.virtualizer.handleScroll}
        @pointerenter=${this.#actions.onUse}
        @focusin=${this.#actions.onUse}
      >
        ${hasRows ? rowsView(parts) : stateView(parts)}
        ${morePart(view, localizer, {onMore: this.#onMore, isNear: this.#rows.isEndDrawn})}
        ${this.#actions.renderRow(view)}
      </div>
      <slot name="footer"></slot>
    `;
  }

  protected override updated(): void {
    this.#rows.settle();
    this.#nextPage.watch(this.renderRoot.querySelector('.near-end'));
    this.#active.settle();
    this.#rows.askForDetails();
  }

  /** Where the keyboard goes on. */
  get #main(): HTMLElement | null | undefined {
    return this.listbox ?? this.#asked.field;
  }

  #onHeaderSlotChange(event: Event): void {
    this.hasHeaderSlot = (event.currentTarget as HTMLSlotElement).assignedElements({flatten: true}).length > 0;
  }

  readonly #onMore = (): void => {
    if (this.#drawn?.loadingMore) return;
    this.#announcements.awaitsNextPage = true;
    this.#nextPage.ask();
  };

  readonly #onShowUnsent = (): void => {
    const all = this.#drawn?.conversations.filter(({unsent}) => unsent !== undefined && unsent.count > 0) ?? [];
    // What somebody has to decide about goes before what goes on by itself.
    const first = all.find(({unsent}) => unsent?.state !== 'waiting') ?? all[0];
    request(this, 'parlor-show-unsent-request', {conversationId: first?.id ?? ''});
  };

  readonly #requestReload = (): void => {
    request(this, 'parlor-reload-request', {part: 'conversations'});
  };
}
