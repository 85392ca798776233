import type {LitElement, ReactiveController} from 'lit';
import type {ScrollDecision} from './scroll-decision.js';
import {
  captureAnchor,
  distanceFromAnchor,
  distanceFromBottom,
  restoreAnchor,
  scrollRowToTop,
  type ScrollAnchor,
} from './scroll-geometry.js';

/** Nearer to the end than this, in CSS pixels, a reader is at the end. */
const AT_BOTTOM = 40;
/** Where the first unread message stands below the top edge, in CSS pixels. */
const UNREAD_INSET = 24;
/** Scroll events further apart than this, in milliseconds, are not one movement. */
const ONE_MOVEMENT = 200;
/** Drawing what came into sight can bring other rows into sight; this often it is tried. */
const MOST_ROUNDS = 8;

export interface ScrollAnchorParts {
  /** The element that scrolls; what is observed for size is itself and its first child. */
  readonly scroller: () => HTMLElement | null;
  /** The rows whose own drawing must be over before anything can be measured. */
  readonly rows: () => Iterable<LitElement>;
  /** False while newer messages wait to be loaded: the end of the rows is then not the end of the conversation. */
  readonly canFollow: () => boolean;
  /** The row that a decision names. */
  readonly rowOf: (decision: 'to-unread' | 'to-row') => Element | null;
  /** Learns how tall the drawn rows are, and gives room to those not drawn. */
  readonly measure: () => void;
  /** Takes pixels from the room of undrawn rows above the given one. Returns those it could not take. */
  readonly takeRoom: (pixels: number, aboveKey: string) => number;
  /** Everything in sight is drawn. */
  readonly isDrawn: () => boolean;
  /** Called after the position or the room changed, outside an update. */
  readonly onMove: () => void;
  /** Called after the reader moved, or stopped moving. */
  readonly onScroll: () => void;
}

/**
 * Keeps the reader's place in a list that grows at both ends, whose rows change size, and of which only a part is drawn.
 *
 * Browsers anchor scrolling by themselves in part, and WebKit not at all, so theirs is switched off in the styles and
 * everything happens here: the place is remembered as rows and their offsets, and put back in the frame that moved it.
 */
export class ScrollAnchorController implements ReactiveController {
  /** The reader sees the end of the rows. */
  isAtBottom = true;
  /** The reader has scrolled since the rows were first shown. */
  hasReaderMoved = false;
  /** How far the reader moved in the last frame, in CSS pixels; positive towards the end. */
  speed = 0;
  private anchor?: ScrollAnchor;
  private known = {top: 0, height: 0, room: 0, width: 0};
  private pending?: ScrollDecision;
  private settling?: Promise<void>;
  private generation = 0;
  private rounds = 0;
  private mayTakeRoom = true;
  private movedAt = -Infinity;
  private rest?: ReturnType<typeof setTimeout>;
  private wasHidden = false;
  private isPaused = false;
  private readonly observed = new Set<Element>();
  private observer?: ResizeObserver;

  constructor(
    private readonly host: LitElement,
    private readonly parts: ScrollAnchorParts,
  ) {
    host.addController(this);
  }

  /** Rows have been shown at their first place. */
  get isSettled(): boolean {
    return this.anchor !== undefined;
  }

  /** Resolves when the place asked for last has been taken; nothing when it has. */
  get settled(): Promise<void> | undefined {
    return this.settling;
  }

  get distanceFromBottom(): number {
    const scroller = this.parts.scroller();
    return scroller ? distanceFromBottom(scroller) : 0;
  }

  /** What is to be in sight after the next drawing: a decision not yet carried out, or the place to keep. */
  get aim(): {readonly decision?: ScrollDecision; readonly anchor?: ScrollAnchor} {
    return {decision: this.pending, anchor: this.anchor};
  }

  hostConnected(): void {
    this.observer = new ResizeObserver(() => this.roomChanged());
    this.observe();
  }

  hostDisconnected(): void {
    clearTimeout(this.rest);
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
    this.speed = 0;
  }

  /**
   * Takes the place decided for the rows just drawn, in the frame in which they are first painted.
   *
   * @param isSameList no row came or went, only others are drawn. What is learned of their size may then change what
   *   undrawn rows are thought to take, which leaves a movement under way alone, as scrolling would not.
   */
  settle(decision: ScrollDecision, isSameList = false): void {
    const isWeaker = decision === 'keep-anchor' || decision === 'keep';
    if (!isWeaker || this.pending === undefined) this.pending = decision;
    this.mayTakeRoom &&= isSameList;
    this.generation++;
    this.settling ??= this.settleWhenDrawn();
  }

  /** To be called on every scroll event. */
  readonly handleScroll = (): void => {
    if (!this.sync()) return;
    this.parts.onMove();
    this.parts.onScroll();
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
      this.parts.measure();
      const isKept = restoreAnchor(scroller, this.anchor);
      if (isReader && isKept) scroller.scrollTop += moved;
    }
    this.remember(scroller);
    if (isReader) {
      this.anchor = this.capture(scroller);
      this.hasReaderMoved = true;
      this.learnSpeed(moved);
    }
    return true;
  }

  private learnSpeed(moved: number): void {
    const now = performance.now();
    this.speed = now - this.movedAt < ONE_MOVEMENT ? moved : 0;
    this.movedAt = now;
    clearTimeout(this.rest);
    this.rest = setTimeout(this.handleRest, ONE_MOVEMENT);
  }

  private readonly handleRest = (): void => {
    this.speed = 0;
    this.parts.onScroll();
  };

  private roomChanged(): void {
    if (this.pending !== undefined && !this.settling) this.take();
    else if (this.sync()) {
      this.parts.onMove();
      this.parts.onScroll();
    } else return;
    // What is drawn for it in this frame is no news, and browsers call it an error.
    this.observer?.disconnect();
    this.observed.clear();
    this.isPaused = true;
    requestAnimationFrame(() => {
      this.isPaused = false;
      this.observe();
    });
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
    if (decision === 'keep') {
      this.pending = undefined;
      return;
    }
    this.wasHidden = false;
    this.parts.measure();
    const isKept = decision === 'keep-anchor' && this.anchor !== undefined && this.restore(scroller, this.anchor);
    const row = decision === 'to-unread' || decision === 'to-row' ? this.parts.rowOf(decision) : null;
    if (row) scrollRowToTop(scroller, row, insetOf(decision, scroller, row));
    else if (!isKept) scroller.scrollTop = scroller.scrollHeight;
    // Rows that turn out lower than thought leave room for others.
    if (!this.parts.isDrawn() && this.rounds++ < MOST_ROUNDS) {
      this.host.requestUpdate();
      return;
    }
    this.rounds = 0;
    this.pending = undefined;
    this.mayTakeRoom = true;
    this.remember(scroller);
    // A place that was kept stays as it was remembered, so that roundings do not add up.
    const follows = this.isAtBottom && this.parts.canFollow();
    const isSame = isKept && this.anchor?.kind !== 'undrawn' && follows === (this.anchor?.kind === 'bottom');
    if (!isSame) this.anchor = this.capture(scroller, row);
    this.parts.onMove();
  }

  private restore(scroller: HTMLElement, anchor: ScrollAnchor): boolean {
    const distance = distanceFromAnchor(scroller, anchor);
    if (this.mayTakeRoom && distance && anchor.kind === 'rows' && Math.abs(distance) >= 0.5) {
      for (const {key} of anchor.rows) {
        const rest = this.parts.takeRoom(distance, key);
        if (rest !== distance) break;
      }
    }
    return restoreAnchor(scroller, anchor);
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
    if (this.isPaused) return;
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

/** A message that was looked for stands a third of the way down, with what was said before it. */
function insetOf(decision: ScrollDecision, scroller: Element, row: Element): number {
  if (decision === 'to-unread') return UNREAD_INSET;
  return Math.max(UNREAD_INSET, (scroller.clientHeight - row.clientHeight) / 3);
}
