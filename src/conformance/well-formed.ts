import type {Conversation} from '../model/conversation.js';
import {STATUS_TRANSITIONS} from '../model/delivery-status.js';
import type {Message} from '../model/message.js';
import {check, checkEqual, checkOneOf} from './checks.js';

const DRAWN = 'views draw what the types promise and check nothing again';
/** 1973 in milliseconds, and far in the future in seconds. */
const EARLIEST = 100_000_000_000;

/** @throws ConformanceFailure when the message is not what the model says a message is */
export function checkMessage(message: Message, conversationId: string): void {
  const {id, direction, text, attachments, at, atSource, order} = message;
  check(typeof id === 'string' && id !== '', 'a message to have an id', message, 'it is merged by it');
  checkEqual(message.conversationId, conversationId, `the conversation of message ${id}`, 'it would turn up elsewhere');
  checkOneOf(direction, ['inbound', 'outbound', 'unknown'], `the direction of message ${id}`, DRAWN);
  check(text === null || typeof text === 'string', `the text of message ${id} to be a text or null`, text, DRAWN);
  check(
    Array.isArray(attachments) && attachments.every(({url}) => typeof url === 'string'),
    `message ${id} to have a list of attachments with addresses`,
    attachments,
    DRAWN,
  );
  checkStatus(message);
  if (at === undefined) {
    checkEqual(atSource, 'none', `the source of the missing time of message ${id}`, DRAWN);
  } else {
    checkInstant(at, `the time of message ${id}`);
    checkOneOf(atSource, ['server', 'event', 'id', 'local'], `the source of the time of message ${id}`, DRAWN);
  }
  const isNumber = order === undefined || Number.isFinite(order);
  check(isNumber, `the order of message ${id} to be a number`, order, 'messages are sorted by it');
}

function checkStatus({id, direction, status}: Message): void {
  checkOneOf(status, Object.keys(STATUS_TRANSITIONS), `the status of message ${id}`, 'each has its words and sign');
  if (direction === 'inbound') {
    checkOneOf(status, ['received', 'read', 'unknown'], `the status of inbound message ${id}`, DRAWN);
  }
  const isReceived = direction === 'outbound' && status === 'received';
  check(!isReceived, `outbound message ${id} not to be "received"`, status, 'that is what inbound messages are');
}

/** @throws ConformanceFailure when the conversation is not what the model says a conversation is */
export function checkConversation(conversation: Conversation): void {
  const {id, kind, channel, participants, status, unread, consent, lastActivityAt} = conversation;
  check(typeof id === 'string' && id !== '', 'a conversation to have an id', conversation, 'everything asks by it');
  checkOneOf(kind, ['direct', 'group'], `the kind of ${id}`, DRAWN);
  check(typeof channel === 'string' && !!channel, `${id} to have a channel`, channel, DRAWN);
  check(Array.isArray(participants), `${id} to have participants`, participants, DRAWN);
  for (const {role} of participants) {
    checkOneOf(role, ['contact', 'self', 'agent', 'bot', 'system', 'unknown'], `a role in ${id}`, DRAWN);
  }
  checkOneOf(status, ['active', 'archived', 'closed', 'deleted', 'unknown'], `the status of ${id}`, DRAWN);
  check(typeof unread?.has === 'boolean', `${id} to say whether anything is unread`, unread, DRAWN);
  if (unread.count !== undefined) {
    const fits = Number.isInteger(unread.count) && unread.count >= 0 && unread.has === unread.count > 0;
    check(fits, `the unread count of ${id} to be a whole number that fits "has"`, unread, 'the badge shows it');
  }
  const states = ['opted-in', 'opted-out', 'probably-opted-out', 'unknown'];
  checkOneOf(consent?.state, states, `the consent of ${id}`, 'a contact who said STOP must not be written to');
  if (lastActivityAt !== undefined) checkInstant(lastActivityAt, `the last activity of ${id}`);
}

function checkInstant(at: number, what: string): void {
  check(
    Number.isFinite(at) && Math.abs(at) > EARLIEST,
    `${what} to be in milliseconds since 1970`,
    at,
    'a time in seconds is a day in 1970, and a text does not sort',
  );
}
