import {fieldsOf, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {blocksSending, consentKeyword, type Consent} from '../../model/consent.js';
import type {Conversation} from '../../model/conversation.js';
import {mergeMessage} from '../../model/merge-message.js';
import type {Message} from '../../model/message.js';
import type {Instant} from '../../model/capability-level.js';
import {instantInId} from './ids.js';
import {consentOf, conversationOf, statusOf, type KnownThread} from './map-conversation.js';
import type {WireContact, WireConversation} from './wire.js';

/** Messages that events and sends told of; further ones push out those not heard of for longest. */
const KEPT_MESSAGES = 2000;

/**
 * What one adapter has learned of its account. No request tells all of a thread or of a message, so what answers,
 * events and sends say of each is put together here.
 */
export class AccountKnowledge {
  readonly #threads = new Map<string, KnownThread>();
  readonly #messages = new Map<string, Message>();
  /** Threads suspected because another thread of the contact may be meant, with the consent each had before. */
  readonly #suspected = new Map<string, Consent | undefined>();

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
    const id = textOf(wire.id);
    if (id === undefined) return;
    const known = this.#threads.get(id);
    const [status, consent] = [statusOf(wire), consentOf(wire)];
    if (consent) this.#suspected.delete(id);
    const raw = known ? union(known.raw, wire) : wire;
    this.#threads.set(id, {...known, id, raw, ...(status && {status}), ...(consent && {consent})});
  }

  /** A contact was read by itself, which says more than a conversation does. */
  noteContact(value: unknown): readonly string[] {
    const contact = fieldsOf<WireContact>(value);
    const threads = this.#threadsOf(textOf(contact.id));
    for (const {id, raw} of threads) this.#change(id, {raw: union(raw, {contact})});
    return threads.map(({id}) => id);
  }

  /** What events and sends told of a message, laid over what a list says of it. */
  complete(message: Message): Message {
    const known = this.#messages.get(message.id);
    if (!known) return message;
    // Which way it went is what an event said, whatever the id of a blast lets suppose.
    const direction = known.direction === 'unknown' ? message.direction : known.direction;
    return mergeMessage(known, {...message, direction});
  }

  knowsMessage(id: string): boolean {
    return this.#messages.has(id);
  }

  messagesOf(conversationId: string): Message[] {
    return [...this.#messages.values()].filter((message) => message.conversationId === conversationId);
  }

  /** Keeps what an event or a send told. @returns all that is known of the message */
  learnMessage(message: Message): Message {
    const learned = this.complete(message);
    this.#messages.delete(message.id);
    this.#messages.set(message.id, learned);
    const [oldest] = this.#messages.keys();
    if (this.#messages.size > KEPT_MESSAGES && oldest !== undefined) this.#messages.delete(oldest);
    this.noteLast(learned);
    return learned;
  }

  /** A message that may be the last of its thread. */
  noteLast(message: Message): void {
    const {conversationId: id} = message;
    const {last} = this.#threads.get(id) ?? {};
    if (last?.id === message.id) this.#change(id, {last: mergeMessage(last, message)});
    else if (!last || !isOlder(message, last)) this.#change(id, {last: message});
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
      this.#change(id, {consent: threads.length > 1 ? suspicion : known});
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
      this.#change(id, {consent});
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
    const {consent} = this.#threads.get(conversationId) ?? {};
    const since = consent && blocksSending(consent) ? consent.since : undefined;
    this.#suspected.delete(conversationId);
    this.#change(conversationId, {
      consent: {state: 'opted-out', ...(since !== undefined && {since}), source: 'native'},
    });
  }

  /** The provider took a message: an archived thread is open again, and an opt-out is over. */
  noteSent(conversationId: string): void {
    const {consent, status} = this.#threads.get(conversationId) ?? {};
    this.#suspected.delete(conversationId);
    this.#change(conversationId, {
      ...(status === 'archived' && {status: 'active'}),
      ...(consent && blocksSending(consent) && {consent: undefined}),
    });
  }

  #change(id: string, change: Partial<KnownThread>): void {
    this.#threads.set(id, {...(this.#threads.get(id) ?? {id, raw: {id}}), ...change});
  }

  #contactIdOf(conversationId: string): string | undefined {
    return textOf(fieldsOf<WireContact>(this.#threads.get(conversationId)?.raw.contact).id);
  }

  #threadsOf(contactId: string | undefined): KnownThread[] {
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

/** Some answers say less of a thread than others; of the same contact or number each may know something else. */
function union(known: Unchecked<WireConversation>, news: Unchecked<WireConversation>): Unchecked<WireConversation> {
  const contact = unionOf(known.contact, news.contact);
  const number = unionOf(known.phone_number, news.phone_number);
  return {
    ...known,
    ...news,
    ...(contact !== undefined && {contact}),
    ...(number !== undefined && {phone_number: number}),
  };
}

function unionOf(known: unknown, news: unknown): unknown {
  if (news == null) return known;
  const [a, b] = [fieldsOf<{id: string}>(known), fieldsOf<{id: string}>(news)];
  return a.id === b.id ? {...a, ...b} : news;
}
