import type {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import {sendOf, type OutboxEntry} from './entry.js';
import {LONGEST_PAUSE} from './pause.js';
import {
  accountOf,
  isBeingDiscarded,
  shownEntry,
  type ConsentRead,
  type Effect,
  type Item,
  type MachineState,
  type RateLimit,
  type Write,
} from './state.js';
import {updateEntry, type EntryUpdate, type StuckState} from './update.js';

type Writable<Fields> = {-readonly [Key in keyof Fields]: Fields[Key]};

/**
 * The next state while it is being worked out, and what has to be done about it: a copy that is free to change. Lives
 * for one step of the machine.
 */
export interface Draft extends Writable<MachineState> {
  items: Map<string, Item>;
  readonly consents: Map<string, ConsentRead>;
  readonly limits: Map<string, RateLimit>;
  told: Set<string>;
  readonly effects: Effect[];
}

/** The entry's turn in its queue ended without anybody here having taken it back. */
export function drop(draft: Draft, item: Item): void {
  if (isBeingDiscarded(item)) discarded(draft, item);
  else draft.items.delete(item.entry.localId);
}

/** What is gone without a trace after an attempt to take it out is given back: its text must not be lost. */
function discarded(draft: Draft, item: Item, removed?: OutboxEntry): void {
  const {localId} = item.entry;
  const isSent = draft.answered.some((send) => send.localId === localId);
  const isInDoubt = (item.mayBeRemoved || item.stored === 'unknown') && !draft.cleared;
  const entry = removed ?? (isInDoubt && !isSent ? item.entry : undefined);
  draft.items.delete(localId);
  draft.effects.push({type: 'discarded', localId, ...(entry && {entry})});
}

/** Has the storage write changes of an entry; what the storage does not have changes at once. */
export function update(draft: Draft, item: Item, ...updates: readonly EntryUpdate[]): void {
  item.writes = [...item.writes, ...updates.map((change): Write => ({type: 'update', update: change}))];
  writeToMemory(draft, item);
}

/** An entry the storage does not have is written in memory alone. */
export function writeToMemory(draft: Draft, item: Item): void {
  while (item.stored === 'no' && !item.writing && draft.items.has(item.entry.localId)) {
    const [write] = item.writes;
    if (write?.type !== 'update') return;
    const next = updateEntry(item.entry, write.update);
    if (next === 'remove') written(draft, item, undefined, item.entry);
    else written(draft, item, next === 'keep' ? item.entry : next);
  }
}

/** The first write of an entry was taken, and made it what `result` is. */
export function written(draft: Draft, item: Item, result?: OutboxEntry, removed?: OutboxEntry): void {
  const [write, ...writes] = item.writes;
  if (!write) return;
  Object.assign(item, {writes, writing: false});
  // A snapshot since has that write in it, and what other tabs made of it after that.
  const isOvertaken = item.stored === 'yes' && (draft.snapshotAt ?? -1) > item.writingSince;
  const entry = result && isOvertaken ? item.entry : result;
  const change = write.type === 'update' ? write.update : write;
  if (change.type === 'remove') {
    if (!entry || item.gone) return discarded(draft, item, removed);
    item.mayBeRemoved = false;
    draft.effects.push({type: 'discarded', localId: entry.localId});
  }
  if (write.type === 'add') item.stored = 'yes';
  if (entry && write.type !== 'settle') item.entry = entry;
  else item.gone = true;
  if (change.type === 'claim' && entry?.claim === change.claim && entry.state === 'sending') {
    if (isBeingDiscarded(item))
      item.writes = [{type: 'update', update: {type: 'release', claim: change.claim}}, ...writes];
    else item.claim = change.claim;
  }
  keep(draft, item);
}

/** What the storage has no more stays only for what is still to be done about it. */
function keep(draft: Draft, item: Item): void {
  const isNeeded = item.step === 'posting' || item.writing || item.writes.some(({type}) => type === 'settle');
  if (item.gone && !isNeeded) drop(draft, item);
}

/** After a request has ended: what is sent and written down is not needed any more. */
export function requestEnded(draft: Draft, item: Item): void {
  item.step = undefined;
  keep(draft, item);
}

/** The storage does not have an entry that it had. */
export function missing(draft: Draft, item: Item): void {
  item.gone = true;
  keep(draft, item);
}

/** The provider has the message: by its answer, or because history shows it. */
export function sent(draft: Draft, item: Item, message: Message, by: 'answer' | 'history'): void {
  const {localId} = item.entry;
  const known = item.sent?.historyId;
  // Of equal texts one may be taken for another, until an answer names its own.
  const wasMistaken = by === 'answer' && draft.idsAgree && known !== undefined && known !== message.id;
  const ids =
    by === 'history' ? {historyId: message.id} : {answeredId: message.id, historyId: wasMistaken ? message.id : known};
  const send = {...sendOf(shownEntry(item), message, draft.now), ...ids};
  const wasDiscarded = isBeingDiscarded(item);
  // Whatever else was to be written about it is overtaken, except for what is under way.
  item.writes = item.writes.filter(({type}, place) => type === 'add' || (place === 0 && item.writing));
  if (wasDiscarded && !isBeingDiscarded(item)) draft.effects.push({type: 'discarded', localId});
  item.writes = [...item.writes, {type: 'settle', send}];
  Object.assign(item, {sent: send, claim: undefined});
  tellSent(draft, {...message, localId}, localId);
  if (wasMistaken)
    draft.effects.push({type: 'tell', event: {type: 'mistaken', conversationId: message.conversationId}});
}

export function tellSent(draft: Draft, message: Message, localId: string, first = !draft.told.has(localId)): void {
  draft.told.add(localId);
  draft.effects.push({type: 'tell', event: {type: 'sent', message, first}});
}

/** What the entry is by now is told: it takes somebody to go on. */
export function tellStuck(draft: Draft, item: Item, asked: boolean): void {
  if (item.sent || !draft.items.has(item.entry.localId)) return;
  draft.effects.push({
    type: 'tell',
    event: {type: 'stuck', entry: shownEntry(item), asked, isOwn: item.isOwn ?? item.isLeft ?? false},
  });
}

/** It had to wait for something: what was known of the contact's consent before does not hold any more. */
export function hasWaited(draft: Draft, item: Item): void {
  Object.assign(item, {waitedAt: draft.tick, written: undefined});
}

/** A claim that was taken, and of which no request has left, is given back. */
export function releaseClaim(draft: Draft, item: Item): void {
  const {claim} = item;
  if (claim === undefined) return;
  item.claim = undefined;
  update(draft, item, {type: 'release', claim});
}

/** The request of an entry's claim came to an end that nothing goes on from by itself. */
export function end(
  draft: Draft,
  item: Item,
  claim: string,
  state: StuckState,
  error: ConversationError,
  asked: boolean,
) {
  const attempts = item.entry.attempts + (error.kind === 'rate-limited' && asked ? 1 : 0);
  update(draft, item, {type: 'end', claim, state, error, attempts});
  tellStuck(draft, item, asked);
}

/** "Not now": the whole account of an entry waits, and no other. */
export function limitUntil(draft: Draft, entry: OutboxEntry, until: number, failures: number): void {
  draft.limits.set(accountOf(draft, entry), {until: Math.min(until, draft.now + LONGEST_PAUSE), failures});
}
