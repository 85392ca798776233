import {fieldsOf, idOf, instantOf, nanosecondsOf, orderOf, type ListOrder} from '../../adapter/toolkit/index.js';
import type {Instant} from '../../model/capability-level.js';
import type {WireMessage} from './wire.js';

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
  return at === undefined ? undefined : {at, rest: nanosecondsOf(value)};
}

export const compareTimes = (a: FineTime, b: FineTime): number => a.at - b.at || a.rest - b.rest;

/** How messages are listed: nobody says, so it is read off the times of each page. [Inference] */
export type ServerOrder = Exclude<ListOrder, 'neither'>;

/** A message of a page whose place in time is known. */
export interface Entry {
  readonly id: string;
  readonly time: FineTime | undefined;
  readonly wire: unknown;
}

export interface ArrangedPage {
  /** Oldest first; each id once; entries without an id left out, entries without a time at the end. */
  readonly entries: readonly Entry[];
  /** Absent when all times are equal and nothing was known before. */
  readonly order?: ServerOrder;
}

/**
 * Puts a page into order. The page is a set: time decides, and only among equal times the server's index.
 *
 * @param known how an earlier page was listed, for a page whose times are all equal
 */
export function arrange(page: readonly unknown[], known?: ServerOrder): ArrangedPage {
  const entries = new Map<string, Entry>();
  for (const wire of page) {
    const {id, receivedAt} = fieldsOf<WireMessage>(wire);
    const key = idOf(id);
    if (key !== undefined && !entries.has(key)) entries.set(key, {id: key, time: fineTimeOf(receivedAt), wire});
  }
  const listed = [...entries.values()];
  const times = listed.map(({time}) => time);
  const order = orderOf(times, compareTimes) ?? known;
  if (order === 'newest-first') listed.reverse();
  listed.sort(byTime);
  return {entries: listed, ...(order && {order})};
}

function byTime(a: Entry, b: Entry): number {
  if (!a.time || !b.time) return Number(!a.time) - Number(!b.time);
  return compareTimes(a.time, b.time);
}

/** The messages of one millisecond that earlier pages brought. */
export interface KnownTies {
  readonly at: Instant;
  readonly count: number;
  /** Which way those earlier pages lie. */
  readonly towards: 'older' | 'newer';
}

/**
 * A number for each entry that orders it among messages of the same millisecond, across pages too: the newest of a
 * page has 0, those before it less; what continues a stretch goes on counting where that ended.
 */
export function tieNumbers(entries: readonly Entry[], known?: KnownTies): number[] {
  const numbers: number[] = [];
  const groups = new Map<Instant | undefined, number[]>();
  entries.forEach(({time}, index) => {
    const group = groups.get(time?.at);
    if (group) group.push(index);
    else groups.set(time?.at, [index]);
  });
  for (const [at, places] of groups) {
    const continues = known !== undefined && at === known.at;
    const newest = continues ? (known.towards === 'newer' ? -known.count : known.count + places.length - 1) : 0;
    places.forEach((place, index) => {
      numbers[place] = newest - (places.length - 1 - index) + 0;
    });
  }
  return numbers;
}
