import {reactionWords} from './reactions.js';

/** The message thread and its messages. */
export const threadWords = {
  ...reactionWords,
  positive: 'Positive',
  negative: 'Negative',
  /** Names the list of messages; `{name}` is the contact. */
  messages: 'Messages with {name}',
  loadOlder: 'Show older messages',
  loadingOlder: 'Loading older messages…',
  olderFailed: 'Older messages could not be loaded.',
  newerFailed: 'New messages could not be loaded.',
  /** What the day at the top edge leads to. */
  goToDate: 'Go to a date',
  startOfConversation: 'This is the start of the conversation',
  noMessages: 'No messages yet',
  noMessagesHint: 'Write the first one below.',
  threadFailed: 'The messages could not be loaded.',
  newMessages: {one: '{count} new message', other: '{count} new messages'},
  jumpToNewest: 'Jump to the newest message',
  /** On the line above the first unread message. */
  unreadDivider: 'New',
  /** What a screen reader says in its place. */
  unreadFromHere: 'New messages from here on',
  /** Above a thread, where the provider tells of no message who wrote it: what would tell. */
  unknownSides:
    'This provider does not say who wrote a message. It is known of what is sent from here, and of what the provider reports as it comes in (webhooks).',
  /** The same where it does not tell of some. */
  someUnknownSides: 'The provider does not say who wrote some of these messages.',
  contactOptedOut: 'The contact opted out',
  contactOptedIn: 'The contact opted in again',
  /** What a screen reader says before a message: `{name}`, `{time}`. */
  messageFrom: '{name}, {time}',
  /** The same for a message of ours: `{time}`. */
  messageFromYou: 'You, {time}',
  /** Read out when a message arrives: `{name}`, `{text}`. */
  announceMessage: 'New message from {name}: {text}',
  /** `{name}` */
  openImage: 'Open image {name}',
  /** `{name}` */
  openFile: 'Open {name}',
  /** Loads a picture that does not load by itself: `{name}`. */
  showImage: 'Show {name}',
  /** Of a picture that may be one: nobody can tell before it moves. */
  playIfAnimated: 'Play, if it moves',
  playAnimation: 'Play animation',
  stopAnimation: 'Stop animation',
  /** Names the button on a message that opens its menu. */
  messageActions: 'Message actions',
  /** Shows the rest of a long message. */
  showAll: 'Show all',
  /** The same where there is still more than that. */
  showMore: 'Show more',
  imageUnavailable: 'The image could not be shown.',
  /** The same of sound and film. */
  mediaUnavailable: 'This could not be played here.',
  /** A kind of message that has no view here: `{type}`, in the provider’s word. */
  unsupportedBody: 'This kind of message ({type}) cannot be shown here.',
  sendAgain: 'Send again',
  discard: 'Discard',
  /** A message that waits for an earlier one of the same conversation. */
  waitingBehind: 'Waits for the message before it',
  /** What else a message waits for before it is sent. */
  waits: {
    'waiting-for-connection': 'Waits for a connection',
    'waiting-for-storage': 'Waits until this device can keep it',
  },
  /** Sending pauses because of a rate limit: `{time}`. */
  resumesAt: 'Too many at once. Goes on at {time}',
  /** Of a scheduled message, beside its status: `{time}`. */
  leavesAt: 'Leaves {time}',
  /** No answer came to a send, and the history is searched for the message. */
  searchingHistory: 'No answer came. Looking whether it arrived…',
  /** On a message that went to many contacts at once. */
  broadcast: 'Sent to many',
};

export type ThreadWords = typeof threadWords;
