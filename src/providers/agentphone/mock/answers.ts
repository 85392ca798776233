import {HttpResponse, type JsonBodyType} from 'msw';
import {BackendFault} from '../../../backend/faults.js';
import {BackendRefusal, type RefusalCode} from '../../../backend/refusal.js';
import type {WireComplaint, WireErrorCode} from '../wire.js';
import type {AgentPhoneMockOptions} from './options.js';

/** The document says nothing about CORS; without these a page could not ask at all, nor read how long to wait. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
};

export const answer = (body: unknown): Response => HttpResponse.json(body as JsonBodyType, {headers: CORS});

export const preflight = (): Response =>
  new HttpResponse(null, {
    status: 204,
    headers: {
      ...CORS,
      'access-control-allow-methods': 'GET, POST, PATCH, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, accept, x-sub-account-id',
      'access-control-max-age': '600',
    },
  });

/** Codes beyond those of the provider's documents are inference. */
type Code = WireErrorCode | 'UNAUTHORIZED' | 'NOT_FOUND' | 'METHOD_NOT_ALLOWED' | 'INTERNAL_ERROR';

export interface Refusal {
  readonly status: number;
  readonly code: Code;
  readonly message: string;
  readonly complaints?: readonly WireComplaint[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error answer as an exception, so that reading a request can stop anywhere. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.message);
  }
}

export const notFound = (what: string): Refused =>
  new Refused({status: 404, code: 'NOT_FOUND', message: `${what} not found`});

/** 422 for a value that is not what it should be, the way FastAPI complains. [Inference] */
export function invalid(loc: readonly [place: 'query' | 'body', ...string[]], msg: string, type = 'value_error') {
  const complaints = [{loc, msg, type}];
  return new Refused({status: 422, code: 'VALIDATION_ERROR', message: msg, complaints});
}

export function refuse(refusal: Refusal, {errorEnvelope = 'documented'}: AgentPhoneMockOptions): Response {
  const {status, code, message, complaints, headers} = refusal;
  const body =
    errorEnvelope === 'fastapi'
      ? {detail: complaints ?? message}
      : {error: {message, code, type: typeOf(status), details: complaints ?? []}};
  return HttpResponse.json(body as JsonBodyType, {status, headers: {...CORS, ...headers}});
}

/** The documents show that there is a type, not which. [Inference] */
const typeOf = (status: number): string => (status >= 500 ? 'api_error' : 'invalid_request_error');

const NO_SENDER = 'One of agent_id, number_id or from_number is required.';

/** What nobody but the carrier can refuse has no code of its own. [Inference] */
const REFUSALS: Readonly<Record<RefusalCode, Refusal>> = {
  'empty-message': {status: 422, code: 'VALIDATION_ERROR', message: 'body must not be empty'},
  'contact-not-found': {status: 404, code: 'NOT_FOUND', message: 'Recipient not found'},
  'opted-out': {status: 502, code: 'CARRIER_ERROR', message: 'The carrier refused: the recipient unsubscribed.'},
  'not-textable': {status: 502, code: 'CARRIER_ERROR', message: 'The carrier refused: this is not a mobile number.'},
  'lookup-pending': {status: 502, code: 'CARRIER_ERROR', message: 'The carrier refused: the number is not known yet.'},
  'from-number-not-owned': {status: 404, code: 'PHONE_NUMBER_NOT_FOUND', message: 'Phone number not found'},
  'no-from-number': {status: 400, code: 'VALIDATION_ERROR', message: NO_SENDER},
  'insufficient-credits': {
    status: 402,
    code: 'INSUFFICIENT_BALANCE',
    message: 'The balance does not cover this message.',
  },
};

export const refusedBecause = (code: RefusalCode): Refused => new Refused(REFUSALS[code]);

/** What a client sees of anything that went wrong. */
export function answerToThrown(thrown: unknown, options: AgentPhoneMockOptions): Response {
  if (thrown instanceof Refused) return refuse(thrown.refusal, options);
  if (thrown instanceof BackendRefusal) return refuse(REFUSALS[thrown.code], options);
  if (!(thrown instanceof BackendFault)) {
    // Called off by the client, which does not listen any more; anything else is a mistake and must be seen.
    if (thrown instanceof Error && thrown.name === 'AbortError') return HttpResponse.error();
    throw thrown;
  }
  switch (thrown.kind) {
    case 'rate-limited': {
      const headers = {'retry-after': retryAfter(thrown.retryAfter ?? 0, options.retryAfterAsDate)};
      return refuse({status: 429, code: 'RATE_LIMIT_EXCEEDED', message: 'Too many requests.', headers}, options);
    }
    case 'server':
      return refuse({status: 500, code: 'INTERNAL_ERROR', message: 'Internal server error'}, options);
    case 'lost-answer':
    case 'offline':
      return HttpResponse.error();
  }
}

function retryAfter(milliseconds: number, asDate = false): string {
  return asDate ? new Date(Date.now() + milliseconds).toUTCString() : String(Math.ceil(milliseconds / 1000));
}
