import type {ParlorStrings} from '../strings.js';

/** What several of the parts say that come after the first paint. */
export const sharedWords = {
  dismiss: 'Dismiss',
  undo: 'Undo',
  cancel: 'Cancel',
  close: 'Close',
  searchMessages: 'Search messages',
  details: 'Contact details',
  groupDetails: 'Group details',
  fromNumber: 'From',
  timeInZone: '{time} ({zone})',
} satisfies Partial<ParlorStrings>;
