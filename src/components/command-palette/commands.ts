import {can, type Capabilities} from '../../model/capabilities.js';
import {contactOf, type Conversation} from '../../model/conversation.js';
import {normalizePhone} from '../../model/phone-number.js';
import type {CommandWords} from '../../i18n/words/commands.js';
import type {SharedWords} from '../../i18n/words/shared.js';
import {neighbourOf, nextUnread} from './neighbours.js';

/** What can be asked for by a key or in the palette. */
export type CommandId =
  | 'palette'
  | 'shortcuts'
  | 'back'
  | 'next'
  | 'previous'
  | 'next-unread'
  | 'reply-and-next'
  | 'archive-and-next'
  | 'close-and-next'
  | 'star'
  | 'unread'
  | 'search'
  | 'select'
  | 'search-messages'
  | 'go-to-date'
  | 'focus-list'
  | 'focus-messages'
  | 'focus-reply'
  | 'saved-replies'
  | 'details'
  | 'copy-number'
  | 'call'
  | 'start';

/** Parts of an inbox that have the focus, or can be given it. */
export type Place = 'list' | 'search' | 'messages' | 'reply' | 'details';

export type CommandGroup = 'conversations' | 'conversation' | 'places' | 'help';

type Words = SharedWords & CommandWords;
/** The key of what a command is called. */
type Word = {[Key in keyof Words]: Words[Key] extends string ? Key : never}[keyof Words];

/** What is known when a command is offered or done. */
export interface CommandContext {
  readonly capabilities: Capabilities;
  /** As the list shows them. */
  readonly conversations: readonly Conversation[];
  readonly selected: Conversation | undefined;
  /** Replies can be written here. */
  readonly canReply: boolean;
  /** There are replies written beforehand. */
  readonly hasSavedReplies: boolean;
  readonly canStart: boolean;
  /** The list lets several be chosen. */
  readonly canSelect: boolean;
  /** Several are selected: what is done is done to them. */
  readonly hasSelected: boolean;
  readonly canCopy: boolean;
  /** What stands where the focus is. */
  readonly place: Place | undefined;
  /** The details are shown in place of something else, or have the focus. */
  readonly isDetailsInTheWay: boolean;
}

/** What commands do: each asks, as a button of the inbox would, and whoever listens can veto it. */
export interface CommandHost {
  show(mode: 'commands' | 'shortcuts' | 'date'): void;
  /** Opens a conversation, with the focus where it is now in this one; says so when there is none. */
  open(conversation: Conversation | undefined, otherwise: 'noNext' | 'noPrevious' | 'noUnread'): void;
  /** @returns whether the text in the reply box is on its way */
  sendReply(): Promise<boolean>;
  /** Moves the open conversation out of the way, and opens the one that follows. */
  putAway(how: 'archive' | 'close', next: Conversation | undefined): void;
  ask(what: 'unarchive' | 'reopen' | 'star' | 'unstar' | 'unread' | 'read' | 'toggle-details' | 'hide-details'): void;
  searchMessages(): void;
  showSavedReplies(): void;
  /** Begins or ends choosing several in the list. */
  select(): void;
  focus(place: Place): void;
  /** Leaves the open conversation where it covers the list. @returns whether it did */
  leave(): boolean;
  copy(text: string): void;
  call(number: string): void;
  start(): void;
}

export interface Command {
  readonly id: CommandId;
  readonly group: CommandGroup;
  /** What it would do as things are. */
  readonly label: (context: CommandContext) => Word;
  readonly keys: readonly string[];
  /** Whether this provider, in this inbox, can do it at all. */
  readonly isPossible: (context: CommandContext) => boolean;
  /** Whether there is something to do it to. */
  readonly applies: (context: CommandContext) => boolean;
  readonly run: (host: CommandHost, context: CommandContext) => unknown;
  /** A key held down does it again and again. */
  readonly repeats?: boolean;
  /** No line of its own in the palette: it is there already, or has a better place. */
  readonly isHidden?: boolean;
}

const always = (): boolean => true;
const isOpen = ({selected}: CommandContext): boolean => selected !== undefined && selected.status !== 'deleted';
const isMeant = (context: CommandContext): boolean => context.hasSelected || isOpen(context);
const numberOf = ({selected}: CommandContext): string | undefined => {
  const address = selected && selected.kind !== 'group' ? contactOf(selected)?.address : undefined;
  return address === undefined ? undefined : normalizePhone(address);
};
const after = (context: CommandContext): Conversation | undefined => neighbourOf(context, 1);
const isArchived = ({selected}: CommandContext): boolean => selected?.status === 'archived';
const isClosed = ({selected}: CommandContext): boolean => selected?.status === 'closed';

/**
 * Everything that can be asked for by a key or in the palette: one table, which keys, palette and list of keys are made
 * of. What is done goes by the same requests as with the buttons, so that what they cannot do, no command can.
 */
export const COMMANDS: readonly Command[] = [
  {
    id: 'reply-and-next',
    group: 'conversation',
    label: () => 'replyAndNext',
    keys: ['Mod+Shift+Enter'],
    isPossible: ({canReply}) => canReply,
    applies: (context) => isOpen(context) && context.canReply,
    run: async (host, context) => {
      // As the list stands now: a reply moves its conversation to the top.
      const next = after(context);
      if (await host.sendReply()) host.open(next, 'noNext');
    },
  },
  {
    id: 'archive-and-next',
    group: 'conversation',
    label: (context) => (isArchived(context) && !context.hasSelected ? 'unarchive' : 'archiveAndNext'),
    keys: ['e', 'Chord+e'],
    isPossible: ({capabilities}) => capabilities.archiveConversation === 'native',
    applies: isMeant,
    run: (host, context) =>
      isArchived(context) ? host.ask('unarchive') : host.putAway('archive', after(context) ?? neighbourOf(context, -1)),
  },
  {
    id: 'close-and-next',
    group: 'conversation',
    label: (context) => (isClosed(context) ? 'reopenConversation' : 'closeAndNext'),
    keys: ['x', 'Chord+x'],
    isPossible: ({capabilities}) => capabilities.closeConversation === 'native',
    applies: isMeant,
    run: (host, context) =>
      isClosed(context) ? host.ask('reopen') : host.putAway('close', after(context) ?? neighbourOf(context, -1)),
  },
  {
    id: 'star',
    group: 'conversation',
    label: ({selected}) => (selected?.starred ? 'unstar' : 'star'),
    keys: ['s', 'Chord+s'],
    isPossible: ({capabilities}) => capabilities.starred === 'native',
    applies: isMeant,
    run: (host, {selected}) => host.ask(selected?.starred ? 'unstar' : 'star'),
  },
  {
    id: 'unread',
    group: 'conversation',
    label: ({selected}) => (selected?.unread.has ? 'markRead' : 'markUnread'),
    keys: ['u', 'Chord+u'],
    isPossible: always,
    applies: isMeant,
    run: (host, {selected}) => host.ask(selected?.unread.has ? 'read' : 'unread'),
  },
  {
    id: 'go-to-date',
    group: 'conversation',
    label: () => 'goToDate',
    keys: ['g', 'Chord+g'],
    isPossible: ({capabilities}) => can(capabilities, 'messageHistory'),
    applies: isOpen,
    run: (host) => host.show('date'),
  },
  {
    id: 'saved-replies',
    group: 'conversation',
    label: () => 'insertSavedReply',
    keys: ['i', 'Chord+i'],
    isPossible: ({canReply, hasSavedReplies}) => canReply && hasSavedReplies,
    applies: isOpen,
    run: (host) => host.showSavedReplies(),
  },
  {
    id: 'search-messages',
    group: 'conversation',
    label: () => 'searchMessages',
    keys: ['f', 'Chord+f'],
    isPossible: always,
    applies: isOpen,
    run: (host) => host.searchMessages(),
  },
  {
    id: 'details',
    group: 'conversation',
    label: () => 'showDetails',
    keys: ['d', 'Chord+d'],
    isPossible: always,
    applies: isOpen,
    run: (host) => host.ask('toggle-details'),
  },
  {
    id: 'copy-number',
    group: 'conversation',
    label: () => 'copyNumber',
    keys: ['y', 'Chord+y'],
    isPossible: ({canCopy}) => canCopy,
    applies: (context) => numberOf(context) !== undefined,
    run: (host, context) => host.copy(numberOf(context) ?? ''),
  },
  {
    id: 'call',
    group: 'conversation',
    label: () => 'call',
    keys: ['p', 'Chord+p'],
    isPossible: always,
    applies: (context) => numberOf(context)?.startsWith('+') ?? false,
    run: (host, context) => host.call(numberOf(context) ?? ''),
  },
  {
    id: 'next-unread',
    group: 'conversations',
    label: () => 'nextUnread',
    keys: ['n', 'Alt+Shift+ArrowDown'],
    isPossible: always,
    applies: always,
    run: (host, context) => host.open(nextUnread(context), 'noUnread'),
  },
  {
    id: 'next',
    group: 'conversations',
    label: () => 'nextConversation',
    keys: ['j', 'Alt+ArrowDown'],
    isPossible: always,
    applies: always,
    run: (host, context) => host.open(after(context), 'noNext'),
    repeats: true,
  },
  {
    id: 'previous',
    group: 'conversations',
    label: () => 'previousConversation',
    keys: ['k', 'Alt+ArrowUp'],
    isPossible: always,
    applies: always,
    run: (host, context) => host.open(neighbourOf(context, -1), 'noPrevious'),
    repeats: true,
  },
  {
    id: 'search',
    group: 'conversations',
    label: () => 'searchConversations',
    keys: ['/'],
    isPossible: ({capabilities}) => can(capabilities, 'searchConversations'),
    applies: always,
    run: (host) => host.focus('search'),
  },
  {
    id: 'select',
    group: 'conversations',
    label: () => 'selectConversations',
    keys: ['v', 'Chord+v'],
    isPossible: ({canSelect}) => canSelect,
    applies: always,
    run: (host) => host.select(),
  },
  {
    id: 'start',
    group: 'conversations',
    label: () => 'startConversation',
    keys: ['c', 'Chord+n'],
    isPossible: ({capabilities, canStart}) => canStart && can(capabilities, 'startConversation'),
    applies: always,
    run: (host) => host.start(),
  },
  {
    id: 'focus-list',
    group: 'places',
    label: () => 'focusList',
    keys: ['l', 'Chord+l'],
    isPossible: always,
    applies: always,
    run: (host) => host.focus('list'),
  },
  {
    id: 'focus-messages',
    group: 'places',
    label: () => 'focusMessages',
    keys: ['m', 'Chord+m'],
    isPossible: always,
    applies: isOpen,
    run: (host) => host.focus('messages'),
  },
  {
    id: 'focus-reply',
    group: 'places',
    label: () => 'focusReply',
    keys: ['r', 'Chord+r'],
    isPossible: ({canReply}) => canReply,
    applies: (context) => isOpen(context) && context.canReply,
    run: (host) => host.focus('reply'),
  },
  {
    id: 'back',
    group: 'places',
    label: () => 'stepBack',
    keys: ['Escape'],
    isPossible: always,
    applies: ({place, isDetailsInTheWay}) => isDetailsInTheWay || place === 'reply' || place === 'messages',
    run: (host, {place, isDetailsInTheWay}) => {
      if (isDetailsInTheWay) host.ask('hide-details');
      else if (place === 'reply') host.focus('messages');
      else if (!host.leave()) host.focus('list');
    },
    isHidden: true,
  },
  {
    id: 'shortcuts',
    group: 'help',
    label: () => 'showShortcuts',
    keys: ['?', 'Mod+/'],
    isPossible: always,
    applies: always,
    run: (host) => host.show('shortcuts'),
  },
  {
    id: 'palette',
    group: 'help',
    label: () => 'openPalette',
    keys: ['Mod+k'],
    isPossible: always,
    applies: always,
    run: (host) => host.show('commands'),
    isHidden: true,
  },
];
