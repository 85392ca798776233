import type {Instant} from '../../model/capability-level.js';
import {matchEchoes, type SentRecord} from '../../model/match-echo.js';
import type {Message} from '../../model/message.js';
import type {AnsweredSend, OutboxEntry} from './entry.js';

export interface Echoes {
  /** The messages, those that are echoes with the `localId` of what was sent. */
  readonly messages: readonly Message[];
  /** Which history message each send turned out to be. */
  readonly found: ReadonlyMap<string, Message>;
  /**
   * By unconfirmed send, the id of a message that reads the same and of which the provider does not say who wrote it;
   * `null` where the one that was thought of turned out to be somebody else's.
   */
  readonly possible: ReadonlyMap<string, string | null>;
}

export interface SentHere {
  /** What left and has no answer. */
  readonly entries: readonly OutboxEntry[];
  readonly answered: readonly AnsweredSend[];
  /** History is known to use the ids of answers, so an answered send needs no matching by text. */
  readonly idsAgree: boolean;
  /** By this device's clock. */
  readonly now: Instant;
}

/** An echo can be no further from the end of its thread than this. */
const KNOWN_NEWEST = 100;

/** How far back the thread can hold an echo that came before its answer. */
const RECENT = 50;

/** After this long, in milliseconds, an equal text is more likely somebody's new message: a day. */
const DOUBT_HOLDS = 86_400_000;

/**
 * Whether history can tell at all that an unconfirmed message is there, or is not: only beside what was there before it
 * left, and not for ever.
 *
 * @param now by this device's clock
 */
export const canBeFound = ({baseline, sentAt, createdAt}: OutboxEntry, now: Instant): boolean =>
  baseline !== undefined && now - (sentAt ?? createdAt) <= DOUBT_HOLDS;

/**
 * Finds what was sent here among messages from the provider, so that an echo becomes one row with it and an
 * unconfirmed send is confirmed. Each message is the echo of at most one send: two equal texts stay two messages.
 *
 * @param known what the thread had before; such a message is nobody's echo, unless the answer that names its send came
 *   only now
 */
export function recogniseEchoes(
  messages: readonly Message[],
  {entries, answered, idsAgree, now}: SentHere,
  known: readonly Message[],
): Echoes {
  // Whose message it is may be told after the message itself, so one of nobody can still turn out to be an echo.
  const knownIds = new Set(known.flatMap(({id, direction}) => (direction === 'unknown' ? [] : [id])));
  const taken = new Set(answered.map(idInHistory));
  // A message that has its identity already is an answer on its way into the thread, and says nothing about history.
  const foreign = messages.filter(({localId}) => localId === undefined);
  const present = new Set(foreign.map(({id}) => id));
  const open = answered.filter((send) => !idsAgree && !send.historyId && !present.has(idInHistory(send)));
  const candidates = foreign.filter(({id}) => !taken.has(id) && !knownIds.has(id));
  // What was answered is in the history for certain, so it comes first.
  const found = matchAll(open.map(recordOfAnswered), candidates);
  const free = (): Message[] => {
    const used = new Set(found.values());
    return candidates.filter((message) => !used.has(message));
  };
  const rest = free();
  const doubtful = entries.filter((entry) => canBeFound(entry, now));
  // Of equal texts, the one that is on its way: its answer still tells whether that is true, and no other's will.
  const isUnderWay = ({state}: OutboxEntry) => state === 'sending';
  for (const some of [doubtful.filter(isUnderWay), doubtful.filter((entry) => !isUnderWay(entry))])
    for (const [localId, message] of matchAll(some.map(recordOfEntry), free())) found.set(localId, message);
  // An id is as sure as it gets: the answer's own, or the one that another tab found before.
  for (const send of answered) {
    const message = foreign.find(({id}) => id === idInHistory(send));
    if (message) found.set(send.localId, message);
  }
  const late = open.filter(({localId}) => !found.has(localId)).map(recordOfAnswered);
  const early = known.slice(-RECENT).filter(({id, localId}) => localId === undefined && !taken.has(id));
  const fused = matchAll(late, early);
  for (const [localId, message] of fused) found.set(localId, message);
  const unconfirmed = doubtful.filter(({localId, state}) => state === 'unconfirmed' && !found.has(localId));
  const possible = possibleEchoes(unconfirmed, rest);
  if (found.size === 0) return {messages, found, possible};
  const localIds = new Map([...found].map(([localId, {id}]) => [id, localId]));
  const named = (message: Message): Message => {
    const localId = message.localId ?? localIds.get(message.id);
    return localId === undefined ? message : {...message, localId};
  };
  // Named again, so that the thread sees that two of its rows are one message.
  return {found, possible, messages: [...messages, ...fused.values()].map(named)};
}

/** A text alone confirms nothing where the provider does not say who wrote it: that is for a person to judge. */
function possibleEchoes(entries: readonly OutboxEntry[], messages: readonly Message[]): Map<string, string | null> {
  const possible = new Map<string, string | null>();
  for (const {localId, possibleEcho} of entries) {
    const message = messages.find(({id}) => id === possibleEcho);
    if (message && message.direction !== 'unknown') possible.set(localId, null);
  }
  const taken = new Set(entries.map(({possibleEcho}) => possibleEcho));
  const open = entries.filter(({localId, possibleEcho}) => possibleEcho === undefined || possible.has(localId));
  const free = messages.filter(({id}) => !taken.has(id));
  for (const [localId, {id}] of matchAll(open.map(recordOfEntry), free, 'unknown')) possible.set(localId, id);
  return possible;
}

/** Of a thread that may be long: its newest messages, and those that a page brings again. */
export function knownBesides(thread: readonly Message[], page: readonly Message[]): readonly Message[] {
  const ids = new Set(page.map(({id}) => id));
  const newest = thread.length - KNOWN_NEWEST;
  return thread.filter(({id}, place) => place >= newest || ids.has(id));
}

const matchAll = (
  records: readonly SentRecord[],
  messages: readonly Message[],
  direction?: 'unknown',
): Map<string, Message> =>
  records.length > 0 ? matchEchoes(records, messages, direction) : new Map<string, Message>();

const idInHistory = ({historyId, answeredId}: AnsweredSend): string => historyId ?? answeredId ?? '';

function recordOfAnswered({localId, text, mediaCount, sentAt, baseline, message}: AnsweredSend): SentRecord {
  // A time that this device made up is not the provider's.
  const isTold = message.at !== undefined && message.atSource !== 'local' && message.atSource !== 'none';
  return {localId, text, mediaCount, sentAt, baseline, takenAt: isTold ? message.at : undefined};
}

const recordOfEntry = ({localId, outgoing, sentAt, createdAt, baseline}: OutboxEntry): SentRecord => ({
  ...{localId, baseline, text: outgoing.text, mediaCount: outgoing.mediaUrls?.length ?? 0},
  sentAt: sentAt ?? createdAt,
});
