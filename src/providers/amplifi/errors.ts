import {adapterErrors} from '../../adapter/toolkit/adapter-errors.js';
import {errorTextsIn, knownCodeIn, saysOptedOut, type SaidOfError} from '../../adapter/toolkit/error-texts.js';
import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {ErrorReading, HttpRequest} from '../../adapter/http.js';
import type {ErrorKind} from '../../model/conversation-error.js';
import type {WireErrorCode} from './wire.js';

export const {error: amplifiError, refusal, undecodable} = adapterErrors('amplifi');

/** The error table of the Amplifi document. 402 and 403 have no code there. */
const KIND_OF_CODE: Readonly<Record<WireErrorCode, ErrorKind>> = {
  CONTACT_NOT_FOUND: 'contact-not-found',
  CONTACT_OPTED_OUT: 'opted-out',
  CONTACT_NON_TEXTABLE: 'not-textable',
  NO_FROM_NUMBER: 'no-from-number',
};

/**
 * Reads an error answer. The document lists statuses and codes but shows no body, so where a code stands is inference: it
 * is looked for under the usual names, in what is wrapped up under the usual names, and in the words themselves. Without
 * a known code the status decides.
 */
export function readAmplifiError(status: number, body: unknown, request: HttpRequest): ErrorReading {
  const said = errorTextsIn(body);
  const known = knownCodeIn(said, KIND_OF_CODE);
  const {code: given, errorCode, error_code} = fieldsOf<CodeFields>(body);
  const code = known ?? [given, errorCode, error_code].map(textOf).find((text) => !!text) ?? said.codes.find(isCode);
  const message = said.words[0];
  const kind = kindOf(status, known, said, request);
  return {...(kind && {kind}), ...(code && {code}), ...(message && {message})};
}

interface CodeFields {
  readonly code: unknown;
  readonly errorCode: unknown;
  readonly error_code: unknown;
}

const isCode = (text: string): boolean => /^[A-Z][A-Z_]+$/.test(text);

function kindOf(status: number, code: WireErrorCode | undefined, said: SaidOfError, request: HttpRequest) {
  const isReply = request.path.endsWith('/reply');
  const known = code && KIND_OF_CODE[code];
  const [message = ''] = said.words;
  // "Replies are blocked until the lookup completes", but under which code is not said: only the words can tell.
  const mayBePending = isReply && status === 400 && (!known || known === 'not-textable');
  if (mayBePending && /\b(?:pending|look-?up)\b/i.test(message)) return 'lookup-pending';
  if (known) return known;
  if (isReply && status >= 400 && status < 500 && saysOptedOut(said)) return 'opted-out';
  if (isReply && status === 403) return 'from-number-forbidden';
  if (status === 400 && request.query?.['cursor'] !== undefined) return 'cursor-invalid';
  return undefined;
}
