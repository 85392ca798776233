import {attachmentFromUrl, type Attachment} from './attachment.js';
import {isKnownInstant, type Instant} from './capability-level.js';
import {UNKNOWN_CONSENT} from './consent.js';
import type {Conversation, LastMessage, Unread} from './conversation.js';
import type {Message} from './message.js';
import type {Reaction} from './reaction.js';
import type {OwnEndpoint, Participant} from './participant.js';

/** Of a page that writes its data by hand: anything may be missing, `null` or of another type. */
type HandWritten<Model> = {readonly [Key in keyof Model]?: unknown};

const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

const textFrom = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;

/** What is not a time is left out, and looks unknown. */
function instantFrom(value: unknown): Instant | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number(value ?? NaN);
  return isKnownInstant(at) ? at : undefined;
}

const isText = (value: unknown): boolean => isMissing(value) || typeof value === 'string';
const isInstant = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && isKnownInstant(value));
const isListOf = (value: unknown, isRight: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isRight);

const listFrom = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A conversation with every field that elements read; the same object where it has them. */
export function completeConversation(given: Conversation): Conversation {
  const {id, title, unread, participants, consent, ownEndpoint}: HandWritten<Conversation> = given;
  const {lastMessage, lastActivityAt}: HandWritten<Conversation> = given;
  const last: HandWritten<LastMessage> | undefined = isFields(lastMessage) ? lastMessage : undefined;
  const isComplete =
    isFields(unread) && isListOf(participants, isSpelled) && isFields(consent) && (last || isMissing(lastMessage));
  const areTexts = [id, title, last?.id, last?.text].every(isText);
  const isReadable = areTexts && (ownEndpoint === undefined || isSpelled(ownEndpoint));
  if (isComplete && isReadable && [lastActivityAt, last?.at].every(isInstant)) return given;
  const lastText = textFrom(last?.text ?? lastMessage);
  const completed: HandWritten<Conversation> = {
    kind: 'direct',
    channel: 'unknown',
    participantsComplete: true,
    status: 'unknown',
    ...(given as object),
    id: textFrom(id),
    title: textFrom(title),
    participants: listFrom(participants).map(participantFrom),
    ownEndpoint: ownEndpointFrom(ownEndpoint),
    unread: isFields(unread) ? unread : unreadFrom(unread),
    consent: isFields(consent) ? consent : UNKNOWN_CONSENT,
    lastMessage: isMissing(lastMessage)
      ? undefined
      : {...last, ...(last?.id !== undefined && {id: textFrom(last.id)}), text: lastText, at: instantFrom(last?.at)},
    lastActivityAt: instantFrom(lastActivityAt),
  };
  return completed as Conversation;
}

/**
 * A message with every field that elements read; the same object where it has them.
 *
 * @param askedId the conversation that was asked for, which a message need not name
 */
export function completeMessage(given: Message, askedId = ''): Message {
  const {id, conversationId, text, attachments, status, at, reactions, sender, failure}: HandWritten<Message> = given;
  const isComplete =
    text !== undefined && isText(text) && typeof status === 'string' && isListOf(attachments, isAttachment);
  const isNamed = isText(id) && typeof conversationId === 'string';
  const isTold = (sender === undefined || isSpelled(sender)) && isFieldsOrNone(failure);
  const isReadable = isNamed && isTold && (reactions === undefined || isListOf(reactions, isReaction));
  if (isComplete && isReadable && isInstant(at)) return given;
  const instant = instantFrom(at);
  const completed: HandWritten<Message> = {
    direction: 'unknown',
    ...(given as object),
    id: textFrom(id),
    conversationId: textFrom(conversationId) ?? askedId,
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

/** All that can be shown of a list that may be written by hand; the same array where nothing had to be completed. */
export function completeAll<Model extends object>(
  given: Iterable<Model>,
  complete: (model: Model) => Model,
): readonly Model[] {
  const list: readonly Model[] = isFields(given) && Symbol.iterator in given ? [...given] : [];
  const all = list.filter(isFields).map((model) => complete(model));
  const isSame = Array.isArray(given) && all.length === given.length;
  return isSame && all.every((model, place) => model === list[place]) ? (given as readonly Model[]) : all;
}

/** What has no id cannot be told from others, nor asked about. */
export const hasId = ({id}: {readonly id?: string}): boolean => id !== undefined && id !== '';

/** By what somebody, or a number of ours, is named and reached. */
const NAMES = ['id', 'name', 'address', 'label'] as const;
type Named = {readonly [Name in (typeof NAMES)[number]]?: unknown};

const isSpelled = (value: unknown): boolean => isFields(value) && NAMES.every((name) => isText((value as Named)[name]));

/** Records of a host's own hold numbers as numbers. */
function named<Model>(value: object): Model {
  const given: Named = value;
  const texts = NAMES.filter((name) => !isText(given[name])).map((name) => [name, textFrom(given[name])]);
  return {...value, ...(Object.fromEntries(texts) as object)} as Model;
}

/** A name alone may stand for somebody. */
const participantFrom = (value: unknown): Participant =>
  isFields(value) ? named(value) : {role: 'unknown', name: textFrom(value)};

/** A number alone may stand for it. */
function ownEndpointFrom(value: unknown): OwnEndpoint | undefined {
  const address = textFrom(value);
  return address !== undefined ? {address} : isFields(value) ? named(value) : undefined;
}

/** How many, or whether any. */
const unreadFrom = (value: unknown): Unread =>
  typeof value === 'number' ? {has: value > 0, count: value, source: 'derived'} : {has: !!value, source: 'derived'};

const isFieldsOrNone = (value: unknown): boolean => value === undefined || isFields(value);

const isAttachment = (value: unknown): boolean => isFields(value) && 'url' in value && typeof value.url === 'string';

/** Its address alone may stand for it. */
function attachmentFrom(value: unknown): Attachment {
  const fields: HandWritten<Attachment> = isFields(value) ? value : {url: value};
  return {...attachmentFromUrl(textFrom(fields.url) ?? ''), ...(isAttachment(value) && (value as Attachment))};
}

const isReaction = (value: unknown): boolean =>
  isFields(value) && 'by' in value && Array.isArray(value.by) && 'name' in value && typeof value.name === 'string';

function reactionFrom(value: unknown): Reaction {
  const given: HandWritten<Reaction> = isFields(value) ? value : {name: value};
  const {name, by} = given;
  return {...(given as object), name: textFrom(name) ?? '', by: listFrom(by).flatMap((who) => textFrom(who) ?? [])};
}
