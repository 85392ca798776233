import type {MessagingAdapter, OutgoingMessage} from '../adapter/messaging-adapter.js';
import {can} from '../model/capabilities.js';
import {blocksSending} from '../model/consent.js';
import type {Conversation} from '../model/conversation.js';
import {ConversationError} from '../model/conversation-error.js';
import type {Message} from '../model/message.js';
import {blockOfError, isAccountWide, sendBlockOf, type LearnedBlock, type SendBlock} from '../model/send-block.js';
import type {Instant} from '../model/capability-level.js';
import {Drafts} from './drafts.js';
import type {Journal} from './journal.js';
import {historyRules} from './lazy-history.js';
import type {LocalFacts} from './local-facts.js';
import type {MessageTimeline} from './message-timeline.js';
import {Observable, type Unsubscribe} from './observable.js';
import {messageOfEntry, type EchoBaseline, type OutboxEntry} from './outbox-entry.js';
import {Outbox} from './outbox.js';

export interface SendingState {
  /** Refused sends by conversation, to be explained where the user writes. */
  readonly errors: ReadonlyMap<string, ConversationError>;
  /** What a refused send taught about the whole account. */
  readonly accountBlock?: LearnedBlock;
}

/** What sending needs to know of the rest of the inbox, and tells it. */
export interface SendingSurroundings {
  readonly journal: Journal;
  readonly facts: LocalFacts;
  readonly conversation: (conversationId: string) => Conversation | undefined;
  readonly timeline: (conversationId: string) => MessageTimeline | undefined;
  /** Facts about a conversation changed. */
  readonly onFactsChanged: (conversationId: string) => void;
  /** The provider has a message; `first` is false when this was told before. */
  readonly onSent: (message: Message, first: boolean) => void;
  readonly onFailed: (message: Message, error: ConversationError) => void;
  /** Nobody knows whether a message left: the history may tell. */
  readonly onUnconfirmed: (conversationId: string) => void;
  readonly now?: () => Instant;
}

/** Everything about writing: drafts, the outbox, what blocks a conversation, and why the last send was refused. */
export class Sending extends Observable<SendingState> {
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  private readonly stopDrafts: Unsubscribe;

  constructor(
    private readonly adapter: MessagingAdapter,
    private readonly around: SendingSurroundings,
  ) {
    super({errors: new Map()});
    this.drafts = new Drafts(around.journal);
    this.stopDrafts = around.journal.watch(({drafts}) => this.drafts.adopt(drafts));
    this.outbox = new Outbox(adapter, {
      journal: around.journal,
      guard: (conversationId) => this.guard(conversationId),
      baseline: (outgoing) => baselineOf(outgoing, around.timeline(outgoing.conversationId)),
      onSent: around.onSent,
      onStuck: (entry, asked) => this.onStuck(entry, asked),
      ...(around.now && {now: around.now}),
    });
  }

  /** Why no reply can be sent to a conversation now, if so. */
  blockOf(conversationId: string): SendBlock | undefined {
    if (!can(this.adapter.capabilities, 'sendText')) return {reason: 'read-only', source: 'native', canRecheck: false};
    const conversation = this.around.conversation(conversationId);
    const learned = this.around.facts.blockOf(conversationId) ?? this.state.accountBlock;
    return conversation && sendBlockOf(conversation, learned);
  }

  /** Queues a message and empties the draft it came from; a message that cannot be queued leaves the draft alone. */
  send(outgoing: OutgoingMessage): string | undefined {
    try {
      const localId = this.outbox.send(outgoing);
      this.setError(outgoing.conversationId, undefined);
      // Only what was sent leaves the box: a text that came back to it from elsewhere stays.
      if (this.drafts.get(outgoing.conversationId).text === outgoing.text) {
        this.drafts.set(outgoing.conversationId, {text: '', mediaUrls: []});
      }
      return localId;
    } catch (thrown) {
      this.setError(outgoing.conversationId, ConversationError.from(thrown));
      return undefined;
    }
  }

  /** Whoever writes can be texted: a look-up that was pending has its answer (a provider's document says so). */
  contactWrote(conversationId: string): void {
    const block = this.around.facts.blockOf(conversationId);
    if (block !== 'lookup-pending' && block !== 'not-textable') return;
    this.around.facts.learn(conversationId, {block: undefined});
    this.setError(conversationId, undefined);
    this.around.onFactsChanged(conversationId);
  }

  /** Takes a stuck message back; its text returns to the draft when that is empty, so that nothing typed is lost. */
  async discard(localId: string): Promise<void> {
    const entry = await this.outbox.discard(localId);
    if (entry) this.returnToDraft(entry);
  }

  setError(conversationId: string, error: ConversationError | undefined): void {
    if (this.state.errors.get(conversationId) === error) return;
    const errors = new Map(this.state.errors);
    if (error) errors.set(conversationId, error);
    else errors.delete(conversationId);
    this.patch({errors});
  }

  /** Forgets what a refused send taught, because the reason may have ended. */
  forgetBlock(conversationId: string): void {
    this.around.facts.learn(conversationId, {block: undefined});
    this.patch({accountBlock: undefined});
    this.setError(conversationId, undefined);
  }

  close(): void {
    this.stopDrafts();
    this.outbox.close();
  }

  /** An opt-out cannot be got round, not by a queued message and not by a retry either. */
  private guard(conversationId: string): ConversationError | undefined {
    const consent = this.around.conversation(conversationId)?.consent ?? this.around.facts.consentOf(conversationId);
    if (!consent || !blocksSending(consent)) return undefined;
    return new ConversationError('opted-out', {
      adapter: this.adapter.name,
      message: 'Not sent: the contact has opted out.',
    });
  }

  private onStuck(entry: OutboxEntry, asked: boolean): void {
    const {error, outgoing, state} = entry;
    if (!error) return;
    const {conversationId} = outgoing;
    this.around.onFailed(messageOfEntry(entry), error);
    if (state === 'unconfirmed' && asked) this.around.onUnconfirmed(conversationId);
    if (state !== 'failed') return;
    if (asked) this.learnFromRefusal(conversationId, error);
    this.setError(conversationId, error);
    // A refusal that calls for a change gives the text back to the box; what may pass as it stands waits in the thread.
    const alone = this.outbox.queue(conversationId).length === 1 && this.drafts.isEmpty(conversationId);
    if (alone && error.retry !== 'now' && error.retry !== 'after-delay') void this.giveBack(entry);
  }

  /** Into the box before it leaves the queue: at no time is the text nowhere. */
  private async giveBack(entry: OutboxEntry): Promise<void> {
    const {conversationId, text} = entry.outgoing;
    this.returnToDraft(entry);
    const taken = await this.outbox.discard(entry.localId);
    // Another tab tries it again meanwhile, so it is not to be written twice.
    if (!taken && this.drafts.get(conversationId).text === text) {
      this.drafts.set(conversationId, {text: '', mediaUrls: []});
    }
  }

  private learnFromRefusal(conversationId: string, error: ConversationError): void {
    const {facts, conversation, onFactsChanged} = this.around;
    if (error.kind === 'opted-out') facts.refuseConsent(conversationId, conversation(conversationId)?.consent);
    const block = blockOfError(error);
    if (block && isAccountWide(block)) this.patch({accountBlock: block});
    else if (block) facts.learn(conversationId, {block});
    onFactsChanged(conversationId);
  }

  private returnToDraft({outgoing}: OutboxEntry): void {
    const {conversationId, text, mediaUrls = []} = outgoing;
    if (this.drafts.isEmpty(conversationId)) this.drafts.set(conversationId, {text, mediaUrls});
  }
}

/** What a loaded history says just before a message leaves, so that nothing older is taken for its echo. */
function baselineOf(outgoing: OutgoingMessage, timeline: MessageTimeline | undefined): EchoBaseline | undefined {
  if (timeline?.state.status !== 'ready' || timeline.state.hasNewer) return undefined;
  const {messages} = timeline.state;
  const hasMedia = (outgoing.mediaUrls?.length ?? 0) > 0;
  const recent = messages.slice(-200);
  const {readsTheSame} = historyRules();
  const twins = recent.filter((message) => readsTheSame(message, outgoing.text, hasMedia));
  const newest = recent.findLast((message) => message.at !== undefined && message.atSource === 'server');
  return {notIds: twins.map(({id}) => id), ...(newest?.at !== undefined && {notBefore: newest.at})};
}
