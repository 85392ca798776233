import {adapterErrors, errorTextsIn, fieldsOf, knownCodeIn, saysOptedOut, textOf} from '../../adapter/toolkit/index.js';
import type {ErrorReading, HttpRequest} from '../../adapter/http.js';
import type {ErrorKind} from '../../model/conversation-error.js';
import type {WireComplaint, WireErrorCode} from './wire.js';

/** The name of this adapter in its errors. */
export const ADAPTER = 'agentphone';

export const errors = adapterErrors(ADAPTER);

/**
 * The codes of the provider's documents.
 *
 * A carrier's refusal comes as 502, like any trouble between the provider and the carrier: the same code covers "the
 * carrier said no" and "the carrier did not answer", so its outcome stays unknown and the user decides about another
 * try. Consent and landlines have no code: words may tell of an opt-out, and anything
 * else is the carrier's refusal.
 */
const KIND_OF_CODE: Readonly<Record<Exclude<WireErrorCode, 'VALIDATION_ERROR'>, ErrorKind>> = {
  VALIDATION_ERROR_NUMBER_LIMIT: 'quota-exceeded',
  INSUFFICIENT_BALANCE: 'insufficient-credits',
  RATE_LIMIT_EXCEEDED: 'rate-limited',
  PHONE_NUMBER_NOT_FOUND: 'from-number-forbidden',
  CARRIER_ERROR: 'carrier',
  TWILIO_ERROR: 'carrier',
};

interface DocumentedError {
  readonly code: string;
  readonly message: string;
  readonly type: string;
  readonly details: readonly WireComplaint[];
}

/** The documents show `{error: {…}}`; the official client reads `{detail: …}`, then `message`. */
interface ErrorBody {
  readonly error: DocumentedError | string;
  readonly detail: string | readonly WireComplaint[];
  readonly message: string;
  readonly code: string;
}

/** Reads an error answer in either envelope. Without a known code the words of a send, and then the status, decide. */
export function readAgentPhoneError(status: number, body: unknown, request: HttpRequest): ErrorReading {
  const {error, detail, message: topMessage, code: topCode} = fieldsOf<ErrorBody>(body);
  const documented = fieldsOf<DocumentedError>(error);
  const complaint = firstComplaint(documented.details) ?? firstComplaint(detail);
  const said = errorTextsIn(body);
  const known = knownCodeIn(said, KIND_OF_CODE);
  const code = known ?? textOf(documented.code) ?? textOf(topCode);
  const text = textOf(documented.message) ?? textOf(error) ?? textOf(detail) ?? textOf(topMessage) ?? said.words[0];
  const message = complaint?.message ?? text;
  const isOptOut = request.method === 'POST' && saysOptedOut(said);
  const kind =
    (isOptOut ? 'opted-out' : known && KIND_OF_CODE[known]) ??
    kindFromRequest(status, message ?? '', complaint?.field, request);
  return {
    ...(kind && {kind}),
    ...(code !== undefined && {code}),
    ...(message !== undefined && {message}),
    ...(complaint?.field !== undefined && {field: complaint.field}),
  };
}

interface Complaint {
  readonly field?: string;
  readonly message?: string;
}

function firstComplaint(value: unknown): Complaint | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const {loc, msg} = fieldsOf<WireComplaint>((value as unknown[])[0]);
  const field = Array.isArray(loc) ? textOf((loc as unknown[]).at(-1)) : undefined;
  const message = textOf(msg);
  return {...(field !== undefined && {field}), ...(message !== undefined && {message})};
}

/** What an error means that carries no known code. All of this is inference. */
function kindFromRequest(
  status: number,
  message: string,
  field: string | undefined,
  {method, path, query}: HttpRequest,
): ErrorKind | undefined {
  const isSend = method === 'POST' && path === '/v1/messages';
  const isRefused = status === 400 || status === 422;
  if (isSend && status === 404 && /\bnumber\b/i.test(message)) return 'from-number-forbidden';
  if (isSend && status === 502 && /\bcarrier\b/i.test(message)) return 'carrier';
  // "One of agent_id, number_id or from_number": a complaint about one of them alone is about its spelling.
  const namesSenders = ['agent_id', 'number_id', 'from_number'].filter((name) => message.includes(name)).length > 1;
  if (isSend && isRefused && namesSenders) return 'no-from-number';
  const isPaging = query?.['before'] !== undefined || query?.['after'] !== undefined;
  if (isRefused && isPaging && (field === 'before' || field === 'after')) return 'cursor-invalid';
  return undefined;
}
