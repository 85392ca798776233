import {html, nothing, type TemplateResult} from 'lit';
import type {ConversationAction} from '../../model/conversation-action.js';
import type {StringsOf} from '../../i18n/catalogue.js';
import type {ActionsWords} from '../../i18n/words/actions.js';
import type {SharedWords} from '../../i18n/words/shared.js';
import {archiveIcon, reopenIcon, starIcon} from '../icons.js';
import type {CommandId} from '../command-palette/commands.js';
import {
  closedIcon,
  commandsIcon,
  dateIcon,
  deleteIcon,
  inboxIcon,
  searchMessagesIcon,
  starOutlineIcon,
  unreadIcon,
} from './action-icons.js';

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

/** What is done without the provider, which therefore nothing else has to wait for. */
const OWN_LOOKS = {
  search: {label: 'searchMessages', icon: searchMessagesIcon},
  'mark-unread': {label: 'markUnread', icon: unreadIcon},
  'mark-read': {label: 'markRead', icon: unreadIcon},
  date: {label: 'goToDate', icon: dateIcon},
  commands: {label: 'openPalette', icon: commandsIcon},
} as const;

export type OwnEntry = keyof typeof OWN_LOOKS;

/** What a button or an item of the menu does. */
export type Entry = ConversationAction | OwnEntry;

/** The commands that do the same, by key. */
const COMMANDS: Readonly<Record<Exclude<Entry, 'delete'>, CommandId>> = {
  star: 'star',
  unstar: 'star',
  archive: 'archive-and-next',
  unarchive: 'archive-and-next',
  close: 'close-and-next',
  reopen: 'close-and-next',
  search: 'search-messages',
  'mark-unread': 'unread',
  'mark-read': 'unread',
  date: 'go-to-date',
  commands: 'palette',
};

export interface EntryContext {
  readonly strings: Strings;
  /** What is being done at the moment. */
  readonly pending?: ConversationAction;
  /** The keys of commands, as `aria-keyshortcuts` has them. */
  readonly shortcuts: ReadonlyMap<string, string> | undefined;
  readonly onChoose: (entry: Entry) => void;
}

export const isOwn = (entry: Entry): entry is OwnEntry => entry in OWN_LOOKS;

const lookOf = (entry: Entry) => (isOwn(entry) ? OWN_LOOKS[entry] : ACTION_LOOKS[entry]);

const keysOf = (entry: Entry, {shortcuts}: EntryContext) =>
  (entry !== 'delete' && shortcuts?.get(COMMANDS[entry])) || nothing;

const isDisabled = (entry: Entry, pending: ConversationAction | undefined): 'true' | 'false' =>
  pending && !isOwn(entry) ? 'true' : 'false';

export function entryButton(entry: Entry, context: EntryContext): TemplateResult {
  const {strings, pending, onChoose} = context;
  const {label, icon} = lookOf(entry);
  return html`
    <button
      part="button"
      class=${`icon ${entry}`}
      type="button"
      aria-label=${strings[label]}
      title=${strings[label]}
      aria-keyshortcuts=${keysOf(entry, context)}
      aria-disabled=${isDisabled(entry, pending)}
      @click=${() => onChoose(entry)}
    >
      ${pending === entry ? html`<span class="spinner"></span>` : icon}
    </button>
  `;
}

export function entryMenuItem(entry: Entry, context: EntryContext): TemplateResult {
  const {strings, pending, onChoose} = context;
  const {label, icon} = lookOf(entry);
  return html`
    <button
      part="menu-item"
      class=${`menu-item ${entry}`}
      type="button"
      role="menuitem"
      tabindex="-1"
      aria-keyshortcuts=${keysOf(entry, context)}
      aria-disabled=${isDisabled(entry, pending)}
      @click=${() => onChoose(entry)}
    >
      ${icon}<span
        >${strings[label]}${entry === 'mark-unread' ? html`<small>${strings.onThisDeviceOnly}</small>` : nothing}</span
      >
    </button>
  `;
}
