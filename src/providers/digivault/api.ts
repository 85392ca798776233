import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import {createHttpClient, type HttpRequest} from '../../adapter/http.js';
import type {RequestOptions} from '../../adapter/messaging-adapter.js';
import {ConversationError} from '../../model/conversation-error.js';
import {readDigivaultError} from './errors.js';
import type {ListPage} from './list-walk.js';
import type {DigivaultAdapterOptions} from './options.js';
import {RequestBudget, type BudgetLimits, type Urgency} from '../../adapter/toolkit/request-budget.js';
import type {WireList} from './wire.js';

export const ADAPTER = 'digivault';
export const DEFAULT_BASE_URL = 'https://api.digivault.com';
/** Pagination page: from 1 to 100, 10 by default. */
export const LARGEST_PAGE = 100;

type ApiRequest = HttpRequest & {
  /** `read` by default for a GET; anything else is somebody's action. */
  readonly urgency?: Urgency;
};

export interface ListQuery extends RequestOptions {
  readonly path: '/v1/conversations' | '/v1/contacts' | '/v1/groups' | '/v1/messages';
  readonly startingAfter?: string;
  readonly limit?: number;
  readonly conversationId?: string;
  readonly urgency?: Urgency;
}

/** The provider's HTTP API, inside its limits. */
export interface Api {
  request(request: ApiRequest): Promise<unknown>;
  list(query: ListQuery): Promise<ListPage>;
}

export function createApi(options: DigivaultAdapterOptions): Api {
  const budget = new RequestBudget(limitsOf(options.rateLimit), {
    ...(options.clock && {clock: options.clock}),
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
        if (cause instanceof ConversationError) throw cause;
        throw new ConversationError('aborted', {adapter: ADAPTER, cause});
      });
    try {
      return await http(asked);
    } catch (thrown) {
      // Without a status it is not the provider's word.
      const isAnswer = thrown instanceof ConversationError && thrown.status !== undefined;
      if (!isAnswer || thrown.kind !== 'rate-limited') throw thrown;
      const {message, status, code, raw, retryAfter = budget.pauseLeft(write)} = thrown;
      // The body may say what a page is not allowed to read in the headers.
      budget.pause(write, retryAfter);
      throw new ConversationError('rate-limited', {adapter: ADAPTER, message, status, code, raw, retryAfter});
    } finally {
      leave();
    }
  }

  async function list({path, startingAfter, limit = LARGEST_PAGE, conversationId, urgency, signal}: ListQuery) {
    const answer = await request({
      method: 'GET',
      path,
      query: {conversation_id: conversationId, limit, starting_after: startingAfter},
      ...(urgency && {urgency}),
      ...(signal && {signal}),
    });
    const {data, has_more} = fieldsOf<WireList<unknown>>(answer);
    if (!Array.isArray(data)) throw undecodable('The answer is not a list.', answer);
    return {data: data as readonly unknown[], hasMore: has_more === true};
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
export function pathTo(collection: 'conversations' | 'contacts' | 'groups', id: string): string {
  if (!id || /^\.{1,2}$|\p{Surrogate}/u.test(id)) {
    throw new ConversationError('not-found', {adapter: ADAPTER, message: 'That is not an id.'});
  }
  return `/v1/${collection}/${encodeURIComponent(id)}`;
}

export const idOf = (value: unknown): string | undefined => textOf(fieldsOf<{readonly id: string}>(value).id);

export const undecodable = (message: string, raw: unknown, outcomeUnknown = false): ConversationError =>
  new ConversationError('decode', {adapter: ADAPTER, message, raw, outcomeUnknown});
