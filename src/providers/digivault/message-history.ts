import {fieldsOf} from '../../adapter/toolkit/fields.js';
import {ConversationError} from '../../model/conversation-error.js';
import {idOf, LARGEST_PAGE, type Api} from './api.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {walkList, type ListPage} from './list-walk.js';
import {OrderSense, type ListOrder} from '../../adapter/toolkit/list-order.js';
import {invalidCursor, type MessagePlace} from './message-cursor.js';
import {instantFromSeconds} from './seconds.js';
import type {WireMessage} from './wire.js';

/** One message of the provider with its place among those of the same second: oldest lowest. */
export interface HistoryEntry {
  readonly value: unknown;
  readonly order: number;
}

export interface HistoryPage {
  /** Oldest first. */
  readonly entries: readonly HistoryEntry[];
  readonly older?: MessagePlace;
}

/** A history that had to be read as a whole. */
interface WholeHistory {
  /** As the provider lists them, by id. */
  readonly listed: ReadonlyMap<string, unknown>;
  readonly entries: readonly HistoryEntry[];
  readonly order: ListOrder | undefined;
}

/** Histories that are kept, as many as an inbox keeps open. */
const KEPT = 8;

/**
 * Reads histories backwards, although nothing says which way the provider lists messages: what their times show
 * decides. [Inference]
 *
 * - New to old: a page is a page.
 * - Old to new: the newest are at the end, so the first look reads everything; after that, only the end is read again.
 * - Neither: everything is read each time, and sorted here.
 *
 * A conversation with no more messages than fit into one page is one request in all three.
 */
export class MessageHistories {
  readonly #api: Pick<Api, 'list'>;
  readonly #whole = new BoundedMap<string, WholeHistory>(KEPT);
  readonly #sense = new OrderSense();

  constructor(api: Pick<Api, 'list'>) {
    this.#api = api;
  }

  async newest(conversationId: string, limit: number, signal?: AbortSignal): Promise<HistoryPage> {
    const known = this.#whole.get(conversationId);
    if (known?.order === 'oldest-first')
      return lastOf(await this.#readEnd(conversationId, known, limit, signal), limit);
    const first = await this.#page(conversationId, undefined, limit, signal);
    const order = this.#sense.learn(first.data.map(timeOf));
    const last = first.data.map(idOf).findLast((id) => id !== undefined);
    if (!first.hasMore || last === undefined) return {entries: inTime(first.data, order)};
    if (order === 'newest-first') {
      return {entries: inTime(first.data, order), older: {after: last, rank: first.data.length}};
    }
    const rest = await this.#walk(conversationId, last, signal);
    return lastOf(this.#keep(conversationId, new Map([...byId(first.data), ...rest])), limit);
  }

  async older(conversationId: string, place: MessagePlace, limit: number, signal?: AbortSignal): Promise<HistoryPage> {
    if ('before' in place) {
      const whole =
        this.#whole.get(conversationId) ??
        this.#keep(conversationId, await this.#walk(conversationId, undefined, signal));
      const end = whole.entries.findIndex(({value}) => idOf(value) === place.before);
      if (end < 0) throw invalidCursor();
      return lastOf({...whole, entries: whole.entries.slice(0, end)}, limit);
    }
    const {after, rank} = place;
    // Two at least: the provider may repeat the message it starts after.
    const {data, hasMore} = await this.#page(conversationId, after, Math.max(2, limit), signal);
    const rest = data.filter((value) => idOf(value) !== after);
    const last = rest.map(idOf).findLast((id) => id !== undefined);
    return {
      entries: inTime(rest, 'newest-first', rank),
      ...(hasMore && last !== undefined && {older: {after: last, rank: rank + rest.length}}),
    };
  }

  forget(conversationId: string): void {
    this.#whole.delete(conversationId);
  }

  #page(
    conversationId: string,
    startingAfter: string | undefined,
    limit: number,
    signal: AbortSignal | undefined,
  ): Promise<ListPage> {
    return this.#api.list({
      path: '/v1/messages',
      conversationId,
      limit,
      ...(startingAfter !== undefined && {startingAfter}),
      ...(signal && {signal}),
    });
  }

  async #walk(conversationId: string, from: string | undefined, signal?: AbortSignal) {
    const read = (after: string | undefined) => this.#page(conversationId, after, LARGEST_PAGE, signal);
    return (await walkList(read, {...(from !== undefined && {from})})).entries;
  }

  /** Reads the last messages of a known history again, and whatever came after them. */
  async #readEnd(
    conversationId: string,
    known: WholeHistory,
    limit: number,
    signal?: AbortSignal,
  ): Promise<WholeHistory> {
    const ids = [...known.listed.keys()];
    const kept = ids.slice(0, Math.max(0, ids.length - limit));
    const anchor = kept.at(-1);
    try {
      const end = await this.#walk(conversationId, anchor, signal);
      return this.#keep(conversationId, new Map([...kept.map((id) => [id, known.listed.get(id)] as const), ...end]));
    } catch (thrown) {
      // The message it should start after was deleted.
      if (!(thrown instanceof ConversationError && thrown.kind === 'cursor-invalid')) throw thrown;
      return this.#keep(conversationId, await this.#walk(conversationId, undefined, signal));
    }
  }

  #keep(conversationId: string, listed: ReadonlyMap<string, unknown>): WholeHistory {
    const values = [...listed.values()];
    const order = this.#sense.learn(values.map(timeOf));
    const whole: WholeHistory = {listed, entries: inTime(values, order), order};
    this.#whole.set(conversationId, whole);
    return whole;
  }
}

const timeOf = (value: unknown): number | undefined => instantFromSeconds(fieldsOf<WireMessage>(value).created_at);

/**
 * Oldest first. Messages of one second keep the provider's order, turned round where it runs backwards; one without a
 * time stays beside its neighbour.
 *
 * @param rank how many newer ones came before, in a list that runs from new to old
 */
function inTime(values: readonly unknown[], order: ListOrder | undefined, rank = 0): HistoryEntry[] {
  const backwards = order === 'newest-first';
  const entries = values.map((value, index): HistoryEntry => ({value, order: backwards ? 0 - rank - index : index}));
  if (backwards) entries.reverse();
  let latest = -Infinity;
  return entries
    .map((entry) => ({entry, at: (latest = timeOf(entry.value) ?? latest)}))
    .sort((a, b) => compare(a.at, b.at))
    .map(({entry}) => entry);
}

const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

function lastOf({entries}: WholeHistory, limit: number): HistoryPage {
  const page = entries.slice(-limit);
  const first = idOf(page[0]?.value);
  return {entries: page, ...(page.length < entries.length && first !== undefined && {older: {before: first}})};
}

function byId(values: readonly unknown[]): [string, unknown][] {
  return values.flatMap((value) => {
    const id = idOf(value);
    return id === undefined ? [] : [[id, value] as [string, unknown]];
  });
}
