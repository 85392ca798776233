/** The inbox as a whole. */
export const inboxWords = {
  /** The button that leads from a conversation back to the list, where only one of them fits. */
  back: 'Back to conversations',
  /** In place of the inbox, when the page did not say how to reach a provider. */
  setUpFailed: 'This inbox is not set up correctly.',
  /** Where to look when nothing could be read since the page was opened. */
  setUpHint: 'Set-up: {option} is {address}. Answer: {answer}.',
  setUpNoAnswer: 'none that this page may read',
  setUpNoAddress: 'not set',
  /** The browser keeps nothing on this device. */
  thisTabOnly: 'Drafts and unsent messages are kept in this tab only, because the browser stores nothing.',
  /** Why nothing can be kept on this device at the moment. */
  storageTrouble: {
    lost: 'What you write cannot be kept at the moment. Sending waits, and goes on by itself.',
    full: 'This device has no room left. Sending waits until there is room again.',
    blocked: 'Another tab runs an older version. Close it or load it again, and sending goes on.',
    outdated: 'This page is out of date. Load it again to go on sending.',
  },
  /** Tabs cannot be told apart safely here. */
  storageShared: 'Use only one tab to send: this browser cannot keep tabs apart on this page.',
  /** Some of what was kept on this device could not be read. */
  storageSetAside: {
    one: '{count} entry kept on this device could not be read and was set aside',
    other: '{count} entries kept on this device could not be read and were set aside',
  },
  /** Names and numbers that the provider has yet to tell. */
  detailsLoading: {one: '{count} name is still loading', other: '{count} names are still loading'},
  /** `{who}` is a number, or what was given in the place of one. */
  openNotFound: 'No conversation with {who} was found, and none can be started here.',
  offline: 'Connection lost. New messages may be missing.',
  /** News should be pushed to this page, and are not at the moment. */
  liveInterrupted: 'Live updates are interrupted. This page looks for new messages by itself.',
  /** Announced only: sighted users see the banner disappear. */
  backOnline: 'Connected again.',
  /** Below a list that the provider does not give as a whole. */
  listIncomplete: 'Worked out from recent messages: there may be more conversations.',
  /** Announced only, once for each message: it went. `{name}` */
  announceSent: 'Sent to {name}',
  /** Announced only: it did not go. `{name}`, `{reason}` */
  announceFailed: 'Not sent to {name}. {reason}',
  /** Announced only: nobody knows whether it went. `{name}`, `{reason}` */
  announceUnconfirmed: 'The message to {name} may or may not have been sent. {reason}',
  /** Announced only: it went, and the carrier did not deliver it. `{name}`, `{reason}` */
  announceUndelivered: 'Not delivered to {name}. {reason}',
  /** Announced only: it has to wait. `{name}`, `{reason}` */
  announceWaiting: 'The message to {name} waits. {reason}',
  /** What a message can have to wait for. */
  announceWaits: {
    'waiting-for-connection': 'The device is offline.',
    'waiting-for-rate-limit': 'Too many were sent at once.',
    'waiting-for-storage': 'The device cannot keep it at the moment.',
  },
};

export type InboxWords = typeof inboxWords;
