import {capabilitiesFor} from '../adapter/account-capabilities.js';
import type {MessagingAdapter, OutgoingMessage} from '../adapter/messaging-adapter.js';
import {can} from '../model/capabilities.js';
import {blocksSending, UNKNOWN_CONSENT, type Consent} from '../model/consent.js';
import {concerns, pairOfConversation, type ConsentPair} from '../model/consent-pair.js';
import type {Conversation, Unsent} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import {readsTheSame} from '../model/match-echo.js';
import type {Message} from '../model/message.js';
import {blockOfError, isAccountWide, sendBlockOf, type LearnedBlock, type SendBlock} from '../model/send-block.js';
import type {Instant} from '../model/capability-level.js';
import {randomId} from '../util/random-id.js';
import type {ConversationActions} from './conversation-actions.js';
import {Drafts, type Draft} from './drafts.js';
import type {InboxEvent} from './inbox-event.js';
import type {News} from './news.js';
import type {KnownConversations} from './known-conversations.js';
import type {LocalFacts} from './local-facts.js';
import {Observable, withEntry, type Unsubscribe} from './observable.js';
import {messageOfEntry, type EchoBaseline, type OutboxEntry} from './outbox/entry.js';
import {Outbox, type OutboxEvent} from './outbox/outbox.js';
import {unknownConversation, type Reader} from './reader.js';
import type {Refresher} from './refresher.js';
import type {InboxStorage} from './storage/port.js';
import type {Timelines} from './timelines.js';

export interface SendingState {
  /** Refused sends by conversation, to be explained where the user writes. */
  readonly errors: ReadonlyMap<string, ConversationError>;
  /** What a refused send taught about the whole account. */
  readonly accountBlocks: ReadonlyMap<string, LearnedBlock>;
  /** The own number that was chosen to reply from, by conversation, where it is not the conversation's own. */
  readonly chosenEndpoints: ReadonlyMap<string, string>;
  /** The message that the next reply answers, by conversation. */
  readonly repliesTo: ReadonlyMap<string, NonNullable<OutgoingMessage['replyTo']>>;
  /** Conversations of which the provider is asked again whether they can be written to. */
  readonly checking: ReadonlySet<string>;
}

/** What sending needs to know of the rest of the inbox, and tells it. */
export interface SendingSurroundings {
  readonly storage: InboxStorage;
  readonly known: KnownConversations;
  readonly facts: LocalFacts;
  readonly timelines: Timelines;
  readonly actions: ConversationActions;
  readonly reader: Reader;
  readonly refresher: Refresher;
  readonly take: (news: News) => void;
  readonly emit: (event: InboxEvent) => void;
  readonly now: () => Instant;
}

const refusing = (consent: Consent | undefined): boolean => consent !== undefined && blocksSending(consent);

/** How far back a history is compared with what is about to be sent. */
const RECENT = 200;

/** Everything about writing: drafts, the outbox, what blocks a conversation, and why the last send was refused. */
export class Sending extends Observable<SendingState> {
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly #adapter: MessagingAdapter;
  readonly #around: SendingSurroundings;
  readonly #stopRows: Unsubscribe;
  /** What waits or failed, by conversation, as its rows were told last. */
  #unsent: ReadonlyMap<string, Unsent> = new Map();

  constructor(adapter: MessagingAdapter, around: SendingSurroundings) {
    super({
      errors: new Map(),
      accountBlocks: new Map(),
      chosenEndpoints: new Map(),
      repliesTo: new Map(),
      checking: new Set(),
    });
    this.#adapter = adapter;
    this.#around = around;
    this.drafts = new Drafts(around.storage, around.now);
    this.outbox = new Outbox({
      ...{adapter, storage: around.storage, now: around.now},
      guard: (outgoing) => this.#guard(outgoing),
      readConsent: (conversationId) => around.refresher.consent(conversationId),
      isFollowed: (conversationId) => around.reader.isFollowed(conversationId),
      baseline: (outgoing) => this.#baseline(outgoing),
      onEvent: (event) => this.#onOutbox(event),
    });
    this.#stopRows = this.outbox.subscribe(() => this.#tellRows());
    this.#tellRows();
  }

  /** Why no reply can be sent to a conversation now, if so; from the own number that is chosen there. */
  blockOf(conversationId: string): SendBlock | undefined {
    if (!can(capabilitiesFor(this.#adapter, conversationId), 'sendText'))
      return {reason: 'read-only', source: 'native', canRecheck: false};
    // What a refused send taught holds also where only the id is known.
    const known = this.#around.known.get(conversationId);
    const conversation = known ?? unknownConversation(conversationId);
    const pair = this.#pairFrom(conversation, this.state.chosenEndpoints.get(conversationId));
    const isOwn = concerns(pairOfConversation(conversation), pair);
    const own = known ? known.consent : this.#consentById(conversationId);
    const consent = (isOwn ? own : this.consentOf(pair)) ?? UNKNOWN_CONSENT;
    const learned =
      this.#around.facts.of(conversationId).block ?? this.state.accountBlocks.get(this.#accountOf(conversationId));
    return sendBlockOf({...conversation, consent}, learned);
  }

  /** What is known about a pair of addresses, from this device's facts and every conversation between the two. */
  consentOf(pair: ConsentPair): Consent | undefined {
    const known = this.#around.facts.consentOf(pair);
    if (known && blocksSending(known)) return known;
    for (const conversation of this.#around.known.all()) {
      const isBlocked = blocksSending(conversation.consent) && concerns(pairOfConversation(conversation), pair);
      if (isBlocked) return conversation.consent;
    }
    return known;
  }

  /** Why nothing may be sent between two addresses: an opt-out cannot be got round, whichever way a message takes. */
  refusalOf(pair: ConsentPair): ConversationError | undefined {
    return refusing(this.consentOf(pair)) ? this.#optedOut() : undefined;
  }

  /**
   * Why nothing that reaches the contact may leave a conversation now, a reaction as little as a text; from the own number
   * of the conversation, which nobody chooses there.
   */
  refusalIn(conversationId: string): ConversationError | undefined {
    return this.#guard({conversationId, text: ''});
  }

  /** Something else than a message was refused: what that teaches holds for messages too. */
  refused(conversationId: string, error: ConversationError): void {
    this.#learnFromRefusal({conversationId, text: ''}, error);
  }

  /** Queues a message and empties the draft it came from; a message that cannot be queued leaves the draft alone. */
  send(outgoing: OutgoingMessage): string | undefined {
    const localId = this.#queue(outgoing);
    if (localId === undefined) return undefined;
    const {conversationId} = outgoing;
    this.#around.emit({type: 'draft-changed', conversationId, text: this.drafts.get(conversationId).text});
    // Whoever writes sees what was written: the newest message comes back on screen.
    const timeline = this.#around.timelines.peek(conversationId);
    if (timeline?.state.hasNewer) void timeline.load();
    return localId;
  }

  /** Tries a stuck message again. An unconfirmed one is looked for in the history first. */
  async retry(localId: string): Promise<void> {
    const entry = this.outbox.find(localId);
    if (!entry) return;
    const isInDoubt = entry.state === 'unconfirmed';
    if (isInDoubt && !(await this.#around.refresher.history(entry.outgoing.conversationId))) return;
    await this.outbox.retry(localId);
  }

  /** Sends the words of a message that the carrier lost as a new message. What is being typed stays. */
  resend({conversationId, text, attachments}: Message): string | undefined {
    const draft = this.drafts.get(conversationId);
    const localId = this.#queue({
      conversationId,
      text: text ?? '',
      mediaUrls: attachments.map(({url}) => url),
      ownEndpointId: this.state.chosenEndpoints.get(conversationId),
    });
    if (draft.text || draft.mediaUrls.length > 0) this.drafts.set(conversationId, draft);
    return localId;
  }

  setDraft(conversationId: string, draft: Draft): void {
    this.drafts.set(conversationId, draft);
    this.#around.emit({type: 'draft-changed', conversationId, text: draft.text});
  }

  #queue(outgoing: OutgoingMessage): string | undefined {
    try {
      const localId = this.outbox.send(outgoing);
      this.setError(outgoing.conversationId, undefined);
      this.#takeFromDraft(outgoing);
      if (outgoing.replyTo) this.setReplyTo(outgoing.conversationId, undefined);
      return localId;
    } catch (thrown) {
      const error = ConversationError.from(thrown);
      this.setError(outgoing.conversationId, error);
      const fields = {localId: `local-${randomId()}`, createdAt: this.#around.now(), attempts: 0};
      const message = messageOfEntry({...fields, outgoing, state: 'failed', error});
      this.#around.emit({type: 'message-failed', message, error});
      return undefined;
    }
  }

  /** Chooses the own number to reply from; none goes back to the conversation's own. */
  chooseEndpoint(conversationId: string, ownEndpointId: string | undefined): void {
    this.patch({chosenEndpoints: withEntry(this.state.chosenEndpoints, conversationId, ownEndpointId)});
  }

  /** Chooses the message that the next reply answers, or none. */
  setReplyTo(conversationId: string, replyTo: OutgoingMessage['replyTo']): void {
    this.patch({repliesTo: withEntry(this.state.repliesTo, conversationId, replyTo)});
  }

  /** What is no more cannot be answered. What was typed stays. */
  messageRemoved(conversationId: string, messageId: string): void {
    if (this.state.repliesTo.get(conversationId)?.id === messageId) this.setReplyTo(conversationId, undefined);
  }

  /** Whoever writes can be texted: a look-up that was pending has its answer (a provider's document says so). */
  contactWrote(conversationId: string): void {
    const {block} = this.#around.facts.of(conversationId);
    if (block !== 'lookup-pending' && block !== 'not-textable') return;
    this.#setBlock(conversationId, undefined);
    this.setError(conversationId, undefined);
  }

  /** Takes a stuck message back; its text returns to the draft when that is empty, so that nothing typed is lost. */
  async discard(localId: string): Promise<void> {
    const entry = await this.outbox.discard(localId);
    if (entry) this.#returnToDraft(entry);
  }

  setError(conversationId: string, error: ConversationError | undefined): void {
    if (this.state.errors.get(conversationId) === error) return;
    this.patch({errors: withEntry(this.state.errors, conversationId, error)});
  }

  /** Asks the provider again whether a conversation can be written to, because what blocks it may have ended. */
  async recheck(conversationId: string): Promise<void> {
    this.#forgetBlock(conversationId);
    this.patch({checking: new Set([...this.state.checking, conversationId])});
    const isRead = await this.#around.refresher.standing(conversationId);
    if (isRead) this.#around.take({from: 'local', recheckedId: conversationId});
    this.patch({checking: new Set([...this.state.checking].filter((id) => id !== conversationId))});
  }

  /** Forgets everything that is not in the storage, as when the user signs out. */
  clear(): void {
    this.patch({errors: new Map(), accountBlocks: new Map(), checking: new Set()});
    this.patch({chosenEndpoints: new Map(), repliesTo: new Map()});
  }

  async close(): Promise<void> {
    this.#stopRows();
    this.drafts.close();
    await this.outbox.close();
  }

  #guard(outgoing: OutgoingMessage): ConversationError | undefined {
    const conversation = this.#around.known.get(outgoing.conversationId);
    if (!conversation) return refusing(this.#consentById(outgoing.conversationId)) ? this.#optedOut() : undefined;
    const own = pairOfConversation(conversation);
    const pair = this.#pairFrom(conversation, outgoing.ownEndpointId);
    // The conversation's own word is about its own number only.
    if (concerns(own, pair) && blocksSending(conversation.consent)) return this.#optedOut();
    return this.refusalOf(pair);
  }

  /** What is known about writing to a conversation of which only the id is: by that, or by the number that it is. */
  #consentById(conversationId: string): Consent | undefined {
    const address = pairOfConversation(unknownConversation(conversationId));
    const known = [address, {contact: `conversation:${conversationId}`}].map((pair) => this.consentOf(pair));
    return known.find(refusing) ?? known.find((consent) => consent !== undefined);
  }

  /** The pair that a message runs between when it leaves from that number of ours. */
  #pairFrom(conversation: Conversation, ownEndpointId: string | undefined): ConsentPair {
    const isOther = ownEndpointId !== undefined && ownEndpointId !== conversation.ownEndpoint?.id;
    return pairOfConversation(conversation, isOther ? this.#around.actions.endpoint(ownEndpointId) : undefined);
  }

  #optedOut(): ConversationError {
    const {name} = this.#adapter;
    return new ConversationError('opted-out', {adapter: name, message: 'Not sent: the contact has opted out.'});
  }

  #onOutbox(event: OutboxEvent): void {
    if (event.type === 'sent') {
      this.#around.take({from: 'answer', sent: event.message, isFirst: event.first});
      // It went through, so whatever refused one before has ended.
      this.#forgetBlock(event.message.conversationId);
      return;
    }
    if (event.type === 'mistaken') return void this.#around.refresher.history(event.conversationId);
    const {entry} = event;
    const message = messageOfEntry(entry, this.outbox.phaseOf(entry.localId));
    if (event.type === 'waiting') return this.#around.emit({type: 'message-waiting', message});
    this.#onStuck(event, message);
  }

  #onStuck({entry, asked, isOwn}: Extract<OutboxEvent, {type: 'stuck'}>, message: Message): void {
    const {error, outgoing, state} = entry;
    if (!error) return;
    const {conversationId} = outgoing;
    if (state !== 'unconfirmed' && asked) this.#learnFromRefusal(outgoing, error);
    this.#around.emit({type: 'message-failed', message, error});
    if (state === 'unconfirmed') {
      if (asked) void this.#around.refresher.history(conversationId);
      return;
    }
    this.setError(conversationId, error);
    // A refusal that calls for a change gives the text back to the box of whoever wrote it; what may pass as it stands
    // waits in the thread.
    const isAlone = this.outbox.queue(conversationId).length === 1 && this.drafts.isEmpty(conversationId);
    if (isOwn && isAlone && error.retry !== 'now' && error.retry !== 'after-delay') void this.#giveBack(entry);
  }

  /** Into the box before it leaves the queue: at no time is the text nowhere. */
  async #giveBack(entry: OutboxEntry): Promise<void> {
    this.#returnToDraft(entry);
    const taken = await this.outbox.discard(entry.localId).catch(() => undefined);
    // Another tab tries it again meanwhile, so it is not to be written twice; one that gave it back as well did the same.
    if (!taken && this.outbox.find(entry.localId)) this.#takeFromDraft(entry.outgoing);
  }

  #learnFromRefusal(outgoing: OutgoingMessage, error: ConversationError): void {
    const {conversationId, ownEndpointId} = outgoing;
    const conversation = this.#around.known.get(conversationId);
    if (error.kind === 'opted-out') {
      const pair = this.#pairFrom(conversation ?? unknownConversation(conversationId), ownEndpointId);
      const isOwn = conversation !== undefined && concerns(pairOfConversation(conversation), pair);
      this.#around.take({from: 'answer', refusedPair: pair, ...(isOwn && {refusedId: conversationId})});
    }
    const block = blockOfError(error);
    if (block && isAccountWide(block)) {
      const accountBlocks = withEntry(this.state.accountBlocks, this.#accountOf(conversationId), block);
      this.patch({accountBlocks});
    } else if (block) this.#setBlock(conversationId, block);
  }

  #accountOf(conversationId: string): string {
    return this.#adapter.accountOf?.(conversationId)?.id ?? '';
  }

  /** Forgets what a refused send taught, because the reason may have ended. */
  #forgetBlock(conversationId: string): void {
    this.#setBlock(conversationId, undefined);
    this.patch({accountBlocks: withEntry(this.state.accountBlocks, this.#accountOf(conversationId), undefined)});
    this.setError(conversationId, undefined);
  }

  /** Rows say what waits or failed in their conversation. */
  #tellRows(): void {
    const {facts, known} = this.#around;
    const unsent = this.outbox.state.delayed.conversations;
    const ids = [...new Set([...this.#unsent.keys(), ...unsent.keys()])];
    this.#unsent = unsent;
    known.redecorate(ids.filter((id) => facts.set(id, {unsent: unsent.get(id)})));
  }

  #setBlock(conversationId: string, block: LearnedBlock | undefined): void {
    if (!this.#around.facts.set(conversationId, {block})) return;
    // Blocks are no part of a conversation, but what shows them listens here.
    this.patch({errors: new Map(this.state.errors)});
  }

  /** Only what was sent leaves the box: a text that came back to it from elsewhere stays. */
  #takeFromDraft({conversationId, text, mediaUrls = [], template}: OutgoingMessage): void {
    if (template) return;
    const draft = this.drafts.get(conversationId);
    const isSame = draft.text === text && draft.mediaUrls.join('\n') === mediaUrls.join('\n');
    if (isSame || (draft.text === text && draft.mediaUrls.length === 0)) this.drafts.clear(conversationId);
  }

  /** The words of a template are nobody's to type: where only templates go, they would be refused as a text. */
  #returnToDraft({outgoing}: OutboxEntry): void {
    const {conversationId, text, mediaUrls = [], template, replyTo} = outgoing;
    if (template || !this.drafts.isEmpty(conversationId)) return;
    this.drafts.set(conversationId, {text, mediaUrls});
    if (replyTo) this.setReplyTo(conversationId, replyTo);
  }

  /** What the history says just before a message leaves, so that nothing older is taken for its echo. */
  #baseline(outgoing: OutgoingMessage): EchoBaseline | undefined {
    const state = this.#around.timelines.peek(outgoing.conversationId)?.state;
    const hasMedia = (outgoing.mediaUrls?.length ?? 0) > 0;
    if (state?.status === 'ready' && !state.hasNewer) {
      const recent = state.messages.slice(-RECENT);
      const twins = recent.filter((message) => readsTheSame(message, outgoing.text, hasMedia));
      const newest = recent.findLast(({at, atSource}) => at !== undefined && atSource === 'server');
      return {notIds: twins.map(({id}) => id), ...(newest?.at !== undefined && {notBefore: newest.at})};
    }
    // The row knows the newest message, which is all that an echo has to be told apart from.
    const last = this.#around.known.original(outgoing.conversationId)?.lastMessage;
    return last?.at === undefined ? undefined : {notIds: last.id ? [last.id] : [], notBefore: last.at};
  }
}
