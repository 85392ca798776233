/** An opaque place in a list. Only the adapter that made it can read it; it survives `JSON.stringify`. */
export type Cursor = string & {readonly __cursor: unique symbol};

/** Marks a string as a cursor. For adapters. */
export const asCursor = (text: string): Cursor => text as Cursor;

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts; absent on the last page. */
  readonly next?: Cursor;
  /** True when the list is worked out from something else and may lack items even on its last page. */
  readonly incomplete?: boolean;
  /** Accounts whose items are left out because they cannot be read at the moment, as people call them. */
  readonly missing?: readonly string[];
  /**
   * `activity` when this page and those after it are sorted by falling `lastActivityAt`, as the list stood when its first
   * page was read: who looks for newer conversations may stop at the first older one. Absent: no promise.
   */
  readonly order?: 'activity';
  /** How many items there are in all, when the provider says so. */
  readonly total?: number;
}
