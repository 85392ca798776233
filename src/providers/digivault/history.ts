import {
  arrangeByTime,
  cursorCodec,
  fieldsOf,
  numberOf,
  OrderSense,
  textOf,
  type ListOrder,
} from '../../adapter/toolkit/index.js';
import type {Instant} from '../../model/capability-level.js';
import {ConversationError} from '../../model/conversation-error.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {LARGEST_PAGE, walkList, type Api, type ListPage} from './api.js';
import {ADAPTER, errors} from './errors.js';
import {idIn, instantFromSeconds} from './mapping.js';
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
  readonly newer?: MessagePlace;
}

type Side = 'starting_after' | 'ending_before';
type Direction = Exclude<ListOrder, 'neither'>;

/** Beside a message of a list that runs one way. */
interface PlaceBeside {
  readonly beside: string;
  readonly side: Side;
  readonly runs: Direction;
  /** The place of that message in the list, counted from wherever the reading began. */
  readonly index: number;
}

/** Where a history goes on. */
export type MessagePlace =
  | PlaceBeside
  /** In a history that was read as a whole: before this message, or after it. */
  | {readonly before: string}
  | {readonly after: string};

/** Cursors of one conversation carry no id of it: a message that is not in it is refused by the provider. */
export const messageCursors = cursorCodec<MessagePlace>({
  adapter: ADAPTER,
  check: (wire) => {
    const {beside, side, runs, index, before, after} = wire as Readonly<Record<string, unknown>>;
    const [id, place] = [textOf(beside), numberOf(index)];
    const isSide = side === 'starting_after' || side === 'ending_before';
    const isOrder = runs === 'newest-first' || runs === 'oldest-first';
    if (id !== undefined && place !== undefined && isSide && isOrder) return {beside: id, side, runs, index: place};
    const [beforeId, afterId] = [textOf(before), textOf(after)];
    if (beforeId !== undefined) return {before: beforeId};
    return afterId === undefined ? undefined : {after: afterId};
  },
});

/** A history that had to be read as a whole. */
interface WholeHistory {
  /** As the provider lists them, by id. */
  readonly listed: ReadonlyMap<string, unknown>;
  readonly entries: readonly HistoryEntry[];
  readonly order: ListOrder | undefined;
}

/** Which messages are meant, and how they are asked for. */
export interface HistoryQuery {
  readonly conversationId: string;
  readonly limit: number;
  /** Whether a row belongs to the conversation: a server may answer with others. */
  readonly isOwn?: (value: unknown) => boolean;
  readonly signal?: AbortSignal;
}

/** Histories that are kept, as many as an inbox keeps open. */
const KEPT = 8;
/** Pages of a history that has to be read as a whole: 6000 messages, and most of a minute. */
const WHOLE_PAGES = 60;
/** Pages that may hold nothing of a conversation, where the server answers with all of them. */
const FOREIGN_PAGES = 5;
/** How many pages back a moment is looked for: the provider takes ids only. */
const SEARCHED_PAGES = 12;
/** Messages whose time is remembered, as places to look for a moment from. */
const REMEMBERED = 5000;

/**
 * Reads histories from any place, although nothing says which way the provider lists messages: what their times show
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
  readonly #moments = new BoundedMap<string, {readonly conversationId: string; readonly at: Instant}>(REMEMBERED);
  readonly #sense = new OrderSense();
  /** Whether `ending_before` answers with what is right before: seen once, it is believed. */
  #isAdjacent = false;

  constructor(api: Pick<Api, 'list'>) {
    this.#api = api;
  }

  async newest(query: HistoryQuery): Promise<HistoryPage> {
    const {conversationId, limit} = query;
    const known = this.#whole.get(conversationId);
    if (known?.order === 'oldest-first') return this.#lastOf(await this.#readEnd(query, known), limit);
    const first = await this.#list(query, {});
    const order = this.#sense.learn(first.data.map(timeOf));
    const last = lastIdIn(first.data);
    if (!first.hasMore || last === undefined) return {entries: this.#own(query, inTime(first.data, order))};
    if (order === 'newest-first') return this.#beside(query, first, {runs: order, side: 'starting_after', index: -1});
    const rest = await this.#walk(query, last);
    const listed = new Map([...first.data.map((value) => [idIn(value) ?? '', value] as const), ...rest]);
    return this.#lastOf(this.#keep(query, listed), limit);
  }

  async beyond(query: HistoryQuery, place: MessagePlace): Promise<HistoryPage> {
    if ('beside' in place) return this.#beyondRow(query, place);
    const {conversationId, limit} = query;
    const isOlder = 'before' in place;
    const known = isOlder ? this.#whole.get(conversationId) : undefined;
    const whole = known ?? this.#keep(query, await this.#walk(query, undefined));
    const id = isOlder ? place.before : place.after;
    const index = whole.entries.findIndex(({value}) => idIn(value) === id);
    if (index < 0) throw errors.error('cursor-invalid', {message: 'The message is not there any more.'});
    const [start, end] = isOlder ? [Math.max(0, index - limit), index] : [index + 1, index + 1 + limit];
    return this.#cut(whole, start, end);
  }

  /** @throws ConversationError of kind `not-found` for a message that is not there */
  async aroundMessage(query: HistoryQuery, messageId: string): Promise<HistoryPage> {
    const {conversationId, limit} = query;
    const known = this.#whole.get(conversationId);
    const inWhole = known && this.#aroundIn(known, ({value}) => idIn(value) === messageId, limit);
    if (inWhole) return inWhole;
    const half = Math.max(1, Math.floor(limit / 2));
    const noSuchMessage = () => errors.error('not-found', {message: 'The conversation has no such message.'});
    const before = await this.#list({...query, limit: half + 1}, {endingBefore: messageId}).catch((thrown: unknown) => {
      throw ConversationError.from(thrown).kind === 'cursor-invalid' ? noSuchMessage() : thrown;
    });
    // The message itself stands at the beginning of what comes after the one before it.
    const preceding = withoutId(before.data, messageId);
    const previous = lastIdIn(preceding);
    const startingAfter = previous === undefined ? {} : {startingAfter: previous};
    const tail = await this.#list({...query, limit: Math.max(2, limit - preceding.length + 1)}, startingAfter);
    const following = previous === undefined ? tail.data : withoutId(tail.data, previous);
    if (idIn(following[0]) !== messageId) throw noSuchMessage();
    this.#isAdjacent = true;
    const rows = [...preceding, ...following];
    if (!this.#isOwnRow(query, following[0])) throw noSuchMessage();
    const order = this.#sense.learn(rows.map(timeOf)) ?? 'newest-first';
    if (order === 'neither') {
      const whole = this.#keep(query, await this.#walk(query, undefined));
      return this.#aroundIn(whole, ({value}) => idIn(value) === messageId, limit) ?? {entries: []};
    }
    return this.#pageOf(query, rows, {runs: order, from: -preceding.length, start: before.hasMore, end: tail.hasMore});
  }

  /**
   * The provider takes ids only, so a moment is looked for from the nearest message that is known, newer than it.
   *
   * @throws ConversationError of kind `unsupported` for a moment too far from there
   */
  async aroundMoment(query: HistoryQuery, at: Instant): Promise<HistoryPage> {
    const {conversationId, limit} = query;
    const isFrom = ({value}: HistoryEntry) => (timeOf(value) ?? -Infinity) >= at;
    const newest = await this.newest(query);
    const whole = this.#whole.get(conversationId);
    if (whole) return this.#aroundIn(whole, isFrom, limit) ?? newest;
    let page = newest;
    let first = newest.entries.find(isFrom);
    const hint = this.#hintFor(conversationId, at);
    for (let pages = 0; page.older && (page.entries.length === 0 || page.entries.every(isFrom)); pages++) {
      if (pages === SEARCHED_PAGES) {
        const message = 'That is too far back to be found: DigiVault cannot be asked for a moment.';
        throw errors.error('unsupported', {message});
      }
      const place: MessagePlace =
        pages === 0 && hint !== undefined && 'beside' in page.older ? {...page.older, beside: hint} : page.older;
      if (pages === 0 && hint !== undefined) first = undefined;
      page = await this.beyond({...query, limit: LARGEST_PAGE}, place);
      first = page.entries.find(isFrom) ?? first;
    }
    const id = idIn(first?.value) ?? hint;
    if (
      id === undefined ||
      newest.entries.some(({value}) => idIn(value) === id && value !== newest.entries[0]?.value)
    ) {
      return newest;
    }
    return this.aroundMessage(query, id);
  }

  forget(conversationId: string): void {
    this.#whole.delete(conversationId);
  }

  /** A message is no more: nothing can be asked for beside it. */
  forgetMessage(conversationId: string, messageId: string): void {
    this.#moments.delete(messageId);
    const known = this.#whole.get(conversationId);
    if (!known) return;
    const listed = new Map(known.listed);
    listed.delete(messageId);
    const entries = known.entries.filter(({value}) => idIn(value) !== messageId);
    this.#whole.set(conversationId, {...known, listed, entries});
  }

  /** The known message nearest to a moment among those that are newer. */
  #hintFor(conversationId: string, at: Instant): string | undefined {
    let nearest: {readonly id: string; readonly at: Instant} | undefined;
    for (const [id, moment] of this.#moments.entries()) {
      if (moment.conversationId !== conversationId || moment.at < at) continue;
      if (!nearest || moment.at < nearest.at) nearest = {id, at: moment.at};
    }
    return nearest?.id;
  }

  async #beyondRow(query: HistoryQuery, {beside, side, runs, index}: PlaceBeside): Promise<HistoryPage> {
    // Two at least: the provider may repeat the message it starts at.
    const limit = Math.max(2, query.limit);
    if (side === 'starting_after') {
      const page = await this.#list({...query, limit}, {startingAfter: beside});
      return this.#beside(query, {...page, data: withoutId(page.data, beside)}, {runs, side, index, beside});
    }
    const page = await this.#list({...query, limit}, {endingBefore: beside});
    const data = withoutId(page.data, beside);
    const nearest = lastIdIn(data);
    if (page.hasMore && nearest !== undefined && !this.#isAdjacent) {
      const next = await this.#list({...query, limit: 2}, {startingAfter: nearest});
      if (!next.data.some((value) => idIn(value) === beside)) {
        throw errors.error('cursor-invalid', {message: 'The page could not be joined to the one before.'});
      }
      this.#isAdjacent = true;
    }
    return this.#beside(query, {...page, data}, {runs, side, index, beside});
  }

  /** A page on one side of a row, and places to go on from at both of its ends. */
  async #beside(
    query: HistoryQuery,
    page: ListPage,
    {runs, side, index, beside}: Omit<PlaceBeside, 'beside'> & {readonly beside?: string},
  ): Promise<HistoryPage> {
    const {data, hasMore} = page;
    const isAfter = side === 'starting_after';
    const from = isAfter ? index + 1 : index - data.length;
    // The list's first page has nothing before it.
    const hasOther = beside !== undefined;
    const ends = isAfter ? {start: hasOther, end: hasMore} : {start: hasMore, end: hasOther};
    const found = this.#pageOf(query, data, {runs, from, ...ends});
    if (found.entries.length > 0 || data.length > 0 || beside === undefined) {
      return found.entries.length > 0 ? found : this.#past(query, found, side, runs);
    }
    // An empty page leads back to where it was asked from.
    const back: PlaceBeside = {beside, side: isAfter ? 'ending_before' : 'starting_after', runs, index};
    return {entries: [], ...(isTowardsOlder(back) ? {older: back} : {newer: back})};
  }

  /** Goes on past pages of other conversations. */
  async #past(query: HistoryQuery, page: HistoryPage, side: Side, runs: Direction): Promise<HistoryPage> {
    const direction = isTowardsOlder({side, runs}) ? 'older' : 'newer';
    let next = page[direction];
    for (let pages = 0; next && 'beside' in next && pages < FOREIGN_PAGES; pages++) {
      const {beside, index} = next;
      const size = {...query, limit: LARGEST_PAGE};
      const at = side === 'starting_after' ? {startingAfter: beside} : {endingBefore: beside};
      const {data, hasMore} = await this.#list(size, at);
      const rows = withoutId(data, beside);
      const from = side === 'starting_after' ? index + 1 : index - rows.length;
      const ends = side === 'starting_after' ? {start: true, end: hasMore} : {start: hasMore, end: true};
      const found = this.#pageOf(query, rows, {runs, from, ...ends});
      if (found.entries.length > 0) return found;
      next = found[direction];
    }
    return {entries: [], ...(next && {[direction]: next})};
  }

  /** Rows of a list that runs one way, as a page; places go by all rows, and only those of the conversation are shown. */
  #pageOf(
    query: HistoryQuery,
    rows: readonly unknown[],
    {
      runs,
      from,
      start,
      end,
    }: {readonly runs: Direction; readonly from: number; readonly start: boolean; readonly end: boolean},
  ): HistoryPage {
    const [first, last] = [idIn(rows[0]), lastIdIn(rows)];
    const before: PlaceBeside | undefined =
      start && first !== undefined ? {beside: first, side: 'ending_before', runs, index: from} : undefined;
    const after: PlaceBeside | undefined =
      end && last !== undefined
        ? {beside: last, side: 'starting_after', runs, index: from + rows.length - 1}
        : undefined;
    const [older, newer] = runs === 'newest-first' ? [after, before] : [before, after];
    const entries =
      runs === 'newest-first'
        ? inTime(rows, runs, from)
        : inTime(rows, runs).map(({value, order}) => ({value, order: order + from}));
    return {entries: this.#own(query, entries), ...(older && {older}), ...(newer && {newer})};
  }

  #isOwnRow({isOwn}: HistoryQuery, value: unknown): boolean {
    return isOwn?.(value) ?? true;
  }

  #own(query: HistoryQuery, entries: readonly HistoryEntry[]): HistoryEntry[] {
    const own = entries.filter(({value}) => this.#isOwnRow(query, value));
    for (const {value} of own) {
      const [id, at] = [idIn(value), timeOf(value)];
      if (id !== undefined && at !== undefined) this.#moments.set(id, {conversationId: query.conversationId, at});
    }
    return own;
  }

  #list(
    {conversationId, limit, signal}: HistoryQuery,
    from: {readonly startingAfter?: string; readonly endingBefore?: string},
  ): Promise<ListPage> {
    const size = Math.min(LARGEST_PAGE, limit);
    return this.#api.list({path: '/v1/messages', conversationId, limit: size, ...from, ...(signal && {signal})});
  }

  async #walk(query: HistoryQuery, from: string | undefined): Promise<ReadonlyMap<string, unknown>> {
    const read = (startingAfter: string | undefined) =>
      this.#list({...query, limit: LARGEST_PAGE}, startingAfter === undefined ? {} : {startingAfter});
    const options = {list: 'the messages of the conversation', maximumPages: WHOLE_PAGES};
    return (await walkList(read, {...options, ...(from !== undefined && {from})})).entries;
  }

  /** Reads the last messages of a known history again, and whatever came after them. */
  async #readEnd(query: HistoryQuery, known: WholeHistory): Promise<WholeHistory> {
    const ids = [...known.listed.keys()];
    const kept = ids.slice(0, Math.max(0, ids.length - query.limit));
    try {
      const end = await this.#walk(query, kept.at(-1));
      return this.#keep(query, new Map([...kept.map((id) => [id, known.listed.get(id)] as const), ...end]));
    } catch (thrown) {
      // The message it should start after was deleted.
      if (!(thrown instanceof ConversationError && thrown.kind === 'cursor-invalid')) throw thrown;
      return this.#keep(query, await this.#walk(query, undefined));
    }
  }

  #keep(query: HistoryQuery, listed: ReadonlyMap<string, unknown>): WholeHistory {
    const values = [...listed.values()];
    const order = this.#sense.learn(values.map(timeOf));
    const whole: WholeHistory = {listed, entries: this.#own(query, inTime(values, order)), order};
    this.#whole.set(query.conversationId, whole);
    return whole;
  }

  #lastOf(whole: WholeHistory, limit: number): HistoryPage {
    const {entries} = whole;
    return this.#cut(whole, Math.max(0, entries.length - limit), entries.length);
  }

  /** As much before an entry as after it. */
  #aroundIn(whole: WholeHistory, isMeant: (entry: HistoryEntry) => boolean, limit: number): HistoryPage | undefined {
    const index = whole.entries.findIndex(isMeant);
    if (index < 0) return undefined;
    const start = Math.max(0, Math.min(index - Math.floor((limit - 1) / 2), whole.entries.length - limit));
    return this.#cut(whole, start, start + limit);
  }

  #cut({entries, order}: WholeHistory, start: number, end: number): HistoryPage {
    const page = entries.slice(start, end);
    const [first, last] = [idIn(page[0]?.value), idIn(page.at(-1)?.value)];
    const older = start > 0 && first !== undefined ? {before: first} : undefined;
    const index = page.at(-1)?.order ?? 0;
    const newer: MessagePlace | undefined =
      end >= entries.length || last === undefined
        ? undefined
        : order === 'oldest-first'
          ? {beside: last, side: 'starting_after', runs: order, index}
          : {after: last};
    return {entries: page, ...(older && {older}), ...(newer && {newer})};
  }
}

const isTowardsOlder = ({side, runs}: Pick<PlaceBeside, 'side' | 'runs'>): boolean =>
  (side === 'starting_after') === (runs === 'newest-first');

const timeOf = (value: unknown): Instant | undefined => instantFromSeconds(fieldsOf<WireMessage>(value).created_at);

const lastIdIn = (rows: readonly unknown[]): string | undefined => rows.map(idIn).findLast((id) => id !== undefined);

const withoutId = (rows: readonly unknown[], id: string): readonly unknown[] => rows.filter((row) => idIn(row) !== id);

/** Oldest first. @param rank how many newer ones came before, in a list that runs from new to old */
const inTime = (values: readonly unknown[], order: ListOrder | undefined, rank = 0): HistoryEntry[] =>
  arrangeByTime(values, {timeOf, order, rank}).map(({item, order: place}) => ({value: item, order: place}));
