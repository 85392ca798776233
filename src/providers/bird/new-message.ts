import {textOf} from '../../adapter/toolkit/fields.js';
import type {OutgoingMessage} from '../../adapter/messaging-adapter.js';
import {attachmentFromUrl} from '../../model/attachment.js';
import type {Channel} from '../../model/conversation.js';
import {refusal} from './errors.js';
import type {BirdSendOptions, BirdTemplate} from './options.js';
import type {WireBody, WireTemplate} from './wire.js';

export const MOST_MEDIA = 10;

/** Types of files by the ending of their name; a file body wants to be told [Inference: for MMS and the like]. */
const CONTENT_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
  '3gp': 'video/3gpp',
  mp3: 'audio/mpeg',
  m4a: 'audio/mp4',
  ogg: 'audio/ogg',
  amr: 'audio/amr',
  wav: 'audio/wav',
  pdf: 'application/pdf',
  vcf: 'text/vcard',
  csv: 'text/csv',
  txt: 'text/plain',
};

/**
 * The body of a message. Pictures alone are an `image` body, other files make it a `file` body; an e-mail is a text
 * with attachments. That a body of pictures or files can hold a text is documented for the same bodies of the
 * Channels API.
 *
 * @throws ConversationError of kind `validation`, before anything leaves
 */
export function bodyToWire(message: Pick<OutgoingMessage, 'text' | 'mediaUrls'>, channel: Channel): WireBody {
  const {text, mediaUrls = []} = message;
  const hasText = text.trim() !== '';
  if (!hasText && mediaUrls.length === 0) throw refusal('text', 'A message needs a text or a picture.');
  if (mediaUrls.length > MOST_MEDIA) throw refusal('mediaUrls', `Bird takes ${MOST_MEDIA} attachments in a message.`);
  if (mediaUrls.some((url) => !/^https?:\/\/./i.test(url))) {
    throw refusal('mediaUrls', 'Bird fetches attachments from public http or https addresses.');
  }
  if (mediaUrls.length === 0) return {type: 'text', text: {text}};
  const files = mediaUrls.map(attachmentFromUrl);
  if (channel === 'email') {
    const attachments = files.map(({url, name}) => ({mediaUrl: url, ...(name && {filename: name}), inline: false}));
    return {type: 'text', text: {text, attachments}};
  }
  if (files.every(({kind}) => kind === 'image' || kind === 'unknown')) {
    const images = mediaUrls.map((mediaUrl) => ({mediaUrl}));
    return {type: 'image', image: {images, ...(hasText && {text})}};
  }
  return {type: 'file', file: {files: files.map(fileToWire), ...(hasText && {text})}};
}

function fileToWire({url, name = ''}: {readonly url: string; readonly name?: string}) {
  const ending = /\.(\w+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  const contentType = Object.hasOwn(CONTENT_TYPES, ending) ? CONTENT_TYPES[ending] : undefined;
  return {mediaUrl: url, contentType: contentType ?? 'application/octet-stream', ...(name && {filename: name})};
}

/** @throws ConversationError of kind `validation` for an option Bird does not have, or of another type */
export function sendOptionsOf(options: OutgoingMessage['providerOptions'] = {}): BirdSendOptions {
  const {reference, replyToMessageId, ...others} = options;
  const [other] = Object.keys(others);
  if (other !== undefined) throw refusal(other, `Bird has no send option "${other}".`);
  for (const [name, value] of Object.entries({reference, replyToMessageId})) {
    if (value !== undefined && textOf(value) === undefined) throw refusal(name, `${name} must be a text.`);
  }
  return {
    ...(typeof reference === 'string' && {reference}),
    ...(typeof replyToMessageId === 'string' && {replyToMessageId}),
  };
}

/** A key no other message has. Not `randomUUID`, which pages without https do not have. */
export const newReference = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** @throws ConversationError of kind `validation` where a value is missing; `field` is the parameter's key */
export function templateToWire(
  {projectId, version, locale, parameters = []}: BirdTemplate,
  values: Readonly<Record<string, string>>,
): WireTemplate {
  const valueOf = (key: string): string => (Object.hasOwn(values, key) ? (values[key] ?? '') : '');
  const missing = parameters.find(({key}) => !valueOf(key).trim());
  if (missing) throw refusal(missing.key, `The template needs a value for "${missing.key}".`);
  return {
    ...{projectId, version, locale},
    parameters: parameters.map(({key}) => ({type: 'string', key, value: valueOf(key)})),
  };
}
