import type {MessagePage, MessagingAdapter} from '../adapter/messaging-adapter.js';
import {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';
import type {MessageList} from '../model/message-list.js';
import type {Cursor} from '../model/page.js';
import {historyRules, loadHistoryRules} from './lazy-history.js';
import type {LoadStatus} from './load-status.js';
import {Observable} from './observable.js';

export interface MessageTimelineState {
  /** Oldest first, without gaps. */
  readonly messages: readonly Message[];
  readonly status: LoadStatus;
  readonly error?: ConversationError;
  readonly hasOlder: boolean;
  readonly loadingOlder: boolean;
  readonly olderError?: ConversationError;
  readonly hasNewer: boolean;
  readonly loadingNewer: boolean;
  readonly newerError?: ConversationError;
  /** IANA name, when the provider says in which zone it works. */
  readonly timeZone?: string;
}

/** How far a catch-up walks back to meet what is known, before it starts over from the newest page. */
const CATCH_UP_PAGES = 20;

/**
 * Sees provider messages before they are merged, and may give them the identity of something sent here
 * (`localId`), so that an echo becomes one row with it.
 */
export type IncomingMessages = (messages: readonly Message[]) => readonly Message[];

/** The messages of one conversation: a window without gaps that grows in both directions and takes in news. */
export class MessageTimeline extends Observable<MessageTimelineState> {
  /** Pushed since the last read: they say nothing about what may be missing before them. */
  private readonly pushed = new Set<string>();
  /** What `state.messages` are the messages of, once any were read. */
  list: MessageList | undefined;
  private older: Cursor | undefined;
  private newer: Cursor | undefined;
  private requests = new AbortController();
  private refreshing: Promise<void> | undefined;

  constructor(
    private readonly adapter: MessagingAdapter,
    readonly conversationId: string,
    private readonly recognise: IncomingMessages = (messages) => messages,
  ) {
    super({
      messages: [],
      status: 'idle',
      hasOlder: false,
      loadingOlder: false,
      hasNewer: false,
      loadingNewer: false,
    });
  }

  /** Loads the newest page from scratch. */
  async load(): Promise<void> {
    this.cancel();
    const {signal} = this.requests;
    this.patch({status: 'loading', error: undefined});
    try {
      const [page] = await Promise.all([this.read(undefined, signal), loadHistoryRules()]);
      if (!signal.aborted) this.startFrom(page);
    } catch (thrown) {
      if (!signal.aborted) this.patch({status: 'error', error: ConversationError.from(thrown)});
    }
  }

  /** Loads the page before the oldest known message, once at a time. */
  async loadOlder(): Promise<void> {
    if (!this.older || this.state.loadingOlder || this.state.status !== 'ready') return;
    const {signal} = this.requests;
    this.patch({loadingOlder: true, olderError: undefined});
    try {
      const page = await this.read(this.older, signal);
      if (signal.aborted) return;
      this.older = page.older;
      this.take(page.messages, {loadingOlder: false, hasOlder: !!page.older}, 'older');
    } catch (thrown) {
      if (signal.aborted) return;
      const olderError = ConversationError.from(thrown);
      if (olderError.kind === 'cursor-invalid') return this.load();
      this.patch({loadingOlder: false, olderError});
    }
  }

  /** Loads the page after the newest known message, where the window does not reach the newest. */
  async loadNewer(): Promise<void> {
    if (!this.newer || this.state.loadingNewer || this.state.status !== 'ready') return;
    const {signal} = this.requests;
    this.patch({loadingNewer: true, newerError: undefined});
    try {
      const page = await this.read(this.newer, signal);
      if (signal.aborted) return;
      this.newer = page.newer;
      this.take(page.messages, {loadingNewer: false, hasNewer: !!page.newer}, 'newer');
    } catch (thrown) {
      if (!signal.aborted) this.patch({loadingNewer: false, newerError: ConversationError.from(thrown)});
    }
  }

  /**
   * Reads the newest page again and walks back until it meets what is known, so that no pause, however long, leaves
   * a gap.
   *
   * @throws ConversationError when the provider cannot be read; what is on screen stays
   */
  refresh(): Promise<void> {
    if (this.state.status === 'loading') return Promise.resolve();
    if (this.state.status !== 'ready') return this.load();
    // A window that ends before the newest message must not get the newest page glued to it.
    if (this.newer) return Promise.resolve();
    if (!this.refreshing) {
      const running = this.catchUp().finally(() => {
        if (this.refreshing === running) this.refreshing = undefined;
      });
      this.refreshing = running;
    }
    return this.refreshing;
  }

  /** Takes in pushed messages or the answer to a send. News that is older than what is known changes nothing. */
  merge(messages: readonly Message[]): void {
    for (const {id} of messages) if (!this.list?.has(id)) this.pushed.add(id);
    this.take(messages);
  }

  /** Calls off every request under way; what is loaded stays. */
  cancel(): void {
    this.requests.abort();
    this.requests = new AbortController();
    this.refreshing = undefined;
    if (this.state.status === 'loading') this.patch({status: 'idle'});
    this.patch({loadingOlder: false, loadingNewer: false});
  }

  private async catchUp(): Promise<void> {
    const {signal} = this.requests;
    const newest = await this.read(undefined, signal);
    const fetched = [...newest.messages];
    let cursor = newest.older;
    let meets = this.meets(newest.messages);
    for (let pages = 1; !meets && cursor && pages < CATCH_UP_PAGES; pages++) {
      const page: MessagePage = await this.read(cursor, signal);
      fetched.unshift(...page.messages);
      meets = this.meets(page.messages);
      cursor = page.older;
    }
    if (signal.aborted) return;
    this.pushed.clear();
    if (meets || !cursor) this.take(fetched, {timeZone: newest.timeZone ?? this.state.timeZone});
    else this.startFrom(newest);
  }

  /** True when these messages overlap what is known, so that nothing can be missing in between. */
  private meets(messages: readonly Message[]): boolean {
    const {messages: known} = this.state;
    if (known.length === this.pushed.size) return false;
    const ids = new Set(messages.map((message) => message.id));
    for (let index = known.length - 1; index >= 0; index--) {
      const id = known[index]?.id;
      if (id !== undefined && ids.has(id) && !this.pushed.has(id)) return true;
    }
    return false;
  }

  private startFrom(page: MessagePage): void {
    this.pushed.clear();
    this.older = page.older;
    this.newer = page.newer;
    this.list = historyRules().MessageList.empty.merge(this.recognise(page.messages));
    this.patch({
      messages: this.list.messages,
      status: 'ready',
      error: undefined,
      olderError: undefined,
      newerError: undefined,
      hasOlder: !!page.older,
      hasNewer: !!page.newer,
      ...(page.timeZone ? {timeZone: page.timeZone} : {}),
    });
  }

  private take(
    incoming: readonly Message[],
    change: Partial<MessageTimelineState> = {},
    page?: 'older' | 'newer',
  ): void {
    const known = this.list ?? historyRules().MessageList.empty;
    this.list = known.merge(this.recognise(incoming), {page});
    this.patch({...change, messages: this.list.messages});
  }

  private read(cursor: Cursor | undefined, signal: AbortSignal): Promise<MessagePage> {
    return this.adapter.listMessages({conversationId: this.conversationId, ...(cursor ? {cursor} : {})}, {signal});
  }
}
