import type {Splice} from '../util/splice.js';
import type {RowSizes} from './row-window.js';

/** Rows looked at for one that was never drawn, when they are to absorb a difference. */
const ABSORBING_ROWS = 400;
/** A row that was never drawn is not thought to be lower than this. */
const LOWEST = 16;

/**
 * How tall each row of a long list is: measured where it was drawn, estimated elsewhere. A change costs as much as the
 * rows it concerns, and a sum over plain numbers. All sizes are CSS pixels.
 */
export class RowHeights implements RowSizes {
  #heights = new Float64Array(0);
  /** 1 where a height was measured. */
  #known = new Uint8Array(0);
  #tops = new Float64Array(1);
  #summedTo = 0;
  #count = 0;
  #measured = 0;
  #measuredSum = 0;
  #estimate: number;

  /** @param estimate of a row that was never drawn */
  constructor(estimate: number) {
    this.#estimate = estimate;
  }

  get length(): number {
    return this.#count;
  }

  get total(): number {
    return this.topOf(this.#count);
  }

  /** From the first row's top edge to that of the row at `index`; to the end of the list for its length. */
  topOf(index: number): number {
    const [tops, heights] = [this.#tops, this.#heights];
    for (; this.#summedTo < index; this.#summedTo++) {
      tops[this.#summedTo + 1] = (tops[this.#summedTo] ?? 0) + (heights[this.#summedTo] ?? 0);
    }
    return tops[index] ?? 0;
  }

  /** The row at a distance from the first row's top edge, or the nearest one. */
  indexAt(distance: number): number {
    this.topOf(this.#count);
    let low = 0;
    let high = this.#count - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#tops[middle] ?? 0) <= distance) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  isMeasured(index: number): boolean {
    return this.#known[index] === 1;
  }

  measure(index: number, height: number): void {
    if (this.#known[index] === 1 && this.#heights[index] === height) return;
    if (this.#known[index] !== 1) {
      this.#known[index] = 1;
      this.#measured++;
      this.#measuredSum += height;
    }
    this.#put(index, height);
  }

  /**
   * From the first rows drawn on, rows are thought to be as tall as those. Later the list would jump.
   *
   * @returns whether any row was drawn yet
   */
  learnEstimate(): boolean {
    if (this.#measured === 0) return false;
    this.#estimate = this.#measuredSum / this.#measured;
    for (let index = 0; index < this.#count; index++)
      if (this.#known[index] !== 1) this.#heights[index] = this.#estimate;
    this.#summedTo = 0;
    return true;
  }

  /**
   * Makes the list follow a change. Heights of rows outside the span stay with their rows.
   *
   * @param kept where the row at a place of the span's new rows was before, when it was there
   */
  splice({start, removed, added}: Splice, kept: (place: number) => number | undefined): void {
    const tail = start + removed;
    const length = this.#count - removed + added;
    // Rows that gave way to others often come back among them, in another order or with news.
    const returned = removed === 0 ? [] : [...Array(added).keys()].map((place) => this.#measuredAt(kept(place)));
    this.#makeRoom(length);
    if (removed !== added) {
      this.#heights.copyWithin(start + added, tail, this.#count);
      this.#known.copyWithin(start + added, tail, this.#count);
    }
    this.#count = length;
    this.#heights.fill(this.#estimate, start, start + added);
    this.#known.fill(0, start, start + added);
    returned.forEach((height, place) => {
      if (height === undefined) return;
      this.#heights[start + place] = height;
      this.#known[start + place] = 1;
    });
    this.#summedTo = Math.min(this.#summedTo, start);
  }

  /**
   * Makes rows above `index` that were never drawn taller or lower by `amount` together, so that what was learned of the
   * rows below moves nothing. Returns what could not be absorbed among them.
   */
  absorb(amount: number, index: number): number {
    const places: number[] = [];
    for (let place = index - 1; place >= 0 && places.length < ABSORBING_ROWS; place--) {
      if (this.#known[place] === 1) continue;
      places.push(place);
      if (amount > 0 && places.length > 8) break;
      const room = places.length * (this.#estimate - LOWEST);
      if (amount <= 0 && room > -2 * amount) break;
    }
    let rest = amount;
    places.forEach((place, at) => {
      const before = this.#heights[place] ?? 0;
      const after = Math.max(before + rest / (places.length - at), LOWEST);
      this.#put(place, after);
      rest -= after - before;
    });
    return Math.abs(rest) < 0.01 ? 0 : rest;
  }

  #measuredAt(index: number | undefined): number | undefined {
    return index !== undefined && this.#known[index] === 1 ? this.#heights[index] : undefined;
  }

  #put(index: number, height: number): void {
    this.#heights[index] = height;
    this.#summedTo = Math.min(this.#summedTo, index);
  }

  #makeRoom(length: number): void {
    if (length < this.#tops.length) return;
    const size = Math.max(64, Math.ceil(length * 1.5));
    const [heights, known, tops] = [this.#heights, this.#known, this.#tops];
    this.#heights = new Float64Array(size);
    this.#known = new Uint8Array(size);
    this.#tops = new Float64Array(size + 1);
    this.#heights.set(heights);
    this.#known.set(known);
    this.#tops.set(tops);
  }
}
