import type {Backend} from '../../../backend/backend.js';
import {lastMessage} from '../../../backend/queries.js';
import type {Contact, OwnNumber, StoredMessage, StoredReaction, Thread} from '../../../backend/types.js';
import type {FineTime} from '../message-order.js';
import type {
  WireContact,
  WireConversation,
  WireConversationSummary,
  WireMessage,
  WireNumber,
  WireReaction,
} from '../wire.js';
import type {AgentPhoneMockOptions} from './options.js';

/** Ids of the wire look like the document's; the backend's own are inside. Numbers and contacts keep theirs. */
export const conversationId = (threadId: string): string => `conv_${threadId}`;
export const messageId = (id: string): string => `msg_${id}`;

export const threadIdOf = (id: string): string => (id.startsWith('conv_') ? id.slice('conv_'.length) : '');

const PREVIEW_LENGTH = 100;

/** What the mock says of the world, in the words of the wire. */
export class Words {
  /** Which messages answer which, by id: nothing the backend knows. */
  readonly replies = new Map<string, string>();
  readonly groupNames = new Map<string, string>();

  readonly #backend: Backend;
  readonly #options: AgentPhoneMockOptions;

  constructor(backend: Backend, options: AgentPhoneMockOptions) {
    this.#backend = backend;
    this.#options = options;
  }

  get agentId(): string | null {
    const {agentId = 'agt_demo'} = this.#options;
    return agentId;
  }

  /** A message's time as finely as it is kept. */
  timeOf({at, sequence}: Pick<StoredMessage, 'at' | 'sequence'>): FineTime {
    switch (this.#options.timestamps) {
      case 'seconds':
        return {at: Math.floor(at / 1000) * 1000, rest: 0};
      case 'micros':
      case 'zoneless-micros':
        return {at, rest: (sequence % 1000) * 1000};
      default:
        return {at, rest: 0};
    }
  }

  write({at, rest}: FineTime): string {
    const text = new Date(at).toISOString();
    switch (this.#options.timestamps) {
      case 'seconds':
        return text.replace(/\.\d+/, '');
      case 'micros':
        return text.replace('Z', `${String(rest / 1000).padStart(3, '0')}Z`);
      case 'zoneless-micros':
        return text.replace('Z', String(rest / 1000).padStart(3, '0'));
      default:
        return text;
    }
  }

  summary(thread: Thread): WireConversationSummary {
    const {createdAt, ...rest} = this.conversation(thread);
    const last = lastMessage(this.#backend, thread);
    const preview = (last?.text ?? '').slice(0, PREVIEW_LENGTH);
    const {lastMessageAt, messageCount, metadata, ...names} = rest;
    return {...names, lastMessageAt, lastMessagePreview: preview, messageCount, metadata, createdAt};
  }

  conversation(thread: Thread): WireConversation {
    const own = this.ownNumber(thread.ownNumberId);
    const last = lastMessage(this.#backend, thread);
    const groupName = this.groupNames.get(thread.id);
    return {
      id: conversationId(thread.id),
      agentId: this.agentId,
      phoneNumberId: own?.id ?? null,
      phoneNumber: own?.phone ?? null,
      participant: this.#backend.contact(thread.contactId)?.phone ?? null,
      lastMessageAt: last ? this.write(this.timeOf(last)) : null,
      messageCount: this.#backend.messagesOf(thread.id).length,
      // The backend does not tell "none" from "empty".
      metadata: Object.keys(thread.metadata).length > 0 ? thread.metadata : null,
      createdAt: this.write({at: thread.createdAt, rest: 0}),
      ...this.#options.conversationExtras?.(thread),
      ...(groupName !== undefined && {groupName}),
    };
  }

  message(message: StoredMessage): WireMessage {
    const {direction, mediaUrls, ownNumberId} = message;
    const thread = this.#backend.thread(message.threadId);
    const theirs = (thread && this.#backend.contact(thread.contactId)?.phone) ?? null;
    const ours = this.ownNumber(ownNumberId)?.phone ?? null;
    const answered = this.replies.get(message.id);
    return {
      id: messageId(message.id),
      body: message.text ?? '',
      fromNumber: direction === 'inbound' ? theirs : ours,
      toNumber: direction === 'inbound' ? ours : theirs,
      direction,
      channel: this.channel(thread, mediaUrls.length),
      mediaUrl: mediaUrls[0] ?? null,
      mediaUrls: [...mediaUrls],
      receivedAt: this.write(this.timeOf(message)),
      reactions: (message.reactions ?? []).flatMap((given) => this.#reactions(message, given)),
      replyTo: answered === undefined ? null : this.#replyTo(message.threadId, answered),
      ...this.#options.messageExtras?.(message),
    };
  }

  #reactions(
    {id, at, ownNumberId}: StoredMessage,
    {name, by, kind, isOwn = false}: StoredReaction,
  ): readonly WireReaction[] {
    const own = isOwn ? [this.ownNumber(ownNumberId)?.phone ?? null] : [];
    const createdAt = this.write({at, rest: 0});
    const rows = [
      ...by.map((fromNumber) => ({fromNumber, direction: 'inbound'})),
      ...own.map((fromNumber) => ({fromNumber, direction: 'outbound'})),
    ];
    return rows.map((row, place) => ({
      id: `rct_${id}_${name}_${place}`,
      reactionType: kind ?? name,
      ...row,
      createdAt,
    }));
  }

  channel(thread: Thread | undefined, attachments: number): string {
    if (thread && this.#options.isIMessage?.(thread)) return 'imessage';
    return attachments > 0 ? 'mms' : 'sms';
  }

  number({id, phone}: OwnNumber): WireNumber {
    return {
      id,
      phoneNumber: phone,
      country: 'US',
      status: 'active',
      type: 'sms',
      agentId: this.agentId,
      createdAt: '2025-01-02T09:00:00Z',
    };
  }

  contact({id, firstName, lastName, phone}: Contact): WireContact {
    const madeAt = '2025-01-02T09:00:00Z';
    const name = `${firstName} ${lastName}`.trim();
    return {id, phoneNumber: phone, name, email: null, notes: null, createdAt: madeAt, updatedAt: madeAt};
  }

  ownNumber(id: string): OwnNumber | undefined {
    return this.#backend.ownNumbers().find((number) => number.id === id);
  }

  #replyTo(threadId: string, answered: string): WireMessage['replyTo'] {
    const parent = this.#backend.messagesOf(threadId).find(({id}) => messageId(id) === answered);
    return parent ? {messageId: answered, message: parent.text ?? '', mediaUrls: [...parent.mediaUrls]} : null;
  }
}
