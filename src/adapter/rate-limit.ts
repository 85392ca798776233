/** From here on, a number of seconds is more likely a moment: a year. */
const YEAR_IN_SECONDS = 31_536_000;
/** Epoch seconds from 2001 to 2286, and the same in milliseconds. */
const PLAUSIBLE_EPOCH = {from: 1e9, to: 1e10};
/** `Wed, 23 Apr 2025 18:45:30 GMT`, its two older spellings, and ISO 8601. Anything else `Date.parse` guesses at. */
const DATE = /^(?:[a-z]{3,9}, \d|[a-z]{3} [a-z]{3} [ \d]\d |\d{4}-\d\d-\d\dT)/i;
const ZONELESS_DATE = /^[a-z]{3} [a-z]{3} /i;

/**
 * Reads how long to wait: `Retry-After` in both of its forms, seconds and date, and what a body says in seconds. Some
 * servers write a Unix time where seconds belong; a number above a year that can be one is read as that moment.
 *
 * @param value a header, or a field of a body
 * @param now epoch milliseconds
 * @returns milliseconds from now, above 0, and however many there are; `undefined` for what is no wait at all: nothing, 0,
 *   a negative number, a moment that is over, any other text
 */
export function parseRetryAfter(value: unknown, now = Date.now()): number | undefined {
  if (typeof value === 'number') return waitOf(value, now);
  const text = typeof value === 'string' ? value.trim() : '';
  if (/^\d+(?:\.\d+)?$/.test(text)) return waitOf(Number(text), now);
  if (!DATE.test(text)) return undefined;
  return aboveZero(Date.parse(ZONELESS_DATE.test(text) ? `${text} GMT` : text) - now);
}

function waitOf(seconds: number, now: number): number | undefined {
  const {from, to} = PLAUSIBLE_EPOCH;
  if (seconds > YEAR_IN_SECONDS) {
    if (seconds >= from && seconds < to) return aboveZero(seconds * 1000 - now);
    if (seconds >= from * 1000 && seconds < to * 1000) return aboveZero(seconds - now);
  }
  return aboveZero(seconds * 1000);
}

/** The wait itself when it is one: a number above 0, and not without end. */
export const aboveZero = (milliseconds: number | undefined): number | undefined =>
  milliseconds !== undefined && milliseconds > 0 && Number.isFinite(milliseconds) ? milliseconds : undefined;

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
