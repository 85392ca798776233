import type {Instant} from '../../model/capability-level.js';
import type {ConversationError} from '../../model/conversation-error.js';
import type {Message} from '../../model/message.js';
import type {StorageError, StorageState} from '../storage/port.js';
import type {AnsweredSend, EchoBaseline, OutboxEntry, SendPhase} from './entry.js';
import {updateEntry, type EntryUpdate} from './update.js';

/** A write that the storage has not taken yet. */
export type Write =
  | {readonly type: 'add'}
  | {readonly type: 'update'; readonly update: EntryUpdate}
  | {readonly type: 'settle'; readonly send: AnsweredSend};

/** A moment, by this device's clock and in the order of events: the clock may stand still or go back. */
export interface Moment {
  readonly at: Instant;
  readonly tick: number;
}

/** An entry, and what this page knows of it beyond the storage. Only a draft changes one. */
export interface Item {
  /** As the storage last told, or from memory while the storage does not have it. */
  entry: OutboxEntry;
  /** Whether the storage has it. While that is `unknown` another tab may have it too. */
  stored: 'yes' | 'adding' | 'unknown' | 'no';
  /** The storage cannot keep it, and it is no use to try again. */
  isUnstorable: boolean;
  /** The storage had it, and has it no more. */
  gone: boolean;
  /** What the storage has yet to take, in order. */
  writes: readonly Write[];
  /** The first of the writes is under way. */
  writing: boolean;
  /** When that began. */
  writingSince: number;
  /** It may have been taken out already: the answer to that was lost. */
  mayBeRemoved?: boolean;
  step?: 'asking' | 'posting';
  /** A claim that was taken and of which no request has left. */
  claim?: string;
  /** The last claim of which a request left from this page. */
  posted?: string;
  /** The provider has it: not shown any more, even if the storage does not know that yet. */
  sent?: AnsweredSend;
  /** Written on this page: whoever wrote it is told here what becomes of it, whichever tab sends. */
  isOwn?: boolean;
  /** It was there when this page began: whoever wrote it did so on a page that is gone. */
  isLeft?: boolean;
  /** When it was written on this page in view of the contact's consent; absent once it had to wait. */
  written?: Moment;
  isWaiting: boolean;
  /** When a wait last ended: what was read of the contact's consent before does not hold. */
  waitedAt: number;
}

/** What is known of when a conversation's consent was read. */
export interface ConsentRead {
  readonly last?: Moment;
  /** The tick at which a read under way began. */
  readonly readingSince?: number;
  readonly failures: number;
  readonly retryAt?: Instant;
}

export interface RateLimit {
  readonly until: Instant;
  readonly failures: number;
}

export interface MachineState {
  /** The provider's name, for errors. */
  readonly adapter: string;
  /** Names this page among those that ever sent from this storage. */
  readonly page: string;
  readonly now: Instant;
  /** Counts events. */
  readonly tick: number;
  readonly items: ReadonlyMap<string, Item>;
  readonly answered: readonly AnsweredSend[];
  /** Sends of which was told that the provider has them. */
  readonly told: ReadonlySet<string>;
  readonly consents: ReadonlyMap<string, ConsentRead>;
  /** What the storage holds was told at least once, and when last. */
  readonly snapshotAt?: number;
  readonly trouble?: StorageState['trouble'];
  readonly exclusive: boolean;
  /** Writes failed in a row; nothing is written before `retryAt`. */
  readonly storageFailures: number;
  readonly storageRetryAt?: Instant;
  /** Signed out: nothing leaves any more. */
  readonly cleared: boolean;
  readonly closed: boolean;
  readonly online: boolean;
  /** It is this tab's turn to send. */
  readonly leads: boolean;
  /** What the former leader left is yet to be looked at. */
  readonly recovering: boolean;
  /** The rate limits that accounts are under: "not now" answers in a row. One message at a time probes each. */
  readonly limits: ReadonlyMap<string, RateLimit>;
  /** Whose a conversation is, always the same; of several accounts, each has a limit of its own. */
  readonly accountOf: (conversationId: string) => string;
  /** A request may leave again under its key. */
  readonly repeatable: boolean;
  /** History is known to use the ids of answers. */
  readonly idsAgree: boolean;
}

/** Why the last check, where the request leaves, held it back. */
export type HoldReason = 'refused' | 'consent' | 'connection' | 'storage' | 'turn' | 'closed';

export type MachineEvent =
  /** `isFollowed`: written in view of the newest messages, and so of the contact's consent. */
  | {readonly type: 'send'; readonly entry: OutboxEntry; readonly isFollowed?: boolean}
  | {readonly type: 'retry'; readonly localId: string; readonly refusal?: ConversationError}
  | {readonly type: 'discard'; readonly localId: string}
  | {readonly type: 'searched'; readonly conversationId: string; readonly canTell: boolean}
  | {
      readonly type: 'recognised';
      readonly found: ReadonlyMap<string, Message>;
      /** The possible echo of each unconfirmed message that was looked for; `null` where one turned out not to be. */
      readonly possible: ReadonlyMap<string, string | null>;
    }
  | {readonly type: 'snapshot'; readonly entries: readonly OutboxEntry[]; readonly answered: readonly AnsweredSend[]}
  | ({readonly type: 'storage'} & Pick<StorageState, 'trouble' | 'exclusive' | 'cleared'>)
  | {
      readonly type: 'written';
      readonly localId: string;
      /** The entry as the storage has it now. */
      readonly entry?: OutboxEntry;
      /** The entry that was taken out. */
      readonly removed?: OutboxEntry;
    }
  | {
      readonly type: 'write-failed';
      readonly localId: string;
      readonly trouble: StorageError['trouble'];
      readonly outcomeUnknown: boolean;
    }
  | {
      readonly type: 'asked';
      readonly localId: string;
      readonly refusal?: ConversationError;
      readonly baseline?: EchoBaseline;
    }
  | {readonly type: 'consent-read'; readonly conversationId: string; readonly error?: ConversationError}
  | {readonly type: 'answered'; readonly localId: string; readonly message: Message}
  | {readonly type: 'failed'; readonly localId: string; readonly error: ConversationError}
  | {
      readonly type: 'held';
      readonly localId: string;
      readonly reason: HoldReason;
      readonly error: ConversationError;
    }
  | {readonly type: 'connection'}
  | {readonly type: 'lead'}
  | {readonly type: 'lead-ended'}
  | {readonly type: 'wake'}
  | {readonly type: 'close'};

/** What came to pass in the outbox, for the rest of the inbox. */
export type OutboxEvent =
  /** The provider has a message, which carries its `localId`. `first` is false when this was told before. */
  | {readonly type: 'sent'; readonly message: Message; readonly first: boolean}
  /** A message of the history was taken for one that it is not: what it is can be told by reading it again. */
  | {readonly type: 'mistaken'; readonly conversationId: string}
  /**
   * A message failed, was refused, or nobody knows. `asked` tells whether this page asked the provider, `isOwn` whether
   * somebody on this page can have its text back: it was written there, or by nobody else who is still there.
   */
  | {readonly type: 'stuck'; readonly entry: OutboxEntry; readonly asked: boolean; readonly isOwn: boolean}
  /** A message has to wait for a connection, a rate limit or the storage. */
  | {readonly type: 'waiting'; readonly entry: OutboxEntry; readonly phase: SendPhase};

export type Effect =
  | {readonly type: 'add'; readonly entry: OutboxEntry}
  | {readonly type: 'update'; readonly localId: string; readonly update: EntryUpdate}
  | {readonly type: 'settle'; readonly send: AnsweredSend}
  /** Keeps which message of the history a send turned out to be; not worth a second attempt. */
  | {readonly type: 'remember'; readonly send: AnsweredSend}
  /** Asks whether something forbids it by now, and what is known of the history. */
  | {readonly type: 'ask'; readonly localId: string; readonly entry: OutboxEntry}
  | {readonly type: 'read-consent'; readonly conversationId: string}
  /** `consentAt` is when the contact's consent was last read. */
  | {readonly type: 'post'; readonly entry: OutboxEntry; readonly stored: boolean; readonly consentAt: Instant}
  | {readonly type: 'tell'; readonly event: OutboxEvent}
  /** A discard came to its end: with the entry that was taken out, if it was. */
  | {readonly type: 'discarded'; readonly localId: string; readonly entry?: OutboxEntry};

export const initialState = (
  init: Pick<MachineState, 'adapter' | 'page' | 'now' | 'online' | 'repeatable'> &
    Partial<Pick<MachineState, 'accountOf'>>,
): MachineState => ({
  accountOf: () => '',
  ...init,
  tick: 0,
  items: new Map(),
  answered: [],
  told: new Set(),
  consents: new Map(),
  limits: new Map(),
  exclusive: true,
  storageFailures: 0,
  cleared: false,
  closed: false,
  leads: false,
  recovering: false,
  idsAgree: false,
});

/** An entry with all that this page knows of it, also what the storage has yet to take; a claim counts once taken. */
export function shownEntry({entry, writes, stored, writing}: Item): OutboxEntry {
  let shown = entry;
  for (const write of writes) {
    if (write.type !== 'update' || write.update.type === 'claim') continue;
    const next = updateEntry(shown, write.update);
    if (typeof next === 'object') shown = next;
  }
  // One that is just being added is as good as kept; one that has to wait for that is not, nor is one that may be lost.
  const isKept = stored === 'yes' || (stored === 'adding' && writing);
  return isKept ? shown : {...shown, volatile: true};
}

export const accountOf = (state: MachineState, {outgoing}: OutboxEntry): string =>
  state.accountOf(outgoing.conversationId);

/** The limit that holds for a message. */
export const limitOf = (state: MachineState, entry: OutboxEntry): RateLimit | undefined =>
  state.limits.get(accountOf(state, entry));

export const isBeingDiscarded = ({writes}: Item): boolean =>
  writes.some((write) => write.type === 'update' && write.update.type === 'remove');

/** True while the provider's or the storage's answer to something is awaited. */
export const isBusy = ({items}: MachineState): boolean =>
  [...items.values()].some(({step, writing}) => writing || step !== undefined);
