import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {steadiestRow} from './list-view.js';

/** Where the rows are: the element that scrolls, and the rows in it by conversation id. */
export interface RowPlace {
  scroller(): HTMLElement | null;
  row(conversationId: string): HTMLElement | null;
}

/** Keeps the rows a reader looks at where they are while conversations come, go and move. */
export class RowScrollController implements ReactiveController {
  private held: {readonly row: HTMLElement; readonly top: number} | undefined;
  private toStart = false;

  constructor(
    host: ReactiveControllerHost,
    private readonly place: RowPlace,
  ) {
    host.addController(this);
  }

  hostConnected(): void {}

  hostUpdated(): void {
    const scroller = this.place.scroller();
    if (scroller && this.toStart) scroller.scrollTop = 0;
    else if (scroller && this.held?.row.isConnected) {
      scroller.scrollTop += this.held.row.getBoundingClientRect().top - this.held.top;
    }
    this.held = undefined;
    this.toStart = false;
  }

  /** Before an update: remembers a row that should not move. A reader at the start wants to see what arrives there. */
  hold(before: readonly string[], after: readonly string[]): void {
    const scroller = this.place.scroller();
    if (!scroller || scroller.scrollTop < 1) return;
    const inSight = this.idsInSight(before);
    const id = steadiestRow(inSight, indexes(before), indexes(after));
    const row = id === undefined ? null : this.place.row(id);
    if (row) this.held = {row, top: row.getBoundingClientRect().top};
  }

  /** Before an update: what comes is a different list, which is read from its start. */
  startOver(): void {
    this.toStart = true;
  }

  /** Scrolls no further than needed to see a row, and nothing but the list. */
  reveal(conversationId: string): void {
    const scroller = this.place.scroller();
    const row = this.place.row(conversationId);
    if (!scroller || !row) return;
    const bounds = scroller.getBoundingClientRect();
    const {top, bottom} = row.getBoundingClientRect();
    if (top < bounds.top) scroller.scrollTop -= bounds.top - top;
    else if (bottom > bounds.bottom) scroller.scrollTop += bottom - bounds.bottom;
  }

  /** How many rows the reader sees at once. */
  pageSize(anyId: string): number {
    const height = this.place.row(anyId)?.offsetHeight ?? 0;
    const seen = Math.min(this.place.scroller()?.clientHeight ?? 0, globalThis.innerHeight);
    return height ? Math.max(Math.floor(seen / height) - 1, 1) : 1;
  }

  /** Rows are all of one height, so that only the first has to be measured. */
  private idsInSight(ids: readonly string[]): readonly string[] {
    const scroller = this.place.scroller();
    const first = ids[0] === undefined ? null : this.place.row(ids[0]);
    if (!scroller || !first?.offsetHeight) return [];
    const {top, height} = first.getBoundingClientRect();
    const scrolled = scroller.getBoundingClientRect().top - top;
    const start = Math.max(Math.ceil(scrolled / height), 0);
    return ids.slice(start, start + Math.max(Math.floor(scroller.clientHeight / height), 1));
  }
}

const indexes = (ids: readonly string[]): ReadonlyMap<string, number> => new Map(ids.map((id, index) => [id, index]));
