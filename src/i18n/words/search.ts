/** The search in a thread. */
export const searchWords = {
  /** `{place}` of `{total}` matches. */
  searchPosition: '{place} of {total}',
  searchMatches: {one: '{count} match', other: '{count} matches'},
  searchNoMatches: 'No matches',
  searchOlder: 'Older match',
  searchNewer: 'Newer match',
  searchMessagesLoadedOnly: 'Searches the messages loaded so far',
  searchLoadOlder: 'Load older',
  closeSearch: 'Close search',
};

export type SearchWords = typeof searchWords;
