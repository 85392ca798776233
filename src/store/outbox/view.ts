import {reuseList, reuseMap} from '../../util/equal.js';
import {isStuck, type OutboxEntry, type SendPhase} from './entry.js';
import {isLater, isWaiting, phaseOf} from './phase.js';
import {shownEntry, type MachineState} from './state.js';

/** A conversation's messages that are not through, for its row in a list. */
export interface UnsentConversation {
  readonly count: number;
  /** The worst of them. */
  readonly state: 'failed' | 'unconfirmed' | 'waiting';
  /** The text of the first that is so. */
  readonly text: string;
}

/** All that is not known to be at the provider. */
export interface Unsent {
  readonly count: number;
  readonly conversations: ReadonlyMap<string, UnsentConversation>;
}

export interface OutboxView {
  /** Per conversation, in the order they were written. */
  readonly queues: ReadonlyMap<string, readonly OutboxEntry[]>;
  /** By `localId`. */
  readonly phases: ReadonlyMap<string, SendPhase>;
  readonly unsent: Unsent;
  /** Of the unsent, what does not simply go through: it has to wait for something, or is stuck, or is behind such a one. */
  readonly delayed: Unsent;
}

/** Everything there is to see of the outbox. */
export function lookAt(state: MachineState): OutboxView {
  const queues = new Map<string, OutboxEntry[]>();
  const stuck = new Set<string>();
  const phases = new Map<string, SendPhase>();
  const delayed = new Map<string, OutboxEntry[]>();
  for (const item of state.items.values()) {
    if (item.sent || item.gone) continue;
    const entry = shownEntry(item);
    const {conversationId} = entry.outgoing;
    const queue = queues.get(conversationId) ?? [];
    const ahead = {count: queue.length, isStuck: stuck.has(conversationId)};
    const phase = phaseOf(state, item, entry, ahead);
    phases.set(entry.localId, phase);
    const behind = delayed.get(conversationId);
    const isHeldUp = isWaiting(phase) || isLater(state.consents.get(conversationId)?.retryAt, state.now);
    if (behind) behind.push(entry);
    else if (isHeldUp || isStuck(entry)) delayed.set(conversationId, [entry]);
    queue.push(entry);
    queues.set(conversationId, queue);
    if (isStuck(entry)) stuck.add(conversationId);
  }
  return {queues, phases, unsent: unsentOf(queues), delayed: unsentOf(delayed)};
}

function unsentOf(queues: OutboxView['queues']): Unsent {
  const conversations = new Map<string, UnsentConversation>();
  let count = 0;
  for (const [conversationId, queue] of queues) {
    const [worst] = queue.toSorted((a, b) => URGENCY.indexOf(unsentState(a)) - URGENCY.indexOf(unsentState(b)));
    if (!worst) continue;
    count += queue.length;
    conversations.set(conversationId, {count: queue.length, state: unsentState(worst), text: worst.outgoing.text});
  }
  return {count, conversations};
}

const URGENCY: readonly UnsentConversation['state'][] = ['failed', 'unconfirmed', 'waiting'];

const unsentState = (entry: OutboxEntry): UnsentConversation['state'] =>
  entry.state === 'unconfirmed' ? 'unconfirmed' : isStuck(entry) ? 'failed' : 'waiting';

/** The next view with all that did not change kept as it was, so that nothing is drawn again for it. */
export const reuseView = (before: OutboxView, next: OutboxView): OutboxView => ({
  queues: reuseMap(before.queues, next.queues, reuseList),
  phases: reuseMap(before.phases, next.phases),
  unsent: reuseUnsent(before.unsent, next.unsent),
  delayed: reuseUnsent(before.delayed, next.delayed),
});

function reuseUnsent(before: Unsent, next: Unsent): Unsent {
  const conversations = reuseMap(before.conversations, next.conversations);
  return conversations === before.conversations ? before : {...next, conversations};
}
