import type {AdapterEvent, LiveState} from '../adapter/adapter-event.js';
import {capabilitiesFor} from '../adapter/account-capabilities.js';
import {assertContract} from '../adapter/assert-contract.js';
import {effectiveCapabilities} from '../adapter/effective-capabilities.js';
import {guardAdapter} from '../adapter/guarded-adapter.js';
import type {MessageAnchor, MessagingAdapter, OutgoingMessage, PollMode} from '../adapter/messaging-adapter.js';
import type {Capabilities} from '../model/capabilities.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import type {Instant} from '../model/capability-level.js';
import type {Message} from '../model/message.js';
import type {ReactionKind} from '../model/reaction.js';
import type {SendBlock} from '../model/send-block.js';
import {canReplyTo} from '../model/reply-to.js';
import {shownName} from '../model/shown-name.js';
import {Emitter} from '../util/emitter.js';
import {ConversationActions} from './conversation-actions.js';
import {ConversationList} from './conversation-list.js';
import type {Drafts} from './drafts.js';
import type {OpenOutcome, OpenTarget} from './find-person.js';
import {countUnread, countUnsent} from './inbox-counts.js';
import type {InboxEvent} from './inbox-event.js';
import type {InboxState, UnreadCount} from './inbox-state.js';
import {Ingest} from './ingest.js';
import {KnownConversations} from './known-conversations.js';
import {LocalFacts} from './local-facts.js';
import {MessageChanges} from './message-changes.js';
import {NewsSubscription} from './news-subscription.js';
import {Observable, type Unsubscribe} from './observable.js';
import {PersonOpener} from './open-person.js';
import type {Outbox} from './outbox/outbox.js';
import {PendingActions} from './pending-actions.js';
import {Reactions} from './reactions.js';
import {Reader, unknownConversation} from './reader.js';
import {isGone, Refresher} from './refresher.js';
import {Sending} from './sending.js';
import {MemoryStorage} from './storage/memory.js';
import {isMarkedUnread, type InboxStorage} from './storage/port.js';
import {joinThread, type JoinedThread} from './thread-messages.js';
import {Timeline} from './timeline.js';
import {Timelines} from './timelines.js';

export interface InboxStoreOptions {
  /** This device's clock; epoch milliseconds. */
  readonly now?: () => Instant;
  /** Where drafts and unsent messages are kept; without one they live as long as the page. See `openStorage`. */
  readonly storage?: InboxStorage;
  /** Timelines kept for going back quickly; 8 by default. */
  readonly keptTimelines?: number;
  /** Messages of one conversation kept at most, where the provider can page both ways; 5,000 by default. */
  readonly window?: number;
}

/**
 * Everything an inbox shows and does, over one adapter, without any element: reading, sending, and what can be done to
 * conversations. All that it hears goes through one merge point, `Ingest`.
 */
export class InboxStore extends Observable<InboxState> {
  readonly conversationList: ConversationList;
  readonly sending: Sending;
  /** What can be done to conversations besides reading and replying. Each throws `ConversationError`. */
  readonly actions: ConversationActions;
  /** The same for views: what was asked for, how far it got, and why it failed. */
  readonly pending: PendingActions;
  /** What is done to single messages. */
  readonly messageChanges: MessageChanges;
  /** What messages are reacted to with. */
  readonly reactions: Reactions;
  /** The adapter, whatever it breaks. */
  readonly #asked: MessagingAdapter;
  readonly #news: NewsSubscription;
  readonly #storage: InboxStorage;
  readonly #known: KnownConversations;
  readonly #facts: LocalFacts;
  readonly #ingest: Ingest;
  readonly #timelines: Timelines;
  readonly #reader: Reader;
  readonly #refresher: Refresher;
  readonly #person: PersonOpener;
  readonly #events = new Emitter<InboxEvent>();
  readonly #toldErrors = new WeakSet<ConversationError>();
  readonly #stops: readonly Unsubscribe[];
  #thread: JoinedThread | undefined;
  #capabilities: Capabilities;

  /** @throws ConversationError of kind `unsupported` when the adapter is of another version of the contract */
  constructor(
    readonly adapter: MessagingAdapter,
    options: InboxStoreOptions = {},
  ) {
    assertContract(adapter);
    const asked = guardAdapter(adapter);
    const storage = options.storage ?? new MemoryStorage();
    super({
      ...{connected: true, isOpening: false, detailsRemaining: 0},
      ...{unsent: {count: 0}, unreadCount: {count: 0, isComplete: false}, storage: storage.state},
    });
    const now = options.now ?? Date.now;
    this.#capabilities = effectiveCapabilities(adapter);
    this.#asked = asked;
    this.#news = new NewsSubscription(asked, (event) => this.#onAdapter(event));
    this.#storage = storage;
    const facts = new LocalFacts({
      // A storage that cannot write says so in its state; what was learned holds in this page all the same.
      keepConsent: (pair, consent) => void storage.putConsent(pair, consent).catch(() => undefined),
      keepSeen: (conversationId, seen) => void storage.putSeen(conversationId, seen).catch(() => undefined),
    });
    const known = new KnownConversations((conversation) => facts.decorate(conversation));
    this.#known = known;
    this.#facts = facts;
    const timelines = new Timelines(
      (conversationId) => this.#makeTimeline(conversationId, options.window),
      options.keptTimelines ?? 8,
      (conversationId) => conversationId === this.state.selectedId,
    );
    this.#timelines = timelines;
    const emit = (event: InboxEvent) => this.#events.emit(event);
    this.#ingest = new Ingest({
      ...{known, facts, timelines, emit},
      recognise: (id, messages, thread) => this.outbox.recognise(id, messages, thread),
      onJoined: (conversationId) => this.conversationList.join(conversationId),
      onRemoved: (conversationId) => this.#onRemoved(conversationId),
      onMessageRemoved: (conversationId, messageId) => this.sending.messageRemoved(conversationId, messageId),
      onReceived: (messages, before) => this.#onReceived(messages, before),
      onUnknown: () => this.#refresher.unknown(),
    });
    const take = this.#ingest.take.bind(this.#ingest);
    const beginRead = () => this.#ingest.beginRead();
    this.conversationList = new ConversationList(asked, known, {
      beginRead,
      listPage: (conversations, ticket) => take({from: 'page', conversations, ticket}),
    });
    this.actions = new ConversationActions(asked, {
      ...{take, beginRead},
      conversation: (conversationId) => known.get(conversationId),
      addressOf: (contactId) => this.#addressOf(contactId),
      refusalOf: (pair) => this.sending.refusalOf(pair),
    });
    this.pending = new PendingActions({
      ...{actions: this.actions, capabilities: (conversationId) => this.capabilitiesOf(conversationId)},
      nameOf: (conversationId) => shownName(this.conversation(conversationId)),
      refresh: () => void this.refresh(),
    });
    this.messageChanges = new MessageChanges({
      ...{adapter: asked, timelines, take, capabilitiesOf: (id) => this.capabilitiesOf(id)},
    });
    this.reactions = new Reactions({
      ...{adapter: asked, timelines, capabilitiesOf: (id) => this.capabilitiesOf(id)},
      conversation: (id) => this.conversation(id),
      refusalIn: (id) => this.sending.refusalIn(id),
      onRefused: (id, error) => this.sending.refused(id, error),
    });
    this.#refresher = new Refresher({
      ...{adapter: asked, known, timelines, now, ingest: this.#ingest, list: this.conversationList},
      onResult: (error) => {
        this.patch({connected: !error, connectionError: error});
        this.#tellError(error);
      },
      onThreadRead: (conversationId) => this.#onThreadRead(conversationId),
      onConsentRead: (conversationId) => this.#reader.follow(conversationId),
      onGone: (error) => this.#tellError(error),
    });
    this.#reader = new Reader({
      ...{adapter: asked, known, timelines, take, now, list: this.conversationList, refresher: this.#refresher},
      isMarkedUnread: (conversationId) => isMarkedUnread(facts.of(conversationId).seen),
      onUnreadFrom: (unreadFromId) => this.patch({unreadFromId}),
    });
    // Before sending begins: who opted out must be known first.
    const stopFacts = storage.watch(({consents, seen}) => take({from: 'other-tab', consents, seen}));
    this.sending = new Sending(asked, {
      ...{storage, facts, timelines, emit, take, now, known},
      ...{actions: this.actions, reader: this.#reader, refresher: this.#refresher},
    });
    this.#person = new PersonOpener({
      ...{adapter: asked, known, ingest: this.#ingest, list: this.conversationList},
      capabilities: () => this.capabilities,
      open: (conversationId, target) => this.#openFound(conversationId, target),
    });
    this.#stops = [
      stopFacts,
      storage.subscribe(() => this.patch({storage: storage.state})),
      known.subscribe((ids) => this.#onConversations(ids)),
      this.conversationList.subscribe(() => this.#onList()),
      this.outbox.subscribe(() => this.#countUnsent()),
    ];
    this.#countUnsent();
  }

  /** What the adapter can do by now; a capability without the method for it counts for nothing. */
  get capabilities(): Capabilities {
    return this.#capabilities;
  }

  /** What can be done in a conversation: where several accounts are one inbox, what its own account can. */
  capabilitiesOf(conversationId: string | undefined): Capabilities {
    return conversationId === undefined || !this.#asked.accountOf
      ? this.#capabilities
      : capabilitiesFor(this.#asked, conversationId);
  }

  /** How many conversations are unread, as far as that is known. */
  get unreadCount(): UnreadCount {
    return this.state.unreadCount;
  }

  get outbox(): Outbox {
    return this.sending.outbox;
  }

  get drafts(): Drafts {
    return this.sending.drafts;
  }

  /** Tells what happens, each thing once. A listener that throws harms nobody. */
  onEvent(listener: (event: InboxEvent) => void): Unsubscribe {
    return this.#events.subscribe(listener);
  }

  // --- Life

  /** Reads the list, catches up on what happened since `close`, and listens for news until the next one. */
  open(): void {
    if (this.#news.isOpen) return;
    this.#news.open(this.state.selectedId);
    void this.refresh();
  }

  /** Stops reading and listening. What is loaded, written and queued stays, so that `open` can go on. */
  close(): void {
    this.#news.close();
    this.#reader.unfollow();
    this.conversationList.cancel();
    this.#timelines.cancelAll();
  }

  /**
   * For good: nothing more leaves from here, and another tab may send what this one has queued. Resolves when a request
   * under way has been answered and written down, and the storage is let go of.
   */
  async dispose(): Promise<void> {
    this.close();
    this.#stops.forEach((stop) => stop());
    await this.sending.close();
    await this.#storage.close();
  }

  /** Forgets everything: on screen, in memory and on this device, in all tabs. For signing out. */
  async clear(): Promise<void> {
    this.close();
    this.select(undefined);
    this.sending.clear();
    this.actions.clear();
    this.pending.clear();
    this.messageChanges.clear();
    this.reactions.clear();
    this.conversationList.clear();
    this.#timelines.clear();
    this.#thread = undefined;
    this.#ingest.clear();
    this.#known.clear();
    // Errors quote what providers answer.
    this.patch({connectionError: undefined});
    await this.#storage.clear();
  }

  /** How closely anybody is looking; see `PollMode`. */
  setPollMode(mode: PollMode): void {
    this.#news.setPollMode(mode);
    this.#reader.setVisible(mode !== 'hidden');
  }

  /** Goes on looking for news while the page is hidden, as seldom as in one left alone, until what it returns is called. */
  listenWhileHidden(): Unsubscribe {
    return this.#news.listenWhileHidden();
  }

  /** Which rows of the list are in sight, so that an adapter can look up what its list does not tell of them. */
  showRows(conversationIds: readonly string[]): void {
    this.#news.showRows(conversationIds);
  }

  // --- Reading

  get selected(): Conversation | undefined {
    return this.state.selected;
  }

  conversation(conversationId: string): Conversation | undefined {
    return this.#known.get(conversationId);
  }

  /** Opens a conversation, or none. */
  select(conversationId: string | undefined): void {
    const {selectedId} = this.state;
    if (conversationId === selectedId) return;
    this.#person.callOff();
    if (selectedId !== undefined) {
      this.#timelines.leave(selectedId);
      this.#refresher.leave(selectedId);
    }
    const selected = conversationId === undefined ? undefined : this.#selectedNow(conversationId);
    const isOpening = conversationId !== undefined && this.#reader.needsPlace(conversationId);
    this.patch({selectedId: conversationId, selected, isOpening, unreadFromId: undefined});
    this.#news.watch(conversationId);
    this.pending.keepContact(conversationId);
    this.#events.emit({type: 'conversation-selected', conversationId});
    void this.#readConversation(conversationId);
  }

  /**
   * Opens the conversation with somebody: one that is known, else one that the provider finds, once the list was read. The
   * last of several wins, and so does whatever else is opened meanwhile. Nothing is sent, and nothing typed is replaced.
   */
  openConversation(target: OpenTarget): Promise<OpenOutcome> {
    return this.#person.open(target);
  }

  /** The timeline of a conversation; made on first use, and forgotten when many others were used since. */
  timeline(conversationId: string): Timeline {
    return this.#timelines.use(conversationId);
  }

  /** Every conversation of which messages are loaded, with those, oldest first; nothing is read for it. */
  get loadedMessages(): ReadonlyMap<string, readonly Message[]> {
    return this.#timelines.loaded;
  }

  /** What the thread shows: history, then what is on its way. */
  threadMessages(conversationId: string): readonly Message[] {
    const {messages, hasNewer} = this.timeline(conversationId).state;
    // What is on its way follows the newest message, which is elsewhere while an older part is shown.
    const queue = hasNewer ? [] : this.outbox.queue(conversationId);
    const phaseOf = (localId: string) => this.outbox.phaseOf(localId);
    this.#thread = joinThread(messages, queue, this.#thread, phaseOf, this.reactions.state.given);
    return this.#thread.messages;
  }

  /** Reads a conversation's messages from scratch, such as after that failed. */
  async reload(conversationId: string): Promise<void> {
    if (conversationId === this.state.selectedId) await this.#readConversation(conversationId);
    else await this.timeline(conversationId).load();
  }

  /** Shows the history around a message or a moment, where the adapter's `messagesAround` allows. */
  loadAround(conversationId: string, around: MessageAnchor): Promise<void> {
    return this.timeline(conversationId).loadAround(around);
  }

  /** Reads the list and the open conversation again; on success the connection counts as good. */
  async refresh(): Promise<void> {
    this.#refresher.forgetFailures();
    await Promise.all([this.#refresher.list(true), this.#refresher.thread(this.state.selectedId)]);
  }

  /**
   * The newest message of a conversation was on screen: tells the provider, or remembers it on this device. To be called
   * by whoever shows messages; opening a conversation alone marks nothing read.
   *
   * @param messageId the newest message that was in sight; without one, whatever is loaded
   */
  markSeen(conversationId: string, messageId?: string): void {
    this.#reader.markSeen(conversationId, messageId);
  }

  /**
   * Marks a conversation unread until it is opened again, known on this device only; or read, of which the provider is told
   * where it can be.
   *
   * @throws ConversationError when the provider could not be told
   */
  setUnread(conversationId: string, unread: boolean): Promise<void> {
    return this.#reader.setUnread(conversationId, unread);
  }

  // --- Writing

  /** Why no reply can be sent to a conversation now, if so. */
  blockOf(conversationId: string): SendBlock | undefined {
    return this.sending.blockOf(conversationId);
  }

  /** Queues a message and empties the draft it came from. `undefined` when it cannot be queued; `sendError` says why. */
  send(outgoing: OutgoingMessage): string | undefined {
    return this.sending.send(outgoing);
  }

  /** Tries a stuck message again. An unconfirmed one is looked for in the history first. */
  retry(localId: string): Promise<void> {
    return this.sending.retry(localId);
  }

  /** Sends the words of a message that the carrier lost as a new message. What is being typed stays. */
  resend(conversationId: string, messageId: string): string | undefined {
    const message = this.timeline(conversationId).state.list.get(messageId);
    return message?.direction === 'outbound' ? this.sending.resend(message) : undefined;
  }

  /** Takes a stuck message back; its text returns to the draft when that is empty, so that nothing typed is lost. */
  discard(localId: string): Promise<void> {
    return this.sending.discard(localId);
  }

  setDraft(conversationId: string, text: string, mediaUrls: readonly string[] = []): void {
    this.sending.setDraft(conversationId, {text, mediaUrls});
  }

  /** Chooses which of our own numbers replies leave from; none goes back to the conversation's own. */
  chooseEndpoint(conversationId: string, ownEndpointId: string | undefined): void {
    this.sending.chooseEndpoint(conversationId, ownEndpointId);
  }

  /** Has the next reply answer a message, or none; only one that the provider has, and where it takes that. */
  replyTo(conversationId: string, messageId: string | undefined): void {
    const message = messageId === undefined ? undefined : this.timeline(conversationId).state.list.get(messageId);
    const canReply =
      message && canReplyTo(message, this.capabilitiesOf(conversationId), this.conversation(conversationId));
    if (messageId !== undefined && !canReply) return;
    const text = message?.text ?? undefined;
    this.sending.setReplyTo(conversationId, message && {id: message.id, ...(text !== undefined && {text})});
  }

  sendError(conversationId: string): ConversationError | undefined {
    return this.sending.state.errors.get(conversationId);
  }

  dismissSendError(conversationId: string): void {
    this.sending.setError(conversationId, undefined);
  }

  /**
   * Asks the provider again whether a conversation can be written to, because what blocks it may have ended: reads the
   * conversation, its history and the list. Only what the provider then still says, or the history holds, blocks further.
   */
  recheck(conversationId: string): Promise<void> {
    return this.sending.recheck(conversationId);
  }

  // --- Single messages

  /**
   * Deletes a message at the provider, for ever: ask the user first. Whoever received it has it all the same.
   *
   * @param messageId of one that is loaded
   * @throws ConversationError; with `outcomeUnknown` it may be gone, and asking again does no harm
   */
  deleteMessage(conversationId: string, messageId: string): Promise<void> {
    return this.messageChanges.delete(conversationId, messageId);
  }

  /**
   * Reacts to a message, which reaches its contact: refused to whoever opted out. Nothing takes it back.
   *
   * @param messageId of one that is loaded
   * @throws ConversationError; with `outcomeUnknown` it may have arrived, and cannot be given again
   */
  react(conversationId: string, messageId: string, kind: ReactionKind): Promise<void> {
    return this.reactions.give(conversationId, messageId, kind);
  }

  /** Whether a message is known to be no more, whatever still shows it. */
  isDeleted(message: Pick<Message, 'conversationId' | 'id' | 'localId'>): boolean {
    return this.#facts.isDeleted(message);
  }

  // --- How it works inside

  /** The address of a contact, as far as conversations say. */
  #addressOf(contactId: string): string | undefined {
    const people = [...this.#known.all()].flatMap(({participants}) => participants);
    return people.find(({id}) => id === contactId)?.address;
  }

  #openFound(conversationId: string, {text, ownEndpointId}: OpenTarget): OpenOutcome {
    this.select(conversationId);
    const isOther = ownEndpointId && ownEndpointId !== this.conversation(conversationId)?.ownEndpoint?.id;
    if (isOther && this.capabilitiesOf(conversationId).chooseOwnEndpoint === 'native')
      this.chooseEndpoint(conversationId, ownEndpointId);
    const isEmpty = this.drafts.isEmpty(conversationId);
    if (text && isEmpty) this.setDraft(conversationId, text);
    return {outcome: 'opened', conversationId, ...(text && {draft: isEmpty ? 'filled' : 'kept'})};
  }

  async #readConversation(conversationId: string | undefined): Promise<void> {
    if (conversationId === undefined) return this.#reader.leave();
    const opening = this.#reader.open(conversationId);
    // Needed to reply, and only then: what there is to read is asked for first.
    const isChoosable = this.capabilitiesOf(conversationId).chooseOwnEndpoint === 'native';
    if (isChoosable && this.pending.state.endpoints.length === 0) void this.pending.loadEndpoints();
    const isRead = await opening;
    if (this.state.selectedId !== conversationId) return;
    if (isRead) this.#onThreadRead(conversationId);
    this.patch({
      isOpening: false,
      unreadFromId: this.#reader.unreadFromId,
      selected: this.#selectedNow(conversationId),
    });
  }

  #onAdapter(event: AdapterEvent): void {
    switch (event.type) {
      case 'message-created':
      case 'message-updated':
        this.#ingest.take({from: 'push', message: event.message, isCreated: event.type === 'message-created'});
        break;
      case 'message-removed':
        this.#ingest.take({from: 'push', conversationId: event.conversationId, removedMessageId: event.messageId});
        break;
      case 'conversation-updated':
        this.#ingest.take({from: 'push', conversation: event.conversation});
        break;
      case 'conversation-removed':
        this.#ingest.take({from: 'push', removedConversationId: event.conversationId});
        break;
      case 'details-progress':
        this.patch({detailsRemaining: event.remaining});
        break;
      case 'conversations-invalidated':
        this.#refresher.staleList();
        break;
      case 'messages-invalidated':
        this.#refresher.staleThread(event.conversationId);
        break;
      case 'connection-changed':
        this.patch({connected: event.connected});
        if (event.connected) void this.refresh();
        break;
      case 'live-changed':
        this.#onLive(event.state, event.error);
        break;
    }
  }

  #onLive(live: LiveState, error?: ConversationError): void {
    this.#capabilities = effectiveCapabilities(this.adapter);
    const hasEnded = live === 'ended';
    const signedOut = hasEnded ? new ConversationError('unauthorized', {adapter: this.adapter.name}) : undefined;
    this.patch({live, ...(signedOut && {connected: false, connectionError: signedOut})});
    this.#tellError(signedOut ?? error);
  }

  /** The same placeholder for as long as only the id is known. */
  #selectedNow(conversationId: string): Conversation {
    const before = this.state.selected;
    const known = this.#known.get(conversationId);
    return known ?? (before?.id === conversationId ? before : unknownConversation(conversationId));
  }

  #onConversations(ids: readonly string[]): void {
    this.#countUnread();
    const {selectedId} = this.state;
    if (selectedId === undefined || !ids.includes(selectedId)) return;
    this.patch({selected: this.#selectedNow(selectedId)});
    this.#reader.markSeenAgain();
  }

  #onList(): void {
    this.#tellError(this.conversationList.state.error);
    this.#countUnread();
    if (this.state.unsent.count > 0) this.#countUnsent();
    const {selectedId} = this.state;
    this.#known.prune((id) => this.conversationList.has(id) || id === selectedId || this.outbox.queue(id).length > 0);
  }

  #countUnread(): void {
    const {state} = this.conversationList;
    this.patch({unreadCount: countUnread(this.state.unreadCount, this.#known.unread.size, state, this.capabilities)});
  }

  #countUnsent(): void {
    const {conversations} = this.conversationList.state;
    this.patch({unsent: countUnsent(this.state.unsent, this.outbox.state.delayed, conversations)});
  }

  #onReceived(messages: readonly Message[], before: Message | undefined): void {
    const [first] = messages;
    if (!first) return;
    this.sending.contactWrote(first.conversationId);
    this.#reader.onReceived(messages, before);
  }

  #onRemoved(conversationId: string): void {
    this.#timelines.remove(conversationId);
    if (this.state.selectedId === conversationId) this.select(undefined);
  }

  #onThreadRead(conversationId: string): void {
    const state = this.#timelines.peek(conversationId)?.state;
    if (state?.status !== 'ready') return;
    this.#reader.follow(conversationId);
    // A provider that does not say who wrote a message, or when, cannot tell whether one of ours is there.
    const canTell = !state.messages.slice(-50).some(({direction, at}) => direction === 'unknown' || at === undefined);
    this.outbox.markSearched(conversationId, {canTell});
  }

  #makeTimeline(conversationId: string, window: number | undefined): Timeline {
    const timeline: Timeline = new Timeline(
      this.#asked,
      conversationId,
      {messagePage: (from, page) => this.#ingest.take({from: 'page', timeline: from, page})},
      window === undefined ? {} : {window},
    );
    timeline.subscribe(() => {
      const {error, timeZone} = timeline.state;
      this.#tellError(error);
      this.reactions.settle(conversationId);
      // Nobody told that it is no more: its row goes as well.
      if (isGone(error)) this.#known.remove(conversationId);
      if (timeZone) this.patch({timeZone});
      if (conversationId === this.state.selectedId) this.#reader.markSeenAgain();
    });
    return timeline;
  }

  /** Once, however long it stands in a state. */
  #tellError(error: ConversationError | undefined): void {
    if (!error || this.#toldErrors.has(error)) return;
    this.#toldErrors.add(error);
    this.#events.emit({type: 'error', error});
  }
}
