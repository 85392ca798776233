import {toGsmText} from '../model/gsm-text.js';
import type {ReactionKind} from '../model/reaction.js';
import {analyse, NOT_ANALYSED} from './analyst.js';
import {Appointments} from './appointments.js';
import {carrierReport, type CarrierReport} from './carriers.js';
import {realClock, type Clock} from './clock.js';
import {creditsFor} from './charges.js';
import {Database} from './database.js';
import {overDistance} from './distance.js';
import {Faults, type FaultChange, type FaultPlan, type OperationKind} from './faults.js';
import {Random, type Seed} from './random.js';
import {withOwnReaction} from './reactions.js';
import {BackendRefusal} from './refusal.js';
import {replyTo} from './reply-script.js';
import {consentChange} from './pair-consent.js';
import {threadWithPast} from './past-threads.js';
import type {NewContact, NewThread, ReceiveRequest, SendRequest} from './requests.js';
import {refusalOf} from './send-checks.js';
import {threadAfter} from './thread-after.js';
import {meetTrouble} from './trouble.js';
import type {
  Account,
  BackendListener,
  Contact,
  OwnNumber,
  PairConsent,
  StoredInsight,
  StoredMessage,
  Thread,
} from './types.js';

export interface BackendOptions {
  /** The real clock by default. */
  readonly clock?: Clock;
  /** The same seed gives the same world. */
  readonly seed?: Seed;
  readonly account?: Partial<Account>;
}

/**
 * A small messaging world in memory: an address book, threads, carriers that report back, contacts that answer.
 *
 * Reads and actions happen at once; `perform` puts the distance in between. Everything that takes time runs on the
 * clock, everything that is left to chance comes from the seed.
 */
export class Backend {
  /** The backend's own time, which may differ from everybody else's. */
  readonly clock: Clock;
  readonly #database: Database;
  readonly #faults: Faults;
  readonly #ids: Random;
  readonly #chance: Random;
  readonly #appointments: Appointments;

  constructor({clock = realClock(), seed = 1, account}: BackendOptions = {}) {
    const random = new Random(seed);
    this.clock = {
      now: () => clock.now() + this.faults.clockSkew,
      schedule: (delay, task) => clock.schedule(delay, task),
    };
    this.#appointments = new Appointments(this.clock);
    this.#ids = random.fork('ids');
    this.#chance = random.fork('chance');
    this.#faults = new Faults(random.fork('faults'));
    this.#database = new Database({
      timeZone: 'America/New_York',
      credits: 5000,
      defaultNumberId: null,
      organizationName: 'Larkspur Cycles',
      ...account,
    });
  }

  // --- Reading

  get account(): Account {
    return this.#database.account;
  }

  ownNumbers(): readonly OwnNumber[] {
    return [...this.#database.ownNumbers.values()];
  }

  contact(id: string): Contact | undefined {
    return this.#database.contacts.get(id);
  }

  contactWithPhone(phone: string): Contact | undefined {
    return this.#database.contactWithPhone(phone);
  }

  contacts(): readonly Contact[] {
    return [...this.#database.contacts.values()];
  }

  /** In the order they were made. */
  threads(): readonly Thread[] {
    return [...this.#database.threads.values()];
  }

  thread(id: string): Thread | undefined {
    return this.#database.threads.get(id);
  }

  threadWithPhone(phone: string): Thread | undefined {
    const contact = this.contactWithPhone(phone);
    return contact && this.#database.threadOfContact(contact.id);
  }

  /** Of all threads, oldest first. A snapshot, and the same one until a message changes. */
  allMessages(): readonly StoredMessage[] {
    return this.#database.allMessages();
  }

  /** Oldest first. A snapshot: what happens later does not change it. */
  messagesOf(threadId: string): readonly StoredMessage[] {
    return this.#database.messagesOf(threadId);
  }

  /** The number the newest message got; messages with a higher one came later, whatever their time says. */
  get sequence(): number {
    return this.#database.sequence;
  }

  /** Whether anything is still to come by itself. */
  get busy(): boolean {
    return this.#appointments.any;
  }

  /** Tells what happens, as well as the network of the fault plan lets it through. */
  subscribe(listener: BackendListener): () => void {
    let listening = true;
    const unsubscribe = this.#database.subscribe((event) => {
      // That the network is down is not news that comes over the network.
      const arrivals = event.type === 'connection-changed' ? [0] : this.#faults.arrivals();
      for (const delay of arrivals) {
        if (delay === 0) listener(event);
        else this.#appointments.later(delay, () => listening && listener(event));
      }
    });
    return () => {
      listening = false;
      unsubscribe();
    };
  }

  // --- Building

  /** The first number added becomes the account's default unless there is one. */
  addOwnNumber(number: Omit<OwnNumber, 'id'> & {readonly id?: string}): OwnNumber {
    const added = {...number, id: number.id ?? this.#ids.uuid()};
    this.#database.ownNumbers.set(added.id, added);
    if (this.account.defaultNumberId === null) this.setDefaultNumber(added.id);
    return added;
  }

  addContact(contact: NewContact): Contact {
    const added: Contact = {textable: true, ...contact, id: contact.id ?? this.#ids.uuid()};
    this.#database.putContact(added);
    if (added.textable === null && added.lookupDueAt !== undefined) {
      this.#appointments.later(added.lookupDueAt - this.clock.now(), () => this.#finishLookup(added.id));
    }
    return added;
  }

  /** @throws RangeError without a contact, or without any own number */
  addThread(past: NewThread): Thread {
    if (!this.contact(past.contactId)) throw new RangeError('The contact of a thread must be added first.');
    const {thread, messages} = threadWithPast(past, {
      now: this.clock.now(),
      ownNumberId: past.ownNumberId ?? this.#anyNumberId(),
      nextId: () => this.#ids.uuid(),
      nextSequence: () => this.#database.nextSequence(),
    });
    this.#database.putThread(thread);
    this.#database.putMessages(thread.id, messages);
    this.#database.announce({type: 'thread-updated', thread});
    return thread;
  }

  // --- Acting

  /**
   * Takes a message and lets a carrier move it on. The contact may answer.
   *
   * @throws BackendRefusal, checked in the order of `RefusalCode`
   * @throws BackendFault when the contact is one that gets every exchange into trouble
   */
  send(request: SendRequest): StoredMessage {
    const {phone, threadId, ownNumberId: asked, mediaUrls = [], replyToId, outcome} = request;
    const text = request.normalizeText ? toGsmText(request.text) : request.text;
    const contact =
      phone === undefined ? this.contact(this.thread(threadId)?.contactId ?? '') : this.contactWithPhone(phone);
    const known = contact && this.#database.threadOfContact(contact.id);
    const ownNumberId = asked ?? this.account.defaultNumberId;
    const credits = creditsFor(text, mediaUrls.length);
    const refusal = refusalOf({
      contact,
      thread: known,
      account: this.account,
      asked,
      owns: (id) => this.#database.ownNumbers.has(id),
      isEmpty: !text.trim() && mediaUrls.length === 0,
      credits,
    });
    if (refusal && !outcome) throw new BackendRefusal(refusal);
    if (!contact || ownNumberId === null) throw new BackendRefusal('contact-not-found');
    meetTrouble(contact, 'before');

    if (!outcome) this.setCredits(this.account.credits - credits);
    const thread = known ?? this.addThread({contactId: contact.id, ownNumberId});
    const message = this.#store(thread, {
      direction: 'outbound',
      text: text || null,
      mediaUrls,
      status: 'sent',
      ownNumberId,
      ...(replyToId !== undefined && {replyToId}),
      consentChange: null,
    });
    this.#handToCarrier(contact, message, outcome);
    meetTrouble(contact, 'after');
    return message;
  }

  /** A contact writes to one of our numbers. */
  receive({phone, text, mediaUrls = [], ownNumberId}: ReceiveRequest): StoredMessage {
    const contact = this.contactWithPhone(phone) ?? this.addContact({firstName: '', lastName: '', phone});
    // Whoever writes to us can be texted: a provider's document says so of pending look-ups.
    if (contact.textable === null) this.#database.putContact({...contact, textable: true});
    const known = this.#database.threadOfContact(contact.id);
    const writtenTo = ownNumberId ?? known?.ownNumberId ?? this.#anyNumberId();
    const thread = known ?? this.addThread({contactId: contact.id, ownNumberId: writtenTo});
    const message = this.#store(thread, {
      direction: 'inbound',
      text,
      mediaUrls,
      status: null,
      ownNumberId: writtenTo,
      consentChange: consentChange(thread.consent[writtenTo], text),
    });
    this.#appointments.later(this.#chance.integer(1500, 4000), () => this.#updateMessage(message, analyse(text)));
    return message;
  }

  markRead(threadId: string): Thread {
    return this.#updateThread(threadId, {unreadCount: 0});
  }

  setArchived(threadId: string, archived: boolean): Thread {
    return this.#updateThread(threadId, {archived});
  }

  setStarred(threadId: string, starred: boolean): Thread {
    return this.#updateThread(threadId, {starred});
  }

  /** For ever, with its messages and without a word to anybody; the contact stays and may begin a new one. */
  deleteThread(threadId: string): void {
    this.#database.deleteThread(threadId);
  }

  /**
   * For ever, and here only: whoever got it keeps it, and consent stays as it is.
   *
   * @returns whether it was there
   */
  deleteMessage(threadId: string, messageId: string): boolean {
    const current = this.thread(threadId);
    const message = this.messagesOf(threadId).find(({id}) => id === messageId);
    if (!current || !message) return false;
    this.#database.deleteMessage(message);
    const inbound = this.messagesOf(threadId).filter(({direction}) => direction === 'inbound').length;
    const thread = {...current, unreadCount: Math.min(current.unreadCount, inbound), updatedAt: this.clock.now()};
    this.#database.putThread(thread);
    this.#database.announce({type: 'message-removed', message, thread});
    return true;
  }

  /** @throws BackendRefusal to whoever opted out: it reaches them as a message does */
  react(threadId: string, messageId: string, kind: ReactionKind): StoredMessage | undefined {
    const thread = this.thread(threadId);
    const message = this.messagesOf(threadId).find(({id}) => id === messageId);
    if (!thread || !message) return undefined;
    if (thread.consent[thread.ownNumberId]?.state === 'opted-out') throw new BackendRefusal('opted-out');
    return this.#updateMessage(message, {reactions: withOwnReaction(message.reactions, kind)});
  }

  /** Replaces the whole of it. */
  setMetadata(threadId: string, metadata: Thread['metadata']): Thread {
    return this.#updateThread(threadId, {metadata});
  }

  setCredits(credits: number): void {
    this.#database.account = {...this.account, credits};
  }

  setDefaultNumber(defaultNumberId: string | null): void {
    this.#database.account = {...this.account, defaultNumberId};
  }

  /** Opts the contact out without a message: for tests and demonstrations. */
  optOut(threadId: string, ownNumberId?: string): Thread {
    return this.#setConsent(threadId, 'opted-out', ownNumberId);
  }

  /** Opts the contact in again without a message: for tests and demonstrations. */
  optIn(threadId: string, ownNumberId?: string): Thread {
    return this.#setConsent(threadId, 'opted-in', ownNumberId);
  }

  // --- Distance

  get faults(): FaultPlan {
    return this.#faults.plan;
  }

  /** Changes what is named and leaves the rest of the plan as it is. */
  setFaults(change: FaultChange): void {
    const before = this.faults.offline;
    this.#faults.change(change);
    const {offline} = this.faults;
    if (offline !== before) this.#database.announce({type: 'connection-changed', connected: !offline});
  }

  /**
   * Does an operation the way a network would: late, and with the faults of the plan.
   *
   * @throws BackendFault and whatever the operation throws; the signal's reason when aborted
   */
  perform<Result>(kind: OperationKind, operation: () => Result, signal?: AbortSignal): Promise<Result> {
    return overDistance({clock: this.clock, faults: this.#faults}, kind, operation, signal);
  }

  /** Calls off everything still to come. */
  close(): void {
    this.#appointments.callOff();
  }

  // --- Inside

  #anyNumberId(): string {
    const id = this.account.defaultNumberId ?? this.ownNumbers()[0]?.id;
    if (id === undefined) throw new RangeError('The account has no number of its own.');
    return id;
  }

  #store(
    thread: Thread,
    said: Omit<StoredMessage, 'id' | 'threadId' | 'at' | 'sequence' | keyof StoredInsight>,
  ): StoredMessage {
    const message: StoredMessage = {
      ...NOT_ANALYSED,
      ...said,
      id: this.#ids.uuid(),
      threadId: thread.id,
      at: this.clock.now(),
      sequence: this.#database.nextSequence(),
    };
    this.#database.putMessages(thread.id, [message]);
    const updated = threadAfter(thread, message);
    this.#database.putThread(updated);
    this.#database.announce({type: 'message-created', message, thread: updated});
    return message;
  }

  #handToCarrier(contact: Contact, message: StoredMessage, outcome?: CarrierReport): void {
    const report = outcome ?? carrierReport(contact.carrier ?? 'prompt', this.#chance);
    if (!report) return;
    const {delay, ...news} = report;
    this.#appointments.later(delay, () => {
      this.#updateMessage(message, news);
      if (news.status === 'delivered') this.#letAnswer(contact, message);
    });
  }

  #letAnswer(contact: Contact, {text, ownNumberId}: StoredMessage): void {
    const reply = replyTo(text, contact.replies, this.#chance);
    if (reply)
      this.#appointments.later(reply.delay, () => this.receive({phone: contact.phone, text: reply.text, ownNumberId}));
  }

  #updateMessage({id, threadId}: StoredMessage, change: Partial<StoredMessage>): StoredMessage | undefined {
    const current = this.messagesOf(threadId).find((message) => message.id === id);
    const thread = this.thread(threadId);
    if (!current || !thread) return undefined;
    const message = {...current, ...change};
    this.#database.replaceMessage(message);
    this.#database.announce({type: 'message-updated', message, thread});
    return message;
  }

  #updateThread(threadId: string, change: Partial<Thread>): Thread {
    const current = this.thread(threadId);
    if (!current) throw new BackendRefusal('contact-not-found');
    const thread = {...current, ...change, updatedAt: this.clock.now()};
    this.#database.putThread(thread);
    this.#database.announce({type: 'thread-updated', thread});
    return thread;
  }

  #setConsent(threadId: string, state: PairConsent['state'], ownNumberId?: string): Thread {
    const thread = this.thread(threadId);
    const pair = ownNumberId ?? thread?.ownNumberId ?? '';
    return this.#updateThread(threadId, {consent: {...thread?.consent, [pair]: {state, since: this.clock.now()}}});
  }

  #finishLookup(contactId: string): void {
    const contact = this.contact(contactId);
    if (contact?.textable !== null) return;
    this.#database.putContact({...contact, textable: true});
    const thread = this.#database.threadOfContact(contactId);
    if (thread) this.#updateThread(thread.id, {});
  }
}
