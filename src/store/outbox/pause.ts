import {backoff} from '../../adapter/rate-limit.js';

/** The longest pause before something is tried again, in milliseconds. Whoever asks for a longer one is not waited for. */
export const LONGEST_PAUSE = 120_000;
const GROWTH = 4;

/** Requests of one message that may be answered with "not now" before somebody has to ask for the next. */
export const MOST_ATTEMPTS = 5;

/** Requests of one message that may leave under one key in vain before somebody has to ask for the next. */
export const MOST_REPEATS = 8;

/** How long a key holds, in milliseconds, with an hour to spare: under one that was forgotten, it would happen again. */
export const KEY_HOLDS = 23 * 3_600_000;

/** How long what was read about a contact's consent may be relied on, in milliseconds. */
export const CONSENT_HOLDS = 5000;

/**
 * How long whoever goes waits for answers, in milliseconds: longer than requests take. Whoever sends next finds out what
 * became of what is not answered then.
 */
export const LEAVING_LIMIT = 60_000;

/** How long to wait after the nth failure in a row, and at least as long as the other side asked for; in milliseconds. */
export const pauseAfter = (failures: number, retryAfter?: number): number =>
  backoff(failures, {ceiling: LONGEST_PAUSE, factor: GROWTH, ...(retryAfter !== undefined && {retryAfter})});
