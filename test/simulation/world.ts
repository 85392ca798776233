import {Backend} from '../../src/backend/backend.js';
import {realClock} from '../../src/backend/clock.js';
import {NO_FAULTS} from '../../src/backend/faults.js';
import {nextStatus, type DeliveryStatus} from '../../src/model/delivery-status.js';
import {normalizeForComparison} from '../../src/model/match-echo.js';
import {blocksSending} from '../../src/model/consent.js';
import {InboxStore} from '../../src/store/inbox-store.js';
import {MemoryStorage, SharedMemory} from '../../src/store/storage/memory.js';
import type {Operation} from './operations.js';
import {simulatedProviders, type Life, type SimulatedProvider} from './providers.js';

const PEOPLE = ['Ana', 'Ben', 'Cleo'] as const;
/** How far the provider's clock is ahead, in milliseconds. */
const SKEWS = [0, 7 * 60_000, -7 * 60_000, 1500, -1500] as const;
const phoneOf = (person: number): string => `+1202555011${person}`;

interface Tab {
  readonly store: InboxStore;
  readonly storage: MemoryStorage;
  readonly life: Life;
  readonly statuses: Map<string, DeliveryStatus>;
}

/** A message somebody wrote, by the person it went to. */
interface Written {
  readonly person: number;
  readonly text: string;
  readonly localId: string;
  takenBack: boolean;
}

/** Installed in place of the real timers. */
export interface FakeTime {
  tickAsync(milliseconds: number): Promise<number>;
}

/** One account at one provider, a browser with up to two tabs, and a user who does what an `Operation` says. */
export class World {
  readonly violations: string[] = [];
  faults = 0;
  private readonly backend: Backend;
  private readonly skew: number;
  private readonly handlers;
  private readonly memory = new SharedMemory(true);
  private readonly provider: SimulatedProvider;
  private readonly written: Written[] = [];
  private readonly conversationIds = new Map<number, string>();
  private tabs: Tab[] = [];
  private startSequence = 0;

  constructor(
    private readonly time: FakeTime,
    name: string,
    seed: number,
  ) {
    const provider = simulatedProviders[name];
    if (!provider) throw new RangeError(`There is no provider ${name}.`);
    this.provider = provider;
    this.backend = new Backend({clock: realClock(), seed, account: {credits: 100_000}});
    this.backend.addOwnNumber({id: 'own', phone: '+12025550100', label: 'Desk'});
    this.skew = SKEWS[seed % SKEWS.length] ?? 0;
    this.heal();
    const now = this.backend.clock.now();
    PEOPLE.forEach((firstName, person) => {
      const contact = this.backend.addContact({firstName, lastName: 'Example', phone: phoneOf(person)});
      this.backend.addThread({
        contactId: contact.id,
        createdAt: now - 86_400_000,
        messages: [
          {direction: 'outbound', text: `Hello ${firstName}`, at: now - 7_200_000 - person * 1000},
          {direction: 'inbound', text: `This is ${firstName}`, at: now - 3_600_000 - person * 1000},
        ],
      });
    });
    this.handlers = provider.serve(this.backend);
  }

  async start(): Promise<void> {
    await this.openTab();
    await this.pass(3000);
    const store = this.tabs[0]?.store;
    for (const {id} of store?.conversationList.state.conversations ?? []) {
      store?.select(id);
      await this.pass(1500);
      const text =
        store
          ?.threadMessages(id)
          .map((message) => message.text)
          .join(' ') ?? '';
      const person = PEOPLE.findIndex((name) => text.includes(`This is ${name}`));
      if (person >= 0) this.conversationIds.set(person, id);
    }
    if (this.conversationIds.size !== PEOPLE.length) throw new Error('The simulated inbox did not open.');
    this.startSequence = this.backend.sequence;
  }

  async run(operation: Operation): Promise<void> {
    const tab = this.tabs['tab' in operation ? operation.tab % this.tabs.length : 0];
    if (!tab) return;
    switch (operation.kind) {
      case 'write':
        this.write(tab, operation.person, operation.text);
        break;
      case 'contact-writes':
        if (!this.isGone()) this.backend.receive({phone: phoneOf(operation.person), text: operation.text});
        break;
      case 'pass':
        await this.pass(operation.time);
        break;
      case 'fault':
        this.faults++;
        this.backend.setFaults(operation.change);
        break;
      case 'heal':
        this.heal();
        break;
      case 'reload':
        this.kill(tab);
        await this.openTab();
        break;
      case 'second-tab':
        if (this.tabs.length < 2) await this.openTab();
        break;
      case 'close-tab':
        if (this.tabs.length < 2) break;
        void tab.store.dispose();
        this.tabs = this.tabs.filter((other) => other !== tab);
        break;
      case 'select':
        tab.store.select(this.idOf(operation.person));
        break;
      case 'retry': {
        const failed = this.stuck(tab);
        if (failed) void tab.store.retry(failed.localId);
        break;
      }
      case 'take-back': {
        const failed = this.stuck(tab);
        if (!failed) break;
        for (const message of this.written) if (message.localId === failed.localId) message.takenBack = true;
        void tab.store.discard(failed.localId);
        break;
      }
    }
    // No two things happen in the same instant.
    await this.pass(20);
  }

  /** The faults end and time goes on, until nothing more can happen by itself. */
  async finish(): Promise<void> {
    this.heal();
    await this.pass(90_000, 3000);
    for (let person = 0; person < PEOPLE.length; person++) {
      for (const {store} of this.tabs) {
        store.select(this.idOf(person));
        // What could not be loaded offers to be tried again, and the user does.
        void store.refresh();
      }
      await this.pass(6000, 2000);
      await this.judge(person);
    }
    for (const tab of this.tabs) this.kill(tab);
    this.backend.close();
  }

  private write(tab: Tab, person: number, text: string): void {
    const conversationId = this.idOf(person);
    tab.store.select(conversationId);
    // What the reply box would not offer, the user cannot do.
    if (tab.store.blockOf(conversationId)) return;
    // A refused text came back to the box: sending it from there is no second message.
    const returned = tab.store.drafts.get(conversationId).text === text;
    const localId = tab.store.send({conversationId, text});
    if (!localId) return;
    const earlier =
      returned &&
      this.written.find((message) => message.person === person && message.text === text && !message.takenBack);
    if (earlier) earlier.takenBack = true;
    this.written.push({person, text, localId, takenBack: false});
  }

  private async openTab(): Promise<void> {
    const life: Life = {dead: false};
    const adapter = this.provider.connect(this.backend, this.handlers, life);
    const send = adapter.sendMessage.bind(adapter);
    const storage = new MemoryStorage(this.memory);
    const store = new InboxStore(
      {
        ...adapter,
        sendMessage: (message, options) => {
          this.checkConsent(message.conversationId);
          return send(message, options);
        },
      },
      {storage},
    );
    this.tabs.push({store, storage, life, statuses: new Map()});
    store.open();
    await this.settle();
  }

  private kill(tab: Tab): void {
    tab.life.dead = true;
    tab.storage.kill();
    void tab.store.dispose();
    this.tabs = this.tabs.filter((other) => other !== tab);
  }

  private heal(): void {
    // No network answers in no time, and two machines hardly ever agree about the time.
    this.backend.setFaults({...NO_FAULTS, latency: {minimum: 30, maximum: 90}, clockSkew: this.skew});
  }

  private isGone(): boolean {
    return this.tabs.length === 0;
  }

  private idOf(person: number): string {
    return this.conversationIds.get(person) ?? '';
  }

  private stuck({store}: Tab) {
    for (const id of this.conversationIds.values()) {
      const found = store.outbox.queue(id).find(({state}) => state === 'failed' || state === 'refused');
      if (found) return found;
    }
    return undefined;
  }

  // --- What must always hold

  /** Nothing leaves for a contact once any tab shows that the contact opted out. */
  private checkConsent(conversationId: string): void {
    const knows = this.tabs.some(({store}) => {
      const consent = store.conversation(conversationId)?.consent;
      return consent !== undefined && blocksSending(consent);
    });
    if (knows) this.violations.push(`A send left for ${conversationId}, which is known to have opted out.`);
  }

  /** No status ever goes backwards on any screen. */
  private watch(): void {
    for (const {store, statuses} of this.tabs) {
      for (const id of this.conversationIds.values()) {
        for (const message of store.timeline(id).state.messages) {
          const before = statuses.get(message.id);
          if (before && before !== message.status && nextStatus(before, message.status) !== message.status) {
            this.violations.push(`${message.id} went from ${before} to ${message.status}.`);
          }
          statuses.set(message.id, message.status);
        }
      }
    }
  }

  private async judge(person: number): Promise<void> {
    await this.settle();
    const conversationId = this.idOf(person);
    const thread = this.backend.threadWithPhone(phoneOf(person));
    if (!thread) throw new Error('The thread is gone.');
    const arrived = this.backend
      .messagesOf(thread.id)
      .filter(({direction, sequence}) => direction === 'outbound' && sequence > this.startSequence)
      .map(({text}) => normalizeForComparison(text ?? ''));
    const entries = this.memory.snapshot.entries.filter((entry) => entry.outgoing.conversationId === conversationId);
    const draft = this.memory.snapshot.drafts.get(conversationId)?.text;
    const mine = this.written.filter((message) => message.person === person);
    const count = (texts: readonly string[], text: string) => texts.filter((other) => other === text).length;
    for (const text of new Set(mine.map((message) => normalizeForComparison(message.text)))) {
      const same = mine.filter((message) => normalizeForComparison(message.text) === text);
      const kept = entries.filter(({outgoing}) => normalizeForComparison(outgoing.text) === text);
      const shown = kept.length + (draft && normalizeForComparison(draft) === text ? 1 : 0);
      const there = count(arrived, text);
      if (there > same.length)
        this.violations.push(`"${text}" was written ${same.length} times and arrived ${there} times.`);
      const takenBack = same.filter((message) => message.takenBack).length;
      if (there + shown < same.length - takenBack) {
        this.violations.push(
          `"${text}" was written ${same.length} times; ${there} arrived, ${shown} are shown, ${takenBack} were taken back.`,
        );
      }
      const doubtful = kept.filter(({state}) => state === 'unconfirmed').length;
      if (there + shown - doubtful > same.length) {
        this.violations.push(
          `"${text}" is claimed more often than it was written: ${there} arrived, ${shown} are shown.`,
        );
      }
      for (const {state} of kept) {
        if (state === 'sending') this.violations.push(`"${text}" is still being sent long after everything ended.`);
      }
    }
    this.judgeOrder(arrived, mine);
    for (const tab of this.tabs) {
      this.judgeView(tab, conversationId, thread.id);
      this.judgeListed(tab, conversationId, thread.id);
    }
  }

  /** Texts with a number are written once each: they must arrive in the order they were written. */
  private judgeOrder(arrived: readonly string[], mine: readonly Written[]): void {
    const order = mine.map(({text}) => normalizeForComparison(text));
    const places = arrived.filter((text) => /#\d+/.test(text)).map((text) => order.indexOf(text));
    if (places.some((place, index) => index > 0 && place < (places[index - 1] ?? 0))) {
      this.violations.push(`Written as ${order.join(', ')}; arrived as ${arrived.join(', ')}.`);
    }
  }

  private judgeView({store}: Tab, conversationId: string, threadId: string): void {
    const {messages} = store.timeline(conversationId).state;
    const truth = this.backend.messagesOf(threadId).slice(-messages.length);
    const texts = (list: readonly {text: string | null}[]) => list.map(({text}) => normalizeForComparison(text ?? ''));
    const [shown, real] = [texts(messages), texts(truth)];
    if (messages.length < 2 || shown.join('|') !== real.join('|')) {
      this.violations.push(`The thread shows ${shown.join(' | ')}; the provider has ${real.join(' | ')}.`);
    }
  }

  /** The list shows the newest message of a conversation that was opened, and in its place. */
  private judgeListed({store}: Tab, conversationId: string, threadId: string): void {
    const {conversations} = store.conversationList.state;
    const shown = conversations.find(({id}) => id === conversationId)?.lastMessage?.text;
    const real = this.backend.messagesOf(threadId).at(-1)?.text;
    if (normalizeForComparison(shown ?? '') !== normalizeForComparison(real ?? '')) {
      this.violations.push(`The list shows ${shown}; the provider has ${real}.`);
    }
    const times = conversations.map(({lastActivityAt = 0}) => lastActivityAt);
    if (times.some((time, index) => time > (times[index - 1] ?? Infinity))) {
      this.violations.push(`The list is out of order: ${times.join(', ')}.`);
    }
  }

  // --- Time

  private async pass(milliseconds: number, step = 1000): Promise<void> {
    for (let left = milliseconds; left > 0; left -= step) {
      await this.time.tickAsync(Math.min(step, left));
      await this.settle();
      this.watch();
    }
  }

  /** Lets everything happen that needs no time. */
  private async settle(): Promise<void> {
    for (let turn = 0; turn < 3; turn++) {
      await new Promise<void>((resolve) => setImmediate(resolve));
      await this.time.tickAsync(0);
    }
  }
}
