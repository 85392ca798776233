import {ConversationError, type ErrorKind} from '../../model/conversation-error.js';
import {kindOfStatus, type HttpOptions} from '../http.js';
import {parseRetryAfter} from '../rate-limit.js';
import {fieldsOf, lookUp, textOf} from '../toolkit/fields.js';

/** What a gateway's own answers mean; what a provider answers comes through it unchanged. */
const KINDS: Readonly<Record<string, ErrorKind>> = {
  'too-large': 'validation',
  'unsupported-type': 'validation',
  empty: 'validation',
  'key-reused': 'validation',
  // It asked the provider, and got no answer.
  'outcome-unknown': 'timeout',
  'log-unavailable': 'server',
  'not-sent': 'server',
};

/** Refused before anything left, whatever the status says. */
const NOTHING_LEFT: readonly (string | undefined)[] = ['log-unavailable', 'not-sent'];

/** As `application/problem+json` says it. */
interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
}

export const isProblem = ({headers}: Response): boolean =>
  /^application\/problem\+json\b/i.test(headers.get('content-type') ?? '');

/** An answer of the gateway itself, as an error. */
export async function readProblem(response: Response, method: string, adapter: string): Promise<ConversationError> {
  const {status, headers} = response;
  const problem = fieldsOf<Problem>(await response.json().catch(() => undefined));
  const code = textOf(problem.code);
  const retryAfter = parseRetryAfter(headers.get('retry-after'));
  const mayBeDone = code === 'outcome-unknown' || status >= 500 || status === 408;
  return new ConversationError(lookUp(KINDS, code) ?? kindOfStatus(status), {
    ...{adapter, status, outcomeUnknown: method !== 'GET' && mayBeDone && !NOTHING_LEFT.includes(code)},
    ...(code !== undefined && {code}),
    ...(retryAfter !== undefined && {retryAfter}),
    raw: problem,
    message: textOf(problem.detail) ?? textOf(problem.title) ?? `The gateway answered ${status}.`,
  });
}

/** The end of a name says more than its beginning. */
const LONGEST_NAME = 200;

/** Where files go, and who says that they may. */
export interface MediaPlace extends Pick<HttpOptions, 'headers' | 'fetch'> {
  /** Of the gateway's route for media. */
  readonly url: string;
}

/**
 * Hands a file to the gateway, which puts it where the provider can fetch it.
 *
 * @returns the public address it got
 * @throws ConversationError
 */
export async function uploadMedia(
  file: File,
  {url, headers, fetch = globalThis.fetch}: MediaPlace,
  signal: AbortSignal,
): Promise<string> {
  const ask = async (refused: boolean): Promise<Response> => {
    const sent = new Headers(await headers?.({refused}));
    sent.set('accept', 'application/json');
    sent.set('content-type', file.type || 'application/octet-stream');
    // A name may be longer than servers take in a header.
    sent.set('x-file-name', encodeURIComponent(file.name.slice(-LONGEST_NAME).replace(/\p{Surrogate}/gu, '')));
    return fetch(url, {method: 'POST', headers: sent, body: file, signal});
  };
  try {
    let response = await ask(false);
    if (response.status === 401 && headers) response = await ask(true);
    if (isProblem(response)) throw await readProblem(response, 'POST', 'gateway');
    if (!response.ok) throw new ConversationError(kindOfStatus(response.status), {status: response.status});
    const address = textOf(fieldsOf<{url: string}>(await response.json()).url);
    if (address === undefined) throw new ConversationError('decode', {status: response.status});
    return address;
  } catch (thrown) {
    throw ConversationError.from(
      thrown,
      signal.aborted ? 'aborted' : thrown instanceof SyntaxError ? 'decode' : 'network',
    );
  }
}
