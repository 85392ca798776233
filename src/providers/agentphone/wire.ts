/**
 * The shapes of the AgentPhone document, "Conversations", and of what else this adapter needs: sending, numbers,
 * contacts and webhooks, as the official client and the provider's other documents have them. Reading is camelCase,
 * sending and query parameters are snake_case. What only the client knows is optional here, and nullable.
 */

/** A person of an iMessage group. */
export interface WireGroupParticipant {
  readonly identifier: string;
  readonly name?: string | null;
}

/** What a conversation is, wherever it is read. */
export interface WireConversation {
  /** `conv_…` */
  readonly id: string;
  /** `agt_…` */
  readonly agentId?: string | null;
  /** `num_…` */
  readonly phoneNumberId?: string | null;
  /** Ours. */
  readonly phoneNumber?: string | null;
  /** Theirs: a number, or an e-mail address in iMessage. */
  readonly participant?: string | null;
  readonly isGroup?: boolean | null;
  /** `grp_…` */
  readonly groupId?: string | null;
  readonly groupName?: string | null;
  readonly groupIconUrl?: string | null;
  readonly participants?: readonly WireGroupParticipant[] | null;
  /** ISO 8601; `null` for a thread without messages. */
  readonly lastMessageAt?: string | null;
  readonly messageCount?: number | null;
  readonly metadata?: Readonly<Record<string, unknown>> | null;
  readonly createdAt?: string | null;
}

/** One entry of the list. */
export interface WireConversationSummary extends WireConversation {
  readonly lastMessagePreview?: string | null;
}

/** The answer of `GET` and `PATCH /v1/conversations/{id}`. */
export interface WireConversationDetail extends WireConversation {
  /** The most recent ones; their order is not documented. */
  readonly messages?: readonly WireMessage[] | null;
}

/** An answer that is one stretch of a list. Messages come without `total`. */
export interface WireList<Item> {
  readonly data: readonly Item[];
  readonly hasMore?: boolean | null;
  readonly total?: number | null;
}

export interface WireReaction {
  readonly id: string;
  readonly reactionType: string;
  readonly fromNumber?: string | null;
  readonly direction?: string | null;
  readonly createdAt?: string | null;
}

export interface WireMessage {
  readonly id: string;
  readonly body?: string | null;
  readonly fromNumber?: string | null;
  readonly toNumber?: string | null;
  readonly direction?: 'inbound' | 'outbound' | (string & {}) | null;
  /** Also of outbound messages, despite its name. */
  readonly receivedAt?: string | null;
  /** Who of a group wrote it. */
  readonly senderIdentifier?: string | null;
  readonly channel?: 'sms' | 'mms' | 'imessage' | (string & {}) | null;
  readonly mediaUrl?: string | null;
  readonly mediaUrls?: readonly string[] | null;
  readonly reactions?: readonly WireReaction[] | null;
  readonly replyTo?: {
    readonly messageId: string;
    readonly message?: string | null;
    readonly mediaUrls?: readonly string[] | null;
  } | null;
}

export const SEND_STYLES = [
  ...(['celebration', 'fireworks', 'lasers', 'love', 'confetti', 'balloons'] as const),
  ...(['spotlight', 'echo', 'invisible', 'gentle', 'loud', 'slam'] as const),
] as const;
export type WireSendStyle = (typeof SEND_STYLES)[number];

/** The body of `POST /v1/messages`. One of `number_id`, `agent_id` and `from_number` is needed. */
export interface WireSend {
  /** A number in any format, a US short code, an e-mail address, or `grp_…`. */
  readonly to_number: string;
  readonly number_id?: string;
  readonly agent_id?: string;
  readonly from_number?: string;
  /** Needed with media too. */
  readonly body: string;
  /** Public https URLs. */
  readonly media_urls?: readonly string[];
  readonly send_style?: WireSendStyle;
  readonly reply_to_message_id?: string;
}

/** The answer to a send. It names no time. */
export interface WireSent {
  readonly id: string;
  readonly status?: 'sent' | (string & {}) | null;
  readonly channel?: string | null;
  readonly from_number?: string | null;
  readonly to_number?: string | null;
  readonly conversation_id?: string | null;
  readonly media_urls?: readonly string[] | null;
  readonly reply_to_message_id?: string | null;
  readonly reply_parent_unresolved?: boolean | null;
}

/** The answer to `POST /v1/messages/{message_id}/reactions`. It names no time. */
export interface WireReacted {
  readonly id: string;
  readonly reaction_type: string;
  readonly message_id: string;
  readonly channel?: string | null;
}

/** One of the account's numbers. */
export interface WireNumber {
  readonly id: string;
  readonly phoneNumber: string;
  readonly country?: string | null;
  readonly status?: string | null;
  readonly type?: string | null;
  readonly agentId?: string | null;
  readonly createdAt?: string | null;
}

export interface WireContact {
  readonly id: string;
  readonly phoneNumber: string;
  readonly name?: string | null;
  readonly email?: string | null;
  readonly notes?: string | null;
  readonly createdAt?: string | null;
  readonly updatedAt?: string | null;
}

/** What the provider posts to the host's server. Only `agent.message` is documented in full. */
export interface WireWebhook {
  readonly event: 'agent.message' | 'agent.reaction' | 'agent.call_ended' | (string & {});
  readonly channel?: string | null;
  readonly timestamp?: string | null;
  readonly agentId?: string | null;
  readonly data?: WireWebhookMessage | null;
  /** The metadata of the conversation. */
  readonly conversationState?: Readonly<Record<string, unknown>> | null;
  readonly recentHistory?: readonly WireWebhookHistory[] | null;
}

export interface WireWebhookMessage {
  readonly messageId: string;
  readonly conversationId: string;
  readonly numberId?: string | null;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly contact?: {
    readonly id?: string | null;
    readonly name?: string | null;
    readonly email?: string | null;
    readonly phoneNumber?: string | null;
  } | null;
  readonly message?: string | null;
  readonly mediaUrl?: string | null;
  readonly mediaUrls?: readonly string[] | null;
  readonly direction?: 'inbound' | 'outbound' | (string & {}) | null;
  readonly receivedAt?: string | null;
}

export interface WireWebhookHistory {
  readonly messageId: string;
  readonly content?: string | null;
  readonly direction?: string | null;
  readonly channel?: string | null;
  readonly at?: string | null;
}

/** The codes the provider's other documents name. `TWILIO_ERROR` is the earlier name of `CARRIER_ERROR`. */
export type WireErrorCode =
  | 'VALIDATION_ERROR'
  | 'VALIDATION_ERROR_NUMBER_LIMIT'
  | 'INSUFFICIENT_BALANCE'
  | 'RATE_LIMIT_EXCEEDED'
  | 'PHONE_NUMBER_NOT_FOUND'
  | 'CARRIER_ERROR'
  | 'TWILIO_ERROR';

/** One complaint of a FastAPI validation error. */
export interface WireComplaint {
  readonly loc: readonly (string | number)[];
  readonly msg: string;
  readonly type: string;
}
