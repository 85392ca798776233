import type {Message} from '../model/message.js';
import {messageOfEntry, type OutboxEntry, type SendPhase} from './outbox/entry.js';

export interface JoinedThread {
  readonly history: readonly Message[];
  readonly queue: readonly OutboxEntry[];
  readonly messages: readonly Message[];
}

/** How far back the history can hold what is still in the queue. */
const RECENT = 100;

/**
 * History, then what is on its way. For a moment a message may be in both, just answered and not yet out of the queue:
 * it is shown once.
 *
 * @param before what was joined last; given back when nothing changed
 */
export function joinThread(
  history: readonly Message[],
  queue: readonly OutboxEntry[],
  before: JoinedThread | undefined,
  phaseOf: (localId: string) => SendPhase | undefined,
): JoinedThread {
  if (before?.history === history && before.queue === queue) return before;
  if (queue.length === 0) return {history, queue, messages: history};
  const arrived = new Set(history.slice(-RECENT).map(({localId}) => localId));
  const waiting = queue.filter(({localId}) => !arrived.has(localId));
  return {
    history,
    queue,
    messages: [...history, ...waiting.map((entry) => messageOfEntry(entry, phaseOf(entry.localId)))],
  };
}
