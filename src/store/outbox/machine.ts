import type {Instant} from '../../model/capability-level.js';
import {ConversationError} from '../../model/conversation-error.js';
import {advance} from './advance.js';
import {Draft} from './draft.js';
import {canBeFound} from './echoes.js';
import {hasLeft, isStuck, type AnsweredSend, type OutboxEntry} from './entry.js';
import {LONGEST_PAUSE, MOST_ATTEMPTS, pauseAfter} from './pause.js';
import {isBeingDiscarded, shownEntry, type Effect, type Item, type MachineEvent, type MachineState} from './state.js';

export interface Step {
  readonly state: MachineState;
  /** To be done in this order. */
  readonly effects: readonly Effect[];
}

/** What the world is like at the moment of an event. */
export interface Surroundings {
  readonly now: Instant;
  readonly online: boolean;
}

/**
 * The outbox's next state, and what is to be done: the whole of its rules, without a clock, a promise or a callback.
 * Every event first changes what is known; then whatever may go on by now goes on.
 */
export function step(state: MachineState, event: MachineEvent, {now, online}: Surroundings): Step {
  const draft = new Draft({...state, now, online, tick: state.tick + 1});
  take(draft, event);
  advance(draft);
  return {state: draft.state, effects: draft.effects};
}

type EventOf<Type extends MachineEvent['type']> = Extract<MachineEvent, {readonly type: Type}>;

function take(draft: Draft, event: MachineEvent): void {
  switch (event.type) {
    case 'send':
      return send(draft, event.entry);
    case 'retry':
      return retry(draft, event);
    case 'discard':
      return discard(draft, event.localId);
    case 'searched':
      return markSearched(draft, event);
    case 'recognised':
      return recognised(draft, event);
    case 'snapshot':
      return adopt(draft, event);
    case 'storage':
      return storageChanged(draft, event);
    case 'written':
      draft.patch({storageFailures: 0, storageRetryAt: undefined});
      return draft.written(event.localId, event.entry, event.removed);
    case 'write-failed':
      return writeFailed(draft, event);
    case 'asked':
      return asked(draft, event);
    case 'consent-read':
      return consentRead(draft, event.conversationId, event.error);
    case 'answered':
      return answered(draft, event);
    case 'failed':
      return failed(draft, event);
    case 'held':
      return held(draft, event);
    case 'lead':
      return draft.patch({leads: true, recovering: true});
    case 'lead-ended':
      return draft.patch({leads: false, recovering: false});
    case 'close':
      return draft.patch({closed: true});
    case 'connection':
    case 'wake':
      return;
  }
}

function storageChanged(draft: Draft, {trouble, exclusive, cleared}: EventOf<'storage'>): void {
  const {state} = draft;
  // What could not be written is tried again as soon as that is possible.
  const isBack = state.trouble !== undefined && trouble === undefined;
  draft.patch({trouble, exclusive, ...(isBack && {storageRetryAt: undefined, storageFailures: 0})});
  if (!cleared || state.cleared) return;
  draft.patch({cleared});
  // Also what memory alone had: whoever signs out leaves no text behind.
  for (const item of [...draft.items.values()]) draft.missing(item);
}

/** An item as it is first known. */
const newItem = (entry: OutboxEntry, tick: number, fields: Partial<Item>): Item => ({
  ...{entry, stored: 'yes', isUnstorable: false, gone: false, writes: [], writing: false, writingSince: -1},
  ...{isWaiting: false, waitedAt: tick},
  ...fields,
});

function send(draft: Draft, entry: OutboxEntry): void {
  const {tick} = draft;
  // Who writes without having seen the history does not write in view of the contact's consent; and an echo can only be
  // told from what was there before when that is known.
  const written = entry.baseline && {at: draft.state.now, tick};
  draft.items.set(
    entry.localId,
    newItem(entry, tick, {stored: 'adding', writes: [{type: 'add'}], ...(written && {written})}),
  );
}

function retry(draft: Draft, {localId, refusal}: EventOf<'retry'>): void {
  const item = draft.items.get(localId);
  if (!item || item.sent || isBeingDiscarded(item)) return;
  const {state, claim} = shownEntry(item);
  if (!isStuck({...item.entry, state})) return;
  if (!refusal) {
    draft.change(localId, {waitedAt: draft.tick, written: undefined});
    draft.update(localId, {type: 'requeue', state, claim});
    return;
  }
  // Refused or not, what became of the first attempt stays as it was.
  draft.update(localId, {type: 'explain', error: refusal});
  draft.tellStuck(localId, false);
}

function discard(draft: Draft, localId: string): void {
  const item = draft.items.get(localId);
  // Whoever asks again hears what comes of the first time.
  if (item && isBeingDiscarded(item)) return;
  const isUnderWay = item && (item.step === 'posting' || (shownEntry(item).state === 'sending' && !item.claim));
  if (!item || item.sent || isUnderWay) draft.effects.push({type: 'discarded', localId});
  else if (item.claim === undefined) draft.update(localId, {type: 'remove'});
  else {
    draft.change(localId, {claim: undefined});
    draft.update(localId, {type: 'release', claim: item.claim}, {type: 'remove'});
  }
}

function markSearched(draft: Draft, {conversationId, canTell}: EventOf<'searched'>): void {
  for (const item of [...draft.items.values()]) {
    const entry = shownEntry(item);
    const search = canTell && canBeFound(entry, draft.state.now) ? 'not-found' : 'cannot-tell';
    const isMeant = entry.outgoing.conversationId === conversationId && entry.state === 'unconfirmed' && !item.sent;
    if (isMeant && entry.search !== search) draft.update(entry.localId, {type: 'note', search});
  }
}

function recognised(draft: Draft, {found, possible}: EventOf<'recognised'>): void {
  for (const [localId, message] of found) {
    const send = draft.state.answered.find((other) => other.localId === localId);
    if (send) {
      if (send.answeredId === message.id) draft.patch({idsAgree: true});
      if (send.historyId !== message.id) remember(draft, {...send, historyId: message.id});
    }
    const item = draft.items.get(localId);
    if (item && !item.sent) draft.sent(item, message, 'history');
    else if (item?.sent && !send && item.sent.historyId !== message.id) {
      // Its answer is still to be written down.
      const known = {...item.sent, historyId: message.id};
      const writes = item.writes.map((write) => (write.type === 'settle' ? {...write, send: known} : write));
      draft.change(localId, {sent: known, writes});
      if (item.writing) draft.effects.push({type: 'remember', send: known});
    }
  }
  for (const [localId, possibleEcho] of possible) {
    const item = draft.items.get(localId);
    if (!item || item.sent || (shownEntry(item).possibleEcho ?? null) === possibleEcho) continue;
    draft.update(localId, {type: 'note', possibleEcho});
  }
}

function remember(draft: Draft, send: AnsweredSend): void {
  draft.patch({answered: draft.state.answered.map((other) => (other.localId === send.localId ? send : other))});
  draft.effects.push({type: 'remember', send});
}

/** What the storage holds by now, from whichever tab. */
function adopt(draft: Draft, {entries, answered}: EventOf<'snapshot'>): void {
  const {told, snapshotAt, items} = draft.state;
  const isFirst = snapshotAt === undefined;
  // What another tab sent belongs into this one's thread as well, before it leaves the queue.
  for (const {localId, message} of answered) {
    if (!told.has(localId) && !isFirst) draft.tellSent(message, localId, false);
  }
  draft.patch({
    ...{answered, snapshotAt: draft.tick},
    told: new Set([...answered.map(({localId}) => localId), ...[...draft.state.told].filter((id) => items.has(id))]),
  });
  const before = draft.items;
  const recorded = entries.map((entry) => {
    const known = before.get(entry.localId);
    heedLimit(draft, entry, known?.entry);
    if (!known) return newItem(entry, draft.tick, {});
    const isNews = known.entry !== entry || known.stored !== 'yes' || known.gone;
    return isNews ? ({...known, entry, stored: 'yes', gone: false} as const) : known;
  });
  draft.items = inOrder(recorded, before);
  const ids = new Set(entries.map(({localId}) => localId));
  for (const item of before.values()) {
    if (item.stored === 'yes' && !ids.has(item.entry.localId)) draft.missing(item);
  }
}

/** What is not recorded stays behind all that it was written after, in its conversation. */
function inOrder(recorded: readonly Item[], before: ReadonlyMap<string, Item>): Map<string, Item> {
  const places = new Map(recorded.map(({entry}, place) => [entry.localId, place]));
  const lastPlaces = new Map<string, number>();
  // By the place of what they follow; the first follow nothing.
  const followers = [...recorded, undefined].map((): Item[] => []);
  for (const [localId, item] of before) {
    const {conversationId} = item.entry.outgoing;
    const place = places.get(localId);
    const last = Math.max(lastPlaces.get(conversationId) ?? -1, place ?? -1);
    lastPlaces.set(conversationId, last);
    if (place === undefined) followers[last + 1]?.push(item);
  }
  const list = followers.flatMap((items, place) => [...recorded.slice(Math.max(0, place - 1), place), ...items]);
  return new Map(list.map((item) => [item.entry.localId, item]));
}

/** A limit that an earlier page or another tab met is the account's as well. */
function heedLimit(draft: Draft, {resumesAt, attempts}: OutboxEntry, known: OutboxEntry | undefined): void {
  const {limit, now} = draft.state;
  if (resumesAt === undefined || resumesAt === known?.resumesAt || resumesAt <= (limit?.until ?? now)) return;
  draft.limitUntil(resumesAt, Math.max(1, attempts, limit?.failures ?? 0));
}

function writeFailed(draft: Draft, {localId, trouble, outcomeUnknown}: EventOf<'write-failed'>): void {
  const {now, storageFailures} = draft.state;
  // A value that cannot be kept says nothing about the storage.
  if (trouble !== 'invalid') {
    draft.patch({storageFailures: storageFailures + 1, storageRetryAt: now + pauseAfter(storageFailures + 1)});
  }
  if (trouble === 'cleared') draft.patch({cleared: true});
  const item = draft.items.get(localId);
  const [write, ...writes] = item?.writes ?? [];
  if (!item || !write) return;
  if (trouble === 'cleared' && (item.gone || write.type !== 'add')) draft.drop(item);
  else if (write.type === 'add') {
    // An earlier attempt that may have been taken leaves that open, and a snapshot that shows it settles it.
    const isDoubtful = outcomeUnknown || (item.stored === 'unknown' && trouble !== 'invalid');
    const stored = item.stored === 'yes' ? 'yes' : isDoubtful ? 'unknown' : 'no';
    draft.change(localId, {stored, writes, writing: false, isUnstorable: trouble === 'invalid'});
    draft.writeToMemory(localId);
    if (trouble === 'cleared') stopBefore(draft, localId, signedOut(draft));
  } else if (write.type === 'update' && write.update.type === 'claim') {
    // A claim that may have been taken is found in the next snapshot, and given back.
    draft.change(localId, {writes, writing: false});
  } else if (write.type === 'settle' && trouble === 'invalid') {
    // That it is sent counts for more than what its answer said.
    draft.change(localId, {writing: false, writes: [{type: 'update', update: {type: 'forget'}}, ...writes]});
  } else {
    const isRemoval = write.type === 'update' && write.update.type === 'remove';
    draft.change(localId, {writing: false, ...(isRemoval && outcomeUnknown && {mayBeRemoved: true})});
  }
  // The storage may have told meanwhile that it is gone.
  const after = draft.items.get(localId);
  if (after?.gone) draft.missing(after);
}

const signedOut = (draft: Draft): ConversationError =>
  new ConversationError('unauthorized', {
    adapter: draft.state.adapter,
    message: 'Not sent: this user has signed out.',
  });

/** Something found before its request left keeps an entry from leaving. */
function stopBefore(draft: Draft, localId: string, error: ConversationError, state: 'failed' | 'refused' = 'failed') {
  const claim = draft.items.get(localId)?.claim;
  if (claim !== undefined) {
    draft.change(localId, {claim: undefined});
    draft.update(localId, {type: 'release', claim});
  }
  draft.update(localId, {type: 'stop', state, error});
  draft.tellStuck(localId, false);
}

function asked(draft: Draft, {localId, refusal, baseline}: EventOf<'asked'>): void {
  const item = draft.items.get(localId);
  if (item?.step !== 'asking') return;
  draft.change(localId, {step: undefined});
  if (item.writes.length > 0 || item.gone) return;
  if (refusal) return stopBefore(draft, localId, refusal, 'refused');
  const {page, tick, now} = draft.state;
  draft.update(localId, {type: 'claim', claim: `${page}:${tick}`, sentAt: now, baseline});
}

function consentRead(draft: Draft, conversationId: string, error?: ConversationError): void {
  const {consents, now, tick} = draft.state;
  const known = consents.get(conversationId);
  const last = {at: now, tick: known?.readingSince ?? tick};
  const isFinal = error && ['unauthorized', 'forbidden', 'not-found'].includes(error.kind);
  const failures = error && !isFinal ? (known?.failures ?? 0) + 1 : 0;
  const retryAt = failures > 0 ? now + pauseAfter(failures, error?.retryAfter) : undefined;
  draft.patch({
    consents: new Map(consents).set(conversationId, {
      ...(error ? known?.last && {last: known.last} : {last}),
      ...{failures, retryAt},
    }),
  });
  if (!isFinal) return;
  const first = [...draft.items.values()].find(
    ({entry, sent}) => !sent && entry.outgoing.conversationId === conversationId,
  );
  if (!first || (shownEntry(first).state !== 'queued' && !first.claim)) return;
  stopBefore(draft, first.entry.localId, error);
}

function answered(draft: Draft, {localId, message}: EventOf<'answered'>): void {
  const item = draft.items.get(localId);
  if (!item) return;
  draft.patch({limit: undefined});
  draft.sent({...item, step: undefined}, message, 'answer');
}

function failed(draft: Draft, {localId, error}: EventOf<'failed'>): void {
  const item = draft.items.get(localId);
  if (item?.step !== 'posting' || item.posted === undefined) return;
  const isLimited = error.kind === 'rate-limited' && !error.outcomeUnknown;
  const {now, limit} = draft.state;
  const failures = (limit?.failures ?? 0) + 1;
  const until = now + pauseAfter(failures, error.retryAfter);
  if (isLimited) draft.limitUntil(until, failures);
  draft.requestEnded(localId);
  // History showed it meanwhile: it left, whatever became of the answer.
  if (item.sent) return;
  const attempts = item.entry.attempts + 1;
  if (isLimited && attempts < MOST_ATTEMPTS && !((error.retryAfter ?? 0) > LONGEST_PAUSE)) {
    const postponed = {claim: item.posted, error, attempts, resumesAt: until};
    return draft.update(localId, {type: 'postpone', ...postponed});
  }
  const mayPassAsItIs = error.retry === 'now' || error.retry === 'after-delay' || error.retry === 'after-sign-in';
  const state = error.outcomeUnknown ? 'unconfirmed' : mayPassAsItIs ? 'failed' : 'refused';
  draft.end(item, item.posted, state, error, true);
}

/** The last check held the request back: it certainly did not leave. */
function held(draft: Draft, {localId, reason, error}: EventOf<'held'>): void {
  const item = draft.items.get(localId);
  if (item?.step !== 'posting' || item.posted === undefined) return;
  draft.requestEnded(localId);
  if (item.sent) return;
  draft.change(localId, {waitedAt: draft.tick, written: undefined});
  if (reason === 'refused') return draft.end(item, item.posted, 'refused', error, false);
  draft.update(localId, {type: 'release', claim: item.posted});
  if (reason === 'consent') consentRead(draft, item.entry.outgoing.conversationId, error);
}

/** What was answered, also where the storage has yet to take that. */
export function answeredSends({answered, items}: MachineState): readonly AnsweredSend[] {
  const known = new Set(answered.map(({localId}) => localId));
  const unwritten = [...items.values()].flatMap(({sent}) => (sent && !known.has(sent.localId) ? [sent] : []));
  return unwritten.length > 0 ? [...answered, ...unwritten] : answered;
}

/** What left a conversation without a known outcome: only of these can history hold an echo. */
export const doubtfulEntries = (state: MachineState, conversationId: string): readonly OutboxEntry[] =>
  [...state.items.values()].flatMap((item) => {
    const entry = shownEntry(item);
    const isMeant = entry.outgoing.conversationId === conversationId && !item.sent && item.claim === undefined;
    return isMeant && hasLeft(entry) ? [entry] : [];
  });
