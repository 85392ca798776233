import {foldText} from '../model/fold-text.js';

/** How a list is gone through by keys. */
export interface KeyedList {
  readonly count: number;
  /** Past its end it goes on at its start, and the other way round. */
  readonly isRound?: boolean;
  /** How many rows a page has; without it no key turns pages. */
  readonly pageSize?: number;
  /** It lies below a field that has the focus: Home and End are for the caret. */
  readonly isBelowField?: boolean;
}

/** The place a key moves to, from a place or from none, -1; `undefined` when the key does not move. */
export function placeAfterKey(
  key: string,
  place: number,
  {count, isRound, pageSize, isBelowField}: KeyedList,
): number | undefined {
  const last = Math.max(count - 1, 0);
  const within = (wanted: number): number => Math.min(Math.max(wanted, 0), last);
  const places: Readonly<Record<string, number>> = {
    ArrowDown: isRound && place >= last ? 0 : within(place + 1),
    ArrowUp: isRound && place <= 0 ? last : within(place - 1),
    ...(pageSize && {PageDown: within(place + pageSize), PageUp: within(place - pageSize)}),
    ...(!isBelowField && {Home: 0, End: last}),
  };
  return places[key];
}

/** A longer pause begins another word, in milliseconds. */
const PAUSE = 700;

/** Finds what is called as it is typed in a list without a field. */
export class TypeAhead {
  #typed = '';
  #at = 0;

  /** @returns the place to go to; -1 when the key writes nothing, or nothing is called so */
  placeAfter({key, timeStamp}: KeyboardEvent, place: number, count: number, nameAt: (place: number) => string): number {
    const letter = [...key].length === 1 ? foldText(key) : '';
    if (letter === '') return -1;
    this.#typed = timeStamp - this.#at > PAUSE ? letter : this.#typed + letter;
    this.#at = timeStamp;
    // The same letter again goes on to the next one.
    const isRepeated = [...this.#typed].every((each) => each === letter);
    const wanted = isRepeated ? letter : this.#typed;
    const from = Math.max(place, 0) + (isRepeated ? 1 : 0);
    for (let step = 0; step < count; step++) {
      const candidate = (from + step) % count;
      if (foldText(nameAt(candidate)).startsWith(wanted)) return candidate;
    }
    return -1;
  }
}
