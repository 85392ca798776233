import {consentAfter, consentChangeOf, isDecisive, REACHED, type ConsentChange} from './consent-from-messages.js';
import type {Consent} from './consent.js';
import {MessageList} from './message-list.js';
import type {Message} from './message.js';

/** A second STOP changes nothing, and "yes" is an ordinary answer unless it undoes an opt-out seen above. */
export function isConsentNews({kind, source}: ConsentChange, consent: ConsentChange['kind'] | undefined): boolean {
  return kind !== (consent ?? (source === 'native' ? undefined : 'opt-in'));
}

interface Entry {
  readonly index: number;
  readonly change: ConsentChange;
}

/** Where consent changes in a thread, so that a part of it can be drawn without reading all that is above it. */
export class ConsentLedger {
  #list = MessageList.empty;
  /** In order. */
  #entries: readonly Entry[] = [];

  /** Follows a change of the messages; only those that differ are read. */
  follow(list: MessageList): void {
    const {start, removed, added} = list.spliceFrom(this.#list);
    this.#list = list;
    if (removed === 0 && added === 0) return;
    const found = entriesIn(list.messages, start, start + added);
    const shift = added - removed;
    const before = this.#entries.filter(({index}) => index < start);
    const after = this.#entries.filter(({index}) => index >= start + removed);
    const moved = shift === 0 ? after : after.map(({index, change}) => ({index: index + shift, change}));
    this.#entries = [...before, ...found, ...moved];
  }

  /** The consent that the messages before `index` leave, or nothing when they say nothing. */
  before(index: number): ConsentChange['kind'] | undefined {
    let consent: ConsentChange['kind'] | undefined;
    for (const entry of this.#entries) {
      if (entry.index >= index) break;
      if (isConsentNews(entry.change, consent)) consent = entry.change.kind;
    }
    return consent;
  }

  /**
   * What the messages that were followed say about consent, for providers whose conversations carry no opt-out state.
   *
   * - A message the provider itself flagged as an opt-out: opted out.
   * - A whole message that is a stop word, not judged by the provider: probably opted out.
   * - A later start word or provider flag for opting in: no longer known to be opted out; the provider decides.
   * - A contact who wrote again after a mere stop word, and was reached after that: the two talk, so no longer either.
   *   An outbound message alone shows nothing: it may be what confirms the opt-out, or have crossed with it.
   *
   * @returns with `since` the time of the contact's message that decided; `undefined` when the messages say nothing
   */
  consent(): Consent | undefined {
    const {messages} = this.#list;
    const decisive = this.#entries.findLast(({change}) => isDecisive(change));
    const talks = this.#talks(decisive?.index ?? 0);
    for (const {index, change} of this.#entries.toReversed()) {
      if (talks < index || isDecisive(change)) return consentAfter(change, messages[index]?.at);
    }
    return talks < 0 ? undefined : {state: 'unknown', since: messages[talks]?.at, source: 'derived'};
  }

  /** The contact's newest ordinary message that was followed by one of ours that reached them; -1 without one. */
  #talks(from: number): number {
    const {messages} = this.#list;
    const changes = new Set(this.#entries.map(({index}) => index));
    let isReached = false;
    for (let index = messages.length - 1; index >= from; index--) {
      const message = messages[index];
      if (message?.direction === 'outbound') isReached ||= REACHED.has(message.status);
      else if (message && isReached && !changes.has(index)) return index;
    }
    return -1;
  }
}

function entriesIn(messages: readonly Message[], start: number, end: number): readonly Entry[] {
  const entries: Entry[] = [];
  for (let index = start; index < end; index++) {
    const message = messages[index];
    const change = message && consentChangeOf(message);
    if (change) entries.push({index, change});
  }
  return entries;
}
