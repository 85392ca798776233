import {html, nothing, type TemplateResult} from 'lit';
import {ifDefined} from 'lit/directives/if-defined.js';
import {can, type CapabilityName} from '../../model/capabilities.js';
import type {ConversationListQuery} from '../../store/conversation-list-store.js';
import type {Localizer} from '../../i18n/localizer.js';
import type {ParlorStrings} from '../../i18n/catalogue.js';
import {closeIcon, searchIcon} from '../icons.js';
import type {ConversationListView} from './list-view.js';
import type {SearchDraftController} from './search-draft-controller.js';

type FilterName = Exclude<keyof ConversationListQuery, 'search'>;

interface Filter {
  readonly name: FilterName;
  readonly capability: CapabilityName;
  readonly label: keyof ParlorStrings & `filter${string}`;
}

const FILTERS: readonly Filter[] = [
  {name: 'unread', capability: 'filterUnread', label: 'filterUnread'},
  {name: 'needsReply', capability: 'filterNeedsReply', label: 'filterNeedsReply'},
  {name: 'includeArchived', capability: 'includeArchived', label: 'filterArchived'},
];

/** What the header needs to draw, and what it calls. */
export interface HeaderParts {
  readonly view: ConversationListView;
  readonly localizer: Localizer;
  readonly draft: SearchDraftController;
  readonly onToggle: (change: ConversationListQuery) => void;
  readonly onClear: () => void;
}

/** Search and filters, as far as the provider can do them; nothing when it can do none. */
export function listHeader(parts: HeaderParts): TemplateResult | typeof nothing {
  const {capabilities} = parts.view;
  const filters = FILTERS.filter(({capability}) => can(capabilities, capability));
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
          if (event.isComposing) return;
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
