import {fieldsOf, flagOf, textOf} from './fields.js';

/** Where a provider's answers may say that a list goes on. */
export interface NextCursorFields {
  /** In the order they are tried, at the top of an answer and in what it wraps up under the usual names. */
  readonly fields: readonly string[];
  /** The parameter that takes the cursor, for answers that hold the address of the next page instead. */
  readonly parameter: string;
}

const ENVELOPES = ['pagination', 'paging', 'pageInfo', 'page_info', 'page', 'meta', 'links'];
const MORE_FIELDS = ['hasMore', 'has_more', 'hasNextPage', 'has_next_page', 'hasNext'];

/**
 * The provider's own cursor for what comes next. It may be a number, or stand in the address of the next page. None means
 * that there is nothing more: a cursor is never made up.
 */
export function nextCursorIn(answer: unknown, {fields, parameter}: NextCursorFields): string | undefined {
  const top = new Map(Object.entries(fieldsOf<Record<string, unknown>>(answer)));
  const levels = [
    top,
    ...ENVELOPES.map((name) => new Map(Object.entries(fieldsOf<Record<string, unknown>>(top.get(name))))),
  ];
  if (levels.some((level) => MORE_FIELDS.some((name) => flagOf(level.get(name)) === false))) return undefined;
  const found = levels.flatMap((level) => fields.map((name) => cursorIn(level.get(name), parameter)));
  return found.find((cursor) => cursor !== undefined);
}

function cursorIn(value: unknown, parameter: string): string | undefined {
  const text = typeof value === 'number' && Number.isFinite(value) ? String(value) : textOf(value);
  if (text === undefined || !/^(?:https?:\/\/|[/?])/.test(text)) return text;
  return new URLSearchParams(/\?([^#]*)/.exec(text)?.[1]).get(parameter) ?? text;
}
