import {consentKeyword, type Consent} from './consent.js';
import type {DeliveryStatus} from './delivery-status.js';
import type {Message} from './message.js';
import type {Instant} from './capability-level.js';

export type ConsentChange = NonNullable<Message['consentChange']>;

/** Statuses that only a handset which takes our texts can bring about. */
export const REACHED: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>(['delivered', 'read']);

/** What one message says about consent by itself. */
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
