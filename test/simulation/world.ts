import {contactOf, type Conversation} from '../../src/model/conversation.js';
import {nextStatus} from '../../src/model/delivery-status.js';
import {normalizeForComparison} from '../../src/model/match-echo.js';
import type {OutboxEntry} from '../../src/store/outbox/entry.js';
import {Account, phoneOf} from './account.js';
import {Browser} from './browser.js';
import {MemoryDevice, type Device} from './device.js';
import {judgeList, judgeThread, judgeWritten, type TrueRow, type Violate, type Written} from './judge.js';
import {LeavingJudge} from './leaving.js';
import {numbered, WRITTEN_TO, type Operation, type Schedule} from './operations.js';
import {simulatedProviders, type SimulatedProvider} from './providers.js';
import {Tab} from './tab.js';
import type {VirtualTime} from './virtual-time.js';

/** A page of the list holds much less than what changes. */
const PAGE_SIZES = {3: 50, 300: 20, 3000: 50} as const;

const DAY = 86_400_000;

/** What went wrong, by where. */
export type FaultCounts = Record<string, number>;

/** One account at one provider, a browser with up to two tabs, and a user who does what an `Operation` says. */
export class World {
  readonly faults: FaultCounts = {};
  readonly #time: VirtualTime;
  readonly #schedule: Schedule;
  readonly #account: Account;
  readonly #handlers;
  readonly #provider: SimulatedProvider;
  readonly #written: Written[] = [];
  readonly #conversationIds = new Map<number, string>();
  readonly #people = new Map<string, number>();
  readonly #violate: Violate;
  readonly #device: Device;
  readonly #leaving: LeavingJudge;
  #tabs: Tab[] = [];
  #retryAfter: string | null | undefined;
  #isOnline = true;
  /** Longer than anything waits by itself. */
  #longestWait = 0;
  #startSequence = 0;
  readonly #size: number;

  constructor(time: VirtualTime, name: string, schedule: Schedule, violate: Violate) {
    const provider = simulatedProviders[name];
    if (!provider) throw new RangeError(`There is no provider ${name}.`);
    this.#time = time;
    this.#schedule = schedule;
    this.#provider = provider;
    const {seed} = schedule;
    this.#size = Math.min(schedule.size, provider.mostConversations ?? schedule.size);
    this.#account = new Account(time, this.#size, seed, WRITTEN_TO);
    this.#handlers = provider.serve(this.#account.backend);
    this.#violate = violate;
    const onFault = (kind: string) => this.#count(kind);
    this.#leaving = new LeavingJudge({
      ...{time, violate, account: this.#account, people: this.#people, written: this.#written},
      isOnline: () => this.#isOnline,
      onOtherNumber: () => this.#count('sent from another own number'),
    });
    const browser = schedule.isInDatabase
      ? new Browser(time, onFault, !schedule.isInsecure || seed % 2 === 0)
      : undefined;
    this.#device = browser ?? new MemoryDevice(onFault);
    time.replace(globalThis, 'navigator', {
      get onLine() {
        return isOnline();
      },
      ...(browser && !schedule.isInsecure && {locks: browser.locks}),
    });
    const isOnline = () => this.#isOnline;
    if (schedule.isInsecure) {
      this.#count('insecure');
      time.replace(globalThis.crypto, 'randomUUID', undefined);
    }
  }

  async start(): Promise<void> {
    this.#openTab();
    const [tab] = this.#tabs;
    const isLoading = () => tab?.store.conversationList.state.conversations.length === 0;
    // Some providers have no order, so that their whole list is read before any of it is shown.
    for (let waits = 0; waits < 20 && (waits === 0 || isLoading()); waits++) await this.#pass(3000);
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
        this.#count(`elsewhere ${operation.does}`);
        this.#account.elsewhere(operation.does, operation.person);
        break;
      case 'pass':
        await this.#pass(operation.time);
        break;
      case 'fault':
        this.#count(`network ${Object.keys(operation.change).join()}`);
        backend.setFaults(operation.change);
        break;
      case 'limit': {
        const {next, only, milliseconds, retryAfter} = operation;
        this.#retryAfter = retryAfter;
        if (retryAfter === '3600') this.#longestWait = milliseconds + 60_000;
        backend.setFaults({rateLimit: {next, retryAfter: milliseconds, ...(only && {only})}});
        break;
      }
      case 'storage':
        tab.device.break(operation.breaks, operation.after);
        break;
      case 'storage-heals':
        this.#healStorage();
        break;
      case 'odd-rows':
        this.#count('odd rows');
        await this.#device.putOddRows(this.#time.now);
        break;
      case 'sign-out':
        await this.#signOut(tab);
        break;
      case 'throwing-listeners':
        tab.addThrowingListeners();
        break;
      case 'clock':
        this.#count(Math.abs(operation.ahead) >= DAY ? 'clock off by days' : 'clock off by minutes');
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
        this.#count('page killed');
        await this.#kill(tab);
        this.#openTab();
        break;
      case 'remount':
        this.#count('inbox removed and mounted again');
        await this.#leave(tab);
        this.#openTab();
        break;
      case 'second-tab':
        if (this.#tabs.length < 2) this.#openTab();
        break;
      case 'close-tab':
        if (this.#tabs.length > 1) await this.#leave(tab);
        break;
      case 'close-inbox':
        this.#count('inbox closed');
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
      await this.#judgePerson(person);
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
    for (const tab of [...this.#tabs]) await this.#kill(tab);
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
    this.#written.push({person, text, localId, tab, at: this.#time.now, takenBack: false});
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
    if (!(await this.#clears(tab))) {
      // It was said that something may be left, so it is tried once more when the device works again.
      this.#count('sign-out refused');
      this.#healStorage();
      await this.#pass(40_000);
      if (!(await this.#clears(tab))) this.#violate('left after signing out', 'it cannot be cleared.');
    }
    await this.#pass(500);
    for (const message of this.#written) message.takenBack = true;
    for (const other of [...this.#tabs]) {
      const {entries, answered, drafts} = await this.#device.read();
      const {unsent} = other.store.state;
      const left = [entries.length, answered.length, drafts.size, unsent.count];
      if (left.some((count) => count > 0)) this.#violate('left after signing out', left.join());
      await this.#leave(other);
    }
    this.#device.renew();
    this.#openTab();
  }

  async #clears({store}: Tab): Promise<boolean> {
    const cleared = store.clear().then(
      () => true,
      () => false,
    );
    return (await Promise.race([cleared, this.#pass(6000)])) ?? cleared;
  }

  // --- What breaks

  #healStorage(): void {
    for (const {device} of this.#tabs) device.heal();
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
      ...{provider: this.#provider, backend: this.#account.backend, handlers: this.#handlers, device: this.#device},
      ...{pageSize: PAGE_SIZES[this.#schedule.size], isInsecure: this.#schedule.isInsecure},
      retryAfter: () => {
        const kind = this.#retryAfter === undefined ? 'as usual' : this.#retryAfter === null ? 'absent' : 'odd';
        this.#count(`Retry-After ${/^\d{1,4}$/.test(this.#retryAfter ?? '') ? 'plain' : kind}`);
        return this.#retryAfter;
      },
      now: () => this.#time.now,
      onLeave: (from, message) => this.#leaving.judge(from, message),
      onOptedOut: (from, message) => this.#leaving.remember(from, message),
      onListenerThrows: () => this.#count('listener threw'),
      violate: this.#violate,
    });
    tab.store.outbox.setOnline(this.#isOnline);
    this.#tabs.push(tab);
  }

  /** What a page says that it alone has, since its storage takes nothing, ends with the page. */
  async #forgive({store, storage}: Tab): Promise<void> {
    const {drafts} = await this.#device.read();
    const {trouble} = storage.state;
    for (const message of this.#written) {
      const id = this.#idOf(message.person);
      const isInBox = trouble !== undefined && store.drafts.get(id).text === message.text;
      const isKept = drafts.get(id)?.text === message.text;
      if (store.outbox.find(message.localId)?.volatile || (isInBox && !isKept)) message.takenBack = true;
    }
  }

  async #leave(tab: Tab): Promise<void> {
    await this.#forgive(tab);
    tab.leave();
    this.#tabs = this.#tabs.filter((other) => other !== tab);
  }

  async #kill(tab: Tab): Promise<void> {
    await this.#forgive(tab);
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

  /** No status ever goes backwards on any screen. */
  #watch(): void {
    for (const {store, statuses} of this.#tabs) {
      for (const id of this.#conversationIds.values()) {
        for (const message of store.timeline(id).state.messages) {
          const before = statuses.get(message.id);
          if (before && before !== message.status && nextStatus(before, message.status) !== message.status) {
            this.#violate('status went back', `${message.id} went from ${before} to ${message.status}.`);
          }
          statuses.set(message.id, message.status);
        }
      }
    }
  }

  // --- At rest

  async #judgePerson(person: number): Promise<void> {
    const conversationId = this.#idOf(person);
    const truth = this.#account.messagesOf(person);
    const arrived = truth
      .filter(({direction, sequence}) => direction === 'outbound' && sequence > this.#startSequence)
      .map(({text}) => normalizeForComparison(text ?? ''));
    const mine = this.#written.filter((message) => message.person === person);
    judgeWritten(this.#violate, conversationId, mine, arrived, await this.#device.read());
    for (const tab of this.#tabs) judgeThread(this.#violate, tab, conversationId, truth);
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
      judgeList(this.#violate, tab, truth, (row) => this.#personOf(row), {isWhole, isAnew, countsUnread});
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
