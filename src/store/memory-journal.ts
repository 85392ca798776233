import type {Draft} from './drafts.js';
import {
  EMPTY_SNAPSHOT,
  KEPT_ANSWERED,
  type EntryChange,
  type Journal,
  type JournalConsent,
  type JournalSnapshot,
} from './journal.js';
import type {Unsubscribe} from './observable.js';
import type {AnsweredSend, OutboxEntry} from './outbox-entry.js';

/** What several memory journals share when they stand for tabs of one browser. */
export class JournalMemory {
  snapshot: JournalSnapshot = EMPTY_SNAPSHOT;
  readonly listeners = new Set<() => void>();
  readonly waiting: (() => void)[] = [];
  leader: object | undefined;

  change(change: Partial<JournalSnapshot>): void {
    this.snapshot = {...this.snapshot, ...change};
    for (const listener of [...this.listeners]) listener();
  }
}

/** Keeps everything for as long as the page lives: for pages that name no storage, private windows, and tests. */
export class MemoryJournal implements Journal {
  readonly durable: boolean = false;
  private readonly unsubscribes = new Set<Unsubscribe>();

  constructor(private readonly memory = new JournalMemory()) {}

  watch(listener: (snapshot: JournalSnapshot) => void): Unsubscribe {
    const tell = () => listener(this.memory.snapshot);
    const unsubscribe = () => {
      this.memory.listeners.delete(tell);
      this.unsubscribes.delete(unsubscribe);
    };
    this.memory.listeners.add(tell);
    this.unsubscribes.add(unsubscribe);
    tell();
    return unsubscribe;
  }

  add(entry: OutboxEntry): Promise<void> {
    this.memory.change({entries: [...this.memory.snapshot.entries, entry]});
    return Promise.resolve();
  }

  update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined> {
    const {entries} = this.memory.snapshot;
    const current = entries.find((entry) => entry.localId === localId);
    if (!current) return Promise.resolve(undefined);
    const next = change(current);
    if (next === 'keep') return Promise.resolve(current);
    if (next === 'remove') {
      this.memory.change({entries: entries.filter((entry) => entry !== current)});
      return Promise.resolve(undefined);
    }
    this.memory.change({entries: entries.map((entry) => (entry === current ? next : entry))});
    return Promise.resolve(next);
  }

  putAnswered(send: AnsweredSend): Promise<void> {
    const others = this.memory.snapshot.answered.filter(({localId}) => localId !== send.localId);
    this.memory.change({answered: [...others, send].slice(-KEPT_ANSWERED)});
    return Promise.resolve();
  }

  putDraft(conversationId: string, draft: Draft | undefined): Promise<void> {
    const drafts = new Map(this.memory.snapshot.drafts);
    if (draft) drafts.set(conversationId, draft);
    else drafts.delete(conversationId);
    this.memory.change({drafts});
    return Promise.resolve();
  }

  putConsent(conversationId: string, consent: JournalConsent): Promise<void> {
    this.memory.change({consents: new Map(this.memory.snapshot.consents).set(conversationId, consent)});
    return Promise.resolve();
  }

  lead(onTurn: () => () => Promise<void>): Unsubscribe {
    const {memory} = this;
    let finish: (() => Promise<void>) | undefined;
    const turn = () => {
      memory.leader = this;
      finish = onTurn();
    };
    if (memory.leader) memory.waiting.push(turn);
    else turn();
    return () => {
      const place = memory.waiting.indexOf(turn);
      if (place >= 0) memory.waiting.splice(place, 1);
      else if (finish) void finish().then(() => this.handOver());
    };
  }

  clear(): Promise<void> {
    this.memory.change(EMPTY_SNAPSHOT);
    return Promise.resolve();
  }

  close(): void {
    this.unsubscribes.forEach((unsubscribe) => unsubscribe());
  }

  /** The turn goes to whoever waits longest; also when a tab dies without a word. */
  handOver(): void {
    if (this.memory.leader !== this) return;
    this.memory.leader = undefined;
    this.memory.waiting.shift()?.();
  }
}
