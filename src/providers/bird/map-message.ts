import {fieldsOf, lookUp, textOf} from '../../adapter/toolkit/fields.js';
import {isFailure, type DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message} from '../../model/message.js';
import {contentOfBody, type BodyContent} from './map-body.js';
import {directionFromSender, participantFromWire} from './map-participant.js';
import {birdInstantOf, nanosecondsOf} from './times.js';
import type {WireMessage, WireMessageStatus} from './wire.js';

const STATUSES: Readonly<Record<WireMessageStatus, DeliveryStatus>> = {
  accepted: 'accepted',
  processing: 'processing',
  sent: 'sent',
  sending_failed: 'failed',
  delivered: 'delivered',
  delivery_failed: 'undelivered',
};

/** Where a message of ours is. One of a contact carries `delivered`, and is here whatever it carries. */
export function statusFromWire(status: unknown, direction: Direction): DeliveryStatus {
  const isNone = status == null || status === '';
  const known = isNone ? undefined : lookUp(STATUSES, status);
  if (direction !== 'inbound') return known ?? 'unknown';
  return isNone || (known && !isFailure(known)) ? 'received' : 'unknown';
}

/**
 * One message of a history, or the answer to a send. Unknown fields and values stay in `raw`.
 *
 * @param conversationId as it was asked for
 * @param selfId the access key this inbox sends with
 * @returns `undefined` for an entry without an id: it could not be told from its own next edition
 */
export function messageFromWire(value: unknown, conversationId: string, selfId?: string): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  const direction = directionFromSender(wire.sender);
  const status = wire.draft === true ? 'draft' : statusFromWire(wire.status, direction);
  const at = birdInstantOf(wire.createdAt);
  const sender = participantFromWire(wire.sender, selfId);
  const reason = textOf(wire.reason);
  const replyToId = textOf(wire.replyToMessageId);
  return {
    id,
    conversationId,
    direction,
    ...contentOf(wire.body, wire.template),
    status,
    ...(reason !== undefined && (status === 'failed' || status === 'undelivered') && {failure: {text: reason}}),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server', order: nanosecondsOf(wire.createdAt)}),
    ...(sender && {sender}),
    ...(replyToId !== undefined && {replyTo: {id: replyToId}}),
    raw: value,
  };
}

/** A message has a body or a template. What a template says in the end is not part of the message. */
function contentOf(body: unknown, template: unknown): BodyContent {
  const content = contentOfBody(body);
  const isEmpty = content.text === null && content.attachments.length === 0 && content.unsupportedBody === undefined;
  return isEmpty && template != null ? {...content, unsupportedBody: 'template'} : content;
}
