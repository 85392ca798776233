import {aboveZero, ConversationError, type ErrorKind} from '../model/conversation-error.js';
import {withoutUndefined} from '../util/equal.js';
import {isBrowserOnline} from '../util/is-browser-online.js';
import {orAborted} from '../util/or-aborted.js';
import {LONGEST_TIMER} from '../util/timer.js';
import type {RequestOptions} from './messaging-adapter.js';
import {decodeAs, exactJson} from './odd-answers.js';
import {parseRetryAfter} from './rate-limit.js';
import {refusalIn, retryAfterIn} from './toolkit/error-texts.js';
import {instantOf} from './toolkit/fields.js';

export type HeaderSupplier = (context: {
  /** True when the last headers were refused with 401: supply fresh ones. */
  readonly refused: boolean;
}) => HeadersInit | Promise<HeadersInit>;

/** How an adapter reaches its provider. */
export interface HttpOptions {
  /** Usually a proxy of the host's own that adds the provider's secret; the provider's address by default. */
  readonly baseUrl?: string;
  /** Asked before every request. Nothing it returns is kept, logged or put into an error. */
  readonly headers?: HeaderSupplier;
  readonly fetch?: typeof globalThis.fetch;
  /** Milliseconds until a request without an answer is given up. 30 000 by default. */
  readonly timeout?: number;
  /**
   * Where the page's own server mounts `parlor/gateway`, such as `/messaging`: it holds the key, passes webhooks on, and
   * makes sends repeatable. Sets `baseUrl`.
   */
  readonly gateway?: string;
  /**
   * With `gateway`: names the signed-in user, whose tabs share one connection. Without it tabs share one as long as there are
   * no `headers`.
   */
  readonly viewer?: string;
}

/** One request, and how it is called off or held back at the last moment. */
export interface HttpRequest extends RequestOptions {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Starts with a slash; its parts are already percent-encoded. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly body?: unknown;
  /**
   * For large answers that seldom change: filled in by each success, and looked at by the next one. An answer equal to the
   * last one, byte by byte, is not read again, and is the same object.
   */
  readonly lastAnswer?: LastAnswer;
}

/** Starts out as `{}`; belongs to the client. */
export interface LastAnswer {
  text?: string;
  value?: unknown;
}

/** What an error answer means, read from its body by the provider's folder. */
export interface ErrorReading {
  readonly kind?: ErrorKind;
  readonly code?: string;
  readonly message?: string;
  readonly field?: string;
  /** Milliseconds, as `parseRetryAfter` reads them; what is not above 0 counts as nothing. */
  readonly retryAfter?: number;
}

export interface HttpClientOptions extends HttpOptions {
  readonly baseUrl: string;
  readonly adapter: string;
  /** Headers of every request, such as a tenant's id. They hold no secret, and win over the supplied ones. */
  readonly fixedHeaders?: Readonly<Record<string, string>>;
  /** Reads the provider's error envelope. `body` is parsed JSON, or text when it is not JSON. */
  readonly readError?: (status: number, body: unknown, request: HttpRequest) => ErrorReading;
}

export type HttpClient = (request: HttpRequest) => Promise<unknown>;

type TimedRequest = HttpRequest & {readonly signal: AbortSignal};

interface Attempt {
  readonly response: Response;
  /** What the host's supplier gave. */
  readonly supplied: Headers;
}

/**
 * JSON over HTTP with a deadline, an abort, fresh headers and typed errors.
 *
 * A 401 was not processed, so any request is repeated once with fresh headers. Nothing else is ever repeated here. What
 * would change something does not leave while the device is offline. A redirect is followed for a GET only: any other request would arrive without its body, or as a GET.
 *
 * An answer of a GET is always JSON; that of any other request may also be empty, which gives `undefined`. Where it says
 * itself that nothing was done, whatever its status, it is an error.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const {adapter, timeout = 30_000} = options;
  const base = options.baseUrl.replace(/\/+$/, '');
  const send = options.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => globalThis.fetch(input, init));

  async function attempt(request: TimedRequest, refused: boolean, onLeave: () => void): Promise<Attempt> {
    const supplied = readHeaders(await options.headers?.({refused}), adapter);
    const headers = new Headers({...Object.fromEntries(supplied), ...options.fixedHeaders, accept: 'application/json'});
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    if (request.idempotencyKey !== undefined) headers.set('idempotency-key', request.idempotencyKey);
    await request.beforeLeave?.();
    request.signal.throwIfAborted();
    // One that fails on its way may have arrived; one that never left has not.
    if (request.method !== 'GET' && !isBrowserOnline()) {
      throw new ConversationError('network', {adapter, message: 'Nothing was sent: the device is offline.'});
    }
    onLeave();
    const response = await send(base + request.path + queryString(request.query), {
      method: request.method,
      // What a browser keeps by a header of somebody on the way would be old news.
      ...(request.method === 'GET' ? {cache: 'no-cache'} : {redirect: 'manual'}),
      headers,
      ...(request.body === undefined ? {} : {body: JSON.stringify(request.body)}),
      signal: request.signal,
    });
    return {response, supplied};
  }

  return async (request) => {
    const deadline = new AbortController();
    const giveUp = () => deadline.abort();
    const timer = timeout <= LONGEST_TIMER ? setTimeout(giveUp, timeout) : undefined;
    const address = `${request.method} ${base}${request.path}`;
    request.signal?.addEventListener('abort', giveUp);
    if (request.signal?.aborted) giveUp();
    let objection: {readonly thrown: unknown} | undefined;
    const beforeLeave = async () => {
      try {
        await request.beforeLeave?.();
      } catch (thrown) {
        objection = {thrown};
        throw thrown;
      }
    };
    const timed = {...request, ...(request.beforeLeave && {beforeLeave}), signal: deadline.signal};
    // A GET changes nothing, and what never left, or was refused with 401, was not processed: only then is there no doubt.
    const acts = request.method !== 'GET';
    let inDoubt = false;
    const leave = () => {
      inDoubt = acts;
    };
    try {
      let {response, supplied} = await orAborted(attempt(timed, false, leave), deadline.signal);
      if (response.status === 401 && options.headers) {
        inDoubt = false;
        ({response, supplied} = await orAborted(attempt(timed, true, leave), deadline.signal));
      }
      if (isRedirect(response)) throw redirected(response, request, {adapter, address});
      const text = await orAborted(textOf(response), deadline.signal);
      if (!response.ok) throw errorOf(response, withoutSecrets(text, supplied), request, {...options, address});
      const {lastAnswer} = request;
      if (lastAnswer?.text === text) return lastAnswer.value;
      const value = parseAnswer(
        text,
        () => unreadable(response, withoutSecrets(text, supplied), request, {adapter, address}),
        acts,
      );
      const refusal = acts ? refusalIn(value) : undefined;
      if (refusal) throw refusalOf(value, response, request, {...options, address, refusal});
      if (lastAnswer) Object.assign(lastAnswer, {text, value});
      return value;
    } catch (thrown) {
      if (thrown instanceof ConversationError || (objection && thrown === objection.thrown)) throw thrown;
      const kind: ErrorKind = request.signal?.aborted ? 'aborted' : deadline.signal.aborted ? 'timeout' : 'network';
      throw new ConversationError(kind, {adapter, address, outcomeUnknown: inDoubt, cause: thrown});
    } finally {
      clearTimeout(timer);
      request.signal?.removeEventListener('abort', giveUp);
    }
  };
}

/** What the platform says about a malformed header may quote its value, so that is not passed on. */
function readHeaders(supplied: HeadersInit | undefined, adapter: string): Headers {
  try {
    return new Headers(supplied);
  } catch {
    throw new ConversationError('unauthorized', {adapter, message: 'The supplied headers are not valid.'});
  }
}

/** A server may quote the token it refused: what the supplier gave is taken out of an answer that becomes an error. */
function withoutSecrets(text: string, supplied: Headers): string {
  const values = [...supplied.values()].flatMap((value) => [value, value.slice(value.indexOf(' ') + 1)]);
  return values.filter((value) => value.length >= 8).reduce((rest, value) => rest.replaceAll(value, '[removed]'), text);
}

function queryString(query: HttpRequest['query'] = {}): string {
  const given = Object.entries(withoutUndefined(query)).map(([name, value]) => [name, String(value)]);
  return given.length > 0 ? `?${new URLSearchParams(given).toString()}` : '';
}

/** JSON is UTF-8, unless somebody says otherwise. */
const OTHER_CHARSET = /charset=(?!"?utf-?8)/i;
/** A number with so many digits may be one that JavaScript cannot hold. */
const MAY_BE_LARGE = /[:[,]\s*-?\d{16}/;

/** The body; that of an error may break off, since its status has said what matters. */
async function textOf(response: Response): Promise<string> {
  try {
    const type = response.headers.get('content-type') ?? '';
    const text = OTHER_CHARSET.test(type) ? decodeAs(await response.arrayBuffer(), type) : await response.text();
    return MAY_BE_LARGE.test(text) ? exactJson(text) : text;
  } catch (thrown) {
    if (response.ok) throw thrown;
    return '';
  }
}

function parseAnswer(text: string, failure: () => ConversationError, mayBeEmpty: boolean): unknown {
  if (mayBeEmpty && text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // What the platform says quotes the answer, which may quote a token.
    throw failure();
  }
}

/** Who asked what, for errors. */
interface Where {
  readonly adapter: string;
  readonly address: string;
}

/** Success without JSON: usually a page of somebody on the way, such as a proxy or a sign-in. */
function unreadable({status}: Response, text: string, {method, path}: HttpRequest, where: Where): ConversationError {
  const what = text.trim() === '' ? 'an empty body' : 'something that is not JSON';
  return new ConversationError('decode', {
    ...where,
    status,
    message: `${method} ${path} was answered ${status} with ${what}.`,
    outcomeUnknown: method !== 'GET',
    raw: text,
  });
}

/** A browser hides the status of a redirect that it was told not to follow; one that leads nowhere cannot be. */
const isRedirect = ({type, status}: Response): boolean => type === 'opaqueredirect' || (status >= 300 && status < 400);

function redirected({status}: Response, {method, path}: HttpRequest, where: Where): ConversationError {
  return new ConversationError('not-ready', {
    ...where,
    ...(status > 0 && {status}),
    message:
      `${method} ${path} was answered with a redirect${status > 0 ? ` (${status})` : ''}, which was not followed. ` +
      `${status === 303 || method === 'GET' ? '' : 'Nothing was sent. '}Set baseUrl to the address that it leads to.`,
    // "See other" is what a server says after it has done the work.
    outcomeUnknown: status === 303 && method !== 'GET',
  });
}

type Refusal = NonNullable<ReturnType<typeof refusalIn>>;

/** A refusal under a status of success is read as if it had one of its own. */
function refusalOf(
  body: unknown,
  {status}: Response,
  request: HttpRequest,
  {adapter, address, readError, refusal}: HttpClientOptions & Pick<Where, 'address'> & {readonly refusal: Refusal},
): ConversationError {
  const reading = readError?.(400, body, request) ?? {};
  const kind = reading.kind ?? (request.method === 'POST' ? 'carrier' : 'conflict');
  const message = reading.message ?? 'The provider says that nothing was done.';
  return new ConversationError(kind, {
    ...{adapter, address, status, ...reading, message, raw: body},
    outcomeUnknown: refusal === 'contradictory',
  });
}

function errorOf(
  response: Response,
  text: string,
  request: HttpRequest,
  options: HttpClientOptions & Pick<Where, 'address'>,
): ConversationError {
  const body = parseLeniently(text);
  const reading = options.readError?.(response.status, body, request) ?? {};
  const kind = reading.kind ?? kindOfStatus(response.status);
  // A date is meant by the server's own clock, where a page may read it.
  const now = instantOf(response.headers.get('date'));
  const retryAfter =
    aboveZero(reading.retryAfter) ?? parseRetryAfter(response.headers.get('retry-after'), now) ?? retryAfterIn(body);
  return new ConversationError(kind, {
    adapter: options.adapter,
    address: options.address,
    status: response.status,
    ...reading,
    retryAfter,
    // A server that broke may have broken after doing the work; one that says why it refused did not.
    outcomeUnknown:
      request.method !== 'GET' && kind !== 'opted-out' && (response.status >= 500 || GAVE_UP.has(response.status)),
    raw: body,
  });
}

/** Somebody on the way waited for too long, or hung up. */
const GAVE_UP = new Set([408, 499]);

function parseLeniently(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const KINDS: Readonly<Record<number, ErrorKind>> = {
  401: 'unauthorized',
  402: 'insufficient-credits',
  403: 'forbidden',
  404: 'not-found',
  408: 'timeout',
  409: 'conflict',
  410: 'not-found',
  423: 'conflict',
  425: 'server',
  429: 'rate-limited',
  451: 'forbidden',
  499: 'timeout',
};

/** The kind of an HTTP status when the body says nothing better. */
export const kindOfStatus = (status: number): ErrorKind => KINDS[status] ?? (status >= 500 ? 'server' : 'validation');
