import {HttpResponse, type JsonBodyType} from 'msw';
import {BackendFault} from '../../../backend/faults.js';
import {BackendRefusal} from '../../../backend/refusal.js';
import type {BirdMockOptions} from './options.js';

/** The documents say nothing about CORS; without these a page could not ask at all, nor read how long to wait. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
};

export const answer = (body: JsonBodyType, status = 200): Response => HttpResponse.json(body, {status, headers: CORS});

export const nothing = (): Response => new HttpResponse(null, {status: 204, headers: CORS});

export const preflight = (): Response =>
  new HttpResponse(null, {
    status: 204,
    headers: {
      ...CORS,
      'access-control-allow-methods': 'GET, POST, PATCH, DELETE, OPTIONS',
      'access-control-allow-headers': 'authorization, content-type, accept',
      'access-control-max-age': '600',
    },
  });

/** An error answer as an exception, so that reading a request can stop anywhere. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly words: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(words);
  }
}

/** Only the code `ResourceNotFound` is documented; all others are inference. */
export const notFound = (): Refused => new Refused(404, 'ResourceNotFound', 'The requested resource does not exist');

export const invalid = (words: string): Refused => new Refused(422, 'ValidationFailed', words);

/** What a client sees of anything that went wrong. */
export function answerToThrown(thrown: unknown, options: BirdMockOptions): Response {
  if (thrown instanceof Refused) return errorAnswer(thrown, options);
  if (thrown instanceof BackendRefusal) return errorAnswer(invalid(thrown.message), options);
  if (!(thrown instanceof BackendFault)) {
    // Called off by the client, which does not listen any more; anything else is a mistake and must be seen.
    if (thrown instanceof Error && thrown.name === 'AbortError') return HttpResponse.error();
    throw thrown;
  }
  switch (thrown.kind) {
    case 'rate-limited': {
      const wait = retryAfter(thrown.retryAfter ?? 0, options.retryAfterAsDate);
      return errorAnswer(new Refused(429, 'TooManyRequests', 'Too many requests', {'retry-after': wait}), options);
    }
    case 'server':
      return errorAnswer(new Refused(500, 'InternalServerError', 'Something went wrong'), options);
    case 'lost-answer':
    case 'offline':
      return HttpResponse.error();
  }
}

function errorAnswer({status, code, words, headers}: Refused, {errorEnvelope}: BirdMockOptions): Response {
  const init = {status, headers: {...CORS, ...headers}};
  if (errorEnvelope === 'empty') return new HttpResponse(null, init);
  const error = {code, message: words};
  return HttpResponse.json(errorEnvelope === 'nested' ? {error} : error, init);
}

function retryAfter(milliseconds: number, asDate = false): string {
  return asDate ? new Date(Date.now() + milliseconds).toUTCString() : String(Math.ceil(milliseconds / 1000));
}
