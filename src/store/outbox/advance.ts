import type {Instant} from '../../model/capability-level.js';
import {ConversationError} from '../../model/conversation-error.js';
import {hasWaited, releaseClaim, tellStuck, update, writeToMemory, type Draft} from './draft.js';
import {isInDoubt, type OutboxEntry, type Repeat} from './entry.js';
import {CONSENT_HOLDS, KEY_HOLDS, LONGEST_PAUSE, MOST_REPEATS, pauseAfter} from './pause.js';
import {isLater, waitOf} from './phase.js';
import {accountOf, limitOf, shownEntry, type Item, type MachineState} from './state.js';

/** Lets go on whatever may go on by now. */
export function advance(draft: Draft): void {
  boundPauses(draft);
  for (const item of draft.items.values()) recover(draft, item);
  if (draft.snapshotAt !== undefined) draft.recovering = false;
  for (const item of draft.items.values()) markWaiting(draft, item);
  for (const head of headsOf(draft)) advanceHead(draft, head);
  startWrites(draft);
}

/** When to look again, if nothing else happens before. */
export function nextWake({closed, now, limits, storageRetryAt, consents, items}: MachineState): Instant | undefined {
  const times = [
    storageRetryAt,
    ...[...limits.values()].map(({until}) => until),
    ...[...consents.values()].map(({retryAt}) => retryAt),
    ...[...items.values()].map(({entry}) => entry.repeat?.at),
  ];
  const later = times.filter((time): time is Instant => isLater(time, now));
  return closed || later.length === 0 ? undefined : Math.min(...later);
}

/** No pause ends later than the longest one from now, whatever somebody did to the device's clock meanwhile. */
function boundPauses(draft: Draft): void {
  const {now, limits, storageRetryAt} = draft;
  const latest = now + LONGEST_PAUSE;
  for (const [account, limit] of limits) {
    if (limit.until > latest) limits.set(account, {...limit, until: latest});
  }
  if (isLater(storageRetryAt, latest)) draft.storageRetryAt = latest;
  for (const [conversationId, read] of draft.consents) {
    if (isLater(read.retryAt, latest)) draft.consents.set(conversationId, {...read, retryAt: latest});
  }
}

const canWrite = ({trouble, storageRetryAt, cleared, now}: MachineState): boolean =>
  trouble === undefined && !cleared && !isLater(storageRetryAt, now);

/** An entry that is marked as under way, and is not: its page is gone, or it is this one and nothing left. */
function recover(draft: Draft, item: Item): void {
  const {entry, stored, writes, step, claim, posted, sent} = item;
  const isHandled = writes.length > 0 || step !== undefined || claim !== undefined || sent !== undefined;
  if (isHandled) return;
  // Its key holds no more, or nobody here keeps keys.
  if (entry.state === 'queued' && isInDoubt(entry) && !holdsKey(draft, entry) && draft.leads) {
    update(draft, item, {type: 'stop', state: 'failed', error: entry.error ?? lostPage(draft)});
    return tellStuck(draft, item, true);
  }
  if (stored !== 'yes' || entry.state !== 'sending') return;
  if (entry.claim?.startsWith(`${draft.page}:`)) {
    if (entry.claim !== posted) update(draft, item, {type: 'release', claim: entry.claim});
    return;
  }
  // Where tabs cannot be told apart, another one may well be sending: only what was so at the beginning is looked at.
  if (!draft.leads || !(draft.exclusive || draft.recovering)) return;
  const answered = draft.answered.some(({localId}) => localId === entry.localId);
  const error = lostPage(draft);
  const repeat = mayLeaveAgain(draft, entry) ? repeatOf(draft, entry, error) : undefined;
  update(draft, item, {type: 'recover', claim: entry.claim, answered, error, ...(repeat && {repeat})});
  if (!answered && !repeat) tellStuck(draft, item, true);
}

const lostPage = ({adapter}: Draft): ConversationError => {
  const message = 'The page was closed before an answer came.';
  return new ConversationError('network', {adapter, message, outcomeUnknown: true});
};

/** Whether a request that left under a key can leave again under it, and happen once all the same. */
export const mayLeaveAgain = (draft: Draft, entry: OutboxEntry): boolean =>
  holdsKey(draft, entry) && (entry.repeat?.count ?? 0) < MOST_REPEATS;

const holdsKey = ({repeatable, now}: Draft, {key, sentAt, createdAt}: OutboxEntry): boolean =>
  repeatable && key !== undefined && Math.abs(now - (sentAt ?? createdAt)) < KEY_HOLDS;

/** When it leaves again. */
export function repeatOf(draft: Draft, {repeat}: OutboxEntry, error: ConversationError): Repeat {
  const count = (repeat?.count ?? 0) + 1;
  const at = draft.now + pauseAfter(count, error.retryAfter);
  return {count, at, inDoubt: error.outcomeUnknown || repeat?.inDoubt === true};
}

/** What had to wait for anything has the contact's consent read again before it leaves. */
function markWaiting(draft: Draft, item: Item): void {
  const isWaiting = !item.sent && item.step !== 'posting' && waitOf(draft, item) !== undefined;
  if (isWaiting === item.isWaiting) return;
  item.isWaiting = isWaiting;
  if (isWaiting) item.written = undefined;
  else item.waitedAt = draft.tick;
}

/** The first message of each conversation that is not at the provider. */
function headsOf({items}: MachineState): Iterable<Item> {
  const heads = new Map<string, Item>();
  for (const item of items.values()) {
    const {conversationId} = item.entry.outgoing;
    if (!item.sent && !heads.has(conversationId)) heads.set(conversationId, item);
  }
  return heads.values();
}

function advanceHead(draft: Draft, item: Item): void {
  const {localId, outgoing} = item.entry;
  const entry = shownEntry(item);
  const mayGoOn = entry.state === 'queued' || item.claim !== undefined;
  if (item.writes.length > 0 || item.step || item.gone || item.stored === 'adding' || !mayGoOn) return;
  if (isBlocked(draft, item)) {
    if (item.claim === undefined) return;
    hasWaited(draft, item);
    return releaseClaim(draft, item);
  }
  const consentAt = consentReadAt(draft, item);
  // A clock that was set back proves nothing.
  if (consentAt === undefined || Math.abs(draft.now - consentAt) > CONSENT_HOLDS) {
    const {conversationId} = outgoing;
    const read = draft.consents.get(conversationId) ?? {failures: 0};
    if (read.readingSince !== undefined || isLater(read.retryAt, draft.now)) return;
    draft.consents.set(conversationId, {...read, readingSince: draft.tick});
    draft.effects.push({type: 'read-consent', conversationId});
  } else if (item.claim === undefined) {
    item.step = 'asking';
    draft.effects.push({type: 'ask', localId, entry});
  } else {
    Object.assign(item, {step: 'posting', posted: item.claim, claim: undefined});
    draft.effects.push({type: 'post', entry, stored: item.stored === 'yes', consentAt});
  }
}

function isBlocked(state: MachineState, item: Item): boolean {
  const {closed, cleared, snapshotAt, leads, items} = state;
  if (closed || cleared || snapshotAt === undefined || !leads || waitOf(state, item)) return true;
  const others = [...items.values()].filter((other) => other !== item);
  const isPosting = ({step, entry}: Item) =>
    step === 'posting' && entry.outgoing.conversationId === item.entry.outgoing.conversationId;
  const account = accountOf(state, item.entry);
  const isOfSame = (other: Item): boolean => accountOf(state, other.entry) === account;
  // The answer to one that history has shown already is waited for as well; and one message finds out for all
  // whether the account's rate limit has ended.
  return (
    others.some(isPosting) ||
    (limitOf(state, item.entry) !== undefined && others.some((other) => isLeaving(other) && isOfSame(other)))
  );
}

const isLeaving = ({step, claim, writes}: Item): boolean =>
  step !== undefined ||
  claim !== undefined ||
  writes.some((write) => write.type === 'update' && write.update.type === 'claim');

/** When the consent that holds for an entry was read, if it still holds after all that the entry waited for. */
function consentReadAt({consents}: MachineState, {written, waitedAt, entry}: Item): Instant | undefined {
  const last = consents.get(entry.outgoing.conversationId)?.last;
  const read = last && last.tick >= waitedAt ? last.at : undefined;
  return read === undefined ? written?.at : Math.max(read, written?.at ?? read);
}

function startWrites(draft: Draft): void {
  // The last earlier message of the same conversation that is still to be added: the storage keeps the order.
  const unadded = new Map<string, Item>();
  for (const item of draft.items.values()) {
    const {localId, outgoing} = item.entry;
    const earlier = unadded.get(outgoing.conversationId);
    if (canWrite(draft) && earlier?.stored !== 'no') addAgain(item);
    if (item.writes[0]?.type === 'add' && !item.writing) add(draft, item, earlier);
    else startWrite(draft, item);
    const isAwaited = draft.items.has(localId) && item.stored !== 'yes' && !item.sent && !item.isUnstorable;
    if (isAwaited) unadded.set(outgoing.conversationId, item);
  }
}

/** What the storage does not have is added as soon as that is possible, and what it may have: it adds nothing twice. */
function addAgain(item: Item): void {
  const {stored, writes, writing, sent, isUnstorable} = item;
  const isDoubtful = stored === 'unknown' && !sent && !writing && writes[0]?.type !== 'add';
  if (isDoubtful) item.writes = [{type: 'add'}, ...writes];
  else if (stored === 'no' && !isUnstorable && isIdle(item)) {
    Object.assign(item, {stored: 'adding', writes: [{type: 'add'}]});
  }
}

const isIdle = ({writes, step, claim, sent}: Item): boolean =>
  writes.length === 0 && step === undefined && claim === undefined && !sent;

function add(draft: Draft, item: Item, earlier: Item | undefined): void {
  if (draft.cleared || earlier?.stored === 'no') {
    // What follows a message that the storage does not have at the moment is not in it either, since that may come back
    // into the queue; unless it is there already, from an earlier attempt.
    if (item.stored === 'unknown' && !draft.cleared) return;
    Object.assign(item, {stored: 'no', writes: item.writes.slice(1)});
    writeToMemory(draft, item);
  } else if (!earlier) {
    Object.assign(item, {writing: true, writingSince: draft.tick});
    draft.effects.push({type: 'add', entry: item.entry});
  }
}

function startWrite(draft: Draft, item: Item): void {
  const [write] = item.writes;
  const {localId} = item.entry;
  if (!write || write.type === 'add' || item.writing || !canWrite(draft)) return;
  if (write.type === 'settle') draft.effects.push({type: 'settle', send: write.send});
  else draft.effects.push({type: 'update', localId, update: write.update});
  Object.assign(item, {writing: true, writingSince: draft.tick});
}
