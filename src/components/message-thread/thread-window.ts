import {RowHeights} from '../../controllers/row-heights.js';
import {coversRange, joinRanges, type RowRange} from '../../controllers/row-ranges.js';
import {spliceBetween, type Splice} from '../../util/splice.js';
import {ConsentLedger} from '../../model/consent-ledger.js';
import {rowsOf, type RowsOptions, type ThreadRow} from '../../model/group-messages.js';
import {messageKey, type Message} from '../../model/message.js';

/** What a message takes before any was drawn, in CSS pixels. */
const USUAL_HEIGHT = 64;
/** Rows are drawn this far out of sight, in CSS pixels, or a fifth of a screen. */
const MARGIN = 160;

/** A stretch of the list, in CSS pixels from the top edge of its first row. */
export interface Stretch {
  readonly top: number;
  readonly height: number;
}

/** Where undrawn rows would be: room above the drawn ones, between them, and below. */
export interface Spaces {
  readonly before: number;
  readonly after: number;
  /** Above the first row of a message that does not follow the one drawn before it. */
  readonly gaps: ReadonlyMap<number, number>;
}

/**
 * Which messages of a thread are drawn: those in sight, some around them, and those that must not go, such as the one
 * with the focus. Knows how much room the others take.
 */
export class ThreadWindow {
  /** The rows of the drawn messages. */
  rows: readonly ThreadRow[] = [];
  private readonly heights = new RowHeights(USUAL_HEIGHT);
  private readonly consents = new ConsentLedger();
  private messages: readonly Message[] = [];
  private ranges: readonly RowRange[] = [];
  private drawnFrom?: readonly unknown[];
  private hasLearned = false;

  /**
   * Takes the messages as they are now.
   *
   * @returns where a message drawn until now is by now, by its key; -1 when it is gone
   */
  follow(messages: readonly Message[]): (key: string) => number {
    const before = this.messages;
    const span = spliceBetween(before, messages);
    this.messages = messages;
    if (span.removed > 0 || span.added > 0) this.consents.follow(messages, span);
    this.moveHeights(before, span);
    const moved = (index: number): number => this.moved(index, before[index], span);
    const places = new Map(this.rows.map((row) => [row.key, row.index]));
    this.ranges = joinRanges(
      this.ranges.flatMap(({from, to}) => {
        const [first, last] = [moved(from), moved(to - 1)];
        return first < 0 || last < first ? [] : [{from: first, to: last + 1}];
      }),
    );
    return (key) => {
      const place = places.get(key);
      return place === undefined ? -1 : moved(place);
    };
  }

  get total(): number {
    return this.heights.total;
  }

  topOf(index: number): number {
    return this.heights.topOf(index);
  }

  /** Decides which rows are drawn to show a stretch, unless those drawn already show it with some to spare. */
  show(seen: Stretch, {ahead, kept, isAtRest}: {ahead: number; kept: number; isAtRest: boolean}): void {
    const margin = marginOf(seen);
    // With its neighbours: a row by itself would be taken out and put in again, and lose the focus.
    const keptRange =
      kept < 0 ? {from: 0, to: 0} : {from: Math.max(0, kept - 1), to: Math.min(kept + 2, this.messages.length)};
    const next = {...seen, top: seen.top + ahead};
    const needed = [this.around(seen, margin / 2), this.around(next, ahead === 0 ? 0 : margin / 2), keptRange];
    const isOnePiece = this.ranges.length <= (kept < 0 ? 1 : 2);
    const isTidy = !isAtRest || (isOnePiece && this.drawnCount <= this.countAround(seen, margin) + 8);
    if (isTidy && needed.every((range) => coversRange(this.ranges, range))) return;
    this.ranges = joinRanges([
      this.around(seen, margin),
      ...(ahead === 0 ? [] : [this.around(next, margin)]),
      keptRange,
    ]);
  }

  /** True when rows should be drawn anew for a stretch that is about to be seen. */
  needs(seen: Stretch, ahead: number): boolean {
    const margin = marginOf(seen) / 2;
    return ![seen, {...seen, top: seen.top + ahead}].every((stretch) =>
      coversRange(this.ranges, this.around(stretch, margin)),
    );
  }

  isDrawn(seen: Stretch): boolean {
    return coversRange(this.ranges, this.around({top: seen.top + 1, height: seen.height - 2}, 0));
  }

  draw(options: Omit<RowsOptions, 'part'>): void {
    const from = [this.messages, this.ranges, options.timeZone, options.unreadFromId];
    if (this.drawnFrom?.every((value, place) => value === from[place])) return;
    this.drawnFrom = from;
    const consentBefore = (index: number) => this.consents.before(index);
    const seen = new Set<string>();
    this.rows = this.ranges.flatMap((range) =>
      rowsOf(this.messages, {...options, part: {...range, consentBefore}}).map((row) => {
        // A day can be above two messages that are far apart.
        const key = seen.has(row.key) ? `${row.key}:${row.index}` : row.key;
        seen.add(key);
        return key === row.key ? row : {...row, key};
      }),
    );
  }

  /** @param items the elements of the drawn rows, in their order */
  measure(items: readonly Element[]): void {
    const {rows} = this;
    if (items.length !== rows.length) return;
    const bounds = items.map((item) => item.getBoundingClientRect());
    for (let place = 0; place < rows.length;) {
      const index = rows[place]?.index ?? 0;
      let next = place + 1;
      while (rows[next]?.index === index) next++;
      const end = rows[next]?.index === index + 1 ? bounds[next]?.top : bounds[next - 1]?.bottom;
      const height = (end ?? 0) - (bounds[place]?.top ?? 0);
      if (height > 0) this.heights.measure(index, height);
      place = next;
    }
    this.hasLearned ||= this.heights.learnEstimate();
  }

  /** See `RowHeights.hide`. */
  hide(amount: number, index: number): number {
    const range = this.ranges.find(({from, to}) => from <= index && index < to);
    return range ? this.heights.hide(amount, range.from) : amount;
  }

  get spaces(): Spaces {
    const {ranges, heights} = this;
    const gaps = new Map<number, number>();
    ranges.forEach(({from}, place) => {
      const above = ranges[place - 1];
      if (above) gaps.set(from, heights.topOf(from) - heights.topOf(above.to));
    });
    const end = ranges.at(-1)?.to ?? 0;
    return {before: heights.topOf(ranges[0]?.from ?? 0), after: heights.total - heights.topOf(end), gaps};
  }

  private get drawnCount(): number {
    return this.ranges.reduce((sum, {from, to}) => sum + to - from, 0);
  }

  private countAround(seen: Stretch, margin: number): number {
    const {from, to} = this.around(seen, margin);
    return to - from;
  }

  private around({top, height}: Stretch, margin: number): RowRange {
    const {heights} = this;
    if (heights.length === 0) return {from: 0, to: 0};
    return {from: heights.indexAt(top - margin), to: heights.indexAt(top + height + margin) + 1};
  }

  private moveHeights(before: readonly Message[], {start, removed, added}: Splice): void {
    if (removed === 0 && added === 0) return;
    const places = new Map<string, number>();
    for (let place = start; place < start + removed; place++) {
      const message = before[place];
      if (message) places.set(messageKey(message), place);
    }
    this.heights.splice({start, removed, added}, (place) => {
      const message = this.messages[start + place];
      return message && places.get(messageKey(message));
    });
  }

  private moved(index: number, message: Message | undefined, {start, removed, added}: Splice): number {
    if (index < start) return index;
    if (index >= start + removed) return index + added - removed;
    const key = message && messageKey(message);
    for (let place = start; place < start + added; place++) {
      const candidate = this.messages[place];
      if (candidate && messageKey(candidate) === key) return place;
    }
    return -1;
  }
}

const marginOf = ({height}: Stretch): number => Math.max(MARGIN, height / 5);
