import type {DigivaultGroups} from './groups.js';

/** Everything the document leaves open is an option here; the defaults are the likely ones. [Inference] */
export interface DigivaultMockOptions {
  /** `https://api.digivault.com` by default. */
  readonly baseUrl?: string;
  /** Tells which `Authorization` headers are valid; any `Bearer` or `Basic` one by default. */
  readonly acceptAuthorization?: (header: string) => boolean;
  /** 100 requests and 10 writes in 60 000 ms of the backend's clock, as documented; `false` for no limits. */
  readonly rateLimit?: false | {readonly requests?: number; readonly writes?: number; readonly window?: number};
  /** `Retry-After` is an HTTP date instead of seconds. */
  readonly retryAfterAsDate?: boolean;
  /** Groups besides the backend's contacts; none by default. */
  readonly groups?: DigivaultGroups;
  /** How conversations are listed: `oldest` made first by default, or newest made, last active, or by id. */
  readonly conversationOrder?: 'oldest' | 'newest' | 'active' | 'id';
  /** How messages are listed: `newest` first by default. */
  readonly messageOrder?: 'newest' | 'oldest' | 'id';
  /** `starting_after` and `ending_before` repeat the object they name. */
  readonly inclusiveCursors?: boolean;
  /** Every page is the first one and says that there is more. */
  readonly stuckPages?: boolean;
  /** A conversation that exists is refused (422) instead of answered (200) when it is made again. */
  readonly refuseExisting?: boolean;
  /** 204 without a body instead of `{id, deleted: true}`. */
  readonly deleteWithoutBody?: boolean;
  /** What attachments are in messages: an address (`text`) by default, or an object with a `url`. */
  readonly attachments?: 'text' | 'object';
  /** What members are in groups: ids by default, or whole contacts. */
  readonly members?: 'id' | 'contact';
  /** Collections that this token may not read (403). */
  readonly forbidden?: readonly ('contacts' | 'groups' | 'contact-list' | 'group-list')[];
  /** Who we are in messages; `{id: 'ownContact000001', username: 'You'}` by default. */
  readonly ownContact?: {readonly id: string; readonly username: string};
}

export const OWN_CONTACT = {id: 'ownContact000001', username: 'You'} as const;
