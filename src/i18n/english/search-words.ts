import type {ParlorStrings} from '../strings.js';
import {conversationWords} from './conversation-words.js';

/** What searching the messages of a conversation says. */
export const searchWords = {
  searchMessages: conversationWords.searchMessages,
  loadingOlder: conversationWords.loadingOlder,
  olderFailed: conversationWords.olderFailed,
  searchPosition: '{place} of {total}',
  searchMatches: {one: '{count} match', other: '{count} matches'},
  searchNoMatches: 'No matches',
  searchOlder: 'Older match',
  searchNewer: 'Newer match',
  searchMessagesLoadedOnly: 'Searches the messages loaded so far',
  searchLoadOlder: 'Load older',
  closeSearch: 'Close search',
} satisfies Partial<ParlorStrings>;
