/** What the reader looks at, in terms that survive a change of the rows. All numbers are CSS pixels. */
export type ScrollAnchor =
  | {readonly kind: 'bottom'; readonly distance: number}
  | {readonly kind: 'rows'; readonly rows: readonly AnchorRow[]}
  /** No row is drawn yet where the reader is, so there is none to keep in its place. */
  | {readonly kind: 'undrawn'};

export interface AnchorRow {
  /** The row's `data-anchor-key`. A row that may move to other messages, such as a day separator, has none. */
  readonly key: string;
  /** From the top edge of the scroller to the top edge of the row. */
  readonly offset: number;
}

/** Rows further down stand in when the topmost visible one disappears. */
const ROWS_REMEMBERED = 12;
/** A row of which no more is left in sight, in CSS pixels, is not seen: what is read begins with the next one. */
const SLIVER = 1;

export const distanceFromBottom = (scroller: Element): number =>
  scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;

const offsetOf = (row: Element, scroller: Element): number =>
  row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;

/** Remembers the place, from the first row in view or the row named. */
export function captureAnchor(
  scroller: Element,
  {isFollowing, from}: {readonly isFollowing: boolean; readonly from?: Element | null},
): ScrollAnchor {
  if (isFollowing) return {kind: 'bottom', distance: Math.max(0, distanceFromBottom(scroller))};
  const rows = [...scroller.querySelectorAll<HTMLElement>('[data-anchor-key]')];
  const named = rows.findIndex((row) => row === from);
  const start = named >= 0 ? named : firstVisibleIndex(rows, scroller);
  const first = rows[start];
  if (!first || offsetOf(first, scroller) >= scroller.clientHeight) return {kind: 'undrawn'};
  return {
    kind: 'rows',
    rows: rows
      .slice(start, start + ROWS_REMEMBERED)
      .map((row) => ({key: row.dataset['anchorKey'] ?? '', offset: offsetOf(row, scroller)})),
  };
}

/** How far the anchor is below where it was; nothing when nothing of it is left. */
export function distanceFromAnchor(scroller: Element, anchor: ScrollAnchor): number | undefined {
  if (anchor.kind === 'bottom') return distanceFromBottom(scroller) - anchor.distance;
  if (anchor.kind === 'undrawn') return 0;
  for (const {key, offset} of anchor.rows) {
    const row = scroller.querySelector(`[data-anchor-key="${CSS.escape(key)}"]`);
    if (row) return offsetOf(row, scroller) - offset;
  }
  return undefined;
}

/** Scrolls so that the anchor is where it was. Returns false when nothing of it is left. */
export function restoreAnchor(scroller: Element, anchor: ScrollAnchor): boolean {
  const distance = distanceFromAnchor(scroller, anchor);
  if (distance !== undefined) scrollBy(scroller, distance);
  return distance !== undefined;
}

/** Puts a row's top edge `inset` pixels below the scroller's, or as near as the content allows. */
export function scrollRowToTop(scroller: Element, row: Element, inset: number): void {
  scrollBy(scroller, offsetOf(row, scroller) - inset);
}

/** Fractions below half a pixel are rounding, and chasing them would never end. */
function scrollBy(scroller: Element, distance: number): void {
  if (Math.abs(distance) >= 0.5) scroller.scrollTop += distance;
}

/** By halving: the rows are in reading order, and long threads ask on every scroll. */
function firstVisibleIndex(rows: readonly Element[], scroller: Element): number {
  const top = scroller.getBoundingClientRect().top + SLIVER;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && row.getBoundingClientRect().bottom <= top) low = middle + 1;
    else high = middle;
  }
  return low;
}
