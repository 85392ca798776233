import type {ParlorStrings} from '../strings.js';
import {sharedWords} from './shared-words.js';

/** What the form for a new conversation says. */
export const startWords = {
  ...sharedWords,
  startFormFailed: 'The form could not be loaded.',
  recipientKind: 'To',
  recipientAddress: 'Phone number or address',
  recipientContact: 'Contact',
  recipientGroup: 'Group',
  searchRecipients: 'Search by name or number',
  noRecipients: 'Nobody matches',
  moreRecipients: {
    one: '{count} more. Search to find the one you want.',
    other: '{count} more. Search to find the one you want.',
  },
  recipientMissing: 'Enter who the conversation is with.',
  recipientNotChosen: 'Choose who the conversation is with.',
  addressInvalid: 'This number looks incomplete. Enter it with + and its country code.',
  optional: '{label} (optional)',
  conversationTitle: 'Title',
  template: 'Template',
  templateMissing: 'Choose a template.',
  chooseTemplate: 'Choose…',
  noFirstMessage: 'No message',
  parameterMissing: 'Fill this in.',
  preview: 'Preview',
  firstMessage: 'Message',
  messageMissing: 'Write the first message.',
  start: 'Start',
  starting: 'Starting…',
  startFailedKept: 'Not started. What you entered is still here.',
  startUnconfirmed:
    'No answer came. The conversation may have been started all the same: look for it in the list before you try again.',
  startAnyway: 'Start again anyway',
} satisfies Partial<ParlorStrings>;
