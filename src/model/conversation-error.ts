/** What went wrong, in the words of this library. */
export type ErrorKind =
  | 'unauthorized'
  | 'forbidden'
  | 'from-number-forbidden'
  | 'no-from-number'
  | 'not-found'
  | 'contact-not-found'
  | 'opted-out'
  | 'not-textable'
  | 'lookup-pending'
  | 'insufficient-credits'
  | 'quota-exceeded'
  | 'conversation-closed'
  | 'conflict'
  | 'validation'
  | 'cursor-invalid'
  | 'not-ready'
  | 'rate-limited'
  | 'carrier'
  | 'server'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'decode'
  | 'unsupported';

/**
 * - `never`: the same request will fail again.
 * - `after-change`: something else must change first (a contact, credits, a number, the text).
 * - `after-delay`: wait, then try again.
 * - `after-sign-in`: a new token is needed.
 * - `now`: trying again at once is reasonable.
 */
export type RetryAdvice = 'never' | 'after-change' | 'after-delay' | 'after-sign-in' | 'now';

/** What the user should do next; the words are in the string table under the error's kind. */
export type NextAction =
  | 'sign-in'
  | 'ask-administrator'
  | 'create-contact'
  | 'wait-for-opt-in'
  | 'call-instead'
  | 'add-credits'
  | 'configure-number'
  | 'choose-number'
  | 'change-message'
  | 'wait'
  | 'check-connection'
  | 'try-again'
  | 'reload'
  | 'reopen-conversation'
  | 'none';

export interface ErrorRule {
  readonly retry: RetryAdvice;
  readonly nextAction: NextAction;
}

/** What each kind of error means for the user. */
export const ERROR_RULES: Readonly<Record<ErrorKind, ErrorRule>> = {
  unauthorized: {retry: 'after-sign-in', nextAction: 'sign-in'},
  forbidden: {retry: 'never', nextAction: 'ask-administrator'},
  'from-number-forbidden': {retry: 'after-change', nextAction: 'choose-number'},
  'no-from-number': {retry: 'after-change', nextAction: 'configure-number'},
  'not-found': {retry: 'never', nextAction: 'reload'},
  'contact-not-found': {retry: 'after-change', nextAction: 'create-contact'},
  'opted-out': {retry: 'never', nextAction: 'wait-for-opt-in'},
  'not-textable': {retry: 'never', nextAction: 'call-instead'},
  'lookup-pending': {retry: 'after-delay', nextAction: 'wait'},
  'insufficient-credits': {retry: 'after-change', nextAction: 'add-credits'},
  'quota-exceeded': {retry: 'after-change', nextAction: 'ask-administrator'},
  'conversation-closed': {retry: 'after-change', nextAction: 'reopen-conversation'},
  conflict: {retry: 'after-change', nextAction: 'reload'},
  validation: {retry: 'after-change', nextAction: 'change-message'},
  'cursor-invalid': {retry: 'now', nextAction: 'reload'},
  'not-ready': {retry: 'after-change', nextAction: 'ask-administrator'},
  'rate-limited': {retry: 'after-delay', nextAction: 'wait'},
  carrier: {retry: 'now', nextAction: 'try-again'},
  server: {retry: 'now', nextAction: 'try-again'},
  network: {retry: 'now', nextAction: 'check-connection'},
  timeout: {retry: 'now', nextAction: 'check-connection'},
  aborted: {retry: 'now', nextAction: 'none'},
  decode: {retry: 'never', nextAction: 'ask-administrator'},
  unsupported: {retry: 'never', nextAction: 'none'},
};

export interface ConversationErrorInit {
  /** The provider's own words, for a developer or a detail line; never a key or a token. */
  readonly message?: string;
  /** Which adapter reported it. */
  readonly adapter?: string;
  /** HTTP status. */
  readonly status?: number;
  /** What was asked, such as `GET https://api.example/threads`: for whoever set the inbox up. Holds no query. */
  readonly address?: string;
  /** The provider's own error code. */
  readonly code?: string;
  /** How long to wait, in milliseconds; what is no wait at all counts as nothing. */
  readonly retryAfter?: number;
  /** True when the request may have been processed all the same: a send must then not be repeated by itself. */
  readonly outcomeUnknown?: boolean;
  /** The input the provider objected to. */
  readonly field?: string;
  /** The provider's answer. */
  readonly raw?: unknown;
  readonly cause?: unknown;
}

/** The wait itself when it is one: a number above 0, and not without end. */
export const aboveZero = (milliseconds: number | undefined): number | undefined =>
  milliseconds !== undefined && milliseconds > 0 && Number.isFinite(milliseconds) ? milliseconds : undefined;

/** Every error an adapter or a store throws. */
export class ConversationError extends Error {
  override readonly name = 'ConversationError';
  readonly adapter?: string;
  readonly status?: number;
  readonly address?: string;
  readonly code?: string;
  readonly retryAfter?: number;
  readonly outcomeUnknown: boolean;
  readonly field?: string;
  readonly raw?: unknown;

  constructor(
    readonly kind: ErrorKind,
    init: ConversationErrorInit = {},
  ) {
    super(init.message ?? kind, {cause: init.cause});
    this.adapter = init.adapter;
    this.status = init.status;
    this.address = init.address;
    this.code = init.code;
    this.retryAfter = aboveZero(init.retryAfter);
    this.outcomeUnknown = init.outcomeUnknown ?? false;
    this.field = init.field;
    this.raw = init.raw;
  }

  get retry(): RetryAdvice {
    return ERROR_RULES[this.kind].retry;
  }

  get nextAction(): NextAction {
    return ERROR_RULES[this.kind].nextAction;
  }

  /**
   * Wraps anything thrown, so that callers only ever see this class.
   *
   * @param acted whether what threw was asked to do something that must not happen twice: what is no error of this
   *   class says nothing of how far it came, and the outcome is unknown then
   */
  static from(thrown: unknown, fallback: ErrorKind = 'server', acted = false): ConversationError {
    if (isConversationError(thrown)) return thrown;
    const aborted = thrown instanceof Error && thrown.name === 'AbortError';
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new ConversationError(aborted ? 'aborted' : fallback, {message, outcomeUnknown: acted, cause: thrown});
  }
}

/** Also one of another copy of this library: an adapter and an inbox may come from two. */
const isConversationError = (thrown: unknown): thrown is ConversationError =>
  thrown instanceof ConversationError ||
  (thrown instanceof Error && thrown.name === 'ConversationError' && 'kind' in thrown && 'outcomeUnknown' in thrown);
