import type {ParlorStrings} from '../strings.js';
import {sharedWords} from './shared-words.js';

/** What the menu of a conversation says, and what it has done. */
export const actionsWords = {
  ...sharedWords,
  archive: 'Archive',
  unarchive: 'Move to inbox',
  star: 'Star',
  unstar: 'Remove star',
  markRead: 'Mark as read',
  moreActions: 'More actions',
  closeConversation: 'Close conversation',
  reopenConversation: 'Reopen conversation',
  delete: 'Delete',
  deleteTitle: 'Delete this conversation?',
  deleteWarning:
    'The conversation with {name} and all of its messages will be deleted for ever. This cannot be undone.',
  deleting: 'Deleting…',
  conversationArchived: '{name} was archived',
  movedToInbox: 'Moved to the inbox',
  starRemoved: 'Star removed',
  conversationClosed: 'Conversation closed',
  conversationReopened: 'Conversation reopened',
  conversationDeleted: 'Conversation deleted',
  actionFailed: '“{action}” did not work for {name}.',
  working: 'Working…',
} satisfies Partial<ParlorStrings>;
