import {consentKeyword, type Consent} from './consent.js';
import type {DeliveryStatus} from './delivery-status.js';
import type {Message} from './message.js';

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
    if (change.kind === 'opt-in') return {state: 'unknown', since: message.at, source: 'derived'};
    if (change.source === 'native') return {state: 'opted-out', since: message.at, source: 'derived'};
    if (!talks) return {state: 'probably-opted-out', since: message.at, source: 'derived'};
  }
  return talks && {state: 'unknown', since: talks.at, source: 'derived'};
}

/** The consent change a message marks in the timeline: the provider's own flag, else a keyword as a hint. */
export function consentChangeOf(message: Message): Message['consentChange'] {
  if (message.consentChange) return message.consentChange;
  const kind = message.direction === 'inbound' ? consentKeyword(message.text) : undefined;
  // The provider looked at the message and found no opt-out: its word counts for more than the keyword.
  if (!kind || (kind === 'opt-out' && message.insight?.optOutDetected === false)) return undefined;
  return {kind, source: 'derived'};
}
