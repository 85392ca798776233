import {segmentsWords} from './segments.js';
import {templateWords} from './templates.js';

/** The form for a new conversation. */
export const startWords = {
  /** Above the form, where some of several accounts cannot be asked: `{names}`. */
  missingAccounts: 'Not all is here. Cannot be read at the moment: {names}',
  ...segmentsWords,
  ...templateWords,
  startFormFailed: 'The form could not be loaded.',
  /** Above the choice between an address, a contact and a group. */
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
  /** The label of a field that may stay empty: `{label}`. */
  optional: '{label} (optional)',
  conversationTitle: 'Title',
  noFirstMessage: 'No message',
  /** The choice of no template, where a text may be written instead. */
  noTemplate: 'None: write the message below',
  fromNumber: 'From',
  email: 'E-mail',
  birthDate: 'Born',
  fields: 'Custom fields',
  firstName: 'First name',
  lastName: 'Last name',
  /** In the field for free-form fields of a new contact. */
  fieldsHint: 'One a line, as name: value',
  firstMessage: 'Message',
  messageMissing: 'Write the first message.',
  start: 'Start',
  cancel: 'Cancel',
  starting: 'Starting…',
  startFailedKept: 'Not started. What you entered is still here.',
  /** No answer came to a start. */
  startUnconfirmed:
    'No answer came. The conversation may have been started all the same: look for it in the list before you try again.',
  /** On the button, after a start that may have worked. */
  startAnyway: 'Start again anyway',
};

export type StartWords = typeof startWords;
