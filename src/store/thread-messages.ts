import type {Message} from '../model/message.js';
import {withReactions, type GivenReactions} from './reactions.js';
import {messageOfEntry, type OutboxEntry, type SendPhase} from './outbox/entry.js';

export interface JoinedThread {
  readonly history: readonly Message[];
  readonly queue: readonly OutboxEntry[];
  /** Of those in the queue, in their order. */
  readonly phases: readonly (SendPhase | undefined)[];
  /** What was given here, of which the history need not know yet. */
  readonly given: GivenReactions;
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
  given: GivenReactions,
): JoinedThread {
  const phases = queue.map(({localId}) => phaseOf(localId));
  const isSame = before?.history === history && before.queue === queue && before.given === given;
  // What a message waits for may change while it stays what it is.
  if (isSame && phases.every((phase, place) => phase === before.phases[place])) return before;
  const reacted = withReactions(history, given);
  if (queue.length === 0) return {history, queue, phases, given, messages: reacted};
  const arrived = new Set(history.slice(-RECENT).map(({localId}) => localId));
  const waiting = queue.filter(({localId}) => !arrived.has(localId));
  return {
    ...{history, queue, phases, given},
    messages: [...reacted, ...waiting.map((entry) => messageOfEntry(entry, phaseOf(entry.localId)))],
  };
}
