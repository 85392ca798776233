import type {AdapterEvent} from '../adapter/adapter-event.js';
import type {AdapterSubscription, MessagingAdapter, OutgoingMessage, PollMode} from '../adapter/messaging-adapter.js';
import {consentFromMessage} from '../model/consent-from-messages.js';
import type {ConsentLedger} from '../model/consent-ledger.js';
import type {Consent} from '../model/consent.js';
import type {Conversation} from '../model/conversation.js';
import type {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';
import type {SendBlock} from '../model/send-block.js';
import {Arrivals} from './arrivals.js';
import {ConversationListStore} from './conversation-list-store.js';
import type {Drafts} from './drafts.js';
import {FactChannel} from './fact-channel.js';
import {firstUnread} from './first-unread.js';
import type {InboxFact} from './inbox-fact.js';
import type {InboxState} from './inbox-state.js';
import type {InboxStoreOptions} from './inbox-store-options.js';
import type {Journal} from './journal.js';
import {historyRules} from './lazy-history.js';
import {learnMessages} from './learn-messages.js';
import {LocalFacts} from './local-facts.js';
import {MemoryJournal} from './memory-journal.js';
import {MessageTimeline} from './message-timeline.js';
import {Observable, type Unsubscribe} from './observable.js';
import type {Outbox} from './outbox.js';
import {PinnedConversations, unknownConversation} from './pinned-conversations.js';
import {readAgain, ReadHealth} from './read-health.js';
import {Sending} from './sending.js';
import {joinThread, type JoinedThread} from './thread-messages.js';
import {Timelines} from './timelines.js';

/** Everything an inbox shows, over one adapter: joins the list, the timelines and sending. */
export class InboxStore extends Observable<InboxState> {
  readonly conversationList: ConversationListStore;
  readonly sending: Sending;
  private readonly journal: Journal;
  private readonly facts: LocalFacts;
  private readonly timelines: Timelines;
  private readonly pinned = new PinnedConversations();
  private readonly channel = new FactChannel();
  private readonly health: ReadHealth;
  private readonly stopWatching: Unsubscribe;
  private pollMode: PollMode = 'active';
  private subscription: AdapterSubscription | undefined;
  private thread: JoinedThread | undefined;

  constructor(
    readonly adapter: MessagingAdapter,
    options: InboxStoreOptions = {},
  ) {
    super({connected: true, detailsRemaining: 0, pinnedRevision: 0});
    const now = options.now ?? Date.now;
    const journal = options.journal ?? new MemoryJournal();
    this.journal = journal;
    this.health = new ReadHealth(now, (error) => {
      this.patch({connected: !error, connectionError: error});
      this.channel.tellError(error);
    });
    this.facts = new LocalFacts((conversationId, consent) => void journal.putConsent(conversationId, consent));
    this.timelines = new Timelines((conversationId) => this.makeTimeline(conversationId), options.keptTimelines ?? 8);
    this.conversationList = new ConversationListStore(adapter, (conversation) => {
      this.facts.learnSuspicion(conversation);
      return this.facts.decorate(conversation);
    });
    this.conversationList.subscribe(() => {
      this.pinned.update((id) => this.conversationList.original(id));
      this.channel.tellError(this.conversationList.state.error);
    });
    // Before sending begins: who opted out must be known first.
    this.stopWatching = journal.watch(({consents}) => {
      for (const [id, consent] of consents) if (this.facts.adopt(id, consent)) this.onFactsChanged(id);
    });
    this.sending = new Sending(adapter, {
      ...{journal, facts: this.facts, now},
      conversation: (conversationId) => this.conversation(conversationId),
      timeline: (conversationId) => this.timelines.peek(conversationId),
      onFactsChanged: (conversationId) => this.onFactsChanged(conversationId),
      onSent: (message, first) => this.onSent(message, first),
      onFailed: (message, error) => this.channel.tell({type: 'message-failed', message, error}),
      onUnconfirmed: (conversationId) => void this.searchHistory(conversationId),
    });
  }

  get outbox(): Outbox {
    return this.sending.outbox;
  }

  get drafts(): Drafts {
    return this.sending.drafts;
  }

  /** Whether drafts and unsent messages outlive this tab. */
  get durable(): boolean {
    return this.journal.durable;
  }

  /** Reads the list, catches up on what happened since `close`, and listens for news until the next one. */
  open(): void {
    if (this.subscription) return;
    this.subscription = this.adapter.subscribe?.((event) => this.onEvent(event));
    this.subscription?.watch(this.state.selectedId);
    void this.refresh();
  }

  /** Stops reading and listening. What is loaded, written and queued stays, so that `open` can go on. */
  close(): void {
    this.subscription?.close();
    this.subscription = undefined;
    this.conversationList.cancel();
    this.timelines.cancelAll();
  }

  /** For good: lets another tab send what this one has queued. */
  dispose(): void {
    this.close();
    this.stopWatching();
    this.sending.close();
    this.journal.close();
  }

  /** Forgets what is kept on this device: drafts, unsent messages, what was learned. For signing out. */
  async clear(): Promise<void> {
    await this.journal.clear();
  }

  /** How closely anybody is looking; see `PollMode`. */
  setPollMode(pollMode: PollMode): void {
    this.pollMode = pollMode;
    this.subscription?.setPollMode(pollMode);
    if (pollMode !== 'hidden' && this.state.selectedId !== undefined) this.markSeen(this.state.selectedId);
  }

  onFact(listener: (fact: InboxFact) => void): Unsubscribe {
    return this.channel.subscribe(listener);
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
    if (selectedId !== undefined) this.timelines.leave(selectedId);
    this.patch({selectedId: conversationId, unreadFromId: undefined});
    this.subscription?.watch(conversationId);
    this.channel.tell({type: 'conversation-selected', conversationId});
    if (conversationId !== undefined) void this.openConversation(conversationId);
  }

  /** The timeline of a conversation; made on first use, and forgotten when many others were used since. */
  timeline(conversationId: string): MessageTimeline {
    return this.timelines.use(conversationId);
  }

  /** What the thread shows: history, then what is on its way. */
  threadMessages(conversationId: string): readonly Message[] {
    const {messages} = this.timeline(conversationId).state;
    this.thread = joinThread(messages, this.outbox.queue(conversationId), this.thread);
    return this.thread.messages;
  }

  /** Reads the list and the open conversation again; on success the connection counts as good. */
  async refresh(): Promise<void> {
    this.health.forget();
    await Promise.all([this.refreshList(), this.refreshThread(this.state.selectedId)]);
  }

  /** A conversation is different now, or new. */
  adopt(conversation: Conversation): void {
    this.pinned.update((id) => (id === conversation.id ? conversation : undefined));
    this.conversationList.upsert(conversation);
    if (conversation.id === this.state.selectedId) this.markSeen(conversation.id);
    this.patch({pinnedRevision: this.state.pinnedRevision + 1});
  }

  /** A conversation is no more. */
  forget(conversationId: string): void {
    this.conversationList.remove(conversationId);
    this.pinned.remove(conversationId);
    if (this.state.selectedId === conversationId) this.select(undefined);
  }

  // Writing

  /** Why no reply can be sent to a conversation now, if so. */
  blockOf(conversationId: string): SendBlock | undefined {
    return this.sending.blockOf(conversationId);
  }

  /** Queues a message and empties the draft it came from. `undefined` when it cannot be queued; the error says why. */
  send(outgoing: OutgoingMessage): string | undefined {
    this.pin(outgoing.conversationId);
    const localId = this.sending.send(outgoing);
    if (localId) this.channel.tell({type: 'draft-changed', conversationId: outgoing.conversationId, text: ''});
    return localId;
  }

  /** Tries a stuck message again. An unconfirmed one is looked for in the history first. */
  async retry(localId: string): Promise<void> {
    const entry = this.outbox.find(localId);
    if (!entry) return;
    if (entry.state === 'unconfirmed' && !(await this.searchHistory(entry.outgoing.conversationId))) return;
    await this.outbox.retry(localId);
  }

  /** Takes a stuck message back; its text returns to the draft when that is empty, so that nothing typed is lost. */
  discard(localId: string): Promise<void> {
    return this.sending.discard(localId);
  }

  setDraft(conversationId: string, text: string, mediaUrls: readonly string[] = []): void {
    this.drafts.set(conversationId, {text, mediaUrls});
    this.channel.tell({type: 'draft-changed', conversationId, text});
  }

  sendError(conversationId: string): ConversationError | undefined {
    return this.sending.state.errors.get(conversationId);
  }

  dismissSendError(conversationId: string): void {
    this.sending.setError(conversationId, undefined);
  }

  /** Forgets what a refused send taught and asks the provider again, because the reason may have ended. */
  async recheck(conversationId: string): Promise<void> {
    this.sending.forgetBlock(conversationId);
    await this.refresh();
  }

  // How it works inside

  private async openConversation(conversationId: string): Promise<void> {
    const timeline = this.timeline(conversationId);
    if (!this.pin(conversationId)) void this.fetchUnlisted(conversationId);
    const unread = this.conversation(conversationId)?.unread;
    await (timeline.state.status === 'ready' ? this.refreshThread(conversationId) : timeline.load());
    if (timeline.state.status === 'ready') this.outbox.markSearched(conversationId);
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
      case 'message-updated':
        this.onMessage(event.message, event.type === 'message-created');
        break;
      case 'conversation-updated':
        this.adopt(event.conversation);
        break;
      case 'conversation-removed':
        this.forget(event.conversationId);
        break;
      case 'details-progress':
        this.patch({detailsRemaining: event.remaining});
        break;
      case 'conversations-invalidated':
        if (this.health.mayRead()) void this.refreshList();
        break;
      case 'messages-invalidated':
        if (this.health.mayRead()) void this.refreshThread(event.conversationId);
        break;
      case 'connection-changed':
        this.patch({connected: event.connected});
        if (event.connected) void this.refresh();
        break;
    }
  }

  private onMessage(message: Message, isNew: boolean): void {
    const timeline = this.timelines.peek(message.conversationId);
    // A loaded thread tells by itself what is new in it.
    if (timeline?.state.status === 'ready' && !timeline.state.hasNewer) return timeline.merge([message]);
    this.learnLastMessage(message);
    if (isNew && message.direction === 'inbound') this.onReceived(message);
  }

  private onReceived(message: Message): void {
    this.sending.contactWrote(message.conversationId);
    this.channel.tell({type: 'message-received', message});
  }

  private refreshList(): Promise<boolean> {
    return this.health.attempt(() => readAgain(this.conversationList));
  }

  private async refreshThread(conversationId: string | undefined): Promise<boolean> {
    const timeline = conversationId === undefined ? undefined : this.timelines.peek(conversationId);
    if (!timeline || conversationId === undefined) return true;
    const worked = await this.health.attempt(() => readAgain(timeline));
    if (worked && timeline.state.status === 'ready') this.outbox.markSearched(conversationId);
    return worked;
  }

  /** Looks for unconfirmed messages in the history. @returns whether the history could be read */
  private searchHistory(conversationId: string): Promise<boolean> {
    this.timeline(conversationId);
    return this.refreshThread(conversationId);
  }

  private makeTimeline(conversationId: string): MessageTimeline {
    const timeline: MessageTimeline = new MessageTimeline(this.adapter, conversationId, (messages) =>
      this.outbox.recognise(conversationId, messages, timeline.state.messages),
    );
    const arrivals = new Arrivals();
    let consents: ConsentLedger | undefined;
    timeline.subscribe(() => {
      this.channel.tellError(timeline.state.error);
      if (timeline.list) (consents ??= new (historyRules().ConsentLedger)()).follow(timeline.list);
      this.learnFromMessages(conversationId, timeline, consents?.consent());
      const {messages, status, hasNewer} = timeline.state;
      if (status === 'ready' && !hasNewer) arrivals.take(messages).forEach((message) => this.onReceived(message));
    });
    return timeline;
  }

  /** The timeline changed: the list may show an older last message, and consent may have changed. */
  private learnFromMessages(conversationId: string, timeline: MessageTimeline, consent: Consent | undefined): void {
    const {messages, hasNewer, timeZone} = timeline.state;
    if (timeZone) this.patch({timeZone});
    const last = messages.at(-1);
    if (!last || hasNewer) return;
    if (learnMessages(this.facts, conversationId, consent, last)) this.onFactsChanged(conversationId);
    if (conversationId === this.state.selectedId) this.markSeen(conversationId);
  }

  private learnLastMessage(message: Message): void {
    learnMessages(this.facts, message.conversationId, consentFromMessage(message), message);
    this.onFactsChanged(message.conversationId);
  }

  private onFactsChanged(conversationId: string): void {
    this.conversationList.redecorate(conversationId);
    this.patch({pinnedRevision: this.state.pinnedRevision + 1});
  }

  /** The reader has the conversation open: say so to the provider, or remember it here. */
  private markSeen(conversationId: string): void {
    const conversation = this.conversation(conversationId);
    if (!conversation?.unread.has || this.pollMode === 'hidden') return;
    // What could not be loaded has not been read.
    if (this.timelines.peek(conversationId)?.state.status !== 'ready') return;
    const {markRead} = this.adapter.capabilities;
    if (markRead === 'native') {
      void this.health.attempt(async () => this.adapter.markRead?.(conversationId));
    } else if (markRead !== 'none') {
      const seen = {activityAt: conversation.lastActivityAt ?? 0, count: conversation.unread.count ?? 0};
      if (this.facts.learn(conversationId, {seen})) this.onFactsChanged(conversationId);
    }
  }

  private onSent(message: Message, first: boolean): void {
    const timeline = this.timelines.peek(message.conversationId);
    if (timeline?.state.status === 'ready') timeline.merge([message]);
    else this.learnLastMessage(message);
    // It went through, so whatever refused one before has ended.
    this.sending.forgetBlock(message.conversationId);
    if (first) this.channel.tell({type: 'message-sent', message});
  }
}
