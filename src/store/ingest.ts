import {completeAll, completeConversation, completeMessage, hasId} from '../model/complete.js';
import type {Consent} from '../model/consent.js';
import {ConsentLedger} from '../model/consent-ledger.js';
import {consentFromMessage} from '../model/consent-from-messages.js';
import {pairOfConversation, type ConsentPair} from '../model/consent-pair.js';
import type {Conversation, LastMessage} from '../model/conversation.js';
import type {Message} from '../model/message.js';
import {isFailure} from '../model/delivery-status.js';
import {MessageList} from '../model/message-list.js';
import {newMessages} from '../model/new-messages.js';
import {BoundedMap} from '../util/bounded-map.js';
import {withoutUndefined} from '../util/equal.js';
import type {InboxEvent} from './inbox-event.js';
import type {KnownConversations, ReadTicket} from './known-conversations.js';
import type {LocalFacts} from './local-facts.js';
import type {News, ToldConversation} from './news.js';
import {isMarkedUnread, isSeenFurther, type StoredConsent, type SeenMark} from './storage/port.js';
import type {IncomingPage, Timeline} from './timeline.js';
import type {Timelines} from './timelines.js';

const isWhole = (told: ToldConversation): told is Conversation => !!told.participants && !!told.unread;

/** What the merge point works on, and whom it tells. */
export interface IngestSurroundings {
  readonly known: KnownConversations;
  readonly facts: LocalFacts;
  readonly timelines: Timelines;
  /** Gives messages from the provider the identity of what was sent here, where they are its echo. */
  readonly recognise: (
    conversationId: string,
    messages: readonly Message[],
    known: readonly Message[],
  ) => readonly Message[];
  readonly emit: (event: InboxEvent) => void;
  /** A conversation came by another way than a page of the list. */
  readonly onJoined: (conversationId: string) => void;
  readonly onRemoved: (conversationId: string) => void;
  readonly onMessageRemoved: (conversationId: string, messageId: string) => void;
  /** A contact wrote in a conversation; `before` is the newest message that was known there. */
  readonly onReceived: (messages: readonly Message[], before: Message | undefined) => void;
  /** News of a conversation that nobody has read yet. */
  readonly onUnknown: (conversationId: string) => void;
}

/** What is remembered of a thread beside its messages. */
interface ThreadMemory {
  readonly ledger: ConsentLedger;
  /** Its newest page was read from the provider at least once. */
  wasRead: boolean;
  /** The newest message of a contact that such a read held: one that comes late may be older than ours. */
  readUpTo?: Message;
}

const KEPT_TOLD = 5000;

/**
 * The one place where news is taken in, whichever way it came: a page, a push, an answer, another tab, or this device.
 * It decides what is newer by the provider's own clock and order and by the moment a read left, drops what is doubled or
 * late, knows what was removed, and tells once of what was received and sent. Nobody else asks whether something is
 * newer; views and lists select from the result.
 */
export class Ingest {
  readonly #around: IngestSurroundings;
  readonly #threads = new WeakMap<Timeline, ThreadMemory>();
  /** What listeners were told of messages. */
  readonly #told = new BoundedMap<string, true>(KEPT_TOLD);

  constructor(around: IngestSurroundings) {
    this.#around = around;
  }

  beginRead(): ReadTicket {
    return this.#around.known.beginRead();
  }

  /** Forgets what it learned, as when the user signs out. */
  clear(): void {
    this.#around.facts.clear();
  }

  /** @returns for a page of the list, the ids of rows that are what they were before */
  take(news: News): ReadonlySet<string> {
    if ('conversations' in news) return this.#takeRows(news.conversations, news.ticket);
    if ('conversation' in news) this.#takeConversation(news);
    else if ('removedConversationId' in news) this.#remove(news.removedConversationId);
    else if ('removedMessageId' in news) this.#removeMessage(news.conversationId, news.removedMessageId);
    else if ('page' in news) this.#takePage(news.timeline, news.page);
    else if ('message' in news) this.#takeMessage(news.message, news.isCreated);
    else if ('sent' in news) this.#takeSent(news.sent, news.isFirst);
    else if ('refusedPair' in news) this.#takeRefusal(news.refusedPair, news.refusedId);
    else if ('recheckedId' in news) this.#takeRecheck(news.recheckedId);
    else if ('consents' in news) this.#takeStored(news.consents, news.seen);
    else this.#takeSeen(news.conversationId, news.seen, news.isNative);
    return NONE;
  }

  // --- Conversations

  #takeRows(given: readonly Conversation[], ticket: ReadTicket): ReadonlySet<string> {
    const rows = completeAll(given, completeConversation).filter(hasId);
    rows.forEach((row) => this.#learnFromRow(row));
    return this.#around.known.putRead(rows, ticket);
  }

  /** Some answers, and some news, hold only what is different: the rest stays what it was, or is read. */
  #takeConversation(news: Extract<News, {readonly conversation: ToldConversation}>): void {
    const {known, onJoined, onUnknown} = this.#around;
    const {conversation: told} = news;
    const before = isWhole(told) ? undefined : known.original(String(told.id));
    const whole = isWhole(told) ? told : before && {...before, ...told};
    if (!whole) return onUnknown(told.id);
    const conversation = completeConversation(whole);
    if (!hasId(conversation)) return;
    this.#learnFromRow(conversation);
    const isTaken = news.from === 'answer' ? known.put(conversation, news.ticket, news.asked) : known.put(conversation);
    if (isTaken) onJoined(conversation.id);
  }

  #remove(conversationId: string): void {
    this.#around.known.remove(conversationId);
    this.#around.onRemoved(conversationId);
  }

  /** What the list itself gives reason to suspect other tabs may not have read yet. */
  #learnFromRow(row: Conversation): void {
    const {facts} = this.#around;
    const {consent} = row;
    if (consent.state === 'probably-opted-out' && consent.since !== undefined) {
      const pair = pairOfConversation(row);
      if (consent.since > (facts.consentOf(pair)?.since ?? -Infinity)) facts.learnConsent(pair, consent);
    }
    // The provider says by itself that it was read: what was remembered until then has had its day.
    if (!row.unread.has && facts.of(row.id).seenSource === 'native') facts.set(row.id, {seen: undefined});
  }

  // --- Messages

  /** Consent that it changed stays: who said no did say no. */
  #removeMessage(conversationId: string, messageId: string): void {
    const {facts, known, timelines, onMessageRemoved} = this.#around;
    const timeline = timelines.peek(conversationId);
    const {id = messageId, localId = id} = timeline?.state.list.get(messageId) ?? {};
    const ids = [messageId, id, localId];
    facts.markDeleted(conversationId, ids);
    timeline?.remove(ids);
    const last = timeline?.state.hasNewer === false ? timeline.state.messages.at(-1) : undefined;
    const shownId = known.get(conversationId)?.lastMessage?.id;
    if (shownId !== undefined && ids.includes(shownId)) {
      facts.set(conversationId, {lastMessage: last && lastMessageOf(last)});
    }
    known.redecorate([conversationId]);
    onMessageRemoved(conversationId, id);
  }

  readonly #isThere = (message: Message): boolean => hasId(message) && !this.#around.facts.isDeleted(message);

  #takePage(timeline: Timeline, page: IncomingPage): void {
    const {conversationId, position, startsOver, reachesNewest, isBeyondWindow} = page;
    const memory = this.#memoryOf(timeline);
    const before = timeline.state.list;
    // A server that answers another conversation's rows is not believed.
    const given = completeAll(page.messages, (message) => completeMessage(message, conversationId)).filter(
      this.#isThere,
    );
    const own = given.filter((message) => message.conversationId === conversationId);
    const messages = this.#around.recognise(conversationId, own, before.messages);
    if (!isBeyondWindow) {
      timeline.merge(messages, position, startsOver);
      this.#tellUndelivered(messages, before);
    }
    const next = isBeyondWindow ? MessageList.empty.merge(messages) : timeline.state.list;
    if (isBeyondWindow) this.#learnFrom(conversationId, next, new ConsentLedger());
    else if (reachesNewest) this.#learnFromThread(timeline);
    if (position !== 'newest') return;
    // Of what lies beyond the window, only what comes after everything that was read is news.
    const previous = memory.wasRead ? (isBeyondWindow ? MessageList.empty : before) : undefined;
    const news = newMessages({previous, next, readUpTo: memory.readUpTo});
    memory.wasRead = true;
    memory.readUpTo = messages.findLast(({direction}) => direction === 'inbound') ?? memory.readUpTo;
    this.#receive(news, before);
  }

  #takeMessage(given: Message, isCreated: boolean): void {
    const message = completeMessage(given);
    if (!this.#isThere(message)) return;
    const {conversationId} = message;
    const {known, timelines} = this.#around;
    const timeline = timelines.peek(conversationId);
    const before = timeline?.state.list;
    const earlier = before?.get(message.id);
    if (timeline) this.#hear(timeline, this.#around.recognise(conversationId, [message], timeline.state.messages));
    this.#learnFromMessage(message);
    this.#tellUndelivered([message], earlier && before, !isCreated);
    // One that was read before anybody said who wrote it was not told of.
    const isNew = !earlier || earlier.direction === 'unknown';
    if (isCreated && isNew && message.direction === 'inbound') this.#receive([message], before);
    if (isCreated && !known.get(conversationId)) this.#around.onUnknown(conversationId);
  }

  #takeSent(given: Message, isFirst: boolean): void {
    const message = completeMessage(given);
    if (this.#around.facts.isDeleted(message)) return;
    const timeline = this.#around.timelines.peek(message.conversationId);
    if (timeline) this.#hear(timeline, [message]);
    this.#learnFromMessage(message);
    if (isFirst) this.#around.emit({type: 'message-sent', message});
  }

  /** Messages that came by themselves, into a thread that is shown or is being read. */
  #hear(timeline: Timeline, messages: readonly Message[]): void {
    const {status, hasNewer} = timeline.state;
    if (status !== 'ready' && status !== 'loading') return;
    timeline.merge(messages);
    if (status === 'ready' && !hasNewer) this.#learnFromThread(timeline);
  }

  /** Each message once, whichever way it came first. */
  #receive(messages: readonly Message[], before: MessageList | undefined): void {
    const fresh = messages.filter((message) => this.#isFirst('received', message));
    if (fresh.length === 0) return;
    this.#around.onReceived(fresh, before?.messages.at(-1));
    for (const message of fresh) this.#around.emit({type: 'message-received', message});
  }

  /**
   * Tells of messages that left and did not arrive, each once: what was known to be on its way, or is reported by itself.
   * History that failed long ago is no news.
   */
  #tellUndelivered(messages: readonly Message[], before: MessageList | undefined, isReport = false): void {
    for (const message of messages) {
      if (message.direction !== 'outbound' || !isFailure(message.status)) continue;
      const known = before?.get(message.id);
      const isNews = known ? !isFailure(known.status) : isReport;
      if (isNews && this.#isFirst('undelivered', message)) this.#around.emit({type: 'message-undelivered', message});
    }
  }

  /** Whether that is told of a message for the first time. Some providers count messages anew in every conversation. */
  #isFirst(what: string, {conversationId, id}: Message): boolean {
    const key = JSON.stringify([what, conversationId, id]);
    if (this.#told.get(key)) return false;
    this.#told.set(key, true);
    return true;
  }

  /** The thread changed: the list may show an older last message, and consent may have changed. */
  #learnFromThread(timeline: Timeline): void {
    this.#learnFrom(timeline.conversationId, timeline.state.list, this.#memoryOf(timeline).ledger);
  }

  #learnFrom(conversationId: string, list: MessageList, ledger: ConsentLedger): void {
    ledger.follow(list);
    const last = list.messages.at(-1);
    if (last) this.#learn(conversationId, ledger.consent(), last);
  }

  /** One message says something of the conversation's end only if nothing newer is known. */
  #learnFromMessage(message: Message): void {
    this.#learn(message.conversationId, consentFromMessage(message), message, true);
  }

  #learn(conversationId: string, consent: Consent | undefined, last: Message, isAlone = false): void {
    const {facts, known} = this.#around;
    const pair = this.#pairOf(conversationId);
    const hasConsent =
      consent && this.#pairsOf(conversationId).filter((one) => facts.learnConsent(one, consent)).length > 0;
    const hasLast =
      this.#isLast(conversationId, last, isAlone) && facts.set(conversationId, {lastMessage: lastMessageOf(last)});
    // Whoever texts us can be texted: that ends a look-up, and only a new message can say so.
    const {block} = facts.of(conversationId);
    if (hasLast && last.direction === 'inbound' && block === 'lookup-pending') {
      facts.set(conversationId, {block: undefined});
    }
    if (hasConsent) known.redecorate(this.#conversationsOf(pair));
    else if (hasLast) known.redecorate([conversationId]);
  }

  /** @param isAlone the message came by itself, without those around it */
  #isLast(conversationId: string, message: Message, isAlone: boolean): boolean {
    const conversation = this.#around.known.original(conversationId);
    const row = conversation?.lastMessage;
    const fact = this.#around.facts.of(conversationId).lastMessage;
    // Nobody can tell where in the conversation it belongs.
    if (message.at === undefined) return fact === undefined;
    if (fact?.id === message.id) return true;
    if (row?.id !== undefined && row.id === message.id) return message.at >= (fact?.at ?? -Infinity);
    // Of a row without its last message only the time of that is known, which a receipt of an older one is before.
    const rowAt = row?.at ?? (isAlone ? conversation?.lastActivityAt : undefined);
    const newest = Math.max(rowAt ?? -Infinity, fact?.at ?? -Infinity);
    return message.at >= newest;
  }

  // --- Consent

  #takeRefusal(pair: ConsentPair, conversationId: string | undefined): void {
    const {facts, known} = this.#around;
    const ids = this.#conversationsOf(pair);
    const newest = ids.map((id) => known.get(id)?.lastMessage?.at ?? 0);
    const consent = facts.consentOf(pair) ?? ids.map((id) => known.get(id)?.consent).find((one) => one !== undefined);
    // Also by the conversation's id: when its page is loaded again, nobody may know yet between whom it runs.
    const pairs = conversationId === undefined ? [pair] : [pair, {...pair, ...byId(conversationId)}];
    const learned = pairs.filter((one) => facts.refuseConsent(one, consent, Math.max(0, ...newest)));
    if (learned.length > 0) known.redecorate(ids);
  }

  /** What a refused send taught makes way for what there is to read. */
  #takeRecheck(conversationId: string): void {
    const {facts, known, timelines} = this.#around;
    const pair = this.#pairOf(conversationId);
    const forgotten = this.#pairsOf(conversationId).filter((one) => facts.forgetRefusal(one));
    if (forgotten.length === 0) return;
    const timeline = timelines.peek(conversationId);
    if (timeline?.state.status === 'ready') this.#learnFromThread(timeline);
    known.redecorate(this.#conversationsOf(pair));
  }

  #takeStored(consents: ReadonlyMap<string, StoredConsent>, seen: ReadonlyMap<string, SeenMark>): void {
    const {facts, known} = this.#around;
    let hasConsent = false;
    for (const [key, consent] of consents) hasConsent = facts.mergeConsent(key, consent) || hasConsent;
    const ids = [...seen].filter(([id, mark]) => facts.mergeSeen(id, mark)).map(([id]) => id);
    known.redecorate(hasConsent ? [...known.all()].map(({id}) => id) : ids);
  }

  #pairOf(conversationId: string): ConsentPair {
    const conversation = this.#around.known.get(conversationId);
    return conversation ? pairOfConversation(conversation) : byId(conversationId);
  }

  /** All under which something is known of a conversation. */
  #pairsOf(conversationId: string): readonly ConsentPair[] {
    const [pair, other] = [this.#pairOf(conversationId), byId(conversationId)];
    return pair.contact !== other.contact && this.#around.facts.consentOf(other) ? [pair, other] : [pair];
  }

  #conversationsOf({contact}: ConsentPair): readonly string[] {
    const isOf = (conversation: Conversation) =>
      pairOfConversation(conversation).contact === contact || byId(conversation.id).contact === contact;
    return [...this.#around.known.all()].filter(isOf).map(({id}) => id);
  }

  // --- What was seen

  #takeSeen(conversationId: string, seen: SeenMark, isNative: boolean): void {
    const {facts, known} = this.#around;
    // The provider may say so itself by now: nothing is to be laid over what it says from then on.
    const isSaid = known.original(conversationId)?.unread.has === false;
    const before = facts.of(conversationId).seen;
    // Of two that were told one after the other, the answer to the first may come last.
    if (isNative && before && isSeenFurther(seen, {...before, turns: 0})) return;
    // Who marked it unread here ends that here too, whoever else was told.
    const isNews =
      isNative && !isMarkedUnread(before)
        ? facts.set(conversationId, {seen: isSaid ? undefined : seen, seenSource: 'native'})
        : facts.markSeen(conversationId, seen);
    if (isNews) known.redecorate([conversationId]);
  }

  #memoryOf(timeline: Timeline): ThreadMemory {
    const memory = this.#threads.get(timeline) ?? {ledger: new ConsentLedger(), wasRead: false};
    this.#threads.set(timeline, memory);
    return memory;
  }
}

const NONE: ReadonlySet<string> = new Set();

/** Stands for whom a conversation runs between while nobody knows. */
const byId = (conversationId: string): ConsentPair => ({contact: `conversation:${conversationId}`});

/** What has none cannot be told apart from others. */

const lastMessageOf = ({id, text, attachments, at, direction, sender, status}: Message): LastMessage =>
  withoutUndefined<LastMessage>({
    ...{id, text: text ?? undefined, attachmentKind: attachments[0]?.kind, at, direction, status},
    sender: direction === 'outbound' ? sender : undefined,
  });
