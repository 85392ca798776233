import {matchEchoes, type SentRecord} from '../model/match-echo.js';
import type {Message} from '../model/message.js';
import {hasLeft, type AnsweredSend, type OutboxEntry} from './outbox-entry.js';

export interface Echoes {
  /** The messages, those that are echoes with the `localId` of what was sent. */
  readonly messages: readonly Message[];
  /** Which history message each send turned out to be. */
  readonly found: ReadonlyMap<string, Message>;
}

/**
 * Finds what was sent here among messages from the provider, so that an echo becomes one row with it and an
 * unconfirmed send is confirmed. Each message is the echo of at most one send: two equal texts stay two messages.
 *
 * @param isKnown whether a message was in the thread before; such a message is nobody's echo
 * @param idsAgree history is known to use the ids of answers, so an answered send needs no matching by text
 */
export function recogniseEchoes(
  messages: readonly Message[],
  entries: readonly OutboxEntry[],
  answered: readonly AnsweredSend[],
  isKnown: (id: string) => boolean,
  idsAgree: boolean,
): Echoes {
  const taken = new Set(answered.map(({historyId, answeredId}) => historyId ?? answeredId));
  const present = new Set(messages.map(({id}) => id));
  const open = answered.filter(({historyId, answeredId}) => !idsAgree && !historyId && !present.has(answeredId));
  const records = [...open.map(recordOfAnswered), ...entries.filter(hasLeft).flatMap(recordOfEntry)];
  const candidates = messages.filter(({id, localId}) => !taken.has(id) && (localId !== undefined || !isKnown(id)));
  const found = records.length > 0 ? matchEchoes(records, candidates) : new Map<string, Message>();
  // An answer's own id in history is as sure as it gets, and says what history's ids are.
  for (const {localId, answeredId, historyId} of answered) {
    if (historyId || !present.has(answeredId)) continue;
    const message = messages.find(({id}) => id === answeredId);
    if (message) found.set(localId, message);
  }
  if (found.size === 0) return {messages, found};
  const localIds = new Map([...found].map(([localId, {id}]) => [id, localId]));
  return {
    found,
    messages: messages.map((message) => {
      const localId = localIds.get(message.id);
      return localId === undefined || isKnown(message.id) ? message : {...message, localId};
    }),
  };
}

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
