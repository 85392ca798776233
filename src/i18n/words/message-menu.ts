import {reactionWords} from './reactions.js';

/** What can be done to a message. */
export const messageMenuWords = {
  ...reactionWords,
  replyToMessage: 'Reply',
  copyText: 'Copy text',
  copyLink: 'Copy link',
  copyLinks: 'Copy links',
  messageDetails: 'Details',
  /** Opens the choice of what to react with. */
  react: 'React…',
  deleteMessage: 'Delete…',
  deleteMessageTitle: 'Delete this message?',
  /** `{provider}` is its name. */
  deleteMessageWarning:
    'It will be deleted for ever, here and at {provider}. As far as is known, everybody else keeps what they have of it.',
  deleteMessageFailed: 'The message was not deleted.',
  deleteMessageUnconfirmed: 'It is not known whether the message was deleted. Trying again does no harm.',
  messageDeleted: 'Message deleted',
  cancel: 'Cancel',
  delete: 'Delete',
  deleting: 'Deleting…',
  textCopied: 'Copied',
  textNotCopied: 'Copying did not work',
  /** In place of the items, where none can be offered. */
  nothingToDo: 'Nothing can be done to this message',
};

export type MessageMenuWords = typeof messageMenuWords;
