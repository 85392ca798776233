/** The conversation list and its rows. */
export const listWords = {
  /** What went wrong with the first read, by the kind of error; the words of `errors` for the rest. */
  setUpErrors: {
    forbidden: 'The messaging service does not allow this account to read.',
    'not-found': 'There is no messaging service at the address that was set.',
    decode: 'What answers at the address that was set is not the messaging service.',
    network: 'The messaging service cannot be reached. Check your connection, and the address that was set.',
  },
  searchConversations: 'Search conversations',
  clearSearch: 'Clear search',
  /** The provider cannot search; only what is loaded is looked through. */
  searchLoadedOnly: 'Searches the conversations loaded so far',
  filters: 'Filter conversations',
  /** Begins choosing several. */
  select: 'Select',
  filterUnread: 'Unread',
  filterNeedsReply: 'Needs reply',
  filterArchived: 'Archived too',
  /** The choice of one of our own numbers, and none of them. */
  filterOwnNumber: 'Our number',
  allNumbers: 'All numbers',
  /** The provider cannot filter so; only what is loaded is looked through. */
  filterLoadedOnly: 'Among the conversations loaded so far',
  loadMoreConversations: 'Show more conversations',
  conversationsFound: {one: '{count} conversation', other: '{count} conversations'},
  conversationsFoundSoFar: {one: '{count} conversation so far', other: '{count} conversations so far'},
  noConversations: 'No conversations yet',
  noConversationsHint: 'When somebody texts you, the conversation appears here.',
  noMatches: 'No conversation matches',
  noMatchesHint: 'Try another name or number, or clear the search and filters.',
  clearFilters: 'Clear search and filters',
  listFailed: 'The conversations could not be loaded.',
  /** Of several accounts in one inbox, those that cannot be read: `{names}`. */
  missingAccounts: 'Not all is here. Cannot be read at the moment: {names}',
  unreadMessages: {one: '{count} unread message', other: '{count} unread messages'},
  /** The last message of a row, written by us: `{text}`. */
  you: 'You: {text}',
  /** What somebody else of our side wrote: `{name}`, `{text}`. */
  sentBy: '{name}: {text}',
  /** A text that was begun and not sent: `{text}`. */
  draft: 'Draft: {text}',
  /** Around a text that has not left; `{state}` is one of `unsentStates`. */
  unsentPreview: '{state}: {text}',
  unsentStates: {waiting: 'Waiting to be sent', failed: 'Not sent', unconfirmed: 'Unconfirmed'},
  unsentCount: {one: '{count} not sent', other: '{count} not sent'},
  noTextYet: 'No messages yet',
  /** What a draft without words holds: pictures alone, or other files too. */
  pictureCount: {one: '{count} picture', other: '{count} pictures'},
  attachmentCount: {one: '{count} attachment', other: '{count} attachments'},
};

export type ListWords = typeof listWords;
