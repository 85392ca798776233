import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {repeat} from 'lit/directives/repeat.js';
import {can, type CapabilityName} from '../../model/capabilities.js';
import type {Conversation} from '../../model/conversation.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {ConversationListQuery} from '../../store/conversation-list.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ListWords} from '../../i18n/words/list.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {classNames} from '../common.js';
import {rowSources} from '../conversation-item/row-words.js';
import {closeIcon, conversationIcon, searchIcon, warningIcon} from '../icons.js';
import type {RowRange} from '../../virtual/row-window.js';
import {isNarrowed, type ConversationListView} from './list-view.js';
import type {SearchDraftController} from './search-draft-controller.js';

type FilterName = Exclude<keyof ConversationListQuery, 'search'>;

interface Filter {
  readonly name: FilterName;
  readonly capability: CapabilityName;
  readonly label: keyof ListWords & `filter${string}`;
}

const FILTERS: readonly Filter[] = [
  {name: 'unread', capability: 'filterUnread', label: 'filterUnread'},
  {name: 'needsReply', capability: 'filterNeedsReply', label: 'filterNeedsReply'},
  {name: 'includeArchived', capability: 'includeArchived', label: 'filterArchived'},
];

/** What the header needs to draw, and what it calls. */
export interface HeaderParts {
  readonly view: ConversationListView;
  readonly localizer: Localizer<ListWords>;
  readonly draft: SearchDraftController;
  readonly onToggle: (change: ConversationListQuery) => void;
  readonly onClear: () => void;
}

/** Search and filters, as far as the provider can do them; nothing when it can do none. */
export function listHeader(parts: HeaderParts): TemplateResult | typeof nothing {
  const {capabilities} = parts.view;
  // One that is on can be switched off, also where the adapter cannot filter so any more.
  const filters = FILTERS.filter(({name, capability}) => can(capabilities, capability) || parts.view.query[name]);
  const canSearch = can(capabilities, 'searchConversations');
  if (!canSearch && filters.length === 0) return nothing;
  return html`
    <div class="tools">
      ${canSearch ? searchField(parts) : nothing} ${filters.length > 0 ? filterButtons(parts, filters) : nothing}
    </div>
  `;
}

function searchField({view, localizer: {strings}, draft, onClear}: HeaderParts): TemplateResult {
  const isPartial = view.capabilities.searchConversations !== 'native' && view.hasMore;
  return html`
    <search class="search">
      <span class="search-sign">${searchIcon}</span>
      <input
        type="search"
        id="search"
        part="search"
        autocomplete="off"
        spellcheck="false"
        aria-label=${strings.searchConversations}
        aria-describedby=${isPartial ? 'search-hint' : nothing}
        placeholder=${strings.searchConversations}
        .enterKeyHint=${'search'}
        .value=${draft.text}
        @input=${(event: InputEvent) => draft.type(inputOf(event).value, event.isComposing)}
        @compositionend=${(event: CompositionEvent) => draft.type(inputOf(event).value, false)}
        @keydown=${(event: KeyboardEvent) => {
          if (belongsToInputMethod(event)) return;
          if (event.key === 'Enter') draft.submitNow();
          if (event.key === 'Escape' && draft.text) {
            // The field is emptied; whatever surrounds it does not close as well.
            event.preventDefault();
            event.stopPropagation();
            onClear();
          }
        }}
      />
      ${
        draft.text
          ? html`
              <button type="button" class="icon clear" aria-label=${strings.clearSearch} @click=${onClear}>
                ${closeIcon}
              </button>
            `
          : nothing
      }
    </search>
    ${
      isPartial
        ? html`<p id="search-hint" class=${draft.text ? 'hint' : 'visually-hidden'}>${strings.searchLoadedOnly}</p>`
        : nothing
    }
  `;
}

function filterButtons(
  {view, localizer: {strings}, onToggle}: HeaderParts,
  filters: readonly Filter[],
): TemplateResult {
  return html`
    <div class="filters" role="group" aria-label=${strings.filters}>
      ${filters.map(({name, capability, label}) => {
        const support = view.capabilities[capability];
        const isOn = !!view.query[name];
        return html`
          <button
            type="button"
            class="filter"
            part="filter"
            aria-pressed=${isOn ? 'true' : 'false'}
            title=${ifDefined(support === 'derived' || support === 'local' ? strings.sources[support] : undefined)}
            @click=${() => onToggle({[name]: !isOn})}
          >
            ${strings[label]}
          </button>
        `;
      })}
    </div>
  `;
}

const inputOf = (event: Event): HTMLInputElement => event.currentTarget as HTMLInputElement;

/** How many messages have not left, as a way to the first of them. */
export function unsentChip(
  {unsentCount}: ConversationListView,
  localizer: Localizer<ListWords>,
  onShow: () => void,
): TemplateResult | typeof nothing {
  if (unsentCount <= 0) return nothing;
  return html`
    <div class="unsent">
      <button type="button" class="unsent-chip" part="unsent-button" @click=${onShow}>
        ${warningIcon} <bdi>${localizer.count(localizer.strings.unsentCount, unsentCount)}</bdi>
      </button>
    </div>
  `;
}

/** What a reader can do with the rows. */
export interface ListHandlers {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocus: () => void;
  readonly onClick: (event: MouseEvent) => void;
  readonly onReload: () => void;
  readonly onClearFilters: () => void;
}

export interface ListParts extends ListHandlers {
  readonly view: ConversationListView;
  readonly localizer: Localizer<ListWords>;
  /** The rows to draw. */
  readonly ranges: readonly RowRange[];
  /** The row the keyboard is on. */
  readonly activeId: string | undefined;
  readonly compact: boolean;
}

export function rowsView(parts: ListParts): TemplateResult {
  const {view, localizer, ranges, activeId} = parts;
  const rows = ranges.flatMap(({from, to}) =>
    view.conversations.slice(from, to).map((conversation, place) => ({conversation, index: from + place})),
  );
  return html`
    ${view.status === 'error' ? errorNotice(localizer, view.error, parts.onReload) : nothing}
    <div
      class="rows"
      part="list"
      role="listbox"
      tabindex="0"
      aria-label=${localizer.strings.conversations}
      aria-activedescendant=${activeId === undefined ? nothing : rowId(activeId)}
      @keydown=${parts.onKeyDown}
      @focus=${parts.onFocus}
      @click=${parts.onClick}
    >
      ${repeat(
        rows,
        ({conversation}) => conversation.id,
        (row) => listRow(row, parts),
      )}
      ${view.hasMore ? html`<div class="near-end" role="presentation"></div>` : nothing}
    </div>
  `;
}

/** What stands in place of rows. */
export function stateView({view, localizer, onReload, onClearFilters}: ListParts): TemplateResult {
  const {strings} = localizer;
  const {status, error} = view;
  if (status === 'error') {
    const hint = error && (strings.setUpErrors[error.kind] ?? localizer.error(error));
    const button = html`<button type="button" @click=${onReload}>${strings.retry}</button>`;
    return state({sign: warningIcon, what: strings.listFailed, hint, button, failed: true});
  }
  if (status !== 'ready') return skeletonState();
  if (!isNarrowed(view.query)) {
    const {noConversations: what, noConversationsHint: hint} = strings;
    return html`<slot name="empty">${state({sign: conversationIcon, what, hint})}</slot>`;
  }
  const button = html`<button type="button" @click=${onClearFilters}>${strings.clearFilters}</button>`;
  return state({sign: searchIcon, what: strings.noMatches, hint: strings.noMatchesHint, button});
}

/** A conversation and its place in the list. */
interface PlacedConversation {
  readonly conversation: Conversation;
  readonly index: number;
}

/** Ids of elements have no white space; a provider's may hold anything, also what cannot be written in an address. */
export const rowId = (conversationId: string): string => `row-${conversationId.replace(/[\s%]/g, encodeURIComponent)}`;

/** A conversation as an option of the list, counted among all there are, drawn or not. */
function listRow(
  {conversation, index}: PlacedConversation,
  {view, localizer, activeId, compact}: ListParts,
): TemplateResult {
  const {conversations, hasMore, total} = view;
  const size = hasMore ? (total ?? -1) : conversations.length;
  const {id} = conversation;
  const isSelected = id === view.selectedId;
  const sources = rowSources(conversation, localizer);
  return html`
    <div
      class=${classNames({row: true, active: id === activeId})}
      part="item"
      id=${rowId(id)}
      role="option"
      aria-selected=${isSelected ? 'true' : 'false'}
      aria-posinset=${index + 1}
      aria-setsize=${size < 0 ? -1 : Math.max(size, conversations.length)}
      aria-describedby=${sources ? `${rowId(id)}-sources` : nothing}
      data-id=${id}
      data-anchor-key=${id}
    >
      <parlor-conversation-item
        listed
        .conversation=${conversation}
        .draft=${view.drafts?.get?.(id)}
        ?selected=${isSelected}
        ?compact=${compact}
      ></parlor-conversation-item>
      ${sources ? html`<span id=${`${rowId(id)}-sources`} hidden>${sources}</span>` : nothing}
    </div>
  `;
}

const PLACEHOLDERS = [0, 1, 2, 3, 4, 5, 6, 7];

/** Rows to come. */
const skeletonState = (): TemplateResult => html`
  <div class="skeletons" aria-hidden="true">
    ${PLACEHOLDERS.map(
      () => html`
        <div class="skeleton">
          <span class="disc"></span>
          <span class="bars"><span class="bar"></span><span class="bar"></span></span>
        </div>
      `,
    )}
  </div>
`;

interface State {
  readonly sign: TemplateResult;
  readonly what: string;
  readonly hint?: string;
  readonly button?: TemplateResult;
  readonly failed?: boolean;
}

const state = ({sign, what, hint, button, failed = false}: State): TemplateResult => html`
  <div
    class=${classNames({state: true, failed})}
    part=${failed ? 'error' : 'empty'}
    role=${ifDefined(failed ? 'alert' : undefined)}
  >
    <span class="sign">${sign}</span>
    <p class="what">${what}</p>
    ${hint ? html`<p>${hint}</p>` : nothing}${button ?? nothing}
  </div>
`;

/** The list could not be loaded anew; what was there stays. */
const errorNotice = (
  localizer: Localizer<ListWords>,
  error: ConversationError | undefined,
  onRetry: () => void,
): TemplateResult => html`
  <div class="notice" part="error">
    <p role="alert">${localizer.strings.listFailed} ${error ? localizer.error(error) : ''}</p>
    <button type="button" @click=${onRetry}>${localizer.strings.retry}</button>
  </div>
`;

interface MoreOptions {
  readonly onMore: () => void;
  /** The end of the rows is drawn. */
  readonly isNear: boolean;
}

/** Below the rows: asks for the next page, and says why it did not come. */
export function morePart(
  {status, hasMore, loadingMore, moreError, conversations}: ConversationListView,
  localizer: Localizer<ListWords>,
  {onMore, isNear}: MoreOptions,
): TemplateResult | typeof nothing {
  if (!hasMore || (status !== 'ready' && conversations.length === 0)) return nothing;
  const {strings} = localizer;
  const failed = !loadingMore && moreError;
  return html`
    <div class="more">
      ${failed ? html`<p role="alert">${localizer.error(moreError)}</p>` : nothing}
      <button
        type="button"
        part="more-button"
        tabindex=${isNear ? 0 : -1}
        aria-disabled=${loadingMore ? 'true' : 'false'}
        @click=${onMore}
      >
        ${loadingMore ? html`<span class="spinner"></span>` : nothing}
        ${loadingMore ? strings.loading : failed ? strings.retry : strings.loadMoreConversations}
      </button>
    </div>
  `;
}
