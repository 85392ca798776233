import {consentAfter, consentChangeOf, isDecisive, REACHED} from '../../src/model/consent-from-messages.js';
import type {Consent} from '../../src/model/consent.js';
import type {Message} from '../../src/model/message.js';

/** The rule of `ConsentLedger.consent`, for a whole conversation at once: slow, and plain to see. */
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
