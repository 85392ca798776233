import type {Instant} from '../../model/capability-level.js';
import {hasVisibleText} from '../../model/visible-text.js';

/** A wire shape whose values are not to be trusted yet. */
export type Unchecked<Shape> = {readonly [Key in keyof Shape]?: unknown};

/** The value as an object whose fields can be asked for; anything that is none has no fields. */
export function fieldsOf<Shape>(value: unknown): Unchecked<Shape> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? value : {};
}

/** Non-empty text, else `undefined`. */
export const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** Ids travel in addresses and cursors, and are kept on the device. */
export const LONGEST_ID = 1000;

/** An id: non-empty text, or a whole number as text. A number too large to be exact names nobody, nor does a long text. */
export function idOf(value: unknown): string | undefined {
  const id = typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textOf(value);
  return id !== undefined && id.length <= LONGEST_ID ? id : undefined;
}

/** What somebody wrote: non-empty text, or a number as text, since some servers take a code for one. */
export const wordsOf = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? String(value) : textOf(value);

/** What somebody or something is called, or is reached by: as `wordsOf`, if there is anything to see in it. */
export function labelOf(value: unknown): string | undefined {
  const text = wordsOf(value)?.trim();
  return hasVisibleText(text) ? text : undefined;
}

/** A number, also one that is written as text. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** A number of things: whole, and not below what is known of. Anything else is no count. */
export function countOf(value: unknown, least = 0): number | undefined {
  const count = numberOf(value);
  return count !== undefined && Number.isSafeInteger(count) && count >= least ? count : undefined;
}

const NUMBER = /^-?\d+(?:\.\d+)?$/;

/** Yes or no, also where it is written as text, or as 1 and 0. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = wordsOf(value)?.toLowerCase() ?? '';
  return /^(?:true|yes|1)$/.test(word) ? true : /^(?:false|no|0)$/.test(word) ? false : undefined;
}

/** ISO 8601 as servers write it: date and time may stand apart, the zone may be short, a name, or missing. */
const ISO =
  /^(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,](\d+))?)?)? ?(?:Z|UTC|GMT|([+-]\d\d):?(\d\d)?(?: [A-Z]+)?)?(?:\[.+\])?$/i;
/** The form of HTTP headers. */
const HEADER = /^(?:[a-z]{3}, )?\d\d? [a-z]{3} \d{4} \d.*(?:[a-z]|\d{4})$/i;

/**
 * A time to epoch milliseconds: ISO 8601, where no zone means UTC, as servers mean by it; the form of HTTP headers; a
 * number since 1970, as `epochOf` reads it. Everything else `Date.parse` guesses at, each browser in its own way: it takes
 * "Room 7" for a day in July. A day that is in no calendar is no time, and neither is a year that stands for "never".
 */
export function instantOf(value: unknown): Instant | undefined {
  const number = numberOf(value);
  if (number !== undefined) return epochOf(number);
  const text = typeof value === 'string' ? value.trim() : '';
  return HEADER.test(text) ? knownInstant(Date.parse(text)) : isoInstant(text);
}

function isoInstant(text: string): Instant | undefined {
  const [, year = '', month, day, hour = '00', minute = '00', second = '00', fraction = '', zone = '+00', rest = '00'] =
    ISO.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  const milliseconds = `${fraction}000`.slice(0, 3);
  const isOfCalendar = year > LAST_YEAR_OF_NONE && new Date(date).getUTCDate() === Number(day);
  if (!isOfCalendar) return undefined;
  return knownInstant(Date.parse(`${date}T${hour}:${minute}:${second}.${milliseconds}${zone}:${rest}`));
}

const knownInstant = (at: number): Instant | undefined => (Number.isNaN(at) ? undefined : at);

/** What is so old is some server's word for "never". */
const LAST_YEAR_OF_NONE = '0099';

/** Epoch seconds from 2001 to 2286; a thousand times that are milliseconds, and so on. */
const SECONDS = {from: 1e9, to: 1e10};

/** The moment that a number is, in seconds, milli-, micro- or nanoseconds since 1970; `undefined` where its size fits none. */
export function epochOf(number: number): Instant | undefined {
  const unit = [1, 1e3, 1e6, 1e9].find((each) => number >= SECONDS.from * each && number < SECONDS.to * each);
  return unit && Math.floor((number / unit) * 1000);
}

/** The IANA zone if this runtime knows it; a view would throw on any other. */
export function timeZoneOf(value: unknown): string | undefined {
  const timeZone = textOf(value);
  if (!timeZone) return undefined;
  try {
    new Intl.DateTimeFormat('en', {timeZone});
    return timeZone;
  } catch {
    return undefined;
  }
}

/** One spelling for a name: `optedOut`, `opted-out` and `OPTED_OUT` are one. */
export const nameKey = (name: string): string => name.replace(/[\s_-]/g, '').toLowerCase();

/** The table's value for a name from the wire, however it is spelled; `undefined` for anything the table does not list. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, name: unknown): Value | undefined {
  if (typeof name !== 'string') return undefined;
  if (Object.hasOwn(table, name)) return table[name];
  const key = nameKey(name);
  return Object.entries(table).find(([listed]) => nameKey(listed) === key)?.[1];
}

/** An object with what a partial answer says of it; what the answer leaves out stays. Anything that is no object says nothing. */
export const mergeFields = (known: unknown, news: unknown): Readonly<Record<string, unknown>> => ({
  ...fieldsOf<Record<string, unknown>>(known),
  ...fieldsOf<Record<string, unknown>>(news),
});
