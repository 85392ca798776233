import {ConversationError} from '../../model/conversation-error.js';
import {fieldsOf} from './fields.js';

export interface ReadRowsOptions {
  readonly adapter: string;
  /** What the rows are, for the error's message, such as `conversations`. */
  readonly what: string;
  /** True where `null` is another spelling of an empty list. */
  readonly nullIsEmpty?: boolean;
}

export interface Rows<Item> {
  /** What could be read, in the provider's order. */
  readonly items: readonly Item[];
  /** Every row as it came: places in the list are made of these, whether or not they could be read. */
  readonly rows: readonly unknown[];
  /** How many could not be read. A list that lacks some is `incomplete`. */
  readonly unreadable: number;
}

/**
 * The rows of a page, read leniently: one that cannot be read is left out and counted, so that a single odd row does not
 * hide all others. A page of which nothing can be read is an error: it would pass for an empty list.
 *
 * @param keys where the list may stand, in the order they are tried; an empty text for an answer that is the list itself
 * @param read `undefined` for a row that cannot be read
 * @throws ConversationError of kind `decode` without a list, or when no row at all can be read
 */
export function readRows<Item>(
  body: unknown,
  keys: readonly string[],
  read: (row: unknown, index: number) => Item | undefined,
  {adapter, what, nullIsEmpty = false}: ReadRowsOptions,
): Rows<Item> {
  const fields = new Map(Object.entries(fieldsOf<Record<string, unknown>>(body)));
  const candidates = keys.map((key) => (key === '' ? body : fields.get(key)));
  const list = candidates.find(Array.isArray) ?? (nullIsEmpty && candidates.includes(null) ? [] : undefined);
  if (!list)
    throw new ConversationError('decode', {adapter, message: `The answer holds no list of ${what}.`, raw: body});
  const rows: readonly unknown[] = list;
  const items = rows.map(read).filter((item) => item !== undefined);
  if (rows.length > 0 && items.length === 0) {
    const message = `None of the ${rows.length} ${what} in the answer can be read.`;
    throw new ConversationError('decode', {adapter, message, raw: body});
  }
  return {items, rows, unreadable: rows.length - items.length};
}

/**
 * How many entries to ask for in a page.
 *
 * @param wish the caller's `limit`, if any
 */
export function pageSize(
  wish: number | undefined,
  {usual, largest}: {readonly usual: number; readonly largest: number},
) {
  return Math.min(largest, Math.max(1, Math.floor(wish ?? usual) || 1));
}
