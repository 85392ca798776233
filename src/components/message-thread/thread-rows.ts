import {ConsentLedger} from '../../model/consent-ledger.js';
import {rowsOf, type RowsOptions, type ThreadRow} from '../../model/group-messages.js';
import {MessageList} from '../../model/message-list.js';
import {messageKey, type Message} from '../../model/message.js';
import {RowHeights} from '../../virtual/row-heights.js';
import {MeasuredRows, movedBy} from '../../virtual/measured-rows.js';
import type {Splice} from '../../util/splice.js';

/** What a message takes before any was drawn, in CSS pixels. */
const USUAL_HEIGHT = 64;

/** Where rows were and are, by their keys; -1 when they are not there. */
export interface RowPlaces {
  readonly placeBefore: (key: string) => number;
  readonly placeAfter: (key: string) => number;
}

/** The rows of a thread, of which those near the reader are drawn. One row of the virtualizer is one message. */
export class ThreadRows {
  /** The drawn ones, in the order in which they stand in the page. */
  rows: readonly ThreadRow[] = [];
  readonly #heights = new RowHeights(USUAL_HEIGHT);
  readonly virtual = new MeasuredRows(this.#heights, () => this.rows.map(({index}) => index));
  readonly #consents = new ConsentLedger();
  #list = MessageList.empty;
  #drawnFrom: readonly unknown[] | undefined;

  /** Takes the messages as they are now. */
  follow(list: MessageList): RowPlaces {
    const before = this.#list.messages;
    const splice = list.spliceFrom(this.#list);
    const isChange = splice.removed > 0 || splice.added > 0;
    this.#list = list;
    if (isChange) {
      this.#consents.follow(list);
      this.#moveHeights(before, splice);
    }
    const moved = movedBy(
      splice,
      (index) => keyOf(before[index]),
      (index) => keyOf(list.messages[index]),
    );
    if (isChange) this.virtual.window.follow(moved);
    const places = new Map(this.rows.map((row) => [row.key, row.index]));
    const placeBefore = (key: string): number => places.get(key) ?? -1;
    return {
      placeBefore,
      placeAfter: (key) => {
        const place = placeBefore(key);
        return place < 0 ? -1 : moved(place);
      },
    };
  }

  /** Makes the rows that are to be drawn now. */
  draw(options: Omit<RowsOptions, 'part'>): void {
    const {ranges} = this.virtual.window;
    const {messages} = this.#list;
    const from = [messages, ranges, options.timeZone, options.unreadFromId];
    if (this.#drawnFrom?.every((value, place) => value === from[place])) return;
    this.#drawnFrom = from;
    const consentBefore = (index: number) => this.#consents.before(index);
    const seen = new Set<string>();
    this.rows = ranges.flatMap((range) =>
      rowsOf(messages, {...options, part: {...range, consentBefore}}).map((row) => {
        // A day can be above two messages that are far apart.
        const key = seen.has(row.key) ? `${row.key}:${row.index}` : row.key;
        seen.add(key);
        return key === row.key ? row : {...row, key};
      }),
    );
  }

  #moveHeights(before: readonly Message[], {start, removed, added}: Splice): void {
    const places = new Map<string, number>();
    for (let place = start; place < start + removed; place++) {
      const key = keyOf(before[place]);
      if (key !== undefined) places.set(key, place);
    }
    this.#heights.splice({start, removed, added}, (place) => {
      const key = keyOf(this.#list.messages[start + place]);
      return key === undefined ? undefined : places.get(key);
    });
  }
}

const keyOf = (message: Message | undefined): string | undefined => message && messageKey(message);
