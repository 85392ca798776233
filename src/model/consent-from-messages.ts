import {consentKeyword, type Consent} from './consent.js';
import type {DeliveryStatus} from './delivery-status.js';
import type {Message} from './message.js';

/** Outbound statuses that prove the provider still let a message through. */
const LET_THROUGH: ReadonlySet<DeliveryStatus> = new Set<DeliveryStatus>([
  'accepted',
  'processing',
  'sent',
  'delivered',
  'read',
]);

/**
 * What the messages of a conversation say about consent, for providers whose conversations carry no opt-out state.
 *
 * - A message the provider itself flagged as an opt-out: opted out.
 * - A whole message that is a stop word, not judged by the provider: probably opted out.
 * - A later start word or provider flag for opting in: no longer known to be opted out; the provider decides.
 * - A later outbound message that went through: no longer opted out.
 *
 * @param messages oldest first
 * @returns with `since` the time of the message that decided; `undefined` when the messages say nothing
 */
export function consentFromMessages(messages: readonly Message[]): Consent | undefined {
  for (let index = messages.length - 1; index >= 0; index--) {
    const message = messages[index];
    if (!message) continue;
    if (message.direction === 'outbound') {
      if (LET_THROUGH.has(message.status)) return {state: 'unknown', since: message.at, source: 'derived'};
      continue;
    }
    const change = consentChangeOf(message);
    if (!change) continue;
    if (change.kind === 'opt-in') return {state: 'unknown', since: message.at, source: 'derived'};
    return {
      state: change.source === 'native' ? 'opted-out' : 'probably-opted-out',
      since: message.at,
      source: 'derived',
    };
  }
  return undefined;
}

/** The consent change a message marks in the timeline: the provider's own flag, else a keyword as a hint. */
export function consentChangeOf(message: Message): Message['consentChange'] {
  if (message.consentChange) return message.consentChange;
  const kind = message.direction === 'inbound' ? consentKeyword(message.text) : undefined;
  // The provider looked at the message and found no opt-out: its word counts for more than the keyword.
  if (!kind || (kind === 'opt-out' && message.insight?.optOutDetected === false)) return undefined;
  return {kind, source: 'derived'};
}
