/** Where two lists differ: at `start`, `removed` items of the first gave way to `added` items of the second. */
export interface Splice {
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

// Weakly, or each list would keep all that were before it.
const noted = new WeakMap<object, {readonly previous: WeakRef<object>; readonly span: Splice}>();

/** Remembers how a list came about, so that nobody who knew the one before it has to compare the two. */
export function noteSplice(previous: object, next: object, span: Splice): void {
  noted.set(next, {previous: new WeakRef(previous), span});
}

/** A span that holds every difference between two lists, which may be long: most changes are small. */
export function spliceBetween<Item>(previous: readonly Item[], next: readonly Item[]): Splice {
  if (previous === next) return {start: next.length, removed: 0, added: 0};
  const known = noted.get(next);
  if (known?.previous.deref() === previous) return known.span;
  const shorter = Math.min(previous.length, next.length);
  let start = 0;
  while (start < shorter && previous[start] === next[start]) start++;
  let [before, after] = [previous.length, next.length];
  while (before > start && after > start && previous[before - 1] === next[after - 1]) {
    before--;
    after--;
  }
  return {start, removed: before - start, added: after - start};
}
