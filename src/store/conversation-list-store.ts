import type {ConversationQuery, MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import {matchesQuery} from '../model/conversation-filter.js';
import type {Cursor} from '../model/page.js';
import type {LoadStatus} from './load-status.js';
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
}

/** Adds what this device knows to what the provider says about a conversation. */
export type ConversationDecorator = (conversation: Conversation) => Conversation;

/** The conversations of one account under one query: loads, pages, orders, filters, and merges news. */
export class ConversationListStore extends Observable<ConversationListState> {
  /** As the provider gave them. */
  private readonly originals = new Map<string, Conversation>();
  /** With what this device knows added. */
  private readonly known = new Map<string, Conversation>();
  /** Those of them that the query asks for, in order. */
  private readonly shown = new SortedConversations();
  /** The query that `shown` answers. */
  private shownQuery?: ConversationListQuery;
  private cursor: Cursor | undefined;
  private requests = new AbortController();
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly adapter: MessagingAdapter,
    private readonly decorate: ConversationDecorator = (conversation) => conversation,
  ) {
    super({conversations: [], query: {}, status: 'idle', hasMore: false, loadingMore: false});
  }

  /** Loads the first page from scratch. */
  async load(): Promise<void> {
    this.cancel();
    const {signal} = this.requests;
    this.patch({status: 'loading', error: undefined, moreError: undefined, loadingMore: false});
    try {
      const page = await this.adapter.listConversations(this.nativeQuery(), {signal});
      if (signal.aborted) return;
      this.clear();
      this.put(page.items);
      this.cursor = page.next;
      this.publish({status: 'ready', hasMore: !!page.next, total: page.total});
    } catch (thrown) {
      if (!signal.aborted) this.patch({status: 'error', error: ConversationError.from(thrown)});
    }
  }

  /** Asks for something else; an answer to the old question is dropped. */
  async setQuery(query: ConversationListQuery): Promise<void> {
    this.patch({query});
    await this.load();
  }

  /** Loads the next page, once at a time. */
  async loadMore(): Promise<void> {
    if (!this.cursor || this.state.loadingMore || this.state.status !== 'ready') return;
    const {signal} = this.requests;
    this.patch({loadingMore: true, moreError: undefined});
    try {
      const page = await this.adapter.listConversations({...this.nativeQuery(), cursor: this.cursor}, {signal});
      if (signal.aborted) return;
      this.put(page.items);
      this.cursor = page.next;
      this.publish({loadingMore: false, hasMore: !!page.next, total: page.total ?? this.state.total});
    } catch (thrown) {
      if (signal.aborted) return;
      const moreError = ConversationError.from(thrown);
      if (moreError.kind === 'cursor-invalid') return this.load();
      this.patch({loadingMore: false, moreError});
    }
  }

  /** Reads the first page again and merges it, without losing what was paged in. Errors are the caller's to show. */
  refresh(): Promise<void> {
    if (this.state.status === 'loading') return Promise.resolve();
    if (this.state.status !== 'ready') return this.load();
    if (!this.refreshing) {
      const running = this.readFirstPage().finally(() => {
        if (this.refreshing === running) this.refreshing = undefined;
      });
      this.refreshing = running;
    }
    return this.refreshing;
  }

  /** As the provider gave it. */
  original(conversationId: string): Conversation | undefined {
    return this.originals.get(conversationId);
  }

  get(conversationId: string): Conversation | undefined {
    return this.known.get(conversationId);
  }

  /** Puts a conversation in, or replaces it, wherever it now belongs in the order. */
  upsert(conversation: Conversation): void {
    this.put([conversation]);
    this.publish({});
  }

  /** Draws a known conversation again because something this device knows about it changed. */
  redecorate(conversationId?: string): void {
    if (conversationId === undefined) {
      this.put([...this.originals.values()]);
    } else {
      const original = this.originals.get(conversationId);
      if (!original) return;
      this.put([original]);
    }
    this.publish({});
  }

  remove(conversationId: string): void {
    this.originals.delete(conversationId);
    this.known.delete(conversationId);
    this.shown.remove(conversationId);
    this.publish({});
  }

  /** Calls off every request under way. */
  cancel(): void {
    this.requests.abort();
    this.requests = new AbortController();
    this.refreshing = undefined;
    if (this.state.status === 'loading') this.patch({status: 'idle'});
    this.patch({loadingMore: false});
  }

  private async readFirstPage(): Promise<void> {
    const {signal} = this.requests;
    const page = await this.adapter.listConversations(this.nativeQuery(), {signal});
    if (signal.aborted) return;
    // A list that came whole says by omission what is gone; one page of many does not.
    if (!page.next) this.clear();
    this.put(page.items);
    if (!page.next) this.cursor = undefined;
    this.publish({hasMore: !!this.cursor, total: page.total ?? this.state.total});
  }

  private put(conversations: readonly Conversation[]): void {
    this.followQuery();
    for (const conversation of conversations) this.originals.set(conversation.id, conversation);
    const derived = this.derivedQuery();
    const shown: Conversation[] = [];
    for (const conversation of conversations.map(this.decorate)) {
      this.known.set(conversation.id, conversation);
      if (matchesQuery(conversation, derived)) shown.push(conversation);
      else this.shown.remove(conversation.id);
    }
    this.shown.put(shown);
  }

  private clear(): void {
    this.originals.clear();
    this.known.clear();
    this.shown.clear();
  }

  /** The part of the query that the provider answers; the rest is filtered here. */
  private nativeQuery(): ConversationQuery {
    const {capabilities} = this.adapter;
    const {unread, needsReply, includeArchived, search} = this.state.query;
    return {
      ...(unread && capabilities.filterUnread === 'native' ? {unread} : {}),
      ...(needsReply && capabilities.filterNeedsReply === 'native' ? {needsReply} : {}),
      ...(includeArchived && capabilities.includeArchived === 'native' ? {includeArchived} : {}),
      ...(search && capabilities.searchConversations === 'native' ? {search} : {}),
    };
  }

  /** All are looked at once for each query; after that only those that change. */
  private followQuery(): void {
    const {query} = this.state;
    if (query === this.shownQuery) return;
    this.shownQuery = query;
    const derived = this.derivedQuery();
    this.shown.clear();
    this.shown.put([...this.known.values()].filter((conversation) => matchesQuery(conversation, derived)));
  }

  private publish(change: Partial<ConversationListState>): void {
    const {query} = this.state;
    this.followQuery();
    this.patch({...change, conversations: sameItems(this.shown.all(), this.state.conversations), query});
  }

  /** What is filtered here: everything but a search the provider did, which may know more than this device. */
  private derivedQuery(): ConversationListQuery {
    const {search, ...rest} = this.state.query;
    return this.adapter.capabilities.searchConversations === 'native' ? rest : {...rest, search};
  }
}

/** Keeps the old array when nothing in it changed, so that nothing is drawn again. */
function sameItems(next: readonly Conversation[], previous: readonly Conversation[]): readonly Conversation[] {
  const same = next.length === previous.length && next.every((conversation, index) => conversation === previous[index]);
  return same ? previous : next;
}
