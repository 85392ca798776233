import type {Splice} from '../util/splice.js';
import type {RowHeights} from './row-heights.js';
import {joinRanges, RowWindow, type RowSizes} from './row-window.js';
import {setStyle, type VirtualRows} from './virtual-rows.js';

/** Where undrawn rows would be: room above the drawn ones, between them, and below. */
export interface Spaces {
  readonly before: number;
  readonly after: number;
  /** Above a row that does not follow the one drawn before it, by its index. */
  readonly gaps: ReadonlyMap<number, number>;
}

/** A window on rows that follow each other in the page, so that those which are not drawn need room in it. */
export class SpacedWindow<Sizes extends RowSizes = RowSizes> extends RowWindow<Sizes> {
  /**
   * Keeps the rows that are drawn through a change of the list.
   *
   * @param moved where a row is now; -1 when it is gone
   */
  follow(moved: (index: number) => number): void {
    this.ranges = joinRanges(
      this.ranges.flatMap(({from, to}) => {
        const [first, last] = [moved(from), moved(to - 1)];
        return first < 0 || last < first ? [] : [{from: first, to: last + 1}];
      }),
    );
  }

  get spaces(): Spaces {
    const {ranges, sizes} = this;
    const gaps = new Map<number, number>();
    ranges.forEach(({from}, place) => {
      const above = ranges[place - 1];
      if (above) gaps.set(from, sizes.topOf(from) - sizes.topOf(above.to));
    });
    const end = ranges.at(-1)?.to ?? 0;
    return {before: sizes.topOf(ranges[0]?.from ?? 0), after: sizes.total - sizes.topOf(end), gaps};
  }
}

/**
 * Rows of any height, which follow each other in the page. Undrawn ones have their room in an element before the list,
 * one after it, and between drawn rows.
 */
export class MeasuredRows implements VirtualRows {
  readonly window: SpacedWindow<RowHeights>;
  readonly #indexes: () => readonly number[];
  readonly #parted = new Set<HTMLElement>();
  #hasLearned = false;

  /** @param indexes see `VirtualRows` */
  constructor(heights: RowHeights, indexes: () => readonly number[]) {
    this.window = new SpacedWindow(heights);
    this.#indexes = indexes;
  }

  get indexes(): readonly number[] {
    return this.#indexes();
  }

  measure(list: HTMLElement): void {
    const {indexes} = this;
    const {children} = list;
    if (children.length !== indexes.length) return;
    const {sizes} = this.window;
    const bounds = [...children].map((item) => item.getBoundingClientRect());
    for (let place = 0; place < indexes.length;) {
      const index = indexes[place] ?? 0;
      let next = place + 1;
      while (indexes[next] === index) next++;
      const end = indexes[next] === index + 1 ? bounds[next]?.top : bounds[next - 1]?.bottom;
      const height = (end ?? 0) - (bounds[place]?.top ?? 0);
      if (height > 0) sizes.measure(index, height);
      place = next;
    }
    if (!this.#hasLearned) this.#hasLearned = sizes.learnEstimate();
    this.apply(list);
  }

  apply(list: HTMLElement): void {
    const {indexes} = this;
    const {before, after, gaps} = this.window.spaces;
    setStyle(list.previousElementSibling, 'blockSize', `${before}px`);
    setStyle(list.nextElementSibling, 'blockSize', `${after}px`);
    for (const item of this.#parted) item.style.marginBlockStart = '';
    this.#parted.clear();
    for (const [index, gap] of gaps) {
      const item = list.children[indexes.indexOf(index)];
      if (!(item instanceof HTMLElement)) continue;
      item.style.marginBlockStart = `${gap}px`;
      this.#parted.add(item);
    }
  }

  absorb(list: HTMLElement, element: Element, amount: number): boolean {
    const index = this.indexes[[...list.children].findIndex((child) => child.contains(element))];
    if (index === undefined) return false;
    const {ranges, sizes} = this.window;
    const range = ranges.find(({from, to}) => from <= index && index < to);
    if (!range || sizes.absorb(amount, range.from) === amount) return false;
    this.apply(list);
    return true;
  }

  topOf(list: HTMLElement): number {
    return (list.previousElementSibling ?? list).getBoundingClientRect().top;
  }
}

/**
 * Where rows are after a change.
 *
 * @param keyBefore the key of a row before the change, and `keyAfter` after it
 * @returns where a row is now, by its place before; -1 when it is gone
 */
export function movedBy(
  {start, removed, added}: Splice,
  keyBefore: (index: number) => string | undefined,
  keyAfter: (index: number) => string | undefined,
): (index: number) => number {
  let places: Map<string, number> | undefined;
  return (index) => {
    if (index < start) return index;
    if (index >= start + removed) return index + added - removed;
    if (!places) {
      places = new Map();
      for (let place = start; place < start + added; place++) {
        const key = keyAfter(place);
        if (key !== undefined) places.set(key, place);
      }
    }
    return places.get(keyBefore(index) ?? '') ?? -1;
  };
}
