import {blocksSending, type Consent} from '../model/consent.js';
import {concerns, pairKey, pairOfConversation, pairOfKey, type ConsentPair} from '../model/consent-pair.js';
import type {Conversation, LastMessage, Unread} from '../model/conversation.js';
import type {LearnedBlock} from '../model/send-block.js';
import type {Instant} from '../model/capability-level.js';
import {isEqual} from '../util/equal.js';
import {decidedAt, isSeenFurther, type SeenMark, type StoredConsent} from './storage/port.js';

/** What this device worked out about one conversation, beyond what the provider says of it. */
interface ConversationFacts {
  readonly lastMessage?: LastMessage;
  readonly seen?: SeenMark;
  /** Whether the provider was told that it was read, or only this device knows. */
  readonly seenSource?: 'native' | 'local';
  readonly block?: LearnedBlock;
}

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

  constructor(keeper?: FactsKeeper) {
    this.#keeper = keeper;
  }

  clear(): void {
    this.#conversations.clear();
    this.#consents.clear();
  }

  // --- One conversation

  /** @returns whether anything is different now */
  set(conversationId: string, facts: ConversationFacts): boolean {
    const known = this.#conversations.get(conversationId) ?? {};
    const next = {...known, ...facts};
    if (isEqual(next, known)) return false;
    this.#conversations.set(conversationId, next);
    return true;
  }

  blockOf(conversationId: string): LearnedBlock | undefined {
    return this.#conversations.get(conversationId)?.block;
  }

  lastMessageOf(conversationId: string): LastMessage | undefined {
    return this.#conversations.get(conversationId)?.lastMessage;
  }

  seenOf(conversationId: string): SeenMark | undefined {
    return this.#conversations.get(conversationId)?.seen;
  }

  seenSourceOf(conversationId: string): 'native' | 'local' | undefined {
    const facts = this.#conversations.get(conversationId);
    return facts?.seen && facts.seenSource;
  }

  /** What was read here, kept. @returns whether anything is different now */
  markSeen(conversationId: string, seen: SeenMark): boolean {
    const changed = this.set(conversationId, {seen, seenSource: 'local'});
    if (changed) this.#keeper?.keepSeen(conversationId, seen);
    return changed;
  }

  /** The provider was told that it was read; its next row says so itself, or that something is unread again. */
  markReadByProvider(conversationId: string, seen: SeenMark | undefined): boolean {
    return this.set(conversationId, {seen, seenSource: 'native'});
  }

  /** Takes over what was read in another tab, or before this page was loaded; further on holds. */
  mergeSeen(conversationId: string, seen: SeenMark): boolean {
    const known = this.seenOf(conversationId);
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
      consent: {state: 'opted-out', source: 'native', ...(since === undefined ? {} : {since})},
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
  mergeConsent(key: string, stored: StoredConsent): boolean {
    const records = this.#recordsOf(pairOfKey(key).contact);
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
    if (!facts && !consent) return conversation;
    return {
      ...conversation,
      consent: consentOver(conversation.consent, consent),
      unread: unreadOver(conversation, facts),
      ...lastMessageOver(conversation, facts?.lastMessage),
    };
  }

  /** Of its pair, or learned while nobody knew yet between whom the conversation runs. */
  #consentIn(conversation: Conversation): Consent | undefined {
    const ofPair = this.#recordOf(pairOfConversation(conversation));
    const byId = this.#recordOf({contact: `conversation:${conversation.id}`});
    if (!ofPair || !byId) return (ofPair ?? byId)?.consent;
    return decidedAt(byId) > decidedAt(ofPair) ? byId.consent : ofPair.consent;
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
    const known = this.#consents.get(contact);
    if (known) return known;
    const records = new Map<string, StoredConsent>();
    this.#consents.set(contact, records);
    return records;
  }

  #recordOf(pair: ConsentPair): StoredConsent | undefined {
    let latest: StoredConsent | undefined;
    for (const [key, record] of this.#consents.get(pair.contact) ?? []) {
      if (!concerns(pairOfKey(key), pair)) continue;
      if (!latest || decidedAt(record) > decidedAt(latest)) latest = record;
    }
    return latest;
  }
}

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

/** What was read here is no longer unread. The mark holds the provider's own count, so what came since is the rest. */
function unreadOver(conversation: Conversation, facts: ConversationFacts | undefined): Unread {
  const {unread, lastActivityAt = 0} = conversation;
  const {seen, seenSource: source = 'local'} = facts ?? {};
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
