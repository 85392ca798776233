import {blocksSending, type Consent} from '../model/consent.js';
import {concerns, pairKey, pairOfConversation, pairOfKey, type ConsentPair} from '../model/consent-pair.js';
import type {Conversation, LastMessage, Unread, Unsent} from '../model/conversation.js';
import type {Message} from '../model/message.js';
import type {LearnedBlock} from '../model/send-block.js';
import type {Instant} from '../model/capability-level.js';
import {BoundedSet} from '../util/bounded-set.js';
import {isEqual, withoutUndefined} from '../util/equal.js';
import {decidedAt, isMarkedUnread, isSeenFurther, type SeenMark, type StoredConsent} from './storage/port.js';

/** What this device worked out about one conversation, beyond what the provider says of it. */
interface ConversationFacts {
  readonly lastMessage?: LastMessage;
  readonly seen?: SeenMark;
  /** Whether the provider was told that it was read, or only this device knows. */
  readonly seenSource?: 'native' | 'local';
  readonly block?: LearnedBlock;
  /** What was written here and does not simply go through. */
  readonly unsent?: Unsent;
}

const KEPT_DELETED = 1000;

/** Where what was learned outlives the page. */
export interface FactsKeeper {
  keepConsent(pair: string, consent: StoredConsent): void;
  keepSeen(conversationId: string, seen: SeenMark): void;
}

/**
 * What is known on this device only. It is laid over the provider's conversations, each addition marked with its
 * source. One small record a conversation, and one a pair of addresses.
 */
export class LocalFacts {
  readonly #conversations = new Map<string, ConversationFacts>();
  /** By key of the pair, within the contact's address. */
  readonly #consents = new Map<string, Map<string, StoredConsent>>();
  readonly #keeper: FactsKeeper | undefined;
  /** Messages that are no more: nothing that comes late brings one back. */
  readonly #deleted = new BoundedSet<string>(KEPT_DELETED);

  constructor(keeper?: FactsKeeper) {
    this.#keeper = keeper;
  }

  clear(): void {
    this.#conversations.clear();
    this.#consents.clear();
    this.#deleted.clear();
  }

  // --- One conversation

  /** @returns whether anything is different now */
  set(conversationId: string, facts: ConversationFacts): boolean {
    const known = this.of(conversationId);
    const next = {...known, ...facts};
    if (isEqual(next, known)) return false;
    this.#conversations.set(conversationId, next);
    return true;
  }

  of(conversationId: string): ConversationFacts {
    return this.#conversations.get(conversationId) ?? {};
  }

  markDeleted(conversationId: string, messageIds: readonly string[]): void {
    for (const id of messageIds) this.#deleted.add(deletedKey(conversationId, id));
  }

  /** By its id, or by the one it was written under here. */
  isDeleted({conversationId, id, localId = id}: DeletedMessage): boolean {
    if (this.#deleted.size === 0) return false;
    return [id, localId].some((one) => this.#deleted.has(deletedKey(conversationId, one)));
  }

  /** What was read here, or marked unread, kept. @returns whether anything is different now */
  markSeen(conversationId: string, mark: SeenMark): boolean {
    const seen = markAfter(this.of(conversationId).seen, mark);
    const changed = this.set(conversationId, {seen, seenSource: 'local'});
    if (changed) this.#keeper?.keepSeen(conversationId, seen);
    return changed;
  }

  /** Takes over what was read in another tab, or before this page was loaded; further on holds. */
  mergeSeen(conversationId: string, seen: SeenMark): boolean {
    const known = this.of(conversationId).seen;
    return (!known || isSeenFurther(known, seen)) && this.set(conversationId, {seen, seenSource: 'local'});
  }

  // --- Consent of a pair

  /** What is known about a pair: of several records that concern it, the one decided last. */
  consentOf(pair: ConsentPair): Consent | undefined {
    return this.#recordOf(pair)?.consent;
  }

  /** Takes what messages say about consent, unless the provider itself said otherwise since. */
  learnConsent(pair: ConsentPair, consent: Consent): boolean {
    const known = this.#recordOf(pair);
    // Messages that say nothing, of a pair of which nothing is known, are no record to look up for every conversation.
    if (!known && consent.state === 'unknown') return false;
    const since = consent.since ?? -Infinity;
    if (known?.refusedAfter !== undefined && since <= known.refusedAfter) return false;
    // Somebody else read further already: these messages end before the one that decided.
    if (since < (known?.consent.since ?? -Infinity)) return false;
    return this.#setConsent(pair, {consent});
  }

  /**
   * The provider refused a send because the contact opted out: its own word, whatever the messages look like.
   *
   * @param known what was known of the pair before
   * @param newest the time of the newest message there was: only a later one can say otherwise
   */
  refuseConsent(pair: ConsentPair, known: Consent | undefined, newest: Instant | undefined): boolean {
    const since = known && blocksSending(known) ? known.since : undefined;
    return this.#setConsent(pair, {
      consent: withoutUndefined<Consent>({state: 'opted-out', source: 'native', since}),
      refusedAfter: newest ?? 0,
    });
  }

  /** A refusal learned here no longer stands in the way. What messages say has to be learned anew. */
  forgetRefusal(pair: ConsentPair): boolean {
    let isForgotten = false;
    for (const [key, {refusedAfter}] of this.#consents.get(pair.contact) ?? []) {
      const known = pairOfKey(key);
      if (refusedAfter === undefined || !concerns(known, pair)) continue;
      isForgotten = this.#setConsent(known, {consent: {state: 'unknown', source: 'derived'}}) || isForgotten;
    }
    return isForgotten;
  }

  /** Takes over what another tab, or an earlier page, learned. Of two, the one decided later holds. */
  mergeConsent(kept: string, stored: StoredConsent): boolean {
    const pair = pairOfKey(kept);
    const key = pairKey(pair);
    const records = this.#recordsOf(pair.contact);
    const known = records.get(key);
    if (known && decidedAt(stored) <= decidedAt(known)) return false;
    records.set(key, stored);
    return true;
  }

  // --- Laid over a conversation

  /** The provider's conversation with what is known here added, each addition marked with its source. */
  decorate(conversation: Conversation): Conversation {
    const facts = this.#conversations.get(conversation.id);
    // Whose pair it is costs more than everything else here, and most inboxes learn nothing of most conversations.
    const consent = this.#consents.size > 0 ? this.#consentIn(conversation) : undefined;
    const told = this.#withoutDeleted(conversation);
    if (!facts && !consent) return told;
    return {
      ...told,
      consent: consentOver(conversation.consent, consent),
      unread: unreadOver(conversation, facts ?? {}),
      ...lastMessageOver(told, facts?.lastMessage),
      unsent: facts?.unsent,
    };
  }

  /** A row that was read before a message was deleted, or that the provider keeps as it was, still shows it. */
  #withoutDeleted(conversation: Conversation): Conversation {
    const {id, lastMessage, needsReply} = conversation;
    if (lastMessage?.id === undefined || !this.isDeleted({conversationId: id, id: lastMessage.id})) return conversation;
    return {
      ...conversation,
      lastMessage: undefined,
      needsReply: needsReply?.source === 'derived' ? undefined : needsReply,
    };
  }

  /** Of its pair, or learned while nobody knew yet between whom the conversation runs. */
  #consentIn(conversation: Conversation): Consent | undefined {
    const byId = {contact: `conversation:${conversation.id}`};
    return latestOf([this.#recordOf(pairOfConversation(conversation)), this.#recordOf(byId)])?.consent;
  }

  #setConsent(pair: ConsentPair, stored: StoredConsent): boolean {
    const key = pairKey(pair);
    const records = this.#recordsOf(pair.contact);
    if (isEqual(records.get(key), stored)) return false;
    records.set(key, stored);
    this.#keeper?.keepConsent(key, stored);
    return true;
  }

  #recordsOf(contact: string): Map<string, StoredConsent> {
    const records = this.#consents.get(contact) ?? new Map<string, StoredConsent>();
    this.#consents.set(contact, records);
    return records;
  }

  #recordOf(pair: ConsentPair): StoredConsent | undefined {
    const records = [...(this.#consents.get(pair.contact) ?? [])];
    return latestOf(records.map(([key, record]) => (concerns(pairOfKey(key), pair) ? record : undefined)));
  }
}

/** What a deleted message is known by. */
type DeletedMessage = Pick<Message, 'conversationId' | 'id'> & {readonly localId?: string | undefined};

/** Some providers count messages anew in every conversation. */
const deletedKey = (conversationId: string, messageId: string): string => JSON.stringify([conversationId, messageId]);

/** The one decided last; of two decided at once, the first. */
const latestOf = (records: readonly (StoredConsent | undefined)[]): StoredConsent | undefined =>
  records.reduce<StoredConsent | undefined>(
    (latest, record) => (latest && (!record || decidedAt(record) <= decidedAt(latest)) ? latest : record),
    undefined,
  );

/** The provider's own word wins, unless this device saw something newer. */
function consentOver(provider: Consent, local: Consent | undefined): Consent {
  if (!local) return provider;
  // What an adapter worked out since, such as from a webhook about the contact, is not undone by older messages.
  const isNews = blocksSending(provider) && (provider.since ?? Infinity) > (local.since ?? -Infinity);
  if (isNews && !blocksSending(local)) return provider;
  if (provider.source !== 'native' || local.source === 'native') return local;
  if (blocksSending(provider) || !blocksSending(local)) return provider;
  return (local.since ?? 0) > (provider.since ?? 0) ? local : provider;
}

/** What was marked unread and what was read again are the same place: there, what was said last holds. */
function markAfter(known: SeenMark | undefined, mark: SeenMark): SeenMark {
  const isUnread = isMarkedUnread(known);
  if (!known || isSeenFurther(known, {...mark, turns: 0})) return mark;
  return isUnread === isMarkedUnread(mark) ? known : {...known, turns: (known.turns ?? 0) + 1};
}

/** What was read here is no longer unread. The mark holds the provider's own count, so what came since is the rest. */
function unreadOver(conversation: Conversation, facts: ConversationFacts): Unread {
  const {unread, lastActivityAt = 0} = conversation;
  const {seen, seenSource: source = 'local'} = facts;
  if (isMarkedUnread(seen)) return unread.has ? unread : {...unread, has: true, source: 'local'};
  if (!seen || !unread.has) return unread;
  // Of messages of one instant, the count tells that one more came.
  const isMore = source === 'local' && lastActivityAt === seen.activityAt && (unread.count ?? 0) > seen.count;
  if (lastActivityAt <= seen.activityAt && !isMore) return {...unread, has: false, count: 0, source};
  if (source === 'native') return unread;
  const count = unread.count === undefined ? undefined : Math.max(1, unread.count - seen.count);
  return {...unread, has: true, ...(count === undefined ? {} : {count}), source};
}

/** What was heard of the conversation's end after the provider's row was read. */
function lastMessageOver(conversation: Conversation, last: LastMessage | undefined): Partial<Conversation> {
  const rowAt = conversation.lastMessage?.at ?? -Infinity;
  if (last?.at === undefined || last.at < rowAt) return {};
  const isNewer = last.at > rowAt || last.direction !== conversation.lastMessage?.direction;
  const derived = {value: last.direction === 'inbound', source: 'derived'} as const;
  const needsReply = (isNewer ? undefined : conversation.needsReply) ?? derived;
  return {
    lastMessage: {...conversation.lastMessage, ...last},
    lastActivityAt: Math.max(last.at, conversation.lastActivityAt ?? last.at),
    needsReply,
  };
}
