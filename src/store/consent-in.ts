import {spliceBetween} from '../util/splice.js';
import {ConsentLedger} from '../model/consent-ledger.js';
import type {Consent} from '../model/consent.js';
import type {Message} from '../model/message.js';

const read = new WeakMap<object, {readonly ledger: ConsentLedger; messages: readonly Message[]}>();

/** As `consentFromMessages`, at the cost of what changed since the thread was last asked for. */
export function consentIn(thread: object, messages: readonly Message[]): Consent | undefined {
  const known = read.get(thread) ?? {ledger: new ConsentLedger(), messages: []};
  read.set(thread, known);
  known.ledger.follow(messages, spliceBetween(known.messages, messages));
  known.messages = messages;
  return known.ledger.consent(messages);
}
