import {spliceBetween, type Splice} from '../util/splice.js';
import {MessageIndex, type ListChanges} from './message-index.js';
import {assemble, isEmptyPlan, planMerge, type MergeOptions} from './place-messages.js';
import type {Message} from './message.js';

export type {MergeOptions} from './place-messages.js';

/** Tells lists apart without keeping them: each list remembers the mark of the one it came from. */
type Mark = object;

interface Origin {
  readonly splice: Splice;
  readonly before?: Mark;
  readonly added?: readonly Message[];
  readonly changed?: readonly Message[];
}

/**
 * The messages of a conversation, oldest first, each once, found by id, with what changed last. A list never changes;
 * `merge` and the `drop` methods return the next one, which knows by its `splice` where it differs.
 *
 * The costs of a change are those of what changes, in a thread of any length, while changes are made to the newest
 * list; one made to an older list reads that anew.
 */
export class MessageList {
  static #empty: MessageList | undefined;

  /** Where the list differs from the one it came from; a list made of an array came from an empty one. */
  readonly splice: Splice;
  /** What the last merge brought that was not known before. */
  readonly added: readonly Message[];
  /** What the last merge changed of what was known, as it is now. */
  readonly changed: readonly Message[];
  readonly #mark: Mark = {};
  readonly #before: Mark | undefined;
  #index: MessageIndex | undefined;

  private constructor(
    readonly messages: readonly Message[],
    {splice, before, added = [], changed = []}: Origin,
  ) {
    this.splice = splice;
    this.added = added;
    this.changed = changed;
    this.#before = before;
  }

  // Made with its first use: TypeScript compiles a static field that makes its own class to code that throws.
  static get empty(): MessageList {
    return (MessageList.#empty ??= new MessageList([], {splice: {start: 0, removed: 0, added: 0}}));
  }

  /** Takes messages as they are: oldest first and each once, such as those of another list. */
  static from(messages: readonly Message[]): MessageList {
    if (messages.length === 0) return MessageList.empty;
    return new MessageList(messages, {splice: {start: 0, removed: 0, added: messages.length}, added: messages});
  }

  get length(): number {
    return this.messages.length;
  }

  has(idOrLocalId: string): boolean {
    return this.#indexed().placeOf(idOrLocalId) !== undefined;
  }

  get(idOrLocalId: string): Message | undefined {
    return this.messages[this.indexOf(idOrLocalId)];
  }

  /** The place of a message; -1 when it is not in the list. */
  indexOf(idOrLocalId: string): number {
    return this.#indexed().placeOf(idOrLocalId) ?? -1;
  }

  /** Where this list differs from another one; at no cost from the one it came from. */
  spliceFrom(previous: MessageList): Splice {
    if (previous === this) return {start: this.messages.length, removed: 0, added: 0};
    // A page may hold two copies of this library, and lists of both.
    const isOrigin = #mark in previous && previous.#mark === this.#before;
    return isOrigin ? this.splice : spliceBetween(previous.messages, this.messages);
  }

  /**
   * Merges messages by id and by `localId`, each message once.
   *
   * A message with a time goes to its place in time. One without a time stays beside its neighbour of the page, and
   * so does one with the same time as its neighbour: a provider's order is true within a page only. Of known messages
   * with one time, the page's order holds.
   *
   * @param incoming a page or an event, oldest first
   * @returns the list itself when nothing changed
   */
  merge(incoming: readonly Message[], options: MergeOptions = {}): MessageList {
    const existing = this.messages;
    if (incoming.length === 0) return this;
    if (existing.length === 0 && isInOrder(incoming)) {
      const splice = {start: 0, removed: 0, added: incoming.length};
      return new MessageList([...incoming], {splice, before: this.#mark, added: incoming});
    }
    const plan = planMerge(existing, incoming, this.#indexed(), options);
    if (isEmptyPlan(plan)) return this;
    const messages = assemble(existing, plan);
    const {added, changed} = plan;
    const splice = spliceOf(plan, messages.length - existing.length);
    const next = new MessageList(messages, {splice, before: this.#mark, added, changed});
    this.#handOn(next, (index) => index.follow(existing, messages, plan));
    return next;
  }

  /** Without the oldest messages, for a window that has grown too long. */
  dropOldest(count: number): MessageList {
    return this.#drop('oldest', count);
  }

  /** Without the newest messages. */
  dropNewest(count: number): MessageList {
    return this.#drop('newest', count);
  }

  /** Without some messages, found by id or local id. @returns the list itself when it has none of them */
  without(idsOrLocalIds: readonly string[]): MessageList {
    const {messages} = this;
    const places = new Set(idsOrLocalIds.map((id) => this.indexOf(id)).filter((place) => place >= 0));
    if (places.size === 0) return this;
    const start = Math.min(...places);
    const removed = Math.max(...places) + 1 - start;
    const rest = messages.filter((_message, place) => !places.has(place));
    return new MessageList(rest, {splice: {start, removed, added: removed - places.size}, before: this.#mark});
  }

  #drop(end: 'oldest' | 'newest', count: number): MessageList {
    const {messages} = this;
    const removed = Math.min(Math.max(count, 0), messages.length);
    if (removed === 0) return this;
    const kept = messages.length - removed;
    const splice = {start: end === 'oldest' ? 0 : kept, removed, added: 0};
    const rest = end === 'oldest' ? messages.slice(removed) : messages.slice(0, kept);
    const next = new MessageList(rest, {splice, before: this.#mark});
    this.#handOn(next, (index) => index.drop(messages, end, removed));
    return next;
  }

  #indexed(): MessageIndex {
    return (this.#index ??= new MessageIndex(this.messages));
  }

  /** The index belongs to the newest list; this one makes another if it is asked again. */
  #handOn(next: MessageList, follow: (index: MessageIndex) => boolean): void {
    const index = this.#index;
    if (!index || !follow(index)) return;
    this.#index = undefined;
    next.#index = index;
  }
}

/** A page that needs no merging: each message once, with a time, after the one before it. */
function isInOrder(page: readonly Message[]): boolean {
  let time = -Infinity;
  let last = '';
  let isAscending = true;
  for (const {id, localId, at} of page) {
    if (localId !== undefined || at === undefined || at < time) return false;
    isAscending &&= id > last;
    time = at;
    last = id;
  }
  // Ids that only grow, as those of most providers do, are different ones.
  return page.length > 0 && (isAscending || new Set(page.map(({id}) => id)).size === page.length);
}

/** The stretch that holds every difference. */
function spliceOf({runs, replaced, removed}: ListChanges, growth: number): Splice {
  let [start, end] = [Infinity, 0];
  for (const {slot} of runs) [start, end] = [Math.min(start, slot), Math.max(end, slot)];
  for (const place of [...replaced.keys(), ...removed]) {
    [start, end] = [Math.min(start, place), Math.max(end, place + 1)];
  }
  return {start, removed: end - start, added: end - start + growth};
}
