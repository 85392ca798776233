import {nextStatus} from './delivery-status.js';
import type {Message, TimeSource} from './message.js';
import type {Participant} from './participant.js';
import {isEqual, withoutUndefined} from '../util/equal.js';

const TRUST: Readonly<Record<TimeSource, number>> = {server: 4, event: 3, id: 2, local: 1, none: 0};

/**
 * One message from what was known and what arrived. Polls, pushed events and send answers each know a part of it,
 * and arrive late, twice and out of order, so:
 *
 * - the status never goes backwards;
 * - what the newcomer does not know (`undefined`, a `null` text, no attachments) erases nothing;
 * - a better source of time wins; of two events, whose times name different stages, the earlier one;
 * - a message written here keeps its `localId`, and never loses a provider id it once had.
 *
 * @returns `known` itself when the newcomer brings nothing new; `raw` and `order` alone are nothing new, since they
 *   differ with every page
 */
export function mergeMessage(known: Message, newcomer: Message): Message {
  if (known === newcomer) return known;
  const status = nextStatus(known.status, newcomer.status);
  // A row written here only fills gaps in what a provider said about it.
  const isStale = isLocalOnly(newcomer) && !isLocalOnly(known);
  const merged = isStale ? combine(newcomer, known, status) : combine(known, newcomer, status);
  const judged = (message: Message) => ({...message, order: undefined, raw: undefined});
  return isEqual(judged(known), judged(merged)) ? known : merged;
}

const isLocalOnly = ({id, localId}: Message): boolean => id === localId;

function combine(known: Message, newcomer: Message, status: Message['status']): Message {
  return withoutUndefined<Message>({
    ...known,
    ...withoutUndefined(newcomer),
    id: isLocalOnly(newcomer) ? known.id : newcomer.id,
    localId: known.localId ?? newcomer.localId,
    direction: newcomer.direction === 'unknown' ? known.direction : newcomer.direction,
    text: newcomer.text ?? known.text,
    attachments: newcomer.attachments.length > 0 ? newcomer.attachments : known.attachments,
    status,
    failure: failureOf(known, newcomer, status),
    ...timeOf(known, newcomer),
    order: known.order ?? newcomer.order,
    sender: senderOf(known.sender, newcomer.sender),
    replyTo: replyToOf(known.replyTo, newcomer.replyTo),
    insight: insightOf(known.insight, newcomer.insight),
    consentChange:
      known.consentChange?.source === 'native' ? known.consentChange : (newcomer.consentChange ?? known.consentChange),
    raw: newcomer.raw ?? known.raw,
  });
}

function failureOf(known: Message, newcomer: Message, status: Message['status']): Message['failure'] {
  const fromNewcomer = newcomer.status === status ? newcomer.failure : undefined;
  return fromNewcomer ?? (known.status === status ? known.failure : undefined);
}

function timeOf(known: Message, newcomer: Message): Pick<Message, 'at' | 'atSource'> {
  const keep = {at: known.at, atSource: known.atSource};
  if (newcomer.at === undefined) return keep;
  const gain = TRUST[newcomer.atSource] - TRUST[known.atSource];
  if (known.at !== undefined && gain < 0) return keep;
  if (known.at !== undefined && gain === 0 && known.atSource === 'event') {
    return {at: Math.min(known.at, newcomer.at), atSource: 'event'};
  }
  return {at: newcomer.at, atSource: newcomer.atSource};
}

/** Some providers name only the id of what is answered; what was quoted of it here stays. */
const replyToOf = (known: Message['replyTo'], newcomer: Message['replyTo']): Message['replyTo'] =>
  newcomer && known?.id === newcomer.id ? {...known, ...newcomer} : (newcomer ?? known);

/** Two partial descriptions of the same person complete each other; another person replaces. */
function senderOf(known: Participant | undefined, newcomer: Participant | undefined): Participant | undefined {
  if (!known || !newcomer) return newcomer ?? known;
  const differs = (a?: string, b?: string) => a !== undefined && b !== undefined && a !== b;
  if (differs(known.id, newcomer.id) || differs(known.address, newcomer.address)) return newcomer;
  const role = newcomer.role === 'unknown' ? known.role : newcomer.role;
  return {...known, ...withoutUndefined(newcomer), role};
}

/** An analysis completes what is not analysed yet, which is `null`, and never takes a result back. */
function insightOf(known: Message['insight'], newcomer: Message['insight']): Message['insight'] {
  if (!known || !newcomer) return newcomer ?? known;
  return {...known, ...newcomer, ...withoutEmpty(known), ...withoutEmpty(newcomer)};
}

function withoutEmpty<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry != null)) as Partial<T>;
}
