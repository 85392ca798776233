import {fieldsOf, textOf} from '../adapter/toolkit/fields.js';
import {allowed, fieldsIn, type Allowed} from './allow-list.js';
import {spend} from './limits.js';
import type {GatewayLog} from './log/log.js';
import {ANSWER_HEADERS, Problem} from './problem.js';
import type {AskedOf, GatewayAccount, GatewayProvider} from './provider.js';
import {withoutSecrets} from './redaction.js';
import {bodyOf, digestOf, textOfBytes, typeOf} from './request-body.js';
import type {KeptAnswer, Outcome, Sends} from './sends.js';
import {tenantOf, type Place, type Viewer} from './viewer.js';

const LARGEST_BODY = 2 ** 20;
/** Of what a provider answers: lists may be long. */
const LARGEST_ANSWER = 2 ** 25;
/** Everything else of a page's request stays here, cookies above all. */
const PASSED_INWARDS = ['accept', 'idempotency-key'];
const PASSED_OUTWARDS = /^(?:retry-after|(?:x-)?rate-?limit(?:-[a-z]+)*)$/;
const KEY = /^[\x21-\x7e]{1,200}$/;
/** What a platform calls a connection that was never made. */
const NEVER_LEFT = /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT)$/;

export interface ProxyOptions {
  readonly log: GatewayLog;
  readonly sends: Sends;
  readonly fetch: typeof globalThis.fetch;
  /** Milliseconds. */
  readonly timeout: number;
}

/** A page's request to a provider. */
export interface ProxyRequest {
  readonly request: Request;
  readonly name: string;
  readonly provider: GatewayProvider;
  /** After the gateway's own part, still percent-encoded. */
  readonly path: string;
  readonly viewer: Viewer;
}

/**
 * Passes on what the adapter may ask, with the account's key, and the answer without it.
 *
 * @throws Problem
 */
export async function proxy(asking: ProxyRequest, {log, sends, fetch, timeout}: ProxyOptions): Promise<Response> {
  const {request, name, provider, path, viewer} = asking;
  const {method, headers} = request;
  const {searchParams: query} = new URL(request.url);
  // Written anew, so that nobody reads it in another way than it was checked.
  const search = query.size > 0 ? `?${query.toString()}` : '';
  const [account, found] = await findAccount(asking, query);
  if (method !== 'GET' && found.rule.body && typeOf(request) !== 'application/json') {
    throw new Problem('unsupported-type', {types: ['application/json']});
  }
  const text = textOfBytes(await bodyOf(request, LARGEST_BODY));
  const asked: AskedOf = {parameters: found.parameters, query, body: fieldsIn(found.rule, text)};
  const spendFor = async (isWrite: boolean): Promise<void> => {
    if (provider.budget) await spend(provider.budget, `${name}:${tenantOf(viewer)}`, isWrite, log);
  };

  const askFor = async (way: string, at: string, sent: string): Promise<Outcome> => {
    // A send is not called off with the page that asked for it: its outcome would be lost.
    const deadline = AbortSignal.timeout(timeout);
    const signal = way === 'GET' ? AbortSignal.any([deadline, request.signal]) : deadline;
    try {
      const response = await (provider.fetch ?? fetch)(provider.baseUrl.replace(/\/+$/, '') + at, {
        method: way,
        headers: {...passed(headers), ...(sent !== '' && {'content-type': 'application/json'}), ...account.headers},
        ...(sent !== '' && {body: sent}),
        redirect: 'manual',
        signal,
      });
      return await outcomeOf(response, account);
    } catch (thrown) {
      if (thrown instanceof Problem) return {kind: 'unknown', answer: thrown};
      if (neverLeft(thrown)) return {kind: 'refused', answer: new Problem('not-sent')};
      return {kind: 'unknown', answer: new Problem(deadline.aborted ? 'provider-late' : 'provider-unreachable')};
    }
  };

  const ask = () => askFor(method, path + search, text);
  const {readFirst} = found.rule;
  if (readFirst && (viewer.sees ?? viewer.writes)) {
    await spendFor(false);
    const {answer} = await askFor('GET', readFirst.path(asked), '');
    // What is not there is nobody's; whatever else went wrong, nothing has left.
    if (!(answer instanceof Problem) && answer.status === 404) return toResponse(answer);
    if (answer instanceof Problem || answer.status >= 300) throw new Problem('not-sent');
    assertRights(viewer, readFirst.about(jsonIn(answer.body), asked), method !== 'GET');
  } else checkRights(found, asked, viewer, method !== 'GET');
  await spendFor(method !== 'GET');

  const key = method === 'POST' ? headers.get('idempotency-key') : null;
  if (key === null) return responseTo(await ask(), found, asked, viewer);
  if (!KEY.test(key)) throw new Problem('not-allowed');
  // Parts that cannot run into each other.
  const digest = await digestOf(new TextEncoder().encode(JSON.stringify([path, search, text])));
  const outcome = await sends.once(`send:${JSON.stringify([name, tenantOf(viewer), viewer.user, key])}`, digest, ask);
  if (!('kept' in outcome)) return responseTo(outcome, found, asked, viewer);
  return toResponse(outcome.kept, {'idempotent-replayed': 'true'});
}

/** A tenant may have several accounts at a provider, which paths tell apart. */
async function findAccount(
  {request: {method}, provider, path, viewer}: ProxyRequest,
  query: URLSearchParams,
): Promise<readonly [GatewayAccount, Allowed]> {
  const accounts = (await provider.accounts()).filter((account) => tenantOf(account) === tenantOf(viewer));
  let problem = new Problem('forbidden');
  for (const account of accounts) {
    try {
      return [account, allowed(provider.allow, {method, path, query}, account)];
    } catch (thrown) {
      if (!(thrown instanceof Problem)) throw thrown;
      problem = thrown;
    }
  }
  throw problem;
}

/** @throws Problem `forbidden` */
function checkRights({rule}: Allowed, asked: AskedOf, viewer: Viewer, isWrite: boolean): void {
  const isOpen = rule.about === 'anybody' || (rule.rows !== undefined && !rule.about);
  if (isOpen && !isWrite) return;
  assertRights(viewer, typeof rule.about === 'function' ? rule.about(asked) : isOpen ? {} : undefined, isWrite);
}

/** @throws Problem `forbidden`, also where it is not known what a request is about */
function assertRights({sees, writes}: Viewer, place: Place | undefined, isWrite: boolean): void {
  const rights = (isWrite ? [sees, writes] : [sees]).filter((right) => right !== undefined);
  if (rights.length === 0) return;
  if (!place || !rights.every((right) => right(place))) throw new Problem('forbidden');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const passed = (headers: Headers): Record<string, string> =>
  Object.fromEntries([...headers].filter(([name]) => PASSED_INWARDS.includes(name)));

/** What can be kept of an answer, and what it says about whether anything was done. */
async function outcomeOf(response: Response, {secrets}: GatewayAccount): Promise<Outcome> {
  const {status, type} = response;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) throw new Problem('provider-unreachable');
  const body = withoutSecrets(
    textOfBytes(
      await bodyOf(response, LARGEST_ANSWER).catch((thrown: unknown) => {
        throw thrown instanceof Problem ? new Problem('provider-unreachable') : thrown;
      }),
    ),
    secrets,
  );
  // Of the viewer's session a 401 would say something that is not true.
  if (status === 401) return {kind: 'refused', answer: new Problem('key-refused')};
  // Whatever else a provider answers with is no page, and no script.
  const contentType = /^application\/(?:[\w.]+\+)?json$/.test(typeOf(response)) ? 'application/json' : 'text/plain';
  const headers = Object.fromEntries([...response.headers].filter(([name]) => PASSED_OUTWARDS.test(name)));
  const answer = {status, headers: {...headers, 'content-type': contentType}, body};
  if (response.ok) return {kind: 'done', answer};
  return {kind: status < 500 && status !== 408 ? 'refused' : 'unknown', answer};
}

function neverLeft(thrown: unknown): boolean {
  const {code} = fieldsOf<{code: unknown}>(fieldsOf<{cause: unknown}>(thrown).cause);
  return NEVER_LEFT.test(textOf(code) ?? '');
}

function responseTo({answer}: Outcome, {rule}: Allowed, asked: AskedOf, {sees}: Viewer): Response {
  if (answer instanceof Problem) throw answer;
  if (!sees || !rule.rows || answer.status >= 300) return toResponse(answer);
  const {field, about} = rule.rows;
  const isSeen = (row: unknown) => sees(about(row, asked));
  return toResponse({...answer, body: withoutRows(answer.body, field, isSeen)});
}

/** An answer in which no rows can be told apart holds none. */
function withoutRows(text: string, field: string | undefined, isSeen: (row: unknown) => boolean): string {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    throw new Problem('provider-unreachable');
  }
  const rows = field === undefined ? body : fieldsOf<Record<string, unknown>>(body)[field];
  const seen = Array.isArray(rows) ? rows.filter(isSeen) : [];
  return JSON.stringify(field === undefined ? seen : {...fieldsOf(body), [field]: seen});
}

function toResponse({status, headers, body}: KeptAnswer, more: Readonly<Record<string, string>> = {}): Response {
  const isEmpty = body === '' || status === 204;
  return new Response(isEmpty ? null : body, {status, headers: {...ANSWER_HEADERS, ...headers, ...more}});
}
