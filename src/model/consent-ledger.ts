import type {ChangedSpan} from './changed-span.js';
import {consentChangeOf, REACHED} from './consent-from-messages.js';
import type {Consent} from './consent.js';
import type {Message} from './message.js';

export type ConsentChange = NonNullable<Message['consentChange']>;

/** A second STOP changes nothing, and "yes" is an ordinary answer unless it undoes an opt-out seen above. */
export function isConsentNews({kind, source}: ConsentChange, consent: ConsentChange['kind'] | undefined): boolean {
  return kind !== (consent ?? (source === 'native' ? undefined : 'opt-in'));
}

/** Where consent changes in a thread, so that a part of it can be drawn without reading all that is above it. */
export class ConsentLedger {
  /** In order. */
  private entries: {readonly index: number; readonly change: ConsentChange}[] = [];

  /** Follows a change of the messages; only those in the span are read. */
  follow(messages: readonly Message[], {start, removed, added}: ChangedSpan): void {
    const found: typeof this.entries = [];
    for (let index = start; index < start + added; index++) {
      const message = messages[index];
      const change = message && consentChangeOf(message);
      if (change) found.push({index, change});
    }
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
    const decisive = this.entries.findLast(({change}) => change.kind === 'opt-in' || change.source === 'native');
    const talks = this.talks(messages, decisive?.index ?? 0);
    for (const {index, change} of this.entries.toReversed()) {
      const since = messages[index]?.at;
      if (change.kind === 'opt-in') return {state: 'unknown', since, source: 'derived'};
      if (change.source === 'native') return {state: 'opted-out', since, source: 'derived'};
      if (talks < index) return {state: 'probably-opted-out', since, source: 'derived'};
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
