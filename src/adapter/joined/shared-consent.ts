import {blocksSending, type Consent} from '../../model/consent.js';
import {pairKey, pairOf, pairOfConversation, type ConsentPair} from '../../model/consent-pair.js';
import type {Conversation} from '../../model/conversation.js';
import type {OwnEndpoint} from '../../model/participant.js';
import {BoundedMap} from '../../util/bounded-map.js';

const KEPT = 5000;

/** Whom a message is for: a conversation, or an address; and from which number of ours, where one was chosen. */
interface Aim {
  readonly conversationId?: string | undefined;
  readonly address?: string | undefined;
  readonly ownEndpointId?: string | undefined;
}

/**
 * Who opted out of which of our numbers, in whichever account that is known: the same number in two accounts is the same
 * number to whoever wrote STOP to it. An opt-in that one account knows ends nothing that another one says.
 */
export class SharedConsent {
  /** By pair, then by account. */
  readonly #outs = new BoundedMap<string, ReadonlyMap<string, Consent>>(KEPT);
  /** By conversation. Those without the number itself are not here: nobody can tell that two accounts mean the same. */
  readonly #pairs = new BoundedMap<string, ConsentPair>(KEPT);
  /** Our numbers, by their ids. */
  readonly #numbers = new BoundedMap<string, OwnEndpoint>(KEPT);

  /** Numbers that can be chosen. */
  meet(endpoints: readonly OwnEndpoint[]): void {
    for (const endpoint of endpoints) {
      if (endpoint.id !== undefined && endpoint.address) this.#numbers.set(endpoint.id, endpoint);
    }
  }

  /** @returns the conversation with what another account knows, and whether others have to be read again for what it says */
  take(conversation: Conversation): {readonly conversation: Conversation; readonly isNews: boolean} {
    const {account, consent} = conversation;
    const pair = this.#pairIn(conversation);
    if (!account || !pair || !consent) return {conversation, isNews: false};
    const key = pairKey(pair);
    const before = this.#outs.get(key);
    const isOut = blocksSending(consent);
    const isNews = isOut !== (before?.has(account.id) ?? false);
    if (isNews) {
      const next = new Map(before);
      if (isOut) next.set(account.id, consent);
      else next.delete(account.id);
      this.#outs.set(key, next);
    }
    const other = isOut ? undefined : this.#otherOut(pair, account.id);
    return {conversation: other ? {...conversation, consent: {...other, source: 'derived'}} : conversation, isNews};
  }

  /** Whether another account knows that somebody opted out of the number that a message would leave from. */
  isOutElsewhere({conversationId, address, ownEndpointId}: Aim, accountId: string): boolean {
    const pair = conversationId === undefined ? undefined : this.#pairs.get(conversationId);
    const chosen = ownEndpointId === undefined ? undefined : this.#numbers.get(ownEndpointId);
    const contact = address ?? pair?.contact;
    // Of a number that nobody has heard of, nobody knows who opted out.
    if (contact === undefined || (ownEndpointId !== undefined && !chosen)) return false;
    const asked = chosen ? pairOf(chosen, contact) : pair;
    return asked !== undefined && this.#otherOut(asked, accountId) !== undefined;
  }

  /** News of some adapters hold only what is different: the pair is the one that was known before. */
  #pairIn(conversation: Conversation): ConsentPair | undefined {
    const {id, ownEndpoint, participants} = conversation;
    if (!ownEndpoint || !participants) return this.#pairs.get(id);
    if (!ownEndpoint.address) return undefined;
    const pair = pairOfConversation(conversation);
    this.#pairs.set(id, pair);
    this.meet([ownEndpoint]);
    return pair;
  }

  #otherOut(pair: ConsentPair, accountId: string): Consent | undefined {
    return [...(this.#outs.get(pairKey(pair)) ?? [])].find(([id]) => id !== accountId)?.[1];
  }
}
