import {blocksSending, type Consent} from '../model/consent.js';
import type {Conversation, LastMessage, Unread} from '../model/conversation.js';
import type {LearnedBlock} from '../model/send-block.js';
import type {Instant} from '../model/capability-level.js';
import type {JournalConsent} from './journal.js';

/** What this device worked out about one conversation, beyond what the provider says of it. */
interface ConversationFacts {
  readonly consent?: Consent;
  /** The newest message there was when the provider refused a send for opt-out: only later ones can say otherwise. */
  readonly refusedAfter?: Instant;
  readonly lastMessage?: LastMessage;
  /** The activity and the unread count that were on screen when the conversation was last read here. */
  readonly seen?: {readonly activityAt: Instant; readonly count: number};
  readonly block?: LearnedBlock;
}

/** Facts known on this device only, laid over the provider's conversations. Keeps one small record a conversation. */
export class LocalFacts {
  private readonly facts = new Map<string, ConversationFacts>();

  /** @param keepConsent told of every change of consent that was learned here, so that it outlives the page */
  constructor(private readonly keepConsent: (conversationId: string, consent: JournalConsent) => void = () => {}) {}

  /** @returns whether anything is different now */
  learn(conversationId: string, facts: ConversationFacts): boolean {
    const known = this.facts.get(conversationId) ?? {};
    const next = {...known, ...facts};
    if (JSON.stringify(next) === JSON.stringify(known)) return false;
    this.facts.set(conversationId, next);
    return true;
  }

  /** Takes what messages say about consent, unless the provider itself said otherwise since. */
  learnConsent(conversationId: string, consent: Consent): boolean {
    const {refusedAfter, consent: known} = this.facts.get(conversationId) ?? {};
    const since = consent.since ?? -Infinity;
    if (refusedAfter !== undefined && since <= refusedAfter) return false;
    // Somebody else read further already: these messages end before the one that decided.
    if (since < (known?.since ?? -Infinity)) return false;
    const learned = this.learn(conversationId, {consent, refusedAfter: undefined});
    if (learned) this.keepConsent(conversationId, {consent});
    return learned;
  }

  /** Takes over what another tab, or an earlier page, learned. Of two, the one decided later holds. */
  adopt(conversationId: string, {consent, refusedAfter}: JournalConsent): boolean {
    const known = this.facts.get(conversationId);
    const isNewer = !known?.consent || decidedAt({consent, refusedAfter}) > decidedAt(known);
    return isNewer && this.learn(conversationId, {consent, refusedAfter});
  }

  /** Keeps what the list itself gives reason to suspect, which other tabs may not have read yet. */
  learnSuspicion({id, consent}: Conversation): void {
    if (consent.state !== 'probably-opted-out' || consent.since === undefined) return;
    if (consent.since > (this.consentOf(id)?.since ?? -Infinity)) this.learnConsent(id, consent);
  }

  consentOf(conversationId: string): Consent | undefined {
    return this.facts.get(conversationId)?.consent;
  }

  /** The provider refused a send because the contact opted out: its own word, whatever the messages look like. */
  refuseConsent(conversationId: string, known: Consent | undefined): void {
    const since = known && blocksSending(known) ? known.since : undefined;
    const refused: JournalConsent = {
      consent: {state: 'opted-out', source: 'native', ...(since === undefined ? {} : {since})},
      refusedAfter: this.facts.get(conversationId)?.lastMessage?.at ?? 0,
    };
    if (this.learn(conversationId, refused)) this.keepConsent(conversationId, refused);
  }

  blockOf(conversationId: string): LearnedBlock | undefined {
    return this.facts.get(conversationId)?.block;
  }

  /** The provider's conversation with what is known here added, each addition marked with its source. */
  readonly decorate = (conversation: Conversation): Conversation => {
    const facts = this.facts.get(conversation.id);
    if (!facts) return conversation;
    return {
      ...conversation,
      consent: consentOf(conversation.consent, facts.consent),
      unread: unreadOf(conversation, facts.seen),
      ...lastMessageOf(conversation, facts.lastMessage),
    };
  };
}

/** By the provider's clock: the message that decided, or the newest there was when a send was refused. */
const decidedAt = ({consent, refusedAfter}: Pick<ConversationFacts, 'consent' | 'refusedAfter'>): Instant =>
  Math.max(consent?.since ?? -Infinity, refusedAfter === undefined ? -Infinity : refusedAfter + 0.5);

/** The provider's own word wins, unless this device saw something newer. */
function consentOf(provider: Consent, local: Consent | undefined): Consent {
  if (!local) return provider;
  // What an adapter worked out since, such as from a webhook about the contact, is not undone by older messages.
  const isNews = blocksSending(provider) && (provider.since ?? Infinity) > (local.since ?? -Infinity);
  if (isNews && !blocksSending(local)) return provider;
  if (provider.source !== 'native' || local.source === 'native') return local;
  if (blocksSending(provider) || !blocksSending(local)) return provider;
  return (local.since ?? 0) > (provider.since ?? 0) ? local : provider;
}

function unreadOf(conversation: Conversation, seen: ConversationFacts['seen']): Unread {
  const {unread, lastActivityAt = 0} = conversation;
  if (!seen || !unread.has) return unread;
  if (lastActivityAt <= seen.activityAt) return {has: false, count: 0, source: 'local'};
  const count = unread.count === undefined ? undefined : Math.max(1, unread.count - seen.count);
  return {has: true, ...(count === undefined ? {} : {count}), source: 'local'};
}

function lastMessageOf(conversation: Conversation, last: LastMessage | undefined): Partial<Conversation> {
  if (last?.at === undefined || last.at < (conversation.lastMessage?.at ?? -Infinity)) return {};
  const needsReply = conversation.needsReply ?? {value: last.direction === 'inbound', source: 'derived'};
  return {
    lastMessage: {...conversation.lastMessage, ...last},
    lastActivityAt: Math.max(last.at, conversation.lastActivityAt ?? last.at),
    needsReply,
  };
}
