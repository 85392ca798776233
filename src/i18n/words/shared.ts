import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {ErrorKind, NextAction} from '../../model/conversation-error.js';
import type {FactSource} from '../../model/capability-level.js';

/** What the elements share, and what follows from an error or the state of a message. */
export const sharedWords = {
  conversations: 'Conversations',
  retry: 'Try again',
  close: 'Close',
  loading: 'Loading…',
  /** Between facts that are read out one after the other, and between names in a row. */
  separator: ', ',
  /** In place of a name, where neither name nor number is known. */
  unknownContact: 'Unknown contact',
  /** Of a message where the provider does not say which way it went. */
  unknownSender: 'Unknown sender',
  emptyMessage: 'Message without text',
  noConversationSelected: 'No conversation selected',
  noConversationSelectedHint: 'Choose one from the list to read it and reply.',
  /** A part of the inbox could not be fetched from the server that serves the page. */
  paneFailed: 'This part could not be loaded.',
  /** The locale's own name is used unless a host has another. */
  today: 'Today',
  /** The same. */
  yesterday: 'Yesterday',
  /** A date and time in another zone than the device’s: `{time}`, `{zone}`. */
  timeInZone: '{time} ({zone})',
  unread: 'Unread',
  starred: 'Starred',
  archived: 'Archived',
  needsReply: 'Needs reply',
  optedOut: 'Opted out',
  probablyOptedOut: 'Probably opted out',
  /** `{date}` */
  since: 'Since {date}',
  /** In place of a text, for a picture without one. */
  photo: 'Photo',
  /** In place of a text or a name, for any other file. */
  attachment: 'Attachment',
  /** No answer came to a send. Never claims that it was not sent. */
  unconfirmedHint: 'No answer came. It may or may not have been sent; sending again may send it twice.',
  /** What to do where the provider says how long to wait: `{time}` is "10 minutes". */
  waitFor: 'Try again in {time}.',
  startConversation: 'New conversation',
  /** How far a message got. */
  statuses: {
    draft: 'Draft',
    scheduled: 'Scheduled',
    pending: 'Sending',
    unconfirmed: 'Unconfirmed',
    accepted: 'Accepted',
    processing: 'Processing',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Failed',
    undelivered: 'Not delivered',
    received: 'Received',
    unknown: 'Status unknown',
  } satisfies Readonly<Record<DeliveryStatus, string>>,
  /** How a fact is known. */
  sources: {
    native: 'Reported by the provider',
    derived: 'Worked out from the messages',
    local: 'Known on this device only',
  } satisfies Readonly<Record<FactSource, string>>,
  /** What happened, as one sentence; what to do about it follows from `nextActions`. */
  errors: {
    unauthorized: 'You are signed out.',
    forbidden: 'You are not allowed to do this.',
    'from-number-forbidden': 'This sending number does not belong to your organisation.',
    'no-from-number': 'Your organisation has no number to send from.',
    'not-found': 'This no longer exists.',
    'contact-not-found': 'No contact exists with this number.',
    'opted-out': 'The contact has opted out and cannot be texted.',
    'not-textable': 'This number cannot receive texts.',
    'lookup-pending': 'It is still being checked whether this number can receive texts.',
    'insufficient-credits': 'There are not enough credits to send this.',
    'quota-exceeded': 'The limit of your plan is reached.',
    'conversation-closed': 'This conversation is closed.',
    conflict: 'Somebody else changed this at the same time.',
    validation: 'The provider did not accept this.',
    'cursor-invalid': 'The place in the list is no longer valid.',
    'not-ready': 'Your account cannot send yet.',
    'rate-limited': 'Too many requests at the moment.',
    carrier: 'The carrier refused the message.',
    server: 'The provider has a problem.',
    network: 'The provider cannot be reached.',
    timeout: 'The provider did not answer in time.',
    aborted: 'This was called off.',
    decode: 'The provider’s answer could not be read.',
    unsupported: 'This is not possible with this provider.',
  } satisfies Readonly<Record<ErrorKind, string>>,
  /** What to do about an error, as one sentence. */
  nextActions: {
    'sign-in': 'Sign in again.',
    'ask-administrator': 'Ask your administrator.',
    'create-contact': 'Create the contact first.',
    'wait-for-opt-in': 'They can text START, YES or UNSTOP to opt in again.',
    'call-instead': 'Call the contact, or use another number.',
    'add-credits': 'Add credits, then send again.',
    'configure-number': 'Set a default number, then send again.',
    'choose-number': 'Choose another sending number.',
    'change-message': 'Change the message and send again.',
    wait: 'Wait a moment, then try again.',
    'check-connection': 'Check your connection.',
    'try-again': 'Try again.',
    reload: 'Load it again.',
    'reopen-conversation': 'Reopen the conversation first.',
    none: '',
  } satisfies Readonly<Record<NextAction, string>>,
};

export type SharedWords = typeof sharedWords;
