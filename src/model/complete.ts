import {isKnownInstant, type Instant} from './capability-level.js';
import {UNKNOWN_CONSENT} from './consent.js';
import type {Conversation, LastMessage, Unread} from './conversation.js';
import type {Participant} from './participant.js';

/** Of a page that writes its data by hand: anything may be missing, `null` or of another type. */
export type HandWritten<Model> = {readonly [Key in keyof Model]?: unknown};

export const isFields = (value: unknown): value is object => typeof value === 'object' && value !== null;
export const isMissing = (value: unknown): value is undefined | null => value === undefined || value === null;

export const textFrom = (value: unknown): string | undefined =>
  typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined;

/** What is not a time is left out, and looks unknown. */
export function instantFrom(value: unknown): Instant | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number(value ?? NaN);
  return isKnownInstant(at) ? at : undefined;
}

export const isText = (value: unknown): boolean => isMissing(value) || typeof value === 'string';
export const isInstant = (value: unknown): boolean =>
  value === undefined || (typeof value === 'number' && isKnownInstant(value));
export const isListOf = (value: unknown, isRight: (item: unknown) => boolean): boolean =>
  Array.isArray(value) && value.every(isRight);

export const listFrom = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A conversation with every field that elements read; the same object where it has them. */
export function completeConversation(given: Conversation): Conversation {
  const {id, title, unread, participants, consent, lastMessage, lastActivityAt}: HandWritten<Conversation> = given;
  const last: HandWritten<LastMessage> | undefined = isFields(lastMessage) ? lastMessage : undefined;
  const isComplete =
    isFields(unread) && isListOf(participants, isFields) && isFields(consent) && (last || isMissing(lastMessage));
  if (isComplete && isText(id) && isText(title) && isText(last?.text) && [lastActivityAt, last?.at].every(isInstant))
    return given;
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
    unread: isFields(unread) ? unread : unreadFrom(unread),
    consent: isFields(consent) ? consent : UNKNOWN_CONSENT,
    lastMessage: isMissing(lastMessage) ? undefined : {...last, text: lastText, at: instantFrom(last?.at)},
    lastActivityAt: instantFrom(lastActivityAt),
  };
  return completed as Conversation;
}

/** All that can be shown of a list that may be written by hand; the same array where nothing had to be completed. */
export function completeAll<Model extends object>(
  given: Iterable<Model>,
  complete: (model: Model) => Model,
): readonly Model[] {
  const list: readonly Model[] = isFields(given) && Symbol.iterator in given ? [...given] : [];
  const all = list.filter(isFields).map(complete);
  const isSame = Array.isArray(given) && all.length === given.length;
  return isSame && all.every((model, place) => model === list[place]) ? (given as readonly Model[]) : all;
}

/** A name alone may stand for somebody. */
export const participantFrom = (value: unknown): Participant =>
  isFields(value) ? (value as Participant) : {role: 'unknown', name: textFrom(value)};

/** How many, or whether any. */
const unreadFrom = (value: unknown): Unread =>
  typeof value === 'number' ? {has: value > 0, count: value, source: 'derived'} : {has: !!value, source: 'derived'};
