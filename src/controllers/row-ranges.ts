/** Rows from `from` up to, and without, `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** The same rows in order, each in one range. */
export function joinRanges(ranges: readonly RowRange[]): readonly RowRange[] {
  const joined: RowRange[] = [];
  for (const range of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (range.to <= range.from) continue;
    if (last && range.from <= last.to) joined[joined.length - 1] = {from: last.from, to: Math.max(last.to, range.to)};
    else joined.push(range);
  }
  return joined;
}

export const coversRange = (ranges: readonly RowRange[], {from, to}: RowRange): boolean =>
  from >= to || ranges.some((range) => range.from <= from && range.to >= to);
