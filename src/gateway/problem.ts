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
  | 'empty'
  | 'rate-limited'
  | 'failed'
  | 'provider-unreachable'
  | 'provider-late'
  | 'not-sent'
  | 'log-unavailable';

/** What to do about each. */
const PROBLEMS: Readonly<Record<ProblemCode, readonly [status: number, detail: string]>> = {
  unauthorized: [401, 'Sign in to the host and try again.'],
  forbidden: [403, 'This viewer may not see or change that.'],
  'not-allowed': [403, 'The adapter makes no such request, so it is not passed on.'],
  'foreign-origin': [403, 'Only pages at the address of publicUrl may do this.'],
  'key-refused': [403, 'The provider refused the key that the gateway holds: check it.'],
  'not-found': [404, 'There is nothing here: check publicUrl and the provider.'],
  'outcome-unknown': [409, 'It may have been sent, and was not sent again.'],
  'too-large': [413, 'Send less: limit is how many bytes are taken.'],
  'unsupported-type': [415, 'That type of content is not taken: types are those that are.'],
  'key-reused': [422, 'This Idempotency-Key belongs to another request.'],
  unreadable: [400, 'The body is not what its type says.'],
  empty: [400, 'There is nothing in the body.'],
  'rate-limited': [429, 'Wait for as long as Retry-After says.'],
  failed: [500, 'The host failed: its own log says more.'],
  'provider-unreachable': [502, 'The provider gave no usable answer.'],
  'provider-late': [504, 'The provider took too long.'],
  'not-sent': [503, 'The provider was not reached, so nothing was sent. Try again.'],
  'log-unavailable': [503, 'Nothing was done. Try again in a moment.'],
};

/** What the gateway's own set-up says about a problem. */
export interface ProblemFacts {
  /** Seconds to wait. */
  readonly retryAfter?: number;
  /** Bytes that are taken at most. */
  readonly limit?: number;
  /** Types of content that are taken. */
  readonly types?: readonly string[];
}

/** Ends a request: whoever throws it has nothing more to say. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly #facts: ProblemFacts;

  constructor(code: ProblemCode, facts: ProblemFacts = {}) {
    super(code);
    this.code = code;
    this.#facts = facts;
  }

  /** As RFC 9457 has it. Nothing in it comes from a request or a provider, so it holds no secret. */
  toResponse(): Response {
    const {code} = this;
    const {retryAfter, ...facts} = this.#facts;
    const [status, detail] = PROBLEMS[code];
    const title = `${code[0]?.toUpperCase()}${code.slice(1).replaceAll('-', ' ')}`;
    const problem = {type: `urn:parlor:problem:${code}`, title, status, detail, ...facts, code};
    const wait = retryAfter !== undefined && {'retry-after': String(retryAfter)};
    return new Response(JSON.stringify(problem), {
      status,
      headers: {...ANSWER_HEADERS, ...wait, 'content-type': 'application/problem+json'},
    });
  }
}

/** Of every answer: it is one viewer's, and it is no page. */
export const ANSWER_HEADERS = {'cache-control': 'no-store', 'x-content-type-options': 'nosniff'} as const;
