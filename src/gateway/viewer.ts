/** As much as a request or an event says about what it is about. */
export interface Place {
  readonly conversationId?: string;
  /** One of our own numbers, by its id or as the provider writes it. */
  readonly ownNumberId?: string;
  readonly contactId?: string;
  /** Of whom it is with: a phone number, mostly. */
  readonly address?: string;
}

/** Somebody who is signed in to the host, and what they may do. Made by `authorize` for every request. */
export interface Viewer {
  /** Whose account it is; nobody sees anything of another tenant. `default` by default, as for an account. */
  readonly tenant?: string;
  readonly user: string;
  readonly name?: string;
  /** Epoch milliseconds. Streams end then; without it they end when `authorize` says so. */
  readonly expiresAt?: number;
  /**
   * Whether they may see what is about this place; everything of the tenant by default. A place of which nothing is known
   * is an empty object. Where it is given, lists lose the rows that may not be seen, and requests that cannot be told
   * apart are refused.
   */
  readonly sees?: (place: Place) => boolean;
  /** Whether they may change or send something there; whatever they see, by default. */
  readonly writes?: (place: Place) => boolean;
}

export const tenantOf = ({tenant = 'default'}: {readonly tenant?: string}): string => tenant;

/** A place of what a provider wrote: only texts say anything. */
export const placeOf = (said: {readonly [Name in keyof Place]?: unknown}): Place =>
  Object.fromEntries(Object.entries(said).filter(([, value]) => typeof value === 'string' && value !== ''));
