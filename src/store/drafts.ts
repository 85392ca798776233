import {isEqual, reuseMap} from '../util/equal.js';
import {Observable, type Unsubscribe} from './observable.js';
import {StorageError, type InboxStorage, type StorageFailure, type StoredDraft} from './storage/port.js';

/** What somebody typed and has not sent. */
export interface Draft {
  readonly text: string;
  readonly mediaUrls: readonly string[];
}

export const EMPTY_DRAFT: Draft = {text: '', mediaUrls: []};

/** The end of the calendar: no edit can be later. */
const LAST_INSTANT = 8.64e15;

const isEmptyDraft = ({text, mediaUrls}: Draft): boolean => text === '' && mediaUrls.length === 0;
const isSameDraft = (a: Draft, b: Draft): boolean => a.text === b.text && isEqual(a.mediaUrls, b.mediaUrls);

function troubleOf(thrown: unknown): StorageFailure {
  if (thrown instanceof StorageError) return thrown.trouble;
  throw thrown;
}

/**
 * One draft a conversation, the same in every tab: of two edits the later one holds, also when it emptied the draft.
 * What the storage cannot keep at the moment is kept in memory, and written when it can.
 */
export class Drafts extends Observable<{
  /** By conversation; only those that hold something. */
  readonly drafts: ReadonlyMap<string, StoredDraft>;
}> {
  readonly #storage: InboxStorage;
  readonly #now: () => number;
  readonly #stops: readonly Unsubscribe[];
  /** What the storage holds, empty ones included. */
  #stored: ReadonlyMap<string, StoredDraft> = new Map();
  /** What was typed here and is not known to be kept. */
  readonly #unsaved = new Map<string, StoredDraft>();
  readonly #saving = new Set<string>();
  #elsewhere: ReadonlyMap<string, Draft> = new Map();

  constructor(storage: InboxStorage, now: () => number = Date.now) {
    super({drafts: new Map()});
    this.#storage = storage;
    this.#now = now;
    this.#stops = [
      storage.watch(({drafts}) => this.#onStored(drafts)),
      storage.subscribe(() => this.#onStorageState()),
    ];
  }

  get(conversationId: string): Draft {
    return this.state.drafts.get(conversationId) ?? EMPTY_DRAFT;
  }

  isEmpty(conversationId: string): boolean {
    return !this.state.drafts.has(conversationId);
  }

  /** What was begun for other conversations: the same map while that is the same, since every key typed asks. */
  elsewhere(conversationId: string | undefined): ReadonlyMap<string, Draft> {
    const drafts = new Map([...this.state.drafts].filter(([id]) => id !== conversationId));
    return (this.#elsewhere = reuseMap<string, Draft>(this.#elsewhere, drafts));
  }

  set(conversationId: string, {text, mediaUrls}: Draft): void {
    const known = this.#latest(conversationId);
    const draft = {text, mediaUrls: [...mediaUrls]};
    if (isSameDraft(known ?? EMPTY_DRAFT, draft)) return;
    // Later than what it replaces, also within one millisecond and by a clock that was set back.
    const editedAt = Math.min(LAST_INSTANT, Math.max(this.#now(), (known?.editedAt ?? -1) + 1));
    this.#unsaved.set(conversationId, {...draft, editedAt});
    this.#publish();
    void this.#save(conversationId);
  }

  /** Empties a draft, such as one that was sent. */
  clear(conversationId: string): void {
    this.set(conversationId, EMPTY_DRAFT);
  }

  /** Stops following the storage. Nothing that was typed is given up: it is in the storage, or was told not to be. */
  close(): void {
    this.#stops.forEach((stop) => stop());
  }

  #latest(conversationId: string): StoredDraft | undefined {
    return this.#unsaved.get(conversationId) ?? this.#stored.get(conversationId);
  }

  #onStored(stored: ReadonlyMap<string, StoredDraft>): void {
    if (stored === this.#stored) return;
    this.#stored = stored;
    for (const [id, own] of this.#unsaved) {
      const other = stored.get(id);
      if (other && other.editedAt > own.editedAt) this.#unsaved.delete(id);
    }
    this.#publish();
  }

  #onStorageState(): void {
    const {trouble, cleared} = this.#storage.state;
    if (cleared) {
      this.#unsaved.clear();
      this.#publish();
    } else if (trouble === undefined) {
      for (const id of [...this.#unsaved.keys()]) void this.#save(id);
    }
  }

  /** One write at a time for a conversation: what is typed meanwhile is written after it. */
  async #save(conversationId: string): Promise<void> {
    const draft = this.#unsaved.get(conversationId);
    if (!draft || this.#saving.has(conversationId)) return;
    this.#saving.add(conversationId);
    const saving = this.#storage.putDraft(conversationId, draft).then(() => undefined, troubleOf);
    const failure = await saving.finally(() => this.#saving.delete(conversationId));
    if (!failure && this.#unsaved.get(conversationId) === draft) {
      this.#unsaved.delete(conversationId);
      this.#publish();
    }
    // It stays here until the storage says that it can be written, which it may have said meanwhile.
    const isOver = failure === 'invalid' || failure === 'closed' || failure === 'cleared';
    if (!isOver && this.#storage.state.trouble === undefined) await this.#save(conversationId);
  }

  /** The map stays the same one while nothing is different in it. */
  #publish(): void {
    const latest = new Map([...this.#stored, ...this.#unsaved]);
    const drafts = new Map([...latest].filter(([, draft]) => !isEmptyDraft(draft)));
    const reuse = (known: StoredDraft, draft: StoredDraft) => (isSameDraft(known, draft) ? known : draft);
    this.patch({drafts: reuseMap(this.state.drafts, drafts, reuse)});
  }
}
