/** The actions on a conversation. */
export const actionsWords = {
  archive: 'Archive',
  unarchive: 'Move to inbox',
  star: 'Star',
  unstar: 'Remove star',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  /** Beside what no provider is told of. */
  onThisDeviceOnly: 'On this device only',
  markedUnread: 'Marked as unread, on this device only',
  markedRead: 'Marked as read',
  goToDate: 'Go to a date',
  openPalette: 'All commands',
  exportConversation: 'Export',
  details: 'Contact details',
  groupDetails: 'Group details',
  searchMessages: 'Search messages',
  undo: 'Undo',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  moreActions: 'More actions',
  closeConversation: 'Close conversation',
  reopenConversation: 'Reopen conversation',
  delete: 'Delete',
  deleteTitle: 'Delete this conversation?',
  /** `{name}` */
  deleteWarning:
    'The conversation with {name} and all of its messages will be deleted for ever. This cannot be undone.',
  deleting: 'Deleting…',
  /** `{name}` */
  conversationArchived: '{name} was archived',
  movedToInbox: 'Moved to the inbox',
  starRemoved: 'Star removed',
  conversationClosed: 'Conversation closed',
  conversationReopened: 'Conversation reopened',
  conversationDeleted: 'Conversation deleted',
  /** `{action}` is the label of the button, `{name}` the conversation’s. */
  actionFailed: '“{action}” did not work for {name}.',
  working: 'Working…',
};

export type ActionsWords = typeof actionsWords;
