import {ConversationError} from '../../model/conversation-error.js';
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

/** In place of a cursor: the list goes on, and nobody can tell where. */
const NOWHERE = '(nowhere)';

/** Whether a list goes on after this place, though its provider does not say how. */
export const isNowhere = (place: string | undefined): boolean => place === NOWHERE;

/**
 * To be called before a place is asked for.
 *
 * @throws ConversationError of kind `decode` for one that `isNowhere`
 */
export function assertPlace(place: string | undefined, adapter: string): void {
  const message = 'The provider says that there is more, but not where.';
  if (isNowhere(place)) throw new ConversationError('decode', {adapter, message});
}

/**
 * The provider's own cursor for what comes next. It may be a number, or stand in the address of the next page. None means
 * that there is nothing more: a cursor is never made up. Where an answer says that there is more and has no cursor that
 * can be asked for, the place is one that `isNowhere`: what cannot be had must not pass for the end.
 */
export function nextCursorIn(answer: unknown, {fields, parameter}: NextCursorFields): string | undefined {
  const top = new Map(Object.entries(fieldsOf<Record<string, unknown>>(answer)));
  const levels = [
    top,
    ...ENVELOPES.map((name) => new Map(Object.entries(fieldsOf<Record<string, unknown>>(top.get(name))))),
  ];
  const more = levels.flatMap((level) => MORE_FIELDS.map((name) => flagOf(level.get(name))));
  if (more.includes(false)) return undefined;
  const said = levels.flatMap((level) => fields.map((name) => level.get(name)));
  const found = said.map((value) => cursorIn(value, parameter)).find((cursor) => cursor !== undefined);
  return found ?? (more.includes(true) || said.some(isSomething) ? NOWHERE : undefined);
}

/** A cursor of another form than any that can be asked for. */
const isSomething = (value: unknown): boolean => value === true || Object.keys(fieldsOf(value)).length > 0;

function cursorIn(value: unknown, parameter: string): string | undefined {
  // Nothing is after the first place of a list and leads to it: where a number ends a list, it is 0 or below.
  const text = typeof value === 'number' && value > 0 ? String(value) : textOf(value);
  if (text === undefined || !/^(?:https?:\/\/|[/?])/.test(text)) return text;
  return new URLSearchParams(/\?([^#]*)/.exec(text)?.[1]).get(parameter) ?? text;
}
