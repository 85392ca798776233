import type {StoredMessage, Thread} from '../../../backend/types.js';
import type {WireList} from '../wire.js';
import {invalid} from './answers.js';
import type {BirdMockOptions} from './options.js';
import type {BirdWorkspace} from './workspace.js';

export interface ListParameters {
  readonly limit: number;
  readonly pageToken: string | null;
  readonly reverse: boolean;
}

/** A place in a list: where in time, and which of those at the same time. */
type Place = readonly [at: number, tie: number | string];

interface Row<Item> {
  readonly item: Item;
  readonly place: Place;
}

/** What a token names besides a place, so that it fits one list in one direction only. */
type Belonging = readonly (string | number | boolean)[];

/**
 * A page of rows after a token. Tokens are keysets, so that what arrives later moves nothing.
 *
 * @param rows newest first
 * @throws Refused for a token that was not made for this list
 */
function pageOf<Item>(
  rows: readonly Row<Item>[],
  {limit, pageToken, reverse}: ListParameters,
  belonging: Belonging,
  options: BirdMockOptions,
): WireList<Item> {
  const sign = (options.oldestFirst ?? false) === reverse ? 1 : -1;
  const ordered = [...rows].sort((a, b) => sign * newestFirst(a.place, b.place));
  const start = pageToken === null ? undefined : readToken(pageToken, [...belonging, reverse]);
  const rest = start ? ordered.filter(({place}) => sign * newestFirst(place, start) > 0) : ordered;
  const page = rest.slice(0, limit);
  const last = page.at(-1);
  const hasToken = last && (options.emptyLastPage ? page.length === limit : page.length < rest.length);
  return {
    results: page.map(({item}) => item),
    ...(hasToken && {nextPageToken: toToken(last.place, [...belonging, reverse])}),
    ...(options.total && {total: rows.length, totalType: ''}),
  };
}

const newestFirst = ([a, tieA]: Place, [b, tieB]: Place): number => b - a || (tieA < tieB ? 1 : tieA > tieB ? -1 : 0);

const toToken = (place: Place, belonging: Belonging): string => btoa(JSON.stringify([...place, ...belonging]));

function readToken(token: string, belonging: Belonging): Place {
  try {
    const [at, tie, ...rest] = JSON.parse(atob(token)) as unknown[];
    const fits = JSON.stringify(rest) === JSON.stringify(belonging);
    if (fits && typeof at === 'number' && (typeof tie === 'number' || typeof tie === 'string')) return [at, tie];
  } catch {
    // Said below.
  }
  throw invalid('pageToken is invalid');
}

export function messagePage(
  workspace: BirdWorkspace,
  thread: Thread,
  parameters: ListParameters,
  dateFrom: number | undefined,
  options: BirdMockOptions,
): WireList<StoredMessage> {
  const messages = workspace.messagesOf(thread).filter(({at}) => dateFrom === undefined || at > dateFrom);
  const rows = messages.map((item): Row<StoredMessage> => ({item, place: [item.at, item.sequence]}));
  return pageOf(rows, parameters, [thread.id], options);
}

/** A page of conversations. See `BirdMockOptions.conversationOrder`. */
export function conversationPage(
  workspace: BirdWorkspace,
  parameters: ListParameters,
  options: BirdMockOptions,
): WireList<Thread> {
  const {conversationOrder = 'activity'} = options;
  const asOf = asOfToken(parameters.pageToken) ?? workspace.backend.sequence;
  const rows = workspace.backend.threads().map((item): Row<Thread> => {
    const {createdAt} = item;
    const messages = workspace.messagesOf(item);
    const known = conversationOrder === 'activity' ? messages.filter(({sequence}) => sequence <= asOf) : messages;
    const at = conversationOrder === 'created' ? createdAt : (known.at(-1)?.at ?? createdAt);
    return {item, place: [at, item.id]};
  });
  return pageOf(rows, parameters, [asOf], options);
}

/** The state of the world a token was made in. */
function asOfToken(token: string | null): number | undefined {
  try {
    const [, , asOf] = JSON.parse(atob(token ?? '')) as unknown[];
    return typeof asOf === 'number' ? asOf : undefined;
  } catch {
    return undefined;
  }
}

/** A page of anything that does not move: the token is a place by number. */
export function plainPage<Item>(items: readonly Item[], parameters: ListParameters, options: BirdMockOptions) {
  const rows = items.map((item, index): Row<Item> => ({item, place: [items.length - index, 0]}));
  return pageOf(rows, parameters, ['participants'], options);
}
