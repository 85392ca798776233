/** Commands: their palette, the list of their keys, and the choice of a date. */
export const commandWords = {
  commands: 'Commands',
  searchCommands: 'Find a person or a command',
  noCommandMatches: 'Nothing matches',
  commandsFound: {one: '{count} result', other: '{count} results'},
  /** What can be asked for, as a button would say it. */
  replyAndNext: 'Send the reply and go to the next conversation',
  archiveAndNext: 'Archive and go to the next conversation',
  unarchive: 'Move to inbox',
  closeAndNext: 'Close and go to the next conversation',
  reopenConversation: 'Reopen conversation',
  star: 'Star',
  unstar: 'Remove star',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  searchMessages: 'Search messages',
  goToDate: 'Go to a date',
  showDetails: 'Show or hide contact details',
  copyNumber: 'Copy the phone number',
  call: 'Call the contact',
  nextUnread: 'Next unread conversation',
  nextConversation: 'Next conversation',
  previousConversation: 'Previous conversation',
  searchConversations: 'Search conversations',
  /** Hands what is typed to the search above the list: `{search}`. */
  searchConversationsFor: 'Search conversations for “{search}”',
  focusList: 'Go to the conversation list',
  focusMessages: 'Go to the messages',
  focusReply: 'Go to the reply',
  stepBack: 'Go one step back',
  showShortcuts: 'Keyboard shortcuts',
  openPalette: 'All commands',
  commandGroups: {
    conversation: 'This conversation',
    conversations: 'Conversations',
    places: 'Go to',
    help: 'Help',
  },
  /** Beside what no provider is told of. */
  onThisDeviceOnly: 'On this device only',
  /** Below the palette: which keys do what in it. */
  paletteMove: 'to move',
  paletteChoose: 'to choose',
  paletteClose: 'to close',
  /** The switch in the list of keys, and what it is for. */
  singleKeys: 'Shortcuts of a single key',
  singleKeysHint:
    'Never while you type. Switch them off if you speak to this device, or press keys without wanting to.',
  /** Between two ways to press for the same. */
  or: 'or',
  /** What is written on keys, and said in their place. */
  keyNames: {
    Control: 'Ctrl',
    Alt: 'Alt',
    Option: 'Option',
    Shift: 'Shift',
    Meta: 'Command',
    Enter: 'Enter',
    Escape: 'Esc',
    ArrowDown: 'Down arrow',
    ArrowUp: 'Up arrow',
    '/': 'Slash',
    '?': 'Question mark',
  } as Readonly<Record<string, string>>,
  dateLabel: 'Date',
  /** What the date leads to. */
  dateHint: 'Shows the first message of that day, or the nearest one.',
  go: 'Go',
  cancel: 'Cancel',
  noNext: 'There is no conversation below this one.',
  noPrevious: 'There is no conversation above this one.',
  noUnread: 'Nothing unread among the conversations loaded so far.',
  markedUnread: 'Marked as unread, on this device only',
  markedRead: 'Marked as read',
  numberCopied: 'Number copied',
  copyingFailed: 'Copying is not possible here.',
};

export type CommandWords = typeof commandWords;
