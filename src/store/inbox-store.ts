import type {AdapterEvent} from '../adapter/adapter-event.js';
import type {AdapterSubscription, MessagingAdapter, OutgoingMessage, Pace} from '../adapter/messaging-adapter.js';
import {can} from '../model/capabilities.js';
import {blocksSending} from '../model/consent.js';
import {consentFromMessages} from '../model/consent-from-messages.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';
import {blockOfError, isAccountWide, sendBlockOf, type LearnedBlock, type SendBlock} from '../model/send-block.js';
import type {Instant} from '../model/support.js';
import {ConversationListStore} from './conversation-list-store.js';
import {Drafts, EMPTY_DRAFT} from './drafts.js';
import {LocalFacts} from './local-facts.js';
import {MessageTimeline} from './message-timeline.js';
import {Observable, type Unsubscribe} from './observable.js';
import {messageOfEntry, Outbox, type OutboxEntry} from './outbox.js';
import {PinnedConversations, unknownConversation} from './pinned-conversations.js';
import {Timelines} from './timelines.js';

export interface InboxState {
  readonly selectedId?: string;
  /** Refused sends by conversation, to be explained where the user writes. */
  readonly sendErrors: ReadonlyMap<string, ConversationError>;
  /** False after reading failed, until it works again. */
  readonly connected: boolean;
  /** Why reading failed last. */
  readonly connectionError?: ConversationError;
  /** Where unread messages began when the selected conversation was opened. */
  readonly unreadFromId?: string;
  /** IANA name of the zone the provider's organisation works in, once it said so. */
  readonly timeZone?: string;
  /** Counts changes of conversations outside the list. */
  readonly pinnedRevision: number;
}

/** What happened, for whoever embeds the inbox. */
export type InboxFact =
  | {readonly type: 'conversation-selected'; readonly conversationId: string | undefined}
  | {readonly type: 'message-sent'; readonly message: Message}
  | {readonly type: 'message-failed'; readonly message: Message; readonly error: ConversationError}
  | {readonly type: 'message-received'; readonly message: Message}
  | {readonly type: 'draft-changed'; readonly conversationId: string; readonly text: string}
  | {readonly type: 'error'; readonly error: ConversationError};

export interface InboxStoreOptions {
  readonly now?: () => Instant;
  /** Timelines kept for going back quickly; 8 by default. */
  readonly keptTimelines?: number;
}

/** Everything an inbox shows, over one adapter: joins the list, the timelines, the outbox and the drafts. */
export class InboxStore extends Observable<InboxState> {
  readonly conversationList: ConversationListStore;
  readonly outbox: Outbox;
  readonly drafts = new Drafts();
  private readonly facts = new LocalFacts();
  private readonly timelines: Timelines;
  private readonly pinned = new PinnedConversations();
  private readonly factListeners = new Set<(fact: InboxFact) => void>();
  private pace: Pace = 'active';
  private subscription: AdapterSubscription | undefined;
  private accountBlock: LearnedBlock | undefined;
  private threadCache:
    {timeline: readonly Message[]; queue: readonly OutboxEntry[]; messages: readonly Message[]} | undefined;

  constructor(
    readonly adapter: MessagingAdapter,
    options: InboxStoreOptions = {},
  ) {
    super({sendErrors: new Map(), connected: true, pinnedRevision: 0});
    this.timelines = new Timelines((conversationId) => this.makeTimeline(conversationId), options.keptTimelines ?? 8);
    this.conversationList = new ConversationListStore(adapter, this.facts.decorate);
    this.conversationList.subscribe(() => this.pinned.update((id) => this.conversationList.original(id)));
    this.outbox = new Outbox(adapter, {
      guard: (conversationId) => this.guard(conversationId),
      onSent: (message) => this.onSent(message),
      onStuck: (entry, asked) => this.onStuck(entry, asked),
      ...(options.now ? {now: options.now} : {}),
    });
  }

  /** Loads the list and listens for news, until `close`. */
  open(): void {
    if (this.subscription) return;
    this.subscription = this.adapter.subscribe?.((event) => this.onEvent(event));
    this.subscription?.watch(this.state.selectedId);
    if (this.conversationList.state.status === 'idle') void this.conversationList.load();
  }

  /** Stops reading and listening. What is loaded, written and queued stays, so that `open` can go on. */
  close(): void {
    this.subscription?.close();
    this.subscription = undefined;
    this.conversationList.cancel();
    this.timelines.cancelAll();
  }

  /** How closely anybody is looking; see `Pace`. */
  setPace(pace: Pace): void {
    this.pace = pace;
    this.subscription?.setPace(pace);
    if (pace !== 'hidden' && this.state.selectedId !== undefined) this.markSeen(this.state.selectedId);
  }

  onFact(listener: (fact: InboxFact) => void): Unsubscribe {
    this.factListeners.add(listener);
    return () => this.factListeners.delete(listener);
  }

  // Reading

  get selected(): Conversation | undefined {
    return this.state.selectedId === undefined ? undefined : this.conversation(this.state.selectedId);
  }

  conversation(conversationId: string): Conversation | undefined {
    const pinned = this.pinned.get(conversationId);
    return this.conversationList.get(conversationId) ?? (pinned && this.facts.decorate(pinned));
  }

  /** Opens a conversation, or none. */
  select(conversationId: string | undefined): void {
    const {selectedId} = this.state;
    if (conversationId === selectedId) return;
    if (selectedId !== undefined) this.timelines.peek(selectedId)?.cancel();
    this.patch({selectedId: conversationId, unreadFromId: undefined});
    this.subscription?.watch(conversationId);
    this.tell({type: 'conversation-selected', conversationId});
    if (conversationId !== undefined) void this.openConversation(conversationId);
  }

  /** The timeline of a conversation; made on first use, and forgotten when many others were used since. */
  timeline(conversationId: string): MessageTimeline {
    return this.timelines.use(conversationId);
  }

  /** What the thread shows: history, then what is on its way. */
  threadMessages(conversationId: string): readonly Message[] {
    const timeline = this.timeline(conversationId).state.messages;
    const queue = this.outbox.queue(conversationId);
    if (queue.length === 0) return timeline;
    const cached = this.threadCache;
    if (cached?.timeline === timeline && cached.queue === queue) return cached.messages;
    const messages = [...timeline, ...queue.map(messageOfEntry)];
    this.threadCache = {timeline, queue, messages};
    return messages;
  }

  // Writing

  /** Why no reply can be sent to a conversation now, if so. */
  blockOf(conversationId: string): SendBlock | undefined {
    if (!can(this.adapter.capabilities, 'sendText')) return {reason: 'read-only', source: 'native', canRecheck: false};
    const conversation = this.conversation(conversationId);
    return conversation && sendBlockOf(conversation, this.facts.blockOf(conversationId) ?? this.accountBlock);
  }

  /** Queues a message and empties the draft it came from. */
  send(outgoing: OutgoingMessage): string {
    const {conversationId} = outgoing;
    this.pin(conversationId);
    this.setSendError(conversationId, undefined);
    this.setDraft(conversationId, EMPTY_DRAFT.text);
    return this.outbox.send(outgoing);
  }

  /** Tries a stuck message again. An unconfirmed one is looked for in the history first. */
  async retry(localId: string): Promise<void> {
    const entry = this.outbox.find(localId);
    if (!entry) return;
    if (entry.state === 'unconfirmed') {
      try {
        await this.timeline(entry.outgoing.conversationId).refresh();
      } catch (thrown) {
        return this.onReadFailed(thrown);
      }
    }
    this.outbox.retry(localId);
  }

  /** Takes a stuck message back; its text returns to the draft when that is empty, so that nothing typed is lost. */
  discard(localId: string): void {
    const entry = this.outbox.discard(localId);
    if (entry) this.returnToDraft(entry);
  }

  setDraft(conversationId: string, text: string, mediaUrls: readonly string[] = []): void {
    this.drafts.set(conversationId, {text, mediaUrls});
    this.tell({type: 'draft-changed', conversationId, text});
  }

  sendError(conversationId: string): ConversationError | undefined {
    return this.state.sendErrors.get(conversationId);
  }

  dismissSendError(conversationId: string): void {
    this.setSendError(conversationId, undefined);
  }

  /** Forgets what a refused send taught and asks the provider again, because the reason may have ended. */
  async recheck(conversationId: string): Promise<void> {
    this.accountBlock = undefined;
    this.facts.learn(conversationId, {block: undefined});
    this.setSendError(conversationId, undefined);
    await this.refresh();
  }

  /** Reads the list and the open conversation again; on success the connection counts as good. */
  async refresh(): Promise<void> {
    await Promise.all([this.refreshList(), this.refreshThread(this.state.selectedId)]);
  }

  // How it works inside

  private async openConversation(conversationId: string): Promise<void> {
    const timeline = this.timeline(conversationId);
    if (!this.pin(conversationId)) void this.fetchUnlisted(conversationId);
    const unread = this.conversation(conversationId)?.unread;
    await (timeline.state.status === 'ready' ? this.refreshThread(conversationId) : timeline.load());
    if (this.state.selectedId !== conversationId || timeline.state.status !== 'ready') return;
    this.patch({unreadFromId: firstUnread(timeline.state.messages, unread?.has ? (unread.count ?? 1) : 0)});
    this.markSeen(conversationId);
  }

  /** Keeps a conversation known whatever happens to the list. @returns whether it was known */
  private pin(conversationId: string): boolean {
    const listed = this.conversationList.original(conversationId);
    if (listed) this.pinned.put(listed);
    return this.pinned.has(conversationId);
  }

  /** A conversation that was asked for by id but is not in the list: further down in it, archived, or new. */
  private async fetchUnlisted(conversationId: string): Promise<void> {
    this.pinned.put(unknownConversation(conversationId));
    try {
      const found = await this.adapter.getConversation?.(conversationId);
      if (found) this.pinned.put(found);
      this.patch({pinnedRevision: this.state.pinnedRevision + 1});
    } catch {
      // The placeholder stays; the thread's own error says what is wrong.
    }
  }

  private onEvent(event: AdapterEvent): void {
    switch (event.type) {
      case 'message-created':
      case 'message-updated': {
        const {message} = event;
        const timeline = this.timelines.peek(message.conversationId);
        if (timeline?.state.status === 'ready' && !timeline.state.hasNewer) timeline.merge([message]);
        else this.learnLastMessage(message);
        if (event.type === 'message-created' && message.direction === 'inbound') {
          this.tell({type: 'message-received', message});
        }
        break;
      }
      case 'conversation-updated':
        this.conversationList.upsert(event.conversation);
        if (event.conversation.id === this.state.selectedId) this.markSeen(event.conversation.id);
        break;
      case 'conversation-removed':
        this.conversationList.remove(event.conversationId);
        break;
      case 'conversations-stale':
        void this.refreshList();
        break;
      case 'messages-stale':
        void this.refreshThread(event.conversationId);
        break;
      case 'connection-changed':
        this.patch({connected: event.connected});
        if (event.connected) void this.refresh();
        break;
    }
  }

  private async refreshList(): Promise<void> {
    try {
      await this.conversationList.refresh();
      this.onReadWorked();
    } catch (thrown) {
      this.onReadFailed(thrown);
    }
  }

  private async refreshThread(conversationId: string | undefined): Promise<void> {
    if (conversationId === undefined) return;
    try {
      await this.timelines.peek(conversationId)?.refresh();
      this.onReadWorked();
    } catch (thrown) {
      this.onReadFailed(thrown);
    }
  }

  private onReadWorked(): void {
    this.patch({connected: true, connectionError: undefined});
  }

  private onReadFailed(thrown: unknown): void {
    const error = ConversationError.from(thrown);
    if (error.kind === 'aborted') return;
    this.patch({connected: false, connectionError: error});
    this.tell({type: 'error', error});
  }

  private makeTimeline(conversationId: string): MessageTimeline {
    const timeline: MessageTimeline = new MessageTimeline(this.adapter, conversationId, (messages) => {
      const known = new Set(timeline.state.messages.map((message) => message.id));
      return this.outbox.recognise(conversationId, messages, (id) => known.has(id));
    });
    timeline.subscribe(() => this.learnFromMessages(conversationId, timeline));
    return timeline;
  }

  /** The timeline changed: the list may show an older last message, and consent may have changed. */
  private learnFromMessages(conversationId: string, timeline: MessageTimeline): void {
    const {messages, hasNewer, timeZone} = timeline.state;
    if (timeZone) this.patch({timeZone});
    const last = messages.at(-1);
    if (!last || hasNewer) return;
    if (this.learn(conversationId, messages, last)) this.conversationList.redecorate(conversationId);
    if (conversationId === this.state.selectedId) this.markSeen(conversationId);
  }

  private learnLastMessage(message: Message): void {
    this.learn(message.conversationId, [message], message);
    this.conversationList.redecorate(message.conversationId);
  }

  private learn(conversationId: string, messages: readonly Message[], last: Message): boolean {
    const consent = consentFromMessages(messages);
    const learnedConsent = consent && this.facts.learnConsent(conversationId, consent);
    return this.facts.learn(conversationId, {lastMessage: lastMessageOf(last)}) || !!learnedConsent;
  }

  /** The reader has the conversation open: say so to the provider, or remember it here. */
  private markSeen(conversationId: string): void {
    const conversation = this.conversation(conversationId);
    if (!conversation?.unread.has || this.pace === 'hidden') return;
    const {markRead} = this.adapter.capabilities;
    if (markRead === 'native') {
      void this.adapter.markRead?.(conversationId).catch((thrown: unknown) => this.onReadFailed(thrown));
    } else if (markRead !== 'none') {
      const seen = {activityAt: conversation.lastActivityAt ?? 0, count: conversation.unread.count ?? 0};
      if (this.facts.learn(conversationId, {seen})) this.conversationList.redecorate(conversationId);
    }
  }

  /** An opt-out cannot be got round, not by a queued message and not by a retry either. */
  private guard(conversationId: string): ConversationError | undefined {
    const consent = this.conversation(conversationId)?.consent;
    if (!consent || !blocksSending(consent)) return undefined;
    return new ConversationError('opted-out', {
      adapter: this.adapter.name,
      message: 'Not sent: the contact has opted out.',
    });
  }

  private onSent(message: Message): void {
    const timeline = this.timelines.peek(message.conversationId);
    if (timeline?.state.status === 'ready') timeline.merge([message]);
    else this.learnLastMessage(message);
    this.tell({type: 'message-sent', message});
  }

  private onStuck(entry: OutboxEntry, asked: boolean): void {
    const {error, outgoing, state} = entry;
    if (!error) return;
    const {conversationId} = outgoing;
    if (state === 'failed') {
      if (asked) this.learnFromRefusal(conversationId, error);
      this.setSendError(conversationId, error);
      // A refusal that calls for a change gives the text back to the box; what may pass as it stands waits in the thread.
      const alone = this.outbox.queue(conversationId).length === 1 && this.drafts.isEmpty(conversationId);
      if (alone && error.retry !== 'now' && error.retry !== 'after-delay') this.outbox.discard(entry.localId);
      if (alone && !this.outbox.find(entry.localId)) this.returnToDraft(entry);
    }
    this.tell({type: 'message-failed', message: messageOfEntry(entry), error});
  }

  private learnFromRefusal(conversationId: string, error: ConversationError): void {
    if (error.kind === 'opted-out') {
      this.facts.refuseConsent(conversationId, this.conversation(conversationId)?.consent);
    }
    const block = blockOfError(error);
    if (block && isAccountWide(block)) this.accountBlock = block;
    else if (block) this.facts.learn(conversationId, {block});
    this.conversationList.redecorate(conversationId);
  }

  private returnToDraft({outgoing}: OutboxEntry): void {
    if (this.drafts.isEmpty(outgoing.conversationId)) {
      this.setDraft(outgoing.conversationId, outgoing.text, outgoing.mediaUrls);
    }
  }

  private setSendError(conversationId: string, error: ConversationError | undefined): void {
    const sendErrors = new Map(this.state.sendErrors);
    if (error) sendErrors.set(conversationId, error);
    else if (!sendErrors.delete(conversationId)) return;
    this.patch({sendErrors});
  }

  private tell(fact: InboxFact): void {
    for (const listener of [...this.factListeners]) listener(fact);
  }
}

const lastMessageOf = (message: Message): NonNullable<Conversation['lastMessage']> => ({
  id: message.id,
  ...(message.text === null ? {} : {text: message.text}),
  ...(message.attachments[0] ? {attachmentKind: message.attachments[0].kind} : {}),
  ...(message.at === undefined ? {} : {at: message.at}),
  direction: message.direction,
  status: message.status,
});

/** The oldest of the newest `count` inbound messages. */
function firstUnread(messages: readonly Message[], count: number): string | undefined {
  let left = count;
  for (let index = messages.length - 1; index >= 0 && left > 0; index--) {
    const message = messages[index];
    if (message?.direction === 'inbound' && --left === 0) return message.id;
  }
  return undefined;
}
