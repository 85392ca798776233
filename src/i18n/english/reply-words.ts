import type {ParlorStrings} from '../strings.js';
import {sharedWords} from './shared-words.js';

/** What a reply box says once it is used; see `extras.ts` there. */
export const replyWords = {
  ...sharedWords,
  mediaUrlLabel: 'Public address of the image or file',
  mediaUrlPlaceholder: 'https://…',
  mediaUrlInvalid: 'Enter a complete address that starts with https://',
  addMedia: 'Attach',
  removeMedia: 'Remove {name}',
  attachedMedia: 'Attached media',
  defaultNumber: 'Default number',
  chooseFile: 'Choose a file',
  dropFiles: 'Drop files to attach them',
  uploading: 'Uploading {name}',
  uploadFailed: '{name} could not be uploaded',
  uploadAgain: 'Upload {name} again',
  waitsForUpload: 'You can send when the upload is done.',
  waitsForFailedUpload: 'Upload the file again or remove it to send.',
  sendFailedKept: 'Not sent. Your text is still here.',
  textKept: 'Your text is kept.',
  knownFromRefusal: 'Known from a message that was refused',
  checkAgain: 'Check again',
  checking: 'Checking…',
  blocks: {
    'opted-out': {
      title: 'This contact has opted out of texts',
      reopen: 'You can reply again after they text START or UNSTOP.',
    },
    'probably-opted-out': {
      title: 'This contact asked to stop receiving texts',
      reopen: 'The provider has not confirmed it yet. Replies reopen after they text START or UNSTOP.',
    },
    'not-textable': {
      title: 'This number cannot receive texts',
      reopen: 'It may be a landline. Call the contact, or reach them on another number.',
    },
    'lookup-pending': {
      title: 'This number is still being checked',
      reopen: 'Replies open when the check finds that it can receive texts, or when the contact texts you.',
    },
    'no-credits': {
      title: 'There are not enough credits to send',
      reopen: 'Add credits to your account, then check again.',
    },
    'no-from-number': {
      title: 'There is no number to send from',
      reopen: 'Set a default number for your organisation, then check again.',
    },
    'contact-not-found': {
      title: 'No contact exists with this number',
      reopen: 'Create the contact, then check again.',
    },
    'conversation-closed': {
      title: 'This conversation is closed',
      reopen: 'Reopen it to reply.',
    },
    'read-only': {
      title: 'This conversation can only be read',
      reopen: 'This provider offers no way to reply.',
    },
  },
} satisfies Partial<ParlorStrings>;
