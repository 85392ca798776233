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

/** Writes what is not so already: a style that is written anew costs layout. */
export function setStyle(
  element: Element | null | undefined,
  name: 'blockSize' | 'insetBlockStart',
  value: string,
): void {
  if (element instanceof HTMLElement && element.style[name] !== value) element.style[name] = value;
}
