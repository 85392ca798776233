import {attachmentFromUrl} from '../../model/attachment.js';
import type {Message} from '../../model/message.js';
import type {OutgoingMessage} from '../messaging-adapter.js';

/** A message as the provider took it; what the answer does not repeat of its content is what was asked to be sent. */
export function completeSent(message: Message, {text, mediaUrls = []}: OutgoingMessage): Message {
  const {attachments, unsupportedBody} = message;
  if (message.text !== null || attachments.length > 0 || unsupportedBody !== undefined) return message;
  return {...message, text: text === '' ? null : text, attachments: mediaUrls.map(attachmentFromUrl)};
}
