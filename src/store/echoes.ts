import {matchEchoes, type SentRecord} from '../model/match-echo.js';
import type {Message} from '../model/message.js';
import {MessageList} from '../model/message-list.js';
import {hasLeft, type AnsweredSend, type OutboxEntry} from './outbox-entry.js';

export interface Echoes {
  /** The messages, those that are echoes with the `localId` of what was sent. */
  readonly messages: readonly Message[];
  /** Which history message each send turned out to be. */
  readonly found: ReadonlyMap<string, Message>;
}

/** An echo can be no further from the end of its thread than this. */
const KNOWN_NEWEST = 100;

/** How far back the thread can hold an echo that came before its answer. */
const RECENT = 50;

/**
 * Finds what was sent here among messages from the provider, so that an echo becomes one row with it and an
 * unconfirmed send is confirmed. Each message is the echo of at most one send: two equal texts stay two messages.
 *
 * @param known what the thread had before; such a message is nobody's echo, unless the answer that names its send came
 *   only now
 * @param idsAgree history is known to use the ids of answers, so an answered send needs no matching by text
 */
export function recogniseEchoes(
  messages: readonly Message[],
  entries: readonly OutboxEntry[],
  answered: readonly AnsweredSend[],
  known: readonly Message[],
  idsAgree: boolean,
): Echoes {
  // Whose message it is may be told after the message itself, so one of nobody can still turn out to be an echo.
  const knownIds = new Set(known.flatMap(({id, direction}) => (direction === 'unknown' ? [] : [id])));
  const taken = new Set(answered.map(idInHistory));
  // A message that has its identity already is an answer on its way into the thread, and says nothing about history.
  const foreign = messages.filter(({localId}) => localId === undefined);
  const present = new Set(foreign.map(({id}) => id));
  const open = answered.filter((send) => !idsAgree && !send.historyId && !present.has(idInHistory(send)));
  const candidates = foreign.filter(({id}) => !taken.has(id) && !knownIds.has(id));
  // What was answered is in the history for certain, so it comes first: the provider's clock and ours are not compared.
  const found = matchAll(open.map(recordOfAnswered), candidates);
  const used = new Set(found.values());
  const doubtful = entries.filter(hasLeft).flatMap(recordOfEntry);
  const rest = candidates.filter((message) => !used.has(message));
  for (const [localId, message] of matchAll(doubtful, rest)) found.set(localId, message);
  // An id is as sure as it gets: the answer's own, or the one that another tab found before.
  for (const send of answered) {
    const message = foreign.find(({id}) => id === idInHistory(send));
    if (message) found.set(send.localId, message);
  }
  const late = open.filter(({localId}) => !found.has(localId)).map(recordOfAnswered);
  const early = known.slice(-RECENT).filter(({id, localId}) => localId === undefined && !taken.has(id));
  const fused = matchAll(late, early);
  for (const [localId, message] of fused) found.set(localId, message);
  if (found.size === 0) return {messages, found};
  const localIds = new Map([...found].map(([localId, {id}]) => [id, localId]));
  const named = (message: Message): Message => {
    const localId = message.localId ?? localIds.get(message.id);
    return localId === undefined ? message : {...message, localId};
  };
  // Named again, so that the thread sees that two of its rows are one message.
  return {found, messages: [...messages, ...fused.values()].map(named)};
}

/** Of a thread that may be long: its newest messages, and before them those of the page that it has already. */
export function knownBesides(thread: readonly Message[], page: readonly Message[]): readonly Message[] {
  const newest = thread.slice(-KNOWN_NEWEST);
  const ids = new Set(newest.map(({id}) => id));
  const list = MessageList.from(thread);
  return [...page.filter(({id}) => !ids.has(id) && list.has(id)), ...newest];
}

const matchAll = (records: readonly SentRecord[], messages: readonly Message[]): Map<string, Message> =>
  records.length > 0 ? matchEchoes(records, messages) : new Map<string, Message>();

const idInHistory = ({historyId, answeredId}: AnsweredSend): string => historyId ?? answeredId ?? '';

const recordOfAnswered = ({localId, text, mediaCount, sentAt, baseline}: AnsweredSend): SentRecord => ({
  localId,
  text,
  mediaCount,
  sentAt,
  ...baseline,
});

/** Without a baseline anything older could be taken for the echo, so nothing is. */
function recordOfEntry({localId, outgoing, sentAt, createdAt, baseline}: OutboxEntry): SentRecord[] {
  if (!baseline) return [];
  const {text, mediaUrls} = outgoing;
  return [{localId, text, mediaCount: mediaUrls?.length ?? 0, sentAt: sentAt ?? createdAt, ...baseline}];
}
