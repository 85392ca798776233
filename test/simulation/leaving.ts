import type {OutgoingMessage} from '../../src/adapter/messaging-adapter.js';
import {blocksSending} from '../../src/model/consent.js';
import {concerns, pairOfConversation} from '../../src/model/consent-pair.js';
import {CONSENT_HOLDS} from '../../src/store/outbox/pause.js';
import type {Account} from './account.js';
import type {Violate, Written} from './judge.js';
import type {Tab} from './tab.js';
import type {VirtualTime} from './virtual-time.js';

/** The longest that a read can take which left before somebody said STOP, in milliseconds. */
const LONGEST_READ = 6000;

/** What is true while a message leaves. */
export interface LeavingWorld {
  readonly time: VirtualTime;
  readonly account: Account;
  /** Who is talked to, by the id of the conversation. */
  readonly people: ReadonlyMap<string, number>;
  readonly written: readonly Written[];
  readonly violate: Violate;
  readonly isOnline: () => boolean;
  /** A message leaves from another own number than its conversation's. */
  readonly onOtherNumber: () => void;
}

/** Judges every message at the moment it leaves a page: nothing leaves that must not. */
export class LeavingJudge {
  readonly #world: LeavingWorld;
  /** When the provider last refused a message because its contact opted out, by pair and page, by the true time. */
  readonly #refusals = new Map<string, {readonly tab: Tab; readonly at: number}>();

  constructor(world: LeavingWorld) {
    this.#world = world;
  }

  /** A request of a message leaves. */
  judge(tab: Tab, message: OutgoingMessage): void {
    const {conversationId} = message;
    if (tab.isGone) this.#world.violate('sent though forbidden', 'from an inbox that had left the document.');
    if (!this.#world.isOnline()) this.#world.violate('sent though forbidden', 'while the device was offline.');
    const person = this.#world.people.get(conversationId);
    if (person === undefined) return;
    const from = this.#numberOf(person, message);
    const usual = this.#world.account.threadOf(person)?.ownNumberId;
    if (from === usual) this.#checkConsent(tab, person, conversationId);
    else this.#world.onOtherNumber();
    // Nothing leaves between two addresses once this tab shows anywhere that the contact forbade it.
    const row = tab.store.conversation(conversationId);
    const own = row && pairOfConversation(row);
    for (const other of row && from === usual ? [row, ...tab.store.conversationList.state.conversations] : []) {
      if (own && blocksSending(other.consent) && concerns(pairOfConversation(other), own)) {
        this.#world.violate('sent without consent', `to person ${person}, who is known to have opted out.`);
      }
    }
    this.#checkRefusal(tab, person, from);
  }

  /** The provider refused a message, because its contact opted out. */
  remember(tab: Tab, message: OutgoingMessage): void {
    const person = this.#world.people.get(message.conversationId);
    if (person === undefined || tab.isGone) return;
    this.#refusals.set(`${person} ${this.#numberOf(person, message)}`, {tab, at: this.#world.time.now});
  }

  /** The own number that a message leaves from: the one that was chosen, or the conversation's own. */
  #numberOf(person: number, {ownEndpointId}: OutgoingMessage): string | undefined {
    if (ownEndpointId === undefined) return this.#world.account.threadOf(person)?.ownNumberId;
    return this.#world.account.backend
      .ownNumbers()
      .find(({id, phone}) => ownEndpointId.endsWith(id) || ownEndpointId === phone)?.id;
  }

  /** What the provider refused once for want of consent is not tried again between the two, until the contact allows it. */
  #checkRefusal(tab: Tab, person: number, from: string | undefined): void {
    const refusal = this.#refusals.get(`${person} ${from}`);
    const stoppedAt = from === undefined ? undefined : this.#world.account.stoppedAt(person, from);
    if (!refusal || stoppedAt === undefined || stoppedAt > refusal.at || refusal.tab !== tab) return;
    this.#world.violate('sent without consent', `to person ${person} from ${from}, as was refused before.`);
  }

  /** What the provider knew when consent was last read, or had to be read, holds. */
  #checkConsent(tab: Tab, person: number, conversationId: string): void {
    const usual = this.#world.account.threadOf(person)?.ownNumberId;
    const stoppedAt = usual === undefined ? undefined : this.#world.account.stoppedAt(person, usual);
    if (stoppedAt === undefined) return;
    const entry = tab.store.outbox.queue(conversationId)[0];
    const writtenAt = this.#world.written.find(({localId}) => localId === entry?.localId)?.at ?? -Infinity;
    const {now} = this.#world.time;
    const wasRead = (tab.readAt.get(conversationId) ?? -Infinity) > stoppedAt;
    const hadToBeRead = now - Math.max(stoppedAt, writtenAt) > CONSENT_HOLDS + LONGEST_READ;
    if (wasRead || hadToBeRead) {
      const how = `${now - stoppedAt} ms after STOP (read: ${wasRead}).`;
      this.#world.violate('sent without consent', `to person ${person}, ${how}`);
    }
  }
}
