import {consentKeyword} from '../model/consent.js';
import type {PairConsent, StoredMessage, Thread} from './types.js';

/** How a contact's text changes the consent of a pair of numbers; "Yes" from somebody who never said stop does not. */
export function consentChange(pair: PairConsent | undefined, text: string | null): StoredMessage['consentChange'] {
  const keyword = consentKeyword(text);
  const optedOut = pair?.state === 'opted-out';
  return keyword && (keyword === 'opt-out') !== optedOut ? keyword : null;
}

/** The consent of a thread's pairs after a message. */
export function consentAfter(consent: Thread['consent'], message: StoredMessage): Thread['consent'] {
  if (!message.consentChange) return consent;
  const state = message.consentChange === 'opt-out' ? 'opted-out' : 'opted-in';
  return {...consent, [message.ownNumberId]: {state, since: message.at}};
}
