import {HttpResponse, type JsonBodyType} from 'msw';
import {BackendFault} from '../../../backend/faults.js';
import {BackendRefusal, type RefusalCode} from '../../../backend/refusal.js';
import type {WireErrorCode} from '../wire.js';
import type {AmplifiMockOptions} from './options.js';

/** The document says nothing about CORS; without these a page could not ask at all, nor read how long to wait. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'Retry-After',
};

export const answer = (body: JsonBodyType): Response => HttpResponse.json(body, {headers: CORS});

/** The body's shape is inference: the document lists codes and statuses only, and no code for most statuses. */
export function refuse(status: number, error: string, code?: WireErrorCode, headers: Record<string, string> = {}) {
  return HttpResponse.json({error, ...(code && {code})}, {status, headers: {...CORS, ...headers}});
}

export const preflight = (): Response =>
  new HttpResponse(null, {
    status: 204,
    headers: {
      ...CORS,
      'access-control-allow-methods': 'GET, POST, OPTIONS',
      'access-control-allow-headers': 'authorization, x-organization-id, content-type, accept',
      'access-control-max-age': '600',
    },
  });

const REFUSALS: Readonly<
  Record<RefusalCode, readonly [status: number, code: WireErrorCode | undefined, text: string]>
> = {
  'empty-message': [400, undefined, 'message must be a non-empty string.'],
  'contact-not-found': [400, 'CONTACT_NOT_FOUND', 'No contact exists with this phone number.'],
  'opted-out': [400, 'CONTACT_OPTED_OUT', 'The contact has opted out and cannot receive messages.'],
  'not-textable': [400, 'CONTACT_NON_TEXTABLE', "The contact's number is confirmed non-textable."],
  // Which code a pending look-up has is not documented.
  'lookup-pending': [400, 'CONTACT_NON_TEXTABLE', "The contact's number lookup is pending."],
  'from-number-not-owned': [403, undefined, 'The phone number to send from does not belong to your organization.'],
  'no-from-number': [400, 'NO_FROM_NUMBER', 'Your organization has no default phone number configured.'],
  'insufficient-credits': [402, undefined, 'Insufficient credits to send the message.'],
};

export function refusalAnswer(refusal: RefusalCode, {lookupPendingText}: AmplifiMockOptions): Response {
  const [status, code, text] = REFUSALS[refusal];
  return refuse(status, (refusal === 'lookup-pending' && lookupPendingText) || text, code);
}

/** What a client sees of anything that went wrong in the backend. */
export function answerToThrown(thrown: unknown, options: AmplifiMockOptions): Response {
  if (thrown instanceof BackendRefusal) return refusalAnswer(thrown.code, options);
  if (!(thrown instanceof BackendFault)) {
    // Called off by the client, which does not listen any more; anything else is a mistake and must be seen.
    if (thrown instanceof Error && thrown.name === 'AbortError') return HttpResponse.error();
    throw thrown;
  }
  switch (thrown.kind) {
    case 'rate-limited':
      return refuse(429, 'Too many requests.', undefined, {
        'retry-after': retryAfter(thrown.retryAfter ?? 0, options.retryAfterAsDate),
      });
    case 'server':
      return refuse(500, 'Internal server error.');
    case 'lost-answer':
    case 'offline':
      return HttpResponse.error();
  }
}

function retryAfter(milliseconds: number, asDate = false): string {
  return asDate ? new Date(Date.now() + milliseconds).toUTCString() : String(Math.ceil(milliseconds / 1000));
}
