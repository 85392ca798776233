import {fieldsOf, flagOf, idOf, instantOf, labelOf, lookUp, textOf} from '../../adapter/toolkit/fields.js';
import {nanosecondsOf} from '../../adapter/toolkit/nanoseconds.js';
import {isFailure, type DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message, MessageRecipient} from '../../model/message.js';
import {filledTemplate} from './channel-rules.js';
import {contentOfBody, type BodyContent} from './map-body.js';
import {directionFromSender, participantFromWire} from './map-participant.js';
import type {BirdTemplate} from './options.js';
import type {WireMessage, WireMessageStatus, WireRecipient, WireTemplate, WireTemplateParameter} from './wire.js';

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

/** What has to be known to read a message. */
export interface MessageContext {
  /** As it was asked for. */
  readonly conversationId: string;
  /** The access key this inbox sends with. */
  readonly selfId?: string;
  /** Whoever's name a message carries, when it was sent from here. */
  readonly direction?: 'outbound';
  readonly templates?: readonly BirdTemplate[];
}

/**
 * One message of a history, or the answer to a send. Unknown fields and values stay in `raw`.
 *
 * @returns `undefined` for a row without an id, which could not be told from its own next edition, and for one that says
 *   that it is of another conversation
 */
export function messageFromWire(value: unknown, context: MessageContext): Message | undefined {
  const {conversationId, selfId, templates = []} = context;
  const wire = fieldsOf<WireMessage>(value);
  const id = idOf(wire.id);
  // What was sent is in the thread it was written in, whatever its answer says.
  const said = context.direction ? undefined : idOf(wire.conversationId);
  if (id === undefined || (said ?? conversationId) !== conversationId) return undefined;
  const direction = context.direction ?? directionFromSender(wire.sender);
  const isDraft = flagOf(wire.draft) === true && direction !== 'inbound';
  const status = isDraft ? 'draft' : statusFromWire(wire.status, direction);
  const at = instantOf(wire.createdAt);
  const sender = participantFromWire(wire.sender, selfId);
  const reason = textOf(wire.reason);
  const replyToId = idOf(wire.replyToMessageId);
  const recipients = recipientsIn(wire.recipients);
  const reference = textOf(wire.reference);
  return {
    id,
    conversationId,
    direction,
    ...contentOf(wire.body, wire.template, templates),
    status,
    ...(reason !== undefined && (status === 'failed' || status === 'undelivered') && {failure: {text: reason}}),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server', order: nanosecondsOf(wire.createdAt)}),
    ...(sender && {sender}),
    ...(replyToId !== undefined && {replyTo: {id: replyToId}}),
    ...(recipients.length > 0 && {recipients}),
    ...(reference !== undefined && {references: [{id: reference}]}),
    raw: value,
  };
}

/** To whom a message of ours went: `null`, and on messages of contacts nothing at all, is another spelling of nobody. */
function recipientsIn(value: unknown): readonly MessageRecipient[] {
  const listed: readonly unknown[] = Array.isArray(value) ? value : [];
  return listed.flatMap((entry) => {
    const wire = fieldsOf<WireRecipient>(entry);
    const name = labelOf(fieldsOf<{name: unknown}>(wire.contactAnnotation).name);
    const address = labelOf(wire.identifierValue) ?? labelOf(wire.platformAddress);
    if (name === undefined && address === undefined) return [];
    const kind = textOf(wire.type) ?? 'to';
    return [{kind, ...(name !== undefined && {name}), ...(address !== undefined && {address})}];
  });
}

/** A message has a body or a template. What a template says is not part of the message; the host may know. */
function contentOf(body: unknown, template: unknown, known: readonly BirdTemplate[]): BodyContent {
  const content = contentOfBody(body);
  const isEmpty = content.text === null && content.attachments.length === 0 && content.unsupportedBody === undefined;
  if (!isEmpty || template == null) return content;
  const text = textOfTemplate(template, known);
  return text === undefined ? {...content, unsupportedBody: 'template'} : {...content, text};
}

function textOfTemplate(value: unknown, templates: readonly BirdTemplate[]): string | undefined {
  const {projectId, version, locale, parameters} = fieldsOf<WireTemplate>(value);
  const template = templates.find(
    (known) => known.projectId === projectId && known.version === version && known.locale === locale,
  );
  const listed: readonly unknown[] = Array.isArray(parameters) ? parameters : [];
  const values = listed.map((entry) => {
    const parameter = fieldsOf<WireTemplateParameter>(entry);
    return [idOf(parameter.key) ?? '', parameter.value] as const;
  });
  return template && filledTemplate(template, Object.fromEntries(values));
}
