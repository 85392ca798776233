import {instantOf} from '../../adapter/toolkit/fields.js';
import type {Instant} from '../../model/capability-level.js';

/** A time as finely as the provider tells it. Comparing needs both parts; everything else only the first. */
export interface FineTime {
  /** Whole milliseconds. */
  readonly at: Instant;
  /** Nanoseconds beyond them. */
  readonly rest: number;
}

/** An ISO 8601 time with up to nine digits of a second's fraction. Without a zone it is UTC. [Inference] */
export function fineTimeOf(value: unknown): FineTime | undefined {
  const at = instantOf(value);
  if (at === undefined || typeof value !== 'string') return undefined;
  const [, fraction = ''] = /:\d\d\.(\d+)/.exec(value) ?? [];
  return {at, rest: Number(fraction.slice(3, 9).padEnd(6, '0'))};
}

export const compareTimes = (a: FineTime, b: FineTime): number => a.at - b.at || a.rest - b.rest;

/** How a time is asked for: `before` and `after` are ISO 8601 datetimes. */
export const isoTime = (at: Instant): string => new Date(at).toISOString();
