import {createHttpClient, type HttpRequest} from '../../adapter/http.js';
import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import {
  fieldsOf,
  flagOf,
  pathSegment,
  readRows,
  RequestBudget,
  walkPages,
  type BudgetLimits,
  type PageAt,
  type Urgency,
} from '../../adapter/toolkit/index.js';
import {ConversationError} from '../../model/conversation-error.js';
import {ADAPTER, errors, readDigivaultError} from './errors.js';
import {idIn} from './mapping.js';
import type {DigivaultAdapterOptions} from './options.js';
import type {WireList} from './wire.js';

export const DEFAULT_BASE_URL = 'https://api.digivault.com';
/** Pagination page: from 1 to 100, 10 by default. */
export const LARGEST_PAGE = 100;

/** The longest pause of the provider's that is waited for without a word, in milliseconds: any longer one is told at once. */
const LONGEST_HOLD = 10_000;

type ApiRequest = HttpRequest & {
  /** `read` by default for a GET; anything else is somebody's action. */
  readonly urgency?: Urgency;
};

export interface ListQuery extends RequestOptions {
  readonly path: '/v1/conversations' | '/v1/contacts' | '/v1/groups' | '/v1/messages';
  readonly startingAfter?: string;
  readonly endingBefore?: string;
  readonly limit?: number;
  readonly conversationId?: string;
  readonly urgency?: Urgency;
}

export interface ListPage {
  readonly data: readonly unknown[];
  readonly hasMore: boolean;
}

/** The provider's HTTP API, inside its limits. */
export interface Api {
  request(request: ApiRequest): Promise<unknown>;
  list(query: ListQuery): Promise<ListPage>;
}

export function createApi(options: DigivaultAdapterOptions): Api {
  const budget = new RequestBudget(limitsOf(options.rateLimit), {
    ...(options.clock && {clock: options.clock}),
    longestHold: LONGEST_HOLD,
    headers: {remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset'},
  });
  const http = createHttpClient({
    ...options,
    baseUrl: options.baseUrl ?? DEFAULT_BASE_URL,
    adapter: ADAPTER,
    fetch: learningFetch(budget, options.fetch),
    readError: readDigivaultError,
  });

  async function request({urgency, ...asked}: ApiRequest): Promise<unknown> {
    const write = asked.method !== 'GET';
    const {signal} = asked;
    const leave = await budget
      .enter({urgency: urgency ?? (write ? 'action' : 'read'), write, ...(signal && {signal})})
      .catch((cause: unknown) => {
        if (!(cause instanceof ConversationError)) throw errors.error('aborted', {cause});
        const {kind, message, retryAfter} = cause;
        throw errors.error(kind, {message, retryAfter, cause});
      });
    try {
      return await http(asked);
    } catch (thrown) {
      // Without a status it is not the provider's word.
      const isAnswer = thrown instanceof ConversationError && thrown.status !== undefined;
      if (!isAnswer || thrown.kind !== 'rate-limited') throw thrown;
      const {message, status, address, code, raw, retryAfter = budget.pauseLeft(write)} = thrown;
      // The body may say what a page is not allowed to read in the headers.
      budget.pause(write, retryAfter);
      throw errors.error('rate-limited', {message, status, address, code, raw, retryAfter});
    } finally {
      leave();
    }
  }

  async function list(query: ListQuery): Promise<ListPage> {
    const {path, startingAfter, endingBefore, limit = LARGEST_PAGE, conversationId, urgency, signal} = query;
    const answer = await request({
      method: 'GET',
      path,
      query: {conversation_id: conversationId, limit, starting_after: startingAfter, ending_before: endingBefore},
      ...(urgency && {urgency}),
      ...(signal && {signal}),
    });
    const what = path.slice('/v1/'.length);
    const {rows} = readRows(answer, ['data'], idIn, {adapter: ADAPTER, what});
    // Without a word about more, a full page has more after it.
    return {data: rows, hasMore: flagOf(fieldsOf<WireList<unknown>>(answer).has_more) ?? rows.length >= limit};
  }

  return {request, list};
}

/** Errors page: 100 requests a minute, 10 of them writes. */
const limitsOf = ({requests = 100, writes = 10, window = 60_000}: Partial<BudgetLimits> = {}): BudgetLimits => ({
  requests,
  writes,
  window,
});

/** Notes what answers say about the limits, and the second request of a pair of which the first met a 401. */
function learningFetch(budget: RequestBudget, given: typeof globalThis.fetch | undefined): typeof globalThis.fetch {
  const send = given ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init));
  const seen = new WeakSet<AbortSignal>();
  return async (input, init) => {
    const write = init?.method !== 'GET';
    const signal = init?.signal;
    if (signal && seen.has(signal)) budget.count(write);
    if (signal) seen.add(signal);
    const response = await send(input, init);
    budget.learn(write, response.status, response.headers);
    return response;
  };
}

/** @throws ConversationError of kind `not-found` for what cannot be an id, such as `..`, which would leave the path */
export const pathTo = (collection: 'conversations' | 'messages' | 'contacts' | 'groups', id: string): string =>
  `/v1/${collection}/${pathSegment(id, ADAPTER)}`;

export interface Walk {
  /** Every entry once by id, in the order they were met; the latest edition of each. */
  readonly entries: ReadonlyMap<string, unknown>;
  /** Where to go on, when the walk ended before the list. */
  readonly next?: string;
}

export interface ListWalkOptions {
  /** What the list is called in an error. */
  readonly list: string;
  /** The id after which to start; the start of the list without it. */
  readonly from?: string;
  /** Ends there without an error, and says where to go on. */
  readonly pages?: number;
  /** A list of more pages than that has no end: an error. */
  readonly maximumPages?: number;
  /** For lists whose entries change places: looks at the first page again at the end, where what moved may be. */
  readonly moves?: boolean;
}

/** How many entries before the last one are tried as the place to go on from. */
const STEPS_BACK = 3;

interface ListPlace {
  readonly after: string | undefined;
  readonly stepsLeft: number;
}

/**
 * Reads a list to its end with `starting_after`. Which way a list runs is not documented, and neither is whether its
 * order stands still, so:
 *
 * - a page that brings nothing new, or a place that is gone, may mean that its entry moved or was deleted: the walk
 *   goes on from the entry before it, a few times, and then ends instead of going round in circles;
 * - an entry that is met twice is kept once.
 */
export async function walkList(
  read: (startingAfter: string | undefined) => Promise<ListPage>,
  {list, from, pages = Infinity, maximumPages, moves = false}: ListWalkOptions,
): Promise<Walk> {
  const entries = new Map<string, unknown>();
  const take = ({data}: ListPage): string | undefined => {
    const known = entries.size;
    const ids = data.map((value) => {
      const id = idIn(value);
      if (id !== undefined) entries.set(id, value);
      return id;
    });
    return entries.size > known ? ids.findLast((id) => id !== undefined) : undefined;
  };
  const step = async ({after, stepsLeft}: ListPlace): Promise<PageAt<unknown, ListPlace>> => {
    const page = await read(after).catch((thrown: unknown) => {
      const isGone = thrown instanceof ConversationError && thrown.kind === 'cursor-invalid';
      if (!isGone || entries.size === 0) throw thrown;
      return undefined;
    });
    const last = page && take(page);
    if (page && !page.hasMore) return {items: page.data};
    if (last !== undefined) return {items: page?.data ?? [], next: {after: last, stepsLeft: STEPS_BACK}};
    const earlier = stepsLeft > 0 ? before(after, entries) : undefined;
    return {items: [], ...(earlier !== undefined && {next: {after: earlier, stepsLeft: stepsLeft - 1}})};
  };
  const start = {after: from, stepsLeft: STEPS_BACK};
  const options = {adapter: ADAPTER, list, idOf: idIn, patience: 2 * STEPS_BACK, ...(maximumPages && {maximumPages})};
  let count = 0;
  let next: string | undefined;
  for await (const page of walkPages<unknown, ListPlace>((place = start) => step(place), options)) {
    if (++count < pages || !page.next) continue;
    next = page.next.after;
    break;
  }
  if (moves && count > 1 && from === undefined) take(await read(undefined));
  return {entries, ...(next !== undefined && {next})};
}

function before(anchor: string | undefined, entries: ReadonlyMap<string, unknown>): string | undefined {
  const ids = [...entries.keys()];
  return ids[(anchor === undefined ? -1 : ids.indexOf(anchor)) - 1];
}
