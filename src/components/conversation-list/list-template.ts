import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {repeat} from 'lit/directives/repeat.js';
import {can, type CapabilityName} from '../../model/capabilities.js';
import type {RowRenderer} from '../../controllers/renderers.js';
import type {Conversation} from '../../model/conversation.js';
import {displayLabel} from '../../model/display-text.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {ownEndpointKey} from '../../model/conversation-filter.js';
import type {ConversationListQuery} from '../../store/conversation-list.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ListWords} from '../../i18n/words/list.js';
import {belongsToInputMethod} from '../../util/input-method.js';
import {classNames} from '../common.js';
import {rowSources} from '../conversation-item/row-words.js';
import {endpointLabel} from '../own-endpoints.js';
import {closeIcon, conversationIcon, searchIcon, selectIcon, warningIcon} from '../icons.js';
import type {RowRange} from '../../virtual/row-window.js';
import type {ActiveRow} from './active-row.js';
import type {ListActions} from './list-actions.js';
import {isNarrowed, rowId, type ConversationListView} from './list-view.js';
import type {SearchAndFilters} from './search-and-filters.js';

type FilterName = Exclude<keyof ConversationListQuery, 'search' | 'ownEndpointId'>;

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
  readonly asked: SearchAndFilters;
  readonly actions: ListActions;
}

/** Search and filters, as far as the provider can do them; nothing when it can do none. */
export function listHeader(parts: HeaderParts): TemplateResult | typeof nothing {
  const {capabilities} = parts.view;
  const {isOffered} = parts.actions;
  // One that is on can be switched off, also where the adapter cannot filter so any more.
  const filters = FILTERS.filter(({name, capability}) => can(capabilities, capability) || parts.view.query[name]);
  const canSearch = can(capabilities, 'searchConversations');
  const number = numberFilter(parts);
  if (!canSearch && filters.length === 0 && number === nothing && !isOffered) return nothing;
  return html`
    <div class="tools">
      ${canSearch ? searchField(parts) : nothing} ${isOffered ? selectButton(parts) : nothing}
      ${filters.length > 0 ? filterButtons(parts, filters) : nothing} ${number}
    </div>
  `;
}

function searchField({view, localizer: {strings}, asked}: HeaderParts): TemplateResult {
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
        .value=${asked.text}
        @input=${(event: InputEvent) => asked.type(inputOf(event).value, event.isComposing)}
        @compositionend=${(event: CompositionEvent) => asked.type(inputOf(event).value, false)}
        @keydown=${(event: KeyboardEvent) => {
          if (belongsToInputMethod(event)) return;
          if (event.key === 'Enter') asked.submitNow();
          if (event.key === 'Escape' && asked.text) {
            // The field is emptied; whatever surrounds it does not close as well.
            event.preventDefault();
            event.stopPropagation();
            asked.clearSearch();
          }
        }}
      />
      ${
        asked.text
          ? html`
              <button type="button" class="icon clear" aria-label=${strings.clearSearch} @click=${asked.clearSearch}>
                ${closeIcon}
              </button>
            `
          : nothing
      }
    </search>
    ${
      isPartial
        ? html`<p id="search-hint" class=${asked.text ? 'hint' : 'visually-hidden'}>${strings.searchLoadedOnly}</p>`
        : nothing
    }
  `;
}

const selectButton = ({localizer: {strings}, actions}: HeaderParts): TemplateResult => html`
  <button
    type="button"
    class="icon"
    part="select-button"
    aria-label=${strings.select}
    title=${strings.select}
    aria-pressed=${actions.checkedIds ? 'true' : 'false'}
    @click=${actions.toggleSelecting}
  >
    ${selectIcon}
  </button>
`;

function filterButtons({view, localizer: {strings}, asked}: HeaderParts, filters: readonly Filter[]): TemplateResult {
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
            @click=${() => asked.change({[name]: !isOn})}
          >
            ${strings[label]}
          </button>
        `;
      })}
    </div>
  `;
}

/** Where conversations run over several of our own numbers: all of them, or one. What is loaded is looked through. */
function numberFilter({view, localizer: {strings}, asked}: HeaderParts): TemplateResult | typeof nothing {
  const {ownEndpoints = [], query, hasMore} = view;
  if (ownEndpoints.length < 2 && !query.ownEndpointId) return nothing;
  return html`
    <select
      class="filter"
      part="own-number"
      aria-label=${strings.filterOwnNumber}
      title=${ifDefined(hasMore ? strings.filterLoadedOnly : undefined)}
      @change=${(event: Event) => asked.change({ownEndpointId: (event.currentTarget as HTMLSelectElement).value})}
    >
      <option value="" .selected=${!query.ownEndpointId}>${strings.allNumbers}</option>
      ${ownEndpoints.map((endpoint) => {
        const key = ownEndpointKey(endpoint) ?? '';
        return html`<option value=${key} .selected=${key === query.ownEndpointId}>${endpointLabel(endpoint)}</option>`;
      })}
    </select>
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

/** Which accounts are left out because they cannot be read at the moment. It is asked again by itself. */
export function missingAccounts(missing: readonly string[], localizer: Localizer<ListWords>): TemplateResult {
  const {missingAccounts: words} = localizer.strings;
  const names = localizer.list(missing.map((label) => displayLabel(label)));
  return html`
    <div role="status">
      ${missing.length > 0 ? html`<p part="missing" class="missing">${warningIcon} <bdi>${localizer.fill(words, {names})}</bdi></p>` : nothing}
    </div>
  `;
}

export interface ListParts extends HeaderParts {
  /** The rows to draw. */
  readonly ranges: readonly RowRange[];
  /** The row the keyboard is on. */
  readonly active: ActiveRow;
  readonly compact: boolean;
  readonly renderRow: RowRenderer | undefined;
  readonly onReload: () => void;
}

export function rowsView(parts: ListParts): TemplateResult {
  const {view, localizer, ranges, active} = parts;
  const {checkedIds} = parts.actions;
  const rows = ranges.flatMap(({from, to}) =>
    view.conversations.slice(from, to).map((conversation, place) => ({conversation, index: from + place})),
  );
  return html`
    ${view.status === 'error' ? errorNotice(localizer, view.error, parts.onReload) : nothing}
    <div
      class=${classNames({rows: true, selecting: !!checkedIds})}
      part="list"
      role="listbox"
      aria-multiselectable=${ifDefined(checkedIds && 'true')}
      tabindex="0"
      aria-label=${localizer.strings.conversations}
      aria-activedescendant=${active.id === undefined ? nothing : rowId(active.id)}
      @keydown=${active.onKeyDown}
      @focus=${active.onFocus}
      @click=${active.onClick}
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
export function stateView({view, localizer, asked, onReload}: ListParts): TemplateResult {
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
  const button = html`<button type="button" @click=${asked.clearAll}>${strings.clearFilters}</button>`;
  return state({sign: searchIcon, what: strings.noMatches, hint: strings.noMatchesHint, button});
}

/** A conversation and its place in the list. */
interface PlacedConversation {
  readonly conversation: Conversation;
  readonly index: number;
}

/** A conversation as an option of the list, counted among all there are, drawn or not. */
function listRow(
  {conversation, index}: PlacedConversation,
  {view, localizer, actions: {checkedIds}, active, compact, renderRow}: ListParts,
): TemplateResult {
  const {conversations, hasMore, total} = view;
  const size = hasMore ? (total ?? -1) : conversations.length;
  const {id} = conversation;
  const isSelected = id === view.selectedId;
  const sources = rowSources(conversation, localizer);
  return html`
    <div
      class=${classNames({row: true, active: id === active.id})}
      part="item"
      id=${rowId(id)}
      role="option"
      aria-selected=${(checkedIds ? checkedIds.has(id) : isSelected) ? 'true' : 'false'}
      aria-current=${ifDefined(checkedIds && isSelected ? 'true' : undefined)}
      aria-posinset=${index + 1}
      aria-setsize=${size < 0 ? -1 : Math.max(size, conversations.length)}
      aria-describedby=${sources ? `${rowId(id)}-sources` : nothing}
      data-id=${id}
      data-anchor-key=${id}
    >
      <parlor-conversation-item
        part="row"
        listed
        .conversation=${conversation}
        .draft=${view.drafts?.get?.(id)}
        ?selected=${isSelected}
        ?compact=${compact}
        .renderRow=${renderRow}
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
