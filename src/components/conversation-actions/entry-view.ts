import {html, type TemplateResult} from 'lit';
import type {ConversationAction} from '../../controllers/conversation-action.js';
import type {ParlorStrings} from '../../i18n/catalogue.js';
import {ACTION_LOOKS, SEARCH_LOOK} from './action-words.js';

/** What a button or an item of the menu does. */
export type Entry = ConversationAction | 'search';

export interface EntryContext {
  readonly strings: ParlorStrings;
  /** What is being done at the moment. */
  readonly pending?: ConversationAction;
  readonly onChoose: (entry: Entry) => void;
}

const lookOf = (entry: Entry) => (entry === 'search' ? SEARCH_LOOK : ACTION_LOOKS[entry]);

/** Searching changes nothing, so that nothing else has to be over first. */
const isDisabled = (entry: Entry, pending: ConversationAction | undefined): 'true' | 'false' =>
  pending && entry !== 'search' ? 'true' : 'false';

export function entryButton(entry: Entry, {strings, pending, onChoose}: EntryContext): TemplateResult {
  const {label, icon} = lookOf(entry);
  return html`
    <button
      part="button"
      class=${`icon ${entry}`}
      type="button"
      aria-label=${strings[label]}
      title=${strings[label]}
      aria-disabled=${isDisabled(entry, pending)}
      @click=${() => onChoose(entry)}
    >
      ${pending === entry ? html`<span class="spinner"></span>` : icon}
    </button>
  `;
}

export function entryMenuItem(entry: Entry, {strings, pending, onChoose}: EntryContext): TemplateResult {
  const {label, icon} = lookOf(entry);
  return html`
    <button
      part="menu-item"
      class=${`menu-item ${entry}`}
      type="button"
      role="menuitem"
      tabindex="-1"
      aria-disabled=${isDisabled(entry, pending)}
      @click=${() => onChoose(entry)}
    >
      ${icon}<span>${strings[label]}</span>
    </button>
  `;
}
