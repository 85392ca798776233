import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {ErrorReading, HttpRequest} from '../../adapter/http.js';
import type {ErrorKind} from '../../model/conversation-error.js';
import type {WireErrorCode} from './wire.js';

/** The error table of the Amplifi document. 402 and 403 have no code there. */
const KIND_OF_CODE: Readonly<Record<WireErrorCode, ErrorKind>> = {
  CONTACT_NOT_FOUND: 'contact-not-found',
  CONTACT_OPTED_OUT: 'opted-out',
  CONTACT_NON_TEXTABLE: 'not-textable',
  NO_FROM_NUMBER: 'no-from-number',
};

interface ErrorBody {
  readonly code: string;
  readonly message: string;
  readonly error: unknown;
}

/**
 * Reads an error answer. The document lists statuses and codes but shows no body, so where a code stands is inference:
 * `code`, `error.code`, or an `error` that looks like a code. Without a known code the status decides.
 */
export function readAmplifiError(status: number, body: unknown, request: HttpRequest): ErrorReading {
  const {code: topCode, message: topMessage, error} = fieldsOf<ErrorBody>(body);
  const nested = fieldsOf<ErrorBody>(error);
  const errorText = textOf(error);
  const errorIsCode = !!errorText && /^[A-Z][A-Z_]+$/.test(errorText);
  const code = textOf(topCode) ?? textOf(nested.code) ?? (errorIsCode ? errorText : undefined);
  const message = textOf(topMessage) ?? textOf(nested.message) ?? errorText;
  const kind = kindOf(status, code, message, request);
  return {...(kind && {kind}), ...(code && {code}), ...(message && {message})};
}

function kindOf(status: number, code: string | undefined, message: string | undefined, request: HttpRequest) {
  const isReply = request.path.endsWith('/reply');
  const known = code !== undefined && isKnownCode(code) ? KIND_OF_CODE[code] : undefined;
  // "Replies are blocked until the lookup completes", but under which code is not said: only the words can tell.
  const mayBePending = isReply && status === 400 && (!known || known === 'not-textable');
  if (mayBePending && /\b(?:pending|look-?up)\b/i.test(message ?? '')) return 'lookup-pending';
  if (known) return known;
  if (isReply && status === 403) return 'from-number-forbidden';
  if (status === 400 && request.query?.['cursor'] !== undefined) return 'cursor-invalid';
  return undefined;
}

const isKnownCode = (code: string): code is WireErrorCode => Object.hasOwn(KIND_OF_CODE, code);
