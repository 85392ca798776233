import {blocksSending} from '../../src/model/consent.js';
import {contactOf, type Conversation} from '../../src/model/conversation.js';
import {nextStatus} from '../../src/model/delivery-status.js';
import {normalizeForComparison} from '../../src/model/match-echo.js';
import type {OutgoingMessage} from '../../src/adapter/messaging-adapter.js';
import type {OutboxEntry} from '../../src/store/outbox/entry.js';
import {CONSENT_HOLDS} from '../../src/store/outbox/pause.js';
import {SharedMemory} from '../../src/store/storage/memory.js';
import {Account, OWN_NUMBERS, phoneOf} from './account.js';
import {judgeList, judgeThread, judgeWritten, type TrueRow, type Written} from './judge.js';
import {numbered, WRITTEN_TO, type Operation, type Schedule, type StorageBreaks} from './operations.js';
import {simulatedProviders, type SimulatedProvider} from './providers.js';
import {Tab} from './tab.js';
import type {VirtualTime} from './virtual-time.js';

/** A page of the list holds much less than what changes. */
const PAGE_SIZES = {3: 50, 300: 20, 3000: 50} as const;
/** The longest that a read can take which left before somebody said STOP, in milliseconds. */
const LONGEST_READ = 6000;

/** What went wrong, by where. */
export type FaultCounts = Record<string, number>;

/** One account at one provider, a browser with up to two tabs, and a user who does what an `Operation` says. */
export class World {
  readonly violations: string[] = [];
  readonly faults: FaultCounts = {};
  readonly #time: VirtualTime;
  readonly #schedule: Schedule;
  readonly #account: Account;
  readonly #handlers;
  readonly #provider: SimulatedProvider;
  readonly #written: Written[] = [];
  readonly #conversationIds = new Map<number, string>();
  readonly #people = new Map<string, number>();
  #memory = new SharedMemory(true);
  #tabs: Tab[] = [];
  #retryAfter: string | null | undefined;
  #isOnline = true;
  /** Longer than anything waits by itself. */
  #longestWait = 0;
  #startSequence = 0;

  constructor(time: VirtualTime, name: string, schedule: Schedule) {
    const provider = simulatedProviders[name];
    if (!provider) throw new RangeError(`There is no provider ${name}.`);
    this.#time = time;
    this.#schedule = schedule;
    this.#provider = provider;
    this.#account = new Account(time, schedule.size, schedule.seed, WRITTEN_TO);
    this.#handlers = provider.serve(this.#account.backend);
    time.replace(globalThis, 'navigator', {
      get onLine() {
        return isOnline();
      },
    });
    const isOnline = () => this.#isOnline;
    if (schedule.isInsecure) {
      this.#count('insecure');
      time.replace(globalThis.crypto, 'randomUUID', undefined);
    }
  }

  async start(): Promise<void> {
    this.#openTab();
    await this.#pass(3000);
    const [tab] = this.#tabs;
    for (const row of tab?.store.conversationList.state.conversations ?? []) {
      const person = this.#personOf(row) ?? (await this.#personIn(tab, row.id));
      if (person === undefined) continue;
      this.#people.set(row.id, person);
      if (person < WRITTEN_TO) this.#conversationIds.set(person, row.id);
    }
    if (this.#conversationIds.size !== WRITTEN_TO) throw new Error('The simulated inbox did not open.');
    this.#startSequence = this.#account.backend.sequence;
  }

  async run(operation: Operation): Promise<void> {
    const tab = this.#tabs['tab' in operation ? operation.tab % this.#tabs.length : 0];
    if (!tab) return;
    const {backend} = this.#account;
    switch (operation.kind) {
      case 'write':
        this.#write(tab, operation.person, operation.text);
        break;
      case 'write-many':
        for (let nth = 0; nth < operation.count; nth++) this.#write(tab, operation.person, numbered());
        break;
      case 'contact-writes':
        this.#account.receive(operation.person, operation.text, this.#provider.splitsByNumber ? 0 : operation.number);
        break;
      case 'burst':
        await this.#burst(operation);
        break;
      case 'elsewhere':
        this.#count('elsewhere');
        this.#account.elsewhere(operation.does, operation.person);
        break;
      case 'pass':
        await this.#pass(operation.time);
        break;
      case 'fault':
        this.#count('network');
        backend.setFaults(operation.change);
        break;
      case 'limit': {
        const {next, only, milliseconds, retryAfter} = operation;
        this.#count('limit');
        this.#retryAfter = retryAfter;
        if (retryAfter === '3600') this.#longestWait = milliseconds + 60_000;
        backend.setFaults({rateLimit: {next, retryAfter: milliseconds, ...(only && {only})}});
        break;
      }
      case 'storage':
        this.#count('storage');
        this.#breakStorage(tab, operation.breaks, operation.after);
        break;
      case 'storage-heals':
        this.#healStorage();
        break;
      case 'odd-rows':
        this.#count('storage');
        this.#putOddRows();
        break;
      case 'sign-out':
        await this.#signOut(tab);
        break;
      case 'throwing-listeners':
        this.#count('listener');
        tab.addThrowingListeners();
        break;
      case 'clock':
        this.#count('clock');
        this.#time.setDeviceClock(operation.ahead);
        break;
      case 'go-offline':
        this.#count('offline');
        this.#setOnline(false);
        break;
      case 'go-online':
        this.#setOnline(true);
        break;
      case 'heal':
        this.#account.heal();
        break;
      case 'reload':
        this.#count('page');
        this.#kill(tab);
        this.#openTab();
        break;
      case 'remount':
        this.#count('page');
        this.#leave(tab);
        this.#openTab();
        break;
      case 'second-tab':
        if (this.#tabs.length < 2) this.#openTab();
        break;
      case 'close-tab':
        if (this.#tabs.length > 1) this.#leave(tab);
        break;
      case 'close-inbox':
        this.#count('page');
        tab.close();
        break;
      case 'open-inbox':
        tab.open();
        break;
      case 'hide':
      case 'show':
        tab.store.setPollMode(operation.kind === 'hide' ? 'hidden' : 'active');
        break;
      case 'more':
        void tab.store.conversationList.loadMore();
        break;
      case 'select':
        tab.store.select(this.#idOf(operation.person));
        break;
      case 'from':
        await this.#chooseNumber(tab, operation.person, operation.number);
        break;
      case 'retry': {
        const stuck = this.#stuck(tab);
        if (stuck) void tab.store.retry(stuck.localId);
        break;
      }
      case 'take-back': {
        const stuck = this.#stuck(tab);
        if (!stuck) break;
        for (const message of this.#written) if (message.localId === stuck.localId) message.takenBack = true;
        void tab.store.discard(stuck.localId);
        break;
      }
    }
    // No two things happen in the same instant.
    await this.#pass(20);
  }

  /** The faults end and time goes on, until nothing more can happen by itself. */
  async finish(): Promise<void> {
    this.#account.heal();
    this.#healStorage();
    this.#setOnline(true);
    // What waited for a limit goes on within its longest pause.
    for (const {store} of this.#tabs) store.setPollMode('active');
    await this.#pass(150_000, 3000);
    if (this.#longestWait > 0) {
      // Whoever asks for an hour gets it, also from somebody who presses "Try again".
      for (const tab of this.#tabs) tab.close();
      await this.#pass(this.#longestWait, 120_000);
    }
    for (const tab of this.#tabs) tab.open();
    for (let person = 0; person < WRITTEN_TO; person++) {
      for (const {store} of this.#tabs) {
        store.select(this.#idOf(person));
        // What could not be loaded offers to be tried again, and the user does.
        void store.refresh();
      }
      await this.#pass(6000, 2000);
      this.#judgePerson(person);
    }
    await this.#pass(6000, 2000);
    this.#judgeLists(false);
    for (const {store} of this.#tabs) await this.#pageToTheEnd(store.conversationList);
    this.#judgeLists(true);
    for (const {store} of this.#tabs) {
      void store.conversationList.load();
      await this.#pass(3000);
      await this.#pageToTheEnd(store.conversationList);
    }
    this.#judgeLists(true, true);
    for (const tab of this.#tabs) this.#kill(tab);
    this.#account.backend.close();
  }

  // --- What people do

  #write(tab: Tab, person: number, text: string): void {
    const conversationId = this.#idOf(person);
    const {store} = tab;
    store.select(conversationId);
    // What the reply box would not offer, the user cannot do.
    if (store.blockOf(conversationId)) return;
    // A refused text came back to the box: sending it from there is no second message.
    const returned = store.drafts.get(conversationId).text === text;
    const ownEndpointId = store.sending.state.chosenEndpoints.get(conversationId);
    const localId = store.send({conversationId, text, ...(ownEndpointId !== undefined && {ownEndpointId})});
    if (!localId) return;
    const earlier =
      returned &&
      this.#written.find((message) => message.person === person && message.text === text && !message.takenBack);
    if (earlier) earlier.takenBack = true;
    this.#written.push({person, text, localId, at: this.#time.now, takenBack: false});
  }

  async #burst({from, count, time}: Extract<Operation, {kind: 'burst'}>): Promise<void> {
    const {people} = this.#account;
    const writing = Math.min(count, people.length);
    for (let nth = 0; nth < writing; nth++) {
      const person = people[(from + nth) % people.length] ?? 0;
      this.#account.receive(person, `Burst ${person} at ${this.#time.now}`);
      // Several of them in one instant, and the rest one after the other.
      if (nth % 4 === 0) await this.#pass(Math.ceil((time * 4) / writing), 60_000);
    }
  }

  async #chooseNumber({store}: Tab, person: number, number: number): Promise<void> {
    if (store.capabilities.chooseOwnEndpoint !== 'native' || this.#provider.splitsByNumber) return;
    const endpoints = await Promise.race([store.actions.ownEndpoints().catch(() => []), this.#pass(500)]);
    const id = endpoints?.[number]?.id;
    if (id !== undefined) store.chooseEndpoint(this.#idOf(person), id);
  }

  /** What was written is forgotten by whoever signs out, and may have left all the same. */
  async #signOut(tab: Tab): Promise<void> {
    this.#count('sign-out');
    void tab.store.clear();
    await this.#pass(500);
    for (const message of this.#written) message.takenBack = true;
    for (const other of [...this.#tabs]) {
      const {entries, drafts} = this.#memory.snapshot;
      const {unsent} = other.store.state;
      if (entries.length > 0 || drafts.size > 0 || unsent.count > 0) this.violations.push('left: after signing out.');
      this.#leave(other);
    }
    this.#memory = new SharedMemory(true);
    this.#openTab();
  }

  // --- What breaks

  #breakStorage({storage}: Tab, breaks: StorageBreaks, after: number): void {
    if (breaks === 'blocked') storage.break('blocked');
    else if (breaks === 'answer-lost') storage.failNext({trouble: 'lost', happens: true, after});
    else storage.failNext({trouble: breaks, after});
  }

  #healStorage(): void {
    for (const {storage} of this.#tabs) storage.heal();
  }

  /** Rows that an older build, a page that died, or a hand left behind. */
  #putOddRows(): void {
    const {entries, drafts, seen, consents} = this.#memory.snapshot;
    const id = `odd-${this.#time.now}`;
    const odd: OutboxEntry = {
      ...{localId: id, state: 'sending', attempts: 7, createdAt: this.#time.now + 1e12, claim: 'page-that-died:1'},
      outgoing: {conversationId: 'no-such-conversation', text: 'Left behind'},
    };
    const now = this.#time.now;
    this.#memory.change({
      entries: [odd, ...entries],
      drafts: new Map(drafts).set('no-such-conversation', {text: 'Typed once', mediaUrls: [], editedAt: 8.64e15}),
      seen: new Map(seen).set('no-such-conversation', {activityAt: now + 1e12, count: -3}),
      consents: new Map(consents).set('nonsense', {consent: {state: 'unknown', source: 'derived'}}),
    });
  }

  #setOnline(online: boolean): void {
    this.#isOnline = online;
    this.#account.backend.setFaults({offline: !online});
    for (const {store} of this.#tabs) store.outbox.setOnline(online);
  }

  #count(kind: string): void {
    this.faults[kind] = (this.faults[kind] ?? 0) + 1;
  }

  // --- Pages

  #openTab(): void {
    const tab = new Tab({
      ...{provider: this.#provider, backend: this.#account.backend, handlers: this.#handlers, memory: this.#memory},
      ...{pageSize: PAGE_SIZES[this.#schedule.size], isInsecure: this.#schedule.isInsecure},
      retryAfter: () => this.#retryAfter,
      now: () => this.#time.now,
      onLeave: (from, message) => this.#checkLeaving(from, message),
      onViolation: (what) => this.violations.push(what),
    });
    tab.store.outbox.setOnline(this.#isOnline);
    this.#tabs.push(tab);
  }

  /** What a page says that it alone has, since its storage takes nothing, ends with the page. */
  #forgive({store, storage}: Tab): void {
    const {trouble} = storage.state;
    for (const message of this.#written) {
      const id = this.#idOf(message.person);
      const isInBox = trouble !== undefined && store.drafts.get(id).text === message.text;
      const isKept = this.#memory.snapshot.drafts.get(id)?.text === message.text;
      if (store.outbox.find(message.localId)?.volatile || (isInBox && !isKept)) message.takenBack = true;
    }
  }

  #leave(tab: Tab): void {
    this.#forgive(tab);
    tab.leave();
    this.#tabs = this.#tabs.filter((other) => other !== tab);
  }

  #kill(tab: Tab): void {
    this.#forgive(tab);
    tab.kill();
    this.#tabs = this.#tabs.filter((other) => other !== tab);
  }

  #idOf(person: number): string {
    return this.#conversationIds.get(person) ?? '';
  }

  #stuck({store}: Tab): OutboxEntry | undefined {
    for (const id of this.#conversationIds.values()) {
      const found = store.outbox.queue(id).find(({state}) => state === 'failed' || state === 'refused');
      if (found) return found;
    }
    return undefined;
  }

  /** By the address that the row names, or by what it was when the world began. */
  #personOf(row: Conversation): number | undefined {
    const known = this.#people.get(row.id);
    if (known !== undefined) return known;
    const digits = contactOf(row)?.address?.replace(/\D/g, '') ?? '';
    const person = this.#account.people.find((candidate) => phoneOf(candidate).endsWith(digits) && digits.length > 9);
    if (person !== undefined) this.#people.set(row.id, person);
    return person;
  }

  async #personIn(tab: Tab | undefined, conversationId: string): Promise<number | undefined> {
    if (!tab) return undefined;
    tab.store.select(conversationId);
    await this.#pass(1500);
    const texts = new Set(tab.store.threadMessages(conversationId).map(({text}) => text));
    return this.#account.people.find((person) => this.#account.messagesOf(person).every(({text}) => texts.has(text)));
  }

  // --- What must always hold

  #checkLeaving(tab: Tab, {conversationId, ownEndpointId}: OutgoingMessage): void {
    if (tab.isGone) this.violations.push('left: a message from an inbox that had left the document.');
    if (!this.#isOnline) this.violations.push('left: a message while the device was offline.');
    const person = this.#people.get(conversationId);
    if (person === undefined) return;
    // Nothing leaves for a contact once this tab shows that the contact opted out.
    const row = tab.store.conversation(conversationId);
    if (ownEndpointId === undefined && row && blocksSending(row.consent)) {
      this.violations.push(`left: a message to person ${person}, who is known to have opted out.`);
    }
    this.#checkConsent(tab, person, conversationId, ownEndpointId);
  }

  /** What the provider knew when consent was last read, or had to be read, holds. */
  #checkConsent(tab: Tab, person: number, conversationId: string, ownEndpointId: string | undefined): void {
    const usual = this.#account.threadOf(person)?.ownNumberId;
    const from = ownEndpointId === undefined ? usual : OWN_NUMBERS.find((id) => ownEndpointId.includes(id));
    const stoppedAt = from === undefined ? undefined : this.#account.stoppedAt(person, from);
    if (stoppedAt === undefined || ownEndpointId !== undefined) return;
    const entry = tab.store.outbox.queue(conversationId)[0];
    const writtenAt = this.#written.find(({localId}) => localId === entry?.localId)?.at ?? -Infinity;
    const {now} = this.#time;
    const wasRead = (tab.readAt.get(conversationId) ?? -Infinity) > stoppedAt;
    const hadToBeRead = now - Math.max(stoppedAt, writtenAt) > CONSENT_HOLDS + LONGEST_READ;
    if (wasRead || hadToBeRead) {
      this.violations.push(`left: a message to person ${person}, ${now - stoppedAt} ms after STOP (read: ${wasRead}).`);
    }
  }

  /** No status ever goes backwards on any screen. */
  #watch(): void {
    for (const {store, statuses} of this.#tabs) {
      for (const id of this.#conversationIds.values()) {
        for (const message of store.timeline(id).state.messages) {
          const before = statuses.get(message.id);
          if (before && before !== message.status && nextStatus(before, message.status) !== message.status) {
            this.violations.push(`status: ${message.id} went from ${before} to ${message.status}.`);
          }
          statuses.set(message.id, message.status);
        }
      }
    }
  }

  // --- At rest

  #judgePerson(person: number): void {
    const conversationId = this.#idOf(person);
    const truth = this.#account.messagesOf(person);
    const arrived = truth
      .filter(({direction, sequence}) => direction === 'outbound' && sequence > this.#startSequence)
      .map(({text}) => normalizeForComparison(text ?? ''));
    const mine = this.#written.filter((message) => message.person === person);
    this.violations.push(...judgeWritten(conversationId, mine, arrived, this.#memory.snapshot));
    for (const tab of this.#tabs) this.violations.push(...judgeThread(tab, conversationId, truth));
  }

  #judgeLists(isWhole: boolean, isAnew = false): void {
    const truth = new Map<number, TrueRow>();
    for (const person of this.#account.people) {
      const thread = this.#account.threadOf(person);
      const last = this.#account.messagesOf(person).at(-1);
      const isListed = thread !== undefined && !(thread.archived && this.#provider.hidesArchived);
      const wasRemoved = this.#account.removed.has(person);
      truth.set(person, {person, last, unread: thread?.unreadCount ?? 0, isListed, wasRemoved});
    }
    for (const tab of this.#tabs) {
      const {unreadCount, markRead} = tab.store.capabilities;
      const countsUnread = unreadCount === 'native' && markRead === 'native';
      const found = judgeList(tab, truth, (row) => this.#personOf(row), {isWhole, isAnew, countsUnread});
      this.violations.push(...found.slice(0, 5));
    }
  }

  async #pageToTheEnd(list: Tab['store']['conversationList']): Promise<void> {
    for (let pages = 0; pages < 400 && list.state.hasMore; pages++) {
      void list.loadMore();
      await this.#pass(1000, 500);
    }
  }

  // --- Time

  async #pass(milliseconds: number, step = 1000): Promise<void> {
    for (let left = milliseconds; left > 0; left -= step) {
      await this.#time.pass(Math.min(step, left));
      this.#watch();
    }
  }
}
