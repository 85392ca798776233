import {HttpResponse, type JsonBodyType} from 'msw';
import {BackendFault} from '../../../backend/faults.js';
import {BackendRefusal, type RefusalCode} from '../../../backend/refusal.js';
import type {WireErrorType} from '../wire.js';
import type {SurgeMockOptions} from './options.js';

/** Nothing is documented about CORS; without these a page could not ask at all, nor read how long to wait. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
};

export const answer = (body: JsonBodyType, status = 200): Response => HttpResponse.json(body, {status, headers: CORS});

export type Detail = Readonly<Record<string, readonly string[]>>;

function errorAnswer(status: number, type: string, message: string, detail?: Detail, headers = {}): Response {
  return HttpResponse.json({error: {type, message, ...(detail && {detail})}}, {status, headers: {...CORS, ...headers}});
}

const ERRORS = {
  bad_request: [400, 'The request could not be read.'],
  missing_api_key: [401, 'No API key was provided.'],
  invalid_api_key: [401, 'The provided API key is not valid.'],
  demo_message_limit: [403, 'The message limit of this account has been reached.'],
  not_found: [404, 'The requested resource could not be found.'],
  account_not_found: [404, 'The account could not be found.'],
  validation_error: [422, 'Could not perform the request with the provided parameters.'],
  invalid_pagination: [422, 'The pagination cursor is not valid.'],
  opted_out: [422, 'This contact has opted out of messages.'],
  no_phone_number: [422, 'The account has no phone number to send from.'],
  phone_number_not_found: [422, 'The phone number to send from could not be found.'],
} as const satisfies Partial<Record<WireErrorType, readonly [status: number, text: string]>>;

export type MockErrorType = keyof typeof ERRORS;

export function refuse(type: MockErrorType, detail?: Detail): Response {
  const [status, text] = ERRORS[type];
  return errorAnswer(status, type, text, detail);
}

/** An error answer as an exception, so that reading a request can stop anywhere. */
export class Refused extends Error {
  constructor(readonly response: Response) {
    super('refused');
  }
}

export const invalid = (field: string, complaint: string): Refused =>
  new Refused(refuse('validation_error', {[field]: [complaint]}));

export const preflight = (): Response =>
  new HttpResponse(null, {
    status: 204,
    headers: {
      ...CORS,
      'access-control-allow-methods': 'GET, POST, PATCH, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, accept',
      'access-control-max-age': '600',
    },
  });

/**
 * What the provider says where the backend does not take a message. It has no word for numbers that take no texts,
 * which it learns by trying; nor for credits, where the limit of demo keys comes nearest.
 */
const REFUSALS: Readonly<Record<RefusalCode, MockErrorType>> = {
  'empty-message': 'validation_error',
  'contact-not-found': 'not_found',
  'opted-out': 'opted_out',
  'not-textable': 'validation_error',
  'lookup-pending': 'validation_error',
  'from-number-not-owned': 'phone_number_not_found',
  'no-from-number': 'no_phone_number',
  'insufficient-credits': 'demo_message_limit',
};

/** What a client sees of anything that went wrong in the backend. The types of 429 and 500 are inference. */
export function answerToThrown(thrown: unknown, {retryAfterAsDate}: SurgeMockOptions): Response {
  if (thrown instanceof Refused) return thrown.response;
  if (thrown instanceof BackendRefusal) return refuse(REFUSALS[thrown.code]);
  if (!(thrown instanceof BackendFault)) {
    // Called off by the client, which does not listen any more; anything else is a mistake and must be seen.
    if (thrown instanceof Error && thrown.name === 'AbortError') return HttpResponse.error();
    throw thrown;
  }
  switch (thrown.kind) {
    case 'rate-limited':
      return errorAnswer(429, 'rate_limited', 'Too many requests.', undefined, {
        'retry-after': retryAfter(thrown.retryAfter ?? 0, retryAfterAsDate),
      });
    case 'server':
      return errorAnswer(500, 'internal_server_error', 'Something went wrong.');
    case 'lost-answer':
    case 'offline':
      return HttpResponse.error();
  }
}

function retryAfter(milliseconds: number, asDate = false): string {
  return asDate ? new Date(Date.now() + milliseconds).toUTCString() : String(Math.ceil(milliseconds / 1000));
}
