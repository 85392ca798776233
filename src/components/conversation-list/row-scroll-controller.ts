import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {coversRange, joinRanges, type RowRange} from '../../controllers/row-ranges.js';
import type {Conversation} from '../../model/conversation.js';
import {placeOf, steadiestRow} from './list-view.js';

export interface RowPlace {
  /** The element that scrolls. */
  scroller(): HTMLElement | null;
  /** The element with the rows, as tall as all of them together. */
  rows(): HTMLElement | null;
}

/** What a row takes before one was drawn, in CSS pixels. */
const USUAL_HEIGHT = 72;
/** Rows drawn out of sight, on each side. */
const SPARE = 2;
/** Scroll events further apart than this, in milliseconds, are not one movement. */
const ONE_MOVEMENT = 200;

/**
 * Decides which rows are drawn, and keeps those a reader looks at where they are while conversations come, go and move.
 * All rows have one height, so that places are a matter of counting.
 */
export class RowScrollController implements ReactiveController {
  /** The rows to draw. */
  ranges: readonly RowRange[] = [];
  private count = 0;
  private rowHeight = USUAL_HEIGHT;
  /** Where the scroller will be after the update under way. */
  private planned: number | undefined;
  private speed = 0;
  private known = {top: 0, at: -Infinity};
  private rest: ReturnType<typeof setTimeout> | undefined;
  private observed: HTMLElement | null = null;
  private observer: ResizeObserver | undefined;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly place: RowPlace,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostDisconnected(): void {
    clearTimeout(this.rest);
    this.observer?.disconnect();
    this.observer = undefined;
    this.observed = null;
  }

  hostUpdated(): void {
    this.draw();
    const scroller = this.place.scroller();
    if (scroller && this.planned !== undefined && this.planned !== scroller.scrollTop) {
      scroller.scrollTop = this.planned;
      this.known = {top: scroller.scrollTop, at: -Infinity};
    }
    this.planned = undefined;
    this.observe(scroller);
  }

  /** Before an update: what is read stays where it is. A reader at the start wants to see what arrives there. */
  hold(before: readonly Conversation[], after: readonly Conversation[]): void {
    const top = this.top;
    if (top === undefined || top + this.rowsTop < 1) return;
    const first = Math.max(Math.ceil(top / this.rowHeight), 0);
    const seen = Math.max(Math.floor(this.room / this.rowHeight), 1);
    const places = new Map(before.slice(first, first + seen).map(({id}, place) => [id, first + place]));
    const from = (id: string) => places.get(id) ?? -1;
    const to = (id: string) => placeOf(id, after, from(id));
    const id = steadiestRow([...places.keys()], from, to);
    if (id !== undefined) this.planned = this.scrolled + (to(id) - from(id)) * this.rowHeight;
  }

  /** Before an update: what comes is a different list, which is read from its start. */
  startOver(): void {
    this.planned = 0;
  }

  /** Before an update: scrolls no further than needed to see a row, and nothing but the list. */
  reveal(index: number): void {
    if (index < 0) return;
    const above = this.rowsTop + index * this.rowHeight;
    const below = above + this.rowHeight - this.room;
    if (this.scrolled > above) this.planned = above;
    else if (this.scrolled < below) this.planned = below;
  }

  /**
   * Before an update: decides which rows to draw.
   *
   * @param count of all rows
   * @param kept rows that are drawn wherever the reader is
   */
  choose(count: number, kept: readonly number[]): void {
    this.count = count;
    const always = kept.filter((index) => index >= 0).map((index) => ({from: index, to: index + 1}));
    const needed = [this.around(0, 1), this.around(this.speed, this.speed === 0 ? 1 : 2), ...always];
    const isTidy = this.speed !== 0 || this.drawnCount <= this.seenCount + 2 * SPARE + always.length + 2;
    if (isTidy && needed.every((range) => coversRange(this.ranges, range)) && (this.ranges.at(-1)?.to ?? 0) <= count) {
      return;
    }
    this.ranges = joinRanges([this.around(0, SPARE), this.around(this.speed, this.speed === 0 ? 0 : 2), ...always]);
  }

  /** How many rows the reader sees at once. */
  get pageSize(): number {
    const seen = Math.min(this.room, globalThis.innerHeight);
    return Math.max(Math.floor(seen / this.rowHeight) - 1, 1);
  }

  readonly handleScroll = (): void => {
    const scroller = this.place.scroller();
    if (!scroller) return;
    const now = performance.now();
    const moved = scroller.scrollTop - this.known.top;
    this.speed = now - this.known.at < ONE_MOVEMENT ? moved : 0;
    this.known = {top: scroller.scrollTop, at: now};
    clearTimeout(this.rest);
    this.rest = setTimeout(this.handleRest, ONE_MOVEMENT);
    this.redraw();
  };

  /** What was drawn ahead of a movement goes. */
  private readonly handleRest = (): void => {
    this.speed = 0;
    this.host.requestUpdate();
  };

  private redraw(): void {
    const needed = [this.around(0, 1), this.around(this.speed, 1)];
    if (!needed.every((range) => coversRange(this.ranges, range))) this.host.requestUpdate();
  }

  /** Puts the drawn rows in their places: by their number, whatever their height. */
  private draw(): void {
    const rows = this.place.rows();
    if (!rows) return;
    setStyle(rows, 'blockSize', `calc(${this.count} * var(--_row-size))`);
    const indexes = this.ranges.flatMap(({from, to}) => Array.from({length: to - from}, (_, place) => from + place));
    indexes.forEach((index, place) => {
      const row = rows.children[place];
      if (row instanceof HTMLElement) setStyle(row, 'insetBlockStart', `calc(${index} * var(--_row-size))`);
    });
  }

  private around(ahead: number, spare: number): RowRange {
    const top = (this.top ?? 0) + ahead;
    const from = Math.floor(top / this.rowHeight) - spare;
    const to = Math.ceil((top + this.room) / this.rowHeight) + spare;
    const last = Math.max(0, this.count - 1);
    return {from: clamp(from, 0, last), to: clamp(to, Math.min(1, this.count), this.count)};
  }

  private get drawnCount(): number {
    return this.ranges.reduce((sum, {from, to}) => sum + to - from, 0);
  }

  private get seenCount(): number {
    return Math.ceil(this.room / this.rowHeight);
  }

  private get scrolled(): number {
    return this.planned ?? this.place.scroller()?.scrollTop ?? 0;
  }

  private get room(): number {
    return this.place.scroller()?.clientHeight || globalThis.innerHeight;
  }

  /** How far the rows' start is above the scroller's; nothing while no rows are there. */
  private get top(): number | undefined {
    return this.place.rows() ? this.scrolled - this.rowsTop : undefined;
  }

  /** Where the rows begin in what scrolls: below a notice. */
  private get rowsTop(): number {
    return this.place.rows()?.offsetTop ?? 0;
  }

  private observe(scroller: HTMLElement | null): void {
    const rows = this.place.rows();
    if (!scroller || !rows) return;
    this.observer ??= new ResizeObserver(() => this.measure());
    if (this.observed === rows) return;
    this.observed = rows;
    this.observer.disconnect();
    this.observer.observe(scroller);
    this.observer.observe(rows);
  }

  /** Rows grow with the reader's own font size. The row at the top stays there. */
  private measure(): void {
    const [scroller, rows] = [this.place.scroller(), this.place.rows()];
    const height = (rows?.getBoundingClientRect().height ?? 0) / this.count;
    if (!scroller || !Number.isFinite(height) || height <= 0) return;
    if (Math.abs(height - this.rowHeight) > 0.01) {
      const top = (this.top ?? 0) / this.rowHeight;
      this.rowHeight = height;
      if (top > 0) scroller.scrollTop = this.rowsTop + top * height;
    }
    requestAnimationFrame(() => this.redraw());
  }
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

function setStyle(element: HTMLElement, name: 'blockSize' | 'insetBlockStart', value: string): void {
  if (element.style[name] !== value) element.style[name] = value;
}
