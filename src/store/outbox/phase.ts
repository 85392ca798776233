import type {Instant} from '../../model/capability-level.js';
import type {OutboxEntry, SendPhase} from './entry.js';
import {LONGEST_PAUSE} from './pause.js';
import {isBeingDiscarded, limitOf, type Item, type MachineState} from './state.js';

/** What keeps a queued message from leaving that has nothing to do with the messages before it, if anything. */
export function waitOf(state: MachineState, item: Item): SendPhase | undefined {
  if (waitsForStorage(state, item)) return {name: 'waiting-for-storage'};
  if (!state.online) return {name: 'waiting-for-connection'};
  const {now} = state;
  const limit = limitOf(state, item.entry);
  if (limit && isLater(limit.until, now)) return {name: 'waiting-for-rate-limit', until: limit.until};
  const repeatAt = item.entry.state === 'queued' ? item.entry.repeat?.at : undefined;
  // No pause is longer: the clock was set back then.
  const isPause = isLater(repeatAt, now) && !isLater(repeatAt, now + LONGEST_PAUSE);
  return isPause ? {name: 'sending'} : undefined;
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
  if (isBeingDiscarded(item)) return {name: 'discarding'};
  if (item.step === 'posting') return {name: 'sending'};
  if (entry.state !== 'queued' && !item.claim) return {name: entry.state};
  const wait = ahead.isStuck ? undefined : waitOf(state, item);
  if (wait) return wait;
  if (ahead.count > 0) return {name: 'queued-behind'};
  const consent = state.consents.get(entry.outgoing.conversationId);
  const isChecking = consent?.readingSince !== undefined || isLater(consent?.retryAt, state.now);
  return {name: isChecking ? 'checking-consent' : item.claim ? 'sending' : 'queued'};
}

/** It waits for something other than the messages before it. */
export const isWaiting = ({name}: SendPhase): boolean => name.startsWith('waiting-');
