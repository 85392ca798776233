import type {Instant} from '../../model/capability-level.js';
import type {SendPhaseName} from '../../model/message.js';
import type {OutboxEntry, SendPhase} from './entry.js';
import {isBeingDiscarded, type Item, type MachineState} from './state.js';

/** Phases without a time are told apart by identity, which costs nothing in a long queue. */
const PHASES: Readonly<Record<SendPhaseName, SendPhase>> = {
  'waiting-for-connection': {name: 'waiting-for-connection'},
  'waiting-for-storage': {name: 'waiting-for-storage'},
  'waiting-for-rate-limit': {name: 'waiting-for-rate-limit'},
  'checking-consent': {name: 'checking-consent'},
  'queued-behind': {name: 'queued-behind'},
  queued: {name: 'queued'},
  sending: {name: 'sending'},
  discarding: {name: 'discarding'},
  unconfirmed: {name: 'unconfirmed'},
  failed: {name: 'failed'},
  refused: {name: 'refused'},
};

/** What keeps a queued message from leaving that has nothing to do with the messages before it, if anything. */
export function waitOf(state: MachineState, item: Item): SendPhase | undefined {
  if (waitsForStorage(state, item)) return PHASES['waiting-for-storage'];
  if (!state.online) return PHASES['waiting-for-connection'];
  const {limit, now} = state;
  return limit && limit.until > now ? {name: 'waiting-for-rate-limit', until: limit.until} : undefined;
}

/** What the storage may know must not leave while that cannot be written down: another page would send it again. */
function waitsForStorage(state: MachineState, item: Item): boolean {
  if (item.stored === 'unknown') return true;
  // Before the first snapshot there may be older messages of the same conversation.
  if (item.stored === 'no') return state.snapshotAt === undefined || !state.leads;
  return state.trouble !== undefined || isLater(state.storageRetryAt, state.now);
}

export const isLater = (time: Instant | undefined, now: Instant): boolean => time !== undefined && time > now;

/** What is before a message in its conversation's queue. */
export interface Ahead {
  readonly count: number;
  readonly isStuck: boolean;
}

/** What becomes of a message, as a person needs to see it. */
export function phaseOf(state: MachineState, item: Item, entry: OutboxEntry, ahead: Ahead): SendPhase {
  if (isBeingDiscarded(item)) return PHASES.discarding;
  if (item.step === 'posting') return PHASES.sending;
  if (entry.state !== 'queued' && !item.claim) return PHASES[entry.state];
  if (ahead.isStuck) return PHASES['queued-behind'];
  const wait = waitOf(state, item);
  if (wait) return wait;
  if (ahead.count > 0) return PHASES['queued-behind'];
  const consent = state.consents.get(entry.outgoing.conversationId);
  const isChecking = consent?.readingSince !== undefined || isLater(consent?.retryAt, state.now);
  return PHASES[isChecking ? 'checking-consent' : item.claim ? 'sending' : 'queued'];
}

const WAITS: readonly SendPhaseName[] = ['waiting-for-connection', 'waiting-for-rate-limit', 'waiting-for-storage'];

export const isWaiting = (phase: SendPhase | undefined): boolean => phase !== undefined && WAITS.includes(phase.name);
