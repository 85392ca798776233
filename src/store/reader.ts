import {capabilitiesFor} from '../adapter/account-capabilities.js';
import type {MessagingAdapter} from '../adapter/messaging-adapter.js';
import type {Instant} from '../model/capability-level.js';
import {UNKNOWN_CONSENT} from '../model/consent.js';
import type {Conversation, Unread} from '../model/conversation.js';
import {firstUnread, unreadBefore} from '../model/first-unread.js';
import type {Message} from '../model/message.js';
import {normalizePhone} from '../model/phone-number.js';
import {startTimer} from '../util/timer.js';
import type {ConversationList} from './conversation-list.js';
import type {News} from './news.js';
import type {KnownConversations} from './known-conversations.js';
import {Pause} from './pause.js';
import type {Refresher} from './refresher.js';
import type {Timelines} from './timelines.js';

/** What the reader's place needs to know of the rest of the inbox, and tells it. */
export interface ReaderSurroundings {
  readonly adapter: MessagingAdapter;
  readonly known: KnownConversations;
  readonly take: (news: News) => void;
  readonly now: () => Instant;
  readonly timelines: Timelines;
  readonly list: ConversationList;
  readonly refresher: Refresher;
  /** Somebody marked it unread, here or in another tab, and has not read it since. */
  readonly isMarkedUnread: (conversationId: string) => boolean;
  readonly onUnreadFrom: (messageId: string | undefined) => void;
}

/** Pages read at most to find where a conversation begins to be unread. */
const UNREAD_PAGES = 10;
/** How long a thread waits for its row before it is shown without knowing what is unread, in milliseconds. */
const ROW_PATIENCE = 3000;
/** How far back the last message of a row is looked for. */
const RECENT = 20;
/** How long a provider that could not be told of a reading is left alone, in milliseconds. */
const MARK_PAUSE = 30_000;

/** Where somebody reads: which conversation is open, where it begins to be unread, and what was on screen. */
export class Reader {
  readonly #around: ReaderSurroundings;
  #openedId: string | undefined;
  #unreadFromId: string | undefined;
  #isVisible = true;
  #isFollowing = false;
  /** What was on screen last. */
  #seen: {readonly conversationId: string; readonly messageId: string | undefined} | undefined;
  /** It was opened after it was marked unread. A tab that shows it all the while goes on doing so, and ends no mark. */
  #endsMark = false;
  /** The newest message that the provider was told of as read, by conversation. */
  readonly #posted = new Map<string, string>();
  readonly #pause: Pause;

  constructor(around: ReaderSurroundings) {
    this.#around = around;
    this.#pause = new Pause(around.now, MARK_PAUSE);
  }

  /** Where the open conversation begins to be unread. */
  get unreadFromId(): string | undefined {
    return this.#unreadFromId;
  }

  /** Whether it takes a look at the row before the thread can be shown at the right place. */
  needsPlace(conversationId: string): boolean {
    return this.#around.known.get(conversationId)?.unread.has ?? true;
  }

  /**
   * Reads a conversation, and finds out where it begins to be unread. The same whether its row is known already or comes
   * later than its messages.
   *
   * @returns whether its history could be read
   */
  async open(conversationId: string): Promise<boolean> {
    const {known, timelines, refresher} = this.#around;
    this.#turnTo(conversationId);
    const timeline = timelines.use(conversationId);
    const row = known.get(conversationId);
    const reading = timeline.state.status === 'ready' ? refresher.thread(conversationId) : timeline.load();
    await Promise.all([reading, row ?? this.#findRow(conversationId)]);
    const isOpen = () => this.#openedId === conversationId;
    const isReady = () => isOpen() && timeline.state.status === 'ready';
    if (!isReady()) return false;
    const unread = unreadOf(row ?? known.get(conversationId), timeline.state.messages);
    for (let pages = 0; pages < UNREAD_PAGES && unreadBefore(timeline.state.messages, unread); pages++) {
      if (!timeline.state.hasOlder || timeline.state.olderError) break;
      await timeline.loadOlder();
      if (!isReady()) return false;
    }
    this.#unreadFromId = firstUnread(timeline.state.messages, unread);
    return true;
  }

  leave(): void {
    this.#turnTo(undefined);
  }

  #turnTo(conversationId: string | undefined): void {
    if (conversationId !== this.#openedId) this.unfollow();
    this.#openedId = conversationId;
    this.#unreadFromId = undefined;
    this.#seen = undefined;
    this.#endsMark = conversationId !== undefined && this.#around.isMarkedUnread(conversationId);
  }

  /** Nobody sees a page that is hidden. */
  setVisible(isVisible: boolean): void {
    this.#isVisible = isVisible;
    if (!isVisible) this.unfollow();
  }

  /** The newest messages of a conversation were read. */
  follow(conversationId: string): void {
    if (conversationId === this.#openedId) this.#isFollowing = true;
  }

  /** What comes may not be heard of from now on. */
  unfollow(): void {
    this.#isFollowing = false;
  }

  /** Whether whoever reads there has the newest messages in view: they were read since it was opened, or the page was hidden. */
  isFollowed(conversationId: string): boolean {
    const isOpen = this.#isFollowing && conversationId === this.#openedId;
    return isOpen && this.#around.timelines.peek(conversationId)?.state.hasNewer === false;
  }

  /** The newest message of a conversation was on screen. */
  markSeen(conversationId: string, messageId: string | undefined): void {
    if (!this.#isVisible) return;
    this.#seen = {conversationId, messageId};
    this.markSeenAgain();
  }

  /**
   * Marks a conversation unread until it is opened again, or read as it is known now, open or not. Unread on this device:
   * no provider can be told of that.
   *
   * @throws what the provider throws that is told of what was read
   */
  async setUnread(conversationId: string, unread: boolean): Promise<void> {
    const {known, take, adapter} = this.#around;
    const row = known.original(conversationId);
    const {lastActivityAt: activityAt = 0, unread: counted} = row ?? {};
    if (unread) {
      this.#endsMark = false;
      return take({from: 'local', conversationId, seen: {activityAt, count: 0, turns: 1}, isNative: false});
    }
    if (!known.get(conversationId)?.unread.has) return;
    const isNative = capabilitiesFor(adapter, conversationId).markRead === 'native' && counted?.has === true;
    if (isNative) await adapter.markRead?.(conversationId);
    take({from: 'local', conversationId, seen: {activityAt, count: counted?.count ?? 0}, isNative});
  }

  /** What is known of the conversation changed: what was on screen may be all there is now. */
  markSeenAgain(): void {
    if (!this.#seen || !this.#isVisible) return;
    const {conversationId, messageId} = this.#seen;
    const {known, adapter, take, isMarkedUnread} = this.#around;
    if (isMarkedUnread(conversationId) && !this.#endsMark) return;
    const {status, hasNewer, messages} = this.#around.timelines.use(conversationId).state;
    const row = known.original(conversationId);
    // What could not be loaded has not been read.
    if (status !== 'ready' || hasNewer || !row || !known.get(conversationId)?.unread.has) return;
    const newest = messages.at(-1);
    if (messageId !== undefined && newest && messageId !== newest.id && messageId !== newest.localId) return;
    if (isAhead(row, messages)) return;
    const activityAt = Math.max(row.lastActivityAt ?? 0, newest?.at ?? 0);
    const seen = {activityAt, count: row.unread.count ?? 0};
    const {markRead} = capabilitiesFor(adapter, conversationId);
    // What only this device calls unread is no business of the provider's.
    if (markRead === 'native' && row.unread.has) void this.#post(conversationId, newest?.id ?? '', seen);
    else if (markRead !== 'none' || !row.unread.has) take({from: 'local', conversationId, seen, isNative: false});
  }

  /** Contacts wrote: while nobody looks, what comes is told apart from what was read. */
  onReceived(messages: readonly Message[], before: Message | undefined): void {
    const [first] = messages;
    if (!first || first.conversationId !== this.#openedId || !before) return;
    const seenId = this.#seen?.messageId;
    const hadSeenAll = seenId !== undefined && (seenId === before.id || seenId === before.localId);
    if (this.#isVisible && hadSeenAll) return;
    if (this.#unreadFromId !== undefined && !hadSeenAll) return;
    this.#unreadFromId = first.id;
    this.#around.onUnreadFrom(first.id);
  }

  /** Once for each newest message. A provider that cannot be told keeps nobody from reading. */
  async #post(conversationId: string, newestId: string, seen: {activityAt: Instant; count: number}): Promise<void> {
    const {adapter, take} = this.#around;
    if (this.#posted.get(conversationId) === newestId || !this.#pause.isOver) return;
    this.#posted.set(conversationId, newestId);
    try {
      await adapter.markRead?.(conversationId);
      take({from: 'local', conversationId, seen, isNative: true});
    } catch {
      this.#posted.delete(conversationId);
      this.#pause.begin(MARK_PAUSE);
    }
  }

  /** A conversation that was asked for by id: in the list that is on its way, further down in it, archived, or new. */
  async #findRow(conversationId: string): Promise<void> {
    const {adapter, known, take, list} = this.#around;
    const ticket = known.beginRead();
    const asked = (adapter.getConversation?.(conversationId) ?? Promise.resolve(undefined))
      .then((found) => found && take({from: 'page', conversations: [found], ticket}))
      // The thread's own error says what is wrong.
      .catch(() => undefined);
    const isListRead = list.when(({status}) => status === 'ready' || status === 'error');
    const stops: (() => void)[] = [];
    await new Promise<void>((resolve) => {
      stops.push(startTimer(ROW_PATIENCE, resolve));
      stops.push(known.subscribe((ids) => ids.includes(conversationId) && resolve()));
      void Promise.all([asked, isListRead]).then(() => resolve());
    });
    stops.forEach((stop) => stop());
  }
}

/** The provider's row knows of a message that the thread does not have yet; two may be of one instant. */
function isAhead({lastMessage}: Conversation, messages: readonly Message[]): boolean {
  if (lastMessage?.at === undefined) return false;
  const newest = messages.at(-1);
  if (lastMessage.at !== newest?.at) return lastMessage.at > (newest?.at ?? -Infinity);
  const {id, text = null} = lastMessage;
  return id !== undefined && text !== newest.text && !messages.slice(-RECENT).some((message) => message.id === id);
}

/** What the row says is unread, and what has come after the row was read. */
function unreadOf(row: Conversation | undefined, messages: readonly Message[]): Unread | undefined {
  const lastId = row?.lastMessage?.id;
  const place = lastId === undefined ? -1 : messages.findLastIndex(({id}) => id === lastId);
  if (!row || place < 0 || row.unread.since !== undefined) return row?.unread;
  const later = messages.slice(place + 1).filter(({direction}) => direction === 'inbound').length;
  if (later === 0) return row.unread;
  const count = (row.unread.has ? (row.unread.count ?? 1) : 0) + later;
  return {...row.unread, has: true, count};
}

/** Stands for a conversation of which only the id is known. */
export const unknownConversation = (id: string): Conversation => ({
  id,
  kind: 'direct',
  channel: 'unknown',
  participants: normalizePhone(id)?.startsWith('+') ? [{role: 'contact', address: id}] : [],
  participantsComplete: false,
  status: 'unknown',
  unread: {has: false, source: 'local'},
  consent: UNKNOWN_CONSENT,
  raw: undefined,
});
