import {fieldsOf, textOf, type Unchecked} from '../../adapter/toolkit/fields.js';
import {attachmentFromUrl, type Attachment} from '../../model/attachment.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message, Reaction} from '../../model/message.js';
import type {Reference} from './address-book.js';
import {senderFromWire, type People} from './map-people.js';
import {instantFromSeconds} from './seconds.js';
import type {WireMessage, WireSender} from './wire.js';

/** What has to be known about a conversation to read its messages. */
export interface MessageContext extends People {
  readonly conversationId: string;
  /** Whom the conversation is with, once that is known. */
  readonly whom?: Reference;
}

/**
 * One message. Unknown fields stay in `raw`.
 *
 * @param order see `Message.order`
 * @returns `undefined` for a value without an id
 */
export function messageFromWire(value: unknown, context: MessageContext, order?: number): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  return withDirection(value, directionOf(wire.contact, context), wire, context, order);
}

/** The answer to a send: ours, whatever it says about who wrote it. */
export function sentMessageFromWire(value: unknown, context: MessageContext): Message | undefined {
  return withDirection(value, 'outbound', fieldsOf<WireMessage>(value), context);
}

function withDirection(
  value: unknown,
  direction: Direction,
  wire: Unchecked<WireMessage>,
  context: MessageContext,
  order?: number,
): Message | undefined {
  const id = textOf(wire.id);
  if (id === undefined) return undefined;
  const at = instantFromSeconds(wire.created_at);
  const readAt = instantFromSeconds(wire.read_at);
  const role = direction === 'outbound' ? 'self' : direction === 'inbound' ? 'contact' : 'unknown';
  const sender = senderFromWire(wire.contact, role, context);
  const reactions = reactionsOf(wire.reactions);
  return {
    id,
    conversationId: context.conversationId,
    direction,
    text: textOf(wire.message) ?? null,
    attachments: attachmentsOf(wire.attachments),
    status: statusOf(direction, readAt !== undefined),
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'server'}),
    ...(order !== undefined && {order}),
    ...(readAt !== undefined && {readAt}),
    ...(sender && {sender}),
    ...(reactions.length > 0 && {reactions}),
    raw: value,
  };
}

/** The id of whoever wrote it. */
export const senderIdOf = (value: unknown): string | undefined =>
  textOf(fieldsOf<WireSender>(fieldsOf<WireMessage>(value).contact).id);

/**
 * The provider names only who wrote. With one contact, whatever the contact did not write is ours; in a group, only
 * what has our own id is known to be. [Inference]
 */
function directionOf(sender: unknown, {whom, isOwn}: MessageContext): Direction {
  const id = textOf(fieldsOf<WireSender>(sender).id);
  if (id === undefined) return 'unknown';
  if (whom?.kind === 'contact') return id === whom.id ? 'inbound' : 'outbound';
  if (isOwn(id)) return 'outbound';
  return whom ? 'inbound' : 'unknown';
}

/** `read_at` is all there is: a message that stands in the list was at least sent. */
function statusOf(direction: Direction, isRead: boolean): DeliveryStatus {
  switch (direction) {
    case 'outbound':
      return isRead ? 'read' : 'sent';
    case 'inbound':
      return 'received';
    case 'unknown':
      return 'unknown';
  }
}

interface AttachmentFields {
  readonly id: string;
  readonly url: string;
  readonly name: string;
}

/** An address, or an object with a `url`: what an attachment looks like is not documented. [Inference] */
function attachmentsOf(attachments: unknown): readonly Attachment[] {
  if (!Array.isArray(attachments)) return [];
  return attachments.flatMap((attachment: unknown): Attachment[] => {
    const fields = fieldsOf<AttachmentFields>(attachment);
    const url = textOf(attachment) ?? textOf(fields.url);
    if (url === undefined) return [];
    const id = textOf(fields.id);
    const name = textOf(fields.name);
    return [{...attachmentFromUrl(url), ...(id !== undefined && {id}), ...(name !== undefined && {name})}];
  });
}

/** `[{"thumbs_up": ["FrankMcCallister"]}]`: names with who gave them. [Inference] */
function reactionsOf(reactions: unknown): readonly Reaction[] {
  if (!Array.isArray(reactions)) return [];
  return reactions.flatMap((reaction: unknown) =>
    Object.entries(fieldsOf<Record<string, unknown>>(reaction)).flatMap(([name, givers]): Reaction[] => {
      if (!Array.isArray(givers)) return [];
      const by = givers.map(textOf).filter((giver) => giver !== undefined);
      return [{name, by}];
    }),
  );
}
