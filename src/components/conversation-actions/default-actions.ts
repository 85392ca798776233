import {request} from '../../controllers/request.js';
import type {StringsOf} from '../../i18n/catalogue.js';
import type {ActionsWords} from '../../i18n/words/actions.js';
import type {SharedWords} from '../../i18n/words/shared.js';
import type {Capabilities} from '../../model/capabilities.js';
import {actionsFor, type ConversationAction} from '../../model/conversation-action.js';
import type {Conversation} from '../../model/conversation.js';
import type {InboxStore} from '../../store/inbox-store.js';
import type {ActionItem} from '../action-list.js';
import type {CommandId} from '../command-palette/commands.js';
import {archiveIcon, reopenIcon, starIcon} from '../icons.js';
import {
  closedIcon,
  commandsIcon,
  dateIcon,
  deleteIcon,
  exportIcon,
  inboxIcon,
  searchMessagesIcon,
  starOutlineIcon,
  unreadIcon,
} from './action-icons.js';

/** The words of an action. */
export type ActionStrings = StringsOf<SharedWords & ActionsWords>;
type PlainString = {
  [Key in keyof ActionStrings]: ActionStrings[Key] extends string ? Key : never;
}[keyof ActionStrings];

/** What an action on a conversation is done to, and what it can ask for. */
export interface ConversationActionContext {
  readonly conversation: Conversation;
  readonly capabilities: Capabilities;
  readonly strings: ActionStrings;
  /** Dispatches requests: what bubbles from it names this conversation's inbox. */
  readonly element: HTMLElement;
  /** The store of the inbox around, if there is one. */
  readonly store: InboxStore | undefined;
  /** The conversation's thread is there to be searched. */
  readonly offersSearch: boolean;
  /** The conversation is the open one of an inbox, beside its thread. */
  readonly isOpen: boolean;
  /** It is a row of the list. */
  readonly isRow: boolean;
  /** Asks for what the provider does, as the buttons do: with a question before deleting, and undo after archiving. */
  readonly perform: (action: ConversationAction) => void;
  /** Says what was done to screen readers. */
  readonly announce: (words: string) => void;
  /** Has the commands loaded, which answer `parlor-commands-request`. */
  readonly loadCommands: () => Promise<void>;
  /** Shows what the conversation can be taken out as. */
  readonly showExport: () => Promise<void>;
}

export type ConversationActionItem = ActionItem<ConversationActionContext>;

interface ActionLook {
  readonly label: PlainString;
  /** What is said when it worked. */
  readonly done: PlainString;
  readonly icon: NonNullable<ConversationActionItem['icon']>;
  readonly command?: CommandId;
}

export const ACTION_LOOKS: Readonly<Record<ConversationAction, ActionLook>> = {
  star: {label: 'star', done: 'starred', icon: starOutlineIcon, command: 'star'},
  unstar: {label: 'unstar', done: 'starRemoved', icon: starIcon, command: 'star'},
  archive: {label: 'archive', done: 'archived', icon: archiveIcon, command: 'archive-and-next'},
  unarchive: {label: 'unarchive', done: 'movedToInbox', icon: inboxIcon, command: 'archive-and-next'},
  close: {label: 'closeConversation', done: 'conversationClosed', icon: closedIcon, command: 'close-and-next'},
  reopen: {label: 'reopenConversation', done: 'conversationReopened', icon: reopenIcon, command: 'close-and-next'},
  delete: {label: 'delete', done: 'conversationDeleted', icon: deleteIcon},
};

/** What the provider does itself; for a conversation as it is, see `actionsFor`. */
const providerAction = (action: ConversationAction): ConversationActionItem => {
  const {label, icon, command} = ACTION_LOOKS[action];
  return {
    id: action,
    label: ({strings}) => strings[label],
    icon,
    ...(command && {command}),
    isDangerous: action === 'delete',
    isOffered: ({conversation, capabilities}) => actionsFor(conversation, capabilities).includes(action),
    run: ({perform}) => perform(action),
  };
};

const markUnread = (unread: boolean): ConversationActionItem => ({
  id: unread ? 'mark-unread' : 'mark-read',
  label: ({strings}) => (unread ? strings.markUnread : strings.markRead),
  // No provider can be told of what is unread, and not every one of what was read.
  hint: ({strings, capabilities, conversation}) =>
    unread || capabilities.markRead !== 'native' || conversation.unread.source === 'local'
      ? strings.onThisDeviceOnly
      : undefined,
  icon: unreadIcon,
  command: 'unread',
  isOffered: ({isOpen, isRow, store, conversation}) =>
    (isOpen || isRow) && !!store && conversation.unread.has !== unread,
  run({element, conversation, announce, strings}) {
    const isAsked = request(element, 'parlor-unread-request', {conversationId: conversation.id, unread});
    if (isAsked) announce(unread ? strings.markedUnread : strings.markedRead);
  },
});

const showCommands = (show: 'date' | 'commands'): Pick<ConversationActionItem, 'isOffered' | 'run'> => ({
  isOffered: ({isOpen, store}) => isOpen && !!store,
  async run({element, loadCommands}) {
    await loadCommands();
    request(element, 'parlor-commands-request', {show});
  },
});

/**
 * What can be done to a conversation, the most used first: `search`, `mark-unread`, `mark-read`, `star`, `unstar`,
 * `archive`, `unarchive`, `close`, `reopen`, `delete`, `date`, `export`, `commands`. Each is offered only where it can be done.
 */
export const DEFAULT_CONVERSATION_ACTIONS: readonly ConversationActionItem[] = [
  {
    id: 'search',
    label: ({strings}) => strings.searchMessages,
    icon: searchMessagesIcon,
    command: 'search-messages',
    isOffered: ({offersSearch}) => offersSearch,
    run: ({element, conversation}) =>
      request(element, 'parlor-thread-search-request', {conversationId: conversation.id}),
  },
  markUnread(true),
  markUnread(false),
  ...(['star', 'unstar', 'archive', 'unarchive', 'close', 'reopen', 'delete'] as const).map(providerAction),
  {
    id: 'date',
    label: ({strings}) => strings.goToDate,
    icon: dateIcon,
    command: 'go-to-date',
    ...showCommands('date'),
  },
  {
    id: 'export',
    label: ({strings}) => strings.exportConversation,
    icon: exportIcon,
    isOffered: ({isOpen, store}) => isOpen && !!store,
    run: ({showExport}) => showExport(),
  },
  {
    id: 'commands',
    label: ({strings}) => strings.openPalette,
    icon: commandsIcon,
    command: 'palette',
    ...showCommands('commands'),
  },
];

/** The same for a row of the list, where conversations are put away most: what is beside the row comes first. */
export const DEFAULT_ROW_ACTIONS: readonly ConversationActionItem[] = [
  ...DEFAULT_CONVERSATION_ACTIONS.filter(({id}) => id.endsWith('archive')),
  ...DEFAULT_CONVERSATION_ACTIONS.filter(({id}) => !id.endsWith('archive')),
];
