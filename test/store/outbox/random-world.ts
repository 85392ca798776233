import {ConversationError} from '../../../src/model/conversation-error.js';
import type {Message} from '../../../src/model/message.js';
import {Outbox} from '../../../src/store/outbox/outbox.js';
import {ScriptedAdapter, settle} from '../scripted-adapter.js';
import {FakeDatabase, FakeStorage, type Failure} from './fake-storage.js';
import {FakeClock, limited, lost, optedOut, taken} from './set-up.js';

/** What is known outside of every tab about one message that somebody wrote. Its text names it. */
interface Written {
  readonly text: string;
  readonly conversationId: string;
  readonly place: number;
  readonly tab: Tab;
  localId: string;
  posts: number;
  sentBy?: Tab;
  /** What is certain about its last request. */
  outcome: 'none' | 'pending' | 'not-processed' | 'unknown' | 'answered';
  /** Somebody asked to send it again although nobody knows what became of it. */
  mayRepeat: boolean;
  retries: number;
  isDiscarded: boolean;
  /** Discards of which is not known yet whether they were taken. */
  discards: number;
}

interface Request {
  readonly written: Written;
  readonly tab: Tab;
  readonly resolve: (message: Message) => void;
  readonly reject: (error: ConversationError) => void;
}

interface Tab {
  readonly outbox: Outbox;
  readonly storage: FakeStorage;
  /** By conversation, whether it is known here that the contact opted out. */
  readonly knownOptOuts: Set<string>;
  readonly consentReads: Set<string>;
  isAlive: boolean;
}

const HOLDS = 5000;

/** Two tabs, a provider, a device and some contacts, with all that may happen to them; it looks at every request. */
export class RandomWorld {
  readonly violations: string[] = [];
  readonly clock = new FakeClock();
  readonly #database = new FakeDatabase();
  readonly #messages = new Map<string, Written>();
  readonly #requests: Request[] = [];
  /** By conversation, since when the contact has been opted out. */
  readonly #optOuts = new Map<string, number>();
  readonly #tabs: Tab[] = [];
  #isOnline = true;
  #isConsentDown = false;

  constructor() {
    this.#tabs.push(this.#open(), this.#open());
  }

  #open(): Tab {
    const storage = new FakeStorage(this.#database);
    const adapter = new ScriptedAdapter();
    const knownOptOuts = new Set<string>();
    const consentReads = new Set<string>();
    const opened: {tab?: Tab} = {};
    adapter.sendMessage = async ({text}, options) => {
      await options?.beforeLeave?.();
      return this.#leave(text, opened.tab);
    };
    const outbox = new Outbox({
      ...{adapter, storage, now: () => this.clock.now, setTimer: this.clock.setTimer},
      guard: ({conversationId}) => (knownOptOuts.has(conversationId) ? optedOut() : undefined),
      baseline: () => ({notIds: []}),
      isOnline: () => this.#isOnline,
      readConsent: async (conversationId) => {
        if (this.#isConsentDown) throw new ConversationError('server');
        consentReads.add(conversationId);
        if (this.#optOuts.has(conversationId)) knownOptOuts.add(conversationId);
        else knownOptOuts.delete(conversationId);
      },
      onEvent: () => undefined,
    });
    opened.tab = {outbox, storage, knownOptOuts, consentReads, isAlive: true};
    return opened.tab;
  }

  /** A request leaves: everything that must be so is looked at. */
  #leave(text: string, tab: Tab | undefined): Promise<Message> {
    const written = this.#messages.get(text);
    if (!written || !tab) throw new Error('Nobody wrote this.');
    // What is dead runs on in a test only.
    if (!tab.isAlive) return new Promise(() => undefined);
    const {conversationId, localId} = written;
    const expect = (isSo: boolean, claim: string) => void (isSo || this.violations.push(`${text}: ${claim}`));
    expect(this.#isOnline, 'online');
    expect(this.#database.leader?.tab === tab.storage, 'from the leading tab');
    const row = this.#database.snapshot.entries.find((entry) => entry.localId === localId);
    if (row) {
      expect(tab.storage.state.trouble === undefined, 'stored, so while the storage is well');
      expect(row.state === 'sending', 'stored, so claimed');
    }
    const mayRepeat = written.outcome === 'unknown' && written.mayRepeat;
    expect(['none', 'not-processed'].includes(written.outcome) || mayRepeat, `not twice (${written.outcome})`);
    expect(!written.isDiscarded, 'not taken back');
    const optOut = this.#optOuts.get(conversationId);
    expect(optOut === undefined || this.clock.now - optOut <= HOLDS, 'with consent');
    expect(
      written.tab === tab || tab.consentReads.has(conversationId),
      'after consent was read, as another tab wrote it',
    );
    const later = [...this.#messages.values()].filter(
      (other) => other.tab === written.tab && other.conversationId === conversationId && other.place > written.place,
    );
    expect(written.posts > 0 || later.every(({posts}) => posts === 0), 'in the order they were written');
    written.posts++;
    written.sentBy = tab;
    expect(written.posts <= 5 * (1 + written.retries), 'a few times at most');
    written.outcome = 'pending';
    written.mayRepeat = false;
    return new Promise((resolve, reject) => this.#requests.push({written, tab, resolve, reject}));
  }

  /** After every event: what was written is somewhere. */
  look(): void {
    const rows = new Set(this.#database.snapshot.entries.map(({localId}) => localId));
    for (const {text, localId, tab, outcome, isDiscarded, discards} of this.#messages.values()) {
      const isShown = this.#tabs.some(({outbox}) => outbox.find(localId));
      const isSettled = outcome === 'answered' || isDiscarded || discards > 0;
      if (isShown || isSettled || rows.has(localId) || !tab.isAlive) continue;
      this.violations.push(`${text}: is nowhere`);
    }
    for (const {outbox} of this.#tabs) {
      const entries = [...outbox.state.queues.values()].flat();
      if (outbox.state.unsent.count !== entries.length) this.violations.push('miscounted');
      for (const {localId} of entries) if (!outbox.phaseOf(localId)) this.violations.push(`${localId} has no phase`);
    }
  }

  write(tabPlace: number, conversationId: string): void {
    const tab = this.#tab(tabPlace);
    const place = this.#messages.size;
    const text = `m${place}`;
    if (tab.knownOptOuts.has(conversationId) || this.#optOuts.has(conversationId)) return;
    const written: Written = {
      ...{text, conversationId, place, tab, localId: ''},
      ...{posts: 0, outcome: 'none', mayRepeat: false, retries: 0, isDiscarded: false, discards: 0},
    };
    this.#messages.set(text, written);
    written.localId = tab.outbox.send({conversationId, text});
  }

  answer(place: number, answer: 'taken' | 'lost' | 'carrier' | 'validation' | number): void {
    const [request] = this.#requests.splice(place % Math.max(1, this.#requests.length), 1);
    if (!request) return;
    const {written, resolve, reject} = request;
    written.outcome = answer === 'taken' ? 'answered' : answer === 'lost' ? 'unknown' : 'not-processed';
    const {text, conversationId} = written;
    if (answer === 'taken') resolve(taken(`p-${text}`, text, {conversationId}));
    else if (answer === 'lost') reject(lost());
    else reject(typeof answer === 'number' ? limited(answer) : new ConversationError(answer));
  }

  setOnline(online: boolean): void {
    this.#isOnline = online;
    for (const {outbox} of this.#tabs) outbox.setOnline(online);
  }

  setTrouble(tabPlace: number, isTroubled: boolean): void {
    this.#tab(tabPlace).storage.setTrouble(isTroubled ? 'lost' : undefined);
  }

  failWrites(tabPlace: number, failures: Failure[]): void {
    this.#tab(tabPlace).storage.failure = () => failures.shift();
  }

  setConsent(conversationId: string, isOptedOut: boolean): void {
    if (!isOptedOut) this.#optOuts.delete(conversationId);
    else if (!this.#optOuts.has(conversationId)) this.#optOuts.set(conversationId, this.clock.now);
  }

  setConsentDown(isDown: boolean): void {
    this.#isConsentDown = isDown;
  }

  /** The page is gone without a word; another one is opened. */
  kill(tabPlace: number): void {
    const tab = this.#tab(tabPlace);
    tab.isAlive = false;
    // An answer that came just before was not heard any more.
    for (const written of this.#messages.values()) {
      const isKept = this.#database.snapshot.entries.some(({localId}) => localId === written.localId);
      if (written.sentBy === tab && written.outcome === 'answered' && isKept) written.outcome = 'unknown';
    }
    for (let index = this.#requests.length - 1; index >= 0; index--) {
      const request = this.#requests[index];
      if (request?.tab !== tab) continue;
      request.written.outcome = 'unknown';
      this.#requests.splice(index, 1);
    }
    void tab.storage.close();
    this.#tabs[tabPlace % 2] = this.#open();
  }

  retry(tabPlace: number, place: number): void {
    const tab = this.#tab(tabPlace);
    const entry = this.#pick(tab, place);
    const written = entry && this.#messages.get(entry.outgoing.text);
    if (!written) return;
    written.retries++;
    written.mayRepeat ||= entry.state === 'unconfirmed';
    void tab.outbox.retry(entry.localId);
  }

  discard(tabPlace: number, place: number): void {
    const tab = this.#tab(tabPlace);
    const entry = this.#pick(tab, place);
    const written = entry && this.#messages.get(entry.outgoing.text);
    if (!written) return;
    written.discards++;
    void tab.outbox.discard(entry.localId).then((discarded) => {
      written.discards--;
      if (discarded) written.isDiscarded = true;
    });
  }

  /** What is under way without waiting for anybody takes no time. */
  async pass(milliseconds: number): Promise<void> {
    await settle();
    await this.clock.pass(milliseconds);
  }

  /** Everything is well again, and the provider takes whatever comes. */
  async recover(): Promise<void> {
    this.#optOuts.clear();
    this.#isConsentDown = false;
    this.setOnline(true);
    for (const {storage} of this.#tabs) {
      storage.failure = () => undefined;
      storage.setTrouble(undefined);
    }
    await settle();
    for (let round = 0; round < 60; round++) {
      await this.clock.pass(this.#requests.length > 0 ? 0 : 120_000);
      while (this.#requests.length > 0) {
        this.answer(0, 'taken');
        await settle();
      }
    }
  }

  /** What ought to have gone on by now, and has not. */
  get leftOver(): readonly string[] {
    return this.#tabs.flatMap(({outbox}) =>
      [...outbox.state.queues.values()].flatMap(([head]) =>
        head && (head.state === 'queued' || head.state === 'sending')
          ? [`${head.outgoing.text} ${head.state} ${outbox.phaseOf(head.localId)?.name}`]
          : [],
      ),
    );
  }

  #pick({outbox}: Tab, place: number) {
    const entries = [...outbox.state.queues.values()].flat();
    return entries[place % Math.max(1, entries.length)];
  }

  #tab(place: number): Tab {
    const tab = this.#tabs[place % 2];
    if (!tab) throw new Error('There are two tabs.');
    return tab;
  }
}
