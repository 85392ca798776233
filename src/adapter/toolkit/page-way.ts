import {adapterErrors} from './adapter-errors.js';
import {fieldsOf, numberOf, textOf} from './fields.js';

/**
 * The way that led to a place of a list that is read page by page, each by a call of its own: as far as it takes to
 * notice that the list has no end. Part of a cursor, since nobody else remembers the pages before.
 */
export interface PageWay {
  /** How many pages led here. */
  readonly steps: number;
  /** How many pages in a row, up to here, brought nothing new. */
  readonly idle: number;
  /** The id of the last row met. */
  readonly lastId?: string;
  /** One of the ids before it; moved on whenever `steps` doubles, so that any circle meets it (Brent's algorithm). */
  readonly markId?: string;
}

/** Pages in a row without anything new after which a list has no end. */
const PATIENCE = 2;

/** Reads the way out of a cursor; a cursor without one is the beginning of a way. */
export function wayIn(value: unknown): PageWay {
  const {steps, idle, lastId, markId} = fieldsOf<PageWay>(value);
  const [last, mark] = [textOf(lastId), textOf(markId)];
  return {
    steps: numberOf(steps) ?? 0,
    idle: numberOf(idle) ?? 0,
    ...(last !== undefined && {lastId: last}),
    ...(mark !== undefined && {markId: mark}),
  };
}

/**
 * The way beyond a page that names another one after it.
 *
 * @param way that led to this page; `undefined` for the list's first
 * @param lastId the id of the page's last row; `undefined` for an empty page
 * @throws ConversationError of kind `decode` where it goes in a circle, or on and on without anything new
 */
export function wayOn(
  way: PageWay | undefined,
  lastId: string | undefined,
  {adapter, list}: {readonly adapter: string; readonly list: string},
): PageWay {
  const {steps, idle, lastId: before, markId} = way ?? {steps: 0, idle: 0};
  const isIdle = way !== undefined && (lastId === undefined || lastId === before);
  const next = {steps: steps + 1, idle: isIdle ? idle + 1 : 0};
  const noEnd = (why: string) =>
    adapterErrors(adapter).undecodable(`There is no end to ${list}: ${why}.`, {...next, lastId});
  if (!isIdle && lastId !== undefined && lastId === markId) throw noEnd('it leads back to a page that was read before');
  if (next.idle > PATIENCE) throw noEnd(`${next.idle} pages in a row brought nothing new`);
  const last = lastId ?? before;
  // A power of two has one bit.
  const isDoubled = (next.steps & steps) === 0;
  const mark = isDoubled ? last : markId;
  return {...next, ...(last !== undefined && {lastId: last}), ...(mark !== undefined && {markId: mark})};
}
