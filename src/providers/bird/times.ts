import {instantOf} from '../../adapter/toolkit/fields.js';
import type {Instant} from '../../model/capability-level.js';

const FRACTION = /\.(\d+)/;

/**
 * A time of none to nine fraction digits to epoch milliseconds. Only three digits are sure to be read the same way
 * everywhere, so the fraction is cut or filled to three.
 */
export function birdInstantOf(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return instantOf(value);
  return instantOf(value.replace(FRACTION, (_, digits: string) => `.${digits.slice(0, 3).padEnd(3, '0')}`));
}

/** The nanoseconds within the millisecond: they tell messages of one millisecond apart. */
export function nanosecondsOf(value: unknown): number {
  const digits = typeof value === 'string' ? (FRACTION.exec(value)?.[1] ?? '') : '';
  return Number(digits.slice(3, 9).padEnd(6, '0'));
}
