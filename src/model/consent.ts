import type {FactSource, Instant} from './capability-level.js';

/**
 * Whether a contact agreed to be texted from one of our numbers. Consent belongs to the pair of numbers, never to
 * the person: STOP to one number leaves the others open.
 */
export type ConsentState = 'opted-in' | 'opted-out' | 'probably-opted-out' | 'unknown';

export interface Consent {
  readonly state: ConsentState;
  /** When the state began, when known. */
  readonly since?: Instant;
  readonly source: FactSource;
}

export const UNKNOWN_CONSENT: Consent = {state: 'unknown', source: 'derived'};

/** True when sending must not be offered. A suspicion blocks too: being wrong costs a wait, not a violation. */
export const blocksSending = (consent: Consent): boolean =>
  consent.state === 'opted-out' || consent.state === 'probably-opted-out';

// Twilio's public defaults, which several providers' documents name in part.
const OPT_OUT_KEYWORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']);
// With room for spaces and exclamation marks around the word.
const LONGEST = 40;
/** How each of them begins: threads are long, and hardly any message is one. */
const BEGINNING = /^\s*(?:stop|unsub|cancel|end|quit|revoke|optout|start|yes|unstop)/i;
const OPT_IN_KEYWORDS = new Set(['START', 'YES', 'UNSTOP']);

/** Tells whether a whole message is one of the carriers' consent keywords. Only ever a hint, see `consentAfter`. */
export function consentKeyword(text: string | null | undefined): 'opt-out' | 'opt-in' | undefined {
  if (!text || text.length > LONGEST || !BEGINNING.test(text)) return undefined;
  const word = text
    .trim()
    .replace(/[.!]+$/, '')
    .toUpperCase();
  if (!word) return undefined;
  if (OPT_OUT_KEYWORDS.has(word)) return 'opt-out';
  return OPT_IN_KEYWORDS.has(word) ? 'opt-in' : undefined;
}
