import type {ParlorStrings} from '../strings.js';

/** What a reply box says once it is used; see `extras.ts` there. */
export const replyWords = {
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
} satisfies Partial<ParlorStrings>;
