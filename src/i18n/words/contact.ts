/** The contact panel, and the free-form fields in it. */
export const contactWords = {
  details: 'Contact details',
  groupDetails: 'Group details',
  undo: 'Undo',
  cancel: 'Cancel',
  detailsFailed: 'More details could not be loaded.',
  /** `{value}` is the number. */
  copy: 'Copy {value}',
  copied: 'Copied',
  copyFailed: 'Copying is not possible here. Select the number instead.',
  number: 'Number',
  email: 'E-mail',
  birthDate: 'Born',
  fields: 'Custom fields',
  positive: 'Positive',
  negative: 'Negative',
  ownNumber: 'Our number',
  channel: 'Channel',
  consent: 'Texting consent',
  optedIn: 'Opted in',
  carrier: 'Carrier',
  notes: 'Notes',
  /** What a conversation is about, in the words of whoever keeps it. */
  description: 'About',
  /** Which of the provider's users may see a conversation and join it. */
  access: 'Access',
  /** Whom at the provider a conversation belongs to: a program, or a team. */
  agent: 'Agent',
  /** What the provider calls the contact. */
  contactId: 'Contact id',
  /** How the provider reads the contact's last message: a figure from -1 to 1, and what it is about. */
  sentimentScore: 'Sentiment',
  messageCategory: 'Category',
  participants: 'Participants',
  participantsIncomplete: 'There may be more',
  started: 'Started',
  lastActive: 'Last active',
  messageCount: 'Messages',

  // One message.
  message: 'Message',
  /** How to choose which. */
  messageHint: 'Select a message in the conversation to see what is known of it.',
  earlierMessage: 'Message before it',
  laterMessage: 'Message after it',
  time: 'Time',
  readAt: 'Read',
  status: 'Status',
  sender: 'From',
  recipientKinds: {to: 'To', cc: 'Cc', bcc: 'Bcc'},
  /** What the provider calls the message, and the broadcast to many that it is part of. */
  messageId: 'Message id',
  broadcastId: 'Broadcast id',
  /** What whoever sent the message calls it. */
  reference: 'Reference',

  // The free-form fields.
  noFields: 'None yet',
  editFields: 'Edit',
  addField: 'Add a field',
  fieldName: 'Name',
  fieldValue: 'Value',
  /** `{name}` */
  fieldValueOf: 'Value of {name}',
  /** `{name}` */
  removeField: 'Remove {name}',
  /** `{name}` */
  restoreField: 'Undo removing {name}',
  fieldRemoved: 'Will be removed',
  /** In place of the name of a field that has none yet. */
  newField: 'new field',
  fieldNameMissing: 'Enter a name.',
  fieldNameTaken: 'There is a field with this name already.',
  fieldNameRefused: 'This name cannot be used.',
  fieldJsonInvalid: 'This is not valid JSON. Put texts in quotation marks.',
  fieldJsonHint: 'JSON',
  save: 'Save',
  saving: 'Saving…',
  saved: 'Saved',
  saveFailedKept: 'Not saved. What you typed is still here.',
  /** No answer came to a save. */
  saveUnconfirmed: 'No answer came. It may or may not have been saved. Saving again does no harm.',
  conflictTitle: 'Somebody else changed this at the same time',
  /** Before the value that somebody else saved. */
  conflictTheirs: 'Now',
  /** Before the value that was typed here. */
  conflictMine: 'Yours',
  /** In place of a value that was removed. */
  conflictRemoved: 'removed',
  useTheirs: 'Use theirs',
  keepMine: 'Keep mine',
  channels: {
    sms: 'SMS',
    mms: 'MMS',
    imessage: 'iMessage',
    whatsapp: 'WhatsApp',
    email: 'E-mail',
    'in-app': 'In-app',
  },
};

export type ContactWords = typeof contactWords;
