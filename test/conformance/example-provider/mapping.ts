import type {ErrorReading} from '../../../src/adapter/http.js';
import {fieldsOf, idOf, instantOf, lookUp, numberOf, textOf} from '../../../src/adapter/toolkit/fields.js';
import {UNKNOWN_CONSENT} from '../../../src/model/consent.js';
import type {ErrorKind} from '../../../src/model/conversation-error.js';
import type {Conversation} from '../../../src/model/conversation.js';
import type {DeliveryStatus} from '../../../src/model/delivery-status.js';
import type {Direction, Message} from '../../../src/model/message.js';
import type {WireError, WireLetter, WireThread} from './wire.js';

const DIRECTIONS: Readonly<Record<string, Direction>> = {them: 'inbound', us: 'outbound'};
const STATUSES: Readonly<Record<string, DeliveryStatus>> = {flying: 'sent', landed: 'delivered', lost: 'failed'};

/**
 * `undefined` for a letter without an id, which could not be told from its own next edition, and for one that says itself
 * that it is of another thread.
 */
export function messageFromWire(value: unknown, conversationId: string): Message | undefined {
  const wire = fieldsOf<WireLetter>(value);
  const id = idOf(wire.id);
  const isOther = (idOf(wire.thread_id) ?? conversationId) !== conversationId;
  if (id === undefined || isOther) return undefined;
  const direction = lookUp(DIRECTIONS, wire.from) ?? 'unknown';
  const at = instantOf(wire.written_at);
  return {
    id,
    conversationId,
    direction,
    text: textOf(wire.text) ?? null,
    attachments: [],
    status: direction === 'inbound' ? 'received' : (lookUp(STATUSES, wire.state) ?? 'unknown'),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    raw: value,
  };
}

export function conversationFromWire(value: unknown): Conversation | undefined {
  const wire = fieldsOf<WireThread>(value);
  const id = idOf(wire.id);
  if (id === undefined) return undefined;
  const contact = fieldsOf<WireThread['contact']>(wire.contact);
  const [name, address] = [textOf(contact.name), textOf(contact.phone)];
  const unread = Math.max(0, Math.floor(numberOf(wire.unread) ?? 0));
  const last = messageFromWire(wire.last_letter, id);
  return {
    id,
    kind: 'direct',
    channel: 'sms',
    participants: [{role: 'contact', ...(name && {name}), ...(address && {address})}],
    participantsComplete: true,
    status: 'active',
    unread: {has: unread > 0, count: unread, source: 'native'},
    consent: UNKNOWN_CONSENT,
    ...(last && {lastMessage: {direction: last.direction, ...(last.text && {text: last.text})}}),
    ...(last?.at !== undefined && {lastActivityAt: last.at}),
    raw: value,
  };
}

const KINDS: Readonly<Record<WireError['problem'], ErrorKind>> = {
  no_such_thread: 'not-found',
  empty_letter: 'validation',
  bad_cursor: 'cursor-invalid',
  no_stamps: 'insufficient-credits',
  unwanted: 'not-textable',
  signed_out: 'unauthorized',
};

/** What a problem does not say, the status does. */
export function readError(_status: number, body: unknown): ErrorReading {
  const code = textOf(fieldsOf<WireError>(body).problem);
  const kind = lookUp(KINDS, code);
  return {...(kind && {kind}), ...(code && {code})};
}
