import {capabilitiesFor} from '../adapter/account-capabilities.js';
import type {MessageAnchor, MessagePage, MessageQuery, MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Instant} from '../model/capability-level.js';
import {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';
import {MessageList} from '../model/message-list.js';
import type {Cursor} from '../model/page.js';
import {FreshStarts} from '../util/fresh-starts.js';
import {CATCH_UP_PAGES, isWithinBounds, type LoadStatus} from './read-health.js';
import {Observable} from './observable.js';

export interface TimelineState {
  /** Oldest first, without gaps. */
  readonly messages: readonly Message[];
  /** The same with its index, and what changed last. */
  readonly list: MessageList;
  readonly status: LoadStatus;
  readonly error?: ConversationError;
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly olderError?: ConversationError;
  /** The window ends before the newest message. */
  readonly hasNewer: boolean;
  readonly loadingNewer: boolean;
  readonly newerError?: ConversationError;
  /** IANA name, when the provider says in which zone it works. */
  readonly timeZone?: string;
}

/**
 * Where a page lies. `newest` pages begin at the conversation's newest message and go back from there; the others adjoin
 * the window, or are where it begins anew (`around`).
 */
export type PagePosition = 'newest' | 'older' | 'newer' | 'around';

export interface IncomingPage {
  readonly conversationId: string;
  readonly messages: readonly Message[];
  readonly position: PagePosition;
  /** What is loaded gives way to this page. */
  readonly startsOver: boolean;
  /** Nothing in the conversation is newer than this page. */
  readonly reachesNewest: boolean;
  /** The page is not shown, since the window ends before it: it only tells what is new. */
  readonly isBeyondWindow: boolean;
}

/** What a timeline needs of the merge point, where every page goes. */
export interface TimelineIngest {
  messagePage(timeline: Timeline, page: IncomingPage): void;
}

export interface TimelineOptions {
  /** Messages kept at most where the provider can page both ways; 5,000 by default. */
  readonly window?: number;
}

/** How many pages that bring nothing to show are read in a row before somebody has to ask for more. */
const FRUITLESS_PAGES = 5;
const WINDOW = 5_000;

type Way = 'older' | 'newer';
type Place = Omit<MessageQuery, 'conversationId'>;

/** What is known of the two ends of the window, and the place of the message there. */
const WAYS = {
  older: {has: 'hasOlder', loading: 'loadingOlder', error: 'olderError', edge: 0},
  newer: {has: 'hasNewer', loading: 'loadingNewer', error: 'newerError', edge: -1},
} as const;

/**
 * The messages of one conversation: a window without gaps on its history. It reads pages and keeps their places; what a
 * page means for what is known is decided at the merge point, which hands back the messages to `merge`.
 *
 * All requests belong to one generation. Whatever begins the window anew ends the generation, so that no page of an old
 * window is ever put into a new one.
 */
export class Timeline extends Observable<TimelineState> {
  readonly #adapter: MessagingAdapter;
  readonly #ingest: TimelineIngest;
  readonly #window: number;
  /** Known by a push or an answer only: such a message says nothing about what may be missing before it. */
  readonly #unread = new Set<string>();
  /** Heard of since the request left that begins the window: its page may not hold them yet. */
  readonly #heard = new Set<string>();
  /** The same of what has no place yet: it follows the newest message, which is still to be read. */
  #beyond: readonly Message[] = [];
  /** Where the history goes on beyond the window. */
  #cursors: {older?: Cursor; newer?: Cursor} = {};
  /** The time of the newest message that a page of the newest ones held. */
  #newestAt: Instant | undefined;
  /** Pages of the window, from the newest on. */
  #pages = 0;
  readonly #freshStarts = new FreshStarts();
  #requests = new AbortController();
  #refreshing: Promise<void> | undefined;

  constructor(
    adapter: MessagingAdapter,
    readonly conversationId: string,
    ingest: TimelineIngest,
    {window = WINDOW}: TimelineOptions = {},
  ) {
    super({
      messages: [],
      list: MessageList.empty,
      status: 'idle',
      hasOlder: false,
      loadingOlder: false,
      hasNewer: false,
      loadingNewer: false,
    });
    this.#adapter = adapter;
    this.#ingest = ingest;
    this.#window = window;
  }

  /** Loads the newest page from scratch. */
  load(): Promise<void> {
    return this.#begin({}, 'newest');
  }

  /**
   * Loads the messages around one of them, or around a moment, where the adapter's `messagesAround` allows. The window
   * then begins there; `load` leads back to the newest message.
   */
  loadAround(around: MessageAnchor): Promise<void> {
    if (capabilitiesFor(this.#adapter, this.conversationId).messagesAround === 'none') {
      const error = new ConversationError('unsupported', {adapter: this.#adapter.name});
      return Promise.reject(error);
    }
    return this.#begin({around}, 'around');
  }

  /** Loads what is before the oldest known message, once at a time: a page, or a few while they bring nothing. */
  loadOlder(): Promise<void> {
    return this.#loadBeyond('older');
  }

  /** The same after the newest known message, where the window does not reach the newest. */
  loadNewer(): Promise<void> {
    return this.#loadBeyond('newer');
  }

  /** The newest messages are being read. */
  get isReading(): boolean {
    return this.state.status === 'loading' || this.#refreshing !== undefined;
  }

  /**
   * Reads the newest page again and walks back until it meets what is known, so that no pause, however long, leaves
   * a gap.
   *
   * @throws ConversationError when the provider cannot be read; what is on screen stays
   */
  refresh(): Promise<void> {
    if (this.state.status === 'loading') return this.when(({status}) => status !== 'loading');
    if (this.state.status !== 'ready') return this.load();
    if (!this.#refreshing) {
      const running = (this.state.hasNewer ? this.#lookBeyond() : this.#catchUp()).finally(() => {
        if (this.#refreshing === running) this.#refreshing = undefined;
      });
      this.#refreshing = running;
    }
    return this.#refreshing;
  }

  /**
   * Puts messages in. To be called by the merge point only.
   *
   * @param position where the page lies; absent for a push or an answer, which says nothing about what is before it
   */
  merge(messages: readonly Message[], position?: PagePosition, startsOver = false): void {
    if (!position) return this.#hear(messages);
    const before = startsOver ? MessageList.empty : this.state.list;
    let list = before.merge(messages, position === 'older' || position === 'newer' ? {page: position} : {});
    if (startsOver) {
      const page = list;
      const heard = position === 'newest' ? this.#heardSince() : [];
      const within = heard.filter((message) => isWithin(message, page, this.#cursors.older !== undefined));
      this.#unread.clear();
      for (const {id} of within) if (!list.has(id)) this.#unread.add(id);
      list = list.merge(within);
    }
    if (this.#unread.size > 0) for (const {id} of messages) this.#unread.delete(id);
    this.patch({list, messages: list.messages});
  }

  /** Takes a message out that is no more. To be called by the merge point only. */
  remove(ids: readonly string[]): void {
    for (const id of ids) {
      this.#unread.delete(id);
      this.#heard.delete(id);
    }
    this.#beyond = this.#beyond.filter(({id, localId = id}) => !ids.includes(id) && !ids.includes(localId));
    const list = this.state.list.without(ids);
    this.patch({list, messages: list.messages});
  }

  /** Takes what came by itself: what is older than the window has its place further back, and not right before it. */
  #hear(messages: readonly Message[]): void {
    const {list, hasOlder, hasNewer} = this.state;
    if (hasNewer) {
      this.#beyond = [...this.#beyond, ...messages];
      return;
    }
    const within = messages.filter((message) => isWithin(message, list, hasOlder));
    for (const {id} of within) {
      if (!list.has(id)) this.#unread.add(id);
      this.#heard.add(id);
    }
    const next = list.merge(within);
    this.patch({list: next, messages: next.messages});
  }

  /** A request leaves that may begin the window, or reach the newest message: what is heard of from now on may be news to it. */
  #listen(): void {
    this.#heard.clear();
    this.#beyond = [];
  }

  #heardSince(): readonly Message[] {
    return [...this.state.messages.filter(({id}) => this.#heard.has(id)), ...this.#beyond];
  }

  /** Whether a message was read from the provider's history, and not only heard of. */
  wasRead(id: string): boolean {
    return this.state.list.has(id) && !this.#unread.has(id);
  }

  /** Calls off every request under way; what is loaded stays. */
  cancel(): void {
    this.#endGeneration();
    if (this.state.status === 'loading') this.patch({status: 'idle'});
  }

  async #begin(query: Place, position: 'newest' | 'around'): Promise<void> {
    const {signal} = this.#endGeneration();
    this.#listen();
    // What is on screen stays until the page around another place is there.
    if (position === 'newest' || this.state.status !== 'ready') this.patch({status: 'loading', error: undefined});
    try {
      const page = await this.#read(query, signal);
      if (!signal.aborted) this.#startFrom(page, position);
    } catch (thrown) {
      if (signal.aborted) return;
      const error = ConversationError.from(thrown);
      if (position === 'newest') return this.patch({status: 'error', error});
      // Where nothing was shown yet, there is no place to stay at.
      if (this.state.status === 'loading') void this.load();
      throw error;
    }
  }

  async #loadBeyond(way: Way): Promise<void> {
    const {has, loading, error, edge} = WAYS[way];
    const {status, messages, [has]: hasMore, [loading]: isLoading} = this.state;
    if (!hasMore || isLoading || status !== 'ready') return;
    const last = messages.at(edge);
    let query = this.#placeBeyond(way, last);
    if (!query) return this.load();
    const {signal} = this.#requests;
    this.patch({[loading]: true, [error]: undefined});
    try {
      for (let pages = 0; query && pages < FRUITLESS_PAGES && this.state.messages.at(edge) === last; pages++) {
        if (way === 'newer') this.#listen();
        const page: MessagePage = await this.#read(query, signal);
        if (signal.aborted) return;
        // A page that names its own place as the next is the last one.
        const cursor: Cursor | undefined = page[way] === query.cursor ? undefined : page[way];
        this.#cursors[way] = cursor;
        if (way === 'older') this.#pages++;
        this.#take(page, way);
        this.#cut(way);
        query = cursor && {cursor};
      }
      this.patch({[loading]: false, [has]: !!query});
      this.#freshStarts.reached(this.#pages);
      if (way === 'newer' && !query) this.merge(this.#beyond);
    } catch (thrown) {
      if (signal.aborted) return;
      const failure = ConversationError.from(thrown);
      if (failure.kind === 'cursor-invalid') {
        if (way === 'newer' || this.#freshStarts.mayBegin(this.#pages)) return this.load();
        this.#freshStarts.forget();
      }
      this.patch({[loading]: false, [error]: failure});
    }
  }

  async #catchUp(): Promise<void> {
    const {signal} = this.#requests;
    this.#listen();
    const newest = await this.#read({}, signal);
    const fetched = [...newest.messages];
    let cursor = newest.older;
    let meets = this.#meets(newest.messages);
    // A window without messages can meet nothing: it is read as far as it was, and not to the end of the history.
    const holdsNone = !this.state.messages.some(({id}) => this.wasRead(id));
    const mayGoOn = (pages: number) =>
      holdsNone ? pages < Math.min(this.#pages, CATCH_UP_PAGES) : isWithinBounds(pages, fetched.length);
    for (let pages = 1; !meets && cursor && mayGoOn(pages); pages++) {
      const page: MessagePage | undefined = await this.#read({cursor}, signal).catch(placeIsLost);
      // What is on the newest page is not withheld because nothing leads on from there.
      if (!page) break;
      fetched.unshift(...page.messages);
      meets = this.#meets(page.messages);
      cursor = page.older;
    }
    if (signal.aborted) return;
    if (holdsNone && cursor) {
      if (fetched.length > 0) this.#startFrom({...newest, messages: fetched, older: cursor}, 'newest');
    } else if (meets || !cursor) {
      this.#take({...newest, messages: fetched}, 'newest');
      // A history that was read to its beginning has nothing before it.
      if (!meets) {
        this.#cursors.older = undefined;
        this.patch({hasOlder: false});
      }
    } else {
      this.#startFrom(newest, 'newest');
    }
  }

  /** The window ends before the newest message: the newest pages only tell what is new since they were read last. */
  async #lookBeyond(): Promise<void> {
    const {signal} = this.#requests;
    const known = this.#newestAt;
    const messages: Message[] = [];
    let cursor: Cursor | undefined;
    for (let pages = 0; isWithinBounds(pages, messages.length); pages++) {
      const page: MessagePage = await this.#read(cursor ? {cursor} : {}, signal);
      if (signal.aborted) return;
      messages.unshift(...page.messages);
      cursor = page.older;
      if (!cursor || known === undefined || (messages[0]?.at ?? known) <= known) break;
    }
    this.#handIn(messages, 'newest', {reachesNewest: true, isBeyondWindow: true});
  }

  /** True when these messages overlap what was read, so that nothing can be missing in between. */
  #meets(messages: readonly Message[]): boolean {
    return messages.some(({id}) => this.wasRead(id));
  }

  /** What was asked for beside the window that was there, also while this page was on its way, has no place in it. */
  #startFrom(page: MessagePage, position: 'newest' | 'around'): void {
    this.#endGeneration();
    this.#cursors = {older: page.older, newer: page.newer};
    this.#pages = 1;
    this.#take(page, position, true);
    this.patch({
      status: 'ready',
      ...{error: undefined, olderError: undefined, newerError: undefined},
      ...{hasOlder: !!page.older, hasNewer: !!page.newer},
    });
  }

  #take({messages, newer, timeZone}: MessagePage, position: PagePosition, startsOver = false): void {
    const reachesNewest = position === 'older' ? !this.state.hasNewer : !newer;
    this.#handIn(messages, position, {startsOver, reachesNewest});
    if (timeZone) this.patch({timeZone});
  }

  #handIn(messages: readonly Message[], position: PagePosition, page: Partial<IncomingPage>): void {
    const {conversationId} = this;
    const usual = {startsOver: false, reachesNewest: false, isBeyondWindow: false};
    if (position === 'newest' && page.reachesNewest) this.#newestAt = messages.at(-1)?.at ?? this.#newestAt;
    this.#ingest.messagePage(this, {...usual, ...page, conversationId, messages, position});
  }

  /** Keeps a window that grew within its bound, where what it lets go of at the other end can be read again. */
  #cut(grown: Way): void {
    const {list} = this.state;
    const surplus = list.length - this.#window;
    if (surplus <= 0 || capabilitiesFor(this.#adapter, this.conversationId).messagesAround === 'none') return;
    const kept = grown === 'older' ? list.dropNewest(surplus) : list.dropOldest(surplus);
    const cut = grown === 'older' ? 'newer' : 'older';
    this.patch({list: kept, messages: kept.messages, [WAYS[cut].has]: true});
    // No cursor leads on from where it was cut: the next page is found around the message that is left there.
    this.#cursors[cut] = undefined;
  }

  #placeBeyond(way: Way, edge: Message | undefined): Place | undefined {
    const cursor = this.#cursors[way];
    if (cursor) return {cursor};
    const canStartThere = capabilitiesFor(this.#adapter, this.conversationId).messagesAround !== 'none';
    return canStartThere && edge ? {around: {messageId: edge.id}} : undefined;
  }

  #endGeneration(): AbortController {
    this.#requests.abort();
    this.#requests = new AbortController();
    this.#refreshing = undefined;
    this.patch({loadingOlder: false, loadingNewer: false});
    return this.#requests;
  }

  #read(query: Place, signal: AbortSignal): Promise<MessagePage> {
    return this.#adapter.listMessages({conversationId: this.conversationId, ...query}, {signal});
  }
}

/** Nothing, where the provider does not know any more from where the history was to go on. */
function placeIsLost(thrown: unknown): undefined {
  if (ConversationError.from(thrown).kind !== 'cursor-invalid') throw thrown;
}

/** Whether a message is in a window, or belongs there. */
function isWithin({id, localId, at}: Message, list: MessageList, hasOlder: boolean): boolean {
  const oldest = list.messages[0]?.at;
  const isOlder = hasOlder && at !== undefined && oldest !== undefined && at < oldest;
  return !isOlder || list.has(id) || (localId !== undefined && list.has(localId));
}
