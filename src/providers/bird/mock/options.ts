/**
 * What the mock's workspace is like. Besides who is let in, these are the things Bird's documents leave open; an
 * adapter has to cope with all of them.
 */
export interface BirdMockOptions {
  /** `https://api.bird.com` by default. */
  readonly baseUrl?: string;
  /** The only workspace let in; any by default. */
  readonly workspaceId?: string;
  /** Tells which access keys are valid; any by default. Refused ones get a 401. */
  readonly acceptKey?: (accessKey: string) => boolean;
  /** The workspace's access keys, by id. Any id is taken for one by default; past messages are from the first. */
  readonly accessKeys?: readonly BirdAccessKey[];

  /**
   * What conversations are ordered by. `activity`, the default, keeps the order of the first page while later ones are
   * read; `activity-live` does not, so that a conversation that moves up between two pages is on neither.
   */
  readonly conversationOrder?: 'activity' | 'activity-live' | 'created';
  /** Lists begin with the oldest unless they are asked for in reverse. The other way round by default, as in a sample. */
  readonly oldestFirst?: boolean;
  /** A full page has a token even when nothing is left, which leads to an empty page. */
  readonly emptyLastPage?: boolean;
  /** Lists tell how many there are in all. */
  readonly total?: boolean;
  /** Fraction digits of times: none to nine by default, by turns. Without any, many times are equal. */
  readonly fractionDigits?: 'mixed' | 'none' | 'nine';

  /** Whether attributes of a change replace the old ones, which is the default, or are added to them. */
  readonly attributes?: 'replace' | 'merge';
  /** The status a message to a closed conversation is refused with; 409 by default. */
  readonly closedStatus?: 403 | 409 | 422;
  /** The words it is refused with. */
  readonly closedText?: string;
  /** `flat` is documented; `nested` has the same inside `error`, `empty` has no body. */
  readonly errorEnvelope?: 'flat' | 'nested' | 'empty';
  /** `Retry-After` is an HTTP date instead of seconds. */
  readonly retryAfterAsDate?: boolean;

  /** Channels, by id, that are like WhatsApp: until the contact wrote, only templates arrive. */
  readonly templateOnlyChannels?: readonly string[];
  /** The templates there are; any is taken by default. */
  readonly templates?: readonly BirdMockTemplate[];
}

export interface BirdAccessKey {
  readonly id: string;
  readonly name: string;
}

export interface BirdMockTemplate {
  readonly projectId: string;
  readonly version: string;
  /** With `{{key}}` for each parameter. */
  readonly text: string;
}

/** The id of the document's own sample. */
export const DEFAULT_ACCESS_KEY: BirdAccessKey = {id: '0c0defe3-c98d-46d9-a9bf-febc1e08aa0c', name: 'My first key'};
