/** The search in a thread. */
export const searchWords = {
  searchMessages: 'Search messages',
  /** `{place}` of `{total}` matches. */
  searchPosition: '{place} of {total}',
  searchMatches: {one: '{count} match', other: '{count} matches'},
  searchNoMatches: 'No matches',
  searchOlder: 'Older match',
  searchNewer: 'Newer match',
  searchMessagesLoadedOnly: 'Searches the messages loaded so far',
  searchLoadOlder: 'Load older',
  loadingOlder: 'Loading older messages…',
  olderFailed: 'Older messages could not be loaded.',
  closeSearch: 'Close search',
};

export type SearchWords = typeof searchWords;
