/** What went wrong, for programs; these words are stable. */
export type ProblemCode =
  | 'unauthorized'
  | 'forbidden'
  | 'not-allowed'
  | 'foreign-origin'
  | 'key-refused'
  | 'not-found'
  | 'outcome-unknown'
  | 'too-large'
  | 'unsupported-type'
  | 'key-reused'
  | 'unreadable'
  | 'rate-limited'
  | 'failed'
  | 'provider-unreachable'
  | 'provider-late'
  | 'not-sent'
  | 'log-unavailable';

/** What each is called, and what to do about it. */
const PROBLEMS: Readonly<Record<ProblemCode, readonly [status: number, title: string, detail: string]>> = {
  unauthorized: [401, 'Not signed in', 'Sign in to the host and try again.'],
  forbidden: [403, 'Forbidden', 'This viewer may not see or change that.'],
  'not-allowed': [403, 'Not allowed', 'The adapter makes no such request, so it is not passed on.'],
  'foreign-origin': [403, 'Foreign origin', 'Only pages at the address of publicUrl may do this.'],
  'key-refused': [403, 'Key refused', 'The provider refused the key that the gateway holds: check it.'],
  'not-found': [404, 'Not found', 'There is nothing here: check publicUrl and the provider.'],
  'outcome-unknown': [409, 'Outcome unknown', 'It may have been sent, and was not sent again.'],
  'too-large': [413, 'Too large', 'Send less.'],
  'unsupported-type': [415, 'Unsupported type', 'That type of content is not taken.'],
  'key-reused': [422, 'Key reused', 'This Idempotency-Key belongs to another request.'],
  unreadable: [400, 'Unreadable', 'The body is not what its type says.'],
  'rate-limited': [429, 'Too many requests', 'Wait for as long as Retry-After says.'],
  failed: [500, 'Failed', 'The host failed: its own log says more.'],
  'provider-unreachable': [502, 'No answer', 'The provider gave no usable answer.'],
  'provider-late': [504, 'No answer in time', 'The provider took too long.'],
  'not-sent': [503, 'Not sent', 'The provider was not reached, so nothing was sent. Try again.'],
  'log-unavailable': [503, 'Log unavailable', 'Nothing was done. Try again in a moment.'],
};

/** Ends a request: whoever throws it has nothing more to say. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, headers: Readonly<Record<string, string>> = {}) {
    super(code);
    this.code = code;
    this.headers = headers;
  }

  /** As RFC 9457 has it. Nothing in it comes from a request or a provider, so it holds no secret. */
  toResponse(): Response {
    const {code} = this;
    const [status, title, detail] = PROBLEMS[code];
    return new Response(JSON.stringify({type: `urn:parlor:problem:${code}`, title, status, detail, code}), {
      status,
      headers: {...ANSWER_HEADERS, ...this.headers, 'content-type': 'application/problem+json'},
    });
  }
}

/** Of every answer: it is one viewer's, and it is no page. */
export const ANSWER_HEADERS = {'cache-control': 'no-store', 'x-content-type-options': 'nosniff'} as const;
