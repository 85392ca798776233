import type {Instant} from '../../model/capability-level.js';
import {ConversationError} from '../../model/conversation-error.js';
import type {Draft} from './draft.js';
import {CONSENT_HOLDS, LONGEST_PAUSE} from './pause.js';
import {isLater, waitOf} from './phase.js';
import {shownEntry, type Item, type MachineState} from './state.js';

/** Lets go on whatever may go on by now. */
export function advance(draft: Draft): void {
  boundPauses(draft);
  for (const item of [...draft.items.values()]) recover(draft, item);
  if (draft.state.snapshotAt !== undefined) draft.patch({recovering: false});
  markWaiting(draft);
  for (const head of headsOf(draft.state)) advanceHead(draft, head);
  startWrites(draft);
}

/** When to look again, if nothing else happens before. */
export function nextWake({closed, now, limit, storageRetryAt, consents}: MachineState): Instant | undefined {
  if (closed) return undefined;
  const times = [limit?.until, storageRetryAt, ...[...consents.values()].map(({retryAt}) => retryAt)];
  const later = times.filter((time) => time !== undefined && time > now) as Instant[];
  return later.length > 0 ? Math.min(...later) : undefined;
}

/** No pause ends later than the longest one from now, whatever somebody did to the device's clock meanwhile. */
function boundPauses(draft: Draft): void {
  const {now, limit, storageRetryAt, consents} = draft.state;
  const latest = now + LONGEST_PAUSE;
  if (limit && limit.until > latest) draft.patch({limit: {...limit, until: latest}});
  if (isLater(storageRetryAt, latest)) draft.patch({storageRetryAt: latest});
  for (const [conversationId, read] of consents) {
    if (!isLater(read.retryAt, latest)) continue;
    draft.patch({consents: new Map(draft.state.consents).set(conversationId, {...read, retryAt: latest})});
  }
}

const canWrite = ({trouble, storageRetryAt, cleared, now}: MachineState): boolean =>
  trouble === undefined && !cleared && !isLater(storageRetryAt, now);

/** An entry that is marked as under way, and is not: its page is gone, or it is this one and nothing left. */
function recover(draft: Draft, {entry, stored, writes, step, claim, posted, sent}: Item): void {
  const {state} = draft;
  const isHandled = writes.length > 0 || step !== undefined || claim !== undefined || sent !== undefined;
  if (stored !== 'yes' || entry.state !== 'sending' || isHandled) return;
  if (entry.claim?.startsWith(`${state.page}:`)) {
    if (entry.claim !== posted) draft.update(entry.localId, {type: 'release', claim: entry.claim});
    return;
  }
  // Where tabs cannot be told apart, another one may well be sending: only what was so at the beginning is looked at.
  if (!state.leads || !(state.exclusive || state.recovering)) return;
  const answered = state.answered.some(({localId}) => localId === entry.localId);
  const message = 'The page was closed before an answer came.';
  const error = new ConversationError('network', {adapter: state.adapter, message, outcomeUnknown: true});
  draft.update(entry.localId, {type: 'recover', claim: entry.claim, answered, error});
  if (!answered) draft.tellStuck(entry.localId, true);
}

/** What had to wait for anything has the contact's consent read again before it leaves. */
function markWaiting(draft: Draft): void {
  const {state, tick} = draft;
  for (const item of [...draft.items.values()]) {
    const isWaiting = !item.sent && item.step !== 'posting' && waitOf(state, item) !== undefined;
    if (isWaiting === item.isWaiting) continue;
    draft.change(item.entry.localId, isWaiting ? {isWaiting, written: undefined} : {isWaiting, waitedAt: tick});
  }
}

/** The first message of each conversation that is not at the provider. */
function headsOf({items}: MachineState): readonly Item[] {
  const heads = new Map<string, Item>();
  for (const item of items.values()) {
    const {conversationId} = item.entry.outgoing;
    if (!item.sent && !heads.has(conversationId)) heads.set(conversationId, item);
  }
  return [...heads.values()];
}

function advanceHead(draft: Draft, item: Item): void {
  const {state} = draft;
  const {localId, outgoing} = item.entry;
  const mayGoOn = shownEntry(item).state === 'queued' || item.claim !== undefined;
  if (item.writes.length > 0 || item.step || item.gone || item.stored === 'adding' || !mayGoOn) return;
  if (isBlocked(state, item)) {
    if (item.claim === undefined) return;
    draft.change(localId, {claim: undefined, waitedAt: draft.tick, written: undefined});
    return draft.update(localId, {type: 'release', claim: item.claim});
  }
  const consentAt = consentReadAt(state, item);
  // A clock that was set back proves nothing.
  if (consentAt === undefined || Math.abs(state.now - consentAt) > CONSENT_HOLDS) {
    const {conversationId} = outgoing;
    const read = state.consents.get(conversationId) ?? {failures: 0};
    if (read.readingSince !== undefined || isLater(read.retryAt, state.now)) return;
    draft.patch({consents: new Map(state.consents).set(conversationId, {...read, readingSince: draft.tick})});
    draft.effects.push({type: 'read-consent', conversationId});
  } else if (item.claim === undefined) {
    draft.change(localId, {step: 'asking'});
    draft.effects.push({type: 'ask', localId, entry: shownEntry(item)});
  } else {
    draft.change(localId, {step: 'posting', posted: item.claim, claim: undefined});
    draft.effects.push({type: 'post', entry: shownEntry(item), stored: item.stored === 'yes', consentAt});
  }
}

function isBlocked(state: MachineState, item: Item): boolean {
  const {localId, outgoing} = item.entry;
  if (state.closed || state.cleared || state.snapshotAt === undefined || !state.leads) return true;
  if (waitOf(state, item)) return true;
  const others = [...state.items.values()].filter(({entry}) => entry.localId !== localId);
  const isPosting = ({step, entry}: Item) =>
    step === 'posting' && entry.outgoing.conversationId === outgoing.conversationId;
  // The answer to one that history has shown already is waited for as well; and one message finds out for all
  // whether the account's rate limit has ended.
  return others.some(isPosting) || (state.limit !== undefined && others.some(isLeaving));
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
  const {state} = draft;
  // The last earlier message of the same conversation that is still to be added: the storage keeps the order.
  const unadded = new Map<string, Item>();
  for (const {entry} of [...draft.items.values()]) {
    const {localId, outgoing} = entry;
    const earlier = unadded.get(outgoing.conversationId);
    const known = draft.items.get(localId);
    if (known && canWrite(state) && earlier?.stored !== 'no') addAgain(draft, known);
    const item = draft.items.get(localId);
    if (!item) continue;
    if (item.writes[0]?.type === 'add' && !item.writing) add(draft, item, earlier);
    else startWrite(draft, item);
    const after = draft.items.get(localId);
    const isAwaited = after && after.stored !== 'yes' && !after.sent && !after.isUnstorable;
    if (isAwaited) unadded.set(outgoing.conversationId, after);
  }
}

/** What the storage does not have is added as soon as that is possible, and what it may have: it adds nothing twice. */
function addAgain(draft: Draft, item: Item): void {
  const {entry, stored, writes, writing, sent, isUnstorable} = item;
  const isDoubtful = stored === 'unknown' && !sent && !writing && writes[0]?.type !== 'add';
  if (isDoubtful) draft.change(entry.localId, {writes: [{type: 'add'}, ...writes]});
  else if (stored === 'no' && !isUnstorable && isIdle(item)) {
    draft.change(entry.localId, {stored: 'adding', writes: [{type: 'add'}]});
  }
}

const isIdle = ({writes, step, claim, sent}: Item): boolean =>
  writes.length === 0 && step === undefined && claim === undefined && !sent;

function add(draft: Draft, item: Item, earlier: Item | undefined): void {
  const {localId} = item.entry;
  if (draft.state.cleared || earlier?.stored === 'no') {
    // What follows a message that the storage does not have at the moment is not in it either, since that may come back
    // into the queue; unless it is there already, from an earlier attempt.
    if (item.stored === 'unknown' && !draft.state.cleared) return;
    draft.change(localId, {stored: 'no', writes: item.writes.slice(1)});
    return draft.writeToMemory(localId);
  }
  if (earlier) return;
  draft.change(localId, {writing: true, writingSince: draft.tick});
  draft.effects.push({type: 'add', entry: item.entry});
}

function startWrite(draft: Draft, {entry, writes, writing}: Item): void {
  const [write] = writes;
  const {localId} = entry;
  if (!write || write.type === 'add' || writing || !canWrite(draft.state)) return;
  if (write.type === 'settle') draft.effects.push({type: 'settle', send: write.send});
  else draft.effects.push({type: 'update', localId, update: write.update});
  draft.change(localId, {writing: true, writingSince: draft.tick});
}
