import type {LitElement} from 'lit';
import {request} from '../../controllers/request.js';
import {serverDrawing} from '../../controllers/server-drawing.js';
import type {Conversation} from '../../model/conversation.js';
import {isEqual} from '../../util/equal.js';
import {FixedRows} from '../../virtual/row-window.js';
import {EqualRows} from '../../virtual/virtual-rows.js';
import {Virtualizer, type VirtualizerParts} from '../../virtual/virtualizer.js';
import type {ActiveRow} from './active-row.js';
import {placeOf} from './list-view.js';

/** What a row takes before one was drawn, in CSS pixels. */
const USUAL_HEIGHT = 72;

/** Which rows are drawn: those where the reader is, and that of the keyboard, since the list names it to those who listen. */
export class DrawnRows {
  readonly #host: LitElement;
  readonly #sizes = new FixedRows(USUAL_HEIGHT);
  readonly virtualizer: Virtualizer;
  #conversations: readonly Conversation[] = [];
  /** Rows say something new where they stand: no place has to be looked at. */
  #isInPlace = false;
  /** The rows that were in sight when the reader rested last. */
  #restedAt: readonly string[] = [];

  constructor(host: LitElement, parts: Pick<VirtualizerParts, 'scroller' | 'list'>) {
    this.#host = host;
    // Readers wait at the start for what arrives there.
    this.virtualizer = new Virtualizer(host, new EqualRows(this.#sizes, 'var(--_row-size)'), {
      ...parts,
      isAsServer: serverDrawing(host),
      edge: 'start',
    });
  }

  /** Whoever moves the keyboard past the list must not land on what is far out of sight. */
  get isEndDrawn(): boolean {
    const {length} = this.#conversations;
    // The active row is drawn wherever the reader is.
    return this.virtualizer.ranges.some(({from, to}) => to >= length && (to - from > 1 || length === 1));
  }

  /**
   * Before drawing.
   *
   * @param isOtherList others are asked for: they are read from their start
   */
  follow(now: readonly Conversation[], active: ActiveRow, isOtherList: boolean): void {
    const before = this.#conversations;
    this.#conversations = now;
    const {place, isInPlace} = active;
    const revealed = active.takeRevealed();
    this.#isInPlace = isInPlace && !isOtherList && revealed === undefined && this.#isDrawnAlike(before, now);
    if (this.#isInPlace) return;
    this.virtualizer.sync();
    this.#sizes.length = now.length;
    // What is looked at is drawn, and nothing else is looked for where it was.
    const places = new Map<string, number>();
    for (const {from, to} of this.virtualizer.ranges) {
      before.slice(from, to).forEach(({id}, index) => places.set(id, from + index));
    }
    const isThere = revealed !== undefined && placeOf(revealed, now, place) >= 0;
    const otherwise = {to: now.length === 0 ? 'nothing' : isOtherList ? 'edge' : 'anchor'} as const;
    this.virtualizer.plan(isThere ? {to: 'row', key: revealed, position: 'nearest'} : otherwise, {
      placeBefore: (id) => places.get(id) ?? -1,
      placeAfter: (id) => placeOf(id, now, places.get(id) ?? place),
      kept: {from: Math.max(place, 0), to: place + 1},
      isSameList: before === now,
    });
  }

  /** After drawing. */
  settle(): void {
    if (!this.#isInPlace) this.virtualizer.settle();
  }

  /** Not for what flies past: each row may be a request. */
  askForDetails(): void {
    if (this.virtualizer.speed !== 0) return;
    const conversationIds = this.virtualizer.indexes.flatMap((index) => this.#conversations[index]?.id ?? []);
    if (conversationIds.length === 0 || isEqual(conversationIds, this.#restedAt)) return;
    this.#restedAt = conversationIds;
    request(this.#host, 'parlor-row-details-request', {conversationIds});
  }

  /** The drawn rows are of the conversations they were of, each in its place. */
  #isDrawnAlike(before: readonly Conversation[], now: readonly Conversation[]): boolean {
    if (!this.virtualizer.isAtRest || before.length !== now.length) return false;
    const isAlike = (index: number): boolean => before[index]?.id === now[index]?.id;
    return before === now || this.virtualizer.indexes.every(isAlike);
  }
}
