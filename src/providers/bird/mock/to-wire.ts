import type {Contact, StoredMessage, StoredStatus, Thread} from '../../../backend/types.js';
import {attachmentFromUrl, type AttachmentKind} from '../../../model/attachment.js';
import type {
  WireBody,
  WireConversation,
  WireConversationStatus,
  WireLastMessage,
  WireMessage,
  WireMessageStatus,
  WireParticipant,
  WireRecipient,
} from '../wire.js';
import {DEFAULT_ACCESS_KEY, type BirdMockOptions} from './options.js';
import {wireTime} from './wire-time.js';
import type {BirdWorkspace} from './workspace.js';

const MOST_FEATURED = 5;
/** Milliseconds after which an accepted message is being processed, and then is on its way. */
const PROCESSED_AFTER = 300;
const SENT_AFTER = 700;

const STATUSES: Readonly<Record<StoredStatus, WireMessageStatus>> = {
  sent: 'sent',
  delivered: 'delivered',
  failed: 'sending_failed',
  undelivered: 'delivery_failed',
};

const CONTENT_TYPES: Readonly<Partial<Record<AttachmentKind, string>>> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/mp4',
  contact: 'text/vcard',
};

/** Everything of the wire that is made from a workspace. */
export class WireWriter {
  constructor(
    private readonly workspace: BirdWorkspace,
    private readonly options: BirdMockOptions,
  ) {}

  conversation(thread: Thread): WireConversation {
    const {workspace} = this;
    const {name = '', description = ''} = workspace.noteOf(thread.id);
    const participants = this.participants(thread);
    const [first] = workspace.messagesOf(thread);
    const last = workspace.messagesOf(thread).at(-1);
    const contact = participants[0];
    const isOurs = first?.direction === 'outbound';
    const hasAttributes = Object.keys(thread.metadata).length > 0;
    return {
      id: thread.id,
      name,
      description,
      status: this.statusOf(thread),
      // As in the samples: what a contact began is closed to others, what we began is not.
      ...(isOurs
        ? {visibility: 'public' as const, accessibility: 'open' as const}
        : {visibility: 'private' as const, accessibility: 'invite-only' as const}),
      featuredParticipants: participants.slice(0, MOST_FEATURED),
      activeParticipantCount: participants.filter(({status}) => status === 'active').length,
      pendingParticipantCount: participants.filter(({status}) => status !== 'active').length,
      initiatingParticipant: first && isOurs ? this.sender(thread, first) : contact,
      channelId: thread.ownNumberId,
      ...(last && {lastMessage: this.lastMessage(thread, last)}),
      ...(hasAttributes && {attributes: thread.metadata}),
      createdAt: this.time(thread.createdAt, 0),
      updatedAt: this.time(Math.max(thread.updatedAt, thread.createdAt), last?.sequence ?? 0),
      platformStyle: isEmail(this.contactOf(thread)) ? 'email' : 'direct',
    };
  }

  /** Bird has no archive: what is archived in the backend is closed here. */
  statusOf(thread: Thread): WireConversationStatus {
    return this.workspace.noteOf(thread.id).status ?? (thread.archived ? 'closed' : 'active');
  }

  message(thread: Thread, message: StoredMessage): WireMessage {
    const {workspace} = this;
    const {body, template, reference, replyToMessageId} = workspace.noteOfMessage(message.id);
    const isInbound = message.direction === 'inbound';
    const status = this.messageStatus(message);
    const hasFailed = status === 'sending_failed' || status === 'delivery_failed';
    return {
      id: message.id,
      conversationId: thread.id,
      // A contact's message refers to itself in one sample.
      reference: reference ?? (isInbound ? message.id : ''),
      sender: this.sender(thread, message),
      draft: false,
      ...recipientsOf(message, this.recipients(thread)),
      status,
      source: isInbound ? 'channels' : 'conversations',
      ...(template && !body ? {template} : {body: body ?? bodyOf(message)}),
      ...(template && body && {template}),
      ...(hasFailed && message.failure && {reason: message.failure.text}),
      interactions: message.sequence % 4 === 0 ? [] : null,
      ...(replyToMessageId !== undefined && {replyToMessageId}),
      createdAt: this.time(message.at, message.sequence),
      updatedAt: this.time(message.at + (status === 'accepted' ? 0 : SENT_AFTER), message.sequence),
      ...(isInbound && isEmail(this.contactOf(thread)) && {receiverTypes: ['to' as const]}),
    };
  }

  /** The contact first, then who joined. */
  participants(thread: Thread): readonly WireParticipant[] {
    const contact = this.contactOf(thread);
    const {others = []} = this.workspace.noteOf(thread.id);
    const senders = this.workspace
      .messagesOf(thread)
      .filter(({direction}) => direction === 'outbound')
      .map(({id}) => this.accessKey(this.workspace.noteOfMessage(id).senderId));
    const everybody = [...(contact ? [contactToWire(contact)] : []), ...others, ...senders];
    return [...new Map(everybody.map((participant) => [participant.id, participant])).values()];
  }

  accessKey(id?: string): WireParticipant {
    const {accessKeys = []} = this.options;
    const known = accessKeys.find((key) => key.id === id) ?? (id === undefined ? accessKeys[0] : undefined);
    const {name} = known ?? DEFAULT_ACCESS_KEY;
    return {
      id: known?.id ?? id ?? DEFAULT_ACCESS_KEY.id,
      type: 'accessKey',
      status: 'active',
      displayName: name,
      avatarUrl: '',
    };
  }

  private contactOf({contactId}: Thread): Contact | undefined {
    return this.workspace.backend.contact(contactId);
  }

  private sender(thread: Thread, {id, direction}: StoredMessage): WireParticipant {
    const contact = this.contactOf(thread);
    if (direction === 'inbound' && contact) return contactToWire(contact);
    return this.accessKey(this.workspace.noteOfMessage(id).senderId);
  }

  private recipients(thread: Thread): readonly WireRecipient[] {
    const contact = this.contactOf(thread);
    if (!contact) return [];
    const {id, displayName} = contactToWire(contact);
    const identifier = identifierOf(contact);
    return [{type: 'to', id, ...identifier, contactAnnotation: {name: displayName ?? ''}}];
  }

  private lastMessage(thread: Thread, message: StoredMessage): WireLastMessage {
    const {body} = this.message(thread, message);
    const type = body?.type ?? 'template';
    const hasWords = type === 'text' || type === 'html';
    return {
      id: message.id,
      type,
      preview: {text: hasWords && message.text !== null ? message.text : `Message type '${type}' was sent.`},
      recipients: message.direction === 'inbound' ? null : this.recipients(thread),
      status: this.messageStatus(message),
      sender: this.sender(thread, message),
      createdAt: this.time(message.at, message.sequence),
    };
  }

  private messageStatus({direction, status, at}: StoredMessage): WireMessageStatus {
    if (direction === 'inbound' || status === null) return 'delivered';
    const age = this.workspace.backend.clock.now() - at;
    if (status === 'sent' && age < SENT_AFTER) return age < PROCESSED_AFTER ? 'accepted' : 'processing';
    return STATUSES[status];
  }

  private time(at: number, sequence: number): string {
    return wireTime(at, sequence, this.options.fractionDigits);
  }
}

export const isEmail = (contact: Pick<Contact, 'phone'> | undefined): boolean => contact?.phone.includes('@') ?? false;

/** An e-mail address stands where the backend has a phone number. */
function identifierOf(contact: Contact) {
  const {phone} = contact;
  const identifierKey = isEmail(contact) ? 'emailaddress' : 'phonenumber';
  return {identifierKey, identifierValue: phone, platformAddress: phone};
}

function contactToWire(contact: Contact): WireParticipant {
  return {
    id: contact.id,
    type: 'contact',
    status: 'active',
    displayName: `${contact.firstName} ${contact.lastName}`.trim(),
    avatarUrl: '',
    // Empty in the document's sample of an e-mail conversation.
    contact: isEmail(contact) ? {} : identifierOf(contact),
  };
}

/** `null`, or nothing at all, on messages of contacts. */
function recipientsOf(
  {direction, sequence}: StoredMessage,
  recipients: readonly WireRecipient[],
): Pick<WireMessage, 'recipients'> {
  if (direction === 'outbound') return {recipients};
  return sequence % 2 === 0 ? {recipients: null} : {};
}

/** The body of a message that came into the world without one. */
function bodyOf({text, mediaUrls}: StoredMessage): WireBody {
  if (mediaUrls.length === 0) return {type: 'text', text: {text: text ?? ''}};
  const words = text === null ? {} : {text};
  const files = mediaUrls.map(attachmentFromUrl);
  if (files.every(({kind}) => kind === 'image')) {
    return {type: 'image', image: {images: mediaUrls.map((mediaUrl) => ({mediaUrl})), ...words}};
  }
  return {
    type: 'file',
    file: {
      files: files.map(({url, kind, name = ''}) => ({
        mediaUrl: url,
        contentType: CONTENT_TYPES[kind] ?? 'application/octet-stream',
        ...(name && {filename: name}),
      })),
      ...words,
    },
  };
}
