import type {LitElement, ReactiveController} from 'lit';
import type {ScrollDecision} from './scroll-decision.js';
import {
  captureAnchor,
  distanceFromBottom,
  restoreAnchor,
  scrollRowToTop,
  type ScrollAnchor,
} from './scroll-geometry.js';

/** Nearer to the end than this, in CSS pixels, a reader is at the end. */
const AT_BOTTOM = 40;
/** Where the first unread message stands below the top edge, in CSS pixels. */
const UNREAD_INSET = 24;

export interface ScrollAnchorParts {
  /** The element that scrolls; what is observed for size is itself and its first child. */
  readonly scroller: () => HTMLElement | null;
  /** The rows whose own drawing must be over before anything can be measured. */
  readonly rows: () => Iterable<LitElement>;
  /** False while newer messages wait to be loaded: the end of the rows is then not the end of the conversation. */
  readonly canFollow: () => boolean;
  readonly unreadRow: () => Element | null;
  /** Called after the position or the room changed, outside an update. */
  readonly onMove: () => void;
}

/**
 * Keeps the reader's place in a list that grows at both ends and whose rows change size.
 *
 * Browsers anchor scrolling by themselves in part, and WebKit not at all, so theirs is switched off in the styles and
 * everything happens here: the place is remembered as rows and their offsets, and put back in the frame that moved it.
 */
export class ScrollAnchorController implements ReactiveController {
  /** The reader sees the end of the rows. */
  isAtBottom = true;
  /** The reader has scrolled since the rows were first shown. */
  hasReaderMoved = false;
  private anchor?: ScrollAnchor;
  private known = {top: 0, height: 0, room: 0, width: 0};
  private pending?: ScrollDecision;
  private settling?: Promise<void>;
  private generation = 0;
  private wasHidden = false;
  private readonly observed = new Set<Element>();
  private observer?: ResizeObserver;

  constructor(
    host: LitElement,
    private readonly parts: ScrollAnchorParts,
  ) {
    host.addController(this);
  }

  /** Rows have been shown at their first place. */
  get isSettled(): boolean {
    return this.anchor !== undefined;
  }

  /** Resolves when the place asked for last has been taken. */
  get settled(): Promise<void> {
    return this.settling ?? Promise.resolve();
  }

  get distanceFromBottom(): number {
    const scroller = this.parts.scroller();
    return scroller ? distanceFromBottom(scroller) : 0;
  }

  hostConnected(): void {
    this.observer = new ResizeObserver(() => this.roomChanged());
    this.observe();
  }

  hostDisconnected(): void {
    this.observer?.disconnect();
    this.observer = undefined;
    this.observed.clear();
    this.wasHidden = true;
  }

  hostUpdated(): void {
    this.observe();
  }

  /** Forgets the place: other rows come. */
  reset(): void {
    this.anchor = undefined;
    this.pending = undefined;
    this.isAtBottom = true;
    this.hasReaderMoved = false;
  }

  /** Takes the place decided for the rows just drawn, in the frame in which they are first painted. */
  settle(decision: ScrollDecision): void {
    const isWeaker = decision === 'keep-anchor' || decision === 'keep';
    if (!isWeaker || this.pending === undefined) this.pending = decision;
    this.generation++;
    this.settling ??= this.settleWhenDrawn();
  }

  /** Shows a row. */
  scrollToRow(row: Element): void {
    const scroller = this.parts.scroller();
    if (!scroller) return;
    scrollRowToTop(scroller, row, Math.max(UNREAD_INSET, (scroller.clientHeight - row.clientHeight) / 3));
    this.handleScroll();
  }

  /** To be called on every scroll event. */
  readonly handleScroll = (): void => {
    if (this.sync()) this.parts.onMove();
  };

  /**
   * Learns how far the reader has scrolled, and undoes what a change of size did to their place. Returns whether
   * anything changed. To be called before rows are drawn anew, since scroll events come a frame late.
   */
  sync(): boolean {
    const scroller = this.parts.scroller();
    if (!scroller || !this.anchor || this.pending !== undefined) return false;
    if (scroller.clientHeight === 0) {
      this.wasHidden = true;
      return false;
    }
    const {known} = this;
    const moved = this.wasHidden ? 0 : scroller.scrollTop - known.top;
    const isResized =
      this.wasHidden ||
      scroller.scrollHeight !== known.height ||
      scroller.clientHeight !== known.room ||
      scroller.clientWidth !== known.width;
    if (moved === 0 && !isResized) return false;
    this.wasHidden = false;
    // Less content leaves less to scroll: the browser then moved the place, not the reader.
    const isClamped = isResized && moved < 0 && distanceFromBottom(scroller) < 1;
    const isReader = moved !== 0 && !isClamped;
    if (isResized) {
      const isKept = restoreAnchor(scroller, this.anchor);
      if (isReader && isKept) scroller.scrollTop += moved;
    }
    this.remember(scroller);
    if (isReader) {
      this.anchor = this.capture(scroller);
      this.hasReaderMoved = true;
    }
    return true;
  }

  private roomChanged(): void {
    if (this.pending !== undefined && !this.settling) this.take();
    else this.handleScroll();
  }

  private async settleWhenDrawn(): Promise<void> {
    let drawn;
    do {
      drawn = this.generation;
      await Promise.allSettled([...this.parts.rows()].map((row) => row.updateComplete));
    } while (drawn !== this.generation);
    this.settling = undefined;
    this.take();
  }

  /** Does nothing while the element is not shown; `roomChanged` comes back to it. */
  private take(): void {
    const scroller = this.parts.scroller();
    if (!scroller || scroller.clientHeight === 0) return;
    const decision = this.pending ?? 'keep';
    this.pending = undefined;
    if (decision === 'keep') return;
    this.wasHidden = false;
    const isKept = decision === 'keep-anchor' && this.anchor !== undefined && restoreAnchor(scroller, this.anchor);
    const unreadRow = decision === 'to-unread' ? this.parts.unreadRow() : null;
    if (unreadRow) scrollRowToTop(scroller, unreadRow, UNREAD_INSET);
    else if (!isKept) scroller.scrollTop = scroller.scrollHeight;
    this.remember(scroller);
    // A place that was kept stays as it was remembered, so that roundings do not add up.
    const follows = this.isAtBottom && this.parts.canFollow();
    if (!isKept || follows !== (this.anchor?.kind === 'bottom')) this.anchor = this.capture(scroller, unreadRow);
    this.parts.onMove();
  }

  private capture(scroller: Element, from?: Element | null): ScrollAnchor {
    return captureAnchor(scroller, {isFollowing: this.isAtBottom && this.parts.canFollow(), from});
  }

  private remember(scroller: Element): void {
    this.isAtBottom = distanceFromBottom(scroller) <= AT_BOTTOM;
    this.known = {
      top: scroller.scrollTop,
      height: scroller.scrollHeight,
      room: scroller.clientHeight,
      width: scroller.clientWidth,
    };
  }

  private observe(): void {
    const scroller = this.parts.scroller();
    const current = [scroller, scroller?.firstElementChild].filter((element) => element instanceof Element);
    for (const element of this.observed) {
      if (current.includes(element)) continue;
      this.observer?.unobserve(element);
      this.observed.delete(element);
    }
    for (const element of current) {
      if (this.observed.has(element)) continue;
      this.observed.add(element);
      this.observer?.observe(element);
    }
  }
}
