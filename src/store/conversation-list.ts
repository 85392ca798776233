import type {ConversationQuery, MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {CapabilityName} from '../model/capabilities.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import {completeAll, completeConversation, hasId} from '../model/complete.js';
import {matchesQuery, ownEndpointKey, type ConversationFilter} from '../model/conversation-filter.js';
import type {Cursor, Page} from '../model/page.js';
import type {OwnEndpoint} from '../model/participant.js';
import {FreshStarts} from '../util/fresh-starts.js';
import type {KnownConversations, ReadTicket} from './known-conversations.js';
import {CatchUp, isOfAny} from './list-catch-up.js';
import {ListPages} from './list-pages.js';
import {CATCH_UP_PAGES, type LoadStatus} from './read-health.js';
import {Observable} from './observable.js';
import {SortedConversations} from './sorted-conversations.js';

/** What somebody asks the list for. */
export type ConversationListQuery = Pick<ConversationQuery, 'unread' | 'needsReply' | 'includeArchived' | 'search'> &
  Pick<ConversationFilter, 'ownEndpointId'>;

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
  /** Our own numbers that conversations run over, as far as they were loaded. */
  readonly ownEndpoints?: readonly OwnEndpoint[];
  /** True when the provider's list is worked out from something else, and may lack conversations. */
  readonly incomplete?: boolean;
  /** Accounts whose conversations cannot be read at the moment, where several are one inbox. */
  readonly missing?: readonly string[];
}

/** How many empty pages, or pages of rows that the query leaves out, are read in a row before somebody has to ask for more. */
const FILTERED_PAGES = 5;

type AskedPart = Exclude<keyof ConversationListQuery, 'ownEndpointId'>;

/** What a provider must be able to do to be asked for a part of a query. None filters by our own numbers. */
const ASKED_BY: Readonly<Record<AskedPart, CapabilityName>> = {
  unread: 'filterUnread',
  needsReply: 'filterNeedsReply',
  includeArchived: 'includeArchived',
  search: 'searchConversations',
};

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
  #own: ReadonlyMap<string, OwnEndpoint> = new Map();
  readonly #pages = new ListPages();
  readonly #freshStarts = new FreshStarts();
  readonly #catchUp: CatchUp;
  #requests = new AbortController();
  #refreshing: Promise<void> | undefined;

  constructor(adapter: MessagingAdapter, known: KnownConversations, ingest: ListIngest) {
    super({conversations: [], query: {}, status: 'idle', hasMore: false, loadingMore: false});
    this.#adapter = adapter;
    this.#known = known;
    this.#ingest = ingest;
    this.#catchUp = new CatchUp({
      ...{known, members: this.#members, pages: this.#pages},
      isFiltered: () => Object.keys(this.#nativeQuery()).length > 0,
      beginRead: () => ingest.beginRead(),
      read: (cursor, signal) => this.#read(cursor, signal),
      takeRows: (rows, ticket) => this.#takeRows(rows, ticket),
      takeOut: (ids) => this.#takeOut(ids),
    });
    known.subscribe((ids) => {
      this.#admit(ids);
      this.#follow(ids);
    });
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
      const {missing = []} = page;
      const isUntold = (id: string) =>
        this.#known.changedSince(id, ticket) || isOfAny(missing, this.#known.original(id));
      const kept = [...this.#members].filter((id) => isUntold(id) && this.#isMeant(id));
      this.#startOver();
      for (const id of kept) this.#members.add(id);
      this.#takePage(page, undefined, ticket);
      this.#follow(kept);
      this.#catchUp.begin(page.items);
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
    if (!this.#pages.next || this.state.loadingMore || this.state.status !== 'ready') return;
    const {signal} = this.#requests;
    this.patch({loadingMore: true, moreError: undefined});
    try {
      await this.#readMore(signal);
      if (!signal.aborted) this.#publish({loadingMore: false});
      this.#freshStarts.reached(this.#pages.count);
    } catch (thrown) {
      if (signal.aborted) return;
      const moreError = ConversationError.from(thrown);
      if (moreError.kind === 'cursor-invalid') {
        if (this.#freshStarts.mayBegin(this.#pages.count)) return this.load();
        this.#freshStarts.forget();
      }
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
      const running = this.#runCatchUp(isThorough).finally(() => {
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

  /**
   * What is known by another way, such as a conversation that was opened, may come to belong to the query: it is unread now,
   * or needs a reply. Only within what was loaded: further down, pages say what is there.
   */
  #admit(ids: readonly string[]): void {
    if (this.state.status !== 'ready') return;
    const lowest = this.#pages.next === undefined ? -Infinity : (this.#shown.all().at(-1)?.lastActivityAt ?? Infinity);
    for (const id of ids) {
      const {lastActivityAt = -Infinity} = this.#known.get(id) ?? {};
      if (!this.#members.has(id) && lastActivityAt >= lowest && this.#isMeant(id)) this.#members.add(id);
    }
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
    this.#own = new Map();
    const nothing = {
      query: {},
      ownEndpoints: undefined,
      error: undefined,
      moreError: undefined,
      total: undefined,
      incomplete: undefined,
      missing: undefined,
    };
    this.#publish({...nothing, status: 'idle'});
  }

  /** What moved up since is known already, and what is filtered out here is not seen: whoever waits sees no difference. */
  async #readMore(signal: AbortSignal): Promise<void> {
    const shown = this.#shown.all().length;
    let fruitless = 0;
    for (let pages = 0; pages < CATCH_UP_PAGES && fruitless < FILTERED_PAGES; pages++) {
      const ticket = this.#ingest.beginRead();
      const cursor = this.#pages.goBack();
      const known = this.#members.size;
      const end = this.#pages.next;
      const page = await this.#read(cursor, signal);
      // A catch-up may have begun the list anew, which then goes on from another place.
      if (signal.aborted || this.#pages.next !== end) return;
      const hasBegunAgain = page.next !== undefined && this.#pages.begins(page.next);
      this.#takePage(page, cursor, ticket);
      if (hasBegunAgain && this.#members.size === known) throw this.#noEnd();
      if (!this.#pages.next || this.#shown.all().length > shown) return;
      if (this.#members.size > known || page.items.length === 0) fruitless++;
    }
  }

  async #runCatchUp(isThorough: boolean): Promise<void> {
    const {signal} = this.#requests;
    const found = await this.#catchUp.run(isThorough, signal);
    if (found)
      this.#publish({total: found.total ?? this.state.total, incomplete: found.incomplete, missing: found.missing});
  }

  /** Whoever went on would read the same pages for ever. */
  #noEnd(): ConversationError {
    const message = 'There is no end to the list of conversations: it leads back to a page that was read before.';
    return new ConversationError('decode', {adapter: this.#adapter.name, message});
  }

  #takeOut(ids: readonly string[]): void {
    for (const id of ids) {
      this.#members.delete(id);
      // What may be in the archive by now, or gone, is nobody's unread one until something is heard of it.
      this.#known.unread.delete(id);
    }
    this.#follow(ids);
  }

  #takePage(page: Page<Conversation>, cursor: Cursor | undefined, ticket: ReadTicket): void {
    this.#takeRows(page.items, ticket);
    this.#pages.add({cursor, length: page.items.length}, page.next);
    this.patch({total: page.total ?? this.state.total, incomplete: page.incomplete, missing: page.missing});
  }

  /** @returns the ids of those that were members before, and are what they were then */
  #takeRows(rows: readonly Conversation[], ticket: ReadTicket): ReadonlySet<string> {
    const ids = rows.map(({id}) => id);
    const same = new Set([...this.#ingest.listPage(rows, ticket)].filter((id) => this.#members.has(id)));
    for (const id of ids) this.#members.add(id);
    this.#follow(ids);
    return same;
  }

  #startOver(): void {
    this.#members.clear();
    this.#shown.clear();
    this.#pages.startOver();
    this.#catchUp.startOver();
  }

  /** These conversations are different now, or are new to the list, or have left it. */
  #follow(ids: readonly string[]): void {
    const query = this.#filter();
    const put: Conversation[] = [];
    for (const id of ids) {
      const conversation = this.#known.get(id);
      this.#meetOwn(conversation?.ownEndpoint);
      if (!conversation && this.#members.delete(id)) this.#pages.leave(1);
      if (conversation && this.#members.has(id) && matchesQuery(conversation, query)) put.push(conversation);
      else this.#shown.remove(id);
    }
    this.#shown.put(put);
    if (this.state.status === 'ready') this.#publish({});
  }

  /** A number of ours that was not met before. */
  #meetOwn(endpoint: OwnEndpoint | undefined): void {
    const key = ownEndpointKey(endpoint);
    if (!endpoint || !key || this.#own.has(key)) return;
    this.#own = new Map([...this.#own, [key, endpoint]]);
    this.patch({ownEndpoints: [...this.#own.values()]});
  }

  #filterAnew(): void {
    this.#shown.clear();
    const query = this.#filter();
    const known = [...this.#members].flatMap((id) => this.#known.get(id) ?? []);
    this.#shown.put(known.filter((conversation) => matchesQuery(conversation, query)));
    this.#publish({});
  }

  #publish(change: Partial<ConversationListState>): void {
    this.patch({...change, conversations: this.#shown.all(), hasMore: !!this.#pages.next});
  }

  async #read(cursor: Cursor | undefined, signal: AbortSignal): Promise<Page<Conversation>> {
    const page = await this.#adapter.listConversations({...this.#nativeQuery(), ...(cursor && {cursor})}, {signal});
    // An odd time among others would put all of them out of order.
    return {...page, items: completeAll(page.items, completeConversation).filter(hasId)};
  }

  /** The part of the query that the provider answers; the rest is filtered here. */
  #nativeQuery(): ConversationQuery {
    const {capabilities} = this.#adapter;
    const {query} = this.state;
    const fields = Object.keys(ASKED_BY) as AskedPart[];
    const asked = fields.filter((field) => query[field] && capabilities[ASKED_BY[field]] === 'native');
    return Object.fromEntries(asked.map((field) => [field, query[field]]));
  }

  /** What is filtered here: everything but a search the provider did, which may know more than this device. */
  #filter(): ConversationListQuery {
    const {search, ...rest} = this.state.query;
    return this.#adapter.capabilities.searchConversations === 'native' ? rest : {...rest, search};
  }
}
