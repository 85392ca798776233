/** An opaque place in a list. Only the adapter that made it can read it; it survives `JSON.stringify`. */
export type Cursor = string & {readonly __cursor: unique symbol};

/** Marks a string as a cursor. For adapters. */
export const asCursor = (text: string): Cursor => text as Cursor;

/** One page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the next page starts; absent on the last page. */
  readonly next?: Cursor;
  /** How many items there are in all, when the provider says so. */
  readonly total?: number;
}
