import type {Splice} from '../util/splice.js';
import {consentAfter, consentChangeOf, isDecisive, REACHED, type ConsentChange} from './consent-from-messages.js';
import type {Consent} from './consent.js';
import type {Message} from './message.js';

/** A second STOP changes nothing, and "yes" is an ordinary answer unless it undoes an opt-out seen above. */
export function isConsentNews({kind, source}: ConsentChange, consent: ConsentChange['kind'] | undefined): boolean {
  return kind !== (consent ?? (source === 'native' ? undefined : 'opt-in'));
}

interface Entry {
  readonly index: number;
  readonly change: ConsentChange;
}

/** What whole lists hold: who keeps a thread and who draws it read the same one. */
const wholeLists = new WeakMap<readonly Message[], readonly Entry[]>();

/** Where consent changes in a thread, so that a part of it can be drawn without reading all that is above it. */
export class ConsentLedger {
  /** In order. */
  private entries: readonly Entry[] = [];

  /** Follows a change of the messages; only those in the span are read. */
  follow(messages: readonly Message[], {start, removed, added}: Splice): void {
    if (added === messages.length) {
      this.entries = entriesOfAll(messages);
      return;
    }
    const found = entriesIn(messages, start, start + added);
    const shift = added - removed;
    const before = this.entries.filter(({index}) => index < start);
    const after = this.entries.filter(({index}) => index >= start + removed);
    const moved = shift === 0 ? after : after.map(({index, change}) => ({index: index + shift, change}));
    this.entries = [...before, ...found, ...moved];
  }

  /** The consent that the messages before `index` leave, or nothing when they say nothing. */
  before(index: number): ConsentChange['kind'] | undefined {
    let consent: ConsentChange['kind'] | undefined;
    for (const entry of this.entries) {
      if (entry.index >= index) break;
      if (isConsentNews(entry.change, consent)) consent = entry.change.kind;
    }
    return consent;
  }

  /** What `consentFromMessages` says of the messages that were followed. */
  consent(messages: readonly Message[]): Consent | undefined {
    const decisive = this.entries.findLast(({change}) => isDecisive(change));
    const talks = this.talks(messages, decisive?.index ?? 0);
    for (const {index, change} of this.entries.toReversed()) {
      if (talks < index || isDecisive(change)) return consentAfter(change, messages[index]?.at);
    }
    return talks < 0 ? undefined : {state: 'unknown', since: messages[talks]?.at, source: 'derived'};
  }

  /** The contact's newest ordinary message that was followed by one of ours that reached them; -1 without one. */
  private talks(messages: readonly Message[], from: number): number {
    const changes = new Set(this.entries.map(({index}) => index));
    let isReached = false;
    for (let index = messages.length - 1; index >= from; index--) {
      const message = messages[index];
      if (message?.direction === 'outbound') isReached ||= REACHED.has(message.status);
      else if (message && isReached && !changes.has(index)) return index;
    }
    return -1;
  }
}

function entriesOfAll(messages: readonly Message[]): readonly Entry[] {
  const entries = wholeLists.get(messages) ?? entriesIn(messages, 0, messages.length);
  wholeLists.set(messages, entries);
  return entries;
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
