import type {Instant} from '../../model/capability-level.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import {advance, mayLeaveAgain, repeatOf} from './advance.js';
import {
  drop,
  end,
  hasWaited,
  limitUntil,
  missing,
  releaseClaim,
  requestEnded,
  sent,
  tellSent,
  tellStuck,
  update,
  writeToMemory,
  written,
  type Draft,
} from './draft.js';
import {canBeFound} from './echoes.js';
import {hasLeft, isInDoubt, isStuck, type AnsweredSend, type OutboxEntry} from './entry.js';
import {LONGEST_PAUSE, MOST_ATTEMPTS, pauseAfter} from './pause.js';
import {
  accountOf,
  isBeingDiscarded,
  limitOf,
  shownEntry,
  type Effect,
  type Item,
  type MachineEvent,
  type MachineState,
} from './state.js';
import {OUTCOME_UNKNOWN} from './update.js';

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
  const draft: Draft = {
    ...{...state, now, online, tick: state.tick + 1, effects: []},
    items: new Map([...state.items].map(([localId, item]) => [localId, {...item}])),
    consents: new Map(state.consents),
    limits: new Map(state.limits),
    told: new Set(state.told),
  };
  take(draft, event);
  advance(draft);
  const {effects, ...next} = draft;
  return {state: next, effects};
}

type EventOf<Type extends MachineEvent['type']> = Extract<MachineEvent, {readonly type: Type}>;

function take(draft: Draft, event: MachineEvent): void {
  const item = 'localId' in event ? draft.items.get(event.localId) : undefined;
  switch (event.type) {
    case 'send':
      return send(draft, event);
    case 'retry':
      return item && retry(draft, item, event.refusal);
    case 'discard':
      return discard(draft, event.localId, item);
    case 'searched':
      return markSearched(draft, event);
    case 'recognised':
      return recognised(draft, event);
    case 'snapshot':
      return adopt(draft, event);
    case 'storage':
      return storageChanged(draft, event);
    case 'written':
      draft.storageFailures = 0;
      draft.storageRetryAt = undefined;
      return item && written(draft, item, event.entry, event.removed);
    case 'write-failed':
      return writeFailed(draft, item, event);
    case 'asked':
      return item && asked(draft, item, event);
    case 'consent-read':
      return consentRead(draft, event.conversationId, event.error);
    case 'answered':
      return item && answered(draft, item, event.message);
    case 'failed':
      return item && failed(draft, item, event.error);
    case 'held':
      return item && held(draft, item, event);
    case 'lead':
    case 'lead-ended':
      draft.leads = draft.recovering = event.type === 'lead';
      return;
    case 'close':
      draft.closed = true;
      return;
    case 'connection':
    case 'wake':
  }
}

function storageChanged(draft: Draft, {trouble, exclusive, cleared}: EventOf<'storage'>): void {
  // What could not be written is tried again as soon as that is possible.
  if (draft.trouble !== undefined && trouble === undefined) {
    draft.storageRetryAt = undefined;
    draft.storageFailures = 0;
  }
  Object.assign(draft, {trouble, exclusive});
  if (!cleared || draft.cleared) return;
  draft.cleared = true;
  // Also what memory alone had: whoever signs out leaves no text behind.
  for (const item of draft.items.values()) missing(draft, item);
}

/** An item as it is first known. */
const newItem = (entry: OutboxEntry, tick: number, fields?: Partial<Item>): Item => ({
  ...{entry, stored: 'yes', isUnstorable: false, gone: false, writes: [], writing: false, writingSince: -1},
  ...{isWaiting: false, waitedAt: tick},
  ...fields,
});

function send(draft: Draft, {entry, isFollowed = true}: EventOf<'send'>): void {
  const {now, tick, items} = draft;
  // Who writes without having seen the history does not write in view of the contact's consent; and an echo can only be
  // told from what was there before when that is known.
  const written = isFollowed && entry.baseline ? {at: now, tick} : undefined;
  // It has not waited for anything: what was read a moment ago holds for it too.
  items.set(entry.localId, newItem(entry, 0, {stored: 'adding', writes: [{type: 'add'}], isOwn: true, written}));
}

function retry(draft: Draft, item: Item, refusal: ConversationError | undefined): void {
  const entry = shownEntry(item);
  const {state, claim} = entry;
  if (item.sent || isBeingDiscarded(item) || !isStuck(entry)) return;
  if (!refusal) {
    hasWaited(draft, item);
    return update(draft, item, {type: 'requeue', state, claim});
  }
  // Refused or not, what became of the first attempt stays as it was.
  update(draft, item, {type: 'explain', error: refusal});
  tellStuck(draft, item, false);
}

function discard(draft: Draft, localId: string, item: Item | undefined): void {
  // Whoever asks again hears what comes of the first time.
  if (item && isBeingDiscarded(item)) return;
  const entry = item && shownEntry(item);
  const isUnderWay =
    item && entry && (item.step === 'posting' || (entry.state === 'sending' && !item.claim) || isInDoubt(entry));
  if (!item || item.sent || isUnderWay) {
    draft.effects.push({type: 'discarded', localId});
  } else {
    releaseClaim(draft, item);
    update(draft, item, {type: 'remove'});
  }
}

function markSearched(draft: Draft, {conversationId, canTell}: EventOf<'searched'>): void {
  for (const item of draft.items.values()) {
    const entry = shownEntry(item);
    const search = canTell && canBeFound(entry, draft.now) ? 'not-found' : 'cannot-tell';
    const isMeant = entry.outgoing.conversationId === conversationId && entry.state === 'unconfirmed' && !item.sent;
    if (isMeant && entry.search !== search) update(draft, item, {type: 'note', search});
  }
}

function recognised(draft: Draft, {found, possible}: EventOf<'recognised'>): void {
  for (const [localId, message] of found) {
    const send = draft.answered.find((other) => other.localId === localId);
    const item = draft.items.get(localId);
    const historyId = message.id;
    if (send?.answeredId === historyId) draft.idsAgree = true;
    if (send && send.historyId !== historyId) {
      const known = {...send, historyId};
      draft.answered = draft.answered.map((other) => (other === send ? known : other));
      draft.effects.push({type: 'remember', send: known});
    }
    if (item && !item.sent) sent(draft, item, message, 'history');
    else if (item?.sent && !send && item.sent.historyId !== historyId) {
      // Its answer is still to be written down.
      const known = {...item.sent, historyId};
      item.sent = known;
      item.writes = item.writes.map((write) => (write.type === 'settle' ? {...write, send: known} : write));
      if (item.writing) draft.effects.push({type: 'remember', send: known});
    }
  }
  for (const [localId, possibleEcho] of possible) {
    const item = draft.items.get(localId);
    if (!item || item.sent || (shownEntry(item).possibleEcho ?? null) === possibleEcho) continue;
    update(draft, item, {type: 'note', possibleEcho});
  }
}

/** What the storage holds by now, from whichever tab. */
function adopt(draft: Draft, {entries, answered}: EventOf<'snapshot'>): void {
  const {told, snapshotAt, tick, items: before} = draft;
  // What another tab sent belongs into this one's thread as well, before it leaves the queue.
  for (const {localId, message} of answered) {
    if (!told.has(localId) && snapshotAt !== undefined) tellSent(draft, message, localId, false);
  }
  draft.told = new Set([...answered.map(({localId}) => localId), ...[...told].filter((id) => before.has(id))]);
  Object.assign(draft, {answered, snapshotAt: tick});
  // Another tab may have seen both, its answer and the history.
  const isSameId = ({answeredId, historyId}: AnsweredSend) => answeredId !== undefined && answeredId === historyId;
  if (answered.some(isSameId)) draft.idsAgree = true;
  const stuckElsewhere: Item[] = [];
  const recorded = entries.map((entry) => {
    const known = before.get(entry.localId);
    heedLimit(draft, entry, known?.entry);
    if (known?.isOwn && isStuck(entry) && !isStuck(shownEntry(known))) stuckElsewhere.push(known);
    return Object.assign(known ?? newItem(entry, tick, {isLeft: snapshotAt === undefined}), {
      entry,
      stored: 'yes',
      gone: false,
    } as const);
  });
  draft.items = inOrder(recorded, before);
  for (const item of stuckElsewhere) tellStuck(draft, item, false);
  const ids = new Set(entries.map(({localId}) => localId));
  for (const item of before.values()) {
    if (item.stored === 'yes' && !ids.has(item.entry.localId)) missing(draft, item);
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
function heedLimit(draft: Draft, entry: OutboxEntry, known: OutboxEntry | undefined): void {
  const {resumesAt, attempts} = entry;
  const limit = limitOf(draft, entry);
  if (resumesAt === undefined || resumesAt === known?.resumesAt || resumesAt <= (limit?.until ?? draft.now)) return;
  limitUntil(draft, entry, resumesAt, Math.max(1, attempts, limit?.failures ?? 0));
}

function writeFailed(
  draft: Draft,
  item: Item | undefined,
  {localId, trouble, outcomeUnknown}: EventOf<'write-failed'>,
): void {
  // A value that cannot be kept says nothing about the storage.
  if (trouble !== 'invalid') draft.storageRetryAt = draft.now + pauseAfter(++draft.storageFailures);
  if (trouble === 'cleared') draft.cleared = true;
  const [write, ...writes] = item?.writes ?? [];
  if (!item || !write) return;
  const change = write.type === 'update' ? write.update : write;
  if (trouble === 'cleared' && (item.gone || change.type !== 'add')) return drop(draft, item);
  item.writing = false;
  if (change.type === 'add') {
    // An earlier attempt that may have been taken leaves that open, and a snapshot that shows it settles it.
    const isDoubtful = outcomeUnknown || (item.stored === 'unknown' && trouble !== 'invalid');
    if (item.stored !== 'yes') item.stored = isDoubtful ? 'unknown' : 'no';
    Object.assign(item, {writes, isUnstorable: trouble === 'invalid'});
    writeToMemory(draft, item);
    if (trouble === 'cleared') stopBefore(draft, item, signedOut(draft));
  } else if (change.type === 'claim') {
    // A claim that may have been taken is found in the next snapshot, and given back.
    item.writes = writes;
  } else if (change.type === 'settle' && trouble === 'invalid') {
    // That it is sent counts for more than what its answer said.
    item.writes = [{type: 'update', update: {type: 'forget'}}, ...writes];
  } else if (change.type === 'remove' && outcomeUnknown) {
    item.mayBeRemoved = true;
  }
  // The storage may have told meanwhile that it is gone.
  if (item.gone && draft.items.has(localId)) missing(draft, item);
}

const signedOut = ({adapter}: Draft): ConversationError =>
  new ConversationError('unauthorized', {adapter, message: 'Not sent: this user has signed out.'});

/** Something found before its request left keeps an entry from leaving. */
function stopBefore(draft: Draft, item: Item, error: ConversationError, state: 'failed' | 'refused' = 'failed') {
  releaseClaim(draft, item);
  update(draft, item, {type: 'stop', state, error});
  tellStuck(draft, item, false);
}

function asked(draft: Draft, item: Item, {refusal, baseline}: EventOf<'asked'>): void {
  if (item.step !== 'asking') return;
  item.step = undefined;
  if (item.writes.length > 0 || item.gone) return;
  if (refusal) return stopBefore(draft, item, refusal, 'refused');
  const {page, tick, now, repeatable} = draft;
  const {localId, key = localId} = item.entry;
  const keyed = repeatable ? {key} : {};
  update(draft, item, {type: 'claim', claim: `${page}:${tick}`, sentAt: now, baseline, ...keyed});
}

function consentRead(draft: Draft, conversationId: string, error?: ConversationError): void {
  const {consents, now, tick} = draft;
  const known = consents.get(conversationId);
  const isFinal = error && ['unauthorized', 'forbidden', 'not-found'].includes(error.kind);
  const failures = error && !isFinal ? (known?.failures ?? 0) + 1 : 0;
  consents.set(conversationId, {
    last: error ? known?.last : {at: now, tick: known?.readingSince ?? tick},
    failures,
    retryAt: failures > 0 ? now + pauseAfter(failures, error?.retryAfter) : undefined,
  });
  if (!isFinal) return;
  const first = [...draft.items.values()].find(
    ({entry, sent}) => !sent && entry.outgoing.conversationId === conversationId,
  );
  if (first && (shownEntry(first).state === 'queued' || first.claim)) stopBefore(draft, first, error);
}

function answered(draft: Draft, item: Item, message: Message): void {
  draft.limits.delete(accountOf(draft, item.entry));
  item.step = undefined;
  sent(draft, item, message, 'answer');
}

/** The claim of a request that is over, where its outcome is news: history may have shown the message meanwhile. */
function endedClaim(draft: Draft, item: Item): string | undefined {
  if (item.step !== 'posting') return undefined;
  requestEnded(draft, item);
  return item.sent ? undefined : item.posted;
}

function failed(draft: Draft, item: Item, error: ConversationError): void {
  const failures = (limitOf(draft, item.entry)?.failures ?? 0) + 1;
  const resumesAt = draft.now + pauseAfter(failures, error.retryAfter);
  const isLimited = error.kind === 'rate-limited' && !error.outcomeUnknown;
  if (isLimited && item.step === 'posting') limitUntil(draft, item.entry, resumesAt, failures);
  const claim = endedClaim(draft, item);
  if (claim === undefined) return;
  const attempts = item.entry.attempts + 1;
  if (isLimited && attempts < MOST_ATTEMPTS && !((error.retryAfter ?? 0) > LONGEST_PAUSE)) {
    return update(draft, item, {type: 'postpone', claim, error, attempts, resumesAt});
  }
  const isWorthIt = error.outcomeUnknown ? error.code !== OUTCOME_UNKNOWN : isPassing(error);
  if (isWorthIt && mayLeaveAgain(draft, item.entry)) {
    return update(draft, item, {type: 'repeat', claim, error, repeat: repeatOf(draft, item.entry, error)});
  }
  const inDoubt = error.outcomeUnknown || (isInDoubt(item.entry) && !isAboutTheSend(error));
  const mayPassAsItIs = error.retry === 'now' || error.retry === 'after-delay' || error.retry === 'after-sign-in';
  end(draft, item, claim, inDoubt ? 'unconfirmed' : mayPassAsItIs ? 'failed' : 'refused', error, true);
}

/** The provider's own word on a send that left again says that none before went through; any other says nothing of those. */
const isAboutTheSend = ({status = 0, code}: ConversationError): boolean =>
  code === 'not-sent' || (status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status));

/** It did not leave, or was not let through, for a reason that ends by itself. */
const isPassing = ({kind}: ConversationError): boolean => kind === 'network' || kind === 'timeout' || kind === 'server';

/** The last check held the request back: it certainly did not leave. */
function held(draft: Draft, item: Item, {reason, error}: EventOf<'held'>): void {
  const claim = endedClaim(draft, item);
  if (claim === undefined) return;
  hasWaited(draft, item);
  if (reason === 'refused') {
    return end(draft, item, claim, isInDoubt(item.entry) ? 'unconfirmed' : 'refused', error, false);
  }
  update(draft, item, {type: 'release', claim});
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
