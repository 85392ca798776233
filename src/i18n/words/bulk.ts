/** What is done to several conversations at once. Labels are those of the actions on one. */
export const bulkWords = {
  bulkActions: 'Selected conversations',
  chosenCount: {one: '{count} selected', other: '{count} selected'},
  noneChosen: 'None selected',
  /** All that are loaded, and no more: `{count}`. */
  chooseAll: {one: 'Select {count}', other: 'Select all {count}'},
  /** The same where there are more to load. */
  chooseAllLoaded: {one: 'Select the {count} loaded', other: 'Select all {count} loaded'},
  chooseNone: 'Select none',
  endChoosing: 'Stop selecting',
  archive: 'Archive',
  unarchive: 'Move to inbox',
  star: 'Star',
  unstar: 'Remove star',
  closeConversation: 'Close conversation',
  reopenConversation: 'Reopen conversation',
  markRead: 'Mark as read',
  markUnread: 'Mark as unread',
  /** `{actions}` are the labels of what no provider is told of. */
  onThisDevice: '{actions}: on this device only',
  /** How far it got: `{done}` of `{total}`. */
  bulkProgress: '{done} of {total}',
  /** The provider wants no more requests for a moment. */
  bulkPause: 'Too many requests at the moment. It goes on by itself.',
  bulkStop: 'Stop',
  /** What was done, once the provider said so. */
  bulkArchived: {one: '{count} archived', other: '{count} archived'},
  bulkUnarchived: {one: '{count} moved to the inbox', other: '{count} moved to the inbox'},
  bulkStarred: {one: '{count} starred', other: '{count} starred'},
  bulkUnstarred: {one: 'Star removed from {count}', other: 'Star removed from {count}'},
  bulkClosed: {one: '{count} closed', other: '{count} closed'},
  bulkReopened: {one: '{count} reopened', other: '{count} reopened'},
  bulkRead: {one: '{count} marked as read', other: '{count} marked as read'},
  bulkUnread: {one: '{count} marked as unread', other: '{count} marked as unread'},
  /** After what this device alone knows: `{done}`. */
  bulkHere: '{done}, on this device only',
  /** `{action}` is the label of the button. */
  bulkFailed: {one: '“{action}” did not work for {count}.', other: '“{action}” did not work for {count}.'},
  /** The page took the requests on, and did not say what came of them. */
  bulkAsked: {
    one: '{count} was asked for; whether it was done is unknown.',
    other: '{count} were asked for; whether they were done is unknown.',
  },
  bulkLeft: {one: '{count} was not tried.', other: '{count} were not tried.'},
  /** Why one was not done: whoever made the page keeps it from that. */
  bulkVetoed: 'This page does not allow it.',
  /** Names the button that tries one again: `{name}`. */
  bulkRetryOne: 'Try again: {name}',
  bulkGoOn: 'Go on',
  undo: 'Undo',
};

export type BulkWords = typeof bulkWords;
