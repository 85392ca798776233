/** An end of a list that readers wait at for what comes. */
export type ListEdge = 'start' | 'end';

/** What the reader looks at, in terms that survive a change of the rows. All numbers are CSS pixels. */
export type ScrollAnchor =
  | {readonly kind: 'edge'; readonly edge: ListEdge; readonly distance: number}
  | {readonly kind: 'rows'; readonly rows: readonly AnchorRow[]}
  /** No row is drawn yet where the reader is, so there is none to keep in its place. */
  | {readonly kind: 'undrawn'};

export interface AnchorRow {
  /** The row's `data-anchor-key`. A row that may move to others, such as a day separator, has none. */
  readonly key: string;
  /** From the top edge of the scroller to the top edge of the row. */
  readonly offset: number;
}

/** Where a row is scrolled to: so far below the top edge, a third of the way down, or no further than needed. */
export type RowPosition = number | 'third' | 'nearest';

/** Rows further down stand in when the topmost visible one disappears. */
const ROWS_REMEMBERED = 12;
/** A row of which no more is left in sight, in CSS pixels, is not seen: what is read begins with the next one. */
const SLIVER = 1;
/** A row that is a third of the way down stays this far from the top edge at least, in CSS pixels. */
const LEAST_INSET = 24;

export const distanceFromEdge = (scroller: Element, edge: ListEdge): number =>
  edge === 'start' ? scroller.scrollTop : scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop;

const offsetOf = (row: Element, scroller: Element): number =>
  row.getBoundingClientRect().top - scroller.getBoundingClientRect().top;

export const anchorElement = (scroller: ParentNode, key: string): HTMLElement | null =>
  // Unlike an identifier, a text in quotes needs no more than this.
  scroller.querySelector<HTMLElement>(`[data-anchor-key="${key.replace(/["\\\n\r\f]/g, escapeCharacter)}"]`);

const escapeCharacter = (character: string): string => `\\${character.charCodeAt(0).toString(16)} `;

/** Remembers the place, from the first row in view or the row named. */
export function captureAnchor(scroller: Element, from?: Element | null): ScrollAnchor {
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
  if (anchor.kind === 'edge') {
    const distance = distanceFromEdge(scroller, anchor.edge) - anchor.distance;
    return anchor.edge === 'end' ? distance : -distance;
  }
  if (anchor.kind === 'undrawn') return 0;
  for (const {key, offset} of anchor.rows) {
    const row = anchorElement(scroller, key);
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

/**
 * Of the rows a reader looks at, those first whose place in the list changes least: a row that jumps to another place is
 * never followed. Rows out of sight stand in when all others are gone.
 *
 * @param room how far down rows are in sight
 * @param before the place of a row before the change, by its key, and `after` that after it; -1 when it is not there
 */
export function steadiestFirst(
  rows: readonly AnchorRow[],
  room: number,
  before: (key: string) => number,
  after: (key: string) => number,
): readonly AnchorRow[] {
  const moves = new Map(
    rows.map(({key}) => {
      const [from, to] = [before(key), after(key)];
      return [key, from < 0 || to < 0 ? Infinity : Math.abs(to - from)];
    }),
  );
  const rank = ({key, offset}: AnchorRow): number => (offset < room ? (moves.get(key) ?? 0) : Infinity);
  return [...rows].sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
}

/** Scrolls a row to its position, or as near as the content allows. */
export function scrollToRow(scroller: Element, row: Element, position: RowPosition): void {
  const offset = offsetOf(row, scroller);
  scrollBy(scroller, offset - insetFor(position, offset, scroller.clientHeight, row.clientHeight));
}

/** How far below the top edge a row is to be, that is `offset` below it now. */
export function insetFor(position: RowPosition, offset: number, room: number, height: number): number {
  if (position === 'third') return Math.max(LEAST_INSET, (room - height) / 3);
  if (position !== 'nearest') return position;
  return offset < 0 ? 0 : Math.min(offset, room - height);
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
