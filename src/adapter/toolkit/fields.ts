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

/** An id: non-empty text, or a whole number as text. A number too large to be exact names nobody. */
export const idOf = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : textOf(value);

export const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isFinite(value) ? value : undefined;

export const flagOf = (value: unknown): boolean | undefined => (typeof value === 'boolean' ? value : undefined);

/** An ISO 8601 time to epoch milliseconds. Without a zone it is read as UTC, which servers mean by it. */
export function instantOf(value: unknown): Instant | undefined {
  if (typeof value !== 'string') return undefined;
  const zoneless = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?$/.test(value);
  const at = Date.parse(zoneless ? `${value.replace(' ', 'T')}Z` : value);
  return Number.isNaN(at) ? undefined : at;
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

/** The table's value for a key from the wire; `undefined` for anything the table does not list. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, key: unknown): Value | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** An object with what a partial answer says of it; what the answer leaves out stays. Anything that is no object says nothing. */
export const mergeFields = (known: unknown, news: unknown): Readonly<Record<string, unknown>> => ({
  ...fieldsOf<Record<string, unknown>>(known),
  ...fieldsOf<Record<string, unknown>>(news),
});
