import {html, LitElement, nothing, type TemplateResult} from 'lit';
import {property, query, state} from 'lit/decorators.js';
import {FocusKeeper} from '../../controllers/focus-keeper.js';
import {keepTyping} from '../../controllers/keep-typing.js';
import {LocalizeController} from '../../controllers/localize-controller.js';
import {listWords} from '../../i18n/words/list.js';
import {request} from '../../controllers/request.js';
import {StoreController} from '../../controllers/store-controller.js';
import {NO_CAPABILITIES, type Capabilities} from '../../model/capabilities.js';
import {completeAll, completeConversation} from '../../model/complete.js';
import type {Conversation} from '../../model/conversation.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {ConversationListQuery} from '../../store/conversation-list.js';
import type {LoadStatus} from '../../store/read-health.js';
import {baseStyles, buttons} from '../../styles/base.styles.js';
import {typeOver} from '../../util/type-over.js';
import {FixedRows} from '../../virtual/row-window.js';
import {EqualRows} from '../../virtual/virtual-rows.js';
import {Virtualizer, type ScrollTarget} from '../../virtual/virtualizer.js';
import {classNames} from '../common.js';
import type {RowDraft} from '../conversation-item/row-words.js';
import {rowSize} from '../conversation-item/conversation-item.styles.js';
import {listParts, listProperties} from './list-binding.js';
import {conversationListStyles} from './conversation-list.styles.js';
import {listStatesStyles} from './list-states.styles.js';
import {listHeader, morePart, rowId, rowsView, stateView, unsentChip, type ListHandlers} from './list-template.js';
import {
  firstNew,
  indexAfterKey,
  placeOf,
  sameQuery,
  tidyQuery,
  withOpen,
  type ConversationListView,
} from './list-view.js';
import {NearEndController} from './near-end-controller.js';
import {SearchDraftController} from './search-draft-controller.js';
import {TypeAhead} from './type-ahead.js';

export type * from './conversation-list.events.js';

/** What a row takes before one was drawn, in CSS pixels. */
const USUAL_HEIGHT = 72;

/**
 * The conversations of an inbox: searched, filtered, paged, and one of them open. It draws what it is given and asks
 * for everything else by request events; it never changes its own properties.
 *
 * In the list, the arrow keys, Home, End, Page Up, Page Down and the beginning of a name move; Enter and Space open.
 *
 * @tag parlor-conversation-list
 *
 * @slot header - Above search and filters.
 * @slot empty - In place of the words for an inbox without conversations.
 *
 * @csspart header - Search and filters.
 * @csspart search - The search field.
 * @csspart filter - A filter button.
 * @csspart list - The rows.
 * @csspart item - A row.
 * @csspart unsent-button - Says how many messages have not left, and leads to the first of them.
 * @csspart more-button - Asks for the next page.
 * @csspart empty - What is shown without conversations.
 * @csspart error - What is shown when loading failed.
 *
 * @cssprop [--parlor-conversation-row-size=72px] - Height of a row; grows with the reader's font size.
 * @cssprop [--parlor-conversation-row-size-compact=56px] - Height of a compact row.
 *
 * @fires {CustomEvent<ConversationSelectRequestDetail>} parlor-conversation-select-request - A conversation should be opened.
 * @fires {CustomEvent<QueryChangeRequestDetail>} parlor-query-change-request - Search or filters should change.
 * @fires {CustomEvent<null>} parlor-more-conversations-request - The next page should be loaded.
 * @fires {CustomEvent<ShowUnsentRequestDetail>} parlor-show-unsent-request - The first conversation with messages that have not left should be opened: `{conversationId}`.
 * @fires {CustomEvent<ReloadRequestDetail>} parlor-reload-request - Loading failed and should be tried again.
 */
export class ParlorConversationList extends LitElement {
  static override styles = [...baseStyles, buttons, rowSize, conversationListStyles, listStatesStyles];

  /** What to show, in this order. */
  @property({attribute: false}) conversations?: readonly Conversation[];
  /** The conversation that is open. */
  @property({attribute: 'selected-id'}) selectedId?: string;
  /** The same as it is now: in a list of unread ones it stays until another is opened. */
  @property({attribute: false}) selected?: Conversation;
  /** Which search and filters to offer; none by default. */
  @property({attribute: false}) capabilities: Capabilities = NO_CAPABILITIES;
  /** What was asked for. */
  @property({attribute: false}) query: ConversationListQuery = {};
  /** How far loading got. */
  @property() status: LoadStatus = 'ready';
  /** Why loading failed, with the status `error`. */
  @property({attribute: false}) error?: ConversationError;
  /** True when there is another page. */
  @property({type: Boolean, attribute: 'has-more'}) hasMore = false;
  /** True while the next page is on its way. */
  @property({type: Boolean, attribute: 'loading-more'}) loadingMore = false;
  /** Why the next page failed. */
  @property({attribute: false}) moreError?: ConversationError;
  /** What was begun and not sent, by conversation id: a text, or `{text, mediaUrls}`. */
  @property({attribute: false}) drafts?: ReadonlyMap<string, string | RowDraft>;
  /** How many messages have not left, in all conversations; a button leads to them. */
  @property({type: Number, attribute: 'unsent-count'}) unsentCount = 0;
  /** How many conversations there are in all, when known. */
  @property({type: Number}) total?: number;
  /** Lower rows with smaller pictures. */
  @property({type: Boolean, reflect: true}) compact = false;

  /** The row the keyboard is on. */
  @state() private activeId?: string;
  @state() private announcement = '';
  @state() private hasHeaderSlot = false;

  @query('#search') private readonly searchInput!: HTMLInputElement | null;
  @query('.scroller') private readonly scroller!: HTMLElement | null;
  @query('[role=listbox]') private readonly listbox!: HTMLElement | null;
  @query('.near-end') private readonly nearEnd!: HTMLElement | null;

  readonly #localize = new LocalizeController(this, listWords);
  readonly #draft = new SearchDraftController(this, () => this.#submitSearch());
  readonly #end = new NearEndController(this, () => this.#requestNextPage());
  readonly #sizes = new FixedRows(USUAL_HEIGHT);
  /** Readers wait at the start for what arrives there. */
  readonly #virtualizer = new Virtualizer(this, new EqualRows(this.#sizes, 'var(--_row-size)'), {
    scroller: () => this.scroller,
    list: () => this.listbox,
    edge: 'start',
  });
  /** The open conversation among those it left. */
  #joined?: {
    readonly conversations: readonly Conversation[];
    readonly open: Conversation | undefined;
    readonly query: ConversationListQuery;
    readonly all: readonly Conversation[];
  };
  /** What is on screen, to be compared with what comes. */
  #drawn?: ConversationListView;
  /** How many conversations there were when the next page was asked for, so that each is asked for once. */
  #askedAt?: number;
  #awaitsResults = false;
  #awaitsNextPage = false;
  #afterUpdate: (() => void) | undefined;
  /** The row to be brought into sight. */
  #revealId?: string;
  #activeIndex = 0;
  readonly #typeAhead = new TypeAhead();

  constructor() {
    super();
    keepTyping(this);
    new FocusKeeper(this, () => this.listbox ?? this.searchInput);
    new StoreController(this, listParts, (store) => Object.assign(this, listProperties(store)));
  }

  /** Focuses the rows; the search while there are none. */
  override focus(options?: FocusOptions): void {
    (this.listbox ?? this.searchInput)?.focus(options);
  }

  /** Everything there is to draw. */
  protected get view(): ConversationListView {
    const {capabilities, query, status, error, hasMore, loadingMore, moreError, drafts, total} = this;
    const {unsentCount} = this;
    const selectedId = this.selectedId ?? undefined;
    const selected = this.selected?.id === selectedId ? this.selected : undefined;
    const conversations = this.#withOpen(this.conversations ?? [], selected ?? undefined);
    const isWaiting = !this.conversations && status === 'ready';
    return {
      ...{conversations, selectedId, capabilities, query, error, hasMore, loadingMore, moreError, drafts, total},
      unsentCount,
      status: isWaiting ? 'idle' : status,
    };
  }

  /** The same array while it holds the same, since a list that is another one is looked through. */
  #withOpen(conversations: readonly Conversation[], open: Conversation | undefined): readonly Conversation[] {
    const known = this.#joined;
    if (known?.conversations === conversations && known.open === open && known.query === this.query) return known.all;
    const given = completeAll(conversations, completeConversation);
    const all = withOpen(given, open, {before: this.#drawn, query: this.query});
    this.#joined = {conversations, open, query: this.query, all};
    return all;
  }

  protected override willUpdate(): void {
    // Frameworks set nothing where they have nothing to say.
    this.capabilities ??= NO_CAPABILITIES;
    this.query ??= {};
    this.#virtualizer.sync();
    const previous = this.#drawn;
    const next = this.view;
    this.#drawn = next;

    const isOtherQuery = !!previous && previous.query !== next.query && !sameQuery(previous.query, next.query);
    if (!previous || previous.query.search !== next.query.search) this.#draft.follow(next.query.search);
    if (isOtherQuery || next.status === 'loading') this.#askedAt = undefined;
    if (isOtherQuery) this.#awaitsResults = true;
    this.#announce(previous, next);
    this.#keepActive(previous, next);
    this.#keepFocus(previous, next);
    this.#chooseRows(previous?.conversations ?? [], next.conversations, isOtherQuery);
  }

  /** Rows are drawn where the reader is; that of the keyboard always, since the list names it to those who listen. */
  #chooseRows(before: readonly Conversation[], now: readonly Conversation[], isOtherList: boolean): void {
    const active = this.activeId === undefined ? -1 : placeOf(this.activeId, now, this.#activeIndex);
    this.#activeIndex = active;
    this.#sizes.length = now.length;
    // What is looked at is drawn, and nothing else is looked for where it was.
    const places = new Map<string, number>();
    for (const {from, to} of this.#virtualizer.ranges) {
      before.slice(from, to).forEach(({id}, place) => places.set(id, from + place));
    }
    this.#virtualizer.plan(this.#targetIn(now, isOtherList), {
      placeBefore: (id) => places.get(id) ?? -1,
      placeAfter: (id) => placeOf(id, now, places.get(id) ?? active),
      kept: active < 0 ? {from: 0, to: 0} : {from: active, to: active + 1},
      isSameList: before === now,
    });
  }

  /** What is to be in sight: a list that is another one is read from its start. */
  #targetIn(conversations: readonly Conversation[], isOtherList: boolean): ScrollTarget {
    const revealId = this.#revealId;
    this.#revealId = undefined;
    if (conversations.length === 0) return {to: 'nothing'};
    const isThere = revealId !== undefined && placeOf(revealId, conversations, this.#activeIndex) >= 0;
    if (isThere) return {to: 'row', key: revealId, position: 'nearest'};
    return {to: isOtherList ? 'edge' : 'anchor'};
  }

  protected override updated(): void {
    this.#virtualizer.settle();
    // Looked at afresh after every change: a short page leaves the end in sight, and nothing would report it again.
    this.#end.observe(this.nearEnd);
    this.#afterUpdate?.();
    this.#afterUpdate = undefined;
  }

  override render(): TemplateResult {
    const view = this.#drawn ?? this.view;
    const localizer = this.#localize.value;
    const tools = listHeader({
      view,
      localizer,
      draft: this.#draft,
      onToggle: (change) => this.#requestQuery(change),
      onClear: () => this.#clearSearch(),
    });
    const hasRows = view.conversations.length > 0;
    const isLoading = view.status === 'loading' || view.status === 'idle';
    const parts = {
      view,
      localizer,
      ranges: this.#virtualizer.ranges,
      activeId: this.activeId,
      compact: this.compact,
      ...this.#handlers,
    };
    const bare = tools === nothing && view.unsentCount <= 0 && !this.hasHeaderSlot;
    return html`
      <div class=${classNames({header: true, bare})} part="header">
        <slot name="header" @slotchange=${this.#onHeaderSlotChange}></slot>
        ${tools} ${unsentChip(view, localizer, this.#onShowUnsent)}
        ${hasRows && isLoading ? html`<div class="progress"></div>` : nothing}
      </div>
      <div class="visually-hidden" role="status">${this.announcement}</div>
      <div
        class="scroller"
        aria-busy=${isLoading && !hasRows ? 'true' : 'false'}
        @scroll=${this.#virtualizer.handleScroll}
      >
        ${hasRows ? rowsView(parts) : stateView(parts)}
        ${morePart(view, localizer, {onMore: this.#onMore, isNear: this.#isEndDrawn})}
      </div>
    `;
  }

  /** Whoever moves the keyboard past the list must not land on what is far out of sight. */
  get #isEndDrawn(): boolean {
    const {length} = this.#drawn?.conversations ?? [];
    // The active row is drawn wherever the reader is.
    return this.#virtualizer.ranges.some(({from, to}) => to >= length && (to - from > 1 || length === 1));
  }

  #announce(previous: ConversationListView | undefined, next: ConversationListView): void {
    const {strings, value} = this.#localize;
    // Whoever types a search hears what was found, not every look.
    if (next.status === 'loading' && !this.#awaitsResults) this.announcement = strings.loading;
    if (next.status !== 'ready') return;
    const hasMoreArrived = this.#awaitsNextPage && !!previous?.loadingMore && !next.loadingMore;
    if (this.#awaitsResults || hasMoreArrived) {
      const count = next.conversations.length;
      const forms = next.hasMore ? strings.conversationsFoundSoFar : strings.conversationsFound;
      this.announcement = count === 0 ? strings.noMatches : value.count(forms, count);
    } else if (previous?.status === 'loading') {
      this.announcement = '';
    }
    this.#awaitsResults = false;
    if (hasMoreArrived) this.#awaitsNextPage = false;
  }

  /** The keyboard stays on its conversation wherever that goes; when it is gone, on the one that took its place. */
  #keepActive(previous: ConversationListView | undefined, next: ConversationListView): void {
    const hasFocus = this.listbox?.matches(':focus') ?? false;
    if (previous?.selectedId !== next.selectedId && next.selectedId !== undefined) {
      const {selectedId} = next;
      if (!hasFocus) this.activeId = selectedId;
      this.#revealId = selectedId;
    }
    if (this.activeId === undefined || previous?.conversations === next.conversations) return;
    if (placeOf(this.activeId, next.conversations, this.#activeIndex) >= 0) return;
    const place = previous?.conversations.findIndex(({id}) => id === this.activeId) ?? -1;
    this.activeId =
      hasFocus && place >= 0 ? next.conversations[Math.min(place, next.conversations.length - 1)]?.id : undefined;
  }

  /** Whoever pressed the last "show more" goes on with the first conversation it brought. */
  #keepFocus(previous: ConversationListView | undefined, next: ConversationListView): void {
    const focused = this.shadowRoot?.activeElement;
    if (!previous || next.hasMore || !focused?.closest('.more')) return;
    this.activeId = firstNew(previous.conversations, next.conversations)?.id;
    this.#revealId = this.activeId;
    this.#afterUpdate = () => this.listbox?.focus({preventScroll: true});
  }

  #onHeaderSlotChange(event: Event): void {
    this.hasHeaderSlot = (event.currentTarget as HTMLSlotElement).assignedElements().length > 0;
  }

  readonly #onFocus = (): void => {
    const {conversations = [], selectedId} = this.#drawn ?? {};
    this.activeId ??= conversations.find(({id}) => id === selectedId)?.id ?? conversations[0]?.id;
    if (!this.#afterUpdate && this.listbox?.matches(':focus-visible')) this.#reveal(this.activeId);
  };

  readonly #onClick = (event: MouseEvent): void => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('.row') : null;
    const id = row?.dataset['id'];
    if (id === undefined) return;
    this.activeId = id;
    this.#requestSelection(id);
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const {conversations = []} = this.#drawn ?? {};
    if (conversations.length === 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (this.activeId !== undefined) this.#requestSelection(this.activeId);
      return;
    }
    const index = this.activeId === undefined ? -1 : placeOf(this.activeId, conversations, this.#activeIndex);
    const place =
      indexAfterKey(event.key, index, conversations.length, this.#virtualizer.pageSize) ??
      this.#typeAhead.placeAfter(event, index, conversations);
    const id = conversations[place]?.id;
    if (id === undefined) return;
    event.preventDefault();
    this.activeId = id;
    this.#reveal(id);
    // Where the page scrolls as well, it has to follow.
    this.#afterUpdate = () => this.shadowRoot?.getElementById(rowId(id))?.scrollIntoView?.({block: 'nearest'});
  };

  readonly #onMore = (): void => {
    if (this.#drawn?.loadingMore) return;
    this.#awaitsNextPage = true;
    request(this, 'parlor-more-conversations-request', null);
  };

  /** The end came near. */
  #requestNextPage(): void {
    const {status, hasMore, loadingMore, moreError, conversations} = this.#drawn ?? this.view;
    if (status !== 'ready' || !hasMore || loadingMore || moreError || this.#askedAt === conversations.length) return;
    this.#askedAt = conversations.length;
    request(this, 'parlor-more-conversations-request', null);
  }

  #submitSearch(): void {
    if (this.#draft.search !== (this.view.query.search || undefined)) this.#requestQuery({});
  }

  #clearSearch(): void {
    const {searchInput} = this;
    searchInput?.focus();
    // What was typed can be had back by undoing.
    if (!searchInput || !typeOver(searchInput, '')) this.#draft.clear();
    this.#submitSearch();
  }

  readonly #clearFilters = (): void => {
    this.#draft.clear();
    request(this, 'parlor-query-change-request', {query: {}});
    // The button goes away with what it clears.
    (this.searchInput ?? this.renderRoot.querySelector<HTMLElement>('.filter'))?.focus();
  };

  #requestQuery(change: ConversationListQuery): void {
    this.#draft.settle();
    const query = tidyQuery({...this.view.query, search: this.#draft.search, ...change});
    request(this, 'parlor-query-change-request', {query});
  }

  #requestSelection(conversationId: string): void {
    request(this, 'parlor-conversation-select-request', {conversationId});
  }

  readonly #onShowUnsent = (): void => {
    const all = this.#drawn?.conversations.filter(({unsent}) => unsent !== undefined && unsent.count > 0) ?? [];
    // What somebody has to decide about goes before what goes on by itself.
    const first = all.find(({unsent}) => unsent?.state !== 'waiting') ?? all[0];
    request(this, 'parlor-show-unsent-request', {conversationId: first?.id ?? ''});
  };

  readonly #requestReload = (): void => {
    request(this, 'parlor-reload-request', {part: 'conversations'});
  };

  readonly #handlers: ListHandlers = {
    onKeyDown: this.#onKeyDown,
    onFocus: this.#onFocus,
    onClick: this.#onClick,
    onReload: this.#requestReload,
    onClearFilters: this.#clearFilters,
  };

  #reveal(conversationId: string | undefined): void {
    this.#revealId = conversationId;
    this.requestUpdate();
  }
}
