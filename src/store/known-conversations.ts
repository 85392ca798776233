import type {Conversation, ConversationStatus} from '../model/conversation.js';
import type {Instant} from '../model/capability-level.js';
import {BoundedMap} from '../util/bounded-map.js';
import {Emitter} from '../util/emitter.js';
import {isEqual} from '../util/equal.js';
import type {Unsubscribe} from './observable.js';

/**
 * The moment at which a read left. What was learned in another way after that moment is newer than what the read
 * answers, unless the provider's own clock says otherwise.
 */
export type ReadTicket = number;

interface Row {
  /** As the provider gave it. */
  readonly original: Conversation;
  /** With what this device knows added. */
  readonly shown: Conversation;
  /** When something other than a page of the list changed it last. */
  readonly changedAt: number;
  /** The same, or when the last read left that told of it: what was asked for before may be older. */
  readonly knownAt: number;
}

/** A conversation that is no more, or was taken off, and what is known of when. */
interface Removal {
  readonly removedAt: number;
  /** Its last activity, by the provider's clock: only something later can bring it back. */
  readonly activityAt: Instant;
}

/** Conversations that are not listed and not in use are kept up to this number, for going back to them. */
const KEPT_UNLISTED = 100;
const KEPT_REMOVALS = 500;
const PUT_AWAY: ReadonlySet<ConversationStatus> = new Set<ConversationStatus>(['archived', 'deleted']);

/**
 * Everything known of conversations, by id: the provider's word, and over it what this device knows. Rows that did not
 * change keep their identity.
 */
export class KnownConversations {
  /** The ids of those that are unread and in nobody's archive: kept along, so that counting costs nothing. */
  readonly unread = new Set<string>();
  readonly #rows = new Map<string, Row>();
  /** How many were in use when somebody looked last. */
  #used = 0;
  readonly #removals = new BoundedMap<string, Removal>(KEPT_REMOVALS);
  readonly #changes = new Emitter<readonly string[]>();
  readonly #decorate: (conversation: Conversation) => Conversation;
  #sequence = 0;
  #clearedAt = 0;

  constructor(decorate: (conversation: Conversation) => Conversation) {
    this.#decorate = decorate;
  }

  /** Called with the ids of conversations that are different now, new, or gone. */
  subscribe(listener: (ids: readonly string[]) => void): Unsubscribe {
    return this.#changes.subscribe(listener);
  }

  /** To be taken when a read leaves, and handed in with what it answers. */
  beginRead(): ReadTicket {
    return ++this.#sequence;
  }

  get(id: string): Conversation | undefined {
    return this.#rows.get(id)?.shown;
  }

  /** As the provider gave it. */
  original(id: string): Conversation | undefined {
    return this.#rows.get(id)?.original;
  }

  all(): Iterable<Conversation> {
    return [...this.#rows.values()].map(({shown}) => shown);
  }

  /** Whether something other than a page of the list changed it since the read left, so that its absence says nothing. */
  changedSince(id: string, ticket: ReadTicket): boolean {
    return (this.#rows.get(id)?.changedAt ?? 0) > ticket;
  }

  /**
   * Takes rows that a read answered. A row that changed since the read left, or that a later read told of, is not taken
   * back to what it was, and one that was removed since does not come back.
   *
   * @returns the ids of those that are what they were before
   */
  putRead(rows: readonly Conversation[], ticket: ReadTicket): ReadonlySet<string> {
    const same = new Set<string>();
    const changed: string[] = [];
    for (const row of rows) {
      const known = this.#rows.get(row.id);
      if (this.#isGone(row.id, ticket)) continue;
      if (known && known.knownAt > ticket && !isLater(row, known.original.lastActivityAt)) continue;
      const {changedAt = 0, knownAt = 0} = known ?? {};
      if (this.#set(row, {changedAt, knownAt: Math.max(knownAt, ticket)})) changed.push(row.id);
      else same.add(row.id);
    }
    this.#tell(changed);
    return same;
  }

  /**
   * Takes a conversation that was pushed, or that an action of ours answered. Both may be late: what is known of a later
   * activity stays.
   *
   * @param ticket of when the action left, whose answer holds unless the conversation was removed since. A push about one
   *   that was removed holds only when something happened in it since
   * @param asked what the action was to change: all that its answer still tells when something newer came meanwhile
   * @returns whether it was taken
   */
  put(given: Conversation, ticket?: ReadTicket, asked: readonly (keyof Conversation)[] = []): boolean {
    const {id} = given;
    const known = this.#rows.get(id);
    const isOvertaken = known !== undefined && ticket !== undefined && known.knownAt > ticket;
    const conversation = isOvertaken ? {...known.original, ...fieldsOf(given, asked)} : given;
    const removal = this.#removals.get(id);
    const isPast =
      ticket === undefined ? removal && !isLater(conversation, removal.activityAt) : this.#isGone(id, ticket);
    if (isPast) return false;
    const {lastMessage, lastActivityAt = -Infinity, unread, needsReply} = known?.original ?? conversation;
    const isLate = lastActivityAt > (conversation.lastActivityAt ?? Infinity);
    const newest = isLate ? {...conversation, lastMessage, lastActivityAt, unread, needsReply} : conversation;
    const changedAt = ++this.#sequence;
    if (this.#set(newest, {changedAt, knownAt: changedAt})) this.#tell([id]);
    return true;
  }

  /** A conversation is no more. Reads that left before do not bring it back. */
  remove(id: string): void {
    // The answer to a deletion that was pushed before, or the other way round, knows no more of it than that.
    const before = this.#removals.get(id)?.activityAt ?? -Infinity;
    const activityAt = Math.max(before, this.#rows.get(id)?.shown.lastActivityAt ?? -Infinity);
    this.#removals.set(id, {removedAt: ++this.#sequence, activityAt});
    if (this.#drop(id)) this.#tell([id]);
  }

  /** Whether it was removed, or all was forgotten, since a request left. */
  #isGone(id: string, ticket: ReadTicket): boolean {
    return Math.max(this.#clearedAt, this.#removals.get(id)?.removedAt ?? 0) > ticket;
  }

  /** What this device knows about these conversations changed. */
  redecorate(ids: Iterable<string>): void {
    const changed: string[] = [];
    for (const id of ids) {
      const row = this.#rows.get(id);
      if (row && this.#set(row.original, row)) changed.push(id);
    }
    this.#tell(changed);
  }

  /** Lets go of what nobody uses, once there may be much of it: a look at all of them costs as much as they are. */
  prune(isUsed: (id: string) => boolean): void {
    if (this.#rows.size <= this.#used + KEPT_UNLISTED) return;
    const unused = [...this.#rows.keys()].filter((id) => !isUsed(id));
    this.#used = this.#rows.size - unused.length;
    for (const id of unused.slice(0, Math.max(0, unused.length - KEPT_UNLISTED))) this.#drop(id);
  }

  clear(): void {
    const ids = [...this.#rows.keys()];
    this.#rows.clear();
    this.unread.clear();
    this.#clearedAt = ++this.#sequence;
    this.#tell(ids);
  }

  /** @returns whether it is shown differently now */
  #set(conversation: Conversation, {changedAt, knownAt}: Pick<Row, 'changedAt' | 'knownAt'>): boolean {
    const known = this.#rows.get(conversation.id);
    this.#removals.delete(conversation.id);
    const original = known && isSame(known.original, conversation) ? known.original : conversation;
    const decorated = this.#decorate(original);
    const shown = known && isSame(known.shown, decorated) ? known.shown : decorated;
    this.#rows.set(conversation.id, {original, shown, changedAt, knownAt});
    if (shown.unread.has && !PUT_AWAY.has(shown.status)) this.unread.add(shown.id);
    else this.unread.delete(shown.id);
    return shown !== known?.shown;
  }

  #drop(id: string): boolean {
    this.unread.delete(id);
    return this.#rows.delete(id);
  }

  #tell(ids: readonly string[]): void {
    if (ids.length > 0) this.#changes.emit(ids);
  }
}

/** The provider's own object differs with every answer, and says nothing that its fields do not. */
const isSame = (a: Conversation, b: Conversation): boolean =>
  a === b || isEqual({...a, raw: undefined}, {...b, raw: undefined});

const fieldsOf = (conversation: Conversation, names: readonly (keyof Conversation)[]): Partial<Conversation> =>
  Object.fromEntries(names.map((name) => [name, conversation[name]]));

const isLater = (
  {lastActivityAt = -Infinity}: Pick<Conversation, 'lastActivityAt'>,
  than: Instant = -Infinity,
): boolean => lastActivityAt > than;
