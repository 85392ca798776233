import type {Consent} from '../../model/consent.js';
import type {Instant} from '../../model/capability-level.js';
import type {Unsubscribe} from '../observable.js';
import type {AnsweredSend, OutboxEntry} from '../outbox/entry.js';

/** What somebody typed for a conversation and has not sent. */
export interface StoredDraft {
  readonly text: string;
  readonly mediaUrls: readonly string[];
  /** When it was typed, by this device's clock: of two tabs, the later one holds, also when it is empty. */
  readonly editedAt: Instant;
}

/** What this device learned about the consent of a pair of addresses (own number, contact's address). */
export interface StoredConsent {
  readonly consent: Consent;
  /** The newest message there was when the provider refused a send for opt-out: only later ones can say otherwise. */
  readonly refusedAfter?: Instant;
}

/** How far a conversation was read on this device. */
export interface SeenMark {
  /** The conversation's last activity that was on screen, by the provider's clock. */
  readonly activityAt: Instant;
  /** The provider's own unread count at that moment, not the one shown. */
  readonly count: number;
  /** How often it was marked unread there and read again: while it is odd, it counts as unread. */
  readonly turns?: number;
}

/** Whether somebody marked a conversation unread, and has not read it since. */
export const isMarkedUnread = (mark: SeenMark | undefined): boolean => (mark?.turns ?? 0) % 2 === 1;

/** By the provider's clock: the message that decided, or the newest there was when a send was refused. */
export const decidedAt = ({consent, refusedAfter}: StoredConsent): Instant =>
  Math.max(consent.since ?? -Infinity, refusedAfter === undefined ? -Infinity : refusedAfter + 0.5);

/**
 * Whether one record of a pair makes way for another: of two tabs that learn something at once, the later decision holds,
 * whichever is written last. That nothing is known any more is somebody's wish, and always taken.
 */
export const isDecidedSince = (kept: StoredConsent, next: StoredConsent): boolean =>
  decidedAt(next) === -Infinity || decidedAt(next) >= decidedAt(kept);

/** Whether one mark lies beyond another; of one instant, by the number of messages, and then by who turned it last. */
export const isSeenFurther = (kept: SeenMark, {activityAt, count, turns = 0}: SeenMark): boolean =>
  (activityAt - kept.activityAt || count - kept.count || turns - (kept.turns ?? 0)) > 0;

/** Everything that is kept. Never changed in place. */
export interface StorageSnapshot {
  /** In the order they were written. */
  readonly entries: readonly OutboxEntry[];
  readonly answered: readonly AnsweredSend[];
  /** By conversation. */
  readonly drafts: ReadonlyMap<string, StoredDraft>;
  /** By pair of addresses. */
  readonly consents: ReadonlyMap<string, StoredConsent>;
  /** By conversation. */
  readonly seen: ReadonlyMap<string, SeenMark>;
}

export const EMPTY_SNAPSHOT: StorageSnapshot = {
  entries: [],
  answered: [],
  drafts: new Map(),
  consents: new Map(),
  seen: new Map(),
};

/** Why nothing can be written at the moment. */
export type StorageTrouble =
  /** The connection to the database was lost; it is being opened again. */
  | 'lost'
  /** The device has no room left. */
  | 'full'
  /** A tab of an older version keeps the database from being upgraded. */
  | 'blocked'
  /** A newer version of this library owns the database: this page has to be loaded again. */
  | 'outdated';

/** What can be said about the storage at a moment. */
export interface StorageState {
  /** False when what is kept ends with this page: no storage was asked for, or the browser keeps none. */
  readonly durable: boolean;
  /** Set while nothing can be written; goes away by itself when it can. */
  readonly trouble?: StorageTrouble;
  /** False where the browser cannot tell tabs apart safely (an insecure page): only one tab should be used to send. */
  readonly exclusive: boolean;
  /** How many rows could not be read and were set aside. */
  readonly setAside: number;
  /**
   * True when somebody signed out: this storage is over for good, its contents are empty, and every write rejects.
   * Whoever goes on after a sign-out opens a storage anew.
   */
  readonly cleared?: boolean;
}

/**
 * Why a write was not kept: trouble that goes away by itself, or
 *
 * - `cleared`: what this storage belonged to was forgotten, as when the user signed out; it takes nothing any more.
 * - `closed`: this storage was closed.
 * - `invalid`: this value cannot be kept (a function among a provider's options, an id that is no text); the storage
 *   itself is well, and the same write will fail again.
 */
export type StorageFailure = StorageTrouble | 'cleared' | 'closed' | 'invalid';

/** Thrown by every write that did not happen, or may not have happened. */
export class StorageError extends Error {
  override readonly name = 'StorageError';

  /**
   * @param trouble what is wrong; where it is also the storage's `state.trouble`, that was set before
   * @param outcomeUnknown true when the write may have happened all the same; the next snapshot tells
   */
  constructor(
    readonly trouble: StorageFailure,
    readonly outcomeUnknown: boolean,
    cause?: unknown,
  ) {
    super(`The storage did not keep it: ${trouble}`, {cause});
  }
}

/** What an update makes of an entry: another one, nothing, or what it was. Must not throw. */
export type EntryChange = (current: OutboxEntry) => OutboxEntry | 'remove' | 'keep';

/**
 * Where what must not be lost is kept: sends on their way, drafts, who opted out, what was read. One storage belongs to
 * one adapter and one signed-in user, and is shared by all of that user's tabs.
 *
 * A write resolves when it is kept and every watcher of this tab was told; it rejects with `StorageError`, and nothing
 * else, when it is not. A storage that lost its database never pretends: it rejects, says so in `state`, opens the
 * database again by itself, and then tells the watchers what is really there.
 */
export interface InboxStorage {
  readonly state: StorageState;
  /** Calls back after every change of `state`. */
  subscribe(listener: () => void): Unsubscribe;
  /**
   * Tells the present contents as soon as they are known, and again after every change, in whichever tab it was made.
   * Also tells them, changed or not, when trouble is about to end: what a write of unknown outcome did is seen then.
   * Objects that did not change keep their identity.
   */
  watch(listener: (snapshot: StorageSnapshot) => void): Unsubscribe;
  /**
   * Adds an entry at the end; adding a `localId` that is there already changes nothing, and one that was there and was
   * taken out since, by whichever tab, is not added again. Resolves with the entry as it is then.
   */
  add(entry: OutboxEntry): Promise<OutboxEntry | undefined>;
  /** Changes an entry in one step, which no other tab can interrupt. Resolves with the entry as it is then. */
  update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined>;
  /**
   * Keeps an answered send and takes its entry out of the queue, in one step. The text is kept on the device for as long
   * as the storage was told to keep sent texts; watchers of this page are told of it for as long as the page lives, up to
   * `KEPT_ANSWERED` sends.
   */
  settle(send: AnsweredSend): Promise<void>;
  /** Keeps a draft, empty ones too, unless what is kept was typed later; that stays then. */
  putDraft(conversationId: string, draft: StoredDraft): Promise<void>;
  /** Keeps what was learned of a pair, unless what is kept was decided later; see `isDecidedSince`. */
  putConsent(pair: string, consent: StoredConsent): Promise<void>;
  /** Keeps how far a conversation was read, unless what is kept lies further. */
  putSeen(conversationId: string, seen: SeenMark): Promise<void>;
  /**
   * Waits for this tab's turn to be the one that sends; one tab has it at a time. The turn ends when the returned
   * function is called, when the storage is closed, cleared or outdated, and where tabs take turns by a lease that
   * another tab took over meanwhile; after that last one it may come again.
   *
   * @param onTurn called when the turn comes, after everything was read again; what it returns is called before the
   *   turn is given away
   */
  lead(onTurn: () => () => Promise<void>): Unsubscribe;
  /**
   * Forgets everything for good, as when the user signs out: also in other tabs, and whatever is written afterwards by
   * somebody who opened it before, this storage included (see `state.cleared`).
   *
   * @throws StorageError when it cannot be said that nothing is left on the device; this page forgot it all the same
   */
  clear(): Promise<void>;
  /** Lets go of the database, the turn to send and every timer; writes under way are finished. */
  close(): Promise<void>;
}

/**
 * Local ids of entries that were taken out, kept at most: as many as a queue can hold twice, since a tab that does not
 * know whether its entry was added may add it again as long as it lives.
 */
export const KEPT_REMOVED = 1000;
/** Answered sends kept at most: enough that no echo of them can be taken for another's. */
export const KEPT_ANSWERED = 200;
/** How long sent texts are kept on the device by default, in milliseconds: an hour. */
export const KEEP_SENT_FOR = 3_600_000;
/** Entries kept. A queue this long means that nothing has been sent for very long. */
export const KEPT_ENTRIES = 500;
