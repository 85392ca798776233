import {consentKeyword, type Consent} from './consent.js';
import type {DeliveryStatus} from './delivery-status.js';
import type {Message} from './message.js';
import type {Instant} from './capability-level.js';

export type ConsentChange = NonNullable<Message['consentChange']>;

/** Statuses that only a handset which takes our texts can bring about. */
export const REACHED: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>(['delivered', 'read']);

/**
 * What the messages of a conversation say about consent, for providers whose conversations carry no opt-out state.
 *
 * - A message the provider itself flagged as an opt-out: opted out.
 * - A whole message that is a stop word, not judged by the provider: probably opted out.
 * - A later start word or provider flag for opting in: no longer known to be opted out; the provider decides.
 * - A contact who wrote again after a mere stop word, and was reached after that: the two talk, so no longer either.
 *   An outbound message alone shows nothing: it may be what confirms the opt-out, or have crossed with it.
 *
 * @param messages oldest first
 * @returns with `since` the time of the contact's message that decided; `undefined` when the messages say nothing
 */
export function consentFromMessages(messages: readonly Message[]): Consent | undefined {
  let isReached = false;
  let talks: Message | undefined;
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message) continue;
    if (message.direction === 'outbound') {
      isReached ||= REACHED.has(message.status);
      continue;
    }
    const change = consentChangeOf(message);
    if (!change) {
      if (isReached) talks ??= message;
      continue;
    }
    if (!talks || isDecisive(change)) return consentAfter(change, message.at);
  }
  return talks && {state: 'unknown', since: talks.at, source: 'derived'};
}

/** What one message says by itself, as `consentFromMessages`. */
export function consentFromMessage(message: Message): Consent | undefined {
  const change = message.direction === 'outbound' ? undefined : consentChangeOf(message);
  return change && consentAfter(change, message.at);
}

/** Whether what a change says holds whatever came after it. */
export const isDecisive = ({kind, source}: ConsentChange): boolean => kind === 'opt-in' || source === 'native';

/** What is known of consent after a change of it, where nothing came later that undoes it. */
export function consentAfter({kind, source}: ConsentChange, since: Instant | undefined): Consent {
  const optedOut = source === 'native' ? 'opted-out' : 'probably-opted-out';
  return {state: kind === 'opt-in' ? 'unknown' : optedOut, since, source: 'derived'};
}

/** The consent change a message marks in the timeline: the provider's own flag, else a keyword as a hint. */
export function consentChangeOf(message: Message): ConsentChange | undefined {
  if (message.consentChange) return message.consentChange;
  const kind = message.direction === 'inbound' ? consentKeyword(message.text) : undefined;
  // The provider looked at the message and found no opt-out: its word counts for more than the keyword.
  if (!kind || (kind === 'opt-out' && message.insight?.optOutDetected === false)) return undefined;
  return {kind, source: 'derived'};
}
