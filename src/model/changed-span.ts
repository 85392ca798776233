/** Where two lists differ: at `start`, `removed` items of the first gave way to `added` items of the second. */
export interface ChangedSpan {
  readonly start: number;
  readonly removed: number;
  readonly added: number;
}

/** The shortest span that holds every difference between two lists, which may be long: most changes are small. */
export function changedSpan<Item>(
  previous: readonly Item[],
  next: readonly Item[],
  isSame: (a: Item | undefined, b: Item | undefined) => boolean = (a, b) => a === b,
): ChangedSpan {
  if (previous === next) return {start: next.length, removed: 0, added: 0};
  const shorter = Math.min(previous.length, next.length);
  let start = 0;
  while (start < shorter && (previous[start] === next[start] || isSame(previous[start], next[start]))) start++;
  let [before, after] = [previous.length, next.length];
  while (before > start && after > start) {
    const [a, b] = [previous[before - 1], next[after - 1]];
    if (a !== b && !isSame(a, b)) break;
    before--;
    after--;
  }
  return {start, removed: before - start, added: after - start};
}
