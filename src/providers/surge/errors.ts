import {adapterErrors} from '../../adapter/toolkit/adapter-errors.js';
import {fieldsOf, lookUp, textOf} from '../../adapter/toolkit/fields.js';
import type {ErrorReading} from '../../adapter/http.js';
import type {ErrorKind} from '../../model/conversation-error.js';
import type {WireError, WireErrorType} from './wire.js';

export const {error: surgeError, refusal, undecodable} = adapterErrors('surge');

/** One status, 422, means many things here: only the type tells them apart. */
const KIND_OF_TYPE: Readonly<Record<WireErrorType, ErrorKind>> = {
  bad_request: 'validation',
  missing_api_key: 'unauthorized',
  invalid_api_key: 'unauthorized',
  demo_api_key: 'forbidden',
  platform_locked: 'forbidden',
  demo_message_limit: 'quota-exceeded',
  not_found: 'not-found',
  account_not_found: 'not-found',
  account_archived: 'forbidden',
  validation_error: 'validation',
  invalid_pagination: 'cursor-invalid',
  opted_out: 'opted-out',
  campaign_locked: 'not-ready',
  no_phone_number: 'no-from-number',
  phone_number_not_found: 'from-number-forbidden',
  account_not_ready: 'not-ready',
  accounts_limit_exceeded: 'quota-exceeded',
  link_size_limit: 'validation',
};

/** Reads `{error: {type, message, detail}}`. Without a known type the status decides. */
export function readSurgeError(_status: number, body: unknown): ErrorReading {
  const {type, message, detail} = fieldsOf<WireError['error']>(fieldsOf<WireError>(body).error);
  const kind = lookUp(KIND_OF_TYPE, type);
  const code = textOf(type);
  const [field, complaints] = Object.entries(fieldsOf<Readonly<Record<string, unknown>>>(detail))[0] ?? [];
  const words = [textOf(message), ...(Array.isArray(complaints) ? complaints.map(textOf) : [])].filter(
    (text) => !!text,
  );
  return {
    ...(kind && {kind}),
    ...(code && {code}),
    ...(words.length > 0 && {message: words.join(' ')}),
    ...(field !== undefined && {field}),
  };
}
