import {adapterErrors} from '../../adapter/toolkit/adapter-errors.js';
import {fieldsOf, lookUp, textOf} from '../../adapter/toolkit/fields.js';
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

const CODE_FIELDS = ['code', 'errorCode', 'error_code', 'type', 'name', 'reason', 'title', 'status'];
const MESSAGE_FIELDS = ['message', 'errorMessage', 'error_message', 'msg', 'detail', 'details', 'description'];
/** Where an error may be wrapped up, one in another. */
const WRAPPERS = ['error', 'errors', 'data', 'detail', 'details', 'body'];
const DEEPEST = 4;
/** A code by its looks: capital letters, with at least one underscore between them. */
const CODE = /\b[A-Z]+(?:_[A-Z0-9]+)+\b/;

/**
 * Reads an error answer. The document lists statuses and codes but shows no body, so where a code stands is inference: it
 * is looked for under the usual names, in what is wrapped up under the usual names, and in the words themselves. Without
 * a known code the status decides.
 */
export function readAmplifiError(status: number, body: unknown, request: HttpRequest): ErrorReading {
  const parts = partsOf(body);
  const fieldTexts = (names: readonly string[]) =>
    parts.flatMap((part) => names.map((name) => textOf(Object.entries(part).find(([key]) => key === name)?.[1])));
  const codes = fieldTexts([...CODE_FIELDS, 'error']).filter((text) => text !== undefined);
  const words = [...fieldTexts(MESSAGE_FIELDS), ...fieldTexts(['error'])].filter((text) => text !== undefined);
  const inWords = words.map((text) => CODE.exec(text)?.[0]).filter((text) => lookUp(KIND_OF_CODE, text) !== undefined);
  const known = codes.find((text) => lookUp(KIND_OF_CODE, text) !== undefined) ?? inWords[0];
  const code =
    known ?? fieldTexts(['code', 'errorCode', 'error_code']).find((text) => text !== undefined) ?? codes.find(isCode);
  const message = words[0];
  const kind = kindOf(status, code, message, request);
  return {...(kind && {kind}), ...(code && {code}), ...(message && {message})};
}

const isCode = (text: string): boolean => /^[A-Z][A-Z_]+$/.test(text);

/** The body itself and what is wrapped up in it, from the outside in. */
function partsOf(body: unknown, depth = 0): readonly Readonly<Record<string, unknown>>[] {
  if (depth > DEEPEST) return [];
  if (Array.isArray(body)) return body.slice(0, DEEPEST).flatMap((part) => partsOf(part, depth + 1));
  const fields = fieldsOf<Record<string, unknown>>(body);
  const inner = Object.entries(fields).filter(([name]) => WRAPPERS.includes(name));
  return [fields, ...inner.flatMap(([, part]) => partsOf(part, depth + 1))];
}

function kindOf(status: number, code: string | undefined, message: string | undefined, request: HttpRequest) {
  const isReply = request.path.endsWith('/reply');
  const known = lookUp(KIND_OF_CODE, code);
  // "Replies are blocked until the lookup completes", but under which code is not said: only the words can tell.
  const mayBePending = isReply && status === 400 && (!known || known === 'not-textable');
  if (mayBePending && /\b(?:pending|look-?up)\b/i.test(message ?? '')) return 'lookup-pending';
  if (known) return known;
  if (isReply && status === 403) return 'from-number-forbidden';
  if (status === 400 && request.query?.['cursor'] !== undefined) return 'cursor-invalid';
  return undefined;
}
