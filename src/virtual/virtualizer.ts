import type {LitElement, ReactiveController} from 'lit';
import {Movement} from './movement.js';
import type {RowRange, Stretch} from './row-window.js';
import {
  anchorElement,
  captureAnchor,
  distanceFromAnchor,
  distanceFromEdge,
  insetFor,
  restoreAnchor,
  scrollToRow,
  steadiestFirst,
  type ListEdge,
  type RowPosition,
  type ScrollAnchor,
} from './scroll-geometry.js';
import {SizeWatcher} from './size-watcher.js';
import type {VirtualRows} from './virtual-rows.js';

/** Nearer to an edge than this, in CSS pixels, a reader is at it. */
const AT_EDGE: Readonly<Record<ListEdge, number>> = {start: 1, end: 40};
/** A server does not know how much will be in sight: enough for most windows, in CSS pixels. */
const SERVER_VIEW = 1200;
/** Drawing what came into sight can bring other rows into sight; this often it is tried. */
const MOST_ROUNDS = 8;

/**
 * What is to be in sight after rows changed.
 *
 * - `edge`: the edge that is followed.
 * - `row`: a row that was asked for, by its `data-anchor-key`.
 * - `anchor`: what the reader looks at stays where it is.
 * - `nothing`: there is nothing to look at.
 */
export type ScrollTarget =
  | {readonly to: 'edge' | 'anchor' | 'nothing'}
  | {readonly to: 'row'; readonly key: string; readonly position: RowPosition};

/** How the rows of a list changed. */
export interface RowChange {
  /** Where a row was before the change, by its key; -1 when it was not there. */
  readonly placeBefore: (key: string) => number;
  /** Where it is now; -1 when it is gone. */
  readonly placeAfter: (key: string) => number;
  /** Rows that are drawn wherever the reader is. */
  readonly kept: RowRange;
  /**
   * No row came or went, only others are drawn. What is learned of their size may then change what undrawn rows are
   * thought to take, which leaves a movement under way alone, as scrolling would not.
   */
  readonly isSameList: boolean;
}

export interface VirtualizerParts {
  /** The element that scrolls. */
  readonly scroller: () => HTMLElement | null;
  /** The element whose children are the drawn rows, each with a `data-anchor-key` on it or in it. */
  readonly list: () => HTMLElement | null;
  /** The element in the scroller whose size is watched; the list without it. */
  readonly content?: () => Element | null;
  /** Whether a server draws, or what it drew is taken over: it sees nothing. */
  readonly isAsServer: () => boolean;
  /** The edge a reader waits at. */
  readonly edge: ListEdge;
  /** False while that edge is not the end of all there is: then nothing is followed. */
  readonly canFollow?: () => boolean;
  /** The rows whose own drawing must be over before they can be measured; none where all sizes are known. */
  readonly drawing?: () => Iterable<LitElement>;
  /** Called after the position or the room changed, outside an update. */
  readonly onMove?: () => void;
  /** Called after the reader moved, or stopped moving. */
  readonly onScroll?: () => void;
}

/**
 * Decides which rows of a long list are drawn, and keeps the reader's place while rows come, go, move and change size.
 *
 * Browsers anchor scrolling by themselves in part, and WebKit not at all, so theirs is switched off in the styles and
 * everything happens here: the place is remembered as rows and their offsets, and put back in the frame that moved it.
 *
 * The host calls `sync` before it works out its rows, `plan` when it knows them, draws `rows.window.ranges`, and calls
 * `settle` when they are drawn.
 */
export class Virtualizer implements ReactiveController {
  /** The reader is at the edge that is followed. */
  isAtEdge = true;
  /** The reader has scrolled since the rows were first shown. */
  hasReaderMoved = false;
  readonly #host: LitElement;
  readonly #parts: VirtualizerParts;
  #rows: VirtualRows;
  #anchor: ScrollAnchor | undefined;
  #known = {top: 0, height: 0, room: 0, width: 0};
  #target: ScrollTarget | undefined;
  #settling: Promise<void> | undefined;
  #generation = 0;
  #rounds = 0;
  #mayAbsorb = true;
  #isAtRest = false;
  readonly #movement = new Movement(() => this.#scrolled());
  #wasHidden = false;
  readonly #sizes = new SizeWatcher(() => this.#onResize());

  constructor(host: LitElement, rows: VirtualRows, parts: VirtualizerParts) {
    this.#host = host;
    this.#rows = rows;
    this.#parts = parts;
    host.addController(this);
  }

  /** The rows to draw. */
  get ranges(): readonly RowRange[] {
    return this.#rows.window.ranges;
  }

  /** The places of those in the list. */
  get indexes(): readonly number[] {
    return this.#rows.indexes;
  }

  /** The rows to be drawn are drawn where they belong, as far as is known without a look at the layout. */
  get isAtRest(): boolean {
    return this.#isAtRest;
  }

  /** Rows have been shown at their first place. */
  get isSettled(): boolean {
    return this.#anchor !== undefined;
  }

  /** How far the reader moved in the last frame, in CSS pixels; positive towards the end. */
  get speed(): number {
    return this.#movement.speed;
  }

  /** Resolves when the place asked for last has been taken; nothing when it has. */
  get settled(): Promise<void> | undefined {
    return this.#settling;
  }

  get distanceFromEnd(): number {
    const scroller = this.#parts.scroller();
    return scroller ? distanceFromEdge(scroller, 'end') : 0;
  }

  /** How many rows the reader sees at once. */
  get pageSize(): number {
    const {top, height} = this.#seen ?? this.#unseen;
    const {sizes} = this.#rows.window;
    const end = top + Math.min(height, globalThis.innerHeight);
    return Math.max(sizes.indexAt(end) - sizes.indexAt(top) - 1, 1);
  }

  hostConnected(): void {
    this.#sizes.connect();
  }

  hostDisconnected(): void {
    this.#movement.stop();
    this.#sizes.disconnect();
    this.#wasHidden = true;
    this.#isAtRest = false;
  }

  hostUpdated(): void {
    const watched = [this.#parts.scroller(), this.#parts.content?.() ?? this.#parts.list()];
    this.#sizes.watch(watched.filter((element) => element !== null));
  }

  /** Forgets the place: another list comes. */
  reset(rows: VirtualRows): void {
    this.#rows = rows;
    this.#anchor = undefined;
    this.#target = undefined;
    this.isAtEdge = true;
    this.hasReaderMoved = false;
    this.#isAtRest = false;
    this.#movement.stop();
  }

  /** Goes somewhere with the next drawing, and has that done. */
  scrollTo(target: ScrollTarget): void {
    this.#aim(target);
    this.#draw();
  }

  /** Decides which rows are drawn, from where the reader will be; what was asked for outlives changes meanwhile. */
  plan(target: ScrollTarget, {placeBefore, placeAfter, kept, isSameList}: RowChange): void {
    this.#aim(target);
    this.#mayAbsorb &&= isSameList;
    const seen = this.#seen ?? this.#unseen;
    const anchor = this.#anchor;
    if (anchor?.kind === 'rows' && !isSameList) {
      this.#anchor = {kind: 'rows', rows: steadiestFirst(anchor.rows, seen.height, placeBefore, placeAfter)};
    }
    const top = this.#topAfter(seen, placeAfter);
    this.#rows.window.show({...seen, top}, {ahead: this.speed, kept});
  }

  /** Takes the place decided for the rows just drawn, in the frame in which they are first painted. */
  settle(): void {
    const list = this.#parts.list();
    if (list) this.#rows.apply(list);
    this.#generation++;
    if (this.#parts.drawing) this.#settling ??= this.#settleWhenDrawn(this.#parts.drawing);
    else this.#take();
  }

  /** To be called on every scroll event. */
  readonly handleScroll = (): void => {
    if (this.sync()) this.#moved();
  };

  /**
   * Learns how far the reader has scrolled, and undoes what a change of size did to their place. Returns whether
   * anything changed. To be called before rows are drawn anew, since scroll events come a frame late.
   */
  sync(): boolean {
    const scroller = this.#parts.scroller();
    if (!scroller || !this.#anchor || this.#target !== undefined) return false;
    if (scroller.clientHeight === 0) {
      this.#wasHidden = true;
      this.#isAtRest = false;
      return false;
    }
    const known = this.#known;
    const moved = this.#wasHidden ? 0 : scroller.scrollTop - known.top;
    const isResized =
      this.#wasHidden ||
      scroller.scrollHeight !== known.height ||
      scroller.clientHeight !== known.room ||
      scroller.clientWidth !== known.width;
    if (moved === 0 && !isResized) return false;
    this.#wasHidden = false;
    // Less content leaves less to scroll: the browser then moved the place, not the reader.
    const isClamped = isResized && moved < 0 && distanceFromEdge(scroller, 'end') < 1;
    const isReader = moved !== 0 && !isClamped;
    if (isResized) {
      this.#measure();
      const isKept = restoreAnchor(scroller, this.#anchor);
      if (isReader && isKept) scroller.scrollTop += moved;
    }
    this.#remember(scroller);
    if (isReader) {
      this.#anchor = this.#capture(scroller);
      this.hasReaderMoved = true;
      this.#movement.step(moved);
    }
    return true;
  }

  /** The part of the list in sight; nothing while it is not shown. */
  get #seen(): Stretch | undefined {
    const [scroller, list] = [this.#parts.scroller(), this.#parts.list()];
    if (!scroller?.clientHeight || !list || this.#parts.isAsServer()) return undefined;
    const top = scroller.getBoundingClientRect().top - this.#rows.topOf(list);
    return {top, height: scroller.clientHeight};
  }

  /** Stands for what is in sight before anything is. */
  get #unseen(): Stretch {
    return {top: 0, height: this.#parts.isAsServer() ? SERVER_VIEW : globalThis.innerHeight};
  }

  #aim(target: ScrollTarget): void {
    this.#isAtRest = false;
    const isWeak = target.to === 'anchor' || target.to === 'nothing';
    if (!isWeak || this.#target === undefined) this.#target = target;
  }

  /** Where the view will be in the list, from the top edge of the first row, once the target is in sight. */
  #topAfter(seen: Stretch, placeAfter: (key: string) => number): number {
    const target = this.#target;
    const {sizes} = this.#rows.window;
    const edge =
      this.#parts.edge === 'end'
        ? sizes.total - seen.height
        : seen.top - (this.#parts.isAsServer() ? 0 : (this.#parts.scroller()?.scrollTop ?? seen.top));
    if (target?.to === 'row') {
      const index = placeAfter(target.key);
      if (index < 0) return edge;
      const top = sizes.topOf(index);
      const height = sizes.topOf(index + 1) - top;
      const offset = top - (target.position === 'nearest' ? this.#anchorTop(seen, placeAfter, edge) : seen.top);
      const inset = insetFor(target.position, offset, seen.height, height);
      return Math.min(top - inset, Math.max(edge, sizes.total - seen.height));
    }
    return target?.to === 'edge' ? edge : this.#anchorTop(seen, placeAfter, edge);
  }

  #anchorTop(seen: Stretch, placeAfter: (key: string) => number, edge: number): number {
    const anchor = this.#anchor;
    const {sizes} = this.#rows.window;
    if (!anchor || anchor.kind === 'edge') return edge;
    if (anchor.kind === 'undrawn') return seen.top;
    for (const {key, offset} of anchor.rows) {
      const index = placeAfter(key);
      if (index >= 0) return sizes.topOf(index) - offset;
    }
    return edge;
  }

  #moved(): void {
    this.#parts.onMove?.();
    this.#scrolled();
  }

  /** Rows are drawn before they come into sight, and what was drawn ahead goes when the reader rests. */
  #scrolled(): void {
    this.#parts.onScroll?.();
    const seen = this.#seen;
    if (seen && (this.speed === 0 || this.#rows.window.needs(seen, this.speed))) this.#draw();
  }

  /** Has the host work out its rows again. */
  #draw(): void {
    this.#isAtRest = false;
    this.#host.requestUpdate();
  }

  #onResize(): boolean {
    if (this.#target !== undefined && !this.#settling) this.#take();
    else if (this.sync()) this.#moved();
    else return false;
    return true;
  }

  async #settleWhenDrawn(drawing: () => Iterable<LitElement>): Promise<void> {
    let drawn;
    do {
      drawn = this.#generation;
      await Promise.all([...drawing()].map((row) => row.updateComplete.catch(() => undefined)));
    } while (drawn !== this.#generation);
    this.#settling = undefined;
    this.#take();
  }

  /** Does nothing while the element is not shown; `#onResize` comes back to it. */
  #take(): void {
    const scroller = this.#parts.scroller();
    if (!scroller || scroller.clientHeight === 0) return;
    const target = this.#target;
    if (!target || target.to === 'nothing') {
      this.#target = undefined;
      return;
    }
    this.#wasHidden = false;
    this.#measure();
    const isKept = target.to === 'anchor' && this.#anchor !== undefined && this.#restore(scroller, this.#anchor);
    const row = target.to === 'row' ? anchorElement(scroller, target.key) : null;
    if (row && target.to === 'row') {
      // Where the row is in sight already, nothing moves.
      if (target.position === 'nearest' && this.#anchor) restoreAnchor(scroller, this.#anchor);
      scrollToRow(scroller, row, target.position);
    } else if (!isKept) scroller.scrollTop = this.#parts.edge === 'end' ? scroller.scrollHeight : 0;
    // Rows that turn out lower than thought leave room for others.
    if (!this.#isDrawn && this.#rounds++ < MOST_ROUNDS) {
      this.#draw();
      return;
    }
    this.#rounds = 0;
    this.#target = undefined;
    this.#isAtRest = true;
    this.#mayAbsorb = true;
    this.#remember(scroller);
    // A place that was kept stays as it was remembered, so that roundings do not add up.
    const isSame = isKept && this.#anchor?.kind !== 'undrawn' && this.#isFollowing === (this.#anchor?.kind === 'edge');
    if (!isSame) this.#anchor = this.#capture(scroller, row);
    this.#parts.onMove?.();
  }

  #restore(scroller: HTMLElement, anchor: ScrollAnchor): boolean {
    const distance = distanceFromAnchor(scroller, anchor);
    if (this.#mayAbsorb && distance && anchor.kind === 'rows' && Math.abs(distance) >= 0.5) {
      const list = this.#parts.list();
      for (const {key} of anchor.rows) {
        const element = list && anchorElement(list, key);
        if (element && this.#rows.absorb?.(list, element, -distance)) break;
      }
    }
    return restoreAnchor(scroller, anchor);
  }

  get #isDrawn(): boolean {
    const seen = this.#seen;
    return !seen || this.#rows.window.isDrawn(seen);
  }

  #measure(): void {
    const list = this.#parts.list();
    if (list) this.#rows.measure(list);
  }

  get #isFollowing(): boolean {
    return this.isAtEdge && (this.#parts.canFollow?.() ?? true);
  }

  #capture(scroller: Element, from?: Element | null): ScrollAnchor {
    const {edge} = this.#parts;
    if (this.#isFollowing) return {kind: 'edge', edge, distance: Math.max(0, distanceFromEdge(scroller, edge))};
    return captureAnchor(scroller, from);
  }

  #remember(scroller: Element): void {
    const {edge} = this.#parts;
    this.isAtEdge = distanceFromEdge(scroller, edge) <= AT_EDGE[edge];
    this.#known = {
      top: scroller.scrollTop,
      height: scroller.scrollHeight,
      room: scroller.clientHeight,
      width: scroller.clientWidth,
    };
  }
}
