import {UNKNOWN_CONSENT} from './consent.js';
import type {Conversation} from './conversation.js';
import type {Message} from './message.js';
import type {Instant} from './capability-level.js';

/** Of a page that writes its data by hand: a time may be a text or a `Date`. */
type HandWritten<Model> = {readonly [Key in keyof Model]?: Model[Key] | string | Date};

/** What is not a time is left out, and looks unknown. */
function instantFrom(value: unknown): Instant | undefined {
  const at = typeof value === 'string' ? Date.parse(value) : Number(value ?? NaN);
  return Number.isNaN(at) ? undefined : at;
}

const isInstant = (value: unknown): boolean => value === undefined || typeof value === 'number';

/** A conversation with every field that elements read; the same object where it has them. */
export function completeConversation(given: Conversation): Conversation {
  const {lastMessage, lastActivityAt} = given;
  const isComplete = [given.unread, given.participants, given.consent].every((field) => typeof field === 'object');
  if (isComplete && isInstant(lastActivityAt) && isInstant(lastMessage?.at)) return given;
  const defaults: HandWritten<Conversation> = {
    kind: 'direct',
    channel: 'unknown',
    participants: [],
    participantsComplete: true,
    status: 'unknown',
    unread: {has: false, source: 'derived'},
    consent: UNKNOWN_CONSENT,
  };
  return {
    ...defaults,
    ...given,
    ...(lastMessage && {lastMessage: {...lastMessage, at: instantFrom(lastMessage.at)}}),
    lastActivityAt: instantFrom(lastActivityAt),
  } as Conversation;
}

/** A message with every field that elements read; the same object where it has them. */
export function completeMessage(given: Message): Message {
  const isComplete = [given.attachments, given.status, given.text].every((field) => field !== undefined);
  if (isComplete && isInstant(given.at)) return given;
  const at = instantFrom(given.at);
  const defaults: HandWritten<Message> = {
    conversationId: '',
    direction: 'unknown',
    text: null,
    attachments: [],
    status: given.direction === 'inbound' ? 'received' : 'unknown',
  };
  return {...defaults, ...given, at, atSource: at === undefined ? 'none' : (given.atSource ?? 'server')} as Message;
}

/** The same array where nothing had to be completed. */
export function completeAll<Model>(given: readonly Model[], complete: (model: Model) => Model): readonly Model[] {
  const all = given.map(complete);
  return all.every((model, place) => model === given[place]) ? given : all;
}
