import {adapterErrors} from '../../adapter/toolkit/adapter-errors.js';
import {errorTextsIn, saysOptedOut, type SaidOfError} from '../../adapter/toolkit/error-texts.js';
import {fieldsOf, textOf} from '../../adapter/toolkit/fields.js';
import type {ErrorReading, HttpRequest} from '../../adapter/http.js';
import type {ErrorKind} from '../../model/conversation-error.js';
import type {WireError} from './wire.js';

/** The name of this adapter in its errors. */
export const ADAPTER = 'bird';

export const {error: birdError, refusal, undecodable} = adapterErrors(ADAPTER);

interface ErrorBody extends WireError {
  readonly error: unknown;
}

/**
 * Reads an error answer: `{code, message}`, as in `{"code": "ResourceNotFound", …}`, also inside `error` [Inference].
 * Only that one code is documented, so the status decides, and what was asked:
 *
 * - 422 or 400 to a page token: the token is no good any more [Inference].
 * - A refused message whose words say "closed": the conversation is closed. That it is an error is documented, its
 *   status and code are not.
 * - Words about an opt-out, to whatever is sent.
 * - Words about credit or balance: the reason "Insufficient credit" is documented for messages.
 */
export function readBirdError(status: number, body: unknown, request: HttpRequest): ErrorReading {
  const outer = fieldsOf<ErrorBody>(body);
  const inner = fieldsOf<WireError>(outer.error);
  const said = errorTextsIn(body);
  const code = textOf(outer.code) ?? textOf(inner.code);
  const message = said.words[0];
  const kind = kindOf(status, said, request);
  return {...(kind && {kind}), ...(code !== undefined && {code}), ...(message !== undefined && {message})};
}

function kindOf(status: number, said: SaidOfError, request: HttpRequest): ErrorKind | undefined {
  const refused = status === 400 || status === 409 || status === 422;
  const words = [...said.codes, ...said.words].join(' ');
  if (request.method === 'POST' && status < 500 && saysOptedOut(said)) return 'opted-out';
  if (refused && request.query?.['pageToken'] !== undefined) return 'cursor-invalid';
  if (refused && isNewMessage(request) && /closed/i.test(words)) return 'conversation-closed';
  if ((refused || status === 403) && /\b(?:insufficient|not enough) (?:credits?|balance)\b/i.test(words)) {
    return 'insufficient-credits';
  }
  return undefined;
}

export const isNewMessage = ({method, path}: HttpRequest): boolean =>
  method === 'POST' && /\/conversations\/[^/]+\/messages$/.test(path);
