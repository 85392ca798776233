import type {Instant} from '../../model/capability-level.js';

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

/** Yes or no, also where it is written as text. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.toLowerCase() : '';
  return word === 'true' ? true : word === 'false' ? false : undefined;
}

/** ISO 8601, and the form of HTTP headers. Anything else `Date.parse` guesses at: it takes "Room 7" for a day in July. */
const DATE = /^(?:\d{4}-\d\d-\d\d|[a-z]{3}, \d\d? [a-z]{3} \d{4} )/i;
const ZONELESS = /[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/;

/**
 * A time to epoch milliseconds: ISO 8601, where no zone means UTC, as servers mean by it; the form of HTTP headers; a
 * number of seconds or milliseconds since 1970, as `epochOf` reads it.
 */
export function instantOf(value: unknown): Instant | undefined {
  const number = numberOf(value);
  if (number !== undefined) return epochOf(number);
  const text = typeof value === 'string' ? value.trim() : '';
  if (!DATE.test(text)) return undefined;
  const at = Date.parse(ZONELESS.test(text) ? inUtc(text) : text);
  return Number.isNaN(at) ? undefined : at;
}

const inUtc = (text: string): string => (text.includes(',') ? `${text} GMT` : `${text.replace(' ', 'T')}Z`);

/** Epoch seconds from 2001 to 2286; a thousand times that are milliseconds. */
const SECONDS = {from: 1e9, to: 1e10};

/** The moment that a number is, in seconds or milliseconds since 1970; `undefined` where its size fits neither. */
export function epochOf(number: number): Instant | undefined {
  if (number >= SECONDS.from && number < SECONDS.to) return number * 1000;
  return number >= SECONDS.from * 1000 && number < SECONDS.to * 1000 ? number : undefined;
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
