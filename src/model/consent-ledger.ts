import type {ChangedSpan} from './changed-span.js';
import {consentChangeOf} from './consent-from-messages.js';
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
}
