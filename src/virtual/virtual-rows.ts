import type {RowHeights} from './row-heights.js';
import {RowWindow, type FixedRows} from './row-window.js';

/** The rows of a list, of which only some are drawn, and how they get their places. */
export interface VirtualRows {
  readonly window: RowWindow;
  /** Of which row each child of the list is a part: several in a row can be of one. */
  readonly indexes: readonly number[];
  /** Learns how tall rows are. */
  measure(list: HTMLElement): void;
  /** Puts drawn rows in their places, and gives the others their room. */
  apply(list: HTMLElement): void;
  /**
   * Has undrawn rows above a drawn one absorb a change of height; absent where all heights are known.
   *
   * @param element of that row, or in it
   * @returns whether they could absorb any of it
   */
  absorb?(list: HTMLElement, element: Element, amount: number): boolean;
  /** Where the first row is or would be, in CSS pixels from the top edge of the page's view. */
  topOf(list: HTMLElement): number;
}

/**
 * Rows of any height, which follow each other in the page. Undrawn ones have their room in an element before the list,
 * one after it, and between drawn rows.
 */
export class MeasuredRows implements VirtualRows {
  readonly window: RowWindow<RowHeights>;
  readonly #indexes: () => readonly number[];
  readonly #parted = new Set<HTMLElement>();
  #hasLearned = false;

  /** @param indexes see `VirtualRows` */
  constructor(heights: RowHeights, indexes: () => readonly number[]) {
    this.window = new RowWindow(heights);
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
    if (index === undefined || this.window.absorb(amount, index) === amount) return false;
    this.apply(list);
    return true;
  }

  topOf(list: HTMLElement): number {
    return (list.previousElementSibling ?? list).getBoundingClientRect().top;
  }
}

/** Rows of one height, a length of the styles. Each stands at its own place in a list as tall as all of them together. */
export class EqualRows implements VirtualRows {
  readonly window: RowWindow<FixedRows>;
  readonly #length: string;

  /** @param length of a row, as CSS, such as `var(--size)` */
  constructor(sizes: FixedRows, length: string) {
    this.window = new RowWindow(sizes);
    this.#length = length;
  }

  get indexes(): readonly number[] {
    return this.window.indexes;
  }

  /** Rows grow with the reader's own font size. */
  measure(list: HTMLElement): void {
    const {sizes} = this.window;
    const size = list.getBoundingClientRect().height / sizes.length;
    if (Number.isFinite(size) && size > 0) sizes.size = size;
  }

  apply(list: HTMLElement): void {
    const {indexes} = this;
    const {sizes} = this.window;
    setStyle(list, 'blockSize', `calc(${sizes.length} * ${this.#length})`);
    indexes.forEach((index, place) =>
      setStyle(list.children[place], 'insetBlockStart', `calc(${index} * ${this.#length})`),
    );
  }

  topOf(list: HTMLElement): number {
    return list.getBoundingClientRect().top;
  }
}

function setStyle(element: Element | null | undefined, name: 'blockSize' | 'insetBlockStart', value: string): void {
  if (element instanceof HTMLElement && element.style[name] !== value) element.style[name] = value;
}
