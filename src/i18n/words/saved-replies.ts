/** The choice of a reply that was written beforehand. */
export const savedReplyWords = {
  savedReplies: 'Saved replies',
  searchSavedReplies: 'Find a saved reply',
  savedRepliesFound: {one: '{count} saved reply', other: '{count} saved replies'},
  /** More are there than are shown: `{count}`. */
  moreSavedReplies: {one: 'Type to find {count} more', other: 'Type to find {count} more'},
  noSavedReplies: 'There are no saved replies yet.',
  noSavedReplyMatches: 'No saved reply matches.',
  savedRepliesFailed: 'The saved replies could not be loaded.',
  /** The page that has them does not answer. */
  savedRepliesLate: 'No answer has come yet.',
  /** Beside a reply whose pictures or files the message has no room for. */
  withoutItsMedia: 'Its files cannot be attached here',
};

export type SavedReplyWords = typeof savedReplyWords;
