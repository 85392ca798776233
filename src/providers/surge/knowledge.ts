import {fieldsOf, idOf, numberOf} from '../../adapter/toolkit/fields.js';
import {blocksSending, consentKeyword, type Consent} from '../../model/consent.js';
import type {Conversation} from '../../model/conversation.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import {mergeMessage} from '../../model/merge-message.js';
import type {Direction, Message} from '../../model/message.js';
import type {Instant} from '../../model/capability-level.js';
import {BoundedMap} from '../../util/bounded-map.js';
import {consentOf, conversationOf, instantInId, statusOf, unionOf, withDirection, type KnownThread} from './mapping.js';
import type {WireContact, WireConversation} from './wire.js';

/** Messages that events and sends told of; further ones push out those not heard of for longest. */
const KEPT_MESSAGES = 2000;

/** What no request tells of a message, and an event or a send told once. */
interface Heard {
  readonly direction: Exclude<Direction, 'unknown'>;
  readonly status: DeliveryStatus;
  /** Where the time is an event's, which a list does not tell either. */
  readonly at?: Instant;
}

interface Thread extends KnownThread {
  /** The newest message that is a consent keyword. */
  readonly keyword?: Message;
  /** Set when the opt-out is what a refused send told: the newest message there was then. */
  readonly refusal?: {readonly after?: Message};
  /** Whether this account's conversations state their consent themselves: then no keyword has to be read. */
  readonly isStated?: boolean;
}

/**
 * What one adapter has learned of its account. No request tells all of a thread or of a message, so what answers,
 * events and sends say of each is put together here.
 */
export class AccountKnowledge {
  readonly #threads = new Map<string, Thread>();
  readonly #messages = new BoundedMap<string, Message>(KEPT_MESSAGES);
  /** Of the messages above and of those an earlier page heard of. */
  readonly #heard = new BoundedMap<string, Heard>(KEPT_MESSAGES);
  /** Threads suspected because another thread of the contact may be meant, with the consent each had before. */
  readonly #suspected = new Map<string, Consent | undefined>();
  readonly #onHeard: () => void;

  /** @param onHeard called after each message that an event or a send told of */
  constructor(onHeard: () => void = () => {}) {
    this.#onHeard = onHeard;
  }

  conversation(id: string): Conversation | undefined {
    const thread = this.#threads.get(id);
    return thread && conversationOf(thread);
  }

  conversations(): Conversation[] {
    return [...this.#threads.values()].map(conversationOf);
  }

  /** A thread of which nothing may be known but the id. */
  bareConversation(id: string): Conversation {
    return this.conversation(id) ?? conversationOf({id, raw: {id}});
  }

  /** Takes in what an answer or an event says of a thread. What it does not say stays as it was. */
  noteConversation(value: unknown): void {
    const wire = fieldsOf<WireConversation>(value);
    const id = idOf(wire.id);
    if (id === undefined) return;
    const known = this.#threads.get(id);
    const [status, consent] = [statusOf(wire), consentOf(wire)];
    if (consent) this.#suspected.delete(id);
    const raw = known ? unionOf(known.raw, wire) : wire;
    this.#change(id, {raw, ...(status && {status}), ...(consent && {consent, refusal: undefined, isStated: true})});
  }

  /** A contact was read by itself, which says more than a conversation does. */
  noteContact(value: unknown): readonly string[] {
    const contact = fieldsOf<WireContact>(value);
    const threads = this.#threadsOf(idOf(contact.id));
    for (const {id, raw} of threads) this.#change(id, {raw: unionOf(raw, {contact})});
    return threads.map(({id}) => id);
  }

  /** What events and sends told of a message, laid over what a list says of it. */
  complete(message: Message): Message {
    const known = this.#messages.get(message.id);
    // Which way it went is what an event said, whatever the id of a blast lets suppose.
    if (known) return mergeMessage(known, withDirection(message, known.direction));
    const heard = this.#heard.get(message.id);
    if (!heard) return message;
    const {direction, status, at} = heard;
    return {...withDirection(message, direction), status, ...(at !== undefined && {at, atSource: 'event'})};
  }

  knowsMessage(id: string): boolean {
    return this.#messages.get(id) !== undefined;
  }

  messagesOf(conversationId: string): Message[] {
    return this.#messages.values().filter((message) => message.conversationId === conversationId);
  }

  /** Keeps what an event or a send told. @returns all that is known of the message */
  learnMessage(message: Message): Message {
    const learned = this.complete(message);
    this.#messages.set(message.id, learned);
    const {id, direction, status, at, atSource} = learned;
    if (direction !== 'unknown') {
      // What was to be sent later is in a list only once it was sent.
      const reached = status === 'scheduled' ? 'accepted' : status;
      this.#heard.set(id, {direction, status: reached, ...(atSource === 'event' && at !== undefined && {at})});
      this.#onHeard();
    }
    this.noteLast(learned);
    return learned;
  }

  /** What events and sends told so far, as a text without names, numbers or words: directions, statuses and times by id. */
  write(): string {
    return JSON.stringify(this.#heard.entries().map(([id, {direction, status, at}]) => [id, direction, status, at]));
  }

  /** Takes in what `write` gave, of an earlier page perhaps; anything else in it is left out. */
  read(text: unknown): void {
    for (const row of rowsIn(text)) {
      const [id, direction, status, at] = row;
      if (typeof id !== 'string' || this.#heard.get(id)) continue;
      if ((direction !== 'inbound' && direction !== 'outbound') || !isStatus(status)) continue;
      const time = numberOf(at);
      // What was to be sent later is in a list only once it was sent.
      const reached = status === 'scheduled' ? 'accepted' : status;
      this.#heard.set(id, {direction, status: reached, ...(time !== undefined && {at: time})});
    }
  }

  /** A message that may be the last of its thread. */
  noteLast(message: Message): void {
    const {conversationId: id} = message;
    const {last} = this.#threads.get(id) ?? {};
    if (last?.id === message.id) this.#change(id, {last: mergeMessage(last, message)});
    else if (!last || !isOlder(message, last)) this.#change(id, {last: message});
  }

  /** Whether something later than this message is known in its thread. */
  hasLaterThan(message: Message): boolean {
    const {last} = this.#threads.get(message.conversationId) ?? {};
    return last !== undefined && last.id !== message.id && isOlder(message, last);
  }

  /**
   * A stop or start word by the contact, or by somebody unknown. A stop word is a reason for suspicion; a start word that
   * is later than the opt-out ends it, and lets the provider decide.
   *
   * @param isNewest whether it was found on the way back from the newest message, so that no other keyword is later
   */
  noteKeyword(message: Message, isNewest: boolean): void {
    const {conversationId: id, at, text} = message;
    const {keyword, consent, refusal, isStated} = this.#threads.get(id) ?? {};
    if (isStated) return;
    if (keyword && (keyword.id === message.id || !isNewest || isOlder(message, keyword))) return;
    this.#change(id, {keyword: message});
    const isPast = refusal?.after ? isOlder(message, refusal.after) : (consent?.since ?? -Infinity) > (at ?? Infinity);
    if (isPast || refusal?.after?.id === message.id) return;
    const isBlocked = consent !== undefined && blocksSending(consent);
    const isOptOut = consentKeyword(text) === 'opt-out';
    // What an event said of an opt-out, without a time, cannot be known to be over.
    const isOpen = consent?.source === 'native' && !refusal && consent.since === undefined;
    if (isOptOut ? isBlocked || consent?.source === 'native' : !isBlocked || isOpen) return;
    if (!isOptOut) this.#suspected.delete(id);
    const state = isOptOut ? 'probably-opted-out' : 'unknown';
    const since = at === undefined ? {} : {since: at};
    this.#change(id, {consent: {state, ...since, source: 'derived'}, refusal: undefined});
  }

  /** Somebody wants the provider asked again: what a refused send told, or a keyword let suspect, no longer counts. */
  forgetRefusal(conversationId: string): void {
    const {consent, refusal} = this.#threads.get(conversationId) ?? {};
    const isSuspicion = consent?.state === 'probably-opted-out' && !this.#suspected.has(conversationId);
    if (refusal || isSuspicion) this.#change(conversationId, {consent: undefined, refusal: undefined});
  }

  /**
   * The contact opted out of one of its threads, and nobody says which: a single one is meant, several are suspected
   * (inference).
   *
   * @returns the threads that are different now
   */
  optOut(contactId: string, since?: Instant): readonly string[] {
    const threads = this.#threadsOf(contactId);
    const time = since === undefined ? {} : {since};
    const affected = threads.filter(({consent}) => consent?.state !== 'opted-out');
    for (const {id, consent} of affected) {
      if (threads.length > 1) this.#suspected.set(id, consent);
      const known: Consent = {state: 'opted-out', ...time, source: 'native'};
      const suspicion: Consent = {state: 'probably-opted-out', ...time, source: 'derived'};
      this.#change(id, {consent: threads.length > 1 ? suspicion : known, refusal: undefined});
    }
    return affected.map(({id}) => id);
  }

  /** The contact opted in again, "to the same number". With several threads the provider has to tell which. */
  optIn(contactId: string, since?: Instant): readonly string[] {
    const threads = this.#threadsOf(contactId);
    const time = since === undefined ? {} : {since};
    const isOnly = threads.length === 1;
    const affected = isOnly ? threads : threads.filter(({consent}) => consent && blocksSending(consent));
    for (const {id} of affected) {
      this.#suspected.delete(id);
      const consent: Consent = isOnly
        ? {state: 'opted-in', ...time, source: 'native'}
        : {state: 'unknown', ...time, source: 'derived'};
      this.#change(id, {consent, refusal: undefined});
    }
    return affected.map(({id}) => id);
  }

  /** A stop word that follows an opt-out tells which thread was meant; the others are as they were before. */
  settleSuspicion({conversationId, direction, text}: Message): readonly string[] {
    if (!this.#suspected.has(conversationId)) return [];
    if (direction !== 'inbound' || consentKeyword(text) !== 'opt-out') return [];
    const threads = this.#threadsOf(this.#contactIdOf(conversationId)).filter(({id}) => this.#suspected.has(id));
    for (const {id, consent} of threads) {
      const isMeant = id === conversationId;
      this.#change(id, {
        consent: isMeant ? {...consent, state: 'opted-out', source: 'native'} : this.#suspected.get(id),
      });
      this.#suspected.delete(id);
    }
    return threads.map(({id}) => id);
  }

  /** The provider refused a message because of an opt-out. */
  noteRefusal(conversationId: string): void {
    const {consent, last} = this.#threads.get(conversationId) ?? {};
    const since = consent && blocksSending(consent) ? consent.since : undefined;
    this.#suspected.delete(conversationId);
    this.#change(conversationId, {
      consent: {state: 'opted-out', ...(since !== undefined && {since}), source: 'native'},
      refusal: last ? {after: last} : {},
    });
  }

  /** The provider took a message: an archived thread is open again, and an opt-out is over. */
  noteSent(conversationId: string): void {
    const {consent, status} = this.#threads.get(conversationId) ?? {};
    this.#suspected.delete(conversationId);
    this.#change(conversationId, {
      ...(status === 'archived' && {status: 'active'}),
      ...(consent && blocksSending(consent) && {consent: undefined}),
      refusal: undefined,
    });
  }

  #change(id: string, change: Partial<Thread>): void {
    this.#threads.set(id, {...(this.#threads.get(id) ?? {id, raw: {id}}), ...change});
  }

  #contactIdOf(conversationId: string): string | undefined {
    return idOf(fieldsOf<WireContact>(this.#threads.get(conversationId)?.raw.contact).id);
  }

  #threadsOf(contactId: string | undefined): Thread[] {
    if (contactId === undefined) return [];
    return [...this.#threads.values()].filter(({id}) => this.#contactIdOf(id) === contactId);
  }
}

/** By the ids' times where they have any: events have whole seconds only. */
function isOlder(message: Message, than: Message): boolean {
  const ids = [instantInId(message.id), instantInId(than.id)] as const;
  const [a, b] = ids[0] === undefined || ids[1] === undefined ? [message.at, than.at] : ids;
  return a !== undefined && b !== undefined && (a < b || (a === b && message.id < than.id));
}

function rowsIn(text: unknown): readonly (readonly unknown[])[] {
  try {
    const rows: unknown = typeof text === 'string' ? JSON.parse(text) : undefined;
    return Array.isArray(rows) ? rows.filter((row): row is unknown[] => Array.isArray(row)) : [];
  } catch {
    return [];
  }
}

const STATUSES: readonly DeliveryStatus[] = ['received', 'accepted', 'sent', 'delivered', 'failed'];

const isStatus = (value: unknown): value is DeliveryStatus => STATUSES.some((status) => status === value);
