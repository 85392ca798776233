import {html, nothing, type LitElement, type ReactiveController, type TemplateResult} from 'lit';
import {live} from 'lit/directives/live.js';
import {classNames} from './common.js';
import {placeAfterKey} from './list-keys.js';

interface ChoiceListParts {
  /** How far Page Up and Page Down go; without it they are not for the list. */
  readonly pageSize?: number;
  readonly onChoose: (index: number) => void;
}

/** Choices below a field that narrows them down and keeps the focus: arrow keys and the pointer say which of them is meant. */
export class ChoiceList implements ReactiveController {
  /** How many are drawn. */
  count = 0;
  readonly #host: LitElement;
  readonly #parts: ChoiceListParts;
  #active = 0;

  constructor(host: LitElement, parts: ChoiceListParts) {
    this.#host = host;
    this.#parts = parts;
    host.addController(this);
  }

  /** The one that Enter chooses. */
  get active(): number {
    return Math.max(Math.min(this.#active, this.count - 1), 0);
  }

  hostUpdated(): void {
    this.#host.shadowRoot?.getElementById(choiceId(this.active))?.scrollIntoView?.({block: 'nearest'});
  }

  /** Others are to be chosen from. */
  reset(): void {
    this.#activate(0);
  }

  /** @returns whether the key moves in the list */
  takeKey(event: KeyboardEvent): boolean {
    const {pageSize} = this.#parts;
    const list = {count: this.count, pageSize, isRound: true, isBelowField: true};
    const place = event.altKey ? undefined : placeAfterKey(event.key, this.active, list);
    if (place === undefined) return false;
    event.preventDefault();
    this.#activate(place);
    return true;
  }

  readonly onPoint = (event: Event): void => {
    const index = indexAt(event);
    if (index >= 0) this.#activate(index);
  };

  readonly onClick = (event: Event): void => {
    const index = indexAt(event);
    if (index >= 0) this.#parts.onChoose(index);
  };

  #activate(index: number): void {
    if (index === this.#active) return;
    this.#active = index;
    this.#host.requestUpdate();
  }
}

const choiceId = (index: number): string => `item-${index}`;

/** Which choice an event was at; -1 beside all of them. */
function indexAt({target}: Event): number {
  const item = target instanceof Element ? target.closest<HTMLElement>('.item') : null;
  return Number(item?.dataset['index'] ?? -1);
}

export interface ChoiceFieldView {
  readonly list: ChoiceList;
  readonly icon: Node | TemplateResult;
  readonly label: string;
  readonly enterKeyHint: 'go' | 'done';
  readonly query: string;
  readonly onInput: (event: InputEvent) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** The field: it names the list, whose id is `items`, and which of it is meant. */
export function renderChoiceField(view: ChoiceFieldView): TemplateResult {
  const {list, icon, label, enterKeyHint, query, onInput, onKeyDown} = view;
  const hasChoices = list.count > 0;
  return html`
    <div class="search">
      ${icon}
      <input
        part="search"
        type="text"
        role="combobox"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        .enterKeyHint=${enterKeyHint}
        aria-label=${label}
        placeholder=${label}
        aria-expanded=${hasChoices ? 'true' : 'false'}
        aria-autocomplete="list"
        aria-controls="items"
        aria-activedescendant=${hasChoices ? choiceId(list.active) : nothing}
        .value=${live(query)}
        @input=${onInput}
        @keydown=${onKeyDown}
      />
    </div>
  `;
}

/** @param keys that do the same, as `aria-keyshortcuts` has them */
export function renderChoice(list: ChoiceList, index: number, content: unknown, keys = ''): TemplateResult {
  const isActive = index === list.active;
  return html`
    <div
      id=${choiceId(index)}
      part="item"
      class=${classNames({item: true, active: isActive})}
      role="option"
      aria-selected=${isActive ? 'true' : 'false'}
      aria-keyshortcuts=${keys || nothing}
      data-index=${index}
    >
      ${content}
    </div>
  `;
}
