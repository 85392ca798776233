/** What tells of new messages outside of the inbox. */
export const notificationsWords = {
  /** In place of the text, where that is private. */
  newMessage: 'New message',
  /** Around the notes in a corner of the page. */
  notifications: 'New messages',
  /** The button of a note that opens the conversation: `{name}`. */
  openConversationWith: 'Open the conversation with {name}',
  dismissNote: 'Dismiss',
  /** Asks the browser for its permission. */
  allowNotifications: 'Turn on desktop notifications',
};

export type NotificationsWords = typeof notificationsWords;
