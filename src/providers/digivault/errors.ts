import {adapterErrors, errorTextsIn, fieldsOf, lookUp, saysOptedOut, textOf} from '../../adapter/toolkit/index.js';
import type {ErrorReading, HttpRequest} from '../../adapter/http.js';
import type {ErrorKind} from '../../model/conversation-error.js';
import type {WireError, WireErrorType} from './wire.js';

/** The name of this adapter in its errors. */
export const ADAPTER = 'digivault';

export const errors = adapterErrors(ADAPTER);

/** The error types of the errors page. */
const KIND_OF_TYPE: Readonly<Record<WireErrorType, ErrorKind>> = {
  api_error: 'server',
  invalid_request: 'validation',
  authentication_error: 'unauthorized',
  permission_error: 'forbidden',
  not_found_error: 'not-found',
  validation_error: 'validation',
  rate_limit_error: 'rate-limited',
};

/** Reads an error answer, which is flat: `{type, message, param?, errors?, retry_after?}`. */
export function readDigivaultError(status: number, body: unknown, request: HttpRequest): ErrorReading {
  const {type, message, param, errors} = fieldsOf<WireError>(body);
  const said = errorTextsIn(body);
  const code = textOf(type);
  const isOptOut = request.method === 'POST' && status < 500 && saysOptedOut(said);
  const kind = isOptOut ? 'opted-out' : kindOf(status, code, request);
  const [[firstField, complaints] = []] = Object.entries(fieldsOf<Record<string, unknown>>(errors));
  const field = textOf(param) ?? firstField;
  const complaint = Array.isArray(complaints) ? textOf(complaints[0]) : textOf(complaints);
  const words = [textOf(message) ?? said.words[0], complaint].filter((text) => text !== undefined).join(' ');
  return {
    ...(kind && {kind}),
    ...(code !== undefined && {code}),
    ...(words && {message: words}),
    ...(field !== undefined && {field}),
  };
}

function kindOf(status: number, code: string | undefined, {method, path, query}: HttpRequest): ErrorKind | undefined {
  // The page's own first sample has the type `api_error` and the words "was not found": the status is surer.
  if (status === 404 || (code === 'not_found_error' && status < 500)) {
    return method === 'POST' && path === '/v1/conversations' ? 'contact-not-found' : 'not-found';
  }
  if (status === 400 && (query?.['starting_after'] ?? query?.['ending_before']) !== undefined) return 'cursor-invalid';
  // Where type and status contradict each other, the status decides.
  const named = lookUp(KIND_OF_TYPE, code);
  if (named === 'server' && status < 500) return undefined;
  return named !== 'server' && status >= 500 ? undefined : named;
}
