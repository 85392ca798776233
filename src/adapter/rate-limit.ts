import {aboveZero} from '../model/conversation-error.js';
import {epochOf, instantOf} from './toolkit/fields.js';

/** The two older spellings of a date in a header. The second has no zone. */
const OLDER_DATE = /^(?:[a-z]{6,9}, \d|[a-z]{3} [a-z]{3} [ \d]\d )/i;
const ZONELESS_DATE = /^[a-z]{3} [a-z]{3} /i;

/**
 * Reads how long to wait: `Retry-After` in both of its forms, seconds and date, and what a body says in seconds. Some
 * servers write a Unix time where seconds belong; a number that can be one is read as that moment.
 *
 * @param value a header, or a field of a body
 * @param now epoch milliseconds, best by the clock of whoever said it
 * @returns milliseconds from now, above 0, and however many there are; `undefined` for what is no wait at all: nothing, 0,
 *   a negative number, a moment that is over, any other text
 */
export function parseRetryAfter(value: unknown, now = Date.now()): number | undefined {
  if (typeof value === 'number') return waitOf(value, now);
  const text = typeof value === 'string' ? value.trim() : '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return waitOf(Number(text), now);
  const older = OLDER_DATE.test(text) ? Date.parse(ZONELESS_DATE.test(text) ? `${text} GMT` : text) : undefined;
  const moment = instantOf(text) ?? older;
  return moment === undefined ? undefined : aboveZero(moment - now);
}

function waitOf(seconds: number, now: number): number | undefined {
  const moment = epochOf(seconds);
  return aboveZero(moment === undefined ? seconds * 1000 : moment - now);
}

export interface BackoffOptions {
  /** What the other side asked for, in milliseconds; it counts where it is longer than the pause would be. */
  readonly retryAfter?: number;
  /** The shortest pause and the first one, in milliseconds: 1000 by default, and at least. */
  readonly floor?: number;
  /** The longest pause, in milliseconds: 300 000 by default. Whoever will not wait for a longer `retryAfter` gives up. */
  readonly ceiling?: number;
  /** How many times longer each pause is than the one before: 2 by default. */
  readonly factor?: number;
  /** From 0 to 1, such as `Math.random`; lengthens a pause by up to a fifth, so that many clients do not come at once. */
  readonly jitter?: () => number;
}

const LOWEST_FLOOR = 1000;
const SPREAD = 0.2;

/**
 * How long to pause before something is tried again: longer each time, never less than a second, never above the ceiling,
 * whatever the other side asked for.
 *
 * @param attempt how many attempts failed so far, from 1
 * @returns milliseconds
 */
export function backoff(
  attempt: number,
  {retryAfter, floor = LOWEST_FLOOR, ceiling = 300_000, factor = 2, jitter}: BackoffOptions = {},
): number {
  const lowest = Math.max(LOWEST_FLOOR, floor);
  const highest = Math.max(lowest, ceiling);
  const grown = lowest * Math.max(1, factor) ** (Math.max(1, attempt) - 1);
  const pause = Math.max(grown, aboveZero(retryAfter) ?? 0) * (1 + SPREAD * (jitter?.() ?? 0));
  return Math.min(highest, pause);
}
