import type {ConversationQuery, MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {CapabilityName} from '../model/capabilities.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import {completeAll, completeConversation} from '../model/complete.js';
import {matchesQuery} from '../model/conversation-filter.js';
import type {Cursor, Page} from '../model/page.js';
import type {Instant} from '../model/capability-level.js';
import type {KnownConversations, ReadTicket} from './known-conversations.js';
import {CATCH_UP_PAGES, isWithinBounds, type LoadStatus} from './read-health.js';
import {Observable} from './observable.js';
import {SortedConversations} from './sorted-conversations.js';

/** What somebody asks the list for. */
export type ConversationListQuery = Pick<ConversationQuery, 'unread' | 'needsReply' | 'includeArchived' | 'search'>;

export interface ConversationListState {
  /** Newest activity first, filtered by the query. */
  readonly conversations: readonly Conversation[];
  readonly query: ConversationListQuery;
  readonly status: LoadStatus;
  readonly error?: ConversationError;
  readonly hasMore: boolean;
  readonly loadingMore: boolean;
  readonly moreError?: ConversationError;
  readonly total?: number;
  /** True when the provider's list is worked out from something else, and may lack conversations. */
  readonly incomplete?: boolean;
}

/** Of so many looks at the newest page, one reads a page further down as well. */
const LOOKS_FOR_ONE_DOWN = 6;
/** How many empty pages, or pages of rows that the query leaves out, are read in a row before somebody has to ask for more. */
const FILTERED_PAGES = 5;

/** What a provider must be able to do to be asked for a part of a query. */
const ASKED_BY: Readonly<Record<keyof ConversationListQuery, CapabilityName>> = {
  unread: 'filterUnread',
  needsReply: 'filterNeedsReply',
  includeArchived: 'includeArchived',
  search: 'searchConversations',
};

/** A page that was asked for, so that it can be asked for again. */
interface PagePlace {
  readonly cursor: Cursor | undefined;
  readonly length: number;
}

/** What a catch-up has read so far. */
interface Walk {
  readonly ticket: ReadTicket;
  readonly ids: Set<string>;
  /** The lowest activity read; what is above it and was not read is gone. */
  floor: Instant;
  /** Whether the provider lists by falling activity, as far as was read. */
  isByActivity: boolean;
  /** Something was reached that has not moved since the read before. */
  hasMet: boolean;
  next: Cursor | undefined;
}

/** What the list needs of the merge point. */
export interface ListIngest {
  beginRead(): ReadTicket;
  /** @returns the ids of rows that are what they were before */
  listPage(rows: readonly Conversation[], ticket: ReadTicket): ReadonlySet<string>;
}

/**
 * The conversations of one account under one query: which of those that are known belong to it, in which order, and how
 * far the provider's list has been read. What a conversation is, is decided where news is taken in.
 */
export class ConversationList extends Observable<ConversationListState> {
  readonly #adapter: MessagingAdapter;
  readonly #known: KnownConversations;
  readonly #ingest: ListIngest;
  /** Ids that belong to the query's list, shown or filtered out here. */
  readonly #members = new Set<string>();
  readonly #shown = new SortedConversations();
  /** The pages read one after the other, the first of them first. */
  #pages: PagePlace[] = [];
  #cursor: Cursor | undefined;
  /** The newest activity that the last complete read knew: what is older and unchanged was read then. */
  #readUpTo: Instant = -Infinity;
  /** Conversations that left since the last page was read: with a numbered page, as many would be passed over. */
  #left = 0;
  #looks = 0;
  #looksDown = 0;
  /** The page that the last look further down ended with. */
  #lookedTo: Cursor | undefined;
  #requests = new AbortController();
  #refreshing: Promise<void> | undefined;

  constructor(adapter: MessagingAdapter, known: KnownConversations, ingest: ListIngest) {
    super({conversations: [], query: {}, status: 'idle', hasMore: false, loadingMore: false});
    this.#adapter = adapter;
    this.#known = known;
    this.#ingest = ingest;
    known.subscribe((ids) => this.#follow(ids));
  }

  has(conversationId: string): boolean {
    return this.#members.has(conversationId);
  }

  /** Loads the first page from scratch. */
  async load(): Promise<void> {
    this.cancel();
    const {signal} = this.#requests;
    this.patch({status: 'loading', error: undefined, moreError: undefined});
    const ticket = this.#ingest.beginRead();
    try {
      const page = await this.#read(undefined, signal);
      if (signal.aborted) return;
      const recent = [...this.#members].filter((id) => this.#known.changedSince(id, ticket) && this.#isMeant(id));
      this.#startOver();
      for (const id of recent) this.#members.add(id);
      this.#takePage(page, undefined, ticket);
      this.#follow(recent);
      this.#readUpTo = newestActivity(page.items);
      this.#publish({status: 'ready'});
    } catch (thrown) {
      if (!signal.aborted) this.patch({status: 'error', error: ConversationError.from(thrown)});
    }
  }

  /** Asks for something else; an answer to the old question is dropped. */
  async setQuery(query: ConversationListQuery): Promise<void> {
    this.patch({query});
    this.#filterAnew();
    await this.load();
  }

  /** Loads the next page, once at a time; further ones while they bring nothing to show, within bounds. */
  async loadMore(): Promise<void> {
    if (!this.#cursor || this.state.loadingMore || this.state.status !== 'ready') return;
    const {signal} = this.#requests;
    this.patch({loadingMore: true, moreError: undefined});
    try {
      await this.#readMore(signal);
      if (!signal.aborted) this.#publish({loadingMore: false});
    } catch (thrown) {
      if (signal.aborted) return;
      const moreError = ConversationError.from(thrown);
      if (moreError.kind === 'cursor-invalid') return this.load();
      this.patch({loadingMore: false, moreError});
    }
  }

  /** The newest rows are being read. */
  get isReading(): boolean {
    return this.state.status === 'loading' || this.#refreshing !== undefined;
  }

  /**
   * Catches up: reads from the newest page on until it meets what has not moved since the last read, so that no pause,
   * however long, leaves rows that are out of date. Costs what changed. Errors are the caller's to show.
   *
   * @param isThorough after a pause: a list in an order that tells nothing is then read as far as it was loaded, and not
   *   only in part
   */
  refresh(isThorough = false): Promise<void> {
    if (this.state.status === 'loading') return this.when(({status}) => status !== 'loading');
    if (this.state.status !== 'ready') return this.load();
    if (!this.#refreshing) {
      const running = this.#catchUp(isThorough).finally(() => {
        if (this.#refreshing === running) this.#refreshing = undefined;
      });
      this.#refreshing = running;
    }
    return this.#refreshing;
  }

  /** A conversation came by another way than a page: it belongs to the list if the query asks for it. */
  join(conversationId: string): void {
    if (this.#members.has(conversationId) || !this.#isMeant(conversationId)) return;
    this.#members.add(conversationId);
    this.#follow([conversationId]);
  }

  /** What a provider's own search finds is its own business; what was not found is judged here. */
  #isMeant(conversationId: string): boolean {
    const conversation = this.#known.get(conversationId);
    return !!conversation && matchesQuery(conversation, this.state.query);
  }

  /** Calls off every request under way; what is loaded stays. */
  cancel(): void {
    this.#requests.abort();
    this.#requests = new AbortController();
    this.#refreshing = undefined;
    if (this.state.status === 'loading') this.patch({status: 'idle'});
    this.patch({loadingMore: false});
  }

  /** Forgets everything, as when the user signs out. */
  clear(): void {
    this.cancel();
    this.#startOver();
    const nothing = {query: {}, error: undefined, moreError: undefined, total: undefined, incomplete: undefined};
    this.#publish({...nothing, status: 'idle'});
  }

  /** What moved up since is known already, and what is filtered out here is not seen: whoever waits sees no difference. */
  async #readMore(signal: AbortSignal): Promise<void> {
    const shown = this.#shown.all().length;
    let fruitless = 0;
    for (let pages = 0; pages < CATCH_UP_PAGES && fruitless < FILTERED_PAGES; pages++) {
      const ticket = this.#ingest.beginRead();
      const cursor = this.#placeToGoOn();
      const known = this.#members.size;
      const end = this.#cursor;
      const page = await this.#read(cursor, signal);
      // A catch-up may have begun the list anew, which then goes on from another place.
      if (signal.aborted || this.#cursor !== end) return;
      const hasBegunAgain = page.next !== undefined && this.#pages.some((place) => place.cursor === page.next);
      this.#takePage(page, cursor, ticket);
      if (hasBegunAgain && this.#members.size === known) throw this.#noEnd();
      if (!this.#cursor || this.#shown.all().length > shown) return;
      if (this.#members.size > known || page.items.length === 0) fruitless++;
    }
  }

  /** Whoever went on would read the same pages for ever. */
  #noEnd(): ConversationError {
    const message = 'There is no end to the list of conversations: it leads back to a page that was read before.';
    return new ConversationError('decode', {adapter: this.#adapter.name, message});
  }

  async #catchUp(isThorough: boolean): Promise<void> {
    const {signal} = this.#requests;
    const walk: Walk = {
      ticket: this.#ingest.beginRead(),
      ids: new Set(),
      floor: Infinity,
      isByActivity: this.#readUpTo > -Infinity,
      hasMet: false,
      next: undefined,
    };
    const loaded = this.#cursor ? this.#members.size : Infinity;
    // Whatever changed in every row, no more can be out of date than is there.
    const lowest = this.#lowest();
    const places: PagePlace[] = [];
    let {total} = this.state;
    let newest: Instant | undefined;
    let page: Page<Conversation>;
    const isPast = () => (walk.isByActivity ? walk.floor <= lowest : !isThorough || walk.ids.size >= loaded);
    const isDone = () => walk.hasMet || !walk.next || isPast();
    do {
      const cursor = walk.next;
      page = await this.#read(cursor, signal);
      if (signal.aborted) return;
      places.push({cursor, length: page.items.length});
      this.#meet(walk, page);
      newest ??= newestActivity(page.items);
      total = page.total ?? total;
    } while (!isDone() && isWithinBounds(places.length, walk.ids.size));
    const isWhole = !walk.next;
    if (isDone()) await this.#letGo(walk, places.length, signal);
    else this.#goOnFrom(walk, places);
    if (!isWhole && this.#isDue(walk, isThorough)) {
      await (walk.isByActivity ? this.#lookFurtherDown(walk, signal) : this.#lookAtOthers(walk, signal));
    }
    if (signal.aborted) return;
    // What was the last page is not the last any more.
    if (isWhole || (!this.#cursor && places.length >= this.#pages.length)) {
      this.#cursor = walk.next;
      this.#pages = places;
    }
    this.#readUpTo = Math.max(this.#readUpTo, newest);
    this.#publish({total, incomplete: page.incomplete});
  }

  /**
   * The newest page of a list in another order tells nothing of the others: each look reads one of them as well. Of one
   * by activity it tells all that happened, but not what was deleted or archived elsewhere further down.
   */
  #isDue({isByActivity}: Walk, isThorough: boolean): boolean {
    return isByActivity ? ++this.#looks % LOOKS_FOR_ONE_DOWN === 0 : !isThorough;
  }

  /** One page after the other, as many as were loaded; all there are where the list was read to its end. */
  async #lookAtOthers(walk: Walk, signal: AbortSignal): Promise<void> {
    const page = await this.#look(this.#lookedTo ?? walk.next, walk, signal);
    if (!page) return;
    const isAround = this.#cursor !== undefined && ++this.#looksDown >= this.#pages.length - 1;
    if (isAround || !page.next) this.#looksDown = 0;
    this.#lookedTo = isAround ? undefined : page.next;
  }

  /**
   * Goes down a page, and again from the top once all that is loaded was seen. The page that the look before ended with
   * is read once more: what was between the two is on neither once it is gone.
   */
  async #lookFurtherDown(walk: Walk, signal: AbortSignal): Promise<void> {
    const lowest = this.#lowest();
    const from = this.#lookedTo;
    const above = from && (await this.#look(from, walk, signal));
    const cursor = from ? above?.next : walk.next;
    const below = cursor && (await this.#look(cursor, walk, signal));
    if (signal.aborted) return;
    const pages = [above, below].filter((page) => page !== undefined);
    const times = pages.flatMap(({items}) => items.map(({lastActivityAt = -Infinity}) => lastActivityAt));
    const next = pages.at(-1)?.next;
    const bottom = next ? (times.at(-1) ?? Infinity) : -Infinity;
    this.#lookedTo = bottom > lowest ? cursor : undefined;
    if (bottom <= lowest) this.#cursor ??= next;
    const isFalling = times.every((time, index) => time <= (times[index - 1] ?? time));
    // A page of a list that is worked out may name what moved up again, so that it has no top.
    if (!isFalling || pages.some(({incomplete}) => incomplete)) return;
    const top = from ? (times[0] ?? -Infinity) : walk.floor;
    await this.#takeOff(walk, (time) => time < top && time > bottom, signal);
  }

  /** Reads a page besides those that tell what is new. @returns nothing when that was called off */
  async #look(cursor: Cursor | undefined, walk: Walk, signal: AbortSignal): Promise<Page<Conversation> | undefined> {
    const page = await this.#read(cursor, signal);
    if (signal.aborted) return undefined;
    this.#takeRows(page.items, walk.ticket);
    for (const {id} of page.items) walk.ids.add(id);
    return page;
  }

  /** The lowest activity of what is loaded. */
  #lowest(): Instant {
    return Math.min(...[...this.#members].map((id) => this.#activityOf(id)));
  }

  /** Takes one page of a catch-up, and tells whether it reached what was read before. */
  #meet(walk: Walk, page: Page<Conversation>): void {
    const same = this.#takeRows(page.items, walk.ticket);
    for (const {id, lastActivityAt = -Infinity} of page.items) {
      walk.isByActivity &&= lastActivityAt <= walk.floor;
      walk.floor = Math.min(walk.floor, lastActivityAt);
      walk.hasMet ||= walk.isByActivity && same.has(id) && lastActivityAt < this.#readUpTo;
      walk.ids.add(id);
    }
    // Where the order tells nothing, one that has not moved says nothing of the others.
    walk.hasMet &&= walk.isByActivity;
    walk.next = page.next;
  }

  /** Takes off what the pages that were read would hold and do not: it was deleted, or belongs to the query no more. */
  #letGo(walk: Walk, pages: number, signal: AbortSignal): Promise<void> {
    const isAbove = (time: Instant) => !walk.next || (walk.isByActivity && time > walk.floor);
    return this.#takeOff(walk, isAbove, signal, pages > 1);
  }

  /**
   * Takes off what is not where it would be by its activity. What moved to the top between two pages is in neither of
   * them, so the newest page is asked once more about it.
   */
  async #takeOff(
    walk: Walk,
    isThere: (activityAt: Instant) => boolean,
    signal: AbortSignal,
    mayHaveMoved = true,
  ): Promise<void> {
    let missing: readonly string[] = this.#missing(walk).filter((id) => isThere(this.#activityOf(id)));
    if (missing.length === 0) return;
    if (mayHaveMoved) {
      const again = await this.#read(undefined, signal);
      if (signal.aborted) return;
      this.#meet(walk, again);
      missing = this.#missing(walk, missing);
    }
    this.#left += missing.length;
    this.#takeOut(missing);
  }

  /** Of these, what a walk did not meet, and nothing was heard of meanwhile. */
  #missing({ids, ticket}: Walk, members: Iterable<string> = this.#members): readonly string[] {
    return [...members].filter((id) => !ids.has(id) && !this.#known.changedSince(id, ticket));
  }

  #takeOut(ids: readonly string[]): void {
    for (const id of ids) this.#members.delete(id);
    this.#follow(ids);
  }

  /** Far too much changed: the list is what was read just now, and goes on from there. */
  #goOnFrom(walk: Walk, places: PagePlace[]): void {
    this.#pages = places;
    this.#cursor = walk.next;
    this.#lookedTo = undefined;
    this.#left = 0;
    this.#takeOut(this.#missing(walk));
  }

  #takePage(page: Page<Conversation>, cursor: Cursor | undefined, ticket: ReadTicket): void {
    this.#takeRows(page.items, ticket);
    this.#pages.push({cursor, length: page.items.length});
    // A page that names its own place as the next is the last one.
    this.#cursor = page.next === cursor ? undefined : page.next;
    this.#left = 0;
    this.patch({total: page.total ?? this.state.total, incomplete: page.incomplete});
  }

  /** @returns the ids of those that were members before, and are what they were then */
  #takeRows(rows: readonly Conversation[], ticket: ReadTicket): ReadonlySet<string> {
    const ids = rows.map(({id}) => id);
    const same = new Set([...this.#ingest.listPage(rows, ticket)].filter((id) => this.#members.has(id)));
    for (const id of ids) this.#members.add(id);
    this.#follow(ids);
    return same;
  }

  #activityOf(id: string): Instant {
    return this.#known.original(id)?.lastActivityAt ?? -Infinity;
  }

  /** Pages that count rows skip as many as left above them: those are read again, which costs a page and loses none. */
  #placeToGoOn(): Cursor | undefined {
    let missing = this.#left;
    if (missing === 0) return this.#cursor;
    let place = this.#cursor;
    while (missing > 0) {
      const page = this.#pages.pop();
      if (!page) break;
      missing -= page.length;
      place = page.cursor;
    }
    return place;
  }

  #startOver(): void {
    this.#members.clear();
    this.#shown.clear();
    this.#pages = [];
    this.#cursor = undefined;
    this.#lookedTo = undefined;
    this.#left = 0;
  }

  /** These conversations are different now, or are new to the list, or have left it. */
  #follow(ids: readonly string[]): void {
    const query = this.#filter();
    const put: Conversation[] = [];
    for (const id of ids) {
      const conversation = this.#known.get(id);
      if (!conversation && this.#members.delete(id)) this.#left++;
      if (conversation && this.#members.has(id) && matchesQuery(conversation, query)) put.push(conversation);
      else this.#shown.remove(id);
    }
    this.#shown.put(put);
    if (this.state.status === 'ready') this.#publish({});
  }

  #filterAnew(): void {
    this.#shown.clear();
    const query = this.#filter();
    const known = [...this.#members].flatMap((id) => this.#known.get(id) ?? []);
    this.#shown.put(known.filter((conversation) => matchesQuery(conversation, query)));
    this.#publish({});
  }

  #publish(change: Partial<ConversationListState>): void {
    this.patch({...change, conversations: this.#shown.all(), hasMore: !!this.#cursor});
  }

  async #read(cursor: Cursor | undefined, signal: AbortSignal): Promise<Page<Conversation>> {
    const page = await this.#adapter.listConversations({...this.#nativeQuery(), ...(cursor && {cursor})}, {signal});
    // An odd time among others would put all of them out of order.
    return {...page, items: completeAll(page.items, completeConversation).filter(({id}) => id)};
  }

  /** The part of the query that the provider answers; the rest is filtered here. */
  #nativeQuery(): ConversationQuery {
    const {capabilities} = this.#adapter;
    const {query} = this.state;
    const fields = Object.keys(ASKED_BY) as (keyof ConversationListQuery)[];
    const asked = fields.filter((field) => query[field] && capabilities[ASKED_BY[field]] === 'native');
    return Object.fromEntries(asked.map((field) => [field, query[field]]));
  }

  /** What is filtered here: everything but a search the provider did, which may know more than this device. */
  #filter(): ConversationListQuery {
    const {search, ...rest} = this.state.query;
    return this.#adapter.capabilities.searchConversations === 'native' ? rest : {...rest, search};
  }
}

const newestActivity = (rows: readonly Conversation[]): Instant =>
  rows.reduce((newest, {lastActivityAt = -Infinity}) => Math.max(newest, lastActivityAt), -Infinity);
