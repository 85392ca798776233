import {isEqual} from '../../util/equal.js';
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

export const NOTHING_UNSENT: Unsent = {count: 0, conversations: new Map()};

/** What becomes of an entry, as a person needs to see it; `undefined` once it is not in the queue any more. */
export const sendPhase = ({localId}: OutboxEntry, state: MachineState): SendPhase | undefined =>
  lookAt(state).phases.get(localId);

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

export function unsentOf(queues: OutboxView['queues']): Unsent {
  const conversations = new Map<string, UnsentConversation>();
  let count = 0;
  for (const [conversationId, queue] of queues) {
    count += queue.length;
    const worst = ['failed', 'unconfirmed', 'waiting'] as const;
    const state = worst.find((candidate) => queue.some((entry) => unsentState(entry) === candidate)) ?? 'waiting';
    const text = queue.find((entry) => unsentState(entry) === state)?.outgoing.text ?? '';
    conversations.set(conversationId, {count: queue.length, state, text});
  }
  return {count, conversations};
}

const unsentState = (entry: OutboxEntry): UnsentConversation['state'] =>
  entry.state === 'unconfirmed' ? 'unconfirmed' : isStuck(entry) ? 'failed' : 'waiting';

export const EMPTY_VIEW: OutboxView = {
  queues: new Map(),
  phases: new Map(),
  unsent: NOTHING_UNSENT,
  delayed: NOTHING_UNSENT,
};

/** The next view with all that did not change kept as it was, so that nothing is drawn again for it. */
export function reuseView(before: OutboxView, next: OutboxView): OutboxView {
  const queues = reuseMap(before.queues, next.queues, reuseQueue);
  const phases = reuseMap(before.phases, next.phases);
  const unsent = reuseUnsent(before.unsent, next.unsent);
  const delayed = reuseUnsent(before.delayed, next.delayed);
  const isSame =
    queues === before.queues && phases === before.phases && unsent === before.unsent && delayed === before.delayed;
  return isSame ? before : {queues, phases, unsent, delayed};
}

function reuseUnsent(before: Unsent, next: Unsent): Unsent {
  const conversations = reuseMap(before.conversations, next.conversations);
  return conversations === before.conversations && next.count === before.count ? before : {...next, conversations};
}

function reuseMap<Value>(
  before: ReadonlyMap<string, Value>,
  next: ReadonlyMap<string, Value>,
  reuse: (known: Value, value: Value) => Value = reuseEqual,
): ReadonlyMap<string, Value> {
  const reused = new Map<string, Value>();
  let isSame = before.size === next.size;
  for (const [key, value] of next) {
    const known = before.get(key);
    const kept = known === undefined ? value : reuse(known, value);
    reused.set(key, kept);
    isSame &&= kept === known;
  }
  return isSame ? before : reused;
}

const reuseEqual = <Value>(known: Value, value: Value): Value => (isEqual(known, value) ? known : value);

function reuseQueue(known: readonly OutboxEntry[], queue: readonly OutboxEntry[]): readonly OutboxEntry[] {
  const before = new Map(known.map((entry) => [entry.localId, entry]));
  const reused = queue.map((entry) => reuseEqual(before.get(entry.localId) ?? entry, entry));
  return reused.length === known.length && reused.every((entry, place) => entry === known[place]) ? known : reused;
}
