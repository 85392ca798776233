import {numberOf} from '../../adapter/toolkit/fields.js';
import type {Instant} from '../../model/capability-level.js';

/**
 * Seconds since 1970 to epoch milliseconds, always times a thousand: the document's own samples are of 1991 and 1992,
 * so a size says nothing about the unit. 0 is a time; `null` and anything that is no number is none.
 */
export function instantFromSeconds(value: unknown): Instant | undefined {
  const seconds = numberOf(value);
  return seconds === undefined ? undefined : seconds * 1000;
}

export const secondsFromInstant = (at: Instant): number => Math.floor(at / 1000);
