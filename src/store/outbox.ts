import type {MessagingAdapter, OutgoingMessage} from '../adapter/messaging-adapter.js';
import {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';
import {isEqual} from '../util/equal.js';
import type {Instant} from '../model/capability-level.js';
import {EMPTY_SNAPSHOT, KEPT_ENTRIES, type Journal, type JournalSnapshot} from './journal.js';
import {historyRules} from './lazy-history.js';
import {MemoryJournal} from './memory-journal.js';
import {Observable, type Unsubscribe} from './observable.js';
import {answeredSend, foundSend, type EchoBaseline, type OutboxEntry} from './outbox-entry.js';

export {messageOfEntry, type OutboxEntry, type OutboxEntryState} from './outbox-entry.js';

export interface OutboxState {
  /** Per conversation, in the order they were written. */
  readonly queues: ReadonlyMap<string, readonly OutboxEntry[]>;
}

export interface OutboxOptions {
  /** Refuses a send before it leaves, such as to a contact who opted out meanwhile. */
  readonly guard: (conversationId: string) => ConversationError | undefined;
  /** What is known of the history just before a message leaves; `undefined` when it is not loaded. */
  readonly baseline?: (outgoing: OutgoingMessage) => EchoBaseline | undefined;
  /** The provider has a message. `first` is false when this was told before. */
  readonly onSent: (message: Message, first: boolean) => void;
  /** A message certainly did not leave, or its outcome is unknown. `asked` tells whether the provider was asked. */
  readonly onStuck: (entry: OutboxEntry, asked: boolean) => void;
  readonly journal?: Journal;
  readonly now?: () => Instant;
}

/** How long to wait after a rate limit that does not say. */
const RATE_LIMIT_PAUSE = 10_000;

/**
 * What was written here and is not yet known to be at the provider.
 *
 * Every message is in the journal before it leaves. One ordered queue a conversation: a message that is stuck holds
 * back those after it. A request is never repeated by itself unless the provider certainly did not process it (a rate
 * limit). Of several tabs one sends; all show the same queue.
 */
export class Outbox extends Observable<OutboxState> {
  private readonly journal: Journal;
  private readonly now: () => Instant;
  private snapshot: JournalSnapshot = EMPTY_SNAPSHOT;
  /** Written, and not in the journal yet. */
  private unrecorded: readonly OutboxEntry[] = [];
  /** Found in the history, and still in the journal. */
  private readonly confirmed = new Set<string>();
  private readonly told = new Set<string>();
  private readonly inFlight = new Map<string, Promise<void>>();
  private readonly resumptions = new Map<string, ReturnType<typeof setTimeout>>();
  private readonly stops: readonly Unsubscribe[];
  private watching = false;
  private leads = false;
  private idsAgree = false;

  constructor(
    private readonly adapter: MessagingAdapter,
    private readonly options: OutboxOptions,
  ) {
    super({queues: new Map()});
    this.journal = options.journal ?? new MemoryJournal();
    this.now = options.now ?? Date.now;
    this.stops = [
      this.journal.watch((snapshot) => this.onSnapshot(snapshot)),
      this.journal.lead(() => this.startLeading()),
    ];
  }

  /**
   * Puts a message at the end of its conversation's queue and returns its local id.
   *
   * @throws ConversationError when the queue is full; nothing is taken then
   */
  send(outgoing: OutgoingMessage): string {
    if (this.snapshot.entries.length + this.unrecorded.length >= KEPT_ENTRIES) {
      throw new ConversationError('quota-exceeded', {message: 'Too many messages wait to be sent.'});
    }
    const localId = `local-${crypto.randomUUID()}`;
    const baseline = this.options.baseline?.(outgoing);
    const entry: OutboxEntry = {
      ...{localId, outgoing, state: 'queued', createdAt: this.now()},
      ...(baseline && {baseline}),
    };
    this.unrecorded = [...this.unrecorded, entry];
    this.publish();
    void this.journal.add(entry).then(() => this.work(outgoing.conversationId));
    return localId;
  }

  queue(conversationId: string): readonly OutboxEntry[] {
    return this.state.queues.get(conversationId) ?? [];
  }

  find(localId: string): OutboxEntry | undefined {
    for (const queue of this.state.queues.values()) {
      const entry = queue.find((candidate) => candidate.localId === localId);
      if (entry) return entry;
    }
    return undefined;
  }

  /** Tries a stuck message again, if nothing forbids it by now. Look for the echo of an unconfirmed one first. */
  async retry(localId: string): Promise<void> {
    const entry = this.find(localId);
    if (!entry || (entry.state !== 'failed' && entry.state !== 'unconfirmed')) return;
    const refusal = this.options.guard(entry.outgoing.conversationId);
    // Refused or not, what became of the first attempt stays as it was.
    if (refusal) return this.stick(localId, (current) => ({...current, error: refusal}), false);
    await this.journal.update(localId, (current) =>
      current.state === 'failed' || current.state === 'unconfirmed'
        ? {...current, state: 'queued', error: undefined, resumesAt: undefined, searched: undefined}
        : 'keep',
    );
  }

  /** Takes a message that is not under way out of the queue and returns it. */
  async discard(localId: string): Promise<OutboxEntry | undefined> {
    let discarded: OutboxEntry | undefined;
    await this.journal.update(localId, (current) => {
      if (current.state === 'sending') return 'keep';
      discarded = current;
      return 'remove';
    });
    return discarded;
  }

  /** The history was read since, and does not show the unconfirmed messages of this conversation. */
  markSearched(conversationId: string): void {
    for (const {localId, state, searched} of this.queue(conversationId)) {
      if (state !== 'unconfirmed' || searched) continue;
      void this.journal.update(localId, (current) =>
        current.state === 'unconfirmed' ? {...current, searched: true} : 'keep',
      );
    }
  }

  /**
   * Gives messages from the provider the identity of what was sent here, where they are its echo.
   *
   * @param thread what is known of the conversation, oldest first
   */
  recognise(conversationId: string, messages: readonly Message[], thread: readonly Message[]): readonly Message[] {
    const answered = this.snapshot.answered.filter((send) => send.conversationId === conversationId);
    const entries = this.queue(conversationId);
    if (answered.length === 0 && entries.length === 0) return messages;
    const {knownBesides, recogniseEchoes} = historyRules();
    const echoes = recogniseEchoes(messages, entries, answered, knownBesides(thread, messages), this.idsAgree);
    for (const [localId, message] of echoes.found) {
      const send = answered.find((other) => other.localId === localId);
      if (send) {
        this.idsAgree ||= send.answeredId === message.id;
        if (send.historyId !== message.id) void this.journal.putAnswered({...send, historyId: message.id});
      }
      const entry = entries.find((other) => other.localId === localId);
      if (entry) void this.confirm(entry, message);
    }
    return echoes.messages;
  }

  /** Stops sending here; a request under way is waited for, since calling it off would make its outcome unknown. */
  close(): void {
    this.leads = false;
    this.stops.forEach((stop) => stop());
    this.resumptions.forEach(clearTimeout);
    this.resumptions.clear();
  }

  private onSnapshot(snapshot: JournalSnapshot): void {
    this.snapshot = snapshot;
    // What another tab sent belongs into this one's thread as well, before it leaves the queue.
    for (const {localId, message} of snapshot.answered) {
      if (this.told.has(localId)) continue;
      this.told.add(localId);
      if (this.watching) this.options.onSent(message, false);
    }
    this.watching = true;
    const recorded = new Set(snapshot.entries.map(({localId}) => localId));
    this.unrecorded = this.unrecorded.filter(({localId}) => !recorded.has(localId));
    this.confirmed.forEach((localId) => recorded.has(localId) || this.confirmed.delete(localId));
    this.publish();
    for (const conversationId of this.state.queues.keys()) this.work(conversationId);
  }

  private startLeading(): () => Promise<void> {
    this.leads = true;
    for (const entry of this.snapshot.entries) if (entry.state === 'sending') void this.recover(entry);
    for (const conversationId of this.state.queues.keys()) this.work(conversationId);
    return async () => {
      this.leads = false;
      await Promise.all(this.inFlight.values());
    };
  }

  /** Another page was sending this when it ended: only an answer that was recorded tells what became of it. */
  private async recover({localId}: OutboxEntry): Promise<void> {
    const answered = this.snapshot.answered.some((send) => send.localId === localId);
    const error = new ConversationError('network', {
      adapter: this.adapter.name,
      message: 'The page was closed before an answer came.',
      outcomeUnknown: true,
    });
    await this.journal.update(localId, (current) => {
      if (current.state !== 'sending') return 'keep';
      return answered ? 'remove' : {...current, state: 'unconfirmed', error};
    });
  }

  private work(conversationId: string): void {
    if (!this.leads || this.inFlight.has(conversationId)) return;
    const head = this.queue(conversationId)[0];
    if (!head || head.state !== 'queued' || this.unrecorded.includes(head)) return;
    if (head.resumesAt !== undefined) return this.resumeLater(head, head.resumesAt);
    const turn = this.sendHead(head).finally(() => {
      this.inFlight.delete(conversationId);
      // Where nothing changed, the journal knows more than was told here so far: its news starts the next turn.
      if (this.queue(conversationId)[0] !== head) this.work(conversationId);
    });
    this.inFlight.set(conversationId, turn);
  }

  private async sendHead(head: OutboxEntry): Promise<void> {
    const {localId, outgoing} = head;
    const refuse = (refusal: ConversationError) =>
      this.stick(localId, (current) => failedBecause(current, refusal), false);
    const early = this.options.guard(outgoing.conversationId);
    if (early) return refuse(early);
    const baseline = this.options.baseline?.(outgoing) ?? head.baseline;
    const claimed = await this.journal.update(localId, (current) =>
      current.state === 'queued'
        ? {...current, state: 'sending', sentAt: this.now(), error: undefined, ...(baseline && {baseline})}
        : 'keep',
    );
    // It may be gone, or taken on by another tab.
    if (claimed?.state !== 'sending') return;
    // Asked again: consent may have ended while this was written down.
    const late = this.options.guard(outgoing.conversationId);
    if (late) return refuse(late);
    try {
      await this.onAnswer(claimed, await this.adapter.sendMessage(outgoing));
    } catch (thrown) {
      await this.onFailure(claimed, ConversationError.from(thrown));
    }
  }

  private async onAnswer(entry: OutboxEntry, message: Message): Promise<void> {
    this.tellSent({...message, localId: entry.localId});
    await this.journal.putAnswered(answeredSend(entry, message));
    await this.journal.update(entry.localId, () => 'remove');
  }

  private async onFailure(entry: OutboxEntry, error: ConversationError): Promise<void> {
    if (error.kind === 'rate-limited' && !error.outcomeUnknown) {
      const resumesAt = this.now() + (error.retryAfter ?? RATE_LIMIT_PAUSE);
      await this.journal.update(entry.localId, (current) => ({
        ...current,
        ...{state: 'queued', sentAt: undefined, error, resumesAt},
      }));
      return;
    }
    await this.stick(
      entry.localId,
      (current) => (error.outcomeUnknown ? {...current, state: 'unconfirmed', error} : failedBecause(current, error)),
      true,
    );
  }

  private async stick(localId: string, change: (current: OutboxEntry) => OutboxEntry, asked: boolean): Promise<void> {
    const stuck = await this.journal.update(localId, change);
    if (stuck && !this.confirmed.has(localId)) this.options.onStuck(stuck, asked);
  }

  private resumeLater({localId}: OutboxEntry, at: Instant): void {
    if (this.resumptions.has(localId)) return;
    const timer = setTimeout(
      () => {
        this.resumptions.delete(localId);
        void this.journal.update(localId, (current) => ({...current, resumesAt: undefined}));
      },
      Math.max(0, at - this.now()),
    );
    this.resumptions.set(localId, timer);
  }

  /** History shows the message: it left, whatever became of the answer. */
  private async confirm(entry: OutboxEntry, message: Message): Promise<void> {
    this.confirmed.add(entry.localId);
    this.publish();
    this.tellSent({...message, localId: entry.localId});
    await this.journal.putAnswered(foundSend(entry, message));
    await this.journal.update(entry.localId, () => 'remove');
  }

  private tellSent(message: Message): void {
    const {localId = message.id} = message;
    this.options.onSent(message, !this.told.has(localId));
    this.told.add(localId);
  }

  private publish(): void {
    const queues = new Map<string, OutboxEntry[]>();
    for (const entry of [...this.snapshot.entries, ...this.unrecorded]) {
      if (this.confirmed.has(entry.localId)) continue;
      const {conversationId} = entry.outgoing;
      const queue = queues.get(conversationId);
      if (queue) queue.push(entry);
      else queues.set(conversationId, [entry]);
    }
    this.patch({queues: reuse(this.state.queues, queues)});
  }
}

/** Certainly not processed, so there is no echo to look for. */
const failedBecause = (entry: OutboxEntry, error: ConversationError): OutboxEntry => ({
  ...entry,
  ...{state: 'failed', error, sentAt: undefined},
});

/** Keeps what did not change, so that nothing is drawn again for it. */
function reuse(
  before: OutboxState['queues'],
  next: ReadonlyMap<string, readonly OutboxEntry[]>,
): OutboxState['queues'] {
  const queues = new Map<string, readonly OutboxEntry[]>();
  let same = before.size === next.size;
  for (const [conversationId, queue] of next) {
    const known = before.get(conversationId);
    const isSame = !!known && isEqual(known, queue);
    queues.set(conversationId, isSame ? known : queue);
    same &&= isSame;
  }
  return same ? before : queues;
}
