import type {Cursor} from '../model/page.js';

/** A page that was asked for, so that it can be asked for again. */
export interface PagePlace {
  readonly cursor: Cursor | undefined;
  readonly length: number;
}

/** How far a provider's list was read: its pages one after the other, and where it goes on. */
export class ListPages {
  /** The first of them first. */
  #places: PagePlace[] = [];
  /** Rows that left since the last page was read: with a numbered page, as many would be passed over. */
  #left = 0;
  /** Where the list goes on; nothing once it was read to its end. */
  next: Cursor | undefined;

  get count(): number {
    return this.#places.length;
  }

  /** A page was read that follows on the others. */
  add(place: PagePlace, next: Cursor | undefined): void {
    this.#places.push(place);
    // A page that names its own place as the next is the last one.
    this.next = next === place.cursor ? undefined : next;
    this.#left = 0;
  }

  /** The list was read anew, from its top. */
  replace(places: PagePlace[], next: Cursor | undefined): void {
    this.#places = places;
    this.next = next;
  }

  /** The list is what was read just now, and nothing else. */
  startOver(places: PagePlace[] = [], next?: Cursor): void {
    this.replace(places, next);
    this.#left = 0;
  }

  begins(cursor: Cursor): boolean {
    return this.#places.some((place) => place.cursor === cursor);
  }

  leave(count: number): void {
    this.#left += count;
  }

  /** Pages that count rows skip as many as left above them: those are read again, which costs a page and loses none. */
  goBack(): Cursor | undefined {
    let missing = this.#left;
    let place = this.next;
    while (missing > 0) {
      const page = this.#places.pop();
      if (!page) break;
      missing -= page.length;
      place = page.cursor;
    }
    return place;
  }
}
