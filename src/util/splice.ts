/** Where two lists differ: at `start`, `removed` items of the first gave way to `added` items of the second. */
export interface Splice {
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

/** The shortest span that holds every difference between two lists. */
export function spliceBetween<Item>(previous: readonly Item[], next: readonly Item[]): Splice {
  if (previous === next) return {start: next.length, removed: 0, added: 0};
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
