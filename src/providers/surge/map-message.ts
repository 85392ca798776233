import {fieldsOf, instantOf, lookUp, textOf} from '../../adapter/toolkit/fields.js';
import {attachmentFromUrl, type Attachment, type AttachmentKind} from '../../model/attachment.js';
import {consentKeyword} from '../../model/consent.js';
import type {DeliveryStatus} from '../../model/delivery-status.js';
import type {Direction, Message} from '../../model/message.js';
import {instantInId} from './ids.js';
import type {SurgeAdapterOptions} from './options.js';
import type {WireAttachment, WireConversation, WireEventMessage, WireMessage, WireMessageEventType} from './wire.js';

const KINDS: Readonly<Record<string, AttachmentKind>> = {
  file: 'file',
  image: 'image',
  link: 'link',
  contact: 'contact',
  video: 'video',
} satisfies Record<NonNullable<WireAttachment['type']>, AttachmentKind>;

export interface MessageContext {
  /** For an answer that does not name its conversation. */
  readonly conversationId?: string;
  readonly attachmentUrl?: SurgeAdapterOptions['attachmentUrl'];
}

/** The conversation an entry of the account's messages belongs to. */
export const conversationIdOf = (value: unknown): string | undefined =>
  textOf(fieldsOf<WireConversation>(fieldsOf<WireMessage>(value).conversation).id);

export const idOf = (value: unknown): string | undefined => textOf(fieldsOf<WireMessage>(value).id);

/**
 * A message as requests answer it. Of its direction only a blast tells anything, and that is inference; its time is
 * read off its id; its status is unknown. Unknown fields stay in `raw`.
 *
 * @returns `undefined` without an id or a conversation
 */
export function messageFromWire(value: unknown, context: MessageContext = {}): Message | undefined {
  const wire = fieldsOf<WireMessage>(value);
  const id = textOf(wire.id);
  const conversationId = conversationIdOf(value) ?? context.conversationId;
  if (id === undefined || conversationId === undefined) return undefined;
  const at = instantInId(id);
  const isMetadata = typeof wire.metadata === 'object' && wire.metadata !== null;
  return {
    id,
    conversationId,
    direction: textOf(wire.blast_id) === undefined ? 'unknown' : 'outbound',
    text: textOf(wire.body) ?? null,
    attachments: attachmentsOf(wire.attachments, context.attachmentUrl),
    status: 'unknown',
    // Events have whole seconds; within one, the ids still tell the order.
    ...(at === undefined ? {atSource: 'none'} : {at, atSource: 'id', order: at}),
    ...(isMetadata && {metadata: fieldsOf<Record<string, unknown>>(wire.metadata)}),
    raw: value,
  };
}

interface EventMeaning {
  readonly direction: Direction;
  readonly status: DeliveryStatus;
  readonly time: 'received_at' | 'sent_at' | 'delivered_at' | 'failed_at';
}

export const MESSAGE_EVENTS: Readonly<Record<WireMessageEventType, EventMeaning>> = {
  'message.received': {direction: 'inbound', status: 'received', time: 'received_at'},
  'message.sent': {direction: 'outbound', status: 'sent', time: 'sent_at'},
  'message.delivered': {direction: 'outbound', status: 'delivered', time: 'delivered_at'},
  'message.failed': {direction: 'outbound', status: 'failed', time: 'failed_at'},
};

/**
 * The message of an event, which tells what requests do not: direction, time and status.
 *
 * @param timestamp of the event, for data without a time
 */
export function messageFromEvent(
  type: WireMessageEventType,
  data: unknown,
  timestamp: unknown,
  context: MessageContext = {},
): Message | undefined {
  const message = messageFromWire(data, context);
  if (!message) return undefined;
  const {direction, status, time} = MESSAGE_EVENTS[type];
  const wire = fieldsOf<WireEventMessage>(data);
  const at = instantOf(wire[time]) ?? instantOf(timestamp);
  const reason = textOf(wire.failure_reason);
  const keyword = direction === 'inbound' ? consentKeyword(message.text) : undefined;
  return {
    ...message,
    direction,
    status,
    ...(at !== undefined && {at, atSource: 'event'}),
    ...(status === 'failed' && reason !== undefined && {failure: {code: reason}}),
    // Only a hint: which words the provider recognises is not documented, and its own event has no message.
    ...(keyword && {consentChange: {kind: keyword, source: 'derived'}}),
  };
}

function attachmentsOf(value: unknown, resolve: MessageContext['attachmentUrl']): readonly Attachment[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  return entries.flatMap((entry) => {
    const wire = fieldsOf<WireAttachment>(entry);
    const [id, given] = [textOf(wire.id), textOf(wire.url)];
    const known = {...(id !== undefined && {id}), ...(given !== undefined && {url: given})};
    const url = resolve ? resolve(known) : given;
    if (url === undefined) return [];
    const read = attachmentFromUrl(given ?? url);
    return [{...read, url, ...(id !== undefined && {id}), kind: lookUp(KINDS, wire.type) ?? read.kind}];
  });
}
