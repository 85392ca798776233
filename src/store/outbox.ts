import type {MessagingAdapter, OutgoingMessage} from '../adapter/messaging-adapter.js';
import {attachmentFromUrl} from '../model/attachment.js';
import {ConversationError} from '../model/conversation-error.js';
import {matchEchoes, type SentRecord} from '../model/match-echo.js';
import type {Message} from '../model/message.js';
import type {Instant} from '../model/support.js';
import {Observable} from './observable.js';

/**
 * - `queued`: waits for its turn, or for `resumesAt`.
 * - `sending`: a request is under way.
 * - `failed`: certainly not processed; may be tried again.
 * - `unconfirmed`: nobody knows; never repeated by itself.
 */
export type OutboxEntryState = 'queued' | 'sending' | 'failed' | 'unconfirmed';

export interface OutboxEntry {
  readonly localId: string;
  readonly outgoing: OutgoingMessage;
  readonly state: OutboxEntryState;
  readonly error?: ConversationError;
  readonly createdAt: Instant;
  /** When its request last left. */
  readonly sentAt?: Instant;
  /** When a rate limit lets it go on. */
  readonly resumesAt?: Instant;
}

export interface OutboxState {
  /** Per conversation, in the order they were written. */
  readonly queues: ReadonlyMap<string, readonly OutboxEntry[]>;
}

export interface OutboxOptions {
  /** Refuses a send before it leaves, such as to a contact who opted out meanwhile. */
  readonly guard: (conversationId: string) => ConversationError | undefined;
  /** The provider took a message. */
  readonly onSent: (message: Message) => void;
  /** A message certainly did not leave, or its outcome is unknown. `asked` tells whether the provider was asked. */
  readonly onStuck: (entry: OutboxEntry, asked: boolean) => void;
  readonly now?: () => Instant;
}

/** A send on its way to being seen in history. `answeredId` is the id its answer gave, which history may not share. */
type TrackedSend = SentRecord & {readonly conversationId: string; readonly answeredId?: string};

/** Sends that were answered, kept until history shows them, so that an echo with another id is recognised. */
const REMEMBERED_SENDS = 50;

/**
 * What was written here and is not yet known to be at the provider.
 *
 * One ordered queue a conversation: a message that is stuck holds back those after it. A request is never repeated by
 * itself unless the provider certainly did not process it (a rate limit).
 */
export class Outbox extends Observable<OutboxState> {
  private answered: readonly TrackedSend[] = [];
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();
  private readonly now: () => Instant;
  private sequence = 0;
  private closed = false;

  constructor(
    private readonly adapter: MessagingAdapter,
    private readonly options: OutboxOptions,
  ) {
    super({queues: new Map()});
    this.now = options.now ?? Date.now;
  }

  /** Puts a message at the end of its conversation's queue and returns its local id. */
  send(outgoing: OutgoingMessage): string {
    const localId = `local-${this.now().toString(36)}-${++this.sequence}`;
    const entry: OutboxEntry = {localId, outgoing, state: 'queued', createdAt: this.now()};
    this.setQueue(outgoing.conversationId, [...this.queue(outgoing.conversationId), entry]);
    void this.work(outgoing.conversationId);
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

  /** Tries a stuck message again, if nothing forbids it by now. For an unconfirmed one, look for its echo first. */
  retry(localId: string): void {
    const entry = this.find(localId);
    if (!entry || entry.state === 'sending') return;
    const refusal = this.options.guard(entry.outgoing.conversationId);
    // Refused or not, what became of the first attempt stays as it was.
    if (refusal) return this.stick({...entry, error: refusal}, false);
    this.update({...entry, state: 'queued', error: undefined, resumesAt: undefined});
    void this.work(entry.outgoing.conversationId);
  }

  /** Takes a message that is not under way out of the queue and returns it. */
  discard(localId: string): OutboxEntry | undefined {
    const entry = this.find(localId);
    if (!entry || entry.state === 'sending') return undefined;
    this.remove(entry);
    void this.work(entry.outgoing.conversationId);
    return entry;
  }

  /**
   * Gives messages from the provider the identity of what was sent here, where they are its echo. Each echo is used
   * once, so two equal texts stay two messages.
   */
  recognise(
    conversationId: string,
    messages: readonly Message[],
    isKnown: (id: string) => boolean,
  ): readonly Message[] {
    const seen = new Set(messages.map((message) => message.id));
    this.answered = this.answered.filter(({answeredId}) => answeredId === undefined || !seen.has(answeredId));
    const left = this.queue(conversationId).filter(({sentAt, state}) => sentAt !== undefined && state !== 'failed');
    const records = [
      ...this.answered.filter((record) => record.conversationId === conversationId),
      ...left.map(recordOf),
    ];
    if (records.length === 0) return messages;
    const echoes = matchEchoes(
      records,
      messages.filter((message) => message.direction === 'outbound' && !isKnown(message.id)),
    );
    if (echoes.size === 0) return messages;
    const localIds = new Map([...echoes].map(([localId, message]) => [message.id, localId]));
    for (const [localId] of echoes) this.confirm(localId);
    return messages.map((message) => {
      const localId = localIds.get(message.id);
      return localId === undefined ? message : {...message, localId};
    });
  }

  /** Stops working; requests under way go on, since calling them off would make their outcome unknown. */
  close(): void {
    this.closed = true;
    this.timers.forEach(clearTimeout);
    this.timers.clear();
  }

  private async work(conversationId: string): Promise<void> {
    const head = this.queue(conversationId)[0];
    if (this.closed || !head || head.state !== 'queued') return;
    if (head.resumesAt !== undefined) return;
    const refusal = this.options.guard(conversationId);
    if (refusal) return this.stick({...head, state: 'failed', error: refusal}, false);
    const sending: OutboxEntry = {...head, state: 'sending', sentAt: this.now()};
    this.update(sending);
    try {
      const message = await this.adapter.sendMessage(head.outgoing);
      this.remember(answeredSend(sending, message));
      // Gone already when history showed it before the answer came.
      const current = this.find(head.localId);
      if (current) this.remove(current);
      this.options.onSent({...message, localId: head.localId});
    } catch (thrown) {
      const current = this.find(head.localId);
      if (current) this.stop(current, ConversationError.from(thrown));
    }
    void this.work(conversationId);
  }

  private stop(entry: OutboxEntry, error: ConversationError): void {
    if (error.kind === 'rate-limited' && !error.outcomeUnknown && error.retryAfter !== undefined) {
      this.update({...entry, state: 'queued', error, resumesAt: this.now() + error.retryAfter});
      const timer = setTimeout(() => {
        this.timers.delete(timer);
        const current = this.find(entry.localId);
        if (current) this.update({...current, resumesAt: undefined});
        void this.work(entry.outgoing.conversationId);
      }, error.retryAfter);
      this.timers.add(timer);
      return;
    }
    this.stick({...entry, state: error.outcomeUnknown ? 'unconfirmed' : 'failed', error}, true);
  }

  private stick(entry: OutboxEntry, asked: boolean): void {
    this.update(entry);
    this.options.onStuck(entry, asked);
  }

  /** History shows the message: it left, whatever became of the answer. */
  private confirm(localId: string): void {
    this.answered = this.answered.filter((record) => record.localId !== localId);
    const entry = this.find(localId);
    if (!entry) return;
    this.remove(entry);
    void this.work(entry.outgoing.conversationId);
  }

  private remember(record: TrackedSend): void {
    this.answered = [...this.answered, record].slice(-REMEMBERED_SENDS);
  }

  private update(entry: OutboxEntry): void {
    const {conversationId} = entry.outgoing;
    this.setQueue(
      conversationId,
      this.queue(conversationId).map((other) => (other.localId === entry.localId ? entry : other)),
    );
  }

  private remove(entry: OutboxEntry): void {
    const {conversationId} = entry.outgoing;
    this.setQueue(
      conversationId,
      this.queue(conversationId).filter((other) => other.localId !== entry.localId),
    );
  }

  private setQueue(conversationId: string, entries: readonly OutboxEntry[]): void {
    const queues = new Map(this.state.queues);
    if (entries.length > 0) queues.set(conversationId, entries);
    else queues.delete(conversationId);
    this.patch({queues});
  }
}

const recordOf = (entry: OutboxEntry): TrackedSend => ({
  localId: entry.localId,
  conversationId: entry.outgoing.conversationId,
  text: entry.outgoing.text,
  mediaCount: entry.outgoing.mediaUrls?.length ?? 0,
  sentAt: entry.sentAt ?? entry.createdAt,
});

/** What to look for in history after an answer: the text as the provider took it, by the provider's clock. */
const answeredSend = (entry: OutboxEntry, {id, text, at}: Message): TrackedSend => ({
  ...recordOf(entry),
  answeredId: id,
  ...(text ? {text} : {}),
  ...(at === undefined ? {} : {sentAt: at}),
});

/** An entry as the thread shows it. */
export function messageOfEntry(entry: OutboxEntry): Message {
  const {localId, outgoing, state, error, createdAt} = entry;
  return {
    id: localId,
    localId,
    conversationId: outgoing.conversationId,
    direction: 'outbound',
    text: outgoing.text || null,
    attachments: (outgoing.mediaUrls ?? []).map(attachmentFromUrl),
    status: state === 'queued' || state === 'sending' ? 'pending' : state,
    ...(error && state !== 'queued' ? {failure: {code: error.kind, text: error.message}} : {}),
    at: createdAt,
    atSource: 'local',
    raw: undefined,
  };
}
