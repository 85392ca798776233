import type {StoredMessage} from '../../../backend/types.js';

/** Where the document and the client leave something open, the mock can behave in each way. */
export interface SurgeMockOptions {
  /** `https://api.surge.app` by default. */
  readonly baseUrl?: string;
  /** The only account there is; any by default. Webhooks name it. */
  readonly accountId?: string;
  /** Tells which API keys are valid; any by default. */
  readonly acceptKey?: (key: string) => boolean;
  /** Entries of a page. The client has no way to ask for a number; 25 by default. */
  readonly pageSize?: number;
  /** The order of the account's messages: newest first by default. */
  readonly order?: 'newest-first' | 'oldest-first';
  /** A page begins with the last entry of the page before. */
  readonly repeatsAtCursor?: boolean;
  /** A missing cursor is left out instead of being `null`. */
  readonly omitsMissingCursors?: boolean;
  /** Ids are TypeIDs that hold the time of creation, as the document's samples are, or tell nothing. */
  readonly ids?: 'typeid' | 'opaque';
  /** What a message says of its conversation: the document's sample and the client have contact and number. */
  readonly conversationInMessages?: 'whole' | 'id-only';
  /** Contacts in conversations have their names, as the client's types allow; the document's sample has none. */
  readonly contactNames?: boolean;
  /** Conversations have `status` and `opted_out_at`, as the document says but does not show. */
  readonly statusInAnswers?: boolean;
  /** Which messages went to many at once, by the id of that blast; none by default. */
  readonly blastIdOf?: (message: StoredMessage) => string | undefined;
  /** The status of an answered POST; 201 by default. */
  readonly createdStatus?: 200 | 201;
  /** `Retry-After` is an HTTP date instead of seconds. */
  readonly retryAfterAsDate?: boolean;
}
