/**
 * The shapes of the DigiVault document, "Conversations", and of the provider's pages on contacts, groups, messages,
 * lists, errors and webhooks, which the document refers to. Every time is in whole seconds since 1970.
 *
 * Only ids are certain: anything else may be missing from an answer.
 */

/** `GET /v1/conversations/:id` and one entry of the list. */
export interface WireConversation {
  /** Case matters. */
  readonly id: string;
  readonly contact_id?: string | null;
  /** "If applicable": `null` in a conversation with one contact. */
  readonly group_id?: string | null;
  /** `null` when nothing was said yet. */
  readonly last_active_at?: number | null;
  /** When we last opened it; `null` for never. */
  readonly last_opened_at?: number | null;
  readonly created_at?: number | null;
  readonly archived_at?: number | null;
}

/** `GET /v1/contacts/:id`. */
export interface WireContact {
  readonly id: string;
  readonly username?: string | null;
  /** Free text, such as `1-800-759-3000`. */
  readonly phone_number?: string | null;
  readonly avatar_url?: string | null;
  readonly display_name?: string | null;
  readonly conversation_id?: string | null;
  readonly last_active_at?: number | null;
  readonly created_at?: number | null;
}

/** `GET /v1/groups/:id`. What a member looks like is not documented: contacts or their ids. [Inference] */
export interface WireGroup {
  readonly id: string;
  readonly name?: string | null;
  readonly description?: string | null;
  readonly avatar_url?: string | null;
  readonly conversation_id?: string | null;
  readonly members?: readonly unknown[] | null;
  readonly created_at?: number | null;
}

/** Who wrote a message. In the webhook sample it has a `name` and no `phone_number`. */
export interface WireSender {
  readonly id: string;
  readonly username?: string | null;
  readonly name?: string | null;
  readonly display_name?: string | null;
  readonly phone_number?: string | null;
  readonly avatar_url?: string | null;
}

/** `GET /v1/messages/:id`. Nothing says who it was for, or which way it went. */
export interface WireMessage {
  readonly id: string;
  readonly conversation_id?: string | null;
  readonly contact?: WireSender | null;
  readonly message?: string | null;
  /** Names with the usernames of those who gave them: `[{"thumbs_up": ["FrankMcCallister"]}]`. [Inference] */
  readonly reactions?: readonly unknown[] | null;
  /** Addresses, or objects with a `url`. [Inference] */
  readonly attachments?: readonly unknown[] | null;
  readonly read_at?: number | null;
  readonly created_at?: number | null;
  readonly updated_at?: number | null;
}

/** Every list. `starting_after` and `ending_before` take ids; which way a list runs is not documented. */
export interface WireList<Item> {
  readonly has_more: boolean;
  readonly data: readonly Item[];
}

/** The body of `POST /v1/conversations`: one of the two. */
export type WireNewConversation = {readonly contact_id: string} | {readonly group_id: string};

/** The body of `PUT /v1/conversations/:id`: only what changes. */
export interface WireConversationChange {
  readonly archived_at: number | null;
}

/** The body of `POST /v1/messages`. */
export interface WireNewMessage {
  readonly conversation_id: string;
  readonly message: string;
  readonly attachments?: readonly unknown[];
}

export type WireErrorType =
  | 'api_error'
  | 'invalid_request'
  | 'authentication_error'
  | 'permission_error'
  | 'not_found_error'
  | 'validation_error'
  | 'rate_limit_error';

/** Every error answer; it has no envelope. */
export interface WireError {
  readonly type: WireErrorType;
  readonly message: string;
  readonly documentation_url?: string;
  /** Of `invalid_request`. */
  readonly param?: string;
  /** Of `validation_error`, by field. */
  readonly errors?: Readonly<Record<string, readonly string[]>>;
  /** Seconds, of `rate_limit_error`. */
  readonly retry_after?: number;
}

export type WireEventType =
  | 'conversation.created'
  | 'conversation.updated'
  | 'conversation.archived'
  | 'conversation.deleted'
  | 'conversation.message.created'
  | 'conversation.message.updated'
  | 'conversation.message.deleted'
  | 'conversation.message.read'
  | 'contact.created'
  | 'contact.updated'
  | 'contact.deleted'
  | 'group.created'
  | 'group.updated'
  | 'group.member_added'
  | 'group.member_removed'
  | 'group.deleted';

/** A webhook. The same one may come more than once, with the same `id`. */
export interface WireEvent {
  readonly id: string;
  readonly type: WireEventType;
  /** When the event was made; not comparable with the times of the object. */
  readonly created_at?: number;
  readonly data: {readonly object: unknown};
}
