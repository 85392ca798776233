import {attachmentFromUrl, type Attachment} from './attachment.js';
import {
  instantFrom,
  isFields,
  isInstant,
  isListOf,
  isMissing,
  isText,
  listFrom,
  participantFrom,
  textFrom,
  type HandWritten,
} from './complete.js';
import type {Message, Reaction} from './message.js';

/** A message with every field that elements read; the same object where it has them. */
export function completeMessage(given: Message): Message {
  const {id, text, attachments, status, at, reactions, sender, failure}: HandWritten<Message> = given;
  const isComplete =
    text !== undefined && isText(text) && typeof status === 'string' && isListOf(attachments, isAttachment);
  const isReadable = isText(id) && (reactions === undefined || isListOf(reactions, isReaction));
  if (isComplete && isReadable && isInstant(at) && [sender, failure].every(isFieldsOrNone)) return given;
  const instant = instantFrom(at);
  const completed: HandWritten<Message> = {
    conversationId: '',
    direction: 'unknown',
    ...(given as object),
    id: textFrom(id),
    text: textFrom(text) ?? null,
    attachments: listFrom(attachments).map(attachmentFrom),
    status: textFrom(status) ?? (given.direction === 'inbound' ? 'received' : 'unknown'),
    reactions: listFrom(reactions).map(reactionFrom),
    sender: isMissing(sender) ? undefined : participantFrom(sender),
    failure: isFieldsOrNone(failure) ? failure : {text: textFrom(failure)},
    at: instant,
    atSource: instant === undefined ? 'none' : (given.atSource ?? 'server'),
  };
  return completed as Message;
}

const isFieldsOrNone = (value: unknown): boolean => value === undefined || isFields(value);

const isAttachment = (value: unknown): boolean => isFields(value) && 'url' in value && typeof value.url === 'string';

/** Its address alone may stand for it. */
function attachmentFrom(value: unknown): Attachment {
  const fields: HandWritten<Attachment> = isFields(value) ? value : {url: value};
  return {...attachmentFromUrl(textFrom(fields.url) ?? ''), ...(isAttachment(value) && (value as Attachment))};
}

const isReaction = (value: unknown): boolean => isFields(value) && 'by' in value && Array.isArray(value.by);

function reactionFrom(value: unknown): Reaction {
  const {name, by}: HandWritten<Reaction> = isFields(value) ? value : {name: value};
  return {name: textFrom(name) ?? '', by: listFrom(by).flatMap((who) => textFrom(who) ?? [])};
}
