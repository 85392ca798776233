export interface AmplifiMockOptions {
  /** `https://api.amplifi.com` by default. */
  readonly baseUrl?: string;
  /** The only organisation let in; any by default. */
  readonly organizationId?: string;
  /** Tells which bearer tokens are valid; any by default. Refused ones get a 401, like expired ones. */
  readonly acceptToken?: (token: string) => boolean;
  /** The id a reply answers with is not the one the history shows later; the document leaves this open. */
  readonly replyIdDiffers?: boolean;
  /** Links in replies are replaced by short ones, as the document says. Off by default: demonstrations stay readable. */
  readonly shortenUrls?: boolean;
  /** What a reply to a number under look-up is told. Says that the look-up is pending by default. */
  readonly lookupPendingText?: string;
  /** `Retry-After` is an HTTP date instead of seconds. */
  readonly retryAfterAsDate?: boolean;
}
