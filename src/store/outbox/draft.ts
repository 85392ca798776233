import type {ConversationError} from '../../model/conversation-error.js';
import {answeredSend, foundSend, type OutboxEntry} from './entry.js';
import type {Message} from '../../model/message.js';
import {LONGEST_PAUSE} from './pause.js';
import {isBeingDiscarded, shownEntry, type Effect, type Item, type MachineState, type Write} from './state.js';
import {updateEntry, type EntryUpdate, type StuckState} from './update.js';

/** The next state while it is being worked out, and what has to be done about it. Lives for one step of the machine. */
export class Draft {
  readonly effects: Effect[] = [];
  #items: Map<string, Item>;
  #state: MachineState;

  constructor(state: MachineState) {
    this.#items = new Map(state.items);
    this.#state = {...state, items: this.#items};
  }

  get state(): MachineState {
    return this.#state;
  }

  get items(): Map<string, Item> {
    return this.#items;
  }

  set items(items: Map<string, Item>) {
    this.#items = items;
    this.#state = {...this.#state, items};
  }

  get tick(): number {
    return this.#state.tick;
  }

  patch(change: Partial<Omit<MachineState, 'items'>>): void {
    this.#state = {...this.#state, ...change};
  }

  change(localId: string, change: Partial<Item>): void {
    const item = this.items.get(localId);
    if (item) this.items.set(localId, {...item, ...change});
  }

  /** The entry's turn in its queue ended without anybody here having taken it back. */
  drop(item: Item): void {
    if (isBeingDiscarded(item)) return this.#discarded(item, undefined);
    this.items.delete(item.entry.localId);
  }

  /** What is gone without a trace after an attempt to take it out is given back: its text must not be lost. */
  #discarded(item: Item, removed: OutboxEntry | undefined): void {
    const {localId} = item.entry;
    const isSent = this.#state.answered.some((send) => send.localId === localId);
    const isInDoubt = (item.mayBeRemoved || item.stored === 'unknown') && !this.#state.cleared;
    const entry = removed ?? (isInDoubt && !isSent ? item.entry : undefined);
    this.items.delete(localId);
    this.effects.push({type: 'discarded', localId, ...(entry && {entry})});
  }

  /** Has the storage write something; what the storage does not have changes at once. */
  write(localId: string, ...writes: readonly Write[]): void {
    const item = this.items.get(localId);
    if (!item) return;
    this.items.set(localId, {...item, writes: [...item.writes, ...writes]});
    this.writeToMemory(localId);
  }

  update(localId: string, ...updates: readonly EntryUpdate[]): void {
    this.write(localId, ...updates.map((update) => ({type: 'update', update}) as const));
  }

  /** An entry the storage does not have is written in memory alone. */
  writeToMemory(localId: string): void {
    for (;;) {
      const item = this.items.get(localId);
      const write = item?.writes[0];
      if (item?.stored !== 'no' || item.writing || write?.type !== 'update') return;
      const next = updateEntry(item.entry, write.update);
      if (next === 'remove') this.written(localId, undefined, item.entry);
      else this.written(localId, next === 'keep' ? item.entry : next);
    }
  }

  /** The first write of an entry was taken, and made it what `result` is. */
  written(localId: string, result: OutboxEntry | undefined, removed?: OutboxEntry): void {
    const item = this.items.get(localId);
    const [write, ...writes] = item?.writes ?? [];
    if (!item || !write) return;
    const next: Item = {...item, writes, writing: false};
    if (write.type === 'settle') return this.#keep({...next, gone: true});
    // A snapshot since has that write in it, and what other tabs made of it after that.
    const isOvertaken = item.stored === 'yes' && (this.#state.snapshotAt ?? -1) > item.writingSince;
    const entry = result && isOvertaken ? item.entry : result;
    if (write.type === 'add') return this.#keep({...next, stored: 'yes', ...(entry ? {entry} : {gone: true})});
    const {update} = write;
    if (update.type === 'remove') {
      if (!entry || item.gone) return this.#discarded(item, removed);
      this.items.set(localId, {...next, entry, mayBeRemoved: false});
      this.effects.push({type: 'discarded', localId});
      return;
    }
    if (!entry) return this.#keep({...next, gone: true});
    const isClaimed = update.type === 'claim' && entry.claim === update.claim && entry.state === 'sending';
    if (!isClaimed) {
      this.#keep({...next, entry});
    } else if (isBeingDiscarded(next)) {
      const release = {type: 'update', update: {type: 'release', claim: update.claim}} as const;
      this.items.set(localId, {...next, entry, writes: [release, ...writes]});
    } else this.#keep({...next, entry, claim: update.claim});
  }

  /** What the storage has no more stays only for what is still to be done about it. */
  #keep(item: Item): void {
    const isNeeded = item.step === 'posting' || item.writing || item.writes.some(({type}) => type === 'settle');
    if (item.gone && !isNeeded) this.drop(item);
    else this.items.set(item.entry.localId, item);
  }

  /** After a request has ended: what is sent and written down is not needed any more. */
  requestEnded(localId: string): void {
    const item = this.items.get(localId);
    if (item) this.#keep({...item, step: undefined});
  }

  /** The storage does not have an entry that it had. */
  missing(item: Item): void {
    this.#keep({...item, gone: true});
  }

  /** The provider has the message: by its answer, or because history shows it. */
  sent(item: Item, message: Message, by: 'answer' | 'history'): void {
    const {localId} = item.entry;
    const now = this.#state.now;
    const entry = shownEntry(item);
    const found = item.sent?.historyId;
    const send =
      by === 'history'
        ? foundSend(entry, message, now)
        : {...answeredSend(entry, message, now), ...(found !== undefined && {historyId: found})};
    // Whatever else was to be written about it is overtaken, except for what is under way.
    const writes = item.writes.filter(({type}, place) => type === 'add' || (place === 0 && item.writing));
    if (isBeingDiscarded(item) && !isBeingDiscarded({...item, writes})) {
      this.effects.push({type: 'discarded', localId});
    }
    this.items.set(localId, {...item, sent: send, claim: undefined, writes: [...writes, {type: 'settle', send}]});
    this.tellSent({...message, localId}, localId);
  }

  tellSent(message: Message, localId: string, first = !this.#state.told.has(localId)): void {
    this.patch({told: new Set(this.#state.told).add(localId)});
    this.effects.push({type: 'tell', event: {type: 'sent', message, first}});
  }

  /** What the entry is by now is told: it takes somebody to go on. */
  tellStuck(localId: string, asked: boolean): void {
    const item = this.items.get(localId);
    if (item && !item.sent) this.effects.push({type: 'tell', event: {type: 'stuck', entry: shownEntry(item), asked}});
  }

  /** The request of an entry's claim came to an end that nothing goes on from by itself. */
  end(item: Item, claim: string, state: StuckState, error: ConversationError, asked: boolean): void {
    const attempts = item.entry.attempts + (error.kind === 'rate-limited' && asked ? 1 : 0);
    this.update(item.entry.localId, {type: 'end', claim, state, error, attempts});
    this.tellStuck(item.entry.localId, asked);
  }

  /** "Not now": the whole account waits. */
  limitUntil(until: number, failures: number): void {
    this.patch({limit: {until: Math.min(until, this.#state.now + LONGEST_PAUSE), failures}});
  }
}
