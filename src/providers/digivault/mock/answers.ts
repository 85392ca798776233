import {HttpResponse, type JsonBodyType} from 'msw';
import {BackendFault} from '../../../backend/faults.js';
import {BackendRefusal} from '../../../backend/refusal.js';
import type {WireError, WireErrorType} from '../wire.js';

/** The document says nothing about CORS; without these a page could not ask at all, nor read how long to wait. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset',
};

export const answer = (body: JsonBodyType, status = 200): Response => HttpResponse.json(body, {status, headers: CORS});

export const emptyAnswer = (): Response => new HttpResponse(null, {status: 204, headers: CORS});

type ErrorDetails = Pick<WireError, 'param' | 'errors' | 'retry_after'>;

export function refuse(status: number, type: WireErrorType, message: string, details: ErrorDetails = {}): Response {
  const documentation_url = `https://api.digivault.com/docs/errors#${type}`;
  return HttpResponse.json({type, message, ...details, documentation_url}, {status, headers: CORS});
}

export const notFound = (): Response => refuse(404, 'not_found_error', 'The requested resource was not found.');

export const invalid = (param: string, message: string): Response => refuse(400, 'invalid_request', message, {param});

export const unprocessable = (field: string, complaint: string): Response =>
  refuse(422, 'validation_error', 'Validation failed', {errors: {[field]: [complaint]}});

/** @param milliseconds until the next request may come */
export function tooMany(milliseconds: number, asDate = false): Response {
  const seconds = Math.ceil(milliseconds / 1000);
  const response = refuse(429, 'rate_limit_error', 'Too many requests. Please slow down.', {
    ...(!asDate && {retry_after: seconds}),
  });
  response.headers.set('Retry-After', asDate ? new Date(Date.now() + milliseconds).toUTCString() : String(seconds));
  return response;
}

export const preflight = (): Response =>
  new HttpResponse(null, {
    status: 204,
    headers: {
      ...CORS,
      'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, accept',
      'access-control-max-age': '600',
    },
  });

/** An error answer as an exception, so that reading a request can stop anywhere. */
export class Refused extends Error {
  constructor(readonly response: Response) {
    super('refused');
  }
}

/** What a client sees of anything that went wrong. */
export function answerToThrown(thrown: unknown, retryAfterAsDate = false): Response {
  if (thrown instanceof Refused) return thrown.response;
  // The provider has no words of its own for why a message is not taken.
  if (thrown instanceof BackendRefusal) return unprocessable('message', thrown.message);
  if (!(thrown instanceof BackendFault)) {
    // Called off by the client, which does not listen any more; anything else is a mistake and must be seen.
    if (thrown instanceof Error && thrown.name === 'AbortError') return HttpResponse.error();
    throw thrown;
  }
  switch (thrown.kind) {
    case 'rate-limited':
      return tooMany(thrown.retryAfter ?? 0, retryAfterAsDate);
    case 'server':
      return refuse(500, 'api_error', 'Something went wrong on our end.');
    case 'lost-answer':
    case 'offline':
      return HttpResponse.error();
  }
}
