import {adapterErrors} from '../../adapter/toolkit/adapter-errors.js';
import {errorTextsIn, knownCodeIn, saysOptedOut} from '../../adapter/toolkit/error-texts.js';
import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {ErrorReading, HttpRequest} from '../../adapter/http.js';
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

/** Reads `{error: {type, message, detail}}`, and a type wherever else it stands. Without a known one the status decides. */
export function readSurgeError(status: number, body: unknown, {method}: HttpRequest): ErrorReading {
  const {type, message, detail} = fieldsOf<WireError['error']>(fieldsOf<WireError>(body).error);
  const said = errorTextsIn(body);
  const known = knownCodeIn(said, KIND_OF_TYPE);
  const isRefused = method === 'POST' && status < 500;
  const kind = isRefused && known !== 'opted_out' && saysOptedOut(said) ? 'opted-out' : known && KIND_OF_TYPE[known];
  const code = known ?? textOf(type);
  const [field, complaints] = Object.entries(fieldsOf<Readonly<Record<string, unknown>>>(detail))[0] ?? [];
  const words = [textOf(message) ?? said.words[0], ...(Array.isArray(complaints) ? complaints.map(textOf) : [])].filter(
    (text) => !!text,
  );
  return {
    ...(kind && {kind}),
    ...(code && {code}),
    ...(words.length > 0 && {message: words.join(' ')}),
    ...(field !== undefined && {field}),
  };
}
