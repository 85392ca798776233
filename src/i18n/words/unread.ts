/** How many conversations are unread, for badges and buttons. */
export const unreadWords = {
  unreadConversations: {one: '{count} unread conversation', other: '{count} unread conversations'},
  /** Not all conversations are loaded, or the provider does not tell of all. */
  unreadConversationsAtLeast: {
    one: 'At least {count} unread conversation',
    other: 'At least {count} unread conversations',
  },
  /** In a badge: this number or more. `{count}` */
  orMore: '{count}+',
};

export type UnreadWords = typeof unreadWords;
