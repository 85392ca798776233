import type {Instant} from '../../model/capability-level.js';
import type {ConversationError} from '../../model/conversation-error.js';
import {isInDoubt, isStuck, type EchoBaseline, type OutboxEntry, type OutboxEntryState, type Repeat} from './entry.js';

/**
 * What is to become of an entry, as data: the storage applies it in one step to what the entry is by then, in whichever
 * tab that was written. A change that has been applied, or that another tab overtook, changes nothing, so that one
 * whose outcome is unknown can be written again.
 */
export type EntryUpdate =
  /** Its request is about to leave from the page that made the claim. */
  | {
      readonly type: 'claim';
      readonly claim: string;
      readonly sentAt: Instant;
      readonly baseline?: EchoBaseline;
      readonly key?: string;
    }
  /** The request of this claim certainly did not leave, whatever another page made of it meanwhile. */
  | {readonly type: 'release'; readonly claim: string}
  /** The provider answered "not now" to the request of this claim. */
  | {
      readonly type: 'postpone';
      readonly claim: string;
      readonly error: ConversationError;
      readonly attempts: number;
      readonly resumesAt: Instant;
    }
  /** The request of this claim is to leave again, under the same key. */
  | {readonly type: 'repeat'; readonly claim: string; readonly error: ConversationError; readonly repeat: Repeat}
  /** What became of the request of this claim. */
  | {
      readonly type: 'end';
      readonly claim: string;
      readonly state: StuckState;
      readonly error: ConversationError;
      readonly attempts: number;
    }
  /** Found before a claim: it must not leave. */
  | {readonly type: 'stop'; readonly state: 'failed' | 'refused'; readonly error: ConversationError}
  /** The page that made this claim is gone; with `repeat`, its request leaves again under its key. */
  | {
      readonly type: 'recover';
      readonly claim: string | undefined;
      readonly answered: boolean;
      readonly error: ConversationError;
      readonly repeat?: Repeat;
    }
  /** Somebody asked to try again what this claim, if any, left stuck. */
  | {readonly type: 'requeue'; readonly state: OutboxEntryState; readonly claim: string | undefined}
  /** Stuck as before, for another reason. */
  | {readonly type: 'explain'; readonly error: ConversationError}
  /** What the history says of an unconfirmed message; `null` takes a possible echo back. */
  | {readonly type: 'note'; readonly search?: OutboxEntry['search']; readonly possibleEcho?: string | null}
  | {readonly type: 'remove'}
  /** The provider has it. */
  | {readonly type: 'forget'};

export type StuckState = 'failed' | 'refused' | 'unconfirmed';

export function updateEntry(current: OutboxEntry, update: EntryUpdate): OutboxEntry | 'remove' | 'keep' {
  switch (update.type) {
    case 'claim': {
      if (current.state !== 'queued') return 'keep';
      const {claim, sentAt, baseline = current.baseline, key} = update;
      // What left before may be in the history by now, so it is looked for since then.
      const since = isInDoubt(current) ? {} : {sentAt, baseline};
      return {...current, ...since, state: 'sending', claim, key, error: undefined, resumesAt: undefined};
    }
    case 'release':
      if (current.claim !== update.claim || (current.state !== 'sending' && current.state !== 'unconfirmed'))
        return 'keep';
      return {...current, state: 'queued', claim: undefined, sentAt: leftAt(current), error: undefined};
    case 'postpone': {
      if (!concerns(current, update.claim)) return 'keep';
      const {error, attempts, resumesAt} = update;
      return {...current, state: 'queued', claim: undefined, sentAt: leftAt(current), error, attempts, resumesAt};
    }
    case 'repeat': {
      if (!concerns(current, update.claim)) return 'keep';
      const {error, repeat} = update;
      const sentAt = repeat.inDoubt ? current.sentAt : undefined;
      return {...current, state: 'queued', claim: undefined, sentAt, error, repeat};
    }
    case 'end': {
      if (!concerns(current, update.claim)) return 'keep';
      const {state, error, attempts, claim} = update;
      // Certainly not processed, so there is no echo to look for.
      const sentAt = state === 'unconfirmed' ? (current.sentAt ?? current.createdAt) : undefined;
      return {...current, state, error, attempts, claim, sentAt, repeat: undefined};
    }
    case 'stop':
      if (current.state !== 'queued') return 'keep';
      return {
        ...{...current, error: update.error, resumesAt: undefined, repeat: undefined},
        state: isInDoubt(current) ? 'unconfirmed' : update.state,
      };
    case 'recover':
      if (current.state !== 'sending' || current.claim !== update.claim) return 'keep';
      if (update.answered) return 'remove';
      if (update.repeat) return {...current, state: 'queued', claim: undefined, repeat: update.repeat};
      return {...current, state: 'unconfirmed', error: update.error, repeat: undefined};
    case 'requeue':
      if (!isStuck(current) || current.state !== update.state || current.claim !== update.claim) return 'keep';
      return {...current, ...FRESH, key: keyAfter(current)};
    case 'explain':
      return isStuck(current) ? {...current, error: update.error} : 'keep';
    case 'note': {
      if (current.state !== 'unconfirmed') return 'keep';
      const {search = current.search, possibleEcho = current.possibleEcho ?? null} = update;
      return {...current, search, possibleEcho: possibleEcho ?? undefined};
    }
    case 'remove':
      return current.state === 'sending' || isInDoubt(current) ? 'keep' : 'remove';
    case 'forget':
      return 'remove';
  }
}

const FRESH = {
  state: 'queued',
  attempts: 0,
  error: undefined,
  claim: undefined,
  sentAt: undefined,
  resumesAt: undefined,
  search: undefined,
  possibleEcho: undefined,
  repeat: undefined,
} as const;

/** What certainly did not leave this time may have left before. */
const leftAt = (entry: OutboxEntry): Instant | undefined => (isInDoubt(entry) ? entry.sentAt : undefined);

/** Under a key of which nobody knows what came, nothing leaves any more: who tries again all the same needs another one. */
const keyAfter = ({key, error}: OutboxEntry): string | undefined =>
  key !== undefined && error?.code === OUTCOME_UNKNOWN ? `${key}.` : key;

/** Whoever keeps keys says so when it asked the provider and does not know how that ended. */
export const OUTCOME_UNKNOWN = 'outcome-unknown';

/** Whether an entry is still at the attempt of a claim, or was so never marked: what became of it is news then. */
const concerns = ({state, claim}: OutboxEntry, attempt: string): boolean =>
  claim === attempt || (state === 'queued' && claim === undefined);
