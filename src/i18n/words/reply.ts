import type {BrokenRule} from '../../model/send-rules.js';
import type {SendBlockReason} from '../../model/send-block.js';
import {segmentsWords} from './segments.js';

/** What a blocked reply box says: what is so, and what ends it. */
export interface BlockWords {
  readonly title: string;
  readonly reopen: string;
}

/** The reply box. */
export const replyWords = {
  /** Before what is quoted of the message that is answered. */
  replyTo: 'Replying to',
  /** Goes on writing without answering that message. */
  replyToNone: 'Do not reply to this message',
  ...segmentsWords,
  fromNumber: 'From',
  /** Names the field for screen readers: `{name}`. */
  replyLabel: 'Reply to {name}',
  replyPlaceholder: 'Write a message',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
  send: 'Send',
  /** Offers messages approved beforehand. */
  templates: 'Templates',
  /** Offers replies that were written beforehand by somebody of this side. */
  savedReplies: 'Saved replies',
  /** What a reply names and nobody knows: `{gaps}`, as it is written in the text. */
  gaps: 'Not filled in: {gaps}.',
  /** The same after an attempt to send. */
  gapsHeld: 'Not sent. Not filled in: {gaps}. Send once more to send it as it is.',
  sendHint: 'Enter sends, Shift+Enter starts a new line',
  /** The same where Enter breaks the line: `{key}` is the key to press along with it. */
  sendHintModifier: '{key}+Enter sends, Enter starts a new line',
  /** Above the reason, while the text is still in the field. */
  sendFailedKept: 'Not sent. Your text is still here.',
  /** In the panel that takes the field’s place, while a draft is kept behind it. */
  textKept: 'Your text is kept.',
  /** How a block is known: from a message that the provider refused. */
  knownFromRefusal: 'Known from a message that was refused',
  checkAgain: 'Check again',
  checking: 'Checking…',
  /** Opens what a provider lets be chosen for one message. */
  sendOptionsTitle: 'Sending options',
  defaultNumber: 'Default number',
  attachMedia: 'Attach media',
  mediaUrlLabel: 'Public address of the image or file',
  mediaUrlPlaceholder: 'https://…',
  mediaUrlInvalid: 'Enter a complete address that starts with https://',
  addMedia: 'Attach',
  /** `{name}` */
  removeMedia: 'Remove {name}',
  attachedMedia: 'Attached media',
  mediaLimit: {one: 'At most {count} file a message', other: 'At most {count} files a message'},
  chooseFile: 'Choose a file',
  dropFiles: 'Drop files to attach them',
  /** `{name}` */
  uploading: 'Uploading {name}',
  /** `{name}` */
  uploadFailed: '{name} could not be uploaded',
  /** `{name}`, `{reason}` */
  uploadRefused: '{name} could not be uploaded. {reason}',
  /** Why a file was not taken, by the code of whoever takes files; the words of `errors` for the rest. */
  uploadReasons: {
    'too-large': 'The file is too large.',
    'unsupported-type': 'This type of file cannot be sent.',
    empty: 'The file is empty.',
    unreadable: 'The file is damaged, or is not what its name says.',
  },
  /** What is taken, where that is known: `{limit}` is a size, or a list of types. */
  uploadLimits: {
    'too-large': 'It can have {limit} at most.',
    'unsupported-type': 'These can: {limit}.',
  },
  /** Types of files, where they are not called as they end: `audio/mpeg`. */
  fileTypes: {'audio/mpeg': 'MP3', 'image/webp': 'WebP', 'video/3gpp': '3GP'},
  /** `{name}` */
  uploadAgain: 'Upload {name} again',
  waitsForUpload: 'You can send when the upload is done.',
  waitsForFailedUpload: 'Upload the file again or remove it to send.',
  /** A provider's own options of a message, by its names for them. */
  sendOptions: {
    normalizeText: 'Use plain characters',
    forceRoute: 'Route',
    sendAt: 'Send at',
    linkShortening: 'Shorten links',
    sendStyle: 'Effect',
  },
  /** What can be chosen for such an option, by the provider's names. */
  sendOptionChoices: {AUTO: 'Automatic', enabled: 'On', disabled: 'Off', none: 'None'},
  /** What whoever sends has to know, as one sentence. */
  sendNotes: {
    'bypasses-quiet-hours': 'Replies go out at any time of the day.',
    'shortens-links': 'Links arrive as shorter ones.',
  } satisfies Readonly<Record<'bypasses-quiet-hours' | 'shortens-links', string>>,
  /** Why a message cannot be sent as it is. */
  brokenRules: {
    'template-only': 'Only templates can be sent at the moment.',
    'too-many': 'This is more than one message can carry here.',
    'several-with-text': 'Several files go without a text here.',
    'not-only-images': 'Several files have to be pictures here.',
  } satisfies Readonly<Record<BrokenRule, string>>,
  /** Why no reply can be sent, and what ends that. */
  blocks: {
    'template-only': {
      title: 'Only approved templates can be sent at the moment',
      reopen: 'You can write freely again when the contact writes.',
    },
    'opted-out': {
      title: 'This contact has opted out of texts',
      reopen: 'You can reply again after they text START, YES or UNSTOP.',
    },
    'probably-opted-out': {
      title: 'This contact asked to stop receiving texts',
      reopen: 'The provider has not confirmed it yet. Replies reopen after they text START, YES or UNSTOP.',
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
    'outbound-disabled': {
      title: 'Messages to this contact are switched off',
      reopen: 'Somebody at your account switched them off; they can be switched on again where contacts are managed.',
    },
    'read-only': {
      title: 'This conversation can only be read',
      reopen: 'This provider offers no way to reply.',
    },
  } satisfies Readonly<Record<SendBlockReason, BlockWords>>,
};

export type ReplyWords = typeof replyWords;
