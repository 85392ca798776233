import type {Message} from './message.js';

/** What a merge does to a list. Places are those of the list before it. */
export interface ListChanges {
  /** New messages, in the order of their slots. */
  readonly runs: readonly Run[];
  /** Messages that stay in their place in another version. */
  readonly replaced: ReadonlyMap<number, Message>;
  /** Places of messages that leave. */
  readonly removed: ReadonlySet<number>;
}

/** New messages that go to one place together. */
export interface Run {
  /** The place in the existing list they go before. */
  readonly slot: number;
  readonly time: number;
  /** Among runs for one slot: after the message before it (-1), by time (0), right before the next (1). */
  readonly side: -1 | 0 | 1;
  readonly items: Message[];
}

/**
 * Where each message of a list is, by id and by local id, and when. It moves along from a list to the next one, so that
 * a message that comes costs as much in a long thread as in a short one.
 */
export class MessageIndex {
  /** Less `#base`: what comes in front moves all others by changing one number. */
  readonly #places = new Map<string, number>();
  #base = 0;
  #times: number[];

  constructor(messages: readonly Message[]) {
    this.#times = timesOf(messages, 0, messages.length);
    this.#note(messages, 0, messages.length);
  }

  /** Each message's time; one without takes the time of its neighbour, so that this never decreases. */
  get times(): readonly number[] {
    return this.#times;
  }

  placeOf(idOrLocalId: string): number | undefined {
    const place = this.#places.get(idOrLocalId);
    return place === undefined ? undefined : place + this.#base;
  }

  /**
   * Follows a change at the ends of the list, or of messages that keep their places.
   *
   * @returns false, and stays as it is, when the next list needs an index of its own
   */
  follow(existing: readonly Message[], next: readonly Message[], {runs, replaced, removed}: ListChanges): boolean {
    const isAtEnds = runs.every(({slot}) => slot === 0 || slot === existing.length);
    if (existing.length === 0 || removed.size > 0 || !isAtEnds) return false;
    const front = runs.reduce((sum, {slot, items}) => sum + (slot === 0 ? items.length : 0), 0);
    // Messages without a time at the front take that of the first that has one, which may have come only now.
    if (this.#times[0] === -Infinity || (front > 0 && existing[0]?.at === undefined)) return false;
    const times = front > 0 ? [...timesOf(next, 0, front), ...this.#times] : this.#times;
    if (front > 0 && (times[front - 1] ?? 0) > (times[front] ?? 0)) return false;
    const end = front + existing.length;
    times.push(...timesOf(next, end, next.length, times.at(-1)));
    this.#times = times;
    this.#base += front;
    this.#note(next, 0, front);
    this.#note(next, end, next.length);
    for (const place of replaced.keys()) {
      for (const key of keysOf(existing[place])) this.#places.delete(key);
      this.#note(next, place + front, place + front + 1);
    }
    return true;
  }

  /**
   * Follows the loss of messages at one end.
   *
   * @param messages the list until now
   * @returns false when the rest needs an index of its own
   */
  drop(messages: readonly Message[], end: 'oldest' | 'newest', count: number): boolean {
    const kept = messages.length - count;
    const first = messages[end === 'oldest' ? count : 0];
    // Messages without a time at the front have that of one that may be gone.
    if (kept === 0 || first?.at === undefined) return false;
    const from = end === 'oldest' ? 0 : kept;
    for (let place = from; place < from + count; place++) {
      for (const key of keysOf(messages[place])) if (this.placeOf(key) === place) this.#places.delete(key);
    }
    if (end === 'oldest') this.#base -= count;
    this.#times = end === 'oldest' ? this.#times.slice(count) : this.#times.slice(0, kept);
    return true;
  }

  #note(messages: readonly Message[], from: number, to: number): void {
    for (let place = from; place < to; place++) {
      const message = messages[place];
      if (!message) continue;
      this.#places.set(message.id, place - this.#base);
      if (message.localId !== undefined) this.#places.set(message.localId, place - this.#base);
    }
  }
}

/** What a message can be found by: its id, and its local id. */
export function keysOf(message: Message | undefined): readonly string[] {
  if (!message) return [];
  return message.localId === undefined ? [message.id] : [message.id, message.localId];
}

function timesOf(messages: readonly Message[], from: number, to: number, before?: number): number[] {
  const times: number[] = [];
  let time = before ?? messages.find((message) => message.at !== undefined)?.at ?? -Infinity;
  for (let place = from; place < to; place++) {
    time = Math.max(time, messages[place]?.at ?? time);
    times.push(time);
  }
  return times;
}
