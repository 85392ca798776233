/** Rows from `from` up to, and without, `to`. */
export interface RowRange {
  readonly from: number;
  readonly to: number;
}

/** A stretch of the list, in CSS pixels from the top edge of its first row. */
export interface Stretch {
  readonly top: number;
  readonly height: number;
}

/** How tall rows are, measured or known. All numbers are CSS pixels. */
export interface RowSizes {
  readonly length: number;
  readonly total: number;
  /** From the first row's top edge to that of the row at `index`; to the end of the list for its length. */
  topOf(index: number): number;
  /** The row at a distance from the first row's top edge, or the nearest one. */
  indexAt(distance: number): number;
}

/** Rows that all have one height. */
export class FixedRows implements RowSizes {
  length = 0;

  /** @param size of a row, in CSS pixels */
  constructor(public size: number) {}

  get total(): number {
    return this.length * this.size;
  }

  topOf(index: number): number {
    return index * this.size;
  }

  indexAt(distance: number): number {
    return Math.max(0, Math.min(Math.floor(distance / this.size), this.length - 1));
  }
}

export interface ShowOptions {
  /** How far the reader moved last, in CSS pixels: rows are drawn as far ahead. */
  readonly ahead: number;
  /** Rows that are drawn wherever the reader is. */
  readonly kept: RowRange;
}

/** Rows are drawn this far out of sight, in CSS pixels, or a fifth of a screen. */
const MARGIN = 160;
/** This many rows more than needed are left where they are. */
const SPARE = 8;

/** Which rows of a long list are drawn: those in sight, some around them, and those that must not go. */
export class RowWindow<Sizes extends RowSizes = RowSizes> {
  ranges: readonly RowRange[] = [];

  constructor(readonly sizes: Sizes) {}

  /** Decides which rows are drawn to show a stretch, unless those drawn already show it with some to spare. */
  show(seen: Stretch, {ahead, kept}: ShowOptions): void {
    const margin = marginOf(seen);
    const next = {...seen, top: seen.top + ahead};
    const needed = [this.#around(seen, margin / 2), this.#around(next, ahead === 0 ? 0 : margin / 2), kept];
    if (this.#isTidy(seen, ahead, kept) && needed.every((range) => coversRange(this.ranges, range))) return;
    this.ranges = joinRanges([
      this.#around(seen, margin),
      ...(ahead === 0 ? [] : [this.#around(next, margin)]),
      {from: Math.max(0, kept.from), to: Math.min(kept.to, this.sizes.length)},
    ]);
  }

  /** True when rows should be drawn anew for a stretch that is about to be seen. */
  needs(seen: Stretch, ahead: number): boolean {
    const margin = marginOf(seen) / 2;
    return ![seen, {...seen, top: seen.top + ahead}].every((stretch) =>
      coversRange(this.ranges, this.#around(stretch, margin)),
    );
  }

  isDrawn(seen: Stretch): boolean {
    return coversRange(this.ranges, this.#around({top: seen.top + 1, height: seen.height - 2}, 0));
  }

  /** The places of the drawn rows. */
  get indexes(): readonly number[] {
    return this.ranges.flatMap(({from, to}) => [...Array(to - from).keys()].map((place) => from + place));
  }

  /** What was drawn ahead of a movement is left while it lasts, and goes when the reader rests. */
  #isTidy(seen: Stretch, ahead: number, kept: RowRange): boolean {
    const {ranges, sizes} = this;
    if ((ranges.at(-1)?.to ?? 0) > sizes.length) return false;
    if (ahead !== 0) return true;
    const {from, to} = this.#around(seen, marginOf(seen));
    const drawn = ranges.reduce((sum, range) => sum + range.to - range.from, 0);
    return ranges.length <= (kept.to > kept.from ? 2 : 1) && drawn <= to - from + SPARE;
  }

  #around({top, height}: Stretch, margin: number): RowRange {
    const {sizes} = this;
    if (sizes.length === 0) return {from: 0, to: 0};
    return {from: sizes.indexAt(top - margin), to: sizes.indexAt(top + height + margin) + 1};
  }
}

const marginOf = ({height}: Stretch): number => Math.max(MARGIN, height / 5);

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
