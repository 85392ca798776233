import {html, type TemplateResult} from 'lit';
import type {ConversationAction} from '../../model/conversation-action.js';
import type {StringsOf} from '../../i18n/catalogue.js';
import type {ActionsWords} from '../../i18n/words/actions.js';
import type {SharedWords} from '../../i18n/words/shared.js';
import {archiveIcon, reopenIcon, starIcon} from '../icons.js';
import {closedIcon, deleteIcon, inboxIcon, searchMessagesIcon, starOutlineIcon} from './action-icons.js';

type Strings = StringsOf<SharedWords & ActionsWords>;
type PlainString = {[Key in keyof Strings]: Strings[Key] extends string ? Key : never}[keyof Strings];

interface ActionLook {
  readonly label: PlainString;
  /** What is said when it worked. */
  readonly done: PlainString;
  readonly icon: TemplateResult;
}

export const ACTION_LOOKS: Readonly<Record<ConversationAction, ActionLook>> = {
  star: {label: 'star', done: 'starred', icon: starOutlineIcon},
  unstar: {label: 'unstar', done: 'starRemoved', icon: starIcon},
  archive: {label: 'archive', done: 'archived', icon: archiveIcon},
  unarchive: {label: 'unarchive', done: 'movedToInbox', icon: inboxIcon},
  close: {label: 'closeConversation', done: 'conversationClosed', icon: closedIcon},
  reopen: {label: 'reopenConversation', done: 'conversationReopened', icon: reopenIcon},
  delete: {label: 'delete', done: 'conversationDeleted', icon: deleteIcon},
};

const SEARCH_LOOK = {label: 'searchMessages', icon: searchMessagesIcon} as const;

/** What a button or an item of the menu does. */
export type Entry = ConversationAction | 'search';

export interface EntryContext {
  readonly strings: Strings;
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
