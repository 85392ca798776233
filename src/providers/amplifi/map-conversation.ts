import {fieldsOf, flagOf, instantOf, numberOf, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {consentKeyword, UNKNOWN_CONSENT, type Consent} from '../../model/consent.js';
import type {Conversation, ConversationStatus, Unread} from '../../model/conversation.js';
import type {Participant} from '../../model/participant.js';
import type {Instant} from '../../model/capability-level.js';
import type {WireConversation} from './wire.js';

/** What the question says about every conversation in the answer. */
export interface ListFilters {
  readonly unread?: boolean;
  readonly needsReply?: boolean;
  readonly includeArchived?: boolean;
}

/**
 * One entry of the conversation list. Unknown fields stay in `raw`.
 *
 * @returns `undefined` for an entry without a phone number: it has no key, so nothing can be asked about it
 */
export function conversationFromWire(value: unknown, filters: ListFilters = {}): Conversation | undefined {
  const wire = fieldsOf<WireConversation>(value);
  const id = textOf(wire.phoneNumber);
  if (id === undefined) return undefined;
  const lastActivityAt = instantOf(wire.lastMessageAt);
  const text = textOf(wire.lastMessage);
  const starred = flagOf(wire.isStarred);
  const unread = unreadOf(wire, filters);
  return {
    id,
    kind: 'direct',
    channel: 'sms',
    participants: [contactFromWire(id, wire)],
    participantsComplete: true,
    status: statusOf(wire, filters),
    ...(starred !== undefined && {starred}),
    unread,
    ...(filters.needsReply && {needsReply: {value: true, source: 'native'}}),
    consent: consentHint(text, lastActivityAt, unread.has || filters.needsReply === true),
    ...((text !== undefined || lastActivityAt !== undefined) && {
      lastMessage: {
        ...(text !== undefined && {text}),
        ...(lastActivityAt !== undefined && {at: lastActivityAt}),
        ...(filters.needsReply && {direction: 'inbound'}),
      },
    }),
    ...(lastActivityAt !== undefined && {lastActivityAt}),
    raw: value,
  };
}

function contactFromWire(address: string, wire: Unchecked<WireConversation>): Participant {
  const id = textOf(wire.contactId);
  const names = [textOf(wire.firstName)?.trim(), textOf(wire.lastName)?.trim()];
  const name = names.filter((part) => !!part).join(' ');
  return {...(id !== undefined && {id}), role: 'contact', ...(name && {name}), address};
}

function statusOf(wire: Unchecked<WireConversation>, filters: ListFilters): ConversationStatus {
  const archived = flagOf(wire.isArchived);
  if (archived !== undefined) return archived ? 'archived' : 'active';
  return filters.includeArchived ? 'unknown' : 'active';
}

function unreadOf(wire: Unchecked<WireConversation>, filters: ListFilters): Unread {
  const count = numberOf(wire.unreadCount);
  if (count !== undefined) return {has: count > 0, count: Math.max(0, count), source: 'native'};
  return filters.unread ? {has: true, source: 'native'} : {has: false, source: 'derived'};
}

/**
 * The list tells neither consent nor the direction of its last message. A last message that is a stop word is a hint
 * only when something shows that the contact wrote: an unread count, or the list of what awaits a reply (inference).
 */
function consentHint(text: string | undefined, since: Instant | undefined, contactWrote: boolean): Consent {
  if (!contactWrote || consentKeyword(text) !== 'opt-out') return UNKNOWN_CONSENT;
  return {state: 'probably-opted-out', ...(since !== undefined && {since}), source: 'derived'};
}
