import type {Consent} from '../model/consent.js';
import type {Instant} from '../model/capability-level.js';
import type {Unsubscribe} from './observable.js';
import type {AnsweredSend, OutboxEntry} from './outbox-entry.js';

/** What somebody typed and has not sent. */
export interface Draft {
  readonly text: string;
  readonly mediaUrls: readonly string[];
}

/** What this device learned about a contact's consent. */
export interface JournalConsent {
  readonly consent: Consent;
  /** The newest message there was when the provider refused a send for opt-out. */
  readonly refusedAfter?: Instant;
}

export interface JournalSnapshot {
  /** In the order they were written. */
  readonly entries: readonly OutboxEntry[];
  readonly answered: readonly AnsweredSend[];
  readonly drafts: ReadonlyMap<string, Draft>;
  readonly consents: ReadonlyMap<string, JournalConsent>;
}

export const EMPTY_SNAPSHOT: JournalSnapshot = {entries: [], answered: [], drafts: new Map(), consents: new Map()};

/** What an update makes of an entry: another one, nothing, or what it was. */
export type EntryChange = (current: OutboxEntry) => OutboxEntry | 'remove' | 'keep';

/**
 * Where what must not be lost is kept: sends on their way, drafts, and who opted out. One journal belongs to one
 * adapter and one signed-in user, and is shared by all of that user's tabs.
 */
export interface Journal {
  /** False when what is kept ends with this tab. */
  readonly durable: boolean;
  /** Tells the present state, and again after every change, in whichever tab it was made. */
  watch(listener: (snapshot: JournalSnapshot) => void): Unsubscribe;
  /** Adds an entry at the end. When this resolves, watchers were told, and the entry outlives the page if `durable`. */
  add(entry: OutboxEntry): Promise<void>;
  /** Changes an entry in one step, which no other tab can interrupt. Resolves with the entry as it is then. */
  update(localId: string, change: EntryChange): Promise<OutboxEntry | undefined>;
  putAnswered(send: AnsweredSend): Promise<void>;
  putDraft(conversationId: string, draft: Draft | undefined): Promise<void>;
  putConsent(conversationId: string, consent: JournalConsent): Promise<void>;
  /**
   * Waits for this tab's turn to be the one that sends; one tab has it at a time.
   *
   * @param onTurn called when the turn comes; what it returns is called before the turn is given away
   */
  lead(onTurn: () => () => Promise<void>): Unsubscribe;
  /** Forgets everything, as when the user signs out. */
  clear(): Promise<void>;
  close(): void;
}

/** Answered sends kept: enough that no echo of them can be taken for another's. */
export const KEPT_ANSWERED = 200;
/** Entries kept. A queue this long means that nothing has been sent for very long. */
export const KEPT_ENTRIES = 500;
